// The nearest sentences, the title and the phrase itself are asked, and only where they leave one
// answer.
#include "reading/framing/party_rules.h"

#include <algorithm>
#include <array>

#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;
using Party = std::vector<int>;

constexpr size_t kDraftsBack = 200;  // so that a long document takes linear time

bool wants_counterpart(Kind k) {
  return k == Kind::transfer || k == Kind::acquire || k == Kind::fight || k == Kind::deploy;
}

bool exchange_family(Kind k) {
  return wants_counterpart(k) || k == Kind::train || k == Kind::exchange;
}

bool any_of(Kind k, std::initializer_list<Kind> kinds) {
  return std::find(kinds.begin(), kinds.end(), k) != kinds.end();
}

// The nominal inside a phrase that says whose it is; the phrase itself when none does.
int owner_of(const Nominals& n, int i) {
  const Nominal& m = n[i];
  const Tree& t = n.analysis().tree(m.sentence);
  for (int k = m.first; k <= m.last; ++k) {
    const int inner = n.at(m.sentence, k);
    if (inner >= 0 && inner != i && n[inner].state == m.state && t.below(k, m.head)) return inner;
  }
  return i;
}

bool foreign(const std::string& state, const std::vector<std::string>& mine) {
  return !state.empty() && state != "xx" && !among(mine, state);
}

// "North Korean troops were deployed", "Iranian drones were delivered": whose they are, sends them.
Party owner_of_object(const OpenDraft& o) {
  const Draft& d = o.draft();
  const Nominals& n = o.nominals;
  if (!any_of(d.kind, {Kind::deploy, Kind::transfer})) return {};
  for (const int i : d.role(Role::object)) {
    const std::string& state = n[i].state;
    if (state.empty() || state == "xx" || n[i].sort == Sort::state) continue;
    if (among(states_of(n, d.role(Role::counterpart)), state)) return {};
    return {i};
  }
  return {};
}

// "was arrested at Warsaw airport"
Party whose_place(const OpenDraft& o) {
  const Draft& d = o.draft();
  if (d.kind != Kind::sanction || states_of(o.nominals, d.role(Role::where)).empty()) return {};
  return {d.role(Role::where)[0]};
}

// A passive without an agent takes the agent of the last claim of its kind.
Party last_agent(const OpenDraft& o) {
  const Draft& d = o.draft();
  const Nominals& n = o.nominals;
  if (!any_of(d.kind, {Kind::sanction, Kind::deploy, Kind::transfer})) return {};
  const bool transfer = d.kind == Kind::transfer;
  const auto mine = states_of(n, d.role(Role::counterpart));
  for (size_t j = o.at; j-- > 0 && o.at - j <= kDraftsBack;) {
    const Draft& before = o.drafts[j];
    const auto agent = states_of(n, before.role(Role::subject));
    if (before.kind != d.kind || agent.empty()) continue;
    const int back = d.frame.sentence - before.frame.sentence;
    if (d.kind != Kind::sanction && back > 3) return {};
    if (shares_any(mine, agent)) continue;
    const bool same_party = shares_any(mine, states_of(n, before.role(Role::counterpart)));
    if (transfer && !mine.empty() && !same_party) continue;
    if (transfer && mine.empty() && back != 0) return {};
    return before.role(Role::subject);
  }
  return {};
}

// "the purchase of Russian arms", "dismissed the South Korean figures": the owner of what is
// bought, backed or rejected is the other party.
Party whose_object(const OpenDraft& o) {
  const Draft& d = o.draft();
  const Nominals& n = o.nominals;
  if (!any_of(d.kind, {Kind::acquire, Kind::oppose, Kind::support, Kind::derive})) return {};
  const auto mine = states_of(n, d.role(Role::subject));
  for (const int i : d.role(Role::object)) {
    if (!foreign(n[i].state, mine)) continue;
    const int owner = owner_of(n, i);
    if (owner != i && n[owner].sort == Sort::state) return {owner};
  }
  return {};
}

// "shot down 22 Ukrainian drones", "found Iranian parts": whose the thing is, is hit, robbed,
// watched.
Party whose_target(const OpenDraft& o) {
  const Draft& d = o.draft();
  if (!any_of(d.kind, {Kind::attack, Kind::track, Kind::steal})) return {};
  const auto mine = states_of(o.nominals, d.role(Role::subject));
  for (const int i : d.role(Role::object))
    if (foreign(o.nominals[i].state, mine)) return {i};
  return {};
}

// "pays for Russian oil in rupees": whose the other half of the exchange is, gets this one.
Party whose_return(const OpenDraft& o) {
  const Draft& d = o.draft();
  if (!any_of(d.kind, {Kind::transfer, Kind::exchange})) return {};
  const auto mine = states_of(o.nominals, d.role(Role::subject));
  for (const int i : d.role(Role::in_return))
    if (foreign(o.nominals[i].state, mine)) return {owner_of(o.nominals, i)};
  return {};
}

// "earned $88 million": from whom is not asked; nor of what only may be.
bool certain(const OpenDraft& o) {
  const Draft& d = o.draft();
  const auto money = [&](int i) {
    return o.nominals[i].goods.has(Goods::funds) || o.nominals[i].goods.has(Goods::crypto);
  };
  const auto& object = d.role(Role::object);
  const bool earns = d.kind == Kind::acquire && std::any_of(object.begin(), object.end(), money);
  return d.grading.modality != Modality::possible && !earns;
}

