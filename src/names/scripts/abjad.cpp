// Arabic and Hebrew letters one by one: consonants and the long vowels, for comparing by what is
// written. What is not written is guessed by the sound table (sound_table.h). Source: BGN/PCGN 1956
// for Arabic and 1958 for Persian, without marks. Tests: compare_test.cpp, tests/cases/names.
#include <algorithm>
#include <array>
#include <span>

#include "names/scripts/letters.h"
#include "names/scripts/readings.h"

namespace entente::scripts {
namespace {

struct Letter {
  char32_t from;
  std::string_view to;
};
// Long vowels are written; ي and ی may be y, i or a, و may be v, u or o: names/match.cpp allows it.
constexpr Letter kArabic[] = {
    {U'ا', "a"},  {U'آ', "a"},  {U'أ', "a"}, {U'إ', "i"},  {U'ٱ', "a"},  {U'ب', "b"},  {U'پ', "p"},
    {U'ت', "t"},  {U'ث', "th"}, {U'ج', "j"}, {U'چ', "ch"}, {U'ح', "h"},  {U'خ', "kh"}, {U'د', "d"},
    {U'ذ', "z"},  {U'ر', "r"},  {U'ز', "z"}, {U'ژ', "zh"}, {U'س', "s"},  {U'ش', "sh"}, {U'ص', "s"},
    {U'ض', "d"},  {U'ط', "t"},  {U'ظ', "z"}, {U'ع', "a"},  {U'غ', "gh"}, {U'ف', "f"},  {U'ق', "q"},
    {U'ك', "k"},  {U'ک', "k"},  {U'گ', "g"}, {U'ل', "l"},  {U'م', "m"},  {U'ن', "n"},  {U'ه', "h"},
    {U'ة', "a"},  {U'و', "w"},  {U'ؤ', "w"}, {U'ي', "y"},  {U'ی', "y"},  {U'ى', "y"},  {U'ئ', "y"},
    {U'ء', ""},   {U'ټ', "t"},  {U'ډ', "d"}, {U'ړ', "r"},  {U'ڼ', "n"},  {U'ښ', "sh"}, {U'ځ', "z"},
    {U'څ', "ts"}, {U'ې', "e"},  {U'ہ', "h"}, {U'ھ', "h"},  {U'ے', "e"},  {U'ٹ', "t"},  {U'ڈ', "d"},
    {U'ڑ', "r"},  {U'ں', "n"},  {U'ڤ', "v"}, {U'ە', "e"},
};
// Where Persian, Urdu and Pashto say a letter otherwise than Arabic does.
constexpr Letter kPersianOnly[] = {{U'ث', "s"}, {U'ض', "z"}, {U'و', "v"}};
constexpr auto kPersian = [] {
  std::array<Letter, std::size(kArabic)> out{};
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = kArabic[i];
    for (const Letter& other : kPersianOnly)
      if (other.from == out[i].from) out[i] = other;
  }
  return out;
}();
constexpr Letter kHebrew[] = {
    {U'א', "a"},  {U'ב', "b"},  {U'ג', "g"}, {U'ד', "d"}, {U'ה', "h"},  {U'ו', "w"}, {U'ז', "z"},
    {U'ח', "h"},  {U'ט', "t"},  {U'י', "y"}, {U'כ', "k"}, {U'ך', "k"},  {U'ל', "l"}, {U'מ', "m"},
    {U'ם', "m"},  {U'נ', "n"},  {U'ן', "n"}, {U'ס', "s"}, {U'ע', "a"},  {U'פ', "p"}, {U'ף', "f"},
    {U'צ', "ts"}, {U'ץ', "ts"}, {U'ק', "k"}, {U'ר', "r"}, {U'ש', "sh"}, {U'ת', "t"},
};

std::span<const Letter> table_of(Abjad abjad) {
  if (abjad == Abjad::hebrew) return kHebrew;
  return abjad == Abjad::persian ? std::span<const Letter>(kPersian) : kArabic;
}

}  // namespace

std::string spell_abjad(std::u32string_view letters, Abjad abjad) {
  const auto table = table_of(abjad);
  std::string out;
  for (const char32_t c : letters) {
    const auto found = std::ranges::find(table, c, &Letter::from);
    if (found != table.end()) out += found->to;
    else if (c < 0x80) out += static_cast<char>(c);
  }
  return out;
}

std::string abjad_sounds(std::u32string_view letters, Abjad abjad) {
  const auto table = table_of(abjad);
  std::string out;
  for (const char32_t c : letters) {
    const auto found = std::ranges::find(table, c, &Letter::from);
    if (found == table.end()) continue;
    const std::string sound =
        found->to == "y" || found->to == "w" ? std::string(found->to) : sound_of(found->to);
    if (out.empty() || !out.ends_with(sound)) out += sound;
  }
  return out;
}

}  // namespace entente::scripts
