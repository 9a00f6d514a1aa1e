// What drafts learn from each other: whose a firm, a ship or a soldier is, and who fills a role
// that a sentence leaves open. The nearest sentences, the title and the phrase itself are asked,
// and only where they leave one answer.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "reading/framing/drafts.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;
using States = std::vector<std::string>;

bool wants_counterpart(Kind k) {
  return k == Kind::transfer || k == Kind::acquire || k == Kind::fight || k == Kind::deploy;
}

bool exchange_family(Kind k) {
  return wants_counterpart(k) || k == Kind::train || k == Kind::exchange;
}

bool shares_any(const States& a, const States& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& state) { return among(b, state); });
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

// An earlier claim of the family with the same actor on one side lends its other side.
void fill_counterpart(std::vector<Draft>& drafts, size_t k, const Nominals& n) {
  Draft& d = drafts[k];
  const auto mine = states_of(n, d.role(Role::subject));
  if (mine.empty()) return;
  for (size_t j = k; j-- > 0;) {
    const Draft& before = drafts[j];
    if (d.frame.sentence - before.frame.sentence > 3) return;
    if (!exchange_family(before.kind) && d.frame.sentence != before.frame.sentence) continue;
    const auto subject = states_of(n, before.role(Role::subject));
    const auto other = states_of(n, before.role(Role::counterpart));
    if (subject.empty() || other.empty()) continue;
    if (shares_any(mine, subject)) d.role(Role::counterpart) = before.role(Role::counterpart);
    else if (shares_any(mine, other)) d.role(Role::counterpart) = before.role(Role::subject);
    else continue;
    return;
  }
}

// "earned $88 million": from whom is not asked.
bool earns(const Draft& d, const Nominals& n) {
  const auto& object = d.role(Role::object);
  return d.kind == Kind::acquire && std::any_of(object.begin(), object.end(), [&](int i) {
           return n[i].goods.has(Goods::funds) || n[i].goods.has(Goods::crypto);
         });
}

// With whom each state gives or takes in the document, as its claims say themselves.
struct Partners {
  std::set<std::string> states;
  std::vector<std::pair<size_t, int>> named;  // draft and nominal, in the order of drafts
};

