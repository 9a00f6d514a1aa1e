// One pass in text order. For each nominal: a name joins the register of names (short names,
// surnames, acronyms and bracketed aliases lead back to the full one); a pronoun or a description
// looks back, at most three sentences, never across a heading, for the nearest nominal that fits.
// Cost: linear in the document times a window of about a hundred nominals.
#include "reading/framing/coreference.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

constexpr int kSentencesBack = 3;
constexpr int kNounSentencesBack = 12;

bool human(Sort s) { return s == Sort::person; }
bool body(Sort s) {
  return s == Sort::state || s == Sort::organisation || s == Sort::vessel || s == Sort::facility || s == Sort::document;
}

class Resolver {
 public:
  explicit Resolver(Nominals& nominals)
      : n_(nominals), a_(nominals.analysis()), section_(section_states(nominals.analysis())) {}

  void run() {
    for (int i = 0; i < n_.size(); ++i) {
      Nominal& m = n_[i];
      if (m.pronoun) resolve_pronoun(i);
      else if (m.sort == Sort::number) resolve_count(i);
      else if (m.sort == Sort::time || m.modifier) continue;
      else if (m.named) resolve_name(i);
      else resolve_description(i);
      if (m.referent < 0 && !m.named) describes_name(i);
      inherit_state(i);
    }
  }

 private:
  const Tree& tree(int i) const { return a_.tree(n_[i].sentence); }
  const Token& head(int i) const { return tree(i)[n_[i].head]; }

