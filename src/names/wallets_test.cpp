#include "names/wallets.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "names/wallet_codes.h"

namespace entente {
namespace {

struct Row {
  const char* address;
  const char* currency;
  const char* chain;
  const char* form;
  Check check;
};

class WalletRows : public testing::TestWithParam<Row> {};
TEST_P(WalletRows, AreReadAsTheirChainsWriteThem) {
  const Wallet wallet = check_wallet(GetParam().address, GetParam().currency);
  EXPECT_EQ(wallet.chain, GetParam().chain) << wallet.why;
  EXPECT_EQ(wallet.form, GetParam().form);
  EXPECT_EQ(wallet.check, GetParam().check) << wallet.why;
}
// The examples of the standards themselves: the first block's address, BIP 173 and 350, EIP-55,
// CashAddr's specification, XRPL's and Monero's documentation.
INSTANTIATE_TEST_SUITE_P(
    Standards, WalletRows,
    testing::Values(
        Row{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "XBT", "bitcoin", "P2PKH", Check::good},
        Row{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "XBT", "bitcoin", "P2PKH", Check::bad},
        Row{"3P14159f73E4gFr7JterCCQh9QjiTjiZrG", "", "bitcoin", "P2SH", Check::good},
        Row{"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "", "bitcoin", "bech32", Check::good},
        Row{"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "XBT", "bitcoin", "bech32", Check::good},
        Row{"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "XBT", "bitcoin", "bech32", Check::bad},
        Row{"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "", "bitcoin",
            "bech32m", Check::good},
        Row{"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", "", "bitcoin",
            "bech32", Check::bad},
        Row{"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "ETH", "ethereum", "EIP-55", Check::good},
        Row{"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "", "ethereum", "EIP-55", Check::good},
        Row{"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "ETH", "ethereum", "EIP-55", Check::bad},
        Row{"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "ETH", "ethereum", "hex", Check::none},
        Row{"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae", "ETH", "ethereum", "hex", Check::bad},
        Row{"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "USDT", "tron", "base58", Check::good},
        Row{"bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "BCH", "bitcoin-cash",
            "CashAddr", Check::good},
        Row{"qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6b", "BCH", "bitcoin-cash", "CashAddr",
            Check::bad},
        Row{"1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "BCH", "bitcoin-cash", "P2PKH", Check::good},
        Row{"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "XRP", "ripple", "classic", Check::good},
        Row{"44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3"
            "RVG"
            "QBEP3A",
            "XMR", "monero", "standard", Check::good},
        Row{"44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3"
            "RVG"
            "QBEP3B",
            "XMR", "monero", "base58", Check::bad},
        Row{"not an address", "XBT", "", "", Check::none}));

TEST(Wallets, SayWhenTheCurrencyIsNotOfTheirChain) {
  const Wallet wallet = check_wallet("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "XBT");
  EXPECT_EQ(wallet.chain, "tron");
  EXPECT_NE(wallet.why.find("written for tron, not for XBT"), std::string::npos);
}

TEST(Wallets, KeccakIsThatOfItsVectors) {
  EXPECT_EQ(to_hex(keccak256("")),
            "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(to_hex(keccak256("abc")),
            "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  EXPECT_EQ(keccak256(std::string(1000, 'x')).size(), 32u);
}

TEST(Wallets, OneWrongLetterIsSeen) {
  const std::string right = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
  for (size_t at = 0; at < right.size(); ++at)
    for (const char c : kBase58) {
      std::string wrong = right;
      wrong[at] = c;
      EXPECT_TRUE(wrong == right || check_wallet(wrong).check != Check::good) << wrong;
    }
}

}  // namespace
}  // namespace entente
