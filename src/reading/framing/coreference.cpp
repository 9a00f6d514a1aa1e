// One pass in text order. For each nominal: a name joins the register of names (short names,
// surnames, acronyms and bracketed aliases lead back to the full one); a pronoun looks back at most
// three sentences for the nominal that fits best, a description at most twelve.
// Cost: linear in the document times a window of about a hundred nominals.
#include "reading/framing/coreference.h"

#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "reading/framing/antecedents.h"
#include "reading/framing/name_register.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

constexpr auto kOrigins = std::to_array<std::string_view>({"from", "of", "in"});

class Resolver {
 public:
  Resolver(Nominals& nominals, const PronounWeights& weights)
      : n_(nominals),
        a_(nominals.analysis()),
        antecedents_(nominals),
        pronouns_(nominals, weights),
        names_(nominals),
        section_(section_states(nominals.analysis())) {}

  void run() {
    for (int i = 0; i < n_.size(); ++i) {
      Nominal& m = n_[i];
      if (m.pronoun) resolve_pronoun(i);
      else if (m.sort == Sort::number) resolve_count(i);
      else if (m.sort == Sort::time || m.modifier) continue;
      else if (m.named) names_.add(i);
      else if (apposed_name(i) < 0) resolve_description(i);
      if (m.referent < 0 && !m.named) describes_name(i);
      inherit_state(i);
    }
  }

 private:
  const Tree& tree(int i) const { return a_.tree(n_[i].sentence); }
  const Token& head(int i) const { return tree(i)[n_[i].head]; }

  // "Sahand Naft, a trading house controlled by …": the description means the name before it.
  void describes_name(int i) {
    if (n_[i].pronoun) return;
    if (n_[i].plural && n_[i].members.empty()) n_[i].members = apposed_names(i);
    if (const int name = apposed_name(i); name >= 0) {
      n_[i].referent = name;
      if (n_[name].sort == Sort::other || n_[i].sort == Sort::vessel) n_[name].sort = n_[i].sort;
      if (n_[name].state.empty()) n_[name].state = n_[i].state;
      return;
    }
    if (head(i).rel != Rel::appos || head(i).head < 0 || head(i).head > n_[i].head) return;
    const int named = n_.at(n_[i].sentence, head(i).head);
    if (named >= 0 && n_[named].named && !n_[i].pronoun) n_[i].referent = named;
  }

  // "A second ship, the Bitter Rose, …": the one name that follows in apposition; -1 otherwise.
  int apposed_name(int i) const {
    int found = -1;
    for (int c : tree(i).children(n_[i].head)) {
      if (!tree(i).is(c, {Rel::appos}) || c < n_[i].head) continue;
      const int name = n_.at(n_[i].sentence, c);
      if (name < 0 || !n_[name].named || tree(i).has(c, {Rel::conj})) return -1;
      if (found < 0) found = name;
    }
    return n_[i].plural ? -1 : found;
  }

  // "The two ministers, A and B, met": the names that follow in apposition.
  std::vector<int> apposed_names(int i) const {
    for (int c : tree(i).children(n_[i].head)) {
      if (!tree(i).is(c, {Rel::appos}) || c < n_[i].head) continue;
      const int first = n_.at(n_[i].sentence, c);
      if (first < 0 || !n_[first].named) continue;
      if (auto names = coordinated(first); !names.empty()) return names;
    }
    return {};
  }

  // --- pronouns
  void resolve_pronoun(int i) {
    static constexpr auto kRelative =
        std::to_array<std::string_view>({"who", "which", "that", "whom", "whose"});
    static constexpr auto kCount =
        std::to_array<std::string_view>({"all", "any", "each", "few", "many", "more", "most",
                                         "none", "one", "ones", "several", "some"});
    const std::string word = lower(head(i).form);
    if (head(i).rel == Rel::expl) return;
    if (word == "there") n_[i].referent = antecedents_.of_there(i);
    else if (word == "both") n_[i].members = antecedents_.last_two_states(i);
    else if (among(kRelative, word)) resolve_relative(i);
    else if (among(kCount, word)) resolve_count(i);
    else if (const auto want = Pronouns::wanted(word)) refer(i, *want);
  }

  void refer(int i, Pronouns::Wanted want) {
    const bool several = want == Pronouns::Wanted::several;
    n_[i].plural = several;
    n_[i].referent = pronouns_.antecedent(i, want);
    if (several && n_[i].referent >= 0) n_[i].members = coordinated(n_[i].referent);
  }

