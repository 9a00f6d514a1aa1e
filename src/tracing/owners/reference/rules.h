// The slow, obvious twins of rules.h and integrated.h: the definitions, over all stakes again and
// again until nothing changes.
#pragma once

#include <set>
#include <vector>

#include "tracing/owners/rules.h"

namespace entente::reference {

struct Row {
  uint32_t owner, entity;
  Share low, high;
  StakeKind kind;
};

// Parties that the rule counts with `listed`; none of these.
inline std::set<uint32_t> reach_together(const std::vector<Row>& rows, const OwnerRule& rule,
                                         const std::set<uint32_t>& listed, Bound bound,
                                         size_t parties) {
  std::set<uint32_t> in = listed;
  for (bool more = true; more;) {
    more = false;
    for (uint32_t e = 0; e < parties; ++e) {
      if (in.contains(e)) continue;
      Share owned = 0, votes = 0;
      bool control = false;
      for (const Row& r : rows) {
        if (r.entity != e || !in.contains(r.owner)) continue;
        const Share held = bound == Bound::least ? r.low : r.high;
        bool votes_told = false;
        for (const Row& other : rows)
          votes_told = votes_told || (other.owner == r.owner && other.entity == e &&
                                      other.kind == StakeKind::votes);
        if (r.kind == StakeKind::ownership) owned += held;
        if (r.kind == StakeKind::votes || (r.kind == StakeKind::ownership && !votes_told))
          votes += held;
        control = control || r.kind == StakeKind::control;
      }
      if ((rule.owned_min > 0 && owned >= rule.owned_min) ||
          (rule.votes_min > 0 && votes >= rule.votes_min) || (rule.by_control && control)) {
        in.insert(e);
        more = true;
      }
    }
  }
  for (const uint32_t p : listed) in.erase(p);
  return in;
}

inline std::set<uint32_t> reach(const std::vector<Row>& rows, const OwnerRule& rule,
                                const std::set<uint32_t>& listed, Bound bound, size_t parties) {
  if (rule.together) return reach_together(rows, rule, listed, bound, parties);
  std::set<uint32_t> out;
  for (const uint32_t p : listed) out.merge(reach_together(rows, rule, {p}, bound, parties));
  for (const uint32_t p : listed) out.erase(p);
  return out;
}

// Row `source` of A + A² + A³ + … with what is held of the source left out, walk by walk.
inline std::vector<double> integrated(const std::vector<Row>& rows, uint32_t source, bool most,
                                      size_t parties, int length_max) {
  std::vector<double> sum(parties), step(parties);
  step[source] = 1;
  for (int length = 0; length < length_max; ++length) {
    std::vector<double> next(parties);
    for (const Row& r : rows)
      if (r.kind == StakeKind::ownership && r.entity != source)
        next[r.entity] += step[r.owner] * static_cast<double>(most ? r.high : r.low) /
                          static_cast<double>(kWhole);
    step = next;
    for (size_t p = 0; p < parties; ++p) sum[p] += step[p];
  }
  return sum;
}

}  // namespace entente::reference
