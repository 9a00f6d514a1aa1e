// The folder of originals: the bytes as they came, each under the name of its SHA-256.
//
//   Originals originals("ledger.db");              // ledger.db.originals/ab/ab12…
//   auto id = originals.put(bytes);                // durable when it returns
//   auto same = originals.get(*id);
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace entente {

struct Original {
  std::string_view sha256;  // hex
  std::string_view bytes;
};

class Originals {
 public:
  explicit Originals(const std::string& ledger) : folder_(ledger + ".originals") {}
  const std::string& folder() const { return folder_; }
  std::string path_of(std::string_view sha256) const;
  // Writes the bytes unless they are there already; returns their hash. io_failure.
  Result<std::string> put(std::string_view bytes) const;
  // The same for many, named by the hashes given, synced together.
  Status put_all(std::span<const Original> originals) const;
  // not_found, unreadable; ledger_corrupt when the bytes do not match their name.
  Result<std::string> get(std::string_view sha256) const;

 private:
  std::string folder_;
};

}  // namespace entente
