// What in a register is worth a second look: circles, sums above 100, shares of oneself, nominees,
// bearer shares, trusts, figures and dates that make no sense, owners who are not told.
//
//   for (const OwnerFlag& f : owner_flags(stakes, holdings, listed)) print(f.kind, f.text);
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tracing/owners/holdings.h"

namespace entente {

struct OwnerFlag {
  std::string_view kind;  // "cycle", "over 100", "self-ownership", …: stable, for scripts
  std::string text;       // "A -> B -> C -> A own each other"
};

// In order of kind; of each kind the first `each_max` and then one that counts the rest. Linear.
std::vector<OwnerFlag> owner_flags(const Stakes& stakes, const Holdings& holdings,
                                   std::span<const uint32_t> listed, size_t each_max = 50);

}  // namespace entente
