// Blocks of Unicode by hand, because the index asks this of every letter it reads; ICU where a
// letter must really be taken apart. Presentation forms of Arabic letters come from texts that were
// laid out, not written: their order may be that of the page, right to left, and is put right here.
// Tests: script_test.cpp.
#include "names/scripts/script.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

constexpr size_t kBytesMax = 1 << 16;  // of one name that is folded; the rest is left out

struct Range {
  char32_t first, last;
  Script script;
};
// In order. What stands between is Script::none when it is no letter, else Script::other.
constexpr Range kRanges[] = {
    {0x41, 0x5A, Script::latin},        {0x61, 0x7A, Script::latin},
    {0xAA, 0xAA, Script::latin},        {0xBA, 0xBA, Script::latin},
    {0xC0, 0x24F, Script::latin},       {0x250, 0x2AF, Script::latin},
    {0x370, 0x3FF, Script::greek},      {0x400, 0x52F, Script::cyrillic},
    {0x591, 0x5F4, Script::hebrew},     {0x620, 0x65F, Script::arabic},
    {0x66E, 0x6D5, Script::arabic},     {0x6EE, 0x6EF, Script::arabic},
    {0x6FA, 0x6FF, Script::arabic},     {0x750, 0x77F, Script::arabic},
    {0x8A0, 0x8FF, Script::arabic},     {0x1100, 0x11FF, Script::hangul},
    {0x1C80, 0x1C8F, Script::cyrillic}, {0x1E00, 0x1EFF, Script::latin},
    {0x1F00, 0x1FFF, Script::greek},    {0x2DE0, 0x2DFF, Script::cyrillic},
    {0x3005, 0x3007, Script::han},      {0x3041, 0x309F, Script::kana},
    {0x30A1, 0x30FA, Script::kana},     {0x30FC, 0x30FF, Script::kana},
    {0x3131, 0x318E, Script::hangul},   {0x3400, 0x4DBF, Script::han},
    {0x4E00, 0x9FFF, Script::han},      {0xA640, 0xA69F, Script::cyrillic},
    {0xAC00, 0xD7A3, Script::hangul},   {0xF900, 0xFAFF, Script::han},
    {0xFB00, 0xFB06, Script::latin},    {0xFB1D, 0xFB4F, Script::hebrew},
    {0xFB50, 0xFDFF, Script::arabic},   {0xFE70, 0xFEFC, Script::arabic},
    {0xFF21, 0xFF3A, Script::latin},    {0xFF41, 0xFF5A, Script::latin},
    {0xFF66, 0xFF9F, Script::kana},     {0x20000, 0x323AF, Script::han},
};

// Letters that no decomposition takes apart.
struct Letter {
  char32_t from;
  std::string_view to;
};
constexpr Letter kLetters[] = {
    {0xC6, "ae"},  {0xD0, "d"},   {0xD8, "o"},   {0xDE, "th"}, {0xDF, "ss"},   {0xE6, "ae"},
    {0xF0, "d"},   {0xF8, "o"},   {0xFE, "th"},  {0x110, "d"}, {0x111, "d"},   {0x126, "h"},
    {0x127, "h"},  {0x131, "i"},  {0x138, "k"},  {0x141, "l"}, {0x142, "l"},   {0x14A, "ng"},
    {0x14B, "ng"}, {0x152, "oe"}, {0x153, "oe"}, {0x18F, "a"}, {0x1DD, "e"},   {0x259, "a"},
    {0x1A0, "o"},  {0x1A1, "o"},  {0x1AF, "u"},  {0x1B0, "u"}, {0x1E9E, "ss"},
};

// Look-alikes among Latin, Cyrillic and Greek letters, one row a shape, in the order of Trio.
struct Trio {
  char32_t latin, cyrillic, greek;
};
constexpr Trio kLookalikes[] = {
    {'A', 0x410, 0x391}, {'B', 0x412, 0x392}, {'E', 0x415, 0x395}, {'H', 0x41D, 0x397},
    {'I', 0x406, 0x399}, {'J', 0x408, 0},     {'K', 0x41A, 0x39A}, {'M', 0x41C, 0x39C},
    {'O', 0x41E, 0x39F}, {'P', 0x420, 0x3A1}, {'C', 0x421, 0},     {'S', 0x405, 0},
    {'T', 0x422, 0x3A4}, {'X', 0x425, 0x3A7}, {'Y', 0x423, 0x3A5}, {'a', 0x430, 0x3B1},
    {'c', 0x441, 0},     {'e', 0x435, 0},     {'i', 0x456, 0x3B9}, {'j', 0x458, 0},
    {'k', 0x43A, 0x3BA}, {'m', 0x43C, 0},     {'o', 0x43E, 0x3BF}, {'p', 0x440, 0x3C1},
    {'s', 0x455, 0},     {'x', 0x445, 0x3C7}, {'y', 0x443, 0},     {'v', 0x475, 0x3BD},
};

