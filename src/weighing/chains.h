// The ways in which an origin's word came to the claims that pass it on. Internal to weighing/.
#pragma once

#include <span>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

// Names from the claim's publisher to the end of its attribution; speakers who say it jointly are
// one link, "Moscow and Pyongyang". A document without publisher is not named.
std::vector<std::string> links_of(const Claim& claim);

// Sets `chains`, `circle` and `closed` of an origin from its claims. A chain that ends in a
// publisher whose own report is among the claims goes on as that report does.
void trace_chains(std::span<const Claim> claims, Origin& origin);

}  // namespace entente
