// Why: a greedy parser trained on web text and Wikipedia has seen few of our names; a name of five
// tokens is five chances to go wrong, and one wrong attachment loses the actor. Collapsing names
// before parsing is an old remedy (e.g. for multi-word expressions: Nivre & Nilsson 2004).
// Stand-ins: a folded name is shown to the parser as a proper noun of its sort that the treebanks
// hold often, so that what it learned of states, firms and persons applies.
// Cost: one more dictionary look-up per sentence and a copy of its tokens.
// Measured on labelled reports: see quality/results.
#include "reading/simplify.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reading/asides.h"

namespace entente {
namespace {

// Words that open sentences with a capital without being names.
constexpr auto kOpeners = std::to_array<std::string_view>({
    "the", "a", "an", "in", "on", "at", "by", "for", "from", "with", "under", "after", "before", "since", "until",
    "but", "and", "or", "if", "when", "while", "as", "its", "his", "her", "their", "our", "my", "we", "it", "he", "she",
    "they", "i", "you", "this", "that", "these", "those", "both", "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "some", "many", "most", "several", "neither", "not", "no", "all", "last", "early", "earlier",
    "late", "then", "there", "meanwhile", "however", "asked", "according", "despite", "unless", "should", "what", "who",
    "which", "where", "such", "about", "around", "more", "fewer", "other", "another", "each", "every", "during", "once",
    "to", "of", "so", "yet", "nor", "now", "today", "yesterday", "between", "among", "also", "still", "only"});

constexpr auto kBounding = std::to_array<std::string_view>(
    {"at", "least", "about", "more", "than", "no", "not", "up", "to", "as", "many", "much", "nearly", "almost", "some", "around", "over",
     "fewer", "less", "most", "roughly", "approximately", "another", "an", "estimated", "only", "close"});
constexpr auto kNumberWords = std::to_array<std::string_view>(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty",
     "fifty", "sixty", "seventy", "eighty", "ninety"});
constexpr auto kMultiplying = std::to_array<std::string_view>({"hundred", "thousand", "million", "billion", "trillion", "dozen", "bn", "m"});

constexpr std::array<std::string_view, 19> kCalendar{
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

template <size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool hyphen(std::string_view form) { return form == "-" || form == "–"; }
bool capital(const Token& t) {
  return is_upper(t.form[0]) || static_cast<unsigned char>(t.form[0]) == 0xC3 || static_cast<unsigned char>(t.form[0]) == 0xC5;
}
bool has_digit(std::string_view form) { return std::any_of(form.begin(), form.end(), is_digit); }
bool glued(const Token& a, const Token& b) { return a.end == b.begin; }

enum class Fold : uint8_t { none, name, aside };
enum class Sort : uint8_t { unknown, state, organisation, person, goods, number, money };

struct Group {
  size_t first = 0, last = 0;
  Fold fold = Fold::none;
  Sort sort = Sort::unknown;
  AsideKind aside{};
};

// Splits the sentence into groups; every token is in exactly one.
class Grouper {
 public:
  Grouper(const Sentence& s, const Dictionaries& dictionaries)
      : s_(s), d_(dictionaries), asides_(find_asides(s)), known_(s.tokens.size(), nullptr) {
    for (const Match& m : matches_ = dictionaries.find(s)) {
      if (m.type == EntryType::noun) continue;
      if (m.type == EntryType::goods && (m.first_token == m.last_token || known_[m.first_token])) continue;
      for (size_t i = m.first_token; i <= m.last_token; ++i)
        if (!known_[i]) known_[i] = &m;
    }
    shouting_ = is_shouting();
  }

  std::vector<Group> groups() {
    std::vector<Group> out;
    for (size_t i = 0; i < s_.tokens.size();) {
      Group g = at(i);
      i = g.last + 1;
      out.push_back(g);
    }
    return out;
  }

 private:
  std::string_view form(size_t i) const { return i < s_.tokens.size() ? s_.tokens[i].form : std::string_view(); }

  const Aside* aside_at(size_t i) const {
    for (const Aside& a : asides_)
      if (a.first == i) return &a;
    return nullptr;
  }

  bool is_shouting() const {
    size_t words = 0, shouted = 0;
    for (const Token& t : s_.tokens) {
      if (t.form.size() < 3 || !is_alpha(t.form[0])) continue;
      ++words;
      shouted += std::none_of(t.form.begin(), t.form.end(), is_lower);
    }
    return words > 0 && shouted * 2 > words;
  }

  Group at(size_t i) const {
    if (const Group g = figure(i); g.last > i) return g;
    if (const Aside* aside = aside_at(i)) return {i, aside->last, Fold::aside, Sort::unknown, aside->kind};
    if (const size_t last = capital_run(i); last > i) return {i, last, Fold::name, Sort::organisation};
    if (const Match* m = known_[i]; m && m->first_token == i && goods(*m)) {
      size_t last = m->last_token;  // "Pantsir air-defence systems": one thing
      while (last + 1 < s_.tokens.size() && known_[last + 1] && known_[last + 1]->first_token == last + 1 && goods(*known_[last + 1]) &&
             known_[last + 1]->type == EntryType::goods)
        last = known_[last + 1]->last_token;
      if (last > i) return {i, last, Fold::name, Sort::goods};
      return {i, i, Fold::none, Sort::unknown};
    }
    if (const Match* m = known_[i]; m && m->first_token == i) {
      Sort sort = m->type == EntryType::organisation ? Sort::organisation : m->type == EntryType::weapon ? Sort::unknown : Sort::state;
      if (m->entry->kind == EntryKind::leader) sort = Sort::person;
      if (m->entry->kind == EntryKind::adjective || m->entry->kind == EntryKind::people || m->entry->kind == EntryKind::combining) sort = Sort::unknown;
      const bool fold = m->last_token > i && sort_folds(*m);
      if (m->last_token > i) return {i, m->last_token, fold ? Fold::name : Fold::none, sort};
      return {i, i, sort == Sort::state ? Fold::name : Fold::none, sort};
    }
    if (const size_t last = designation(i); last > i) return {i, last, Fold::name, Sort::unknown};
    if (!shouting_)
      if (const size_t last = name_run(i); last > i) return {i, last, Fold::name, sort_of_run(i, last)};
    return {i, i, Fold::none, Sort::unknown};
  }

  // "at least $14 million", "no more than 6 million", "between 200,000 and 300,000": one number. A
  // group of one token when there is none.
  Group figure(size_t i) const {
    const Group none{i, i, Fold::none, Sort::unknown};
    size_t k = i;
    while (k < i + 4 && among(kBounding, lower(form(k)))) ++k;
    const bool range = form(k) == "between";
    if (range) ++k;
    bool money = false;
    size_t end = amount(k, money);
    if (end == k || (k > i && !range && !bounds(i, k))) return none;
    if (range) {
      if (form(end) != "and") return none;
      const size_t second = amount(end + 1, money);
      if (second == end + 1) return none;
      end = second;
    }
    if (const Unit* u = d_.unit(form(end)); u && u->kind == Unit::Kind::currency && !money && end > k) {
      money = true;
      ++end;
    }
    if (year(k, end) || (end == i + 1)) return none;
    return {i, end - 1, Fold::name, money ? Sort::money : Sort::number};
  }

  // The token behind an amount that begins at `k`; `k` when none does.
  size_t amount(size_t k, bool& money) const {
    size_t end = k;
    if (const Unit* u = d_.unit(form(end)); u && u->kind == Unit::Kind::currency && end + 1 < s_.tokens.size() && has_digit(form(end + 1))) {
      money = true;
      ++end;
    }
    if (form(end).empty() || !(is_digit(form(end)[0]) || among(kNumberWords, lower(form(end))))) return k;
    if (form(end).find_first_not_of("0123456789.,") != std::string_view::npos && is_digit(form(end)[0])) return k;
    ++end;
    while (among(kMultiplying, form(end))) ++end;
    return end;
  }

  // "2023" alone is no amount.
  bool year(size_t k, size_t end) const { return end == k + 1 && form(k).size() == 4 && (form(k).starts_with("19") || form(k).starts_with("20")); }

  bool bounds(size_t first, size_t end) const {
    std::string words;
    for (size_t i = first; i < end; ++i) words += (words.empty() ? "" : " ") + lower(form(i));
    static constexpr auto kPhrases = std::to_array<std::string_view>(
        {"at least", "about", "more than", "no more than", "not more than", "up to", "as many as", "as much as", "nearly", "almost", "some", "around",
         "over", "fewer than", "less than", "at most", "no fewer than", "roughly", "approximately", "another", "an estimated", "only", "close to"});
    return among(kPhrases, words);
  }

  static bool goods(const Match& m) { return m.type == EntryType::goods || m.type == EntryType::weapon; }

  // "North Korean" stays two tokens for the tagger; everything else that is known folds.
  static bool sort_folds(const Match& m) { return m.entry->kind != EntryKind::combining; }

  // "Su-35", "Hwasong-11A": pieces glued by hyphens, a capital first, a digit in it
  size_t designation(size_t i) const {
    if (!capital(s_.tokens[i]) || form(i).size() > 12) return i;
    size_t last = i;
    bool digit = has_digit(form(i));
    while (last + 2 < s_.tokens.size() && hyphen(form(last + 1)) && glued(s_.tokens[last], s_.tokens[last + 1]) &&
           glued(s_.tokens[last + 1], s_.tokens[last + 2]) && (has_digit(form(last + 2)) || capital(s_.tokens[last + 2]))) {
      last += 2;
      digit = digit || has_digit(form(last));
    }
    return digit ? last : i;
  }

  // "HONG KONG ELECTRONICS", "OCEAN MARTLET": names set in capitals, of which a dictionary may know a
  // part; not when it knows the whole.
  size_t capital_run(size_t i) const {
    if (shouting_) return i;
    size_t last = i;
    bool unknown = false;
    for (size_t k = i; k < s_.tokens.size() && in_capitals(form(k)); last = k++) unknown = unknown || !known_[k];
    if (known_[i] && known_[i]->last_token >= last) return i;
    return unknown && in_capitals(form(i)) ? last : i;
  }

  static bool in_capitals(std::string_view f) {
    return f.size() > 2 && std::all_of(f.begin(), f.end(), [](char c) { return is_upper(c); });
  }

  bool name_token(size_t i) const {
    if (i >= s_.tokens.size() || known_[i]) return false;
    const Token& t = s_.tokens[i];
    if (!capital(t) || t.form == "I" || has_digit(t.form)) return false;
    const std::string word = lower(t.form);
    if (among(kCalendar, word)) return false;
    if (first_word(i) && among(kOpeners, word)) return false;
    return true;
  }

  bool first_word(size_t i) const {
    return i == 0 || form(i - 1) == "\"" || form(i - 1) == "“" || form(i - 1) == "‘" || form(i - 1) == ":";
  }

  // A run of capitalised words that no dictionary knows; a role noun ends it ("Minister | Lavrov").
  size_t name_run(size_t i) const {
    if (!name_token(i) || role_noun(i)) return i;
    size_t last = i;
    while (name_token(last + 1) && !(role_noun(last) && last - i <= 1)) ++last;
    if (last > i && first_word(i) && last == i + 1 && role_noun(last)) return last;
    return last;
  }

  bool role_noun(size_t i) const {
    const Entry* e = d_.noun(lower(form(i)));
    return e && e->kind == EntryKind::person_role;
  }

  Sort sort_of_run(size_t first, size_t last) const {
    const Entry* e = d_.noun(lower(form(last)));
    if (e) return Sort::organisation;
    if (first > 0 && role_noun(first - 1)) return Sort::person;
    return last - first >= 2 ? Sort::organisation : Sort::unknown;
  }

  const Sentence& s_;
  const Dictionaries& d_;
  std::vector<Aside> asides_;
  std::vector<Match> matches_;
  std::vector<const Match*> known_;
  bool shouting_ = false;
};

std::string_view stand_in(Sort sort) {
  switch (sort) {
    case Sort::state: return "Iraq";
    case Sort::organisation: return "Enron";
    case Sort::person: return "Bush";
    case Sort::money: return "money";
    case Sort::unknown:
    case Sort::goods:
    case Sort::number: return {};
  }
  return {};
}

// One token for each group that the parser sees.
Sentence reduced(const Sentence& full, const std::vector<Group>& groups, std::vector<size_t>& head_of) {
  Sentence out;
  out.begin = full.begin;
  out.end = full.end;
  out.block = full.block;
  for (const Group& g : groups) {
    if (g.fold == Fold::aside) continue;
    for (size_t i = g.fold == Fold::name ? g.last : g.first; i <= g.last; ++i) {
      Token t = full.tokens[i];
      if (g.fold == Fold::name)
        if (const auto form = stand_in(g.sort); !form.empty()) t.form = form;
      head_of.push_back(i);
      out.tokens.push_back(t);
    }
  }
  return out;
}

// Tags and tree of the reduced sentence go back to the tokens they stand for.
void copy_back(Sentence& full, const Sentence& small, const std::vector<size_t>& head_of) {
  for (size_t k = 0; k < small.tokens.size(); ++k) {
    Token& t = full.tokens[head_of[k]];
    const Token& from = small.tokens[k];
    t.upos = from.upos;
    t.xpos = from.xpos;
    t.rel = from.rel;
    t.lemma = from.form == t.form ? from.lemma : t.form;
    t.head = from.head < 0 ? -1 : static_cast<int32_t>(head_of[static_cast<size_t>(from.head)]);
  }
}

void fill_figure(Sentence& s, const Group& g) {
  for (size_t i = g.first; i < g.last; ++i) {
    Token& t = s.tokens[i];
    const bool digits = is_digit(t.form[0]) || among(kNumberWords, t.form);
    const bool symbol = !is_alpha(t.form[0]) && !digits;
    t.upos = digits ? Upos::num : symbol ? Upos::sym : Upos::adv;
    t.xpos = digits ? "CD" : symbol ? "$" : "RB";
    t.lemma = t.form;
    t.rel = digits || symbol ? Rel::compound : Rel::advmod;
    t.head = static_cast<int32_t>(g.last);
  }
}

void fill_name(Sentence& s, const Group& g) {
  Token& head = s.tokens[g.last];
  if (g.sort == Sort::number || g.sort == Sort::money) return fill_figure(s, g);
  const bool goods = g.sort == Sort::goods;
  if (!goods && capital(head) && head.upos == Upos::noun) {
    head.upos = Upos::propn;
    head.xpos = "NNP";
    head.lemma = head.form;
  }
  if (head.upos != Upos::propn && head.upos != Upos::noun) {
    head.upos = goods ? Upos::noun : Upos::propn;
    head.xpos = goods ? "NN" : "NNP";
  }
  for (size_t i = g.first; i < g.last; ++i) {
    Token& t = s.tokens[i];
    t.upos = hyphen(t.form) ? Upos::punct : has_digit(t.form) && !is_alpha(t.form[0]) ? Upos::num : goods && !capital(t) ? Upos::noun : Upos::propn;
    t.xpos = t.upos == Upos::punct ? "HYPH" : t.upos == Upos::num ? "CD" : t.upos == Upos::noun ? "NN" : "NNP";
    t.lemma = t.form;
    t.rel = t.upos == Upos::punct ? Rel::punct : Rel::compound;
    t.head = static_cast<int32_t>(g.last);
  }
}

// Is any single name shown to the parser as another?
bool stands_in(const std::vector<Group>& groups) {
  return std::any_of(groups.begin(), groups.end(), [](const Group& g) { return g.fold == Fold::name; });
}

using Made = std::shared_ptr<const std::deque<std::string>>;

// Keeps the lemmas of both alive.
Made both(const Made& a, const Made& b) {
  if (!a || !b) return a ? a : b;
  const auto pair = std::make_shared<const std::pair<Made, Made>>(a, b);
  return {pair, pair->first.get()};
}

// "prosecutors in Riga": is the noun at `i` behind a preposition within the phrase?
bool after_preposition(const Sentence& s, size_t i, size_t verb) {
  if (i + 1 > verb) return false;
  for (size_t k = i; k-- > 0;) {
    const Upos u = s.tokens[k].upos;
    if (u == Upos::adp) return k > 0;
    if (u != Upos::det && u != Upos::adj && u != Upos::propn && u != Upos::noun && u != Upos::num) return false;
  }
  return false;
}

// "says the Ukrainian officer": the verb first, then the head of the first noun phrase.
void shape_inverted(Sentence& s) {
  size_t subject = 0;
  for (size_t i = 1; i < s.tokens.size(); ++i) {
    const Upos u = s.tokens[i].upos;
    if (u == Upos::noun || u == Upos::propn) subject = i;
    else if (subject > 0) break;
  }
  if (subject == 0) return;
  for (size_t i = 1; i < s.tokens.size(); ++i) {
    Token& t = s.tokens[i];
    if (i != subject && (t.head <= 0 || static_cast<size_t>(t.head) == i)) t.head = static_cast<int32_t>(subject), t.rel = i < subject ? Rel::compound : Rel::nmod;
  }
  s.tokens[0].head = -1;
  s.tokens[0].rel = Rel::root;
  s.tokens[0].upos = Upos::verb;
  s.tokens[subject].head = 0;
  s.tokens[subject].rel = Rel::nsubj;
}

// An aside is "NOUN PHRASE reports": whatever the parser made of so short a text, its verb is the
// root and the last noun before it the subject.
void shape_reporter(Sentence& s) {
  size_t verb = 0;
  while (verb < s.tokens.size() && !is_reporting_form(s.tokens[verb].form)) ++verb;
  if (verb >= s.tokens.size()) return;
  if (verb == 0) return shape_inverted(s);
  size_t subject = verb;
  for (size_t i = verb; i-- > 0 && subject == verb;) {
    const Upos u = s.tokens[i].upos;
    const bool object = u == Upos::noun || u == Upos::propn || u == Upos::pron;
    if (object && (i == 0 || !after_preposition(s, i, verb))) subject = i;
  }
  if (subject == verb) subject = verb - 1;
  for (size_t i = 0; i < s.tokens.size(); ++i) {
    Token& t = s.tokens[i];
    if (i == verb || i == subject) continue;
    const auto h = static_cast<size_t>(t.head);
    if (t.head < 0 || (i < verb && h >= verb) || (i > verb && h < verb)) t.head = static_cast<int32_t>(i < verb ? subject : verb);
    if (i < verb && (t.rel == Rel::root || t.rel == Rel::nsubj)) t.rel = Rel::nmod;
  }
  Token& v = s.tokens[verb];
  v.upos = Upos::verb;
  v.head = -1;
  v.rel = Rel::root;
  Token& n = s.tokens[subject];
  n.head = static_cast<int32_t>(verb);
  n.rel = Rel::nsubj;
}

// The nearest verb above a token; the root when there is none.
size_t verb_above(const Sentence& s, size_t token) {
  for (size_t steps = 0; steps < s.tokens.size(); ++steps) {
    const Token& t = s.tokens[token];
    if (t.upos == Upos::verb || t.head < 0) return token;
    token = static_cast<size_t>(t.head);
  }
  return token;
}

// A date that opens the sentence: its last noun or number is the head, the preposition marks it.
void shape_date(Sentence& s) {
  const size_t head = s.tokens.size() - 1;
  for (size_t i = 0; i < head; ++i) {
    s.tokens[i].head = static_cast<int32_t>(head);
    s.tokens[i].rel = s.tokens[i].upos == Upos::adp ? Rel::case_ : Rel::nmod_unmarked;
  }
  s.tokens[head].head = -1;
  s.tokens[head].rel = Rel::root;
}

// "Should the war drag on": the word that opens the clause marks it.
void mark_clause(Sentence& s) {
  Token& first = s.tokens[0];
  if (first.head < 0) return;
  for (size_t i = 0; i < s.tokens.size(); ++i)
    if (s.tokens[i].head < 0) first.head = static_cast<int32_t>(i);
  first.rel = Rel::mark;
  first.upos = Upos::sconj;
  if (first.form == "Should") first.lemma = "if";
}

// The root of the main clause, which the parser has already found.
size_t root_of(const Sentence& s, size_t anchor) {
  for (size_t steps = 0; s.tokens[anchor].head >= 0 && steps < s.tokens.size(); ++steps) anchor = static_cast<size_t>(s.tokens[anchor].head);
  return anchor;
}

// Where an aside hangs and how: on the word before it, or on the verb of the clause it interrupts.
std::pair<size_t, Rel> attachment(const Sentence& s, AsideKind kind, const Token& root, size_t anchor) {
  switch (kind) {
    case AsideKind::reporter: return {verb_above(s, anchor), Rel::parataxis};
    case AsideKind::date: return {root_of(s, anchor), Rel::obl};
    case AsideKind::clause: return {root_of(s, anchor), Rel::advcl};
    case AsideKind::relative: return {anchor, Rel::acl_relcl};
    case AsideKind::apposition: return {anchor, root.upos == Upos::verb ? Rel::acl : Rel::appos};
    case AsideKind::bracket: return {anchor, root.upos == Upos::verb ? Rel::parataxis : Rel::appos};
  }
  return {anchor, Rel::dep};
}

bool is_border(const Token& t) { return t.form == "(" || t.form == ")" || t.form == ","; }

// An aside is parsed by itself, simplified in its turn, and hung where attachment() says.
void parse_aside(Sentence& s, const Group& g, const Dictionaries& dictionaries, const Grammar& grammar, size_t anchor) {
  const size_t first = is_border(s.tokens[g.first]) ? g.first + 1 : g.first;
  const size_t end = is_border(s.tokens[g.last]) ? g.last : g.last + 1;
  if (first >= end) return;
  Sentence inner;
  inner.begin = s.tokens[first].begin;
  inner.end = s.tokens[end - 1].end;
  inner.block = s.block;
  inner.tokens.assign(s.tokens.begin() + static_cast<long>(first), s.tokens.begin() + static_cast<long>(end));
  if (g.aside == AsideKind::date) shape_date(inner);
  else parse_simplified(inner, dictionaries, grammar);
  if (g.aside == AsideKind::clause) mark_clause(inner);
  if (g.aside == AsideKind::reporter) shape_reporter(inner);
  const auto offset = static_cast<int32_t>(first);
  int32_t root = offset;
  for (size_t k = 0; k < inner.tokens.size(); ++k) {
    Token& t = s.tokens[first + k];
    t = inner.tokens[k];
    if (t.head >= 0) {
      t.head += offset;
      continue;
    }
    root = offset + static_cast<int32_t>(k);
    const auto [head, rel] = attachment(s, g.aside, t, anchor);
    t.head = static_cast<int32_t>(head);
    t.rel = rel;
  }
  for (const size_t i : {g.first, g.last}) {
    Token& t = s.tokens[i];
    if (!is_border(t)) continue;
    t.upos = Upos::punct;
    t.xpos = t.form;
    t.lemma = t.form;
    t.rel = Rel::punct;
    t.head = root;
  }
  s.made = both(s.made, inner.made);
}

}  // namespace

void parse_simplified(Sentence& sentence, const Dictionaries& dictionaries, const Grammar& grammar) {
  if (sentence.tokens.empty()) return;
  grammar.tag_and_parse(sentence);
  const Made tagged = sentence.made;  // lemmas of folded tokens may point there
  const std::vector<Group> groups = Grouper(sentence, dictionaries).groups();
  std::vector<size_t> head_of;
  Sentence small = reduced(sentence, groups, head_of);
  if (small.tokens.empty() || (small.tokens.size() == sentence.tokens.size() && !stands_in(groups))) return;
  grammar.tag_and_parse(small);
  sentence.made = both(tagged, small.made);
  copy_back(sentence, small, head_of);
  for (const Group& g : groups)
    if (g.fold == Fold::name) fill_name(sentence, g);
  size_t anchor = head_of.front();
  for (const Group& g : groups) {
    if (g.fold == Fold::aside) parse_aside(sentence, g, dictionaries, grammar, anchor);
    else anchor = g.last;
  }
}

}  // namespace entente
