// Who may do what: tokens, kept and compared as hashes.
//
// A token file has a line for each: NAME ROLE HASH, where ROLE is reader, analyst or admin and HASH
// is "blake2b:" and 64 hexadecimal digits, as `entente token` prints it; # begins a comment. A line
// with one word, or ROLE and a word, is a token in plain (of an admin, or of that role): it is
// hashed when it is read and kept nowhere, and a note asks to write its hash instead.
// Tokens are made of 32 random bytes, so that a fast hash is enough; hashes are compared in
// constant time.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "entente/server.h"
#include "route.h"

namespace server {

struct Holder {
  std::string name;
  Role role = Role::nobody;
  std::string hash;
};

class Tokens {
 public:
  // The error is a line for people, without what stands in the file.
  static std::expected<Tokens, std::string> read(const std::string& path);
  // Null when nobody holds it.
  const Holder* holder(std::string_view token) const;
  bool empty() const { return holders_.empty(); }
  size_t plain() const { return plain_; }  // how many lines were not hashed

 private:
  std::vector<Holder> holders_;
  size_t plain_ = 0;
};

}  // namespace server
