// A pattern of payments: who, by which payments, and why it is not ordinary.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/payments.h"

namespace entente {

enum class Typology : uint8_t {
  fan_in,
  fan_out,
  cycle,
  scatter_gather,
  gather_scatter,
  bipartite,
  stack,
  peel_chain,
  structuring,
  pass_through,
  burst,
};
inline constexpr size_t kTypologies = 11;
std::string_view name(Typology typology);     // "fan-in"
std::string_view meaning(Typology typology);  // one line

struct MoneyFinding {
  Typology typology{};
  std::vector<uint32_t> accounts;  // those that matter most first
  std::vector<uint32_t> payments;  // indexes, in the order of time
  std::string why;                 // a sentence: what was found, and what ordinary would be
  double chance = -1;              // of as much by chance, in this table; negative: not told
  std::vector<std::pair<std::string, double>> figures;
};

// What is common to all searches.
struct TypologySettings {
  double window_days = 7;            // of fans: how close in time
  double structuring_limit = 10000;  // sums from which payments are reported
  size_t threads = 1;
  std::vector<bool> wanted = std::vector<bool>(kTypologies, true);
  bool wants(Typology t) const { return wanted[static_cast<size_t>(t)]; }
};

// The table's time as days: units of time a day, 1 for steps and sequence numbers.
int64_t units_per_day(const Payments& payments);

}  // namespace entente
