// Nearest first within a window of sentences.
#include "reading/framing/antecedents.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "reading/framing/coreference.h"
#include "reading/framing/name_register.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

constexpr int kSentencesBack = 3;
constexpr int kNounSentencesBack = 12;

constexpr auto kCompanyNouns =
    std::to_array<std::string_view>({"company", "firm", "business", "broker", "trader"});

}  // namespace

// Is `c` a nominal of the document, at most so many sentences before `i`?
bool Antecedents::within(int i, int c, int sentences) const {
  return c >= 0 && n_[i].sentence - n_[c].sentence <= sentences;
}

int Antecedents::verb_above(int i) const {
  const Tree& t = tree(i);
  int at = t.head(n_[i].head);
  for (int steps = 0; at >= 0 && t[at].upos != Upos::verb && steps < 8; ++steps) at = t.head(at);
  return at;
}

// "its army": the phrase that the pronoun stands in is no antecedent.
bool Antecedents::contains(int c, int i) const {
  return n_[c].sentence == n_[i].sentence && tree(i).below(n_[i].head, n_[c].head);
}

int Antecedents::of_count(int i) const {
  for (int c = i - 1; within(i, c, 2); --c) {
    if (!n_[c].plural || n_[c].pronoun || (n_[c].goods.empty() && n_[c].sort != Sort::group))
      continue;
    if (!contains(c, i) && verb_above(c) != verb_above(i)) return root(n_, c);
  }
  return -1;
}

int Antecedents::of_there(int i) const {
  for (const bool oblique : {true, false})
    for (int c = i - 1; within(i, c, 3); --c) {
      if (n_[c].sort != Sort::place && n_[c].sort != Sort::state) continue;
      if (n_[c].modifier || n_[c].pronoun) continue;
      const Rel rel = head(c).rel;
      if (rel == Rel::nmod_poss || rel == Rel::nsubj || (oblique && rel != Rel::obl)) continue;
      return c;
    }
  return -1;
}

std::vector<int> Antecedents::last_named(int i, size_t count) const {
  const Entry* noun = a_.dictionaries.noun(lower(head(i).lemma));
  const bool people = noun && noun->kind == EntryKind::person_role;
  const bool firms = n_[i].sort == Sort::organisation || n_[i].sort == Sort::group;
  const auto same = [&](const Nominal& m) {
    if (people) return m.sort == Sort::person && !m.plural && m.named;
    if (firms) return m.named && m.sort == Sort::organisation && m.state != "xx";
    return m.named && m.sort == n_[i].sort;
  };
  std::vector<int> found;
  std::set<int> seen;
  for (int c = i - 1; found.size() < count && within(i, c, kNounSentencesBack); --c) {
    if (n_[c].sentence == n_[i].sentence && verb_above(c) == verb_above(i)) continue;
    const int r = root(n_, c);
    if (n_[c].pronoun || n_[c].modifier || !(same(n_[c]) || same(n_[r]))) continue;
    if (seen.insert(r).second) found.push_back(r);
  }
  std::reverse(found.begin(), found.end());
  return found.size() == count ? found : std::vector<int>();
}

std::vector<int> Antecedents::last_two_states(int i) const {
  const int verb = verb_above(i), subject = verb < 0 ? -1 : tree(i).child(verb, {Rel::nsubj});
  const int who = subject < 0 ? -1 : n_.at(n_[i].sentence, subject);
  const std::string doer = who < 0 || who == i ? std::string() : n_[root(n_, who)].state;
  std::vector<int> out;
  std::set<std::string> seen;
  for (int c = i - 1; out.size() < 2 && within(i, c, kNounSentencesBack); --c) {
    const Nominal& m = n_[c];
    if (m.sort != Sort::state || !m.named || m.state.empty() || m.state == "xx") continue;
    if (m.state == doer) continue;  // "China sells oil to both": not to itself
    if (seen.insert(m.state).second) out.push_back(c);
  }
  std::reverse(out.begin(), out.end());
  return out.size() == 2 ? out : std::vector<int>();
}

