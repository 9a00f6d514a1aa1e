// Tests: sound_test.cpp.
#include "names/scripts/sound.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"
#include "names/scripts/chinese.h"
#include "names/scripts/han.h"
#include "names/scripts/korean.h"
#include "names/scripts/native_side.h"
#include "names/scripts/romanise.h"
#include "names/scripts/sound_table.h"

namespace entente {
namespace {

using namespace scripts;

constexpr size_t kSyllablesLettersMax = 12;  // of two Korean syllables in Latin letters

// What one place in a folded Latin token says: classes for the letters taken, '-' for none.
struct Step {
  std::string_view letters;
  std::string_view first, second;  // the usual class, and another one that it may have
};
// Longest first. Letters that are not named say nothing (vowels, h, y).
constexpr Step kSteps[] = {
    {"tsch", "C", ""}, {"shch", "C", ""}, {"sch", "C", "SK"}, {"tch", "C", ""}, {"dzh", "C", ""},
    {"ch", "C", "K"},  {"sh", "C", ""},   {"zh", "C", ""},    {"kh", "K", ""},  {"gh", "K", ""},
    {"ph", "F", ""},   {"th", "T", ""},   {"ts", "S", ""},    {"tz", "S", ""},  {"cz", "C", ""},
    {"sz", "C", "S"},  {"dj", "C", ""},   {"ck", "K", ""},    {"ce", "S", "C"}, {"ci", "S", "C"},
    {"cy", "S", ""},   {"ge", "K", "C"},  {"gi", "K", "C"},   {"gy", "K", "C"}, {"ng", "NK", "N"},
    {"b", "P", ""},    {"p", "P", ""},    {"f", "F", ""},     {"v", "F", ""},   {"w", "F", "-"},
    {"t", "T", ""},    {"d", "T", ""},    {"s", "S", ""},     {"z", "S", ""},   {"c", "K", ""},
    {"j", "C", "-"},   {"k", "K", ""},    {"g", "K", ""},     {"q", "K", ""},   {"x", "KS", "C"},
    {"l", "L", ""},    {"r", "L", ""},    {"m", "M", ""},     {"n", "N", ""},
};

const Step* step_at(std::string_view letters) {
  for (const Step& step : kSteps)
    if (letters.starts_with(step.letters)) return &step;
  return nullptr;
}

void append(std::string& skeleton, std::string_view classes) {
  for (char c : classes)
    if (c != '-' && (skeleton.empty() || skeleton.back() != c)) skeleton += c;
}

void put(std::vector<std::string>& out, std::string skeleton) {
  if (skeleton.empty()) skeleton += 'A';
  if (std::ranges::find(out, skeleton) == out.end()) out.push_back(std::move(skeleton));
}

std::vector<std::string> latin_skeletons(std::string_view letters, size_t count_max) {
  std::vector<std::string> open{""};
  for (size_t at = 0; at < letters.size();) {
    const Step* step = step_at(letters.substr(at));
    if (!step) {
      ++at;
      continue;
    }
    const size_t now = open.size();
    for (size_t i = 0; i < now; ++i) {
      if (!step->second.empty() && open.size() < count_max) {
        open.push_back(open[i]);
        append(open.back(), step->second);
      }
      append(open[i], step->first);
    }
    at += step->letters.size();
    if (step->letters.size() == 2 &&
        std::string_view("eiy").find(step->letters[1]) != std::string_view::npos)
      --at;
  }
  std::vector<std::string> out;
  for (std::string& skeleton : open) put(out, std::move(skeleton));
  return out;
}

// Bits a letter beyond which a native and a Latin token are no longer likely one name, and how
// fast the doubt grows: fitted on the training pairs against others of the same skeleton.
// How much of what the native token costs by itself is taken off: all of it would let rare letters
// stand for anything, nothing would favour short tokens. Measured on held-back training pairs.
constexpr double kOwnShare = 0.7;
constexpr double kEvenBits = 3.6, kSteepness = 1.7;

double likeness_by(int alignment_cost, const SoundForm& native, std::string_view latin) {
  const double excess = alignment_cost - kOwnShare * native.least_cost;
  const double bits =
      static_cast<double>(excess) / kEighths / static_cast<double>(latin.size() + 1);
  return 1 / (1 + std::exp(kSteepness * (bits - kEvenBits)));
}

// What the tables of syllables and family names vouch for is this alike at least: the learned table
// knows foreign names above all, and seldom met Lee for 이.
constexpr double kAgreed = 0.8;

// "hyeonjin" and "hyunjin" for 현진: one or two syllables, divided wherever they agree.
bool agrees_by_syllables(const SoundForm& native, std::string_view latin) {
  if (!native.first_syllable || latin.size() > kSyllablesLettersMax) return false;
  if (!native.second_syllable) return korean_agree(native.first_syllable, korean_sound(latin));
  for (size_t at = 1; at < latin.size(); ++at)
    if (korean_agree(native.first_syllable, korean_sound(latin.substr(0, at))) &&
        korean_agree(native.second_syllable, korean_sound(latin.substr(at))))
      return true;
  return false;
}

double likeness_of(int alignment_cost, const SoundForm& native, std::string_view latin) {
  const double by_letters = likeness_by(alignment_cost, native, latin);
  const bool known =
      native.family && std::ranges::find(*native.family, latin) != native.family->end();
  if (!known && !agrees_by_syllables(native, latin)) return by_letters;
  return kAgreed + (1 - kAgreed) * by_letters;
}

// A token as Latin letters: folded, or its first spelling.
std::string in_latin(std::string_view token) {
  auto spellings = romanise(token, 1);
  return spellings.empty() ? std::string{} : std::move(spellings[0]);
}

// Two Latin tokens by their letters: one less the share that must be changed.
double letters_alike(std::string_view a, std::string_view b) {
  a = a.substr(0, kLettersMax);
  b = b.substr(0, kLettersMax);
  if (a.empty() || b.empty()) return 0;
  std::array<size_t, kLettersMax + 1> line;
  for (size_t j = 0; j <= b.size(); ++j) line[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t corner = line[0];
    line[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = corner + (a[i - 1] != b[j - 1]);
      corner = line[j];
      line[j] = std::min({line[j] + 1, line[j - 1] + 1, change});
    }
  }
  return 1 -
         static_cast<double>(line[b.size()]) / static_cast<double>(std::max(a.size(), b.size()));
}

// How the initials of pinyin are heard where their letters mean something else.
constexpr std::pair<std::string_view, std::string_view> kPinyinInitials[] = {
    {"zh", "C"}, {"ch", "C"}, {"sh", "S"}, {"z", "C"}, {"c", "C"},
    {"j", "C"},  {"q", "C"},  {"x", "S"},  {"s", "S"}, {"r", "L"}};

// Of a word that falls into pinyin syllables; empty when it does not.
std::string pinyin_skeleton(std::string_view letters) {
  constexpr size_t kSyllableMax = 6;
  std::string out;
  while (!letters.empty()) {
    size_t size = std::min(letters.size(), kSyllableMax);
    while (size > 0 && !is_chinese_syllable(letters.substr(0, size))) --size;
    if (size == 0) return {};
    std::string_view rest = letters.substr(0, size);
    for (const auto& [initial, heard] : kPinyinInitials)
      if (rest.starts_with(initial)) {
        append(out, heard);
        rest.remove_prefix(initial.size());
        break;
      }
    for (const std::string& own : latin_skeletons(rest, 1))
      if (own != "A") append(out, own);
    letters.remove_prefix(size);
  }
  return out;
}

}  // namespace

std::vector<std::string> heard_skeletons(std::string_view latin) {
  constexpr std::string_view kSilent = "stdxzp", kVowels = "aeiouy";
  std::vector<std::string> out;
  if (std::string pinyin = pinyin_skeleton(latin); !pinyin.empty()) put(out, std::move(pinyin));
  if (const size_t at = latin.find("th"); at != std::string_view::npos) {
    const std::string lisped =
        std::string(latin.substr(0, at)) + "s" + std::string(latin.substr(at + 2));
    put(out, latin_skeletons(lisped, 1)[0]);
  }
  const size_t size = latin.size();
  if (size > 3 && kSilent.contains(latin[size - 1]) && kVowels.contains(latin[size - 2]))
    put(out, latin_skeletons(latin.substr(0, size - 1), 1)[0]);
  return out;
}

std::string likely_spelling(std::string_view token) {
  const std::string plain = plain_letters(token);
  const auto& readings = known_readings(script_of(plain), plain);
  return readings.empty() ? in_latin(token) : readings[0];
}

SoundForm sound_form(std::string_view native_token) {
  const std::string plain = plain_letters(native_token);
  SoundForm out;
  out.script = script_of(plain);
  if (!SoundTable::built_in().has(out.script)) return out;
  const UnitRows rows =
      unit_rows(SoundTable::built_in(), out.script, sound_units(out.script, plain));
  out.units = rows.one;
  out.pairs = rows.two;
  out.least_cost = least_cost(SoundTable::built_in(), rows);
  if (const auto& spellings = family_name_readings(plain); !spellings.empty())
    out.family = &spellings;
  if (out.script == Script::hangul && count_code_points(plain) <= 2) {
    out.first_syllable = korean_sound(decode_at(plain, 0));
    if (const size_t next = next_code_point(plain, 0); next < plain.size())
      out.second_syllable = korean_sound(decode_at(plain, next));
  }
  return out;
}

double sound_likeness(const SoundForm& native, LatinSide& side) {
  if (native.units.empty() || side.latin().empty()) return 0;
  return likeness_of(side.alignment_cost({native.units, native.pairs}), native, side.latin());
}

double sound_likeness(const SoundForm& native, NativeSide& laid_out, std::string_view latin) {
  if (native.units.empty() || latin.empty()) return 0;
  return likeness_of(laid_out.alignment_cost(latin), native, latin);
}

double sound_likeness(const SoundForm& native, std::string_view latin) {
  thread_local LatinSide side(SoundTable::built_in());
  side.lay_out(latin);
  return sound_likeness(native, side);
}

double sound_likeness(std::string_view a, std::string_view b) {
  const SoundForm left = sound_form(a), right = sound_form(b);
  if (!left.units.empty() && right.script == Script::latin)
    return sound_likeness(left, fold_latin(b));
  if (!right.units.empty() && left.script == Script::latin)
    return sound_likeness(right, fold_latin(a));
  return letters_alike(in_latin(a), in_latin(b));
}

std::vector<std::string> skeletons(std::string_view token, size_t count_max) {
  const std::string plain = plain_letters(token);
  const Script script = script_of(plain);
  if (script == Script::latin) return latin_skeletons(fold_latin(token), count_max);
  std::vector<std::string> out;
  const std::vector<std::string> spellings = romanise(plain, kReadingsMax);
  for (const std::string& spelling : spellings) {
    put(out, latin_skeletons(spelling, 1)[0]);
    if (out.size() >= count_max) break;
  }
  return out;
}

}  // namespace entente
