#include "tracing/money/purses.h"

#include <unordered_map>

namespace entente {

Purses::Purses(const Payments& payments)
    : source(payments.source), target(payments.target), size_(payments.accounts.size()) {
  if (payments.currency.empty()) return;
  std::unordered_map<uint64_t, uint32_t> numbers;
  const auto purse_of = [&](uint32_t account, uint16_t currency) {
    const uint64_t key = uint64_t{account} << 16 | currency;
    const auto [at, is_new] = numbers.try_emplace(key, static_cast<uint32_t>(accounts_.size()));
    if (is_new) accounts_.push_back(account), currencies_.push_back(currency);
    return at->second;
  };
  own_source_.reserve(payments.size());
  own_target_.reserve(payments.size());
  for (size_t i = 0; i < payments.size(); ++i) {
    own_source_.push_back(purse_of(payments.source[i], payments.currency[i]));
    own_target_.push_back(purse_of(payments.target[i], payments.currency[i]));
  }
  source = own_source_;
  target = own_target_;
  size_ = accounts_.size();
}

}  // namespace entente
