// From registers of ownership to who is blocked, and why.
//
// Control and integrated ownership are told for every owner of a register of ordinary size; a large
// one would have more pairs than stakes, so there they are told for the listed parties alone, and a
// flag says so.
#include "entente/owners.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "engine/clock.h"
#include "engine/parts.h"
#include "intake/owners/owners.h"
#include "tracing/owners/flags.h"
#include "tracing/owners/integrated.h"
#include "tracing/owners/rules.h"
#include "tracing/owners/why.h"

namespace entente {
namespace {

using nlohmann::json;

constexpr size_t kStakesOfAllOwners = 20000;  // registers up to this size are told for every owner
constexpr size_t kStepsMax = 30'000'000;      // holdings looked at for that
constexpr size_t kPairsMax = 500'000;         // pairs told for that
constexpr size_t kUnboundedTold = 50;         // flags of this kind
constexpr size_t kShownMax = 40;              // lines of a part of the text

struct Asked {
  const OwnerRule* rule;
  Date day;
  std::vector<uint32_t> listed;
  std::vector<std::string> unknown;  // listed names that the register does not have
};

Result<std::vector<std::string>> listed_names(const OwnersRequest& request) {
  std::vector<std::string> out = request.listed;
  if (request.listed_from.empty()) return out;
  const auto bytes = read_file(request.listed_from, size_t{256} << 20);
  if (!bytes) return std::unexpected(bytes.error());
  for (const auto line : split(*bytes, '\n'))
    if (const auto name = trim(line); !name.empty()) out.emplace_back(name);
  return out;
}

// Parties by their names, for those that are named so.
class Names {
 public:
  explicit Names(const Stakes& stakes) : stakes_(stakes) {
    for (const auto& [party, title] : stakes.titles)
      by_title_[squeeze(lower(title))].push_back(party);
  }
  // Nothing when nobody is called so; bad_argument when several are.
  Result<std::vector<uint32_t>> find(const std::string& name) const {
    if (const auto id = stakes_.ids.find(name)) return std::vector{*id};
    const auto at = by_title_.find(squeeze(lower(name)));
    if (at == by_title_.end()) return std::vector<uint32_t>{};
    if (at->second.size() == 1) return at->second;
    std::vector<std::string> ids;
    for (const uint32_t p : at->second)
      if (ids.size() < 8) ids.emplace_back(stakes_.ids[p]);
    return fail(
        Code::bad_argument,
        std::to_string(at->second.size()) + " parties bear this name; they may be different ones",
        "--listed", name, "name them by id: " + join(ids, ", "));
  }