  // --- names
  // The words of a name without articles, titles in lower case and possessive marks.
  std::vector<std::string> name_words(const Nominal& m) const {
    static constexpr std::array<std::string_view, 14> kTitles{"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "gen.", "col.", "sir", "president", "minister", "general"};
    std::vector<std::string> out;
    const Tree& t = a_.tree(m.sentence);
    const bool apposed = t[m.head].upos != Upos::propn;  // "the tanker Calypso Tern": what follows the noun
    for (int i = apposed ? m.head + 1 : m.first; i <= m.last; ++i) {
      if (t[i].upos != Upos::propn && t[i].upos != Upos::num) continue;
      std::string word = lower(t[i].form);
      if (out.empty() && i < m.last && std::find(kTitles.begin(), kTitles.end(), word) != kTitles.end()) continue;
      out.push_back(std::move(word));
    }
    return out;
  }

  void resolve_name(int i) {
    const auto words = name_words(n_[i]);
    if (words.empty()) return;
    const std::string key = join(words, " ");
    const bool dictionary_state = n_[i].sort == Sort::state || n_[i].sort == Sort::place;
    if (const int whom = also_known(i); whom >= 0) {
      n_[i].referent = whom;
      names_.try_emplace(key, whom);
      return;
    }
    if (const auto it = names_.find(key); it != names_.end()) {
      if (!dictionary_state) n_[i].referent = it->second;
    } else if (!dictionary_state) {
      if (const int full = full_name(words, n_[i].sort); full >= 0) n_[i].referent = full;
    }
    names_.try_emplace(key, i);
    if (words.size() > 1) {
      for (size_t k = 1; k + 1 < words.size(); ++k) parts_.try_emplace(words[k], i);
      if (words.size() > 2) parts_.try_emplace(words[words.size() - 2] + " " + words.back(), i);
      if (n_[i].sort == Sort::person) names_.try_emplace(words.back(), i);
      register_bracketed(i);
    }
    if (const int r = root(n_, i); r != i) {
      if (n_[i].state.empty()) n_[i].state = n_[r].state;
      else if (n_[r].state.empty()) n_[r].state = n_[i].state;
      if (n_[i].sort == Sort::other) n_[i].sort = n_[r].sort;
    }
  }

  // "Sahand Naft, a trading house controlled by …": the description means the name before it.
  void describes_name(int i) {
    if (head(i).rel != Rel::appos || head(i).head < 0 || head(i).head > n_[i].head) return;
    const int named = n_.at(n_[i].sentence, head(i).head);
    if (named >= 0 && n_[named].named && !n_[i].pronoun) n_[i].referent = named;
  }

  // "Kang, also known as Jiang Tailin": the nominal that "known as" hangs on; -1 otherwise.
  int also_known(int i) const {
    const Tree& t = tree(i);
    const int known = t.head(n_[i].head);
    if (known < 0 || t[known].lemma != "know" || t.preposition(n_[i].head) != "as" || t.head(known) < 0) return -1;
    const int whom = n_.at(n_[i].sentence, t.head(known));
    return whom == i ? -1 : whom;
  }

  // A longer name seen before that begins with these words ("Golden Meridian" of "Golden Meridian
  // General Trading FZE"), or whose initials they are.
  int full_name(const std::vector<std::string>& words, Sort) const {
    const std::string prefix = join(words, " ") + " ";
    const auto it = names_.lower_bound(prefix);
    if (it != names_.end() && it->first.starts_with(prefix)) return it->second;
    // "SEA CRANE" of "Cameroon … SEA CRANE", "Brightlink" of "Shenzhen Brightlink Components"
    if (words.size() > 2 || words.back().size() < 4) return -1;
    const auto part = parts_.find(join(words, " "));
    return part == parts_.end() ? -1 : part->second;
  }

  // "Blue Harbour Trading Limited (Blue Harbour)", "Foreign Trade Bank (FTB)"
  void register_bracketed(int i) {
    const Tree& t = tree(i);
    int open = n_[i].last + 1;
    if (open + 1 >= t.size() || t[open].form != "(") return;
    std::vector<std::string> words;
    int close = open + 1;
    for (; close < t.size() && t[close].form != ")"; ++close) {
      if (t[close].upos != Upos::propn) return;
      words.push_back(lower(t[close].form));
    }
    if (close >= t.size() || words.empty() || words.size() > 4) return;
    names_.try_emplace(join(words, " "), i);
  }

  // --- pronouns
  struct Wanted {
    bool plural = false;
    bool person = false;   // he, she
    bool possessive = false;
    bool any = false;
  };

  void resolve_pronoun(int i) {
    const Token& t = head(i);
    const std::string w = lower(t.form);
    if (t.rel == Rel::expl) return;
    if (w == "there") return resolve_there(i);
    if (w == "who" || w == "which" || w == "that" || w == "whom" || w == "whose") return resolve_relative(i);
    Wanted want;
    want.possessive = t.rel == Rel::nmod_poss;
    if (w == "he" || w == "she" || w == "him" || w == "his" || w == "her" || w == "himself" || w == "herself") want.person = true;
    else if (w == "they" || w == "them" || w == "their" || w == "theirs" || w == "themselves" || w == "these" || w == "those") want.plural = true;
    else if (w == "both") return resolve_both(i);
    else if (w == "any" || w == "some" || w == "none" || w == "most" || w == "many" || w == "more" || w == "one" || w == "ones") return resolve_count(i);
    else if (w != "it" && w != "its" && w != "itself") return;
    n_[i].plural = want.plural;
    n_[i].referent = look_back(i, want);
    if (want.plural && n_[i].referent >= 0) n_[i].members = coordinated(n_[i].referent);
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
    for (int k = n_[i].head - 1; k >= 0 && n_[i].head - k <= 12; --k)
      if (const int c = n_.at(n_[i].sentence, k); c >= 0 && !n_[c].pronoun && !n_[c].modifier && n_[c].sort != Sort::time) {
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
    const int verb = verb_above(i);  // "of which none has been delivered"
    if (verb >= 0 && t.is(verb, {Rel::acl_relcl}))
      for (int c : t.children(verb))
        if (t[c].lemma == "which" && t.preposition(c) == "of" && n_.at(n_[i].sentence, t.head(verb)) >= 0) {
          n_[i].referent = n_.at(n_[i].sentence, t.head(verb));
          return;
        }
    n_[i].referent = last_counted(i);
  }

  int last_counted(int i) const {
    for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= 2; --c)
      if (n_[c].plural && !n_[c].pronoun && (!n_[c].goods.empty() || n_[c].sort == Sort::group) && !contains(c, i) && verb_above(c) != verb_above(i)) return root(n_, c);
    return -1;
  }

  // "there": the last place or state that was named as one goes back from it.
  void resolve_there(int i) {
    for (const bool oblique : {true, false})
      for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= 3; --c) {
        const bool place = (n_[c].sort == Sort::place || n_[c].sort == Sort::state) && !n_[c].modifier && !n_[c].pronoun;
        if (!place || head(c).rel == Rel::nmod_poss || head(c).rel == Rel::nsubj || (oblique && head(c).rel != Rel::obl)) continue;
        n_[i].referent = c;
        return;
      }
  }

