// What drafts learn from each other: whose a firm, a ship or a soldier is, and who fills a role
// that a sentence leaves open. The nearest sentences, the title and the phrase itself are asked,
// and only where they leave one answer.
#include <algorithm>
#include <array>
#include <optional>

#include "reading/framing/drafts.h"
#include "reading/framing/implied_parties.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;
using States = std::vector<std::string>;

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

// What the sentence leaves open of a role: who fills it, or of which state they are; nothing when
// one of them is known to act for a state or for none, or is a person by name.
std::optional<ImpliedParties::Want> open_party(const Draft& d, Role role, const Nominals& n) {
  using Want = ImpliedParties::Want;
  const bool subject = role == Role::subject;
  const auto& party = d.role(role);
  if (party.empty()) return subject ? Want::subject : Want::counterpart;
  const bool known = std::any_of(party.begin(), party.end(), [&](int i) {
    const Nominal& who = n[root(n, i)];
    if (who.named && who.sort == Sort::person) return true;  // a person's state is never guessed
    return !n[i].state.empty() || !who.state.empty() || !states_of(n, {i}).empty();
  });
  if (known) return std::nullopt;
  return subject ? Want::subject_state : Want::counterpart_state;
}

bool names_nobody(ImpliedParties::Want want) {
  return want == ImpliedParties::Want::subject || want == ImpliedParties::Want::counterpart;
}

void settle(Draft& d, Role role, ImpliedParties::Want want, const ImpliedParties::Candidate& chosen,
            Nominals& n) {
  if (chosen.nominals.empty()) return;
  auto& party = d.role(role);
  if (names_nobody(want)) {
    party = chosen.nominals;
    return;
  }
  for (const int i : party) n[i].state = chosen.states[0];
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

void fill_roles(std::vector<Draft>& drafts, Nominals& nominals, bool keep) {
  const auto partners = find_partners(drafts, nominals);
  const ImpliedParties implied(nominals);
  for (size_t k = 0; k < drafts.size(); ++k)
    for (const Role role : {Role::subject, Role::counterpart}) {
      const auto want = open_party(drafts[k], role, nominals);
      if (!want) continue;
      auto candidates = implied.candidates({drafts, k, nominals, partners}, *want);
      settle(drafts[k], role, *want, ImpliedParties::best(candidates), nominals);
      if (keep) drafts[k].open.push_back({role, names_nobody(*want), std::move(candidates)});
    }
}

}  // namespace entente