std::vector<int> Antecedents::last_two_parties(int i) const {
  std::vector<int> out;
  std::set<std::string> seen;
  for (int c = i - 1; out.size() < 2 && within(i, c, kNounSentencesBack); --c) {
    const Nominal& m = n_[root(n_, c)];
    const bool actor = m.sort == Sort::state || m.sort == Sort::organisation ||
                       m.sort == Sort::person || m.sort == Sort::group;
    const bool known = !m.state.empty() && m.state != "xx";
    if (!actor || n_[c].modifier || n_[c].pronoun || head(c).rel == Rel::nmod_poss) continue;
    if (!known && !m.named) continue;
    if (seen.insert(known ? m.state : std::to_string(root(n_, c))).second) out.push_back(c);
  }
  std::reverse(out.begin(), out.end());
  return out.size() == 2 ? out : std::vector<int>();
}

int Antecedents::of_two(int i, bool last) const {
  int later = -1;
  for (int c = i - 1; within(i, c, kSentencesBack); --c) {
    const Nominal& m = n_[c];
    const bool actor = m.sort == Sort::state || m.sort == Sort::organisation ||
                       m.sort == Sort::person || m.sort == Sort::group || m.sort == Sort::vessel;
    if (!actor || m.pronoun || m.modifier || head(c).rel == Rel::nmod_poss) continue;
    if (last) return root(n_, c);
    if (later >= 0 && root(n_, later) != root(n_, c)) return root(n_, c);
    later = c;
  }
  return -1;
}

int Antecedents::last_body(int i) const {
  for (int c = i - 1; within(i, c, kNounSentencesBack); --c)
    if (n_[c].sort == Sort::organisation && n_[c].named && n_[c].state == "xx") return root(n_, c);
  return -1;
}

int Antecedents::last_state(int i) const {
  for (int c = i - 1; within(i, c, kSentencesBack); --c) {
    const Nominal& m = n_[c];
    if (m.sort != Sort::state || m.modifier || m.state.empty() || m.referent >= 0) continue;
    if (!contains(c, i)) return c;
  }
  return -1;
}

int Antecedents::of_description(int i, const std::string& lemma) const {
  int by_sort = -1;
  for (int c = i - 1; within(i, c, kNounSentencesBack); --c) {
    if (contains(c, i) || n_[c].pronoun || n_[c].plural != n_[i].plural) continue;
    const bool known = !n_[c].state.empty() || n_[c].named;
    if (known && lower(head(c).lemma) == lemma) return root(n_, c);
    if (described_as(c, lemma)) return root(n_, c);
    const bool vessels = n_[c].sort == Sort::vessel && n_[i].sort == Sort::vessel;
    if (by_sort < 0 && n_[c].named && vessels) by_sort = root(n_, c);
  }
  return by_sort;
}

// "Kestrel Coast Bank, a small lender" is described as lender; its name may hold the word too.
bool Antecedents::described_as(int c, const std::string& lemma) const {
  if (!n_[c].named || a_.block(n_[c].sentence).kind == Block::Kind::title) return false;
  const Tree& t = tree(c);
  for (int k : t.children(n_[c].head))
    if (t.is(k, {Rel::appos}) && lower(t[k].lemma) == lemma) return true;
  const Entry* noun = a_.dictionaries.noun(lemma);
  const bool role =
      noun && noun->kind == EntryKind::person_role;  // no "general" of "General Trading"
  if (among(name_words(n_, n_[c]), lemma)) return !role || n_[c].sort == Sort::person;
  return n_[c].sort == Sort::organisation && among(kCompanyNouns, lemma) && is_firm(c);
}

bool Antecedents::is_firm(int c) const {
  const auto words = name_words(n_, n_[c]);
  return std::any_of(words.begin(), words.end(), is_firm_word);
}

}  // namespace entente