// An earlier claim of the family with the same actor on one side lends its other side.
Party faced_before(const OpenDraft& o) {
  const Draft& d = o.draft();
  const Nominals& n = o.nominals;
  const auto mine = states_of(n, d.role(Role::subject));
  if (!wants_counterpart(d.kind) || mine.empty() || !certain(o)) return {};
  for (size_t j = o.at; j-- > 0;) {
    const Draft& before = o.drafts[j];
    if (d.frame.sentence - before.frame.sentence > 3) return {};
    if (!exchange_family(before.kind) && d.frame.sentence != before.frame.sentence) continue;
    // who lists, hits or accuses somebody is not whom that one trades with
    if (any_of(before.kind, {Kind::sanction, Kind::oppose, Kind::attack, Kind::track})) continue;
    const auto subject = states_of(n, before.role(Role::subject));
    const auto other = states_of(n, before.role(Role::counterpart));
    if (subject.empty() || other.empty()) continue;
    if (shares_any(subject, other)) continue;
    if (shares_any(mine, subject)) return before.role(Role::counterpart);
    if (shares_any(mine, other)) return before.role(Role::subject);
  }
  return {};
}

// A title that names two states lends the other one.
Party other_of_title(const OpenDraft& o) {
  const Draft& d = o.draft();
  const Nominals& n = o.nominals;
  const auto mine = states_of(n, d.role(Role::subject));
  if (mine.size() != 1 || !any_of(d.kind, {Kind::transfer, Kind::deploy})) return {};
  int other = -1, mine_named = 0;
  for (int i = 0; i < n.size(); ++i) {
    if (n.analysis().block(n[i].sentence).kind != Block::Kind::title) break;
    if (n[i].state.empty() || n[i].state == "xx" || n[i].pronoun) continue;
    if (n[i].state == mine[0]) ++mine_named;
    else if (other < 0 || n[other].state == n[i].state) other = i;
    else return {};
  }
  return other >= 0 && mine_named > 0 ? Party{other} : Party{};
}

// Where the whole document knows one partner of this actor and no more, that one is meant; as it
// is named nearest before.
Party only_partner(const OpenDraft& o) {
  const Draft& d = o.draft();
  const auto mine = states_of(o.nominals, d.role(Role::subject));
  if (!wants_counterpart(d.kind) || mine.size() != 1 || d.kind == Kind::fight || !certain(o))
    return {};
  const auto found = o.partners.find(mine[0]);
  if (found == o.partners.end() || found->second.states.size() != 1) return {};
  const auto& named = found->second.named;
  auto at = std::upper_bound(named.begin(), named.end(), std::pair<size_t, int>(o.at, 0));
  if (at != named.begin()) --at;
  return {at->second};
}

// "… called this a lie": whoever spoke or acted in the claim before.
Party opposed_before(const OpenDraft& o) {
  const Draft& d = o.draft();
  const Nominals& n = o.nominals;
  if (d.kind != Kind::oppose) return {};
  const auto mine = states_of(n, d.role(Role::subject));
  const Tree& t = n.analysis().tree(d.frame.sentence);
  for (int c : t.children(d.frame.predicate))
    if (t.is(c, {Rel::obj}) && !t.lemma_is(c, {"this", "that", "it"})) return {};
  for (size_t j = o.at; j-- > 0 && d.frame.sentence - o.drafts[j].frame.sentence <= 1;) {
    Party actors = o.drafts[j].role(Role::subject);
    for (const Source& s : o.drafts[j].grading.sources)
      if (s.nominal >= 0) actors.insert(actors.begin(), s.nominal);
    for (const int i : actors) {
      const auto states = states_of(n, {i});
      if (!states.empty() && !shares_any(states, mine)) return {i};
    }
  }
  return {};
}

constexpr PartyRule kRules[] = {
    {"whose the object is, sends it", Role::subject, owner_of_object},
    {"whose the place is, acts there", Role::subject, whose_place},
    {"the agent of the last claim of the kind", Role::subject, last_agent},
    {"whose the object is, gives it", Role::counterpart, whose_object},
    {"whose the target is", Role::counterpart, whose_target},
    {"whose the other half is, gets this one", Role::counterpart, whose_return},
    {"the other side of an earlier claim", Role::counterpart, faced_before},
    {"the other state of the title", Role::counterpart, other_of_title},
    {"the only partner of the document", Role::counterpart, only_partner},
    {"who spoke or acted before", Role::counterpart, opposed_before},
};

}  // namespace

bool shares_any(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& state) { return among(b, state); });
}

std::map<std::string, Partners> find_partners(const std::vector<Draft>& drafts, const Nominals& n) {
  std::map<std::string, Partners> out;
  const auto add = [&](const std::string& state, const std::vector<std::string>& others,
                       const std::vector<int>& role, size_t draft) {
    if (others.empty() || among(others, state)) return;
    for (const auto& other : others) out[state].states.try_emplace(other, draft);
    out[state].named.emplace_back(draft, role[0]);
  };
  for (size_t j = 0; j < drafts.size(); ++j) {
    if (!exchange_family(drafts[j].kind)) continue;
    const auto& givers = drafts[j].role(Role::subject);
    const auto& takers = drafts[j].role(Role::counterpart);
    const auto from = states_of(n, givers), to = states_of(n, takers);
    for (const auto& state : from) add(state, to, takers, j);
    for (const auto& state : to) add(state, from, givers, j);
  }
  return out;
}

std::span<const PartyRule> party_rules() { return kRules; }

}  // namespace entente