  bool fits(const Nominal& c, const Wanted& want) const {
    if (c.sort == Sort::time || c.sort == Sort::number || c.pronoun || c.modifier) return false;
    if (want.person) return human(c.sort) && !c.plural;
    if (want.plural) return c.plural || c.sort == Sort::group || !c.members.empty();
    if (c.sort == Sort::other) return !c.plural && (c.named || !c.state.empty());
    return !c.plural && !human(c.sort) && c.sort != Sort::goods && c.sort != Sort::measure &&
           c.sort != Sort::place && c.sort != Sort::group;
  }

  // How good an antecedent: nearer sentences, subjects, named.
  int salience(int c, int i) const {
    const Nominal& m = n_[c];
    const Token& t = head(c);
    int score = -6 * (n_[i].sentence - m.sentence);
    if (!a_.same_block(m.sentence, n_[i].sentence)) score -= 8;
    if (t.rel == Rel::nsubj || t.rel == Rel::nsubj_pass) score += 5;
    const bool continues = head(i).rel == Rel::nsubj || head(i).rel == Rel::nsubj_pass;  // subject takes up subject
    if (continues && t.rel == Rel::nsubj && t.head >= 0 && tree(c).head(t.head) < 0) score += 4;
    if (t.rel == Rel::nmod_poss) score -= 1;
    if (speaks(i)) {  // "…, it said": who spoke before, not what this sentence is about
      if (speaks(c) || tree(c).preposition(n_[c].head).starts_with("according")) score += 6;
      if (m.sentence == n_[i].sentence) score -= 10;
    }
    if (t.rel == Rel::nmod || t.rel == Rel::obl) score -= 2;
    if (m.named || !m.state.empty()) score += 2;
    if (body(m.sort)) score += 1;
    if (m.sort == Sort::other) score -= 3;
    const bool handled = n_[i].plural && head(i).rel == Rel::obj && handles_goods(i);
    if (handled && !m.goods.empty()) score += m.sort == Sort::goods ? 6 : 3;
    if (n_[i].plural && m.sort == Sort::group && !handled) score += 3;
    if (n_[i].plural && (m.sort == Sort::vessel || m.sort == Sort::facility)) score -= 2;
    return score;
  }

  // "shipped them to …", "fired them": what such verbs take are things.
  bool handles_goods(int i) const {
    static constexpr std::array<std::string_view, 22> kVerbs{"ship", "send", "sell", "deliver", "buy", "supply", "fire", "use", "launch", "import", "export",
                                                           "carry", "make", "build", "produce", "transfer", "relabel", "load", "test", "store", "import", "smuggle"};
    const int verb = verb_above(i);
    return verb >= 0 && std::find(kVerbs.begin(), kVerbs.end(), tree(i)[verb].lemma) != kVerbs.end();
  }

  // Is it the subject of a reporting verb?
  bool speaks(int i) const {
    const Token& t = head(i);
    return t.rel == Rel::nsubj && t.head >= 0 && is_reporting_form(tree(i)[t.head].form);
  }

  // A pronoun never stands for a fellow argument of its own verb ("It warned it").
  bool same_clause_argument(int c, int i) const {
    if (n_[c].sentence != n_[i].sentence) return false;
    if (head(i).rel == Rel::nmod_poss || n_[c].possessor == n_[i].head) return false;
    return verb_above(c) == verb_above(i);
  }

  int verb_above(int i) const {
    const Tree& t = tree(i);
    int at = t.head(n_[i].head);
    for (int steps = 0; at >= 0 && t[at].upos != Upos::verb && steps < 8; ++steps) at = t.head(at);
    return at;
  }

