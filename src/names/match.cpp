// Why: names differ by spelling, order, omission, and by being other names; only the last should
// part them. So tokens are paired by sound (greedily, the likest first; names are short, and on
// them greedy and optimal pairings hardly ever differ), and what remains on both sides contradicts
// while what remains on one side was left out.
// Cost: n·m likenesses, most of them ended by one AND of letter masks; no allocation.
// Tests: match_test.cpp, tests/cases/names.
#include "names/match.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "names/distance.h"
#include "names/korean.h"
#include "names/tables.h"

namespace entente {
namespace {

constexpr float kPairedMin = 0.55F;  // less alike tokens do not meet
constexpr float kJoinedMin = 0.85F;  // "Mohammadhasni" and "Mohammad Hasni"
constexpr size_t kJoinedMax = 4;

bool is_abjad(TokenScript script) {
  return script == TokenScript::arabic || script == TokenScript::hebrew;
}

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

// A native word that writes few vowels against a Latin one.
float abjad_likeness(std::string_view a, std::string_view b) {
  char first[kReadingMax], second[kReadingMax];
  const std::string_view x = skeleton(a, first), y = skeleton(b, second);
  if (x.empty() || y.empty()) return likeness(a, b);
  if (std::min(x.size(), y.size()) < 2) return 0.5F * likeness(x, y) + 0.5F * likeness(a, b);
  return 0.92F * likeness(x, y) + 0.08F * likeness(a, b);
}

float by_readings(const Prepared& left, const TokenRow& a, const Prepared& right,
                  const TokenRow& b) {
  float best = likeness(left.text(a), right.text(b));
  if (a.readings > 1 || b.readings > 1) {
    for (size_t i = 0; i < a.readings; ++i)
      for (size_t j = 0; j < b.readings; ++j)
        if (i + j > 0 && (i + 1 == a.readings || j + 1 == b.readings))
          best = std::max(best, 0.985F * likeness(left.reading(a, i), right.reading(b, j)));
  }
  if (is_abjad(a.script) != is_abjad(b.script))
    best = std::max(best, 0.97F * abjad_likeness(left.reading(a, a.readings - 1U),
                                                 right.reading(b, b.readings - 1U)));
  return best;
}

bool may_be_alike(const TokenRow& a, const TokenRow& b) {
  if (is_abjad(a.script) != is_abjad(b.script)) return true;
  const int common = std::popcount(a.letters & b.letters);
  return common * 2 >= std::min(std::popcount(a.letters), std::popcount(b.letters)) && common > 0;
}

float initial_likeness(const Prepared& left, const TokenRow& a, const Prepared& right,
                       const TokenRow& b) {
  return left.text(a)[0] == right.text(b)[0] ? 0.96F : 0.0F;
}

bool is_name(const TokenRow& t) {
  return t.kind == TokenKind::word || t.kind == TokenKind::initial ||
         t.kind == TokenKind::patronymic;
}

float weight_of(const TokenRow& t) {
  const float full = static_cast<float>(t.weight) / 64.0F;
  return t.flags & kTokenBracketed ? full * 0.5F : full;
}

// What met a particle is more likely a particle misspelt than another name.
float weight_of_pair(const TokenRow& a, const TokenRow& b) {
  const float x = weight_of(a), y = weight_of(b);
  if (a.kind == TokenKind::particle || b.kind == TokenKind::particle) return std::min(x, y);
  return (x + y) / 2;
}

// Everything of one matching, on the stack.
struct Matcher {
  Matcher(const Prepared& l, const NameRow& x, const Prepared& r, const NameRow& y,
          const NameWeights& weights)
      : left(l), right(r), name_a(x), name_b(y), w(weights), a(l.tokens(x)), b(r.tokens(y)) {
    const auto firm = [](const Prepared& p) {
      return p.head().sort == Sort::organisation || p.head().sort == Sort::vessel;
    };
    organisation = firm(l) || firm(r);
    out.partner.fill(NameMatch::kNone);
    out.right_partner.fill(NameMatch::kNone);
  }

