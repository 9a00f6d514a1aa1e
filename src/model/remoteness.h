// How far apart two countries lie: what a table of distances tells of a pair, and what the cost of
// transport between them is estimated from.
#pragma once

namespace entente {

struct Remoteness {
  double kilometres = 0;  // above 0
  bool contiguous = false;
};

}  // namespace entente
