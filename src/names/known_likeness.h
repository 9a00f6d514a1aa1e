// Likenesses of the tokens of one entity and of those of many others, each worked out once: the
// candidates that an index proposes share the very words that they were found by.
//
//   KnownLikeness known(asked);
//   for (const Prepared& other : candidates) c = compare(asked, other, known);   // names/compare.h
//
// What it gives is token_likeness(), to the last bit. For one question, one thread: it holds what
// was met since it was made, a few hundred tokens as a rule and some MB at most.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "names/prepared.h"

namespace entente {

class KnownLikeness {
 public:
  // The bytes of `asked` must outlive it.
  explicit KnownLikeness(const Prepared& asked);
  // Before of(): whose tokens are meant from now on. Its bytes must last as long as of() is called.
  void meet(const Prepared& other);
  // Of asked.tokens()[asked_token] and other.tokens()[other_token].
  float of(size_t asked_token, size_t other_token);

 private:
  uint32_t number_of(const TokenRow& token);
  void forget();
  void make_room();

  Prepared asked_, other_;
  size_t asked_count_;
  bool kept_ = true;                // false: too many to be kept, each is worked out when asked for
  std::vector<uint32_t> of_other_;  // by token of `other`: its number
  std::vector<uint32_t> slots_;     // by hash: a number and one, 0 when free; a power of two
  std::vector<uint64_t> hashes_;    // by number
  std::vector<uint32_t> key_at_;    // by number, and the end: of keys_
  std::string keys_;                // all that token_likeness() reads of a token
  std::vector<float> likenesses_;   // by number, then by asked token; below 0: not worked out yet
};

}  // namespace entente