  const Prepared& left;
  const Prepared& right;
  const NameRow& name_a;
  const NameRow& name_b;
  const NameWeights& w;
  std::span<const TokenRow> a, b;
  bool organisation = false;
  NameMatch out{};
  float grade_lost = 0;
  size_t met_words = 0;
  float likeness_of[kTokensMax][kTokensMax];

  float worth(float like) const {
    return like >= 1.0F ? 1.0F
                        : 1.0F / (1.0F + std::exp((w.likeness_middle - like) / w.likeness_width));
  }

  void meet(size_t i, size_t j, float like) {
    out.partner[i] = static_cast<int8_t>(j);
    out.right_partner[j] = static_cast<int8_t>(i);
    out.likeness[i] = like;
  }

  void count_pair(float weight, float like) {
    const float value = worth(like);
    out.agreed += weight * value;
    out.contradicted += weight * (1.0F - value);
    grade_lost += weight * (1.0F - like);
  }

  void fill() {
    for (size_t i = 0; i < a.size(); ++i)
      for (size_t j = 0; j < b.size(); ++j) {
        float like = token_likeness(left, a[i], right, b[j]);
        if (like < 1.0F && organisation && std::min(a[i].text_size, b[j].text_size) <= 3 &&
            (a[i].flags & b[j].flags & kTokenAcronym) && !a[i].korean)
          like -= 0.15F;
        likeness_of[i][j] = like;
      }
  }

