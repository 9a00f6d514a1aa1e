// Flows are propositions of giving, deploying and training between the two, gathered by goods over
// all times. Troops sent to a rival are no gift, so deployments between rivals are left out.
//
// The middle is what claims name as route or means, who they say serves as broker for both, and
// third actors that get a class of goods from one and give it to the other. The last are two claims
// that nobody joined: the brief says so. States are left out, for they give and get most classes;
// the first may not be later than the second, nor earlier by more than five years. Cost: one pass
// over claims, one over propositions.
#include "network/exchange.h"

#include <algorithm>
#include <map>
#include <set>

#include "weighing/actors.h"

namespace entente {
namespace {

void append(std::vector<ClaimIndex>& to, const std::vector<ClaimIndex>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

// Each once, where it stands first.
void drop_repeats(std::vector<ClaimIndex>& claims) {
  std::set<ClaimIndex> seen;
  std::erase_if(claims, [&](ClaimIndex c) { return !seen.insert(c).second; });
}

void add_name(std::vector<std::string>& to, const std::string& name) {
  const auto same = [&](const std::string& n) { return fold_name(n) == fold_name(name); };
  if (std::ranges::none_of(to, same)) to.push_back(name);
}

bool is_flow(const Proposition& p, const std::string& from, const std::string& to, bool rivals) {
  const auto& k = p.key;
  if (p.asserts.empty() || k.from != std::vector{from} || k.to != std::vector{to}) return false;
  return k.family == "give" || k.family == "train" || (k.family == "deploy" && !rivals);
}

std::vector<Flow> flows(std::span<const Proposition> propositions, const std::string& from,
                        const std::string& to, const WeighOptions& options) {
  const bool rivals = !rivalry_reason(from, {to}, options).empty();
  std::vector<Flow> out;
  std::vector<std::set<std::string>> seen;
  for (size_t i = 0; i < propositions.size(); ++i) {
    const auto& p = propositions[i];
    if (!is_flow(p, from, to, rivals)) continue;
    const std::string what = p.key.goods.empty() ? "" : p.key.what;
    const auto same = [&](const Flow& f) {
      return f.family == p.key.family && f.what == what && f.tense == p.key.tense;
    };
    auto home = std::ranges::find_if(out, same);
    if (home == out.end()) {
      out.push_back({from, to, p.key.family, what, p.key.tense, {}, {}, {}, {}});
      seen.emplace_back();
      home = out.end() - 1;
    }
    home->propositions.push_back(i);
    for (const auto& object : p.objects) add_name(home->objects, object);
    append(home->claims, p.asserts);
    append(home->claims, p.denies);
    for (const auto& o : p.origins)
      if (seen[static_cast<size_t>(home - out.begin())].insert(o.key).second)
        home->origins.push_back(o.name);
  }
  for (auto& flow : out) drop_repeats(flow.claims);
  std::ranges::stable_sort(out, [](const Flow& x, const Flow& y) {
    if (x.tense != y.tense) return x.tense < y.tense;
    if (x.what.empty() != y.what.empty()) return y.what.empty();
    return x.origins.size() > y.origins.size();
  });
  return out;
}

// Could what was taken in the first have been given on in the second? A claim without a time counts
// as of the day it was published.
bool may_follow(const Claim& first, const Claim& second) {
  constexpr long kPassedOnDays = 5 * 365;
  const auto published = [](const Claim& c) { return parse_date(c.document.published); };
  const auto &taken = first.when.interval, &given = second.when.interval;
  const auto taken_from = taken.empty() ? published(first) : taken.start;
  const auto taken_by = taken.empty() ? published(first) : taken.end;
  const auto given_from = given.empty() ? published(second) : given.start;
  const auto given_by = given.empty() ? published(second) : given.end;
  if (taken_from && given_by && last_day(*given_by) < first_day(*taken_from)) return false;
  return !taken_by || !given_from ||
         days_from_epoch(first_day(*given_from)) - days_from_epoch(last_day(*taken_by)) <=
             kPassedOnDays;
}

class Middles {
 public:
  Middles(std::span<const Claim> claims, const WeighOptions& options)
      : claims_(claims), options_(options) {}

  void add(MiddleRole role, const Mention& m, ClaimIndex claim) {
    add(role, middle_key(m), m, {claim});
  }

  void add(MiddleRole role, const std::string& key, const Mention& m,
           const std::vector<ClaimIndex>& claims) {
    const auto [at, fresh] = place_.emplace(std::pair{role, key}, out_.size());
    if (fresh) out_.push_back({key, m.text, m.state, m.entity, role, {}});
    append(out_[at->second].claims, claims);
  }

  std::vector<Middle> take() {
    for (auto& middle : out_) drop_repeats(middle.claims);
    std::ranges::stable_sort(out_, [](const Middle& x, const Middle& y) {
      if (x.role != y.role) return x.role < y.role;
      return x.claims.size() > y.claims.size();
    });
    return std::move(out_);
  }

  // What claims of the flows between the two name as route, port, bank or means.
  void add_routes(const std::vector<Flow>& all) {
    for (const auto& flow : all)
      for (const ClaimIndex c : flow.claims)
        if (claims_[c].modality != Modality::denied && claims_[c].polarity == Polarity::positive)
          for (const auto& m : claims_[c].via) add(MiddleRole::route, m, c);
  }

  // Subjects of `mediate` claims that together name both ends.
  void add_brokers(std::span<const Proposition> propositions, const std::string& a,
                   const std::string& b) {
    struct Seen {
      const Mention* mention;
      std::set<std::string> ends;
      std::vector<ClaimIndex> claims;
    };
    std::map<std::string, Seen> brokers;
    for (const auto& p : propositions) {
      if (p.key.family != name(Kind::mediate)) continue;
      for (const ClaimIndex c : p.asserts)
        for (const auto& m : claims_[c].subject) {
          const std::string actor = actor_key(m, options_);
          if (actor == a || actor == b) continue;
          Seen& seen = brokers.try_emplace(middle_key(m), Seen{&m, {}, {}}).first->second;
          for (const auto* role :
               {&claims_[c].counterpart, &claims_[c].object, &claims_[c].via, &claims_[c].where})
            for (const auto& end : *role) seen.ends.insert(actor_key(end, options_));
          append(seen.claims, {c});
        }
    }
    for (const auto& [key, seen] : brokers)
      if (seen.ends.contains(a) && seen.ends.contains(b))
        add(MiddleRole::broker, key, *seen.mention, seen.claims);
  }

  // Who takes a class of goods from one and gives it to the other: the same entity or name in both
  // claims; two firms of one state are not joined.
  void add_relays(std::span<const Proposition> propositions, const std::string& from,
                  const std::string& to) {
    using Leg = std::pair<const Mention*, ClaimIndex>;
    std::map<std::pair<std::string, std::string>, std::vector<Leg>> first_legs;
    for (const auto& p : propositions)
      if (is_gift(p) && std::ranges::binary_search(p.key.from, from))
        for (const ClaimIndex c : p.asserts)
          for (const auto& m : takers(claims_[c]))
            if (const auto key = actor_key(m, options_); key != from && key != to && !is_state(m))
              first_legs[{middle_key(m), p.key.what}].emplace_back(&m, c);
    for (const auto& p : propositions)
      if (is_gift(p) && std::ranges::binary_search(p.key.to, to))
        for (const ClaimIndex c : p.asserts)
          for (const auto& m : givers(claims_[c])) {
            const auto first = first_legs.find({middle_key(m), p.key.what});
            if (first == first_legs.end()) continue;
            bool follows = false;
            for (const auto& [mention, claim] : first->second)
              if (may_follow(claims_[claim], claims_[c])) {
                add(MiddleRole::relay, middle_key(m), *mention, {claim});
                follows = true;
              }
            if (follows) add(MiddleRole::relay, middle_key(m), m, {c});
          }
  }

 private:
  static bool is_gift(const Proposition& p) {
    return p.key.family == "give" && p.key.tense == Tense::act && !p.asserts.empty() &&
           !p.key.what.empty();
  }
  static const std::vector<Mention>& takers(const Claim& c) {
    return c.kind == Kind::acquire ? c.subject : c.counterpart;
  }
  static const std::vector<Mention>& givers(const Claim& c) {
    return c.kind == Kind::acquire ? c.counterpart : c.subject;
  }
  bool is_state(const Mention& m) const {
    const auto shown = options_.names.find(m.state);
    return shown != options_.names.end() && fold_name(m.text) == fold_name(shown->second);
  }
  static std::string middle_key(const Mention& m) {
    return m.entity.empty() ? fold_name(m.text) : m.entity;
  }

  std::span<const Claim> claims_;
  const WeighOptions& options_;
  std::map<std::pair<MiddleRole, std::string>, size_t> place_;
  std::vector<Middle> out_;
};

}  // namespace

std::string_view name(MiddleRole role) {
  switch (role) {
    case MiddleRole::route:
      return "route";
    case MiddleRole::broker:
      return "broker";
    case MiddleRole::relay:
      return "relay";
  }
  return {};
}

Exchange find_exchange(std::span<const Claim> claims, std::span<const Proposition> propositions,
                       const std::string& a, const std::string& b, const WeighOptions& options) {
  Exchange out{flows(propositions, a, b, options), flows(propositions, b, a, options), {}};
  Middles middles(claims, options);
  middles.add_routes(out.forth);
  middles.add_routes(out.back);
  middles.add_brokers(propositions, a, b);
  middles.add_relays(propositions, a, b);
  middles.add_relays(propositions, b, a);
  out.middles = middles.take();
  return out;
}

}  // namespace entente
