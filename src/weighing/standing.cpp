// The rules, first match wins; each is named in the verdict:
//
//   refuted       every origin that asserted it has since said the contrary
//   disputed      asserted by some, denied by a party or contradicted by another origin
//   confirmed     acknowledged by a party to the act; by two, where both act
//   corroborated  two or more independent origins, one of them no party and no rival
//   reported      one origin that asserts it plainly and has no interest in it, or several of
//                 which each is a party or a rival and one asserts it plainly
//   unverified    the rest: one origin, hedged or interested; or only a denial is on record
//
// "It may be so" asserts nothing and is set aside. A party that denied first and acknowledges later
// (or in the same text) has withdrawn its denial. That a party speaks of its own deed counts as an
// acknowledgement where the deed takes two or is held against it, not where it boasts (an attack, a
// test). Modality is read for plain or hedged only; no number is made of it.
#include "weighing/standing.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "weighing/actors.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 6> kStandingNames{
    "unverified", "reported", "corroborated", "confirmed", "disputed", "refuted"};
constexpr std::array<std::string_view, 6> kMeanings{
    "one origin, hedged or interested",
    "one origin that asserts it plainly, or several that all lead to one or are all interested",
    "two or more independent origins, at least one of them no rival of those concerned",
    "acknowledged by a party to the act itself, by both where both act",
    "asserted by some, denied by a party or contradicted by another origin",
    "shown false, or withdrawn by its origin"};

bool is_plain(const Claim& c) {
  switch (c.modality) {
    case Modality::stated: case Modality::reported: case Modality::confirmed: case Modality::planned:
      return true;
    default:
      return false;
  }
}

// Deeds that a doer may boast of: its own word acknowledges nothing.
bool is_boast(std::string_view family) {
  static constexpr std::array<std::string_view, 7> kBoasts{"attack", "test",  "develop", "track",
                                                           "oppose", "steal", "lose"};
  return std::ranges::find(kBoasts, family) != kBoasts.end();
}

std::optional<Date> published(const Claim& c) { return parse_date(c.document.published); }

// Whether `a` was published on the same day as `b` or later; undated claims count as the same day.
bool not_before(const Claim& a, const Claim& b) {
  const auto da = published(a), db = published(b);
  return !da || !db || first_day(*db) <= last_day(*da);
}

bool later(const Claim& a, const Claim& b) {
  const auto da = published(a), db = published(b);
  return da && db && last_day(*db) < first_day(*da);
}

std::string names_of(const std::vector<const Origin*>& origins) {
  std::vector<std::string> names;
  for (const auto* o : origins) names.push_back(o->name);
  return join(names, ", ");
}

class Judge {
 public:
  Judge(std::span<const Claim> claims, const Proposition& p, std::optional<Date> until)
      : claims_(claims), p_(p), until_(until) {}

  Verdict decide() {
    gather();
    if (asserts_.empty() && retracted_.empty())
      return verdict(Standing::unverified, denials_.empty() && contradictions_.empty()
                         ? "it is only said that it may be so"
                         : "only the denial is on record: no claim here asserts it", true);
    if (asserts_.empty()) return verdict(Standing::refuted, "withdrawn by every origin that asserted it", true);
    if (auto v = disputed()) return *v;
    if (auto v = confirmed()) return *v;
    return by_origins();
  }

 private:
  bool counts(ClaimIndex c) const {
    const auto day = published(claims_[c]);
    return !until_ || !day || first_day(*day) <= last_day(*until_);
  }

  bool is_party(const std::string& state) const {
    return !state.empty() && (std::ranges::find(p_.key.from, state) != p_.key.from.end() ||
                              std::ranges::find(p_.key.to, state) != p_.key.to.end());
  }