  // Pairs, the likest first; of equals the one nearest in place.
  void pair() {
    for (;;) {
      float best = kPairedMin;
      size_t at_i = 0, at_j = 0;
      bool found = false;
      for (size_t i = 0; i < a.size(); ++i) {
        if (out.partner[i] != NameMatch::kNone) continue;
        for (size_t j = 0; j < b.size(); ++j) {
          if (out.right_partner[j] != NameMatch::kNone) continue;
          const float place = 0.004F * static_cast<float>(i > j ? i - j : j - i);
          if (likeness_of[i][j] - place > best) {
            best = likeness_of[i][j] - place;
            at_i = i;
            at_j = j;
            found = true;
          }
        }
      }
      if (!found) return;
      meet(at_i, at_j, likeness_of[at_i][at_j]);
      count_pair(weight_of_pair(a[at_i], b[at_j]), likeness_of[at_i][at_j]);
      if (is_name(a[at_i]) || is_name(b[at_j])) ++met_words;
    }
  }
};

// A long token of one side against several neighbours of the other, all still without a partner.
template <bool kSwapped>
void join_tokens(Matcher& m) {
  const auto& ones = kSwapped ? m.b : m.a;
  const auto& many = kSwapped ? m.a : m.b;
  const Prepared& one_side = kSwapped ? m.right : m.left;
  const Prepared& many_side = kSwapped ? m.left : m.right;
  auto& one_partner = kSwapped ? m.out.right_partner : m.out.partner;
  auto& many_partner = kSwapped ? m.out.partner : m.out.right_partner;
  for (size_t i = 0; i < ones.size(); ++i) {
    if (one_partner[i] != NameMatch::kNone || ones[i].text_size < 4) continue;
    for (size_t from = 0; from + 1 < many.size(); ++from) {
      uint32_t letters = 0;
      char buffer[2][kReadingMax + 1];
      size_t sizes[2] = {0, 0};
      float weight = 0;
      for (size_t to = from; to < many.size() && to < from + kJoinedMax; ++to) {
        if (many_partner[to] != NameMatch::kNone) break;
        letters |= many[to].letters;
        weight += weight_of(many[to]);
        const std::string_view parts[2] = {many_side.text(many[to]),
                                           many_side.reading(many[to], many[to].readings - 1U)};
        for (size_t k = 0; k < 2; ++k)
          sizes[k] += parts[k].copy(buffer[k] + sizes[k], kReadingMax - sizes[k]);
        if (sizes[0] > ones[i].text_size + 2U) break;
        if (to == from || sizes[0] + 2U < ones[i].text_size) continue;
        if (std::popcount(letters & ones[i].letters) * 4 < std::popcount(ones[i].letters) * 3)
          continue;
        const float like =
            std::max(likeness(one_side.text(ones[i]), {buffer[0], sizes[0]}),
                     0.985F * likeness(one_side.reading(ones[i], ones[i].readings - 1U),
                                       {buffer[1], sizes[1]}));
        float alone = 0;
        for (size_t k = from; k <= to; ++k)
          alone = std::max(alone, kSwapped ? m.likeness_of[k][i] : m.likeness_of[i][k]);
        if (like < kJoinedMin || like <= alone) continue;
        for (size_t k = from; k <= to; ++k) {
          if (kSwapped) m.meet(k, i, like - 0.01F);
          else m.meet(i, k, like - 0.01F);
        }
        m.count_pair(std::max(weight, weight_of(ones[i])), like - 0.01F);
        ++m.met_words;
        from = many.size();
        break;
      }
    }
  }
}

// Tokens without a partner: sums of their weights, legal forms and numbers by themselves.
struct Rest {
  float weight = 0, territory = 0;
  size_t numbers = 0, words = 0;
  const TokenRow* legal = nullptr;
};
Rest rest_of(std::span<const TokenRow> tokens, const std::array<int8_t, kTokensMax>& partner) {
  Rest out;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (partner[i] != NameMatch::kNone) continue;
    if (tokens[i].kind == TokenKind::legal_form) out.legal = &tokens[i];
    else if (tokens[i].kind == TokenKind::number) ++out.numbers;
    else if (tokens[i].kind != TokenKind::title)
      out.weight += weight_of(tokens[i]), out.words += is_name(tokens[i]);
  }
  return out;
}

// The class of the form that a name carries, met or not.
const TokenRow* legal_of(std::span<const TokenRow> tokens) {
  for (const TokenRow& t : tokens)
    if (t.kind == TokenKind::legal_form) return &t;
  return nullptr;
}

void weigh_legal_forms(Matcher& m) {
  const TokenRow *x = legal_of(m.a), *y = legal_of(m.b);
  if (!x || !y) {
    if (x || y) m.grade_lost += 0.04F;
    return;
  }
  if (x->id == y->id) return;
  m.grade_lost += 0.06F;
  const auto cx = static_cast<LegalClass>(x->rank), cy = static_cast<LegalClass>(y->rank);
  if (cx == cy || cx == LegalClass::other || cy == LegalClass::other || cx == LegalClass::none ||
      cy == LegalClass::none)
    return;
  const bool both_firms = cx <= LegalClass::partnership && cy <= LegalClass::partnership;
  m.out.legal_conflict = true;
  m.out.contradicted += both_firms ? 0.08F : m.w.legal_conflict;
}

// Fathers and sons exchanged: two that met stand before and after "bin" in one name, the other way
// round in the other. Korean syllables: the given name's order is part of it.
bool is_reordered(const Matcher& m) {
  const bool korean = m.name_a.flags & m.name_b.flags & kNameKorean;
  size_t falls = 0;
  for (size_t i = 0; i < m.a.size(); ++i)
    for (size_t k = i + 1; k < m.a.size(); ++k) {
      if (m.out.partner[i] < 0 || m.out.partner[k] < 0) continue;
      const TokenRow &x = m.b[static_cast<size_t>(m.out.partner[i])],
                     &y = m.b[static_cast<size_t>(m.out.partner[k])];
      if (m.a[i].rank < m.a[k].rank && x.rank > y.rank && (m.a[k].flags & kTokenNasab) &&
          (x.flags & kTokenNasab))
        return true;
      falls += m.out.partner[i] > m.out.partner[k];
    }
  // A family name in front or behind makes as many falls as there are other syllables.
  return korean && falls != 0 && falls != m.a.size() - 1;
}

float final_score(Matcher& m) {
  const Rest x = rest_of(m.a, m.out.partner), y = rest_of(m.b, m.out.right_partner);
  const float both = std::min(x.weight, y.weight);
  m.out.contradicted += both;
  m.out.omitted += std::max(x.weight, y.weight) - both;
  if (x.numbers && y.numbers) {
    m.out.contradicted += 1.0F;
    m.out.number_conflict = true;
  } else if (x.numbers || y.numbers) {
    m.out.omitted += m.w.number_omission;
    // A number against a word says something else; a number left out is only left out.
    if ((x.numbers && y.words) || (y.numbers && x.words)) m.out.contradicted += 0.5F;
  }
  if (is_reordered(m)) {
    m.out.reordered = true;
    m.out.contradicted += 1.0F;
  }
  const float contradiction =
      m.organisation ? m.w.organisation_contradiction : m.w.person_contradiction;
  const float omission = m.organisation ? m.w.organisation_omission : m.w.person_omission;
  const float all = m.out.agreed + contradiction * m.out.contradicted + omission * m.out.omitted;
  if (all <= 0 || m.out.agreed <= 0) return 0;
  const float loss =
      m.w.graded_loss * m.grade_lost / (m.out.agreed + m.out.contradicted + m.out.omitted);
  return std::clamp(m.out.agreed / all - loss, 0.0F, 1.0F);
}

// The same match with the sides exchanged.
NameMatch mirrored(NameMatch m, const Prepared& left, const NameRow& a) {
  std::swap(m.partner, m.right_partner);
  const auto by_right = m.likeness;
  for (size_t i = 0; i < left.tokens(a).size(); ++i)
    if (m.partner[i] != NameMatch::kNone)
      m.likeness[i] = by_right[static_cast<size_t>(m.partner[i])];
  return m;
}

}  // namespace

