// Why by shape and dictionaries, not by the tree: folding comes before the parse that gives the
// tree. The order of Grouper::at() is the order of trust: figures and asides have fixed forms,
// names in capitals and dictionary entries are next, runs of capitalised words are a guess.
#include "reading/folding.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = FoldSort;

// Words that open sentences with a capital without being names.
constexpr auto kOpeners = std::to_array<std::string_view>(
    {"the",       "a",       "an",    "in",        "on",      "at",        "by",      "for",
     "from",      "with",    "under", "after",     "before",  "since",     "until",   "but",
     "and",       "or",      "if",    "when",      "while",   "as",        "its",     "his",
     "her",       "their",   "our",   "my",        "we",      "it",        "he",      "she",
     "they",      "i",       "you",   "this",      "that",    "these",     "those",   "both",
     "one",       "two",     "three", "four",      "five",    "six",       "seven",   "eight",
     "nine",      "ten",     "some",  "many",      "most",    "several",   "neither", "not",
     "no",        "all",     "last",  "early",     "earlier", "late",      "then",    "there",
     "meanwhile", "however", "asked", "according", "despite", "unless",    "should",  "what",
     "who",       "which",   "where", "such",      "about",   "around",    "more",    "fewer",
     "other",     "another", "each",  "every",     "during",  "once",      "to",      "of",
     "so",        "yet",     "nor",   "now",       "today",   "yesterday", "between", "among",
     "also",      "still",   "only"});

// Words of which the phrases below consist.
constexpr auto kBoundingWords = std::to_array<std::string_view>(
    {"at",   "least", "about",   "more",          "than",    "no",   "not",       "up",   "to",
     "as",   "many",  "much",    "nearly",        "almost",  "some", "around",    "over", "fewer",
     "less", "most",  "roughly", "approximately", "another", "an",   "estimated", "only", "close"});
constexpr auto kNumberWords = std::to_array<std::string_view>(
    {"two",   "three", "four",   "five",    "six",     "seven",  "eight",
     "nine",  "ten",   "eleven", "twelve",  "fifteen", "twenty", "thirty",
     "forty", "fifty", "sixty",  "seventy", "eighty",  "ninety"});
constexpr auto kMultiplying = std::to_array<std::string_view>(
    {"hundred", "thousand", "million", "billion", "trillion", "dozen", "bn", "m"});

constexpr auto kBoundingPhrases = std::to_array<std::string_view>(
    {"at least",      "about",      "more than",    "no more than", "not more than", "up to",
     "as many as",    "as much as", "nearly",       "almost",       "some",          "around",
     "over",          "fewer than", "less than",    "at most",      "no fewer than", "roughly",
     "approximately", "another",    "an estimated", "only",         "close to"});

bool glued(const Token& a, const Token& b) { return a.end == b.begin; }