  // The states of speakers that own the deed told in claim c.
  std::vector<std::string> acknowledging(ClaimIndex c) const {
    std::vector<std::string> out;
    const Claim& claim = claims_[c];
    if (claim.attribution.empty() || claim.modality == Modality::possible) return out;
    if (claim.modality != Modality::confirmed && is_boast(p_.key.family)) return out;
    if (claim.modality == Modality::alleged || claim.modality == Modality::assessed) return out;
    for (const auto& s : speakers_of(claim))
      if (is_actor(s.state)) out.push_back(s.state);
    return out;
  }

  // Those who act: giver and receiver of goods, both sides of a tie, else the doer alone.
  bool is_actor(const std::string& state) const {
    if (state.empty()) return false;
    const bool doer = std::ranges::find(p_.key.from, state) != p_.key.from.end();
    return doer || (takes_two() && is_party(state));
  }
  bool takes_two() const {
    const auto& f = p_.key.family;
    return p_.key.mutual || f == "give" || f == "deploy" || f == "train" || f == "fight";
  }

  void gather() {
    for (const ClaimIndex c : p_.asserts) {
      if (!counts(c)) continue;
      if (claims_[c].modality == Modality::possible) set_aside(c, "says only that it may be so");
      else asserts_.push_back(c);
    }
    for (const ClaimIndex c : p_.denies)
      if (counts(c)) sort_denial(c);
    std::erase_if(asserts_, [&](ClaimIndex c) {
      const auto back = retraction_of(c);
      if (!back) return false;
      set_aside(c, fmt::format("its origin has since said the contrary ({})", claims_[*back].document.published));
      retracted_.push_back(c);
      return true;
    });
  }

  void sort_denial(ClaimIndex c) {
    for (const auto& s : speakers_of(claims_[c])) {
      if (!is_party(s.state)) {
        contradictions_.push_back({c, s.name});
        continue;
      }
      const auto owned = std::ranges::find_if(asserts_, [&](ClaimIndex a) {
        return std::ranges::count(acknowledging(a), s.state) && not_before(claims_[a], claims_[c]);
      });
      if (owned == asserts_.end()) denials_.push_back({c, s.name});
      else set_aside(c, fmt::format("{} has acknowledged it since", s.name));
    }
  }

  std::optional<ClaimIndex> retraction_of(ClaimIndex asserted) const {
    for (const auto& s : speakers_of(claims_[asserted]))
      for (const auto* list : {&denials_, &contradictions_})
        for (const auto& [c, who] : *list)
          for (const auto& d : speakers_of(claims_[c]))
            if (d.key == s.key && later(claims_[c], claims_[asserted])) return c;
    return std::nullopt;
  }

  std::optional<Verdict> disputed() {
    if (denials_.empty() && contradictions_.empty()) return std::nullopt;
    std::vector<std::string> deniers, others;
    for (const auto& [c, who] : denials_) used_.push_back(c), add_name(deniers, who);
    for (const auto& [c, who] : contradictions_) used_.push_back(c), add_name(others, who);
    std::string rule;
    if (!deniers.empty()) rule = "denied by a party: " + join(deniers, ", ");
    if (!others.empty()) rule += (rule.empty() ? "" : "; ") + ("contradicted by " + join(others, ", "));
    return verdict(Standing::disputed, rule, true);
  }

  static void add_name(std::vector<std::string>& names, const std::string& who) {
    if (std::ranges::find(names, who) == names.end()) names.push_back(who);
  }

  std::optional<Verdict> confirmed() {
    std::set<std::string> states;
    std::vector<std::string> names;
    std::vector<ClaimIndex> by;
    for (const ClaimIndex c : asserts_)
      for (const auto& state : acknowledging(c)) {
        states.insert(state);
        if (std::ranges::find(by, c) == by.end()) by.push_back(c);
        for (const auto& s : speakers_of(claims_[c]))
          if (s.state == state) add_name(names, s.name);
      }
    const bool enough = p_.key.mutual ? states.size() >= 2 : !states.empty();
    if (!enough) return std::nullopt;
    used_ = by;
    return verdict(Standing::confirmed, fmt::format("acknowledged by {}: {}",
                       p_.key.mutual ? "both parties" : "a party to the act", join(names, ", ")), false);
  }