 private:
  const Stakes& stakes_;
  std::map<std::string, std::vector<uint32_t>> by_title_;
};

Result<Asked> resolve(const OwnersRequest& request, const Stakes& stakes) {
  Asked out;
  out.rule = find_owner_rule(request.rule.empty() ? "ofac50" : lower(request.rule));
  if (!out.rule) {
    std::vector<std::string> names;
    for (const auto& r : owner_rules()) names.emplace_back(r.name);
    return fail(Code::bad_argument, "no such rule", "--rule", request.rule,
                "one of: " + join(names, ", "));
  }
  const auto day = parse_date(request.date.empty() ? now_utc() : request.date);
  if (!day || (day->day == 0 && !request.date.empty()))
    return fail(Code::bad_argument, "no day", "--date", request.date, "write 2024-05-17");
  out.day = *day;
  const auto names = listed_names(request);
  if (!names) return std::unexpected(names.error());
  const Names known(stakes);
  std::set<uint32_t> seen;
  const auto take = [&](const std::vector<uint32_t>& parties) {
    for (const uint32_t p : parties)
      if (seen.insert(p).second) out.listed.push_back(p);
  };
  for (const auto& name : *names) {
    auto whole = known.find(name);
    if (!whole) return std::unexpected(whole.error());
    if (!whole->empty()) {
      take(*whole);
      continue;
    }
    for (const auto piece : split(name, ',')) {  // "X,Y", unless a name has a comma itself
      const std::string one(trim(piece));
      if (one.empty()) continue;
      auto found = known.find(one);
      if (!found) return std::unexpected(found.error());
      if (found->empty()) out.unknown.push_back(one);
      take(*found);
    }
  }
  return out;
}

using Why = std::map<uint32_t, std::vector<uint32_t>>;  // entity -> stakes

// What the rule reaches, each with the stakes that suffice. A rule that takes each listed party by
// itself has its reasons by itself.
std::vector<uint32_t> reach_with_reasons(const Stakes& stakes, const Holdings& holdings,
                                         const Asked& asked, Bound bound,
                                         const std::set<uint32_t>& told_already, Why& why) {
  const auto reached = reach(holdings, *asked.rule, asked.listed, bound);
  const auto explain = [&](std::span<const uint32_t> listed, const Reached& of) {
    Reasons reasons(stakes, holdings, *asked.rule, listed, of, bound);
    for (const uint32_t entity : of.order)
      if (!told_already.contains(entity) && !why.contains(entity)) why[entity] = reasons.of(entity);
  };
  if (asked.rule->together || asked.listed.size() < 2) {
    explain(asked.listed, reached);
  } else {
    Reacher reacher(holdings);
    Reached one;
    for (const uint32_t p : asked.listed) {
      reacher.from({&p, 1}, *asked.rule, bound, one);
      if (!one.order.empty()) explain({&p, 1}, one);
    }
    for (const uint32_t p : asked.listed) why.erase(p);
  }
  return reached.order;
}

struct Measures {
  std::map<uint32_t, std::vector<uint32_t>> control;
  std::map<uint32_t, std::vector<IntegratedShare>> integrated;
  bool listed_only = false;
};

Measures measure(const Stakes& stakes, const Holdings& holdings, const Asked& asked) {
  Measures out;
  const OwnerRule& control = *find_owner_rule("control");
  Reacher reacher(holdings);
  Integrator integrator(holdings);
  Reached reached;
  size_t steps = 0, pairs = 0;
  const auto take = [&](uint32_t owner) {
    reacher.from({&owner, 1}, control, Bound::least, reached);
    std::ranges::sort(reached.order);
    out.control[owner] = reached.order;
    out.integrated[owner] = integrator.of(owner);
    steps += reacher.steps() + integrator.steps();
    pairs += reached.order.size() + out.integrated[owner].size();
  };
  std::vector<bool> owns(holdings.parties);
  const auto day = static_cast<int32_t>(days_from_epoch(asked.day));
  for (const Stake& s : stakes.all)
    if (s.kind != StakeKind::role && s.holds.possibly(day)) owns[s.owner] = true;
  for (const uint32_t p : asked.listed)
    if (owns[p]) take(p);
  const Measures of_listed = out;
  steps = pairs = 0;
  out.listed_only = stakes.all.size() > kStakesOfAllOwners;
  for (uint32_t p = 0; p < holdings.parties && !out.listed_only; ++p) {
    if (owns[p] && !out.control.contains(p)) take(p);
    out.listed_only = steps > kStepsMax || pairs > kPairsMax;
  }
  if (!out.listed_only) return out;
  Measures listed = of_listed;
  listed.listed_only = true;
  return listed;
}

json share_json(Share share) {
  return std::round(static_cast<double>(share) / static_cast<double>(kPercent) * 1e9) / 1e9;
}

double rounded(double fraction) { return std::round(fraction * 1e9) / 1e9; }

std::string day_text(int32_t day) { return to_string(add_days(Date{1970, 1, 1}, day)); }

class Answer {
 public:
  Answer(const Stakes& stakes, const Asked& asked) : stakes_(stakes), asked_(asked) {}

