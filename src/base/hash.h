// SHA-256 and SHA-1 by OpenSSL. Content addresses and stable ids are lower-case hex of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace entente {

std::string sha256(std::string_view bytes);  // 32 bytes
std::string sha256_hex(std::string_view bytes);
std::string md5_hex(std::string_view bytes);  // for ids that others make so; proves nothing
// For ids that other formats make so; no content address.
std::string sha1_hex(std::string_view bytes);
std::string to_hex(std::string_view bytes);
// Nothing when it is not pairs of lower-case hex digits.
std::optional<std::string> from_hex(std::string_view hex);
// The first `hex_digits` of the hash over `parts`, each followed by one 0x1F byte, so that
// ("ab","c") and ("a","bc") differ.
std::string stable_id(std::initializer_list<std::string_view> parts, size_t hex_digits = 32);

}  // namespace entente