  Verdict by_origins() {
    std::vector<const Origin*> all, impartial, plain;
    for (const auto& o : p_.origins) {
      const auto mine = [&](ClaimIndex c) { return std::ranges::find(o.claims, c) != o.claims.end(); };
      if (std::ranges::none_of(asserts_, mine)) continue;
      all.push_back(&o);
      if (!o.party && o.rival_reason.empty()) impartial.push_back(&o);
      if (std::ranges::any_of(asserts_, [&](ClaimIndex c) { return mine(c) && is_plain(claims_[c]); }))
        plain.push_back(&o);
    }
    if (all.size() >= 2 && !impartial.empty())
      return verdict(Standing::corroborated, fmt::format("{} independent origins: {}", all.size(), names_of(all)), true);
    if (all.size() >= 2)
      return verdict(plain.empty() ? Standing::unverified : Standing::reported,
                     fmt::format("{} origins, each a party or a rival of one: {}", all.size(), names_of(all)), true);
    const std::string leads =
        asserts_.size() > 1 ? fmt::format("{} claims lead to one origin, ", asserts_.size()) : "one origin, ";
    const Origin& only = *all.front();
    if (only.party) return verdict(Standing::unverified, leads + "a party: " + only.name, true);
    if (!only.rival_reason.empty())
      return verdict(Standing::unverified, fmt::format("{}a rival {}: {}", leads, only.rival_reason, only.name),
                     true);
    if (plain.empty()) return verdict(Standing::unverified, leads + "hedged: " + only.name, true);
    return verdict(Standing::reported, leads + "asserted plainly: " + only.name, true);
  }

  void set_aside(ClaimIndex c, std::string why) { aside_.push_back({c, std::move(why)}); }

  // With `all`, every assertion was used; else those not used are set aside as not needed.
  Verdict verdict(Standing standing, std::string rule, bool all) {
    if (all) used_.insert(used_.end(), asserts_.begin(), asserts_.end());
    for (const ClaimIndex c : asserts_)
      if (std::ranges::find(used_, c) == used_.end()) set_aside(c, "not needed once a party acknowledges it");
    if (asserts_.empty())
      for (const auto* list : {&denials_, &contradictions_})
        for (const auto& [c, who] : *list) used_.push_back(c);
    std::ranges::sort(used_);
    used_.erase(std::ranges::unique(used_).begin(), used_.end());
    std::ranges::sort(aside_, {}, &SetAside::claim);
    return {standing, std::move(rule), std::move(used_), std::move(aside_)};
  }

  std::span<const Claim> claims_;
  const Proposition& p_;
  std::optional<Date> until_;
  struct Denial {
    ClaimIndex claim;
    std::string who;
  };
  std::vector<ClaimIndex> asserts_, retracted_, used_;
  std::vector<Denial> denials_, contradictions_;
  std::vector<SetAside> aside_;
};

}  // namespace

std::string_view name(Standing s) { return kStandingNames[static_cast<size_t>(s)]; }
std::string_view meaning(Standing s) { return kMeanings[static_cast<size_t>(s)]; }

Verdict judge(std::span<const Claim> claims, const Proposition& p) {
  return Judge(claims, p, std::nullopt).decide();
}

std::vector<StandingSince> judge_over_time(std::span<const Claim> claims, const Proposition& p) {
  std::vector<Date> days;
  bool undated = false;
  for (const ClaimIndex c : p.claims) {
    const auto day = published(claims[c]);
    if (day) days.push_back(last_day(*day));
    undated = undated || !day;
  }
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  std::vector<StandingSince> out;
  const auto add = [&](std::optional<Date> day, Standing standing) {
    if (out.empty() || out.back().standing != standing) out.push_back({day, standing});
  };
  if (undated) add(std::nullopt, Judge(claims, p, Date{1, 1, 1}).decide().standing);
  for (const Date& day : days) add(day, Judge(claims, p, day).decide().standing);
  return out;
}

}  // namespace entente
