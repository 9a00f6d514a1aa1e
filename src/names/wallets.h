// Addresses of wallets: which chains write them so, and whether their checksum holds.
//
//   const auto wallet = check_wallet("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "ETH");
//   wallet.chain      // "ethereum"
//   wallet.form       // "EIP-55"
//   wallet.check      // good
//
// Several chains share a form (Bitcoin and its forks; Ethereum and those that run its machine): the
// currency, where it is told, chooses among them, and says when it is written for none of its
// chains.
#pragma once

#include <string>
#include <string_view>

#include "names/identifiers.h"

namespace entente {

struct Wallet {
  std::string chain;          // "bitcoin", "tron"; empty: no form known here
  std::string form;           // "P2PKH", "bech32", "EIP-55", …
  Check check = Check::none;  // none: its form bears no checksum, or no form is known
  std::string why;            // what is wrong or worth knowing; empty when nothing is
};

// `currency` as lists have it: "XBT", "ETH", "USDT"; may be empty.
Wallet check_wallet(std::string_view address, std::string_view currency = {});

}  // namespace entente