  // The conjuncts of a nominal, itself first; empty when it stands alone.
  std::vector<int> coordinated(int i) const {
    std::vector<int> out;
    for (const int token : tree(i).conjuncts(n_[i].head))
      if (const int c = n_.at(n_[i].sentence, token); c >= 0) out.push_back(c);
    return out.size() > 1 ? out : std::vector<int>();
  }

  void resolve_relative(int i) {
    const Tree& t = tree(i);
    for (int v = n_[i].head, steps = 0; v >= 0 && steps < 12; v = t.head(v), ++steps) {
      if (!t.is(v, {Rel::acl_relcl})) continue;
      const int antecedent = n_.at(n_[i].sentence, t.head(v));
      if (antecedent >= 0 && antecedent != i) n_[i].referent = antecedent;
      n_[i].plural = antecedent >= 0 && n_[antecedent].plural;
      return;
    }
    if (lower(t[n_[i].head].form) == "that") return;
    // hung elsewhere by the parser: the nominal right before the comma
    for (int k = n_[i].head - 1; k >= 0 && n_[i].head - k <= 12; --k) {
      const int c = n_.at(n_[i].sentence, k);
      if (c < 0 || n_[c].pronoun || n_[c].modifier || n_[c].sort == Sort::time) continue;
      n_[i].referent = c;
      n_[i].plural = n_[c].plural;
      return;
    }
  }

  // "has not received one", "delivered six", "any of them": the goods or people counted last.
  void resolve_count(int i) {
    const Tree& t = tree(i);
    for (int c : t.children(n_[i].head)) {
      if (t[c].upos == Upos::sym) return;
      if (!t.is(c, {Rel::nmod})) continue;
      const int whole = n_.at(n_[i].sentence, c);  // "40 of them", "most of it"
      if (whole >= 0 && t.preposition(c) == "of") n_[i].referent = whole;
      return;
    }
    if (!n_[i].goods.empty()) return;
    const int whole = counted_of_which(i);
    n_[i].referent = whole >= 0 ? whole : antecedents_.of_count(i);
  }

  // "of which none has been delivered": what the relative clause is about; -1 otherwise.
  int counted_of_which(int i) const {
    const Tree& t = tree(i);
    const int verb = antecedents_.verb_above(i);
    if (verb < 0 || !t.is(verb, {Rel::acl_relcl})) return -1;
    for (int c : t.children(verb))
      if (t[c].lemma == "which" && t.preposition(c) == "of")
        return n_.at(n_[i].sentence, t.head(verb));
    return -1;
  }

  // --- descriptions
  void resolve_description(int i) {
    Nominal& m = n_[i];
    const std::string lemma = lower(head(i).lemma);
    const Entry* noun = a_.dictionaries.noun(lemma);
    if (m.definite && (lemma == "latter" || lemma == "former")) {
      m.referent = antecedents_.of_two(i, lemma == "latter");
      return;
    }
    if (noun && noun->kind == EntryKind::collective_states && m.state.empty())
      return resolve_collective(i, lemma);
    if (m.plural && (joint_states(i) || joined_behind(i))) return;
    if (m.plural && relational(i) && counted(i) == 2) return resolve_collective(i, lemma);
    if (m.plural && counted(i) == 2 && (lemma == "side" || lemma == "party") &&
        head(i).rel == Rel::nsubj) {
      m.members = antecedents_.last_two_parties(i);
      if (!m.members.empty()) return;
    }
    if (m.plural && counted(i) > 1) {
      m.members = antecedents_.last_named(i, counted(i));
      return;
    }
    if (!m.definite || m.named) return;
    if (lemma == "state" && unnamed_state(i)) {
      m.referent = same_noun_before(i, lemma);
      return;
    }
    if (lemma == "country" || lemma == "nation" || lemma == "state" || lemma == "republic") {
      m.sort = Sort::state;
      if (m.state.empty() && !m.plural) m.referent = antecedents_.last_state(i);
      return;
    }
    if (lemma == "bloc") m.referent = antecedents_.last_body(i);
    if (!m.state.empty()) return;
    if (m.possessor >= 0 || relational(i)) return;  // "its spokesman": see inherit_state
    if (noun && takes_up(noun->kind)) m.referent = antecedents_.of_description(i, lemma);
  }

