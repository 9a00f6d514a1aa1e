// SHA-256 and SHA-1 by OpenSSL. Content addresses and stable ids are lower-case hex of it.
#pragma once

#include <string>
#include <string_view>

namespace entente {

std::string sha256_hex(std::string_view bytes);
// For ids that other formats make so; no content address.
std::string sha1_hex(std::string_view bytes);
// The first `hex_digits` of the hash over `parts`, each followed by one 0x1F byte, so that
// ("ab","c") and ("a","bc") differ.
std::string stable_id(std::initializer_list<std::string_view> parts, size_t hex_digits = 32);

}  // namespace entente
