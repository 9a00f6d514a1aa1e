#include "tokens.h"

#include <sodium.h>

#include <fstream>
#include <sstream>

namespace server {
namespace {

constexpr std::string_view kScheme = "blake2b:";
constexpr size_t kHashBytes = 32, kTokensMax = 10000;

std::string hex_of(const unsigned char* bytes, size_t size) {
  std::string out(size * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, size);
  out.pop_back();
  return out;
}

Role role_of(std::string_view word) {
  for (const Role role : {Role::reader, Role::analyst, Role::admin})
    if (name(role) == word) return role;
  return Role::nobody;
}

bool is_hash(std::string_view word) {
  return word.starts_with(kScheme) && word.size() == kScheme.size() + 2 * kHashBytes;
}

}  // namespace

std::string hash_of_token(std::string_view token) {
  unsigned char hash[kHashBytes];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(token.data()),
                     token.size(), nullptr, 0);
  return std::string(kScheme) + hex_of(hash, sizeof hash);
}

std::string make_token() {
  if (sodium_init() < 0) return {};
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  return "entente_" + hex_of(bytes, sizeof bytes);
}

std::expected<Tokens, std::string> Tokens::read(const std::string& path) {
  if (sodium_init() < 0) return std::unexpected("libsodium does not start");
  std::ifstream file(path);
  if (!file) return std::unexpected("the token file cannot be read");
  Tokens out;
  std::string line;
  for (size_t number = 1; std::getline(file, line); ++number) {
    const auto bad = [&](const char* why) {
      return std::unexpected("line " + std::to_string(number) + " of the token file: " + why);
    };
    if (line.size() > 4096 || out.holders_.size() >= kTokensMax) return bad("too much");
    line.resize(std::min(line.find('#'), line.size()));
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    if (words.empty()) continue;
    Holder holder;
    const bool plain = !is_hash(words.back());
    holder.hash = plain ? hash_of_token(words.back()) : words.back();
    out.plain_ += plain;
    if (words.size() == 1) holder.role = Role::admin;
    else holder.role = role_of(words[words.size() - 2]);
    holder.name = words.size() == 3 ? words[0] : std::string(server::name(holder.role));
    if (words.size() > 3) return bad("write NAME ROLE HASH");
    if (holder.role == Role::nobody) return bad("the role is reader, analyst or admin");
    out.holders_.push_back(std::move(holder));
  }
  return out;
}

const Holder* Tokens::holder(std::string_view token) const {
  const std::string hash = hash_of_token(token);
  const Holder* found = nullptr;
  for (const Holder& each : holders_)
    if (each.hash.size() == hash.size() &&
        sodium_memcmp(each.hash.data(), hash.data(), hash.size()) == 0)
      found = &each;
  return found;
}

}  // namespace server