  // "the same State", "the Member State": one that the document leaves without a name.
  bool unnamed_state(int i) const {
    for (int c : tree(i).children(n_[i].head))
      if (tree(i).lemma_is(c, {"same", "member", "Member", "participating", "Participating",
                               "reporting", "participate", "report"}))
        return true;
    return false;
  }

  // The nearest nominal of the three sentences before with this noun; -1 without one.
  int same_noun_before(int i, const std::string& lemma) const {
    for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= 3; --c)
      if (!n_[c].pronoun && !n_[c].plural && lower(n_.head_lemma(n_[c])) == lemma)
        return root(n_, c);
    return -1;
  }

  static bool takes_up(EntryKind kind) {
    return kind == EntryKind::group || kind == EntryKind::person_role ||
           kind == EntryKind::vessel || kind == EntryKind::facility;
  }

  void resolve_collective(int i, const std::string& lemma) {
    // "other countries", "countries that take the oil": any
    if (n_[i].plural && !n_[i].definite && lemma != "both" && counted(i) == 0) return;
    const bool two = n_[i].plural || lemma == "both" || lemma == "side";
    if (!two) {
      n_[i].sort = Sort::state;
      if (n_[i].definite && n_[i].possessor < 0) n_[i].referent = antecedents_.last_state(i);
      return;
    }
    n_[i].members = antecedents_.last_two_states(i);
  }

  // "Iranian and North Korean engineers": those of both states.
  bool joint_states(int i) {
    std::vector<int> found;
    std::set<std::string> seen;
    for (int k = n_[i].first; k < n_[i].head; ++k) {
      const int c = n_.at(n_[i].sentence, k);
      if (c < 0 || !n_[c].modifier || !tree(i).below(k, n_[i].head)) continue;
      if (seen.insert(n_[c].state).second) found.push_back(c);
    }
    if (found.size() < 2) return false;
    n_[i].members = found;
    return true;
  }

  // "crews from Russia and Iran", "brokers in Shenzhen and Dubai": those of both states.
  bool joined_behind(int i) {
    const Sort sort = n_[i].sort;
    if (sort != Sort::group && sort != Sort::organisation && sort != Sort::person) return false;
    for (int c : tree(i).children(n_[i].head)) {
      if (c < n_[i].head || !tree(i).is(c, {Rel::nmod})) continue;
      if (!among(kOrigins, tree(i).preposition(c))) continue;
      const int first = n_.at(n_[i].sentence, c);
      const auto joined = first < 0 ? std::vector<int>() : coordinated(first);
      std::set<std::string> states;
      for (const int k : joined)
        if (!n_[k].state.empty() && n_[k].state != "xx") states.insert(n_[k].state);
      if (states.size() < 2 || states.size() != joined.size()) continue;
      n_[i].members = joined;
      return true;
    }
    return false;
  }

  // "both vessels", "the two companies", "all three firms": how many are meant; 0 when it is not
  // said.
  size_t counted(int i) const {
    const Tree& t = tree(i);
    size_t count = 0;
    bool all = n_[i].definite;
    for (int c : t.children(n_[i].head)) {
      if (t.lemma_is(c, {"both"})) return 2;
      if (t.lemma_is(c, {"all"})) all = true;
      if (t.lemma_is(c, {"two"})) count = 2;
      if (t.lemma_is(c, {"three"})) count = 3;
    }
    return all ? count : 0;
  }

  // --- states that the surroundings tell
  void inherit_state(int i) {
    Nominal& m = n_[i];
    if (!m.state.empty()) return;
    if (m.referent >= 0) {
      const Nominal& r = n_[root(n_, i)];
      m.state = r.state;
      if (m.sort == Sort::other) m.sort = r.sort;
      if (m.goods.empty()) m.goods = r.goods;
      if (!m.state.empty()) return;
    }
    if (m.possessor >= 0) {
      const int p = n_.at(m.sentence, m.possessor);
      if (p >= 0) {
        const Nominal& owner = n_[root(n_, p)];
        if (relational(i)) return other_party(i, owner.state);
        if (!owner.state.empty() && m.sort != Sort::goods) m.state = owner.state;
      }
    }
    if (!m.state.empty() || !state_organ(i)) return;
    m.state = section_[static_cast<size_t>(m.sentence)];
    if (m.state.empty() && m.definite && m.possessor < 0 && m.referent < 0 && ruling_body(i))
      m.state = state_spoken_of();
    if (m.state.empty() && m.definite && m.possessor < 0 && m.referent < 0)
      m.state = only_state_around(i);
  }

  // "The army", "the police": of the one state that this and the two sentences before name; empty
  // when they name several or none.
  std::string only_state_around(int i) const {
    std::string found;
    for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= 2; --c) {
      const std::string& state = n_[c].state;
      if (state.empty() || state == "xx" || state == found) continue;
      if (!found.empty()) return {};
      found = state;
    }
    return found;
  }

  // "The regime", "the junta": the document is about one, named or not in the sentences before.
  bool ruling_body(int i) const {
    const Entry* noun = a_.dictionaries.noun(lower(head(i).lemma));
    return noun && noun->has(Flag::rules);
  }

  // The state that the document names at least twice as often as any other; empty without one.
  // Counted once, as the states stand when the first such body asks.
  const std::string& state_spoken_of() {
    if (!spoken_of_) spoken_of_ = most_named_state();
    return *spoken_of_;
  }

  std::string most_named_state() const {
    std::map<std::string, int> count;
    for (int i = 0; i < n_.size(); ++i)
      if (!n_[i].state.empty() && n_[i].state != "xx") ++count[n_[i].state];
    const std::pair<const std::string, int>* most = nullptr;
    int second = 0;
    for (const auto& entry : count) {
      if (!most || entry.second > most->second) {
        second = most ? most->second : 0;
        most = &entry;
      } else {
        second = std::max(second, entry.second);
      }
    }
    return most && most->second >= 2 * second ? most->first : std::string();
  }

  // "its partner", "his ally": not the possessor but the other one.
  bool relational(int i) const {
    const Entry* noun = a_.dictionaries.noun(lower(head(i).lemma));
    return noun && noun->has(Flag::relational);
  }

  void other_party(int i, const std::string& owner) {
    if (owner.empty() || owner == "xx") return;
    for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= 2; --c) {
      const Sort sort = n_[c].sort;
      if (sort != Sort::state && sort != Sort::group && sort != Sort::organisation) continue;
      const std::string& state = n_[c].state;
      if (state.empty() || state == "xx" || state == owner || spoken_source(c)) continue;
      n_[i].state = n_[c].state;
      if (n_[i].referent < 0 && n_[c].sort == Sort::state) n_[i].referent = root(n_, c);
      return;
    }
  }

  // The subject of a reporting verb with a clause is who speaks, not whom it is about.
  bool spoken_source(int c) const {
    const Tree& t = tree(c);
    int verb = t.head(n_[c].head);
    for (int steps = 0; verb >= 0 && t[verb].upos != Upos::verb && steps < 4; ++steps)
      verb = t.head(verb);
    return verb >= 0 && t.has(verb, {Rel::ccomp});
  }

  bool state_organ(int i) const {
    const Entry* noun = a_.dictionaries.noun(lower(head(i).lemma));
    return noun && noun->has(Flag::state_organ) && !n_[i].pronoun;
  }

  Nominals& n_;
  const Analysis& a_;
  Antecedents antecedents_;
  Pronouns pronouns_;
  NameRegister names_;
  std::vector<std::string> section_;
  std::optional<std::string> spoken_of_;  // state_spoken_of, once asked
};

// "BELARUS.": a heading that is the name of a state and nothing more.
std::string state_of_heading(const SentenceAnalysis& heading) {
  for (const Match& m : heading.matches) {
    if (m.type != EntryType::state || m.first_token != 0) continue;
    const auto next = static_cast<int>(m.last_token) + 1;
    if (next >= heading.tree.size() || heading.tree[next].upos == Upos::punct)
      return std::string(m.state);
  }
  return {};
}

}  // namespace

void resolve(Nominals& nominals, const PronounWeights& weights) {
  Resolver(nominals, weights).run();
}

int root(const Nominals& nominals, int i) {
  for (int steps = 0; nominals[i].referent >= 0 && steps < 20; ++steps) i = nominals[i].referent;
  return i;
}

std::vector<std::string> section_states(const Analysis& a) {
  std::vector<std::string> out(static_cast<size_t>(a.size()));
  std::string current;
  for (int s = 0; s < a.size(); ++s) {
    if (a.block(s).kind == Block::Kind::heading)
      current = state_of_heading(a.sentences[static_cast<size_t>(s)]);
    out[static_cast<size_t>(s)] = current;
  }
  return out;
}

}  // namespace entente
