// Why: what interrupts a clause is what a greedy parser attaches worst, and in reports it
// interrupts nearly every clause. Found by commas and tags alone, because the tree is what they
// spoil. A rule that is unsure says no: then the parser sees the sentence as it stands.
#include "reading/asides.h"

#include <array>
#include <string>

#include "base/text.h"
#include "reading/words.h"

namespace entente {
namespace {

constexpr size_t kBracketTokensMax = 12;
constexpr size_t kRelativeTokensMax = 32;
constexpr size_t kAppositionTokensMax = 16;

// What a date at the head of a sentence may consist of, numbers and the calendar aside.
constexpr auto kDateWords = std::to_array<std::string_view>(
    {"sept",  "spring",  "summer", "autumn", "winter", "week", "month", "year", "months", "years",
     "weeks", "days",    "day",    "early",  "late",   "last", "this",  "next", "the",    "of",
     "end",   "earlier", "first",  "two",    "three",  "half", "same",  "past"});

bool is_date_word(const std::string& word) {
  return is_calendar_word(word) || among(kDateWords, word);
}

class AsideFinder {
 public:
  explicit AsideFinder(const Sentence& s) : s_(s) {}

  std::vector<Aside> find() const {
    std::vector<Aside> out;
    for (size_t i = 0; i < s_.tokens.size();) {
      Aside a{};
      if (!at(i, a) || (a.first == 0 && a.last + 1 >= s_.tokens.size())) {
        ++i;
        continue;
      }
      out.push_back(a);
      i = a.last + 1;
    }
    return out;
  }

 private:
  std::string_view form(size_t i) const {
    return i < s_.tokens.size() ? s_.tokens[i].form : std::string_view();
  }
  std::string_view tag(size_t i) const {
    return i < s_.tokens.size() ? s_.tokens[i].xpos : std::string_view();
  }

  bool at(size_t i, Aside& out) const {
    const auto found = [&](size_t last, AsideKind kind) {
      out = {i, last, kind};
      return last > i;
    };
    if (i == 0)
      return found(opening_date(), AsideKind::date) || found(opening_clause(), AsideKind::clause);
    if (form(i) == "(") return found(closing(i), AsideKind::bracket);
    if (form(i - 1) == "\"" || form(i - 1) == "”") return found(inverted(i), AsideKind::reporter);
    if (form(i) != ",") return false;
    if (const size_t last = reporter(i)) return found(last, AsideKind::reporter);
    if (const size_t last = alias(i)) return found(last, AsideKind::apposition);
    if (const size_t last = relative(i)) return found(last, AsideKind::relative);
    return found(apposition(i), AsideKind::apposition);
  }

  bool finite(size_t i) const {
    return tag(i) == "VBD" || tag(i) == "VBZ" || tag(i) == "VBP" || tag(i) == "MD";
  }
  bool stops(size_t i) const {
    static constexpr auto kStops = std::to_array<std::string_view>({".", ";", ":", "!", "?"});
    return i >= s_.tokens.size() || among(kStops, form(i));
  }
  bool quotes(size_t i) const { return form(i) == "\"" || form(i) == "”" || form(i) == "“"; }

  // Does the main clause go on with its verb at `i`, adverbs aside?
  bool verb_follows(size_t i) const {
    while (i < s_.tokens.size() && s_.tokens[i].upos == Upos::adv) ++i;
    return finite(i);
  }

  // "In January", "On 11 March 2024,", "Last month": last token; 0 when the sentence opens
  // otherwise.
  size_t opening_date() const {
    static constexpr auto kPrepositions = std::to_array<std::string_view>(
        {"in", "on", "by", "since", "during", "until", "before", "after", "last", "earlier"});
    if (!among(kPrepositions, lower(form(0)))) return 0;
    size_t end = 1;
    bool anchor = false;
    while (end < s_.tokens.size() && end < 9 && date_token(end)) {
      anchor = anchor || names_date(end);
      ++end;
    }
    if (!anchor || end >= s_.tokens.size() || s_.tokens[end].upos == Upos::adp) return 0;
    if (form(end) == "'s" || form(end) == "’s") return 0;
    const bool year_behind = names_date(end + 1) && form(end + 2) == ",";
    if (form(end) == ",") return year_behind && date_token(end + 1) ? end + 2 : end;
    return s_.tokens[end - 1].upos == Upos::det || form(end - 1) == "of" ? 0 : end - 1;
  }

