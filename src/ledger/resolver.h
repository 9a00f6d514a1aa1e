// Which listed entity a mention's words name, as the lists stood at a revision.
//
// A mention names an entity when their keys are equal and no other entity of the same dataset has
// that key: a name that two listed persons share decides nothing, unless a judgement merged the
// two. The key that comes first and that any entity has decides; of several datasets the entity
// that was listed first is shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "ledger/judgements.h"
#include "ledger/keys.h"
#include "ledger/sqlite.h"

namespace entente {

class Resolver {
 public:
  Resolver(const Database& db, NameKeys keys, int64_t revision_max)
      : db_(&db), keys_(std::move(keys)), revision_max_(revision_max) {}
  const NameKeys& keys() const { return keys_; }
  // The judgements to resolve under; they must outlive the calls that follow.
  void decide(const Decided& decided) { decided_ = &decided; }
  // Entities that the words name, first listed first; remembered for the next call.
  Result<const std::vector<std::string>*> entities_of(const std::string& words);
  bool has_names();  // of any listed entity
  // Rows of the namings whose words name this entity, ascending.
  Result<std::vector<int64_t>> namings_of(const std::string& entity);

 private:
  struct Target {
    std::string entity;
    int64_t revision;
  };
  bool are_one(const std::string& a, const std::string& b) const;
  Result<std::optional<std::vector<Target>>> targets(const std::string& key);
  Result<std::vector<std::string>> look_up(const std::string& words);

  const Database* db_;
  NameKeys keys_;
  int64_t revision_max_;
  std::optional<bool> has_names_;
  const Decided* decided_ = nullptr;
  std::optional<Query> by_key_;
  std::unordered_map<std::string, std::vector<std::string>> known_;
};

}  // namespace entente
