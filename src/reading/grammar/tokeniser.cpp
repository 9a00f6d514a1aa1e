// Rules, not a trained model: the treebanks' conventions are few and known, and rules err in ways
// that can be read. A scanner walks each run of non-space characters; at every mark inside a word
// it decides from the characters around whether the mark glues or splits. Measured against the raw
// text of the treebanks by training/evaluate_grammar. Cost: one pass, no allocation but the result.
#include "reading/grammar/tokeniser.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

using Words = std::initializer_list<std::string_view>;

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// Written with a full stop, lower case here, without it.
constexpr auto kAbbreviations = std::to_array<std::string_view>({
    "mr",   "mrs",    "ms",   "mx",    "dr",   "prof",   "gen",  "lt",   "col",  "maj",  "capt",
    "cpt",  "sgt",    "cpl",  "cmdr",  "cdr",  "adm",    "brig", "rev",  "hon",  "gov",  "sen",
    "sens", "rep",    "reps", "pres",  "amb",  "st",     "ft",   "mt",   "jr",   "sr",   "inc",
    "corp", "co",     "ltd",  "llc",   "bros", "plc",    "dept", "univ", "assn", "vs",   "etc",
    "al",   "jan",    "feb",  "aug",   "sept", "sep",    "oct",  "nov",  "dec",  "ave",  "blvd",
    "rd",   "approx", "est",  "ph",    "esq",  "messrs", "mme",  "mlle", "vol",  "ed",   "eds",
    "sec",  "mfg",    "intl", "natl",  "govt", "min",    "supt", "insp", "pvt",  "pfc",  "spc",
    "gens", "cols",   "drs",  "cf",    "ca",   "viz",    "ie",   "eg",   "esp",  "incl", "tel",
    "ext",  "attn",   "thur", "thurs", "tues", "mon",    "wed",  "fri",  "jun",  "jul",  "apr",
    "conf", "lb",     "lbs",  "oz",    "yrs",  "mins",   "pte",  "pty",  "sdn",  "bhd",
});
// Always followed by what they belong to: no sentence ends after them.
constexpr auto kNeverLast = std::to_array<std::string_view>({
    "mr.",   "mrs.",    "ms.",   "dr.",  "prof.",   "gen.",  "lt.",  "col.", "maj.",
    "capt.", "sgt.",    "cmdr.", "adm.", "brig.",   "rev.",  "gov.", "sen.", "sens.",
    "rep.",  "reps.",   "pres.", "amb.", "messrs.", "e.g.",  "i.e.", "cf.",  "vs.",
    "viz.",  "approx.", "incl.", "st.",  "mt.",     "supt.", "pte.", "pty.", "sdn.",
});
// Words of their own as well: an abbreviation only before a number or a capital ("No. 5").
constexpr auto kBeforeNumber = std::to_array<std::string_view>({
    "no", "nos",  "art",  "arts", "fig", "figs", "p",   "pp",  "para", "paras",
    "ch", "chap", "sect", "mar",  "sat", "sun",  "res", "ref", "op",
});
// First parts of a hyphenated word that do not stand alone.
constexpr auto kPrefixes = std::to_array<std::string_view>({
    "non",    "e",     "mid",   "anti",  "re",    "co",   "pre",     "pro",   "cross",
    "post",   "over",  "semi",  "multi", "ex",    "sub",  "counter", "mini",  "socio",
    "psycho", "intra", "un",    "inter", "ultra", "arch", "neo",     "quasi", "pseudo",
    "extra",  "hyper", "trans", "under", "micro", "de",   "bi",      "tri",   "geo",
});
// Written together, yet two words: where the second begins.
struct Fused {
  std::string_view word;
  size_t second;
};
constexpr auto kFused = std::to_array<Fused>({
    {"cannot", 3}, {"gonna", 3},   {"gotta", 3},   {"wanna", 3},    {"dont", 2},   {"didnt", 3},
    {"doesnt", 4}, {"wouldnt", 5}, {"couldnt", 5}, {"shouldnt", 6}, {"isnt", 2},   {"wasnt", 3},
    {"havent", 4}, {"hasnt", 3},   {"arent", 3},   {"werent", 4},   {"thats", 4},  {"whats", 4},
    {"theres", 5}, {"im", 1},      {"ive", 1},     {"youre", 3},    {"theyre", 4}, {"wont", 2},
    {"gimme", 3},  {"lemme", 3},   {"cant", 2},
});
constexpr auto kUnits = std::to_array<std::string_view>({
    "am", "pm",  "m",  "k",   "b",   "bn",   "mn", "tn",   "km",      "kg",      "mm",
    "cm", "ft",  "mg", "g",   "hrs", "hr",   "h",  "min",  "nm",      "mph",     "kph",
    "kt", "mw",  "kw", "gw",  "gb",  "mb",   "hz", "khz",  "mhz",     "ghz",     "x",
    "lb", "lbs", "oz", "kms", "sec", "mins", "t",  "tons", "million", "billion", "usd",
});
constexpr auto kClitics = std::to_array<std::string_view>({"s", "m", "d", "ll", "re", "ve"});
constexpr auto kEmoticons = std::to_array<std::string_view>({
    ":)",
    ":-)",
    ":(",
    ":-(",
    ";)",
    ";-)",
    ":D",
    ":P",
    ":-D",
    ":p",
    "=)",
    "(:",
    ":/",
    "^_^",
    "<3",
});

