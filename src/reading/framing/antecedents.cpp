// Nearest first within a window of sentences. A pronoun takes the most salient nominal that fits;
// the weights stand in salience() and were set by hand on labelled reports.
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

// Verbs whose object is a thing: "shipped them to …", "fired them".
constexpr auto kHandling = std::to_array<std::string_view>(
    {"ship",    "send",     "sell",    "deliver", "buy",   "supply", "fire",
     "use",     "launch",   "import",  "export",  "carry", "make",   "build",
     "produce", "transfer", "relabel", "load",    "test",  "store",  "smuggle"});

constexpr auto kCompanyNouns =
    std::to_array<std::string_view>({"company", "firm", "business", "broker", "trader"});

bool is_body(Sort s) {
  return s == Sort::state || s == Sort::organisation || s == Sort::vessel || s == Sort::facility ||
         s == Sort::document;
}

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

int Antecedents::of_pronoun(int i, Wanted want) const {
  int best = -1, best_score = -1000;
  for (int c = i - 1; within(i, c, kSentencesBack); --c) {
    const int r = n_[c].pronoun ? root(n_, c) : c;
    if (r == c && n_[c].pronoun) continue;
    if (!fits(n_[r], want) || same_clause_argument(c, i) || contains(c, i)) continue;
    const int score = salience(c, i);
    if (score > best_score) best = r, best_score = score;
  }
  return best;
}

bool Antecedents::fits(const Nominal& c, Wanted want) const {
  if (c.sort == Sort::time || c.sort == Sort::number || c.pronoun || c.modifier) return false;
  if (want == Wanted::person) return c.sort == Sort::person && !c.plural;
  if (want == Wanted::several) return c.plural || c.sort == Sort::group || !c.members.empty();
  if (c.plural) return false;
  if (c.sort == Sort::other) return c.named || !c.state.empty();
  return c.sort != Sort::person && c.sort != Sort::goods && c.sort != Sort::measure &&
         c.sort != Sort::place && c.sort != Sort::group;
}

// How good an antecedent: nearer sentences, subjects, what the sentence is about.
int Antecedents::salience(int c, int i) const {
  const Nominal& m = n_[c];
  const Token& t = head(c);
  int score = -6 * (n_[i].sentence - m.sentence);
  if (!a_.same_block(m.sentence, n_[i].sentence)) score -= 8;
  if (t.rel == Rel::nsubj || t.rel == Rel::nsubj_pass) score += 5;
  // subject takes up subject
  const bool continues = head(i).rel == Rel::nsubj || head(i).rel == Rel::nsubj_pass;
  const bool of_root = t.rel == Rel::nsubj && t.head >= 0 && tree(c).head(t.head) < 0;
  if (continues && of_root) score += 4;
  if (t.rel == Rel::nmod_poss) score -= 1;
  if (speaks(i)) {  // "…, it said": who spoke before, not what this sentence is about
    if (speaks(c) || tree(c).preposition(m.head).starts_with("according")) score += 16;
    if (m.sentence == n_[i].sentence) score -= 10;
  }
  if (t.rel == Rel::nmod || t.rel == Rel::obl) score -= 2;
  return score + salience_of_sort(c, i);
}

int Antecedents::salience_of_sort(int c, int i) const {
  const Nominal& m = n_[c];
  int score = 0;
  if (m.named || !m.state.empty()) score += 2;
  if (is_body(m.sort)) score += 1;
  if (m.sort == Sort::other) score -= 3;
  if (!n_[i].plural) return score;
  const bool handled = head(i).rel == Rel::obj && handles_goods(i);
  if (handled && !m.goods.empty()) score += m.sort == Sort::goods ? 6 : 3;
  if (!handled && m.sort == Sort::group) score += 3;
  if (m.sort == Sort::vessel || m.sort == Sort::facility) score -= 2;
  return score;
}

bool Antecedents::handles_goods(int i) const {
  const int verb = verb_above(i);
  return verb >= 0 && among(kHandling, tree(i)[verb].lemma);
}

// Is it the subject of a reporting verb?
bool Antecedents::speaks(int i) const {
  const Token& t = head(i);
  return t.rel == Rel::nsubj && t.head >= 0 && is_reporting_form(tree(i)[t.head].form);
}

// A pronoun never stands for a fellow argument of its own verb ("It warned it").
bool Antecedents::same_clause_argument(int c, int i) const {
  if (n_[c].sentence != n_[i].sentence) return false;
  if (head(i).rel == Rel::nmod_poss || n_[c].possessor == n_[i].head) return false;
  return verb_above(c) == verb_above(i);
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
    if (people) return m.sort == Sort::person && !m.plural;
    if (firms) return m.named && m.sort == Sort::organisation && m.state != "xx";
    return m.named && m.sort == n_[i].sort;
  };
  std::vector<int> found;
  std::set<int> seen;
  for (int c = i - 1; found.size() < count && within(i, c, kNounSentencesBack); --c) {
    if (n_[c].sentence == n_[i].sentence && verb_above(c) == verb_above(i)) continue;
    if (n_[c].pronoun || n_[c].modifier || !same(n_[c])) continue;
    if (const int r = root(n_, c); seen.insert(r).second) found.push_back(r);
  }
  std::reverse(found.begin(), found.end());
  return found.size() == count ? found : std::vector<int>();
}

std::vector<int> Antecedents::last_two_states(int i) const {
  std::vector<int> out;
  std::set<std::string> seen;
  for (int c = i - 1; out.size() < 2 && within(i, c, kNounSentencesBack); --c) {
    const Nominal& m = n_[c];
    if (m.sort != Sort::state || !m.named || m.state.empty() || m.state == "xx") continue;
    if (seen.insert(m.state).second) out.push_back(c);
  }
  std::reverse(out.begin(), out.end());
  return out.size() == 2 ? out : std::vector<int>();
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
    if (contains(c, i) || n_[c].pronoun) continue;
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
  if (!n_[c].named) return false;
  const Tree& t = tree(c);
  for (int k : t.children(n_[c].head))
    if (t.is(k, {Rel::appos}) && lower(t[k].lemma) == lemma) return true;
  if (among(name_words(n_, n_[c]), lemma)) return true;
  return n_[c].sort == Sort::organisation && among(kCompanyNouns, lemma) && is_firm(c);
}

bool Antecedents::is_firm(int c) const {
  const auto words = name_words(n_, n_[c]);
  return std::any_of(words.begin(), words.end(), is_firm_word);
}

}  // namespace entente