const icu::Normalizer2& nfkc() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCInstance(status);
  }();
  return *instance;
}

const icu::Normalizer2& nfkd() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKDInstance(status);
  }();
  return *instance;
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(std::min(text.size(), kBytesMax))));
}

bool is_arabic_form(char32_t c) {
  return (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}

enum class Join : uint8_t { none, isolated, final_, initial, medial };
Join join_of(char32_t c) {
  switch (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_DECOMPOSITION_TYPE)) {
    case U_DT_FINAL:
      return Join::final_;
    case U_DT_INITIAL:
      return Join::initial;
    case U_DT_MEDIAL:
      return Join::medial;
    case U_DT_ISOLATED:
      return Join::isolated;
    default:
      return Join::none;
  }
}

// In writing order an initial form is followed by a medial or final one; in the page's order it
// is the other way round. Counts which of the two the neighbours speak for.
bool is_reversed(const std::u32string& text) {
  int forward = 0, backward = 0;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    const Join a = join_of(text[i]), b = join_of(text[i + 1]);
    if (a == Join::initial && (b == Join::medial || b == Join::final_)) ++forward;
    if (a == Join::medial && b == Join::final_) ++forward;
    if (b == Join::initial && (a == Join::medial || a == Join::final_)) ++backward;
    if (b == Join::medial && a == Join::final_) ++backward;
  }
  return backward > forward;
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  text = text.substr(0, kBytesMax);
  for (size_t at = 0; at < text.size(); at = next_code_point(text, at))
    out.push_back(decode_at(text, at));
  return out;
}

// Arabic letters that are one for names; 0: dropped.
char32_t plain_arabic(char32_t c) {
  switch (c) {
    case 0x649:  // alef maksura
    case 0x6CC:  // Farsi yeh
    case 0x6D2:  // yeh barree
    case 0x6D0:
      return 0x64A;
    case 0x6A9:  // keheh
    case 0x6AA:
      return 0x643;
    case 0x6C1:  // heh goal
    case 0x6BE:
    case 0x6D5:
    case 0x6C0:
      return 0x647;
    case 0x6C3:
      return 0x629;
    case 0x671:
      return 0x627;
    case 0x640:  // tatweel
    case 0x200C:
    case 0x200D:
      return 0;
    default:
      return (c >= 0x64B && c <= 0x65F) || c == 0x670 ? 0 : c;
  }
}

char32_t plain_letter(char32_t c) {
  if (c < 0x80) return static_cast<char32_t>(is_upper(static_cast<char>(c)) ? c + 32 : c);
  const Script script = script_of(c);
  if (script == Script::arabic || c == 0x200C || c == 0x200D) return plain_arabic(c);
  if (script == Script::hebrew && c >= 0x591 && c <= 0x5C7 && c != 0x5BE) return 0;
  if (c >= 0x200B && c <= 0x200F) return 0;
  if (c >= 0x202A && c <= 0x202E) return 0;
  if (c >= 0x2066 && c <= 0x2069) return 0;
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

}  // namespace

std::string_view script_name(Script script) {
  constexpr std::array<std::string_view, 10> kNames{
      "none", "Latin", "Cyrillic", "Arabic", "Hebrew", "Hangul", "Han", "kana", "Greek", "other"};
  return kNames[static_cast<size_t>(script)];
}

Script script_of(char32_t c) {
  if (c < 0x80) return is_alpha(static_cast<char>(c)) ? Script::latin : Script::none;
  const auto at = std::ranges::upper_bound(kRanges, c, {}, &Range::first);
  if (at != std::begin(kRanges) && c <= std::prev(at)->last) return std::prev(at)->script;
  return u_isalpha(static_cast<UChar32>(c)) ? Script::other : Script::none;
}

Script script_of(std::string_view text) {
  std::array<size_t, 10> seen{};
  for (size_t at = 0; at < text.size(); at = next_code_point(text, at))
    ++seen[static_cast<size_t>(script_of(decode_at(text, at)))];
  if (seen[static_cast<size_t>(Script::kana)] > 0) return Script::kana;
  seen[0] = 0;
  const auto best = std::ranges::max_element(seen);
  return *best == 0 ? Script::none : static_cast<Script>(best - seen.begin());
}

