#include "base/hash.h"

#include <openssl/evp.h>

#include <cassert>
#include <memory>

namespace entente {
namespace {

class Digest {
 public:
  explicit Digest(const EVP_MD* kind) : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), kind, nullptr);
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), digest, &size);
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
      out += "0123456789abcdef"[digest[i] >> 4];
      out += "0123456789abcdef"[digest[i] & 15];
    }
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  Digest hash(EVP_sha256());
  hash.add(bytes);
  return hash.hex();
}

std::string sha1_hex(std::string_view bytes) {
  Digest hash(EVP_sha1());
  hash.add(bytes);
  return hash.hex();
}

std::string stable_id(std::initializer_list<std::string_view> parts, size_t hex_digits) {
  assert(hex_digits <= 64);
  Digest hash(EVP_sha256());
  for (const auto part : parts) {
    hash.add(part);
    hash.add("\x1F");
  }
  return hash.hex().substr(0, hex_digits);
}

}  // namespace entente