  // "If the banks were punished,", "Should the war drag on,", "When he returned,": through the
  // comma.
  size_t opening_clause() const {
    static constexpr auto kMarks =
        std::to_array<std::string_view>({"if", "unless", "should", "when", "while", "after",
                                         "although", "though", "because", "once", "whereas", "as"});
    const std::string mark = lower(form(0));
    if (!among(kMarks, mark) || (mark == "should" && tag(1) == "VB")) return 0;
    bool verb = mark == "should";
    for (size_t k = 1; k < 30 && !stops(k); ++k) {
      if (form(k) == "\"" || form(k) == "“") return 0;
      verb = verb || s_.tokens[k].upos == Upos::verb || finite(k);
      if (form(k) != "," || !verb) continue;
      const std::string next = lower(form(k + 1));
      if (next == "and" || next == "or" || next == "which" || next == "who") continue;
      return goes_on(k + 1) ? k : 0;
    }
    return 0;
  }

  // Is there a finite verb with something before it at `i`?
  bool goes_on(size_t i) const {
    for (size_t k = i + 1; k < s_.tokens.size() && !stops(k); ++k)
      if (finite(k)) return true;
    return false;
  }

  bool date_token(size_t i) const {
    const auto f = form(i);
    return is_date_word(lower(f)) || (!f.empty() && is_digit(f[0]) && f.size() <= 4);
  }

  // Does the word by itself say when: a number, "March", "week"? Not so "early" or "the".
  bool names_date(size_t i) const {
    const auto f = form(i);
    if (f.empty()) return false;
    if (is_digit(f[0]) || f == "week" || f == "month" || f == "year") return true;
    return is_upper(f[0]) && is_date_word(lower(f));
  }

  // "…," says the Ukrainian officer.
  size_t inverted(size_t i) const {
    if (!is_reporting_form(form(i)) || i + 1 >= s_.tokens.size()) return 0;
    const Upos next = s_.tokens[i + 1].upos;
    if (next != Upos::det && next != Upos::propn && next != Upos::noun && next != Upos::adj)
      return 0;
    for (size_t k = i + 1; k <= i + 16; ++k) {
      if (stops(k)) return k - 1;
      if (finite(k) || form(k) == "\"" || form(k) == "“") return 0;
    }
    return 0;
  }

  // ", also known as X,": last token; 0 when there is none.
  size_t alias(size_t i) const {
    size_t k = i + 1;
    if (form(k) == "also" || form(k) == "formerly" || form(k) == "better" ||
        form(k) == "previously")
      ++k;
    const bool known = form(k) == "known" && form(k + 1) == "as";
    if (!known && form(k) != "a.k.a." && form(k) != "aka") return 0;
    if (k + 1 >= s_.tokens.size()) return 0;  // broken off before the other name
    for (size_t end = k + 2; end < i + 12; ++end) {
      if (form(end) == ",") return end;
      if (stops(end)) return end - 1;
    }
    return 0;
  }

  // ", which had already closed its border," before the verb of the main clause, or at the end.
  size_t relative(size_t i) const {
    static constexpr auto kPronouns =
        std::to_array<std::string_view>({"which", "who", "whose", "where", "whom"});
    static constexpr auto kResuming =
        std::to_array<std::string_view>({"and", "but", "while", "though", "according"});
    const bool preposed = form(i + 2) == "which" && s_.tokens[i + 1].upos == Upos::adp;
    if (!among(kPronouns, lower(form(i + 1))) && !preposed) return 0;
    bool verb = false;
    for (size_t k = i + 2; k <= i + kRelativeTokensMax; ++k) {
      if (stops(k)) return verb && k > i + 3 ? k - 1 : 0;
      if (quotes(k)) return 0;
      verb = verb || finite(k);
      if (form(k) != ",") continue;
      if (verb_follows(k + 1) && (verb || k >= i + 4)) return k;
      if (verb && only_verb_left(i, k + 1)) return k;
      if (!verb) continue;
      if (among(kResuming, lower(form(k + 1)))) return k - 1;
    }
    return 0;
  }

  // "The firm, which is owned by a Syrian, shipped oil": nothing but the participle at `at` can be
  // the verb of the main clause, which broke off at `comma`.
  bool only_verb_left(size_t comma, size_t at) const {
    if (tag(at) != "VBN" || form(at + 1) == "by") return false;
    for (size_t k = 0; k < s_.tokens.size(); ++k)
      if ((k < comma || k > at) && (finite(k) || form(k) == ",")) return false;
    return true;
  }

