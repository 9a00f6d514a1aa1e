// Version bytes and prefixes are those of each chain's own parameters (chainparams.cpp of Bitcoin
// Core and its forks, TIP-… of Tron, XRPL documentation, Monero's cryptonote_config.h). Tested by
// wallets_test.cpp.
#include "names/wallets.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "names/wallet_codes.h"

namespace entente {
namespace {

struct Version {
  std::string_view chain, form;
  uint16_t bytes;  // the version
  uint8_t size;    // bytes that it takes
};
// Where chains share a version the first is meant unless the currency says another.
constexpr Version kVersions[] = {
    {"bitcoin", "P2PKH", 0x00, 1},      {"bitcoin", "P2SH", 0x05, 1},
    {"litecoin", "P2PKH", 0x30, 1},     {"litecoin", "P2SH", 0x32, 1},
    {"litecoin", "P2SH", 0x05, 1},      {"tron", "base58", 0x41, 1},
    {"dogecoin", "P2PKH", 0x1e, 1},     {"dogecoin", "P2SH", 0x16, 1},
    {"verge", "P2PKH", 0x1e, 1},        {"verge", "P2SH", 0x21, 1},
    {"dash", "P2PKH", 0x4c, 1},         {"dash", "P2SH", 0x10, 1},
    {"bitcoin-gold", "P2PKH", 0x26, 1}, {"bitcoin-gold", "P2SH", 0x17, 1},
    {"bitcoin-cash", "P2PKH", 0x00, 1}, {"bitcoin-cash", "P2SH", 0x05, 1},
    {"bitcoin-sv", "P2PKH", 0x00, 1},   {"bitcoin-sv", "P2SH", 0x05, 1},
    {"zcash", "P2PKH", 0x1cb8, 2},      {"zcash", "P2SH", 0x1cbd, 2}};

struct Prefix {
  std::string_view chain, prefix;
};
constexpr Prefix kPrefixes[] = {
    {"bitcoin", "bc"}, {"litecoin", "ltc"}, {"bitcoin-gold", "btg"}, {"dogecoin", "doge"}};

// Chains on which a currency is held.
struct Currency {
  std::string_view code;
  std::array<std::string_view, 6> chains;
};
constexpr Currency kCurrencies[] = {{"XBT", {"bitcoin"}},
                                    {"BTC", {"bitcoin"}},
                                    {"ETH", {"ethereum"}},
                                    {"ETC", {"ethereum"}},
                                    {"ARB", {"ethereum"}},
                                    {"BSC", {"ethereum"}},
                                    {"BNB", {"ethereum"}},
                                    {"USDC", {"ethereum", "tron", "solana"}},
                                    {"USDT", {"ethereum", "tron", "bitcoin", "solana"}},
                                    {"TRX", {"tron"}},
                                    {"LTC", {"litecoin"}},
                                    {"DOGE", {"dogecoin"}},
                                    {"XVG", {"verge"}},
                                    {"DASH", {"dash"}},
                                    {"BTG", {"bitcoin-gold"}},
                                    {"BCH", {"bitcoin-cash"}},
                                    {"BSV", {"bitcoin-sv"}},
                                    {"ZEC", {"zcash"}},
                                    {"XRP", {"ripple"}},
                                    {"XMR", {"monero"}},
                                    {"SOL", {"solana"}}};

const Currency* currency_of(std::string_view code) {
  const auto at = std::ranges::find_if(
      kCurrencies, [&](const Currency& c) { return equals_ignoring_case(c.code, code); });
  return at == std::end(kCurrencies) ? nullptr : at;
}

bool is_held_on(const Currency* currency, std::string_view chain) {
  return currency && std::ranges::find(currency->chains, chain) != currency->chains.end();
}

Wallet good(std::string_view chain, std::string_view form) {
  return {std::string(chain), std::string(form), Check::good, {}};
}
Wallet bad(std::string_view chain, std::string_view form, std::string why) {
  return {std::string(chain), std::string(form), Check::bad, std::move(why)};
}

bool is_hex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); });
}

Wallet ethereum(std::string_view hex) {
  if (hex.size() != 40) return bad("ethereum", "hex", "not forty hexadecimal digits behind 0x");
  const bool capitals = std::ranges::any_of(hex, is_upper);
  if (!capitals || std::ranges::none_of(hex, is_lower))
    return {"ethereum", "hex", Check::none, "in one case: it bears no checksum"};
  if (with_checksum_case(hex) == hex) return good("ethereum", "EIP-55");
  return bad("ethereum", "EIP-55", "its capitals are not those of its checksum");
}