  void run() {
    const auto day = static_cast<int32_t>(days_from_epoch(asked_.day));
    const Holdings holdings = holdings_on(stakes_, day);
    blocked_ = reach_with_reasons(stakes_, holdings, asked_, Bound::least, {}, why_);
    const std::set<uint32_t> sure(blocked_.begin(), blocked_.end());
    for (const uint32_t p : reach_with_reasons(stakes_, holdings, asked_, Bound::most, sure, why_))
      if (!sure.contains(p)) possibly_.push_back(p);
    for (auto* list : {&blocked_, &possibly_})
      std::ranges::sort(*list, {}, [&](uint32_t p) { return stakes_.ids[p]; });
    measures_ = measure(stakes_, holdings, asked_);
    for (const auto& f : owner_flags(stakes_, holdings, asked_.listed))
      flags_.push_back(std::string(f.kind) + ": " + f.text);
    for (const auto& name : asked_.unknown)
      flags_.push_back("not found: " + name + " is no party of this register");
    for (const auto& [owner, shares] : measures_.integrated)
      for (const auto& s : shares)
        if (!s.bounded && unbounded_.insert(s.entity).second && unbounded_.size() <= kUnboundedTold)
          flags_.push_back("no integrated share: " + title(s.entity) +
                           " hangs on a circle that owns itself wholly, or all but");
    if (unbounded_.size() > kUnboundedTold)
      flags_.push_back(
          fmt::format("no integrated share: and {} more", unbounded_.size() - kUnboundedTold));
    if (measures_.listed_only)
      flags_.push_back(
          "large register: control and integrated are told for the listed parties only");
  }

  std::string json_text() const {
    json out = json::object();
    out["blocked"] = ids(blocked_);
    out["possibly_blocked"] = ids(possibly_);
    json& control = out["control"] = json::object();
    for (const auto& [owner, entities] : measures_.control) control[id(owner)] = ids(entities);
    json& integrated = out["integrated"] = json::object();
    for (const auto& [owner, shares] : measures_.integrated) {
      json& row = integrated[id(owner)] = json::object();
      for (const auto& s : shares) {
        const double least = rounded(s.least), most = rounded(s.most);
        if (!s.bounded) row[id(s.entity)] = nullptr;
        else if (most > 0 && least == most) row[id(s.entity)] = least;
        else if (most > 0) row[id(s.entity)] = {least, most};
      }
    }
    json& why = out["why"] = json::object();
    for (const auto& [entity, stakes] : why_) {
      json& list = why[id(entity)] = json::array();
      for (const uint32_t s : stakes) list.push_back(stake_json(stakes_.all[s]));
    }
    out["flags"] = flags_;
    return out.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  }

  std::string text() const {
    std::string out = fmt::format("{}\nas of {}\n", asked_.rule->title, to_string(asked_.day));
    list("Blocked", blocked_, out);
    list("Could be blocked: the sources leave it open", possibly_, out);
    if (blocked_.empty() && possibly_.empty()) out += "\nNobody beside the listed.\n";
    holds("Controls", out);
    if (!flags_.empty()) out += "\nWorth a look\n";
    for (size_t i = 0; i < std::min(flags_.size(), kShownMax); ++i) out += "  " + flags_[i] + "\n";
    if (flags_.size() > kShownMax)
      out += fmt::format("  and {} more (--json)\n", flags_.size() - kShownMax);
    return out;
  }

 private:
  std::string id(uint32_t party) const { return std::string(stakes_.ids[party]); }
  std::string title(uint32_t party) const { return stakes_.title(party); }
  json ids(const std::vector<uint32_t>& parties) const {
    std::vector<std::string> out;
    for (const uint32_t p : parties) out.push_back(id(p));
    std::ranges::sort(out);
    return out;
  }

  json stake_json(const Stake& s) const {
    json out = {{"owner", id(s.owner)}, {"entity", id(s.entity)}};
    if (s.kind == StakeKind::ownership || s.kind == StakeKind::votes) {
      out["percent"] = share_json(s.low);
      if (s.high != s.low) out["percent_max"] = share_json(s.high);
    }
    if (s.kind != StakeKind::ownership) out["kind"] = name(s.kind);
    if (s.holds.begins_first != HoldsFor::kAlways) out["from"] = day_text(s.holds.begins_first);
    if (s.holds.ends_last != HoldsFor::kForever) out["to"] = day_text(s.holds.ends_last);
    if (const auto place = stakes_.place(s); !place.empty()) out["place"] = place;
    return out;
  }

