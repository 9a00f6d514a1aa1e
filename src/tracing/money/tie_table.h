// Payments by tie: who pays whom, each pair once, with its payments in the order of time.
//
//   const TieTable ties(payments);
//   for (uint32_t t = ties.begin(a); t < ties.end(a); ++t) use(ties.target(t), ties.payments(t));
//
// Two flat arrays each way, 4 bytes a payment and 16 a tie.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/payments.h"

namespace entente {

class TieTable {
 public:
  explicit TieTable(const Payments& payments);

  size_t accounts() const { return start_.size() - 1; }
  uint32_t size() const { return static_cast<uint32_t>(target_.size()); }
  // Ties that leave an account, by target ascending.
  uint32_t begin(uint32_t account) const { return start_[account]; }
  uint32_t end(uint32_t account) const { return start_[account + 1]; }
  std::span<const uint32_t> targets(uint32_t account) const {
    return {target_.data() + start_[account], target_.data() + start_[account + 1]};
  }
  std::optional<uint32_t> find(uint32_t source, uint32_t target) const;
  uint32_t source(uint32_t tie) const { return source_[tie]; }
  uint32_t target(uint32_t tie) const { return target_[tie]; }
  std::span<const uint32_t> payments(uint32_t tie) const {
    return {order_.data() + first_[tie], order_.data() + first_[tie + 1]};
  }
  // Ties that reach an account, by source ascending.
  std::span<const uint32_t> incoming(uint32_t account) const {
    return {in_.data() + in_start_[account], in_.data() + in_start_[account + 1]};
  }
  uint32_t out_degree(uint32_t account) const { return end(account) - begin(account); }
  uint32_t in_degree(uint32_t account) const { return in_start_[account + 1] - in_start_[account]; }

 private:
  std::vector<uint32_t> start_, source_, target_, first_, order_, in_start_, in_;
};

}  // namespace entente
