// The codes that addresses of wallets are written in, each with its checksum.
//
// Base58Check (Bitcoin wiki), bech32 and bech32m (BIP 173, BIP 350), CashAddr (Bitcoin Cash), the
// mixed-case checksum of Ethereum (EIP-55) and the blockwise base58 of Monero. Keccak-256 as it was
// before the padding of SHA-3 was settled, which OpenSSL has only from 3.2 on; it is a checksum
// here and keeps no secret.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

inline constexpr std::string_view kBase58 =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
inline constexpr std::string_view kBase58OfRipple =
    "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

// The bytes, checksum among them; nothing for a letter that is none of the alphabet's.
std::optional<std::string> decode_base58(std::string_view text, std::string_view alphabet);
// Whether the last four bytes are those of two SHA-256 over the rest.
bool base58_sum_holds(std::string_view bytes);

struct Bech32 {
  std::string prefix;           // "bc"
  std::vector<uint8_t> values;  // five bits each, without the checksum
  bool is_m = false;            // bech32m
};
// Nothing for mixed case, letters outside the alphabet, or a checksum that is neither's.
std::optional<Bech32> decode_bech32(std::string_view text);
// Whether text under this prefix ("bitcoincash") holds.
bool cash_address_holds(std::string_view prefix, std::string_view text);

std::string keccak256(std::string_view bytes);  // 32 bytes
// Forty hexadecimal digits with the capitals that EIP-55 has them.
std::string with_checksum_case(std::string_view hex);
// The bytes of Monero's base58, blocks of eight; nothing when it is none.
std::optional<std::string> decode_monero_base58(std::string_view text);

}  // namespace entente
