// Only claims that can matter are fetched (kin.h). A proposition is found by the claim that its id
// begins with: no table of propositions is needed.
#include "engine/weighing.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "engine/kin.h"
#include "weighing/actors.h"
#include "weighing/grouping.h"
#include "weighing/standing.h"

namespace entente {
namespace {

class Collector {
 public:
  explicit Collector(const View& view) : view_(view) {}

  Status take(ClaimFilter filter) {
    filter.with_rejected = true;  // shown as set aside, with who rejected them
    return view_.claims(filter, [&](StoredClaim&& stored) {
      if (ids_.insert(stored.claim.id).second) claims_.push_back(std::move(stored.claim));
      return true;
    });
  }

  // Whatever names one of `signs` in any role and says no.
  Status take_denials(const std::vector<ActorSign>& signs) {
    ClaimFilter filter;
    filter.actors = {signs};
    filter.modalities = {Modality::denied};
    if (auto ok = take(filter); !ok) return ok;
    filter.modalities.clear();
    filter.polarity = Polarity::negative;
    return take(filter);
  }

  std::vector<Claim> claims() { return std::move(claims_); }

 private:
  const View& view_;
  std::set<std::string> ids_;
  std::vector<Claim> claims_;
};

Result<Kind> kind_of(const std::string& word) {
  if (const auto kind = find_kind(lower(word))) return *kind;
  std::vector<std::string> candidates;
  for (const auto& w : words_of("kinds")) candidates.push_back(w.word);
  const std::string near = suggest(word, candidates);
  return fail(Code::bad_argument, "no such kind of claim", "--kind", word,
              near.empty() ? "one of: " + join(candidates, ", ") : "did you mean " + near + "?");
}

bool of_kind(const Proposition& p, Kind kind) {
  const bool gift = kind == Kind::transfer || kind == Kind::acquire || kind == Kind::exchange;
  return p.key.family == name(kind) || (gift && p.key.family == "give");
}

bool is_about(const Proposition& p, const std::vector<std::string>& keys,
              const WeighedLedger& weighed) {
  return std::ranges::any_of(p.claims, [&](ClaimIndex c) {
    return std::ranges::all_of(keys, [&](const std::string& key) {
      return names_actor(weighed.claims[c], key, weighed.options);
    });
  });
}

// Whether the numbers that the ledger keeps for claims are those of this weighing.
bool by_states(const WeighOptions& options) {
  return options.entities.empty() &&
         (!options.pair || std::ranges::all_of(*options.pair, is_state_code));
}

// The claims that name both actors, and their kin.
Result<std::vector<Claim>> claims_about(const ClaimFilter& filter,
                                        const std::vector<std::string>& keys, const View& view,
                                        const WeighedLedger& weighed) {
  Kin kin(view, weighed.options);
  ClaimFilter any = filter;
  any.with_rejected = true;
  const auto done = view.claims(any, [&](StoredClaim&& stored) {
    const bool names_all = std::ranges::all_of(keys, [&](const std::string& key) {
      return names_actor(stored.claim, key, weighed.options);
    });
    if (names_all) kin.want(std::move(stored));
    return true;
  });
  if (!done) return std::unexpected(done.error());
  return kin.claims();
}

// The claims that name the actors, and what each denies: "we gave weapons to nobody" names no
// recipient.
Result<std::vector<Claim>> claims_naming(const ClaimFilter& filter, const View& view) {
  Collector collector(view);
  if (auto ok = collector.take(filter); !ok) return std::unexpected(ok.error());
  if (filter.actors.size() == 2)
    for (const auto& signs : filter.actors)
      if (auto ok = collector.take_denials(signs); !ok) return std::unexpected(ok.error());
  return collector.claims();
}

Result<WeighedLedger> weigh_actors(const WeighQuery& query, const View& view,
                                   const Dictionaries& dictionaries, WeighedLedger out) {
  std::optional<Kind> kind;
  if (!query.kind.empty()) {
    const auto found = kind_of(query.kind);
    if (!found) return std::unexpected(found.error());
    kind = *found;
  }
  if (query.actors.size() > 2)
    return fail(Code::bad_argument, "one actor or two", "--actors", join(query.actors, ","),
                "ask for each pair by itself");
  ClaimFilter filter;
  filter.any_role = true;
  std::vector<std::string> keys;
  for (const auto& named : query.actors) {
    auto actor = resolve_actor(named, view, dictionaries);
    if (!actor) return std::unexpected(actor.error());
    keys.push_back(actor->key.empty() ? fold_name(actor->name) : actor->key);
    filter.actors.push_back(std::move(actor->signs));
  }
  if (keys.size() == 2 && keys[0] == keys[1])
    return fail(Code::bad_argument, "both names mean one actor", "--actors",
                join(query.actors, ","), "name another actor as the second");
  if (keys.size() == 2) out.options.pair = {{keys[0], keys[1]}};
  else if (keys.size() == 1 && keys[0].size() > 2) out.options.entities = keys;
  auto claims = keys.size() == 2 && by_states(out.options) ? claims_about(filter, keys, view, out)
                                                           : claims_naming(filter, view);
  if (!claims) return std::unexpected(claims.error());
  out.hold(std::move(*claims));
  out.propositions = weigh(out.claims, out.options);
  std::erase_if(out.propositions, [&](const Proposition& p) {
    return (kind && !of_kind(p, *kind)) || !is_about(p, keys, out);
  });
  return out;
}

ActorSign sign_of(const Mention& m) {
  if (!m.entity.empty()) return {.entity = m.entity};
  if (!m.state.empty() && m.state != "xx") return {.state = m.state};
  return {.text = m.text};
}

// The claims that may be about the same as the anchor.
Result<std::vector<Claim>> kin_of(const StoredClaim& anchor, const View& view,
                                  const WeighOptions& options) {
  if (by_states(options) || !view.has_lists()) {
    Kin kin(view, options);
    kin.want({anchor.row});
    return kin.claims();
  }
  const Claim& claim = anchor.claim;
  ClaimFilter all;
  std::vector<std::vector<ActorSign>> doers;
  for (const auto* role : {&claim.subject, &claim.counterpart})
    for (const auto& m : *role)
      if (actor_key(m, {}) != "" && !fold_name(m.text).starts_with("any"))
        all.actors.push_back({sign_of(m)});
  Collector collector(view);
  ClaimFilter itself;
  itself.id = claim.id;
  if (auto ok = collector.take(itself); !ok) return std::unexpected(ok.error());
  if (auto ok = collector.take(all); !ok) return std::unexpected(ok.error());
  for (const auto& signs : all.actors)
    if (auto ok = collector.take_denials(signs); !ok) return std::unexpected(ok.error());
  return collector.claims();
}

std::unexpected<Error> no_proposition(const std::string& id) {
  return fail(Code::not_found, "no proposition or claim of this id", {}, id,
              "entente standing --actors A,B lists them with their ids");
}

Result<StoredClaim> claim_of(const std::string& id, const View& view) {
  ClaimFilter filter;
  filter.id = id.substr(0, id.find('-'));
  std::optional<StoredClaim> out;
  filter.with_rejected = true;
  const bool usable = filter.id.size() >= 4;
  bool several = false;
  if (usable) {
    const auto done = view.claims(filter, [&](StoredClaim&& stored) {
      several = out.has_value();
      if (!several) out = std::move(stored);
      return !several;
    });
    if (!done) return std::unexpected(done.error());
  }
  if (!out) return no_proposition(id);
  if (several)
    return fail(Code::bad_argument, "several claims begin so", {}, id, "give more of the id");
  return std::move(*out);
}

// Weighed as it stands by itself; where the id was given out in a weighing of two actors, as those.
Result<WeighedLedger> weigh_one(const std::string& id, const View& view, WeighedLedger out) {
  const auto anchor = claim_of(id, view);
  if (!anchor) return std::unexpected(anchor.error());
  std::vector<std::optional<std::array<std::string, 2>>> pairs{std::nullopt};
  for (const auto& s : anchor->claim.subject)
    for (const auto& c : anchor->claim.counterpart)
      pairs.push_back({{actor_key(s, out.options), actor_key(c, out.options)}});
  for (const auto& pair : pairs) {
    out.options.pair = pair;
    auto claims = kin_of(*anchor, view, out.options);
    if (!claims) return std::unexpected(claims.error());
    out.hold(std::move(*claims));
    auto all = weigh(out.claims, out.options);
    std::erase_if(all, [&](const Proposition& p) {
      const bool holds = std::ranges::any_of(
          p.claims, [&](ClaimIndex c) { return out.claims[c].id == anchor->claim.id; });
      return !holds || (id.find('-') != id.npos && p.id != id);
    });
    if (all.empty()) continue;
    out.propositions = std::move(all);
    return out;
  }
  return no_proposition(id);
}

}  // namespace

namespace {

std::optional<Decision> decision_of(const StoredJudgement& stored) {
  const Judgement& j = stored.judgement;
  Decision out{.act = DecisionAct::reject,
               .a = j.a,
               .b = j.b,
               .who = j.who,
               .day = stored.added.substr(0, 10),
               .why = j.why};
  switch (j.kind) {
    case JudgementKind::reject:
      return out;
    case JudgementKind::correct:
      out.why = "read wrongly, rightly: " + j.value + "; " + j.why;
      return out;
    case JudgementKind::same:
    case JudgementKind::different:
      out.act = j.kind == JudgementKind::same ? DecisionAct::same : DecisionAct::different;
      return out;
    case JudgementKind::regrade:
      if (j.value.empty()) return std::nullopt;
      out.grade = j.value.front();
      out.act = is_digit(out.grade) ? DecisionAct::grade_claim : DecisionAct::grade_source;
      return out;
    case JudgementKind::merge:
    case JudgementKind::split:
    case JudgementKind::undo:
    case JudgementKind::accept:
    case JudgementKind::match:
    case JudgementKind::clear:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

void add_history(WeighedLedger& of, size_t proposition) {
  if (of.options.parts.history) return;
  WeighOptions with = of.options;
  with.parts.history = true;
  judge(of.claims, with, of.propositions[proposition]);
}

bool names_actor(const Claim& c, const std::string& key, const WeighOptions& options) {
  for (const auto* role :
       {&c.subject, &c.counterpart, &c.against, &c.object, &c.in_return, &c.via, &c.where})
    for (const auto& m : *role)
      if (actor_key(m, options) == key) return true;
  return false;
}

Result<WeighOptions> weigh_options(const WeighQuery& query, const View& view,
                                   const Dictionaries& dictionaries, const Measures& measures) {
  WeighOptions out;
  if (!query.as_of.empty()) {
    out.as_of = parse_date(query.as_of);
    if (!out.as_of)
      return fail(Code::bad_argument, "no date", "--as-of", query.as_of,
                  "write 2024, 2024-05 or 2024-05-17");
    out.as_of = last_day(*out.as_of);
  }
  for (const auto& entry : dictionaries.entries())
    if (entry.type == EntryType::state)
      out.names.emplace(entry.state, dictionaries.state_name(entry.state));
  out.measures = &measures;
  const auto judgements = view.judgements();
  if (!judgements) return std::unexpected(judgements.error());
  for (const auto& stored : *judgements)
    if (stored.undone_by == 0)
      if (auto decision = decision_of(stored)) out.decisions.push_back(std::move(*decision));
  return out;
}

Result<WeighedLedger> weigh_ledger(const WeighQuery& query, const View& view,
                                   const Dictionaries& dictionaries, const Measures& measures) {
  WeighedLedger out;
  auto options = weigh_options(query, view, dictionaries, measures);
  if (!options) return std::unexpected(options.error());
  out.options = std::move(*options);
  const auto revision = view.revision();
  if (!revision) return std::unexpected(revision.error());
  out.revision = *revision;
  if (query.proposition.empty()) return weigh_actors(query, view, dictionaries, std::move(out));
  if (!query.actors.empty() || !query.kind.empty())
    return fail(Code::bad_argument, "a proposition is asked for by its id alone", {},
                query.proposition, "leave out --actors and --kind");
  return weigh_one(query.proposition, view, std::move(out));
}

Result<std::shared_ptr<const WeighedLedger>> weigh_kept(const Engine::Parts& parts,
                                                        const WeighQuery& query, const View& view,
                                                        const Dictionaries& dictionaries,
                                                        const Measures& measures) {
  const auto revision = view.revision();
  if (!revision) return std::unexpected(revision.error());
  const std::string key = "weighed\n" + join(query.actors, "\v") + '\n' + query.kind + '\n' +
                          query.proposition + '\n' + query.as_of + '\n' +
                          ledger_key(parts.settings.ledger, *revision);
  return keep<WeighedLedger>(
      parts.settings.kept.get(), key,
      [&] { return weigh_ledger(query, view, dictionaries, measures); },
      [](const WeighedLedger& weighed) { return weighed.claims.size() + 1; });
}

}  // namespace entente