Wallet bech32(std::string_view address, const Prefix& row) {
  const auto read = decode_bech32(address);
  if (!read) return bad(row.chain, "bech32", "its checksum does not hold");
  if (read->values.empty() || read->values[0] > 16)
    return bad(row.chain, "bech32", "no version of a program");
  const bool is_first = read->values[0] == 0;
  const std::string_view form = read->is_m ? "bech32m" : "bech32";
  if (is_first == read->is_m)
    return bad(
        row.chain, form,
        is_first ? "version 0 is written in bech32" : "later versions are written in bech32m");
  const size_t bytes = (read->values.size() - 1) * 5 / 8;
  if (bytes < 2 || bytes > 40 || (is_first && bytes != 20 && bytes != 32))
    return bad(row.chain, form, "a program of no such length");
  return good(row.chain, form);
}

Wallet monero(std::string_view address) {
  const auto bytes = decode_monero_base58(address);
  if (!bytes || bytes->size() < 69) return bad("monero", "base58", "no address of its length");
  const std::string_view body = std::string_view(*bytes).substr(0, bytes->size() - 4);
  if (keccak256(body).substr(0, 4) != bytes->substr(bytes->size() - 4))
    return bad("monero", "base58", "its checksum does not hold");
  const auto kind = static_cast<uint8_t>((*bytes)[0]);
  return good("monero", kind == 42 ? "subaddress" : kind == 19 ? "integrated" : "standard");
}

// By the version, and among chains that share it by the currency.
Wallet base58(std::string_view address, const Currency* currency) {
  const auto bytes = decode_base58(address, kBase58);
  if (!bytes) return {};
  const auto version = [&](const Version& row) {
    if (bytes->size() != 24u + row.size) return false;
    const auto first = static_cast<uint8_t>((*bytes)[0]),
               second = static_cast<uint8_t>((*bytes)[1]);
    return row.bytes == (row.size == 1 ? first : first << 8 | second);
  };
  const Version* found = nullptr;
  for (const Version& row : kVersions)
    if (version(row) &&
        (!found || (!is_held_on(currency, found->chain) && is_held_on(currency, row.chain))))
      found = &row;
  if (base58_sum_holds(*bytes)) {
    if (found) return good(found->chain, found->form);
    return {"", "base58check", Check::good, "a version of no chain known here"};
  }
  if (found) return bad(found->chain, found->form, "its checksum does not hold");
  if (bytes->size() == 32 && (!currency || is_held_on(currency, "solana")))
    return {"solana", "base58", Check::none, "a key of 32 bytes: it bears no checksum"};
  return {};
}

Wallet ripple(std::string_view address) {
  const auto bytes = decode_base58(address, kBase58OfRipple);
  if (!bytes || bytes->size() != 25 || (*bytes)[0] != 0) return {};
  if (!base58_sum_holds(*bytes)) return bad("ripple", "classic", "its checksum does not hold");
  return good("ripple", "classic");
}

Wallet read_wallet(std::string_view address, const Currency* currency) {
  const std::string low = lower(address);
  if (low.starts_with("0x"))
    return is_hex(low.substr(2)) ? ethereum(address.substr(2))
                                 : bad("ethereum", "hex", "letters that are no hexadecimal digits");
  for (const Prefix& row : kPrefixes)
    if (low.starts_with(std::string(row.prefix) + "1")) return bech32(address, row);
  std::string_view cash = address;
  if (low.starts_with("bitcoincash:")) cash.remove_prefix(12);
  if (cash.size() == 42 && (low.starts_with("bitcoincash:") || cash[0] == 'q' || cash[0] == 'p'))
    return cash_address_holds("bitcoincash", cash)
               ? good("bitcoin-cash", "CashAddr")
               : bad("bitcoin-cash", "CashAddr", "its checksum does not hold");
  if ((address.size() == 95 || address.size() == 106) && (address[0] == '4' || address[0] == '8'))
    return monero(address);
  if (address.starts_with('r') && address.size() >= 25 && address.size() <= 35)
    if (Wallet out = ripple(address); !out.chain.empty()) return out;
  if (Wallet out = base58(address, currency); !out.chain.empty() || out.check == Check::good)
    return out;
  if (address.size() == 64 && is_hex(address))
    return {"", "hash", Check::none, "64 hexadecimal digits: a hash or a key, no address"};
  return {"", "", Check::none, "no form of address known here"};
}

}  // namespace

Wallet check_wallet(std::string_view address, std::string_view code) {
  address = trim(address);
  const Currency* currency = code.empty() ? nullptr : currency_of(trim(code));
  if (address.empty() || address.size() > 256)
    return {"", "", Check::none, "no form of address known here"};
  Wallet out = read_wallet(address, currency);
  if (currency && !out.chain.empty() && !is_held_on(currency, out.chain))
    out.why += std::string(out.why.empty() ? "" : "; ") + "written for " + out.chain +
               ", not for " + std::string(currency->code);
  return out;
}

}  // namespace entente