  // "NAME, a small lender in Malta, opened …", "NAME, of Istanbul, manages …", "… NAME, a broker."
  size_t apposition(size_t i) const {
    if (tag(i - 1) != "NNP" && tag(i - 1) != "NNPS" && form(i - 1) != ")") return 0;
    const std::string opener = lower(form(i + 1));
    const bool place =
        (opener == "of" || opener == "in") && !form(i + 2).empty() && is_upper(form(i + 2)[0]);
    if (!place && opener != "a" && opener != "an" && opener != "the") return 0;
    bool joined = false;
    for (size_t k = i + 2; k <= i + kAppositionTokensMax; ++k) {
      if (stops(k)) {
        const bool ends = !place && !joined && opener != "the" && form(k) != ":" && k > i + 2;
        return ends ? k - 1 : 0;
      }
      if (form(k) == ",") {
        if (place || verb_follows(k + 1)) return k;
        const std::string next = lower(form(k + 1));
        return next == "which" || next == "who" ? k - 1 : 0;
      }
      const bool present = finite(k) && tag(k) != "VBD";
      if (present || form(k) == "\"" || (finite(k) && is_reporting_form(form(k)))) return 0;
      joined = joined || form(k) == "and";
    }
    return 0;
  }

  // Index of the bracket that closes the one at `i`; 0 when it is far off or missing.
  size_t closing(size_t i) const {
    if (i == 0) return 0;
    for (size_t k = i + 1; k < s_.tokens.size() && k <= i + kBracketTokensMax; ++k) {
      if (form(k) == "(") return 0;
      if (form(k) == ")") return k > i + 1 ? k : 0;
    }
    return 0;
  }

  // ", prosecutors in Riga allege,", ", she told the chamber,", ", the spokesperson added" before
  // the full stop: last token of the aside that begins at the comma `i`; 0 when there is none.
  size_t reporter(size_t i) const {
    if (i < 1) return 0;
    const bool last = last_aside(i);
    const size_t verb = reporting_verb(i, last);
    if (verb == 0) return 0;
    size_t end = verb + 1;
    for (; end < s_.tokens.size() && end <= verb + 6 && !ends_aside(end); ++end) {
      const bool clause = last && end == verb + 1 && lower(form(end)) == "that";
      if (clause || (!last && !continues_aside(end, verb))) return 0;
    }
    if (end > verb + 6) return 0;
    return end < s_.tokens.size() && form(end) == "," ? end : end - 1;
  }

  // The verb of the reporter behind the comma `i`, which nothing but a speaker parts from it; 0
  // when there is none.
  size_t reporting_verb(size_t i, bool last) const {
    const size_t reach = last ? 16 : 9;
    for (size_t k = i + 1; k < s_.tokens.size() && k <= i + reach; ++k) {
      if (is_reporting_form(form(k))) return k == i + 1 ? 0 : k;
      const auto f = form(k);
      const bool pronoun = f == "that" || f == "who" || f == "which" || f == "to";
      const bool relative = last && k > i + 1 && pronoun;
      const bool have = f == "has" || f == "have" || f == "had";
      const bool perfect = have && is_reporting_form(form(k + 1));
      if (ends_aside(k) || (no_reporter(k) && !relative && !perfect)) return 0;
    }
    return 0;
  }

  // Is there no comma behind this one? Then a longer speaker may stand there.
  bool last_aside(size_t i) const {
    for (size_t k = i + 1; k < s_.tokens.size(); ++k)
      if (form(k) == "," || form(k) == ";" || form(k) == ":") return false;
    return true;
  }

  bool ends_aside(size_t k) const {
    static constexpr auto kEnds = std::to_array<std::string_view>({",", ".", ";", ":", "\"", "”"});
    return among(kEnds, form(k));
  }

  // Words that show a clause of another sort: "which he said …", "and added that …".
  bool no_reporter(size_t k) const {
    static constexpr auto kNot = std::to_array<std::string_view>(
        {"which", "who",     "whom",  "that", "and",  "but",    "or",        "as",  "when", "while",
         "where", "because", "since", "if",   "to",   "has",    "have",      "had", "is",   "was",
         "were",  "are",     "it's",  "what", "then", "citing", "according", "(",   "also", "not"});
    return among(kNot, lower(form(k)));
  }

  // What may follow the verb of an aside: whom, when, in what. Not a clause.
  bool continues_aside(size_t k, size_t verb) const {
    static constexpr auto kMay = std::to_array<std::string_view>(
        {"on",         "in",          "at",    "to",    "the",     "a",         "an",
         "this",       "last",        "its",   "his",   "her",     "reporters", "lawmakers",
         "parliament", "journalists", "again", "later", "earlier", "yesterday", "today"});
    if (k == verb + 1 && (lower(form(k)) == "that" || lower(form(k)) == "it")) return false;
    static constexpr auto kOpen =
        std::to_array<std::string_view>({"the", "a", "last", "its", "this"});
    if (among(kOpen, form(k - 1))) return true;
    return among(kMay, lower(form(k))) || is_upper(form(k)[0]);
  }

  const Sentence& s_;
};

}  // namespace

std::vector<Aside> find_asides(const Sentence& tagged) { return AsideFinder(tagged).find(); }

}  // namespace entente
