// Each kind of feature met once: any value that both have speaks for them, and only when there is
// none do values speak against. Cost: features of one side by those of the other, a few dozen.
// Tests: compare_test.cpp, tests/cases/names.
#include "names/features.h"

#include <algorithm>
#include <cstdlib>

#include "names/identifiers.h"

namespace entente {
namespace {

struct Day {
  int year, month, day;
};
Day day_of(uint32_t v) {
  return {static_cast<int>(v >> 16), static_cast<int>(v >> 8 & 255), static_cast<int>(v & 255)};
}

// How two dates stand to each other, as precise as the less precise of them is.
FeatureVerdict dates(uint32_t a, uint32_t b) {
  const Day x = day_of(a), y = day_of(b);
  const bool whole = x.day && y.day;
  if (x.year != y.year)
    return whole && x.month == y.month && x.day == y.day ? FeatureVerdict::slip
                                                         : FeatureVerdict::differs;
  if (!x.month || !y.month) return FeatureVerdict::near;
  if (x.month == y.month)
    return !x.day || !y.day ? FeatureVerdict::near
           : x.day == y.day ? FeatureVerdict::same
                            : FeatureVerdict::slip;
  // Day and month exchanged, as lists from two sides of the Atlantic have them.
  if (x.day == y.month && x.month == y.day) return FeatureVerdict::near;
  return whole && x.day == y.day ? FeatureVerdict::slip : FeatureVerdict::differs;
}

float support_of(const FeatureMeeting& m, const FeatureWeights& w) {
  if (m.verdict >= FeatureVerdict::slip) return 0;
  switch (m.kind) {
    case FeatureKind::birth_date:
    case FeatureKind::incorporation_date:
    case FeatureKind::death_date:
      return m.verdict == FeatureVerdict::same ? w.birth_same : w.birth_year_same;
    case FeatureKind::country:
      return w.country_same;
    case FeatureKind::address:
      return w.address_same;
    default:
      return 0;
  }
}

float against_of(const FeatureMeeting& m, const FeatureWeights& w) {
  if (m.verdict < FeatureVerdict::slip) return 0;
  switch (m.kind) {
    case FeatureKind::birth_date:
    case FeatureKind::death_date:
      return m.verdict == FeatureVerdict::slip ? w.birth_slip : w.birth_differs;
    case FeatureKind::incorporation_date:
      return 0.05F;
    case FeatureKind::country:
      return w.country_differs;
    case FeatureKind::gender:
      return w.gender_differs;
    case FeatureKind::identifier:
      return is_unique(static_cast<IdentifierType>(m.sub)) ? w.identifier_differs
                                                           : w.document_differs;
    default:
      return 0;
  }
}

FeatureVerdict verdict_of(const FeatureRow& a, const FeatureRow& b) {
  switch (a.kind) {
    case FeatureKind::birth_date:
    case FeatureKind::death_date:
    case FeatureKind::incorporation_date:
      return dates(a.value, b.value);
    case FeatureKind::identifier:
      return a.value == b.value && (a.more | 1) == (b.more | 1) ? FeatureVerdict::same
                                                                : FeatureVerdict::differs;
    default:
      return a.value == b.value ? FeatureVerdict::same : FeatureVerdict::differs;
  }
}

// Words that two addresses share, of the words of the shorter.
float address_overlap(const Prepared& left, uint16_t a, const Prepared& right, uint16_t b) {
  const auto words = [](const Prepared& p, uint16_t statement, std::array<uint16_t, 16>& out) {
    size_t n = 0;
    for (const FeatureRow& f : p.features())
      if (f.kind == FeatureKind::address && f.statement == statement)
        for (const uint32_t half : {f.value >> 16, f.value & 0xFFFF, f.more >> 16, f.more & 0xFFFF})
          if (half && n < out.size()) out[n++] = static_cast<uint16_t>(half);
    return n;
  };
  std::array<uint16_t, 16> x{}, y{};
  const size_t n = words(left, a, x), m = words(right, b, y);
  size_t common = 0;
  for (size_t i = 0; i < n; ++i)
    common += std::find(y.begin(), y.begin() + static_cast<long>(m), x[i]) !=
              y.begin() + static_cast<long>(m);
  return n && m ? static_cast<float>(common) / static_cast<float>(std::min(n, m)) : 0.0F;
}

void take(FeatureMatch& out, const FeatureMeeting& m) {
  for (size_t i = 0; i < out.count; ++i)
    if (out.meetings[i].kind == m.kind &&
        (m.kind != FeatureKind::identifier || out.meetings[i].sub == m.sub)) {
      if (m.verdict < out.meetings[i].verdict) out.meetings[i] = m;
      return;
    }
  if (out.count < out.meetings.size()) out.meetings[out.count++] = m;
}

}  // namespace

float FeatureMatch::applied_to(float name_score) const {
  float score = name_score, least = 0;
  for (size_t i = 0; i < count; ++i) score += (1.0F - score) * meetings[i].support * name_score;
  for (size_t i = 0; i < count; ++i) {
    score -= meetings[i].against;
    least = std::max(least, meetings[i].least);
  }
  // A shared unique identifier outweighs the rest, more surely so under names that agree.
  if (least > 0) score = std::max(score, least + (1.0F - least) * 0.9F * name_score);
  return std::clamp(score, 0.0F, 1.0F);
}

FeatureMatch match_features(const Prepared& left, const Prepared& right,
                            const FeatureWeights& weights) {
  FeatureMatch out;
  const auto a = left.features(), b = right.features();
  for (size_t i = 0; i < a.size(); ++i)
    for (size_t j = 0; j < b.size(); ++j) {
      if (a[i].kind != b[j].kind) continue;
      FeatureMeeting m{a[i].kind, {}, a[i].sub, static_cast<uint8_t>(i), static_cast<uint8_t>(j),
                       0,         0,  0};
      if (a[i].kind == FeatureKind::identifier && a[i].sub != b[j].sub) continue;
      if (a[i].kind == FeatureKind::address) {
        if (a[i].sub != 0 || b[j].sub != 0) continue;
        const float overlap = address_overlap(left, a[i].statement, right, b[j].statement);
        if (overlap < 0.6F) continue;
        m.verdict = overlap > 0.95F ? FeatureVerdict::same : FeatureVerdict::near;
      } else {
        m.verdict = verdict_of(a[i], b[j]);
      }
      take(out, m);
    }
  for (size_t i = 0; i < out.count; ++i) {
    FeatureMeeting& m = out.meetings[i];
    m.support = support_of(m, weights);
    m.against = against_of(m, weights);
    if (m.kind == FeatureKind::identifier && m.verdict == FeatureVerdict::same) {
      const auto type = static_cast<IdentifierType>(m.sub);
      m.least = is_unique(type) ? weights.identifier_same : weights.identifier_same - 0.05F;
    }
  }
  return out;
}

}  // namespace entente
