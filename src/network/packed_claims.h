// Claims by the million in little memory: of each what weighing (without figures) and ties need,
// some 250 bytes where a Claim takes 1,700, as the bytes of its strings one after the other.
//
//   PackedClaims packed;
//   packed.add(claim);                     // 0, 1, 2, …
//   Claim claim;
//   packed.unpack(0, claim);               // writes over what `claim` held, in its memory
//
// Left out: offsets, figures, the words of times, where, extractor, certainty and boxes, and of its
// document the language and the URL.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/claim.h"

namespace entente {

class PackedClaims {
 public:
  // Claims of one document follow one another: it is kept once.
  void add(const Claim& claim);
  void unpack(size_t index, Claim& out) const;
  size_t size() const { return at_.size(); }
  size_t bytes() const;  // of memory

 private:
  std::vector<DocumentRef> documents_;
  std::string bytes_;
  std::vector<uint64_t> at_;  // of each claim, in bytes_
};

}  // namespace entente
