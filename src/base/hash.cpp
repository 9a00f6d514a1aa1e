#include "base/hash.h"

#include <openssl/evp.h>

#include <cassert>
#include <memory>

namespace entente {
namespace {

class Digest {
 public:
  explicit Digest(const EVP_MD* kind) : kind_(kind), context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    restart();
  }
  void restart() { EVP_DigestInit_ex(context_.get(), kind_, nullptr); }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string digest() {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), out, &size);
    return {reinterpret_cast<const char*>(out), size};
  }

 private:
  const EVP_MD* kind_;
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

const EVP_MD* sha256_kind() {
  static const EVP_MD* const out = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // once, for good
  return out;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  thread_local Digest hash(sha256_kind());  // making one costs more than hashing a row
  hash.restart();
  hash.add(bytes);
  return hash.digest();
}

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256(bytes)); }

std::string md5_hex(std::string_view bytes) {
  Digest hash(EVP_md5());
  hash.add(bytes);
  return to_hex(hash.digest());
}

std::string sha1_hex(std::string_view bytes) {
  Digest hash(EVP_sha1());
  hash.add(bytes);
  return to_hex(hash.digest());
}

std::string to_hex(std::string_view bytes) {
  std::string out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string out;
  out.reserve(hex.size() / 2);
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  for (size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]), low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

std::string stable_id(std::initializer_list<std::string_view> parts, size_t hex_digits) {
  assert(hex_digits <= 64);
  Digest hash(sha256_kind());
  for (const auto part : parts) {
    hash.add(part);
    hash.add("\x1F");
  }
  return to_hex(hash.digest()).substr(0, hex_digits);
}

}  // namespace entente
