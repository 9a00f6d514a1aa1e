// Why: names differ by spelling, order, omission, and by being other names; only the last should
// part them. So tokens are paired by sound (greedily, the likest first; names are short, and on
// them greedy and optimal pairings hardly ever differ), and what remains on both sides contradicts
// while what remains on one side was left out.
// Cost: n·m likenesses, most of them ended by one AND of letter masks; no allocation.
// Tests: compare_test.cpp, tests/cases/names.
#include "names/match.h"

#include <algorithm>
#include <cmath>

#include "names/distance.h"
#include "names/known_likeness.h"
#include "names/tables.h"
#include "names/token_likeness.h"

namespace entente {
namespace {

constexpr float kPairedMin = 0.55F;  // less alike tokens do not meet
constexpr float kJoinedMin = 0.85F;  // "Mohammadhasni" and "Mohammad Hasni"
constexpr size_t kJoinedMax = 4;

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

// What is known already of the likeness of tokens, if anything.
struct Known {
  KnownLikeness* all = nullptr;
  bool asked_is_right = false;
};

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

  void uncount_pair(float weight, float like) {
    const float value = worth(like);
    out.agreed -= weight * value;
    out.contradicted -= weight * (1.0F - value);
    grade_lost -= weight * (1.0F - like);
  }

  void fill(const Known& known) {
    for (size_t i = 0; i < a.size(); ++i)
      for (size_t j = 0; j < b.size(); ++j) {
        float like = likeness(known, i, j);
        if (like < 1.0F && organisation && std::min(a[i].text_size, b[j].text_size) <= 3 &&
            (a[i].flags & b[j].flags & kTokenAcronym) && !a[i].korean)
          like -= 0.15F;
        likeness_of[i][j] = like;
      }
  }

  float likeness(const Known& known, size_t i, size_t j) const {
    if (!known.all) return token_likeness(left, a[i], right, b[j]);
    i += name_a.first_token;
    j += name_b.first_token;
    return known.asked_is_right ? known.all->of(j, i) : known.all->of(i, j);
  }