// Splits the sentence into groups; every token is in exactly one.
class Grouper {
 public:
  Grouper(const Sentence& s, const Dictionaries& dictionaries)
      : s_(s), d_(dictionaries), asides_(find_asides(s)), known_(s.tokens.size(), nullptr) {
    for (const Match& m : matches_ = dictionaries.find(s)) {
      if (m.type == EntryType::noun) continue;
      if (m.type == EntryType::goods && (m.first_token == m.last_token || known_[m.first_token]))
        continue;
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
  std::string_view form(size_t i) const {
    return i < s_.tokens.size() ? s_.tokens[i].form : std::string_view();
  }

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
    if (const Aside* a = aside_at(i)) return {i, a->last, Fold::aside, Sort::unknown, a->kind};
    if (const size_t last = capital_run(i); last > i) return name(i, last, Sort::organisation);
    if (const size_t last = firm_run(i); last > i) return name(i, last, Sort::organisation);
    if (const Match* m = known_from(i)) return goods(*m) ? goods_group(i, *m) : named_group(i, *m);
    if (const size_t last = designation(i); last > i) return name(i, last, Sort::unknown);
    if (const size_t last = pieced_noun(i); last > i) return name(i, last, Sort::word);
    if (!shouting_)
      if (const size_t last = name_run(i); last > i) return name(i, last, sort_of_run(i, last));
    return single(i);
  }

  static Group single(size_t i) { return {i, i, Fold::none, Sort::unknown}; }
  static Group name(size_t first, size_t last, Sort sort) {
    return {first, last, Fold::name, sort};
  }

  // The dictionary match that begins at `i`, or null.
  const Match* known_from(size_t i) const {
    const Match* m = i < known_.size() ? known_[i] : nullptr;
    return m && m->first_token == i ? m : nullptr;
  }

  // "Pantsir air-defence systems": goods right behind goods are one thing.
  Group goods_group(size_t i, const Match& m) const {
    size_t last = m.last_token;
    for (const Match* next = known_from(last + 1); next && next->type == EntryType::goods;
         next = known_from(last + 1))
      last = next->last_token;
    return last > i ? name(i, last, Sort::goods) : single(i);
  }

  // "North Korean" stays two tokens for the tagger; everything else that is known folds.
  static Group named_group(size_t i, const Match& m) {
    const Sort sort = sort_of(m);
    const bool fold =
        m.last_token > i ? m.entry->kind != EntryKind::combining : sort == Sort::state;
    return {i, m.last_token, fold ? Fold::name : Fold::none, sort};
  }

  static Sort sort_of(const Match& m) {
    switch (m.entry->kind) {
      case EntryKind::adjective:
      case EntryKind::people:
      case EntryKind::combining:
        return Sort::unknown;
      case EntryKind::leader:
        return Sort::person;
      default:
        break;
    }
    if (m.type == EntryType::organisation) return Sort::organisation;
    return m.type == EntryType::weapon ? Sort::unknown : Sort::state;
  }

  // "at least $14 million", "no more than 6 million", "between 200,000 and 300,000": one number. A
  // group of one token when there is none.
  Group figure(size_t i) const {
    const Group none = single(i);
    size_t k = i;
    while (k < i + 4 && among(kBoundingWords, lower(form(k)))) ++k;
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
    if (!money && currency(end)) {
      money = true;
      ++end;
    }
    if (year(k, end) || (end == i + 1)) return none;
    return name(i, end - 1, money ? Sort::money : Sort::number);
  }

  // The token behind an amount that begins at `k`; `k` when none does.
  size_t amount(size_t k, bool& money) const {
    size_t end = k;
    if (currency(end) && has_digit(form(end + 1))) {
      money = true;
      ++end;
    }
    const std::string_view f = form(end);
    if (f.empty() || (!is_digit(f[0]) && !is_number_word(lower(f)))) return k;
    if (is_digit(f[0]) && f.find_first_not_of("0123456789.,") != f.npos) return k;
    ++end;
    while (among(kMultiplying, form(end))) ++end;
    return end;
  }

  bool currency(size_t i) const {
    const Unit* u = d_.unit(form(i));
    return u && u->kind == Unit::Kind::currency;
  }

  // "2023" alone is no amount.
  bool year(size_t k, size_t end) const {
    const std::string_view f = form(k);
    return end == k + 1 && f.size() == 4 && (f.starts_with("19") || f.starts_with("20"));
  }

  bool bounds(size_t first, size_t end) const {
    std::string words;
    for (size_t i = first; i < end; ++i) words += (words.empty() ? "" : " ") + lower(form(i));
    return among(kBoundingPhrases, words);
  }

  static bool goods(const Match& m) {
    return m.type == EntryType::goods || m.type == EntryType::weapon;
  }

  // "Su-35", "Hwasong-11A": pieces glued by hyphens, a capital first, a digit in it
  size_t designation(size_t i) const {
    if (!starts_with_capital(s_.tokens[i]) || form(i).size() > 12) return i;
    size_t last = i;
    bool digit = has_digit(form(i));
    for (; piece_follows(last); last += 2) digit = digit || has_digit(form(last + 2));
    return digit ? last : i;
  }

  // A hyphen and a piece with a digit or a capital, glued to the token at `i` and to each other.
  bool piece_follows(size_t i) const {
    if (i + 2 >= s_.tokens.size() || !is_hyphen(form(i + 1))) return false;
    const Token &a = s_.tokens[i], &joint = s_.tokens[i + 1], &b = s_.tokens[i + 2];
    return glued(a, joint) && glued(joint, b) && (has_digit(b.form) || starts_with_capital(b));
  }

  // "the pull-out", "a go-between", "two cut-outs": a verb and a particle that make a noun.
  size_t pieced_noun(size_t i) const {
    static constexpr auto kParticles = std::to_array<std::string_view>(
        {"out", "off", "over", "up", "down", "between", "back", "by", "outs", "offs", "overs",
         "ups", "downs", "betweens", "backs"});
    if (i == 0 || !glued_pair(i) || !is_hyphen(form(i + 1))) return i;
    if (!is_alpha(form(i)[0]) || !among(kParticles, lower(form(i + 2)))) return i;
    if (i + 3 < s_.tokens.size() && is_hyphen(form(i + 3)) &&
        glued(s_.tokens[i + 2], s_.tokens[i + 3]))
      return i;
    const Token& before = s_.tokens[i - 1];
    const bool opens = before.upos == Upos::det || before.upos == Upos::adj ||
                       before.upos == Upos::num || before.xpos == "PRP$" || before.xpos == "POS";
    return opens ? i + 2 : i;
  }

  // "HONG KONG ELECTRONICS", "OCEAN MARTLET": names set in capitals, of which a dictionary may know
  // a part; not when it knows the whole.
  size_t capital_run(size_t i) const {
    if (shouting_) return i;
    size_t last = i;
    bool unknown = false;
    for (size_t k = i; k < s_.tokens.size() && in_capitals(form(k)); last = k++)
      unknown = unknown || !known_[k];
    if (known_[i] && known_[i]->last_token >= last) return i;
    return unknown && in_capitals(form(i)) ? last : i;
  }

  static bool in_capitals(std::string_view f) {
    return f.size() > 2 && std::all_of(f.begin(), f.end(), [](char c) { return is_upper(c); });
  }

  bool name_token(size_t i) const {
    if (i >= s_.tokens.size() || known_[i]) return false;
    const Token& t = s_.tokens[i];
    if (!starts_with_capital(t) || t.form == "I" || has_digit(t.form)) return false;
    const std::string word = lower(t.form);
    return !is_calendar_word(word) && !(first_word(i) && among(kOpeners, word));
  }

  bool first_word(size_t i) const {
    return i == 0 || form(i - 1) == "\"" || form(i - 1) == "“" || form(i - 1) == "‘" ||
           form(i - 1) == ":";
  }

  // A run of capitalised words that no dictionary knows; a role noun ends it ("Minister | Lavrov").
  size_t name_run(size_t i) const {
    if (!name_token(i) || role_noun(i)) return i;
    size_t last = i;
    while (!(role_noun(last) && last - i <= 1)) {
      const size_t next = name_token(last + 1) ? last + 1 : behind_particle(last);
      if (next == last) break;
      last = next;
    }
    return last;
  }

  // "Wadi al-Abyad", "Ahmed bin Faisal", "Bashir el Amin": the capital behind the particle that
  // follows `i`; `i` when none does.
  size_t behind_particle(size_t i) const {
    static constexpr auto kParticles = std::to_array<std::string_view>(
        {"al",  "el",   "ul",  "ad",  "an",  "ar",  "as", "ash", "at",    "az", "bin", "bint",
         "ibn", "ould", "van", "von", "der", "den", "da", "del", "della", "di", "dos"});
    const size_t particle = is_hyphen(form(i + 1)) && glued_pair(i) ? i + 2 : i + 1;
    if (particle == i + 2 && starts_with_capital(s_.tokens[particle])) return particle;
    if (!among(kParticles, form(particle))) return i;
    const bool hyphen = is_hyphen(form(particle + 1)) && glued_pair(particle);
    const size_t last = hyphen ? particle + 2 : particle + 1;
    return last < s_.tokens.size() && starts_with_capital(s_.tokens[last]) ? last : i;
  }

  // Do two tokens stand behind `i` without a blank?
  bool glued_pair(size_t i) const {
    return i + 2 < s_.tokens.size() && glued(s_.tokens[i], s_.tokens[i + 1]) &&
           glued(s_.tokens[i + 1], s_.tokens[i + 2]);
  }

  // "Tartus Line Ltd", "Dunavka Agrar d.o.o.": words with capitals up to a legal form, of which a
  // dictionary may know some.
  size_t firm_run(size_t i) const {
    if (shouting_ || is_firm_word(form(i)) || !firm_token(i)) return i;
    if (known_[i] && known_[i]->first_token != i) return i;
    size_t last = i;
    for (size_t k = i + 1; k < s_.tokens.size() && k < i + 8; ++k) {
      if (is_legal_form(form(k))) last = k;
      else if (last > i || !firm_token(k)) break;
    }
    return last;
  }

  bool firm_token(size_t i) const {
    const Match* m = known_[i];
    if (m && (m->entry->kind == EntryKind::adjective || m->entry->kind == EntryKind::leader))
      return false;
    const std::string word = lower(form(i));
    return starts_with_capital(s_.tokens[i]) && !is_calendar_word(word) &&
           !(first_word(i) && among(kOpeners, word));
  }

  bool role_noun(size_t i) const {
    const Entry* e = d_.noun(lower(form(i)));
    return e && e->kind == EntryKind::person_role;
  }

  Sort sort_of_run(size_t first, size_t last) const {
    if (d_.noun(lower(form(last)))) return Sort::organisation;
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

}  // namespace

std::vector<Group> find_groups(const Sentence& tagged, const Dictionaries& dictionaries) {
  return Grouper(tagged, dictionaries).groups();
}

bool is_number_word(std::string_view word) { return among(kNumberWords, word); }

// Of accented letters (U+00C0 to U+00FF, U+0140 to U+017F) it does not tell the case.
bool starts_with_capital(const Token& t) {
  const auto first = static_cast<unsigned char>(t.form[0]);
  return is_upper(t.form[0]) || first == 0xC3 || first == 0xC5;
}

bool is_hyphen(std::string_view form) { return form == "-" || form == "–"; }

bool has_digit(std::string_view form) { return std::any_of(form.begin(), form.end(), is_digit); }

}  // namespace entente