float token_likeness(const Prepared& left, const TokenRow& a, const Prepared& right,
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
  if (a.kind == TokenKind::number || b.kind == TokenKind::number) return 0;
  if (a.kind == TokenKind::legal_form || b.kind == TokenKind::legal_form) return 0;
  if ((a.kind == TokenKind::initial && is_name(b)) || (b.kind == TokenKind::initial && is_name(a)))
    return initial_likeness(left, a, right, b);
  if (a.korean && b.korean) {
    if (!korean_agree(a.korean, b.korean)) return 0;
    return left.text(a) == right.text(b) ? 1.0F : 0.97F;
  }
  if (a.script == TokenScript::han && b.script == TokenScript::han)
    return a.native == b.native ? 1.0F : 0.0F;
  if (a.text_size == b.text_size && left.text(a) == right.text(b))
    return a.script == b.script ? 1.0F : 0.99F;
  if (!may_be_alike(a, b)) return 0;
  float like = by_readings(left, a, right, b);
  if (a.kind == TokenKind::word && b.kind == TokenKind::word && a.id && a.id == b.id)
    like = std::max(like, 0.93F);
  return like;
}

NameMatch match_names(const Prepared& left, const NameRow& a, const Prepared& right,
                      const NameRow& b, const NameWeights& weights) {
  // Pairing depends on order where likenesses are equal: one order for both ways round.
  if (a.folded > b.folded || (a.folded == b.folded && a.written > b.written))
    return mirrored(match_names(right, b, left, a, weights), left, a);
  Matcher m(left, a, right, b, weights);
  m.fill();
  join_tokens<false>(m);
  join_tokens<true>(m);
  m.pair();
  weigh_legal_forms(m);
  m.out.score = final_score(m);
  const bool whole = m.out.contradicted == 0 && m.out.omitted == 0;
  if (m.out.score > 0.5F && a.written == b.written && whole) m.out.score = 1.0F;
  else m.out.score *= a.folded == b.folded ? 0.995F : 0.985F;
  return m.out;
}

}  // namespace entente
