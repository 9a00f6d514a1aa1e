// Integrated ownership: what share of an entity's value comes to a party through all chains, those
// in circles included.
//
//   Integrator integrator(holdings);
//   const auto shares = integrator.of(x);     // {entity, least, most}, by number of the entity
//
// The share is row x of A + A² + A³ + … = (I - A)^-1 - I over the ownership matrix A, where what
// others hold of x itself is left out (Baldone, Brioschi, Paleari, Measuring Ownership Among
// Companies, 1998): money that comes back to its owner is counted once. It says how much value
// reaches whom; it is never the sum that a sanctions rule asks for.
#pragma once

#include <cstdint>
#include <vector>

#include "tracing/owners/holdings.h"

namespace entente {

struct IntegratedShare {
  uint32_t entity;
  double least, most;   // of 1; equal where every figure on the way is exact
  bool bounded = true;  // false: a circle owns itself wholly, so that there is no share to tell
};

class Integrator {
 public:
  explicit Integrator(const Holdings& holdings);
  // Entities of which some share comes to the source, by number; the source itself left out. Cost:
  // what those reached hold, and n³ for a circle of n entities up to 200, beyond that sweeps until
  // nothing moves by 1e-12.
  std::vector<IntegratedShare> of(uint32_t source);
  size_t steps() const { return steps_; }  // of the last call: holdings looked at

 private:
  void solve(uint32_t source, bool most);
  bool solve_circle(std::span<const uint32_t> members, bool most, uint32_t source);
  const Holdings& holdings_;
  std::vector<uint32_t> part_;        // component of each party
  std::vector<double> value_, most_;  // of the parties reached
  std::vector<uint32_t> slot_;        // 1 + place among the members of a circle; 0: none
  std::vector<uint32_t> reached_;     // owners before what they own
  std::vector<uint8_t> seen_, unbounded_;
  size_t steps_ = 0;
};

}  // namespace entente