  int look_back(int i, const Wanted& want) {
    int best = -1, best_score = -1000;
    for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= kSentencesBack; --c) {
      const int r = n_[c].pronoun ? root(n_, c) : c;
      if (r == c && n_[c].pronoun) continue;
      if (!fits(n_[r], want) || same_clause_argument(c, i)) continue;
      if (contains(c, i)) continue;
      const int score = salience(c, i);
      if (score > best_score) best = r, best_score = score;
    }
    return best;
  }

  // "its army": the phrase that the pronoun stands in is no antecedent.
  bool contains(int c, int i) const {
    return n_[c].sentence == n_[i].sentence && tree(i).below(n_[i].head, n_[c].head);
  }

  // --- descriptions
  void resolve_description(int i) {
    Nominal& m = n_[i];
    const std::string lemma = lower(head(i).lemma);
    const Entry* noun = a_.dictionaries.noun(lemma);
    if (noun && noun->kind == EntryKind::collective_states && m.state.empty()) return resolve_collective(i, lemma);
    if (m.plural && joint_states(i)) return;
    if (m.plural && relational(i) && counted(i) == 2) return resolve_collective(i, lemma);
    if (m.plural && counted(i) > 1) return resolve_several(i, counted(i));
    if (!m.definite || m.named) return;
    if (lemma == "country" || lemma == "nation" || lemma == "state" || lemma == "republic") {
      m.sort = Sort::state;
      if (m.state.empty() && !m.plural) m.referent = last_state(i);
      return;
    }
    if (lemma == "bloc") m.referent = last_body(i);
    if (!m.state.empty()) return;
    if (m.possessor >= 0 || relational(i)) return;  // "its spokesman": the possessor tells, see inherit_state
    if (noun && (noun->kind == EntryKind::group || noun->kind == EntryKind::person_role ||
                 noun->kind == EntryKind::vessel || noun->kind == EntryKind::facility))
      m.referent = same_head_or_sort(i, lemma);
  }

  void resolve_collective(int i, const std::string& lemma) {
    const bool two = n_[i].plural || lemma == "both" || lemma == "side";
    if (!two) {
      n_[i].sort = Sort::state;
      if (n_[i].definite && n_[i].possessor < 0) n_[i].referent = last_state(i);
      return;
    }
    n_[i].members = last_two_states(i);
  }

  void resolve_both(int i) { n_[i].members = last_two_states(i); }

  // "Iranian and North Korean engineers": those of both states.
  bool joint_states(int i) {
    std::vector<int> found;
    std::set<std::string> seen;
    for (int k = n_[i].first; k < n_[i].head; ++k) {
      const int c = n_.at(n_[i].sentence, k);
      if (c >= 0 && n_[c].modifier && tree(i).below(k, n_[i].head) && seen.insert(n_[c].state).second) found.push_back(c);
    }
    if (found.size() < 2) return false;
    n_[i].members = found;
    return true;
  }

  // "both vessels", "the two companies", "all three firms": how many are meant; 0 when it is not said.
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

  void resolve_several(int i, size_t count) {
    std::vector<int> found;
    std::set<int> seen;
    for (int c = i - 1; c >= 0 && found.size() < count && n_[i].sentence - n_[c].sentence <= kNounSentencesBack; --c) {
      const bool firm = n_[i].sort == Sort::organisation || n_[i].sort == Sort::group;
      const Entry* noun = a_.dictionaries.noun(lower(head(i).lemma));
      const bool people = noun && noun->kind == EntryKind::person_role;
      const bool same = people ? n_[c].sort == Sort::person && !n_[c].plural
                        : firm ? n_[c].sort == Sort::organisation && n_[c].state != "xx" : n_[c].sort == n_[i].sort;
      if (n_[c].sentence == n_[i].sentence && verb_above(c) == verb_above(i)) continue;
      if ((n_[c].named || people) && !n_[c].pronoun && !n_[c].modifier && same && seen.insert(root(n_, c)).second) found.push_back(root(n_, c));
    }
    std::reverse(found.begin(), found.end());
    if (found.size() == count) n_[i].members = found;
  }

  std::vector<int> last_two_states(int i) const {
    std::vector<int> out;
    std::set<std::string> seen;
    for (int c = i - 1; c >= 0 && out.size() < 2 && n_[i].sentence - n_[c].sentence <= kNounSentencesBack; --c)
      if (n_[c].sort == Sort::state && n_[c].named && !n_[c].state.empty() && n_[c].state != "xx" && seen.insert(n_[c].state).second)
        out.push_back(c);
    std::reverse(out.begin(), out.end());
    return out.size() == 2 ? out : std::vector<int>();
  }

  // "the bloc": the last international body that was named.
  int last_body(int i) const {
    for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= kNounSentencesBack; --c)
      if (n_[c].sort == Sort::organisation && n_[c].named && n_[c].state == "xx") return root(n_, c);
    return -1;
  }

  int last_state(int i) const {
    for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= kSentencesBack; --c)
      if (n_[c].sort == Sort::state && !n_[c].modifier && !n_[c].state.empty() && n_[c].referent < 0 && !contains(c, i)) return c;
    return -1;
  }

  // "the soldiers" after "North Korean soldiers"; "the company" after the last firm named.
  int same_head_or_sort(int i, const std::string& lemma) const {
    int by_sort = -1;
    for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= kNounSentencesBack; --c) {
      if (contains(c, i) || n_[c].pronoun) continue;
      const bool has_state = !n_[c].state.empty();
      if (lower(head(c).lemma) == lemma && (has_state || n_[c].named)) return root(n_, c);
      if (described_as(c, lemma)) return root(n_, c);
      if (by_sort < 0 && n_[c].named && n_[c].sort == n_[i].sort && n_[i].sort == Sort::vessel) by_sort = root(n_, c);
    }
    return by_sort;
  }

  // "Kestrel Coast Bank, a small lender" is described as lender; its name may hold the word too.
  bool described_as(int c, const std::string& lemma) const {
    if (!n_[c].named) return false;
    const Tree& t = tree(c);
    for (int k : t.children(n_[c].head))
      if (t.is(k, {Rel::appos}) && lower(t[k].lemma) == lemma) return true;
    for (const auto& word : name_words(n_[c]))
      if (word == lemma) return true;
    return company_word(lemma) && n_[c].sort == Sort::organisation && c >= 0 && is_firm(c);
  }

  static bool company_word(const std::string& lemma) {
    return lemma == "company" || lemma == "firm" || lemma == "business" || lemma == "broker" || lemma == "trader";
  }

  bool is_firm(int c) const {
    const auto words = name_words(n_[c]);
    return std::any_of(words.begin(), words.end(), [](const std::string& w) {
      return w == "ltd" || w == "limited" || w == "inc" || w == "inc." || w == "llc" || w == "fze" || w == "corp" ||
             w == "company" || w == "trading" || w == "trans" || w == "pay" || w == "shipping" || w == "co";
    });
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
    if (!m.state.empty()) return;
    const auto& section = section_[static_cast<size_t>(m.sentence)];
    if (!section.empty() && state_organ(i)) m.state = section;
  }

  // "its partner", "his ally": not the possessor but the other one.
  bool relational(int i) const {
    const Entry* noun = a_.dictionaries.noun(lower(head(i).lemma));
    return noun && noun->has(Flag::relational);
  }

  void other_party(int i, const std::string& owner) {
    if (owner.empty() || owner == "xx") return;
    for (int c = i - 1; c >= 0 && n_[i].sentence - n_[c].sentence <= 2; --c) {
      const bool party = n_[c].sort == Sort::state || n_[c].sort == Sort::group || n_[c].sort == Sort::organisation;
      if (!party || n_[c].state.empty() || n_[c].state == "xx" || n_[c].state == owner || spoken_source(c)) continue;
      n_[i].state = n_[c].state;
      if (n_[i].referent < 0 && n_[c].sort == Sort::state) n_[i].referent = root(n_, c);
      return;
    }
  }

  // The subject of a reporting verb with a clause is who speaks, not whom it is about.
  bool spoken_source(int c) const {
    const Tree& t = tree(c);
    int verb = t.head(n_[c].head);
    for (int steps = 0; verb >= 0 && t[verb].upos != Upos::verb && steps < 4; ++steps) verb = t.head(verb);
    return verb >= 0 && t.has(verb, {Rel::ccomp});
  }

  bool state_organ(int i) const {
    const Entry* noun = a_.dictionaries.noun(lower(head(i).lemma));
    return noun && noun->has(Flag::state_organ) && !n_[i].pronoun;
  }

  Nominals& n_;
  const Analysis& a_;
  std::vector<std::string> section_;
  std::map<std::string, int> names_;
  std::map<std::string, int> parts_;  // inner words and last two words of longer names
};

// "BELARUS.": a heading that is the name of a state and nothing more.
std::string state_of_heading(const SentenceAnalysis& heading) {
  for (const Match& m : heading.matches) {
    if (m.type != EntryType::state || m.first_token != 0) continue;
    const auto next = static_cast<int>(m.last_token) + 1;
    if (next >= heading.tree.size() || heading.tree[next].upos == Upos::punct) return std::string(m.state);
  }
  return {};
}

}  // namespace

void resolve(Nominals& nominals) { Resolver(nominals).run(); }

int root(const Nominals& nominals, int i) {
  for (int steps = 0; nominals[i].referent >= 0 && steps < 20; ++steps) i = nominals[i].referent;
  return i;
}

std::vector<std::string> section_states(const Analysis& a) {
  std::vector<std::string> out(static_cast<size_t>(a.size()));
  std::string current;
  for (int s = 0; s < a.size(); ++s) {
    if (a.block(s).kind == Block::Kind::heading) current = state_of_heading(a.sentences[static_cast<size_t>(s)]);
    out[static_cast<size_t>(s)] = current;
  }
  return out;
}

}  // namespace entente
