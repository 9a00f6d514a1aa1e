// Tokens are the same where all is the same that token_likeness() reads: their rows, but for what
// weighs and places them, and their readings.
// Cost: some ten nanoseconds a token that is met, against a hundred or more for a likeness.
// Tests: compare_test.cpp, against compare() without it.
#include "names/known_likeness.h"

#include <cstring>

#include "names/token_likeness.h"

namespace entente {
namespace {

constexpr size_t kSlotsFirst = 512;
constexpr size_t kLikenessesMax = size_t{1} << 18;  // 1 MB
constexpr float kUnknown = -1;

// What stands before the readings in a key.
struct KeyHead {
  uint32_t letters;
  uint16_t native, id, korean;
  TokenKind kind;
  Script script;
  uint8_t consonants, readings;
  uint16_t bytes;
};
static_assert(sizeof(KeyHead) == 16);

std::string_view readings_of(const Prepared& side, const TokenRow& token) {
  const std::string_view first = side.reading(token, 0),
                         last = side.reading(token, token.readings - 1U);
  return {first.data() - 1, last.data() + last.size()};
}

uint64_t mixed(uint64_t hash, uint64_t with) {
  hash = (hash ^ with) * 0x9E3779B97F4A7C15ULL;
  return hash ^ hash >> 32;
}

uint64_t hash_of(const KeyHead& head, std::string_view readings) {
  uint64_t words[2];
  std::memcpy(words, &head, sizeof words);
  uint64_t out = mixed(mixed(0, words[0]), words[1]);
  for (; readings.size() >= 8; readings.remove_prefix(8)) {
    std::memcpy(words, readings.data(), 8);
    out = mixed(out, words[0]);
  }
  words[0] = 0;
  std::memcpy(words, readings.data(), readings.size());
  return mixed(out, words[0]);
}

}  // namespace

KnownLikeness::KnownLikeness(const Prepared& asked)
    : asked_(asked), other_(asked), asked_count_(asked.tokens().size()) {
  forget();
}

void KnownLikeness::forget() {
  slots_.assign(kSlotsFirst, 0);
  hashes_.clear();
  key_at_.assign(1, 0);
  keys_.clear();
  likenesses_.clear();
}

void KnownLikeness::make_room() {
  if (2 * (hashes_.size() + 1) <= slots_.size()) return;
  slots_.assign(2 * slots_.size(), 0);
  for (size_t i = 0; i < hashes_.size(); ++i) {
    size_t at = hashes_[i] & (slots_.size() - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = static_cast<uint32_t>(i + 1);
  }
}

uint32_t KnownLikeness::number_of(const TokenRow& token) {
  const std::string_view readings = readings_of(other_, token);
  const KeyHead head{token.letters,
                     token.native,
                     token.id,
                     token.korean,
                     token.kind,
                     token.script,
                     static_cast<uint8_t>(is_abjad(token)),
                     token.readings,
                     static_cast<uint16_t>(readings.size())};
  const uint64_t hash = hash_of(head, readings);
  make_room();
  size_t at = hash & (slots_.size() - 1);
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    const uint32_t number = slots_[at] - 1;
    if (hashes_[number] != hash) continue;
    const std::string_view key =
        std::string_view(keys_).substr(key_at_[number], key_at_[number + 1] - key_at_[number]);
    if (key.size() == sizeof head + readings.size() &&
        std::memcmp(key.data(), &head, sizeof head) == 0 && key.substr(sizeof head) == readings)
      return number;
  }
  const auto number = static_cast<uint32_t>(hashes_.size());
  slots_[at] = number + 1;
  hashes_.push_back(hash);
  keys_.append(reinterpret_cast<const char*>(&head), sizeof head);
  keys_ += readings;
  key_at_.push_back(static_cast<uint32_t>(keys_.size()));
  likenesses_.resize(likenesses_.size() + asked_count_, kUnknown);
  return number;
}

void KnownLikeness::meet(const Prepared& other) {
  other_ = other;
  const auto tokens = other.tokens();
  kept_ = tokens.size() * asked_count_ <= kLikenessesMax;
  if (!kept_) return;
  if (likenesses_.size() > kLikenessesMax) forget();
  of_other_.clear();
  for (const TokenRow& token : tokens) of_other_.push_back(number_of(token));
}

float KnownLikeness::of(size_t asked_token, size_t other_token) {
  const auto worked_out = [&] {
    return token_likeness(asked_, asked_.tokens()[asked_token], other_,
                          other_.tokens()[other_token]);
  };
  if (!kept_) return worked_out();
  float& like = likenesses_[of_other_[other_token] * asked_count_ + asked_token];
  if (like < 0) like = worked_out();
  return like;
}

}  // namespace entente
