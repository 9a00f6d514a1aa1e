// Unicode first (NFKD, marks off, fold, NFKC), then words. Marks come off only where they are
// diacritics (script Inherited, or Hebrew points): the vowel signs of Indic scripts are letters.
// Exact keys miss transliterations ("Jong Un", "Chong-un"): that is for fuzzy comparison, later.
// Tests: normalise_test.cpp.
#include "names/normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "base/text.h"
#include "names/scripts/script.h"

namespace entente {
namespace {

struct Pair {
  std::string_view from, to;
};
constexpr Pair kLegalForms[] = {
    {"limited", "ltd"},      {"company", "co"},   {"corporation", "corp"},
    {"incorporated", "inc"}, {"companies", "co"},
};
constexpr std::string_view kDroppedInFront[] = {"the", "mv", "mr", "mrs", "ms", "dr"};
constexpr std::string_view kAlsoKnown[] = {
    "a.k.a.",
    "f.k.a.",
    "n.k.a.",
    "also known as",
    "formerly known as",
    "now known as",
    "formerly listed as",
};

const icu::Normalizer2& normalizer(bool compose) {
  UErrorCode status = U_ZERO_ERROR;
  return compose ? *icu::Normalizer2::getNFKCInstance(status)
                 : *icu::Normalizer2::getNFKDInstance(status);
}

bool is_diacritic(UChar32 c) {
  if (u_charType(c) != U_NON_SPACING_MARK) return false;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &status);
  return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW;
}

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0x2BB || c == 0x2BE ||
         c == 0x2BF || c == '`' || c == 0xB4;
}

bool is_word_character(UChar32 c) {
  const int8_t type = u_charType(c);
  return u_isalnum(c) || type == U_COMBINING_SPACING_MARK || type == U_NON_SPACING_MARK;
}

icu::UnicodeString folded(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<int32_t>(std::min<size_t>(name.size(), 1 << 20))));
  icu::UnicodeString apart = normalizer(false).normalize(source, status).foldCase();
  icu::UnicodeString bare;
  for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const UChar32 c = apart.char32At(i);
    if (is_diacritic(c)) continue;
    const std::string_view letters = spelt_out(static_cast<char32_t>(c));
    if (letters.empty()) bare.append(c);
    else
      bare.append(icu::UnicodeString::fromUTF8(
          icu::StringPiece(letters.data(), static_cast<int32_t>(letters.size()))));
  }
  return normalizer(true).normalize(bare, status);
}

class WordSplitter {
 public:
  std::vector<std::string> words;

  void take(const icu::UnicodeString& text) {
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      const UChar32 c = text.char32At(i);
      if (is_word_character(c)) {
        icu::UnicodeString(c).toUTF8String(word_);
        ++letters_since_stop_;
      } else if (c == '.' && letters_since_stop_ == 1) {
        letters_since_stop_ = 0;  // the stop of an initial: "S.A." goes on as one word
      } else if (!is_apostrophe(c)) {
        flush();
        if (c == '&') words.emplace_back("and");
      }
    }
    flush();
  }

 private:
  void flush() {
    if (!word_.empty()) words.push_back(std::move(word_));
    word_.clear();
    letters_since_stop_ = 0;
  }

  std::string word_;
  size_t letters_since_stop_ = 0;
};

// "Surname, Given" names: one comma, no legal form after it ("TRADING CO., LTD.").
bool is_inverted(std::string_view name, size_t comma) {
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos)
    return false;
  const std::string after = normalise_name(name.substr(comma + 1));
  constexpr std::string_view kForms[] = {
      "ltd", "inc",  "co",  "corp", "llc", "sa", "plc", "gmbh",    "jsc",     "co ltd",
      "llp", "ltda", "sas", "spa",  "bv",  "nv", "fze", "pte ltd", "sa de cv"};
  return !after.empty() && std::ranges::find(kForms, after) == std::end(kForms);
}

// Where the next "a.k.a." begins and ends.
std::pair<size_t, size_t> find_also_known(std::string_view lower_name) {
  std::pair<size_t, size_t> best{lower_name.size(), lower_name.size()};
  for (std::string_view mark : kAlsoKnown)
    if (const size_t at = lower_name.find(mark); at < best.first) best = {at, at + mark.size()};
  return best;
}

void add_keys(std::string_view part, std::vector<std::string>& out) {
  const auto add = [&](std::string key) {
    if (!key.empty() && std::ranges::find(out, key) == out.end()) out.push_back(std::move(key));
  };
  const size_t comma = part.find(',');
  if (is_inverted(part, comma))
    add(normalise_name(std::string(part.substr(comma + 1)) + " " +
                       std::string(part.substr(0, comma))));
  add(normalise_name(part));
}

}  // namespace

std::string normalise_name(std::string_view name) {
  WordSplitter splitter;
  splitter.take(folded(name));
  std::vector<std::string>& words = splitter.words;
  if (words.size() > 2 && words[0] == "m" && (words[1] == "v" || words[1] == "t"))
    words.erase(words.begin(), words.begin() + 2);
  while (words.size() > 1 &&
         std::ranges::find(kDroppedInFront, words[0]) != std::end(kDroppedInFront))
    words.erase(words.begin());
  for (std::string& word : words)
    for (const Pair& form : kLegalForms)
      if (word == form.from) word = form.to;
  return join(words, " ");
}

std::vector<std::string> name_keys(std::string_view name) {
  std::vector<std::string> out;
  while (!name.empty()) {
    const auto [begin, end] = find_also_known(lower(name));
    add_keys(name.substr(0, begin), out);
    name.remove_prefix(end);
  }
  return out;
}

}  // namespace entente
