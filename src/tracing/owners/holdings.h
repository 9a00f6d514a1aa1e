// Stakes as they stood on a day, laid out for the rules: who holds how much of whom, in shares, in
// votes, and by control.
//
//   const Holdings holdings = holdings_on(stakes, day);
//   for (const auto& edge : holdings.owned.of(x)) …      // what x holds, and how much of it
//
// A stake of which it is not sure that it held on the day counts nothing at least and its figure at
// most; so does one that is told as indirect, for it may be the same shares as those of a chain.
// Votes of a pair are the voting rights where the source tells them, else the shares. Cost: linear.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stakes.h"

namespace entente {

struct Holding {
  uint32_t entity;
  uint32_t stake;  // index into Stakes::all
  Share low, high;
};

// Holdings by their owner.
struct HoldingTable {
  std::vector<uint32_t> start;
  std::vector<Holding> all;
  std::span<const Holding> of(uint32_t owner) const {
    return {all.data() + start[owner], all.data() + start[owner + 1]};
  }
};

struct Holdings {
  size_t parties = 0;
  HoldingTable owned, votes;
  HoldingTable control;          // low: kWhole when it is sure, else 0; high: kWhole
  std::vector<uint32_t> ended;   // stakes that were over by the day
  std::vector<uint32_t> ahead;   // that had not begun
  std::vector<uint32_t> unsure;  // that may have held on the day, or not
};

// `day` counts from 1970-01-01.
Holdings holdings_on(const Stakes& stakes, int32_t day);

}  // namespace entente
