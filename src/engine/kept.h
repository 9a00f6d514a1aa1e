// What calls on one ledger make and keep for each other, from any thread: tables of data/, what was
// weighed, networks, each as of one revision. A server gives it to all its engines
// (Settings::kept); without it every call makes its own.
//
// What is made is never changed, so that many may read it; the least lately asked for goes first
// when there is too much.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "entente/engine.h"

namespace entente {

class Kept {
 public:
  struct Made {
    std::shared_ptr<const void> value;
    size_t weight = 0;  // claims that it holds; 0: it stays for good
  };
  // Made by the first who asks for a key; those who ask meanwhile wait for it. Errors are not kept.
  Result<std::shared_ptr<const void>> get(const std::string& key,
                                          const std::function<Result<Made>()>& make);
  size_t size() const;

  static constexpr size_t kWeightMax = 1'000'000, kEntriesMax = 96;

 private:
  struct Entry {
    std::mutex making;
    std::shared_ptr<const void> value;
    size_t weight = 0;
    uint64_t used = 0;
  };
  void thin_out(const std::shared_ptr<Entry>& fresh);
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Entry>> entries_;
  uint64_t clock_ = 0;
};

// `make` gives Result<T>; `weigh` says how many claims a T holds. Without `kept` it is just made.
template <class T, class Make, class Weight>
Result<std::shared_ptr<const T>> keep(Kept* kept, const std::string& key, Make make,
                                      Weight weight) {
  const auto made = [&]() -> Result<Kept::Made> {
    Result<T> value = make();
    if (!value) return std::unexpected(value.error());
    const size_t size = weight(*value);
    return Kept::Made{std::make_shared<const T>(std::move(*value)), size};
  };
  if (!kept) {
    const auto out = made();
    if (!out) return std::unexpected(out.error());
    return std::static_pointer_cast<const T>(out->value);
  }
  const auto out = kept->get(key, made);
  if (!out) return std::unexpected(out.error());
  return std::static_pointer_cast<const T>(*out);
}

// Names one state of one file: another ledger put in its place has another key.
std::string ledger_key(const std::string& path, int64_t revision);

}  // namespace entente