bool has_lookalikes(std::string_view token) {
  bool latin = false, cyrillic = false, greek = false;
  for (size_t at = 0; at < token.size(); at = next_code_point(token, at)) {
    const Script script = script_of(decode_at(token, at));
    latin |= script == Script::latin;
    cyrillic |= script == Script::cyrillic;
    greek |= script == Script::greek;
  }
  return latin + cyrillic + greek > 1;
}

namespace {

const Trio* lookalike(char32_t c) {
  for (const Trio& trio : kLookalikes)
    if (c == trio.latin || c == trio.cyrillic || c == trio.greek) return &trio;
  return nullptr;
}

// The script that such a token is meant in: one that has a look-alike for every letter of the
// others, since a word made to deceive may have more of those; else the script of most letters.
char32_t Trio::*column_meant(std::string_view token) {
  const auto column = [](Script script) {
    return script == Script::latin      ? &Trio::latin
           : script == Script::cyrillic ? &Trio::cyrillic
                                        : &Trio::greek;
  };
  const auto most = column(script_of(token));
  for (const auto main : {most, &Trio::latin, &Trio::cyrillic, &Trio::greek}) {
    bool all = true;
    for (size_t at = 0; at < token.size(); at = next_code_point(token, at)) {
      const char32_t c = decode_at(token, at);
      const Script script = script_of(c);
      if (script == Script::none || column(script) == main) continue;
      const Trio* trio = lookalike(c);
      all = all && trio && trio->*main != 0;
    }
    if (all) return main;
  }
  return most;
}

}  // namespace

std::string without_lookalikes(std::string_view token) {
  if (!has_lookalikes(token)) return std::string(token);
  const auto main = column_meant(token);
  std::string out;
  for (size_t at = 0; at < token.size(); at = next_code_point(token, at)) {
    char32_t c = decode_at(token, at);
    if (const Trio* trio = lookalike(c); trio && trio->*main != 0) c = trio->*main;
    append_utf8(out, c);
  }
  return out;
}

std::string_view spelt_out(char32_t letter) {
  const auto found = std::ranges::find(kLetters, letter, &Letter::from);
  return found == std::end(kLetters) ? std::string_view{} : found->to;
}

std::string fold_latin(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    for (char c : text)
      if (is_alpha(c)) out += lower(c);
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString apart = nfkd().normalize(from_utf8(text), status);
  for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(apart.char32At(i));
    if (c < 0x80) {
      if (is_alpha(static_cast<char>(c))) out += lower(static_cast<char>(c));
      continue;
    }
    out += spelt_out(c);
  }
  return out;
}

std::string plain_letters(std::string_view text) {
  std::u32string letters = code_points(text);
  if (std::ranges::any_of(letters, is_arabic_form) && is_reversed(letters))
    std::ranges::reverse(letters);
  const bool compatible = std::ranges::any_of(letters, [](char32_t c) {
    return c >= 0x300 && (c < 0x370 || (c >= 0x1100 && c < 0x1200) || c >= 0xF900 ||
                          (c >= 0x3131 && c < 0x318F) || (c >= 0x1E00 && c < 0x2000));
  });
  if (compatible) {
    UErrorCode status = U_ZERO_ERROR;
    const auto source = icu::UnicodeString::fromUTF32(
        reinterpret_cast<const UChar32*>(letters.data()), static_cast<int32_t>(letters.size()));
    std::string composed;
    nfkc().normalize(source, status).toUTF8String(composed);
    letters = code_points(composed);
  }
  std::string out;
  for (char32_t c : letters)
    if (const char32_t plain = plain_letter(c)) append_utf8(out, plain);
  return out;
}

std::vector<std::string_view> script_tokens(std::string_view text) {
  std::vector<std::string_view> out;
  size_t start = 0;
  bool inside = false;
  const auto group = [](Script script) { return script == Script::kana ? Script::han : script; };
  Script running = Script::none;
  const auto end_at = [&](size_t at) {
    if (inside) out.push_back(text.substr(start, at - start));
    inside = false;
    running = Script::none;
  };
  for (size_t at = 0; at < text.size(); at = next_code_point(text, at)) {
    const char32_t c = decode_at(text, at);
    const Script script = group(script_of(c));
    const auto type = u_charType(static_cast<UChar32>(c));
    const bool mark = type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
    if (script == Script::none && !u_isalnum(static_cast<UChar32>(c)) && !(inside && mark)) {
      end_at(at);
      continue;
    }
    const bool splits = script == Script::han || script == Script::hangul ||
                        running == Script::han || running == Script::hangul;
    if (inside && script != Script::none && running != Script::none && script != running && splits)
      end_at(at);
    if (!inside) start = at;
    inside = true;
    if (script != Script::none) running = script;
  }
  end_at(text.size());
  return out;
}

}  // namespace entente