  std::string stake_text(const Stake& s) const {
    std::string what = s.kind == StakeKind::control || s.kind == StakeKind::role
                           ? std::string(name(s.kind))
                           : to_text(Band{s.low, s.high});
    if (s.kind == StakeKind::ownership || s.kind == StakeKind::votes)
      what += s.low == 0 && s.high == kWhole ? " share" : " %";
    if (s.kind == StakeKind::votes) what += " of votes";
    const std::string place = stakes_.place(s);
    return fmt::format("    {} -> {}: {}{}\n", title(s.owner), title(s.entity), what,
                       place.empty() ? "" : " [" + place + "]");
  }

  void list(std::string_view heading, const std::vector<uint32_t>& parties,
            std::string& out) const {
    if (parties.empty()) return;
    out += fmt::format("\n{} ({})\n", heading, parties.size());
    for (size_t i = 0; i < std::min(parties.size(), kShownMax); ++i) {
      out += "  " + title(parties[i]) + "\n";
      const auto why = why_.find(parties[i]);
      if (why == why_.end()) continue;
      for (size_t s = 0; s < std::min<size_t>(why->second.size(), 12); ++s)
        out += stake_text(stakes_.all[why->second[s]]);
      if (why->second.size() > 12)
        out += fmt::format("    and {} more stakes\n", why->second.size() - 12);
    }
    if (parties.size() > kShownMax)
      out += fmt::format("  and {} more (--json)\n", parties.size() - kShownMax);
  }

  void holds(std::string_view heading, std::string& out) const {
    for (const uint32_t p : asked_.listed) {
      const auto control = measures_.control.find(p);
      const auto shares = measures_.integrated.find(p);
      if (shares == measures_.integrated.end() || shares->second.empty()) continue;
      out += fmt::format("\n{} holds, through all chains\n", title(p));
      size_t shown = 0;
      for (const auto& s : shares->second) {
        if (++shown > kShownMax) break;
        const bool controls = control != measures_.control.end() &&
                              std::ranges::binary_search(control->second, s.entity);
        std::string share = fmt::format("{:.4g} %", s.least * 100);
        if (!s.bounded) share = "no share to tell";
        else if (s.most > s.least)
          share = fmt::format("{:.4g} to {:.4g} %", s.least * 100, s.most * 100);
        out += fmt::format("  {} of {}{}\n", share, title(s.entity),
                           controls ? "; " + lower(heading) + " it" : "");
      }
      if (shares->second.size() > kShownMax)
        out += fmt::format("  and {} more (--json)\n", shares->second.size() - kShownMax);
    }
  }

  const Stakes& stakes_;
  const Asked& asked_;
  std::vector<uint32_t> blocked_, possibly_;
  Why why_;
  Measures measures_;
  std::vector<std::string> flags_;
  std::set<uint32_t> unbounded_;
};

}  // namespace

Exit trace_owners(const Settings& settings, const OwnersRequest& request, OwnersRecord& out) {
  const Engine::Parts parts(settings);
  Stakes stakes;
  size_t problems = 0;
  for (const auto& file : request.files) {
    const auto report = read_stakes(file, stakes, {});
    if (!report) {
      const Exit exit = parts.report(report.error());
      return exit == Exit::nothing_found ? Exit::some_failed : exit;
    }
    for (const auto& problem : report->problems) parts.report(problem);
    if (report->problem_count > report->problems.size())
      parts.note(fmt::format("{}: {} more rows make no sense", file,
                             report->problem_count - report->problems.size()));
    problems += report->problem_count;
    for (const auto& [what, count] : report->left_out)
      parts.note(fmt::format("{}: {} ({})", file, what, count));
  }
  const auto asked = resolve(request, stakes);
  if (!asked) return parts.report(asked.error());
  Answer answer(stakes, *asked);
  answer.run();
  out.json = answer.json_text();
  out.text = answer.text();
  if (problems > 0) return Exit::some_failed;
  return stakes.all.empty() ? Exit::nothing_found : Exit::done;
}

}  // namespace entente
