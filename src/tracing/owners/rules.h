// Which entities a sanctions rule counts with its listed parties.
//
//   const OwnerRule& rule = *find_owner_rule("ofac50");
//   const Reached blocked = reach(holdings, rule, listed, Bound::least);
//   for (const uint32_t entity : blocked.order) …      // nearest to the listed first
//
// A rule starts from the listed parties and only adds (least fixed point): companies that own each
// other are not blocked by each other. Percentages are added up, never multiplied along a chain: an
// entity that is blocked holds all that it holds for those who are listed.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tracing/owners/holdings.h"

namespace entente {

struct OwnerRule {
  std::string_view name, title;
  Share owned_min;  // shares together from which an entity counts; 0: shares do not count
  Share votes_min;  // votes together; 0: votes do not count
  bool by_control;  // the power to direct or appoint counts
  bool together;    // what several listed parties hold is added up; else each stands by itself
  std::string_view source;
};
std::span<const OwnerRule> owner_rules();
const OwnerRule* find_owner_rule(std::string_view name);  // nullptr when there is none

// Bands by their lower ends: what is so for sure; by their upper ends: what could be.
enum class Bound : uint8_t { least, most };

struct Reached {
  std::vector<uint32_t> order;  // as they were reached; none of those it started from
  std::vector<uint32_t> round;  // of each: 1 + the highest round of an owner that it took; 0 listed
};

// What the rule reaches from `listed`, parties by number, each once.
Reached reach(const Holdings& holdings, const OwnerRule& rule, std::span<const uint32_t> listed,
              Bound bound);

// The same from one party at a time, for many: arrays are kept between calls.
class Reacher {
 public:
  explicit Reacher(const Holdings& holdings);
  // The parties stand in `out` in the order in which they were reached. Cost: what those reached
  // hold. Stops after looking at `steps_max` holdings; false when it did.
  bool from(std::span<const uint32_t> sources, const OwnerRule& rule, Bound bound, Reached& out,
            size_t steps_max = SIZE_MAX);
  size_t steps() const { return steps_; }  // of the last call

 private:
  const Holdings& holdings_;
  std::vector<Share> owned_, votes_;
  std::vector<uint32_t> round_;  // 1 + the round of those reached or started from; 0: not yet
  std::vector<uint32_t> touched_;
  size_t steps_ = 0;
};

}  // namespace entente