std::map<std::string, Partners> find_partners(const std::vector<Draft>& drafts, const Nominals& n) {
  std::map<std::string, Partners> out;
  const auto add = [&](const std::string& state, const std::vector<std::string>& others,
                       const std::vector<int>& role, size_t draft) {
    if (others.empty() || among(others, state)) return;
    out[state].states.insert(others.begin(), others.end());
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

// Where the whole document knows one partner of this actor and no more, that one is meant; as it
// is named nearest before.
void fill_only_partner(Draft& d, size_t k, const std::map<std::string, Partners>& partners,
                       const Nominals& n) {
  const auto mine = states_of(n, d.role(Role::subject));
  if (mine.size() != 1 || d.kind == Kind::fight) return;
  const auto found = partners.find(mine[0]);
  if (found == partners.end() || found->second.states.size() != 1) return;
  const auto& named = found->second.named;
  auto at = std::upper_bound(named.begin(), named.end(), std::pair<size_t, int>(k, 0));
  if (at != named.begin()) --at;
  d.role(Role::counterpart).push_back(at->second);
}

// A title that names two states lends the other one.
void fill_from_title(Draft& d, const Nominals& n) {
  const auto mine = states_of(n, d.role(Role::subject));
  if (mine.size() != 1 || (d.kind != Kind::transfer && d.kind != Kind::deploy)) return;
  int other = -1, mine_named = 0;
  for (int i = 0; i < n.size(); ++i) {
    if (n.analysis().block(n[i].sentence).kind != Block::Kind::title) break;
    if (n[i].state.empty() || n[i].state == "xx" || n[i].pronoun) continue;
    if (n[i].state == mine[0]) ++mine_named;
    else if (other < 0 || n[other].state == n[i].state) other = i;
    else return;
  }
  if (other >= 0 && mine_named > 0) d.role(Role::counterpart).push_back(other);
}

// "… called this a lie": whoever spoke or acted in the claim before.
void fill_opposed(std::vector<Draft>& drafts, size_t k, const Nominals& n) {
  Draft& d = drafts[k];
  const auto mine = states_of(n, d.role(Role::subject));
  const Tree& t = n.analysis().tree(d.frame.sentence);
  for (int c : t.children(d.frame.predicate))
    if (t.is(c, {Rel::obj}) && !t.lemma_is(c, {"this", "that", "it"})) return;
  for (size_t j = k; j-- > 0 && d.frame.sentence - drafts[j].frame.sentence <= 1;) {
    std::vector<int> actors = drafts[j].role(Role::subject);
    for (const Source& s : drafts[j].grading.sources)
      if (s.nominal >= 0) actors.insert(actors.begin(), s.nominal);
    for (const int i : actors) {
      const auto states = states_of(n, {i});
      if (states.empty() || shares_any(states, mine)) continue;
      d.role(Role::counterpart).push_back(i);
      return;
    }
  }
}

// "the purchase of Russian arms", "dismissed the South Korean figures": the owner of what is
// bought, backed or rejected is the other party.
void fill_from_object(Draft& d, const Nominals& n) {
  if (d.kind != Kind::acquire && d.kind != Kind::oppose && d.kind != Kind::support &&
      d.kind != Kind::derive)
    return;
  const auto mine = states_of(n, d.role(Role::subject));
  for (const int i : d.role(Role::object)) {
    const std::string& state = n[i].state;
    if (state.empty() || state == "xx" || among(mine, state)) continue;
    const int owner = owner_of(n, i);
    if (owner == i || n[owner].sort != Sort::state) continue;
    d.role(Role::counterpart).push_back(owner);
    return;
  }
}

// "pays for Russian oil in rupees": whose the other half of the exchange is, gets this one.
void fill_from_return(Draft& d, const Nominals& n) {
  if (d.kind != Kind::transfer && d.kind != Kind::exchange) return;
  const auto mine = states_of(n, d.role(Role::subject));
  for (const int i : d.role(Role::in_return)) {
    const std::string& state = n[i].state;
    if (state.empty() || state == "xx" || among(mine, state)) continue;
    d.role(Role::counterpart).push_back(owner_of(n, i));
    return;
  }
}

// A passive without an agent takes the agent of the last claim of its kind.
void fill_agent(std::vector<Draft>& drafts, size_t k, const Nominals& n) {
  Draft& d = drafts[k];
  if (d.kind != Kind::sanction && d.kind != Kind::deploy && d.kind != Kind::transfer) return;
  if (d.kind == Kind::sanction && !states_of(n, d.role(Role::where)).empty()) {
    d.role(Role::subject).push_back(d.role(Role::where)[0]);  // "was arrested at Warsaw airport"
    return;
  }
  const bool transfer = d.kind == Kind::transfer;
  const auto mine = states_of(n, d.role(Role::counterpart));
  for (size_t j = k; j-- > 0;) {
    const Draft& before = drafts[j];
    const auto agent = states_of(n, before.role(Role::subject));
    if (before.kind != d.kind || agent.empty()) continue;
    const int back = d.frame.sentence - before.frame.sentence;
    if (d.kind != Kind::sanction && back > 3) return;
    if (shares_any(mine, agent)) continue;
    const bool same_party = shares_any(mine, states_of(n, before.role(Role::counterpart)));
    if (transfer && !mine.empty() && !same_party) continue;
    if (transfer && mine.empty() && back != 0) return;
    d.role(Role::subject) = before.role(Role::subject);
    return;
  }
}

// "North Korean troops were deployed", "Iranian drones were delivered": whose they are, sends them.
void fill_owner(Draft& d, const Nominals& n) {
  if (d.kind != Kind::deploy && d.kind != Kind::transfer) return;
  for (const int i : d.role(Role::object)) {
    const std::string& state = n[i].state;
    if (state.empty() || state == "xx" || n[i].sort == Sort::state) continue;
    if (!among(states_of(n, d.role(Role::counterpart)), state)) d.role(Role::subject).push_back(i);
    return;
  }
}

// Who sends soldiers, whose they are.
void learn_soldiers(const Draft& d, const std::string& state, Nominals& n) {
  for (const int i : d.role(Role::object))
    if (n[i].state.empty() && n[i].goods.has(Goods::personnel)) n[i].state = state;
}

// A firm or ship bears its owner's state unless it has its own.
void learn_property(const Draft& d, const std::string& state, Nominals& n) {
  if (d.frame.entry->pos != Predicate::Pos::verb) return;
  for (const int i : d.role(Role::counterpart)) {
    Nominal& owned = n[root(n, i)];
    if (!owned.named && n[i].plural) continue;  // "the firms behind eleven tankers": any state's
    if (owned.state.empty() && n[i].state.empty()) owned.state = state;
  }
}

// Who acts or works for somebody, "represents" or "heads" a body, bears the principal's state.
void learn_agent(const Draft& d, Nominals& n) {
  static constexpr auto kServing =
      std::to_array<std::string_view>({"act", "represent", "head", "work", "serve"});
  if (!among(kServing, d.frame.entry->lemma)) return;
  const auto principal = states_of(n, d.role(Role::counterpart));
  if (principal.empty()) return;
  for (const int i : d.role(Role::subject)) n[root(n, i)].state = principal[0];
}

}  // namespace

std::vector<std::string> states_of(const Nominals& n, const std::vector<int>& role) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& state) {
    if (!state.empty() && state != "xx" && !among(out, state)) out.push_back(state);
  };
  for (const int i : role) {
    for (const int m : n[i].members) add(n[m].state);
    const Nominal& r = n[root(n, i)];
    for (const int m : r.members) add(n[m].state);
    add(n[i].state.empty() ? r.state : n[i].state);
  }
  return out;
}

void learn_states(const std::vector<Draft>& drafts, Nominals& nominals) {
  for (const Draft& d : drafts) {
    const auto sender = states_of(nominals, d.role(Role::subject));
    if (d.kind == Kind::deploy && sender.size() == 1) learn_soldiers(d, sender[0], nominals);
    if (d.kind != Kind::own) continue;
    if (sender.size() == 1) learn_property(d, sender[0], nominals);
    if (sender.empty()) learn_agent(d, nominals);
  }
}

void fill_roles(std::vector<Draft>& drafts, const Nominals& nominals) {
  const auto partners = find_partners(drafts, nominals);
  for (size_t k = 0; k < drafts.size(); ++k) {
    Draft& d = drafts[k];
    if (d.role(Role::subject).empty()) fill_owner(d, nominals);
    if (d.role(Role::subject).empty()) fill_agent(drafts, k, nominals);
    const auto& other = d.role(Role::counterpart);
    if (other.empty()) fill_from_object(d, nominals);
    if (other.empty()) fill_from_return(d, nominals);
    const bool certain = d.grading.modality != Modality::possible && !earns(d, nominals);
    if (wants_counterpart(d.kind) && other.empty() && certain)
      fill_counterpart(drafts, k, nominals);
    if (wants_counterpart(d.kind) && other.empty()) fill_from_title(d, nominals);
    if (wants_counterpart(d.kind) && other.empty() && certain)
      fill_only_partner(d, k, partners, nominals);
    if (d.kind == Kind::oppose && other.empty()) fill_opposed(drafts, k, nominals);
  }
}

}  // namespace entente
