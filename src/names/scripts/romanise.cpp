// Rules where a standard has them (letters.cpp, the tables in data/), the learned table where the
// script leaves out what Latin letters show. Tests: romanise_test.cpp.
#include "names/scripts/romanise.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/han.h"
#include "names/scripts/letters.h"
#include "names/scripts/sound_table.h"

namespace entente {
namespace {

using namespace scripts;

constexpr size_t kNameSyllablesMax = 4;  // of a Korean or Chinese name written as one word

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (size_t at = 0; at < text.size() && out.size() < 256; at = next_code_point(text, at))
    out.push_back(decode_at(text, at));
  return out;
}

void put(std::vector<std::string>& out, std::string spelling, size_t spellings_max) {
  if (!spelling.empty() && out.size() < spellings_max &&
      std::ranges::find(out, spelling) == out.end())
    out.push_back(std::move(spelling));
}

std::string spell_han(std::u32string_view letters, bool wade) {
  std::string out;
  for (char32_t c : letters) {
    const std::string_view reading = han_reading(c);
    out += wade ? wade_giles(reading) : std::string(reading);
  }
  return out;
}

std::vector<std::string> learned(Script script, std::string_view plain, size_t count_max) {
  const auto& known = known_readings(script, plain);
  const auto wanted = static_cast<std::ptrdiff_t>(std::min(count_max, known.size()));
  return {known.begin(), known.begin() + wanted};
}

std::vector<Romanisation> standards_of(Script script) {
  using enum Romanisation;
  switch (script) {
    case Script::cyrillic:
      return {usual, bgn, passport, scholarly};
    case Script::hangul:
      return {revised, north_korean, mccune_reischauer, usual};
    case Script::han:
      return {pinyin, wade_giles};
    case Script::kana:
      return {hepburn};
    case Script::greek:
      return {usual};
    default:
      return {};
  }
}

bool is_name_in_one_word(std::string_view token, Script script) {
  if (script != Script::hangul && script != Script::han) return false;
  const size_t syllables = count_code_points(token);
  return syllables >= 2 && syllables <= kNameSyllablesMax;
}

// The syllables of a given name, each by itself.
std::string spell_apart(std::string_view given, Romanisation standard) {
  std::string out;
  for (size_t at = 0; at < given.size(); at = next_code_point(given, at)) {
    const size_t next = next_code_point(given, at);
    const std::string syllable = romanise_by(given.substr(at, next - at), standard);
    if (!out.empty() && !syllable.empty()) out += ' ';
    out += syllable;
  }
  return out;
}

void add_divided(std::string_view family, std::string_view given, Script script,
                 std::vector<std::string>& out, size_t spellings_max) {
  const auto& readings = family_name_readings(family);
  const auto standards = standards_of(script);
  for (size_t r = 0; r < std::max<size_t>(1, readings.size()); ++r)
    for (Romanisation standard : standards) {
      const std::string first = readings.empty() ? romanise_by(family, standard) : readings[r];
      put(out, first + " " + spell_apart(given, standard), spellings_max);
    }
}

}  // namespace

std::string romanise_by(std::string_view token, Romanisation standard) {
  const std::string plain = plain_letters(without_lookalikes(token));
  const Script script = script_of(plain);
  const std::u32string letters = code_points(plain);
  using enum Romanisation;
  switch (script) {
    case Script::latin:
      return standard == usual ? fold_latin(token) : std::string{};
    case Script::cyrillic:
      return standard == usual || standard == bgn || standard == passport || standard == scholarly
                 ? spell_cyrillic(letters, standard)
                 : std::string{};
    case Script::greek:
      return standard == usual ? spell_greek(letters) : std::string{};
    case Script::kana:
      return standard == usual || standard == hepburn ? spell_kana(letters) : std::string{};
    case Script::hangul:
      return standard == usual || standard == revised || standard == mccune_reischauer ||
                     standard == north_korean
                 ? spell_hangul(letters, standard)
                 : std::string{};
    case Script::han:
      return standard == usual || standard == pinyin || standard == wade_giles
                 ? spell_han(letters, standard == wade_giles)
                 : std::string{};
    default:
      return {};
  }
}

std::vector<std::string> romanise(std::string_view token, size_t spellings_max) {
  std::vector<std::string> out;
  const std::string plain = plain_letters(without_lookalikes(token));
  const Script script = script_of(plain);
  if (script == Script::latin) {
    put(out, fold_latin(token), spellings_max);
    return out;
  }
  for (const std::string& reading : family_name_readings(plain)) put(out, reading, spellings_max);
  for (Romanisation standard : standards_of(script))
    put(out, romanise_by(plain, standard), spellings_max);
  if (out.size() < spellings_max)
    for (std::string& spelling : learned(script, plain, spellings_max))
      put(out, std::move(spelling), spellings_max);
  return out;
}

std::vector<std::string_view> divide_family_name(std::string_view token) {
  const Script script = script_of(token);
  if (!is_name_in_one_word(token, script)) return {token};
  const size_t one = next_code_point(token, 0), two = next_code_point(token, one);
  if (two < token.size() && !family_name_readings(token.substr(0, two)).empty())
    return {token.substr(0, two), token.substr(two)};
  if (family_name_readings(token.substr(0, one)).empty()) return {token};
  return {token.substr(0, one), token.substr(one)};
}

std::vector<std::string> romanise_name(std::string_view name, size_t spellings_max) {
  const std::string plain = plain_letters(name);
  std::vector<std::string_view> words = script_tokens(plain);
  std::vector<std::string> out;
  if (words.size() == 1) {
    const Script script = script_of(words[0]);
    if (const auto parts = divide_family_name(words[0]); parts.size() == 2)
      add_divided(parts[0], parts[1], script, out, spellings_max);
    if (out.size() >= spellings_max) return out;
  }
  // Word by word: the n-th spelling of each, so that one standard stays together.
  std::vector<std::vector<std::string>> spellings;
  size_t most = 0;
  for (std::string_view word : words) {
    spellings.push_back(romanise(word, spellings_max));
    if (spellings.back().empty()) spellings.back().emplace_back(word);
    most = std::max(most, spellings.back().size());
  }
  for (size_t i = 0; i < most && out.size() < spellings_max; ++i) {
    std::string whole;
    for (const auto& each : spellings)
      whole += (whole.empty() ? "" : " ") + each[std::min(i, each.size() - 1)];
    put(out, std::move(whole), spellings_max);
  }
  return out;
}

std::string romanised(std::string_view name) {
  auto spellings = romanise_name(name, 1);
  return spellings.empty() ? std::string{} : std::move(spellings[0]);
}

}  // namespace entente
