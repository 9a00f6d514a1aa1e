// Tests: compare_test.cpp, tests/cases/names.
#include "names/token_likeness.h"

#include <algorithm>
#include <optional>

#include "names/distance.h"
#include "names/scripts/chinese_in_hangul.h"
#include "names/scripts/korean.h"

namespace entente {
namespace {

constexpr float kFloor = 0.55F;  // likenesses below it are not worked out: such tokens do not meet
constexpr float kOtherName = 0.6F;  // two given names known to be two
constexpr float kReadAs = 0.93F;    // hangul that can be read for a Chinese syllable

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w' ||
         c == 'v';
}

// Consonants only, v and w among the vowels that Arabic and Hebrew may write.
std::string_view skeleton(std::string_view reading, char (&buffer)[kReadingMax]) {
  size_t n = 0;
  for (const char c : reading)
    if (!is_vowel(c) && n < kReadingMax && (n == 0 || buffer[n - 1] != c)) buffer[n++] = c;
  return {buffer, n};
}

float by_readings(const Prepared& left, const TokenRow& a, const Prepared& right,
                  const TokenRow& b) {
  float best = likeness_from(kFloor, left.text(a), right.text(b));
  if (a.readings > 1 || b.readings > 1) {
    const size_t last_a = a.readings - 1U, last_b = b.readings - 1U;
    const auto meet = [&](size_t i, size_t j) {
      best = std::max(best, 0.985F * likeness_from(std::max(best, kFloor), left.reading(a, i),
                                                   right.reading(b, j)));
    };
    meet(last_a, last_b);
    // Readings between the first and the last are other romanisations: each against either end.
    for (size_t i = 1; i < last_a; ++i) meet(i, 0), meet(i, last_b);
    for (size_t j = 1; j < last_b; ++j) meet(0, j), meet(last_a, j);
  }
  if (is_abjad(a) != is_abjad(b)) {
    const auto meet = [&](size_t i, size_t j) {
      best = std::max(best, 0.97F * abjad_likeness_from(std::max(best, kFloor) / 0.97F,
                                                        left.reading(a, i), right.reading(b, j)));
    };
    meet(a.readings - 1U, b.readings - 1U);
    if (is_abjad(a) && a.readings > 2) meet(a.readings - 2U, b.readings - 1U);
    if (is_abjad(b) && b.readings > 2) meet(a.readings - 1U, b.readings - 2U);
  }
  return best;
}

bool may_be_alike(const TokenRow& a, const TokenRow& b) {
  if (is_abjad(a) != is_abjad(b)) return true;
  if (std::min(a.text_size, b.text_size) <= 3) return true;
  const int common = count_letters(a.letters & b.letters);
  return common * 3 >= 2 * std::min(count_letters(a.letters), count_letters(b.letters)) &&
         common > 0;
}

float initial_likeness(const Prepared& left, const TokenRow& a, const Prepared& right,
                       const TokenRow& b) {
  return left.text(a)[0] == right.text(b)[0] ? 0.96F : 0.0F;
}

// A syllable of hangul and one of Chinese that it may stand for.
bool reads_as(const TokenRow& hangul, const TokenRow& latin) {
  return hangul.script == Script::hangul && hangul.korean && latin.script == Script::latin &&
         latin.native && chinese_reads_as(latin.native, hangul.native);
}

// What needs no letters to be compared; nothing where readings decide.
std::optional<float> told_at_once(const Prepared& left, const TokenRow& a, const Prepared& right,
                                  const TokenRow& b) {
  if (a.kind == b.kind) {
    switch (a.kind) {
      case TokenKind::number:
        return a.id == b.id ? 1.0F : 0.0F;
      case TokenKind::territory:
        return a.id == b.id ? 1.0F : 0.0F;
      case TokenKind::legal_form:
        return a.id == b.id ? 1.0F : 0.0F;
      case TokenKind::org_word:
      case TokenKind::title:
      case TokenKind::particle:
        if (a.id == b.id) return left.text(a) == right.text(b) ? 1.0F : 0.98F;
        break;
      case TokenKind::initial:
        return initial_likeness(left, a, right, b) > 0 ? 1.0F : 0.0F;
      default:
        break;
    }
  }
  if (a.kind == TokenKind::number || b.kind == TokenKind::number) return 0.0F;
  if (a.kind == TokenKind::legal_form || b.kind == TokenKind::legal_form) return 0.0F;
  if ((a.kind == TokenKind::initial && is_name(b)) || (b.kind == TokenKind::initial && is_name(a)))
    return initial_likeness(left, a, right, b);
  // Of what was read as Chinese only the spelling counts, where the other is hangul too.
  if ((a.flags | b.flags) & kTokenPinyin && a.script == b.script)
    return (a.flags & b.flags & kTokenPinyin) && a.native == b.native ? 1.0F : 0.0F;
  if (a.korean && b.korean) {
    if (!korean_agree(a.korean, b.korean)) return reads_as(a, b) || reads_as(b, a) ? kReadAs : 0.0F;
    return left.text(a) == right.text(b) ? 1.0F : 0.97F;
  }
  if (reads_as(a, b) || reads_as(b, a)) return kReadAs;
  if (a.script == Script::han && b.script == Script::han) return a.native == b.native ? 1.0F : 0.0F;
  if (a.text_size == b.text_size && left.text(a) == right.text(b))
    return a.script == b.script ? 1.0F : 0.99F;
  const bool one_given_name = a.id && a.id == b.id && a.kind == TokenKind::word && b.kind == a.kind;
  if (!one_given_name && !may_be_alike(a, b)) return 0.0F;
  return std::nullopt;
}

}  // namespace

float abjad_likeness_from(float floor, std::string_view a, std::string_view b) {
  char first[kReadingMax], second[kReadingMax];
  const std::string_view x = skeleton(a, first), y = skeleton(b, second);
  if (x.empty() || y.empty()) return likeness_from(floor, a, b);
  const float share = std::min(x.size(), y.size()) < 2 ? 0.5F : 0.92F;
  // What the consonants must reach even if the whole is the same; rounding may not cost a pair.
  const float least = (floor - (1 - share)) / share - 1e-3F;
  const float consonants = likeness_from(std::max(0.0F, least), x, y);
  if (consonants < least) return 0;
  return share * consonants + (1 - share) * likeness(a, b);
}

float token_likeness(const Prepared& left, const TokenRow& a, const Prepared& right,
                     const TokenRow& b) {
  if (const auto told = told_at_once(left, a, right, b)) return *told;
  float like = by_readings(left, a, right, b);
  if (a.kind == TokenKind::word && b.kind == TokenKind::word && a.id && b.id) {
    // Known given names: variants of one, or two that only look alike (Ahmad, Muhammad).
    if (a.id == b.id) like = std::max(like, 0.93F);
    else if (like < 0.85F) like = std::min(like, kOtherName);
  }
  return like;
}

}  // namespace entente
