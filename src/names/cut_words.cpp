// One pass over the code points; whether a character belongs to a word is ICU's to say. Folding is
// NFKD, marks off, case folded, so that phrases of the tables and names meet.
// Tests: cases_test.cpp, compare_test.cpp.
#include "names/cut_words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/readings.h"
#include "names/tokens.h"

namespace entente {
namespace {

const icu::Normalizer2& nfkd() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFKDInstance(status);
}
const icu::Normalizer2& nfkc() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFKCInstance(status);
}

// Letters that are one for names, whoever writes them.
struct Letter {
  char32_t from;
  std::string_view to;
};
constexpr Letter kLetters[] = {
    {0x451, "е"}, {0x649, "ی"}, {0x64A, "ی"}, {0x643, "ک"}, {0x629, "ه"}, {0x640, ""},
};

bool is_mark(UChar32 c) {
  // Voicing marks of kana are part of the letter.
  if (u_charType(c) != U_NON_SPACING_MARK || c == 0x3099 || c == 0x309A) return false;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &status);
  return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW || script == USCRIPT_ARABIC;
}

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0x2BB || c == 0x2BE ||
         c == 0x2BF || c == '`' || c == 0xB4 || c == 0x5F3 || c == 0x5F4;
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return is_alnum(static_cast<char>(c));
  const auto type = u_charType(static_cast<UChar32>(c));
  return u_isalnum(static_cast<UChar32>(c)) || type == U_COMBINING_SPACING_MARK ||
         type == U_NON_SPACING_MARK;
}

bool is_bidi(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x61C;
}

// Dropped without ending a word.
bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || is_bidi(c);
}

// Cuts a text into raw words.
class Cutter {
 public:
  std::vector<RawWord> words;
  uint8_t flags = 0;

  void cut(std::string_view text) {
    for (size_t at = 0; at < text.size() && words.size() < 4 * kTokensMax;) {
      const char32_t c = decode_at(text, at);
      const size_t next = next_code_point(text, at);
      take(c, text.substr(at, next - at));
      at = next;
    }
    flush();
  }

 private:
  void take(char32_t c, std::string_view bytes) {
    if (is_bidi(c)) flags |= (c >= 0x202A && c <= 0x202E) || c >= 0x2066 ? kNameBidi : 0;
    if (is_apostrophe(c)) possessive_at_ = word_.size();
    if (is_invisible(c) || is_apostrophe(c)) return;
    if (is_word_character(c)) return letter(c, bytes);
    flush();
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
      flags |= c != '\t' && c != '\n' && c != '\r' ? kNameControl : 0;
    if ((c == '.' || c == '-') && !words.empty() && !blank_) words.back().stop = true;
    if (c == '(' || c == '[') bracket_ = true;
    if (c == ')' || c == ']') bracket_ = false;
    if (c == '&') words.push_back({.folded = "and"});
    blank_ = c != '.' && c != '-';
  }

  void letter(char32_t c, std::string_view bytes) {
    blank_ = false;
    const Script script = c < 0x80 ? Script::latin : script_of(c);
    const bool is_letter =
        c >= 0x80 ? u_isalpha(static_cast<UChar32>(c)) : is_alpha(static_cast<char>(c));
    if (!word_.empty() &&
        (stands_alone(script) != stands_alone(script_) || script_ == Script::hangul) && is_letter &&
        script != script_)
      flush();
    if (is_letter) {
      const bool alike =
          script == Script::latin || script == Script::cyrillic || script == Script::greek;
      if (letters_ > 0 && script != script_ && alike && script_ != Script::other) mixed_ = true;
      if (letters_ == 0 || script != Script::latin) script_ = script;
      ++letters_;
      if (c < 0x80 ? is_upper(static_cast<char>(c)) : u_isupper(static_cast<UChar32>(c))) ++upper_;
    }
    word_ += bytes;
    ++size_;
  }

