#include "ledger/derived_check.h"

#include "ledger/derived.h"

namespace entente {
namespace {

// FNV-1a with a last mix; not against an adversary, who could rewrite the whole file.
uint64_t hash_of(std::initializer_list<std::string_view> texts,
                 std::initializer_list<uint64_t> numbers) {
  uint64_t out = 0xcbf29ce484222325;
  const auto take = [&](unsigned char byte) { out = (out ^ byte) * 0x100000001b3; };
  for (const auto text : texts) {
    for (const char c : text) take(static_cast<unsigned char>(c));
    take(0xFF);
  }
  for (const uint64_t number : numbers)
    for (int i = 0; i < 64; i += 8) take(static_cast<unsigned char>(number >> i));
  out ^= out >> 29;
  return out * 0xbf58476d1ce4e5b9;
}

}  // namespace

void DerivedCheck::add(int64_t row, const Claim& claim) {
  const ClaimEntries entries = entries_of(claim);
  const int64_t block = row >> kBlockBits;
  const auto at = static_cast<uint64_t>(row);
  for (const auto& [state, other] : entries.parties)
    parties_[block] += hash_of({state, other}, {at});
  if (keys_->of_claim) {
    const auto time = static_cast<uint64_t>(keys_->time_of_claim(claim));
    for (const int64_t number : keys_->of_claim(claim))
      deeds_[block] += hash_of({}, {static_cast<uint64_t>(number), time, at});
  }
  for (const auto& [naming, roles] : entries.namings) {
    const uint64_t said = hash_of({naming->state, naming->text}, {});
    mentioned_[block] += hash_of({}, {said, at, roles});
    if (!seen_.insert(said).second) continue;
    namings_ += said;
    if (!keys_->of_mention) continue;
    for (const auto& key : keys_->of_mention(naming->text)) naming_keys_ += hash_of({key}, {said});
  }
}

void DerivedCheck::read_namings() {
  auto namings = db_->prepare("SELECT row, state, text FROM namings");
  auto keys = db_->prepare("SELECT DISTINCT key, naming FROM naming_keys");
  if (!namings || !keys) return;
  for (auto row = namings->step(); row && *row; row = namings->step()) {
    const uint64_t said = hash_of({namings->text(1), namings->text(2)}, {});
    naming_hash_[namings->integer(0)] = said;
    namings_ -= said;
  }
  if (!keys_->of_mention) {
    naming_keys_ = 0;
    return;
  }
  for (auto row = keys->step(); row && *row; row = keys->step())
    naming_keys_ -= hash_of({keys->text(0)}, {naming_hash_[keys->integer(1)]});
}

void DerivedCheck::read_parties() {
  auto query = db_->prepare("SELECT block, state, other, claims FROM parties");
  if (!query) return;
  for (auto row = query->step(); row && *row; row = query->step())
    each_entry(query->integer(0), query->blob(3), 2, [&](int64_t claim, unsigned) {
      parties_[query->integer(0)] -=
          hash_of({query->text(1), query->text(2)}, {static_cast<uint64_t>(claim)});
    });
}

void DerivedCheck::read_mentioned() {
  auto query = db_->prepare("SELECT block, naming, claims FROM mentioned");
  if (!query) return;
  for (auto row = query->step(); row && *row; row = query->step())
    each_entry(query->integer(0), query->blob(2), 3, [&](int64_t claim, unsigned roles) {
      mentioned_[query->integer(0)] -=
          hash_of({}, {naming_hash_[query->integer(1)], static_cast<uint64_t>(claim), roles});
    });
}

void DerivedCheck::read_deeds() {
  auto query = db_->prepare("SELECT number, claim, block, time FROM deeds");
  if (!query || !keys_->of_claim) return;
  for (auto row = query->step(); row && *row; row = query->step()) {
    const auto claim = static_cast<uint64_t>(query->integer(1));
    deeds_[query->integer(1) >> kBlockBits] -=
        hash_of({}, {static_cast<uint64_t>(query->integer(0)),
                     static_cast<uint64_t>(query->integer(3)), claim});
    if (query->integer(2) != query->integer(1) >> kDeedBlockBits)
      out_.push_back({"deeds", "claim " + std::to_string(claim) + " lies in a block not its own"});
  }
}

std::vector<DerivedCheck::Difference> DerivedCheck::compare() {
  read_namings();
  read_parties();
  read_mentioned();
  read_deeds();
  const std::string remedy = "; entente rebuild makes it anew";
  if (namings_ != 0) out_.push_back({"namings", "is not what follows from the claims" + remedy});
  if (naming_keys_ != 0)
    out_.push_back({"naming_keys", "is not what follows from the claims" + remedy});
  for (const auto& [table, sums] :
       {std::pair{"parties", &parties_}, std::pair{"mentioned", &mentioned_},
        std::pair{"deeds", &deeds_}})
    for (const auto& [block, sum] : *sums)
      if (sum != 0)
        out_.push_back({table, "block " + std::to_string(block) + ", for claims " +
                                   std::to_string(block << kBlockBits) + " to " +
                                   std::to_string(((block + 1) << kBlockBits) - 1) +
                                   ", is not what follows from them" + remedy});
  return std::move(out_);
}

}  // namespace entente