  // Pairs, the likest first; of equals the one nearest in place.
  void pair() {
    struct Candidate {
      float rank;
      uint8_t i, j;
    };
    Candidate found[kTokensMax * kTokensMax];
    size_t count = 0;
    for (size_t i = 0; i < a.size(); ++i) {
      if (out.partner[i] != NameMatch::kNone) continue;
      for (size_t j = 0; j < b.size(); ++j) {
        if (likeness_of[i][j] < kPairedMin || out.right_partner[j] != NameMatch::kNone) continue;
        const float place = 0.004F * static_cast<float>(i > j ? i - j : j - i);
        found[count++] = {likeness_of[i][j] - place, static_cast<uint8_t>(i),
                          static_cast<uint8_t>(j)};
      }
    }
    std::sort(found, found + count, [](const Candidate& x, const Candidate& y) {
      return x.rank != y.rank ? x.rank > y.rank : x.i != y.i ? x.i < y.i : x.j < y.j;
    });
    for (size_t n = 0; n < count; ++n) {
      const auto [rank, i, j] = found[n];
      if (out.partner[i] != NameMatch::kNone || out.right_partner[j] != NameMatch::kNone) continue;
      meet(i, j, likeness_of[i][j]);
      count_pair(weight_of_pair(a[i], b[j]), likeness_of[i][j]);
    }
  }
};

// "Mark B. Messmer" is no Mark Blatt: an initial behind the first name met a word, and another word
// of its side met none, so the word rather stands against that one. Two further words that met
// speak for the initial all the same.
template <bool kSwapped>
void part_initials(Matcher& m) {
  const auto ours = kSwapped ? m.b : m.a, theirs = kSwapped ? m.a : m.b;
  auto& partners = kSwapped ? m.out.right_partner : m.out.partner;
  size_t words_met = 0, words_left = 0;
  for (size_t i = 0; i < ours.size(); ++i)
    if (ours[i].kind == TokenKind::word || ours[i].kind == TokenKind::patronymic)
      ++(partners[i] == NameMatch::kNone ? words_left : words_met);
  if (words_left == 0 || words_met > 1) return;
  for (size_t i = 1; i < ours.size(); ++i) {
    if (ours[i].kind != TokenKind::initial || partners[i] == NameMatch::kNone) continue;
    const auto k = static_cast<size_t>(partners[i]);
    if (theirs[k].kind != TokenKind::word) continue;
    const size_t left = kSwapped ? k : i, right = kSwapped ? i : k;
    m.uncount_pair(weight_of_pair(m.a[left], m.b[right]), m.out.likeness[left]);
    m.out.partner[left] = m.out.right_partner[right] = NameMatch::kNone;
  }
}

// One long token against a run of neighbours of the other side, written together.
float joined_likeness(const Prepared& one_side, const TokenRow& one, const Prepared& many_side,
                      std::span<const TokenRow> run) {
  uint32_t letters = 0;
  for (const TokenRow& t : run) letters |= t.letters;
  const bool consonants = is_abjad(run.front()) != is_abjad(one);
  if (!consonants && count_letters(letters & one.letters) * 4 < count_letters(one.letters) * 3)
    return 0;
  float best = 0;
  for (const bool by_sound : {false, true}) {
    char buffer[kReadingMax];
    size_t size = 0;
    for (const TokenRow& t : run)
      // "شهاب الدین" is Shahabuddin: the article melts into what follows.
      if (!consonants || t.script != Script::arabic || many_side.text(t) != "al")
        size += many_side.reading(t, by_sound ? t.readings - 1U : 0U)
                    .copy(buffer + size, kReadingMax - size);
    const std::string_view whole(buffer, size),
        single = one_side.reading(one, by_sound ? one.readings - 1U : 0U);
    const float like = consonants ? abjad_likeness_from(kJoinedMin, single, whole)
                                  : likeness_from(kJoinedMin, single, whole);
    best = std::max(best, by_sound ? 0.985F * like : like);
  }
  return best;
}

// Long tokens of one side that are several of the other: "Mohammadhasni", "Mohammad Hasni".
template <bool kSwapped>
void join_tokens(Matcher& m) {
  const auto ones = kSwapped ? m.b : m.a, many = kSwapped ? m.a : m.b;
  const auto& partners = kSwapped ? m.out.partner : m.out.right_partner;
  const auto likeness_at = [&](size_t one, size_t k) {
    return kSwapped ? m.likeness_of[k][one] : m.likeness_of[one][k];
  };
  const auto join = [&](size_t one, size_t from, size_t to) {
    float alone = 0, weight = 0;
    for (size_t k = from; k < to; ++k) {
      if (partners[k] != NameMatch::kNone) return false;
      alone = std::max(alone, likeness_at(one, k));
      weight += weight_of(many[k]);
    }
    if (alone >= 1.0F) return false;
    const float like = joined_likeness(kSwapped ? m.right : m.left, ones[one],
                                       kSwapped ? m.left : m.right, many.subspan(from, to - from)) -
                       0.01F;
    if (like < kJoinedMin || like <= alone) return false;
    for (size_t k = from; k < to; ++k) kSwapped ? m.meet(k, one, like) : m.meet(one, k, like);
    m.count_pair(std::max(weight, weight_of(ones[one])), like);
    return true;
  };
  for (size_t one = 0; one < ones.size(); ++one) {
    if (ones[one].text_size < 4 ||
        (kSwapped ? m.out.right_partner : m.out.partner)[one] != NameMatch::kNone)
      continue;
    bool joined = false;
    for (size_t from = 0; from + 1 < many.size() && !joined; ++from) {
      size_t size = many[from].text_size;
      for (size_t to = from + 1; to < many.size() && to < from + kJoinedMax && !joined; ++to) {
        size += many[to].text_size;
        if (size > ones[one].text_size + 2U) break;
        const bool consonants = is_abjad(ones[one]) != is_abjad(many[from]);
        if (size + 2U >= ones[one].text_size || (consonants && 2 * size >= ones[one].text_size))
          joined = join(one, from, to + 1);
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

// A person's name in one word stands for whoever bears it; with a title ("President Erdoğan") it is
// meant for one.
float cost_of_omission(const Matcher& m) {
  const float share = m.organisation ? m.w.organisation_omission : m.w.person_omission;
  const float cost = share * std::pow(m.out.omitted, m.w.omission_power);
  const bool lone =
      !m.organisation && std::min(m.a.size(), m.b.size()) == 1 && m.a.size() != m.b.size();
  return lone ? std::max(cost, m.w.lone_omission) : cost;
}

float final_score(Matcher& m) {
  const Rest x = rest_of(m.a, m.out.partner), y = rest_of(m.b, m.out.right_partner);
  const float both = std::min(x.weight, y.weight);
  m.out.contradicted += both;
  // A syllable too many makes another given name.
  const bool syllables = m.name_a.flags & m.name_b.flags & (kNameKorean | kNameChinese);
  (syllables ? m.out.contradicted : m.out.omitted) += std::max(x.weight, y.weight) - both;
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
  const float agreed =
      m.out.agreed <= 2.0F ? m.out.agreed : 2.0F + m.w.agreement_beyond * (m.out.agreed - 2.0F);
  const float all = agreed + contradiction * m.out.contradicted + cost_of_omission(m);
  if (agreed <= 0) return 0;
  const float loss =
      m.w.graded_loss * m.grade_lost / (m.out.agreed + m.out.contradicted + m.out.omitted);
  return std::clamp(agreed / all - loss, 0.0F, 1.0F);
}

// "LIFG" for "Libyan Islamic Fighting Group": that one side is nothing but an abbreviation of the
// other proves little, but more than two names that have nothing in common.
constexpr float kAbbreviation = 0.6F;
constexpr size_t kAbbreviationMin = 3, kAbbreviationMax = 8;

bool says_nothing(const TokenRow& t) {
  return t.kind == TokenKind::legal_form || t.kind == TokenKind::title ||
         t.kind == TokenKind::particle;
}

bool is_abbreviation(const Prepared& side, std::span<const TokenRow> few, const Prepared& other,
                     std::span<const TokenRow> many) {
  const TokenRow* one = nullptr;
  for (const TokenRow& t : few) {
    if (says_nothing(t)) continue;
    if (one || t.kind != TokenKind::word) return false;
    one = &t;
  }
  if (!one || one->text_size < kAbbreviationMin || one->text_size > kAbbreviationMax) return false;
  std::string_view letters = side.text(*one);
  for (const TokenRow& t : many) {
    if (t.kind == TokenKind::legal_form || t.kind == TokenKind::title) continue;
    if (!letters.empty() && other.text(t)[0] == letters[0]) letters.remove_prefix(1);
    else if (t.kind != TokenKind::particle && other.text(t) != "and") return false;
  }
  return letters.empty();
}

void heed_abbreviation(Matcher& m) {
  if (m.out.score >= kAbbreviation || m.left.head().sort == Sort::person ||
      m.right.head().sort == Sort::person)
    return;
  m.out.abbreviated = m.a.size() + 1 < m.b.size()   ? is_abbreviation(m.left, m.a, m.right, m.b)
                      : m.b.size() + 1 < m.a.size() ? is_abbreviation(m.right, m.b, m.left, m.a)
                                                    : false;
  if (m.out.abbreviated) m.out.score = kAbbreviation;
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

NameMatch match(const Prepared& left, const NameRow& a, const Prepared& right, const NameRow& b,
                const NameWeights& weights, const Known& known) {
  // Pairing depends on order where likenesses are equal: one order for both ways round.
  if (a.folded > b.folded || (a.folded == b.folded && a.written > b.written))
    return mirrored(match(right, b, left, a, weights, {known.all, !known.asked_is_right}), left, a);
  Matcher m(left, a, right, b, weights);
  m.fill(known);
  join_tokens<false>(m);
  join_tokens<true>(m);
  m.pair();
  part_initials<false>(m);
  part_initials<true>(m);
  weigh_legal_forms(m);
  m.out.score = final_score(m);
  heed_abbreviation(m);
  const bool whole = m.out.contradicted == 0 && m.out.omitted == 0;
  if (m.out.score > 0.5F && a.written == b.written && whole) m.out.score = 1.0F;
  else m.out.score *= a.folded == b.folded ? 0.995F : 0.985F;
  return m.out;
}

}  // namespace

NameMatch match_names(const Prepared& left, const NameRow& a, const Prepared& right,
                      const NameRow& b, const NameWeights& weights) {
  return match(left, a, right, b, weights, {});
}

NameMatch match_names(const Prepared& left, const NameRow& a, const Prepared& right,
                      const NameRow& b, KnownLikeness& known) {
  return match(left, a, right, b, kNameWeights, {&known});
}

}  // namespace entente