  void flush() {
    if (word_.empty()) return;
    if (possessive_at_ > 2 && possessive_at_ + 1 == word_.size() && lower(word_.back()) == 's')
      word_.pop_back();
    possessive_at_ = 0;
    RawWord raw{.folded = fold_word(word_), .script = script_};
    raw.upper = letters_ > 1 && upper_ == letters_;
    raw.single = size_ == 1 && letters_ == 1 && !stands_alone(script_);
    raw.bracketed = bracket_;
    raw.mixed = mixed_;
    if (mixed_) flags |= kNameHomoglyph;
    word_.clear();
    letters_ = upper_ = size_ = 0;
    mixed_ = false;
    script_ = Script::latin;
    if (!raw.folded.empty()) words.push_back(std::move(raw));
  }

  std::string word_;
  Script script_ = Script::latin;
  size_t letters_ = 0, upper_ = 0, size_ = 0;
  size_t possessive_at_ = 0;  // bytes before the last apostrophe of the word
  bool bracket_ = false, mixed_ = false, blank_ = true;
};

}  // namespace

bool stands_alone(Script script) { return script == Script::han || script == Script::hangul; }

std::string composed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  nfkc()
      .normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}),
                 status)
      .toUTF8String(out);
  return out;
}

std::vector<RawWord> cut_words(std::string_view text, uint8_t& flags) {
  Cutter cutter;
  cutter.cut(text);
  flags |= cutter.flags;
  return std::move(cutter.words);
}

void join_initials(std::vector<RawWord>& words) {
  std::vector<RawWord> out;
  for (size_t i = 0; i < words.size();) {
    size_t end = i;
    while (end < words.size() && words[end].single && words[end].script == words[i].script) ++end;
    if (end - i < 2) {
      out.push_back(std::move(words[i++]));
      continue;
    }
    RawWord joined = words[i];
    joined.folded.clear();
    for (; i < end; ++i) joined.folded += words[i].folded;
    joined.single = false;
    joined.joined = true;
    out.push_back(std::move(joined));
  }
  words = std::move(out);
}

void split_characters(std::vector<RawWord>& words) {
  std::vector<RawWord> out;
  for (RawWord& raw : words) {
    if (!stands_alone(raw.script)) {
      out.push_back(std::move(raw));
      continue;
    }
    for (size_t at = 0; at < raw.folded.size();) {
      const size_t next = next_code_point(raw.folded, at);
      RawWord one = raw;
      one.folded = raw.folded.substr(at, next - at);
      out.push_back(std::move(one));
      at = next;
    }
  }
  words = std::move(out);
}

void split_article(std::vector<RawWord>& words) {
  constexpr std::string_view kArticle = "ال";
  std::vector<RawWord> out;
  for (RawWord& raw : words) {
    if (raw.script == Script::arabic && raw.folded.starts_with(kArticle) && raw.folded != "الله" &&
        raw.folded.size() >= kArticle.size() + 4) {
      RawWord article = raw;
      article.folded = kArticle;
      out.push_back(std::move(article));
      raw.folded.erase(0, kArticle.size());
    }
    out.push_back(std::move(raw));
  }
  words = std::move(out);
}

std::vector<std::string> folded_of(const std::vector<RawWord>& words) {
  std::vector<std::string> out;
  for (const RawWord& w : words) out.push_back(w.folded);
  return out;
}

std::string fold_word(std::string_view word) {
  if (std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    std::string out;
    for (const char c : word)
      if (is_alnum(c)) out += lower(c);
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto source =
      icu::UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())});
  const icu::UnicodeString apart = nfkd().normalize(source, status).foldCase();
  icu::UnicodeString bare;
  for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const UChar32 c = apart.char32At(i);
    if (is_mark(c) || !is_word_character(static_cast<char32_t>(c))) continue;
    const auto letter = std::ranges::find(kLetters, static_cast<char32_t>(c), &Letter::from);
    const bool same = letter == std::end(kLetters);
    const std::string_view to = same ? spelt_out(static_cast<char32_t>(c)) : letter->to;
    if (same && to.empty()) bare.append(c);
    else bare.append(icu::UnicodeString::fromUTF8({to.data(), static_cast<int32_t>(to.size())}));
  }
  std::string out;
  nfkc().normalize(bare, status).toUTF8String(out);
  return out;
}

std::vector<std::string> fold_words(std::string_view text) {
  uint8_t flags = 0;
  std::vector<RawWord> words = cut_words(text, flags);
  join_initials(words);
  split_characters(words);
  return folded_of(words);
}

}  // namespace entente
