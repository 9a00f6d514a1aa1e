// Which accounts are meant: by their own name, by several names joined with commas, by the wallets
// of a list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/parts.h"
#include "entente/money.h"
#include "model/payments.h"

namespace entente {

class AccountFinder {
 public:
  explicit AccountFinder(const Payments& payments) : payments_(payments) {}
  // The account of this name; an address of Ethereum's form ("0x…") in whatever case.
  std::optional<uint32_t> find(const std::string& name);
  // Of a word of the command line: one account, or several with commas between. Names that are no
  // account are added to `unknown`.
  std::vector<uint32_t> find_all(const std::string& word, std::vector<std::string>& unknown);

 private:
  const Payments& payments_;
  bool hex_known_ = false;
  NameTable hex_;                      // in lower case
  std::vector<uint32_t> hex_account_;  // of each
};

struct Origins {
  std::vector<uint32_t> accounts;
  std::vector<std::string> unknown;
  size_t wallets_listed = 0, wallets_found = 0;
};
// An error of a list that cannot be read.
Result<Origins> find_origins(const MoneyTraceRequest& request, AccountFinder& finder);

}  // namespace entente
