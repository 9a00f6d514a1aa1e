// Which purse each payment leaves and enters: an account's money in one currency. With one currency
// a purse has the account's number and nothing is copied.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/payments.h"

namespace entente {

class Purses {
 public:
  explicit Purses(const Payments& payments);
  std::span<const uint32_t> source, target;  // purse of each payment
  size_t size() const { return size_; }
  uint32_t account(uint32_t purse) const { return accounts_.empty() ? purse : accounts_[purse]; }
  uint16_t currency(uint32_t purse) const { return currencies_.empty() ? 0 : currencies_[purse]; }

 private:
  size_t size_ = 0;
  std::vector<uint32_t> accounts_;
  std::vector<uint16_t> currencies_;
  std::vector<uint32_t> own_source_, own_target_;
};

}  // namespace entente
