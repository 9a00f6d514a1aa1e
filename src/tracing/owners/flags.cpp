#include "tracing/owners/flags.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/components.h"
#include "base/text.h"

namespace entente {
namespace {

constexpr size_t kShownOfCircle = 12;

class Collector {
 public:
  Collector(const Stakes& stakes, const Holdings& holdings, size_t each_max)
      : stakes_(stakes), holdings_(holdings), each_max_(each_max) {}

  std::vector<OwnerFlag> run(std::span<const uint32_t> listed) {
    circles();
    sums();
    each_stake(
        "self-ownership", [](const Stake& s) { return s.owner == s.entity; },
        [&](const Stake& s) {
          return fmt::format("{} holds {} % of itself", title(s.entity), band(s));
        });
    marked("nominee", StakeMark::nominee, "a nominee: ask for whom");
    marked("bearer", StakeMark::bearer, "bearer shares: whoever holds the paper owns them");
    marked("trust", StakeMark::trust, "a trust or arrangement: ask for settlor and beneficiaries");
    marked("indirect", StakeMark::indirect,
           "told as indirect: possible only, for it may be the shares of a chain once more");
    marked("unreadable", StakeMark::unreadable, "figure or dates make no sense: possible only");
    each_stake(
        "unknown",
        [](const Stake& s) {
          return s.kind == StakeKind::ownership && s.low == 0 && s.high == kWhole &&
                 !s.has(StakeMark::unreadable);
        },
        [&](const Stake& s) { return holding(s) + ": no percentage is told"; });
    for (const auto& [party, why] : stakes_.undisclosed)
      put("undisclosed", fmt::format("an owner of {} is not told: {}", title(party), why));
    close("undisclosed");
    roles(listed);
    dates("ended", holdings_.ended, "was over by the day");
    dates("not begun", holdings_.ahead, "had not begun on the day");
    dates("date unsure", holdings_.unsure, "may have held on the day or not: possible only");
    return std::move(out_);
  }

 private:
  std::string title(uint32_t party) const { return stakes_.title(party); }
  static std::string band(const Stake& s) { return to_text(Band{s.low, s.high}); }
  std::string at(const Stake& s) const {
    const std::string place = stakes_.place(s);
    return place.empty() ? "" : " (" + place + ")";
  }
  std::string holding(const Stake& s) const {
    return fmt::format("{} -> {}{}", title(s.owner), title(s.entity), at(s));
  }

  void put(std::string_view kind, std::string text) {
    // Shares and votes of one row say the same.
    if (!out_.empty() && out_.back().kind == kind && out_.back().text == text) return;
    if (++count_ <= each_max_) out_.push_back({kind, std::move(text)});
  }
  void close(std::string_view kind) {
    if (count_ > each_max_) out_.push_back({kind, fmt::format("and {} more", count_ - each_max_)});
    count_ = 0;
  }

  template <class Is, class Say>
  void each_stake(std::string_view kind, Is is, Say say) {
    for (const Stake& s : stakes_.all)
      if (is(s)) {
        if (count_ < each_max_) put(kind, say(s));
        else ++count_;
      }
    close(kind);
  }

  void marked(std::string_view kind, StakeMark mark, std::string_view why) {
    each_stake(
        kind, [&](const Stake& s) { return s.has(mark); },
        [&](const Stake& s) { return fmt::format("{}: {}", holding(s), why); });
  }

  void dates(std::string_view kind, const std::vector<uint32_t>& which, std::string_view why) {
    for (const uint32_t i : which) {
      const Stake& s = stakes_.all[i];
      if (count_ < each_max_) put(kind, fmt::format("{} {}", holding(s), why));
      else ++count_;
    }
    close(kind);
  }

  void roles(std::span<const uint32_t> listed) {
    std::vector<bool> is_listed(holdings_.parties);
    for (const uint32_t p : listed) is_listed[p] = true;
    each_stake(
        "role", [&](const Stake& s) { return s.kind == StakeKind::role && is_listed[s.owner]; },
        [&](const Stake& s) {
          return fmt::format("{}: a listed party has a role there; see whether it controls it",
                             holding(s));
        });
  }

  void sums() {
    std::vector<Share> sum(holdings_.parties);
    for (const Holding& h : holdings_.owned.all) sum[h.entity] += h.low;
    for (uint32_t p = 0; p < sum.size(); ++p)
      if (sum[p] > kWhole)
        put("over 100",
            fmt::format("the stakes in {} add up to {} %", title(p), percent_text(sum[p])));
    close("over 100");
  }

  void circles() {
    const auto& owned = holdings_.owned;
    std::vector<uint32_t> target;
    target.reserve(owned.all.size());
    for (const Holding& h : owned.all) target.push_back(h.entity);
    const auto part = strong_components(owned.start, target);
    std::vector<uint32_t> size(part.size());
    for (const uint32_t p : part) ++size[p];
    std::vector<bool> told(part.size());
    for (uint32_t p = 0; p < part.size(); ++p)
      if (size[part[p]] > 1 && !told[part[p]]) {
        told[part[p]] = true;
        if (count_ < each_max_) put("cycle", circle(p, part, size[part[p]]));
        else ++count_;
      }
    close("cycle");
  }

  // One shortest way round from the party, and how many more belong to the circle.
  std::string circle(uint32_t from, const std::vector<uint32_t>& part, uint32_t members) const {
    std::vector<std::pair<uint32_t, size_t>> reached{{from, 0}};  // party, place it came from
    std::vector<bool> seen(members > 10000 ? part.size() : 0);
    const auto is_new = [&](uint32_t p) {
      if (!seen.empty()) return !seen[p] && (seen[p] = true);
      return std::ranges::find(reached, p, &std::pair<uint32_t, size_t>::first) == reached.end();
    };
    std::vector<std::string> round;
    for (size_t i = 0; i < reached.size() && round.empty() && i < 2000; ++i)
      for (const Holding& h : holdings_.owned.of(reached[i].first)) {
        if (h.entity == from && reached[i].first != from) {
          for (size_t at = i; at != 0; at = reached[at].second)
            round.push_back(title(reached[at].first));
          break;
        }
        if (part[h.entity] == part[from] && h.entity != from && is_new(h.entity))
          reached.emplace_back(h.entity, i);
      }
    if (round.empty() || round.size() + 1 > kShownOfCircle)
      return fmt::format("{} and {} more own each other in a circle", title(from), members - 1);
    std::string text = title(from);
    for (size_t i = round.size(); i-- > 0;) text += " -> " + round[i];
    text += " -> " + title(from) + ": they own each other";
    if (members > round.size() + 1) text += fmt::format("; {} belong to the circle", members);
    return text;
  }

  const Stakes& stakes_;
  const Holdings& holdings_;
  size_t each_max_, count_ = 0;
  std::vector<OwnerFlag> out_;
};

}  // namespace

std::vector<OwnerFlag> owner_flags(const Stakes& stakes, const Holdings& holdings,
                                   std::span<const uint32_t> listed, size_t each_max) {
  return Collector(stakes, holdings, each_max).run(listed);
}

}  // namespace entente