// Marks of Latin-1, general punctuation and CJK that are no part of a word.
bool is_foreign_mark(char32_t c) {
  if (c < 0xC0) return c != 0xAA && c != 0xB5 && c != 0xBA;
  return c == 0xD7 || c == 0xF7 || (c >= 0x2010 && c <= 0x205E) || (c >= 0x20A0 && c <= 0x20CF) ||
         (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
         (c >= 0xFF01 && c <= 0xFF0F) || c == 0xFEFF;
}

// Bounds that keep hostile text without blanks linear: bytes of an address, and of a word up to
// its last glued mark.
constexpr size_t kAddressMax = 2048, kGluedMax = 200;

class Scanner {
 public:
  Scanner(std::string_view text, size_t begin, size_t end) : text_(text), at_(begin), end_(end) {}

  std::vector<TokenSpan> scan() {
    while (skip_space()) {
      chunk_begin_ = at_;
      chunk_end_ = at_;
      while (chunk_end_ < end_ && !is_white(chunk_end_)) chunk_end_ = next(chunk_end_);
      scan_chunk();
    }
    return std::move(spans_);
  }

 private:
  size_t next(size_t at) const { return std::min(next_code_point(text_, at), end_); }
  char at(size_t i) const { return i < chunk_end_ ? text_[i] : '\0'; }
  std::string_view slice(size_t a, size_t b) const { return text_.substr(a, b - a); }

  bool is_white(size_t i) const {
    if (is_space(text_[i])) return true;
    if (static_cast<unsigned char>(text_[i]) < 0xC2) return false;
    const char32_t c = decode_at(text_, i);
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x3000 || c == 0x2028;
  }
  bool skip_space() {
    while (at_ < end_ && is_white(at_)) at_ = next(at_);
    return at_ < end_;
  }
  bool is_word(size_t i) const {
    if (i >= chunk_end_) return false;
    if (static_cast<unsigned char>(text_[i]) < 0x80) return is_alnum(text_[i]);
    return !is_foreign_mark(decode_at(text_, i));
  }
  // Length of an apostrophe at i, 0 when there is none.
  size_t apostrophe(size_t i) const {
    if (i >= chunk_end_) return 0;
    if (text_[i] == '\'' || text_[i] == '`') return 1;
    return slice(i, std::min(i + 3, chunk_end_)) == "’" ? 3 : 0;
  }
  void emit(size_t begin, size_t end) {
    if (end > begin) spans_.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
  }

  void scan_chunk() {
    if (contains(kEmoticons, slice(at_, chunk_end_))) {
      emit(at_, chunk_end_);
      at_ = chunk_end_;
    }
    const bool may_hold_address =
        chunk_end_ - at_ <= kAddressMax &&
        slice(at_, chunk_end_).find_first_of("@:w") != std::string_view::npos;
    while (at_ < chunk_end_) {
      const size_t address_end = may_hold_address && !follows_word() ? end_of_address() : at_;
      if (address_end > at_) {
        emit(at_, address_end);
        at_ = address_end;
      } else if (is_word(at_)) {
        scan_word();
      } else {
        scan_mark();
      }
    }
  }

  // True when the character before at_ is part of a word of the same chunk.
  bool follows_word() const { return at_ > chunk_begin_ && is_alnum(text_[at_ - 1]); }

  // Web and mail addresses are one word, less the marks that end the sentence around them.
  size_t end_of_address() const {
    const std::string_view chunk = slice(at_, chunk_end_);
    const size_t mail = chunk.find('@');
    const bool is_mail = mail != std::string_view::npos && mail > 0 && is_alnum(chunk[0]) &&
                         chunk.find('.', mail) != std::string_view::npos;
    if (!is_mail && chunk.find("://") == std::string_view::npos && !chunk.starts_with("www."))
      return at_;
    if (!is_word(at_)) return at_;
    size_t end = chunk_end_;
    while (end > at_ &&
           std::string_view(".,;:!?)]}>\"'").find(text_[end - 1]) != std::string_view::npos)
      --end;
    return end;
  }

  // True when the mark at i, inside a word that began at `begin`, belongs to the word.
  bool glues(size_t begin, size_t i) const {
    const char mark = text_[i], before = text_[i - 1], after = at(i + 1);
    const bool digits = is_digit(before) && is_digit(after);
    switch (mark) {
      case '.':
        return digits || glues_as_stop(begin, i);
      case ',':
        return digits && is_digit(at(i + 2)) && is_digit(at(i + 3)) && !is_digit(at(i + 4));
      case ':':
        return digits;
      case '/':
        return (digits && !crosses_letters(begin, i)) || is_single_letters(begin, i);
      case '&':
        return is_upper(before) && is_upper(after);
      case '_':
      case '@':
        return true;
      case '-':
        return is_word(i + 1) && (is_telephone(begin, i) || is_iso_date(begin, i) ||
                                  contains(kPrefixes, lower(slice(begin, i))));
      default:
        return apostrophe(i) != 0 && is_word(i + apostrophe(i));
    }
  }
  bool glues_as_stop(size_t begin, size_t i) const {
    if (!is_word(i + 1)) return false;
    const bool after_one_letter = i - begin == 1 || (i >= begin + 2 && text_[i - 2] == '.');
    if (is_upper(at(i + 1))) return after_one_letter;
    return is_lower(at(i + 1)) || (is_digit(at(i + 1)) && !is_lower(text_[i - 1]));
  }
  size_t digits(size_t from) const {
    size_t end = from;
    while (is_digit(at(end))) ++end;
    return end - from;
  }
  // Whether the hyphen at i is one of two in digits of these three lengths from `begin` on.
  bool is_digit_group(size_t begin, size_t i, size_t a, size_t b, size_t c) const {
    const size_t first = begin + a, second = first + 1 + b;
    return (i == first || i == second) && digits(begin) == a && at(first) == '-' &&
           digits(first + 1) == b && at(second) == '-' && digits(second + 1) == c;
  }
  // "202-555-0143".
  bool is_telephone(size_t begin, size_t i) const { return is_digit_group(begin, i, 3, 3, 4); }
  // "2024-05-17".
  bool is_iso_date(size_t begin, size_t i) const { return is_digit_group(begin, i, 4, 2, 2); }
  bool crosses_letters(size_t begin, size_t i) const {
    return std::any_of(text_.begin() + static_cast<long>(begin),
                       text_.begin() + static_cast<long>(i), is_alpha);
  }
  // "l/c", "n/a", "w/o".
  bool is_single_letters(size_t begin, size_t i) const {
    return i - begin == 1 && is_alpha(at(i - 1)) && is_alpha(at(i + 1)) && !is_word(i + 2);
  }

  void scan_word() {
    const size_t begin = at_;
    size_t i = at_;
    while (i < chunk_end_) {
      if (is_word(i)) i = next(i);
      else if (i - begin < kGluedMax && glues(begin, i))
        i = std::max(next(i), i + std::max<size_t>(1, apostrophe(i)));
      else break;
    }
    if (at(i) == '.' && at(i + 1) != '.' && keeps_stop(begin, i)) ++i;
    if (at(i) == '$' && i - begin <= 3 && std::all_of(&text_[begin], &text_[i], is_upper)) ++i;
    split_word(begin, i);
    at_ = i;
  }

  // Whether the full stop at i belongs to the word that began at `begin`.
  bool keeps_stop(size_t begin, size_t i) const {
    const std::string word = lower(slice(begin, i));
    if (word.size() == 1 && is_alpha(word[0]))
      return is_initial(begin, i) || is_digit(first_after(i + 1));
    if (word.size() >= 3 && word[word.size() - 2] == '.' && is_alpha(word[0])) return true;
    if (contains(kAbbreviations, word)) return true;
    if (!contains(kBeforeNumber, word)) return false;
    const char after = first_after(i + 1);
    return is_digit(after) ||
           (word != "no" && word != "sun" && word != "mar" && is_upper(after) && word.size() <= 3);
  }
  // "J. Smith", but not "plan B." at the end and not "Vitamin C. It".
  bool is_initial(size_t begin, size_t i) const {
    if (!is_upper(text_[begin]) || text_[begin] == 'I') return false;
    return first_after(i + 1) != '\0';
  }
  // The first character after white space from i on, or 0 at the end of the block.
  char first_after(size_t i) const {
    while (i < end_ && is_white(i)) i = next(i);
    return i < end_ ? text_[i] : '\0';
  }

  // Emits a word, parted from its clitic or its unit.
  void split_word(size_t begin, size_t end) {
    const std::string word = lower(slice(begin, end));
    for (const Fused& f : kFused) {
      if (f.word != word || (word.size() == 2 && text_[begin] != 'i')) continue;
      emit(begin, begin + f.second);
      emit(begin + f.second, end);
      return;
    }
    size_t cut = clitic_begin(word, begin, end);
    if (cut == end) cut = unit_begin(word, begin, end);
    emit(begin, cut);
    emit(cut, end);
  }
  size_t clitic_begin(const std::string& word, size_t begin, size_t end) const {
    for (size_t i = begin; i < end; i = next(i)) {
      const size_t mark = apostrophe(i);
      if (mark == 0) continue;
      const std::string_view after = std::string_view(word).substr(i - begin + mark);
      if (after == "t" && i > begin + 1 && word[i - begin - 1] == 'n') return i - 1;
      if (i > begin && contains(kClitics, after)) return i;
    }
    return end;
  }
  size_t unit_begin(const std::string& word, size_t begin, size_t end) const {
    if (!is_digit(word[0])) return end;
    size_t digits = 0;
    while (digits < word.size() && (is_digit(word[digits]) || word[digits] == '.' ||
                                    word[digits] == ',' || word[digits] == ':'))
      ++digits;
    return contains(kUnits, std::string_view(word).substr(digits)) ? begin + digits : end;
  }

  void scan_mark() {
    const size_t begin = at_;
    size_t end = next(at_);
    if (const size_t clitic = leading_clitic(); clitic > 0) end = clitic;
    else if (const char c = text_[at_]; c == '!' || c == '?')
      while (at(end) == '!' || at(end) == '?') ++end;
    else if (std::string_view(".-*=~_+#<>'`|").find(c) != std::string_view::npos)
      while (at(end) == c) ++end;
    emit(begin, end);
    at_ = end;
  }

  // "'s" after a mark or a blank, "'em", "'90s", and "+44": the end of the word, or 0.
  size_t leading_clitic() const {
    const size_t mark = apostrophe(at_);
    const bool plus = text_[at_] == '+' && is_digit(at(at_ + 1)) && at_ == chunk_begin_;
    if (mark == 0 && !plus) return 0;
    size_t end = at_ + std::max<size_t>(mark, 1);
    while (is_word(end)) end = next(end);
    if (plus) return end;
    const std::string after = lower(slice(at_ + mark, end));
    const bool known = after == "em" || after == "til" || after == "cause" || after == "n" ||
                       (after.size() == 3 && is_digit(after[0]) && after[2] == 's');
    if (known) return end;
    return at_ != chunk_begin_ || end == chunk_end_ ? (contains(kClitics, after) ? end : 0) : 0;
  }

  std::string_view text_;
  size_t at_, end_;
  size_t chunk_begin_ = 0, chunk_end_ = 0;
  std::vector<TokenSpan> spans_;
};

}  // namespace

std::vector<TokenSpan> tokenise(std::string_view text, size_t begin, size_t end) {
  return Scanner(text, begin, end).scan();
}

bool wants_more(std::string_view word) { return contains(kNeverLast, lower(word)); }

bool is_abbreviation(std::string_view word) {
  if (word.size() < 2 || word.back() != '.' || !is_alpha(word[0])) return false;
  const std::string bare = lower(word.substr(0, word.size() - 1));
  return bare.size() == 1 || bare.find('.') != std::string::npos ||
         contains(kAbbreviations, bare) || contains(kBeforeNumber, bare);
}

}  // namespace entente
