// Tested by wallets_test.cpp with the vectors of each standard.
#include "names/wallet_codes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/hash.h"
#include "base/text.h"

namespace entente {
namespace {

constexpr std::string_view kBech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr size_t kTextMax = 256;

uint32_t bech32_step(uint32_t sum, uint8_t value) {
  constexpr uint32_t kGenerators[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  const uint32_t top = sum >> 25;
  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (int i = 0; i < 5; ++i)
    if (top >> i & 1) sum ^= kGenerators[i];
  return sum;
}

uint64_t cash_step(uint64_t sum, uint8_t value) {
  constexpr uint64_t kGenerators[] = {0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8,
                                      0x1e4f43e470};
  const uint64_t top = sum >> 35;
  sum = (sum & 0x07ffffffff) << 5 ^ value;
  for (int i = 0; i < 5; ++i)
    if (top >> i & 1) sum ^= kGenerators[i];
  return sum;
}

void keccak_rounds(std::array<uint64_t, 25>& a) {
  constexpr int kTurns[] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                            27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
  constexpr int kPlaces[] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                             15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};
  uint8_t shift = 1;  // of the round constants: x^t mod x^8 + x^6 + x^5 + x^4 + 1
  for (int round = 0; round < 24; ++round) {
    std::array<uint64_t, 5> column{};
    for (size_t x = 0; x < 5; ++x) column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (size_t x = 0; x < 5; ++x) {
      const uint64_t mixed = column[(x + 4) % 5] ^ std::rotl(column[(x + 1) % 5], 1);
      for (size_t y = 0; y < 25; y += 5) a[x + y] ^= mixed;
    }
    uint64_t carried = a[1];
    for (size_t i = 0; i < 24; ++i) {
      const uint64_t next = a[static_cast<size_t>(kPlaces[i])];
      a[static_cast<size_t>(kPlaces[i])] = std::rotl(carried, kTurns[i]);
      carried = next;
    }
    for (size_t y = 0; y < 25; y += 5) {
      const std::array<uint64_t, 5> row{a[y], a[y + 1], a[y + 2], a[y + 3], a[y + 4]};
      for (size_t x = 0; x < 5; ++x) a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
    uint64_t constant = 0;
    for (int bit = 0; bit < 7; ++bit) {
      if (shift & 1) constant |= uint64_t{1} << ((1 << bit) - 1);
      shift = static_cast<uint8_t>(shift << 1 ^ (shift >> 7 ? 0x71 : 0));
    }
    a[0] ^= constant;
  }
}

}  // namespace

std::optional<std::string> decode_base58(std::string_view text, std::string_view alphabet) {
  if (text.empty() || text.size() > kTextMax) return std::nullopt;
  std::string out;  // the number, lowest byte first
  for (const char c : text) {
    const size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    size_t carry = digit;
    for (char& byte : out) {
      carry += static_cast<size_t>(static_cast<uint8_t>(byte)) * 58;
      byte = static_cast<char>(carry & 255);
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) out += static_cast<char>(carry & 255);
  }
  for (size_t i = 0; i < text.size() && text[i] == alphabet[0]; ++i) out += '\0';
  std::ranges::reverse(out);
  return out;
}

bool base58_sum_holds(std::string_view bytes) {
  if (bytes.size() < 5) return false;
  const std::string sum = sha256(sha256(bytes.substr(0, bytes.size() - 4)));
  return sum.substr(0, 4) == bytes.substr(bytes.size() - 4);
}

std::optional<Bech32> decode_bech32(std::string_view text) {
  const std::string low = lower(text);
  const bool has_capitals = low != text;
  if (text.size() > kTextMax || (has_capitals && std::ranges::any_of(text, is_lower)))
    return std::nullopt;
  const size_t one = low.rfind('1');
  if (one == std::string::npos || one == 0 || one + 7 > low.size()) return std::nullopt;
  Bech32 out;
  out.prefix = low.substr(0, one);
  uint32_t sum = 1;
  for (const char c : out.prefix) sum = bech32_step(sum, static_cast<uint8_t>(c >> 5));
  sum = bech32_step(sum, 0);
  for (const char c : out.prefix) sum = bech32_step(sum, static_cast<uint8_t>(c & 31));
  for (const char c : std::string_view(low).substr(one + 1)) {
    const size_t value = kBech32.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    out.values.push_back(static_cast<uint8_t>(value));
    sum = bech32_step(sum, static_cast<uint8_t>(value));
  }
  constexpr uint32_t kM = 0x2bc830a3;
  if (sum != 1 && sum != kM) return std::nullopt;
  out.is_m = sum == kM;
  out.values.resize(out.values.size() - 6);
  return out;
}

bool cash_address_holds(std::string_view prefix, std::string_view text) {
  const std::string low = lower(text);
  if (low != text && std::ranges::any_of(text, is_lower)) return false;
  uint64_t sum = 1;
  for (const char c : prefix) sum = cash_step(sum, static_cast<uint8_t>(c & 31));
  sum = cash_step(sum, 0);
  for (const char c : low) {
    const size_t value = kBech32.find(c);
    if (value == std::string_view::npos) return false;
    sum = cash_step(sum, static_cast<uint8_t>(value));
  }
  return low.size() >= 42 && sum == 1;
}

std::string keccak256(std::string_view bytes) {
  constexpr size_t kRate = 136;
  std::string padded(bytes);
  padded += '\x01';
  padded.resize((padded.size() + kRate - 1) / kRate * kRate, '\0');
  padded.back() = static_cast<char>(static_cast<uint8_t>(padded.back()) | 0x80);
  std::array<uint64_t, 25> state{};
  for (size_t at = 0; at < padded.size(); at += kRate) {
    for (size_t i = 0; i < kRate / 8; ++i) {
      uint64_t word = 0;
      for (size_t b = 0; b < 8; ++b)
        word |= uint64_t{static_cast<uint8_t>(padded[at + i * 8 + b])} << 8 * b;
      state[i] ^= word;
    }
    keccak_rounds(state);
  }
  std::string out;
  for (size_t i = 0; i < 32; ++i) out += static_cast<char>(state[i / 8] >> 8 * (i % 8) & 255);
  return out;
}

std::string with_checksum_case(std::string_view hex) {
  std::string out = lower(hex);
  const std::string hash = keccak256(out);
  for (size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<uint8_t>(hash[i / 2]);
    if (((i % 2 ? byte & 15 : byte >> 4) & 8) && is_lower(out[i]))
      out[i] = static_cast<char>(out[i] - 32);
  }
  return out;
}

std::optional<std::string> decode_monero_base58(std::string_view text) {
  constexpr int kBytes[] = {0, -1, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8};  // of so many letters
  std::string out;
  for (size_t at = 0; at < text.size(); at += 11) {
    const std::string_view block = text.substr(at, 11);
    const int size = kBytes[block.size()];
    if (size < 0) return std::nullopt;
    __extension__ unsigned __int128 number = 0;
    for (const char c : block) {
      const size_t digit = kBase58.find(c);
      if (digit == std::string_view::npos) return std::nullopt;
      number = number * 58 + digit;
    }
    if (number >> 8 * size != 0) return std::nullopt;
    for (int b = size - 1; b >= 0; --b) out += static_cast<char>(number >> 8 * b & 255);
  }
  return out;
}

}  // namespace entente
