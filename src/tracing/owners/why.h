// The stakes that suffice to block an entity, down from the listed parties.
//
//   Reasons reasons(stakes, holdings, rule, listed, reached, Bound::least);
//   for (const uint32_t stake : reasons.of(entity)) …     // indexes into Stakes::all
//
// Those of few stakes are smallest: with up to kTriedMax stakes on the way, every smaller set was
// tried. Of larger ones none can be left out: each owner's largest stakes come first, from the
// owners nearest to a listed party.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tracing/owners/rules.h"

namespace entente {

class Reasons {
 public:
  static constexpr size_t kTriedMax = 12;
  Reasons(const Stakes& stakes, const Holdings& holdings, const OwnerRule& rule,
          std::span<const uint32_t> listed, const Reached& reached, Bound bound);
  // Ordered from the listed parties towards the entity. At most `count_max` stakes; a longer chain
  // ends with the entity's own.
  std::vector<uint32_t> of(uint32_t entity, size_t count_max = 64);

 private:
  std::vector<uint32_t> nearest(uint32_t entity) const;
  std::vector<uint32_t> gather(uint32_t entity, size_t count_max) const;
  bool suffices(std::span<const uint32_t> chosen, uint32_t entity) const;
  void shrink(std::vector<uint32_t>& chosen, uint32_t entity) const;
  bool find_smaller(std::vector<uint32_t>& chosen, uint32_t entity) const;
  std::vector<uint32_t> cone(uint32_t entity) const;

  const OwnerRule& rule_;
  std::vector<uint32_t> round_;  // of each party: 1 + its round, 1 of the listed; 0: not reached
  struct Used {
    uint32_t stake;
    Share shares, votes;
    uint32_t owner, entity;
    bool control;
  };
  std::vector<Used> used_;              // holdings between parties that were reached
  std::vector<uint32_t> start_, item_;  // those by entity
  size_t tries_left_ = 256 * 1024;      // sets looked at in all, so that a large answer ends
};

}  // namespace entente
