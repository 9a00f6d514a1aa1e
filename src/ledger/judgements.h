// The judgements of a ledger, which of them hold, and what those that hold decide.
//
//   auto all = read_judgements(db, revision_max);      // oldest first
//   Decided decided(*all);
//   decided.rejected(claim.id, document.id)            // revision of the judgement, or 0
//   decided.together("ofac-9345")                      // the ids merged with it, itself included
//
// A judgement holds unless an undo of it holds; an undo can be undone as well. When two that hold
// contradict each other, the later one decides.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ledger/sqlite.h"
#include "model/judgement.h"

namespace entente {

struct StoredJudgement {
  Judgement judgement;
  std::string id;
  int64_t revision = 0;
  std::string added;      // when it was made: ISO 8601, UTC
  int64_t undone_by = 0;  // the revision of the undo that holds; 0: it holds itself
};

Result<std::vector<StoredJudgement>> read_judgements(const Database& db, int64_t revision_max);

class Decided {
 public:
  explicit Decided(const std::vector<StoredJudgement>& judgements);
  int64_t rejected(std::string_view claim, std::string_view document) const;
  // Sorted; holds at least the id itself.
  std::vector<std::string> together(const std::string& entity) const;
  // Whether a split that holds parts the two, or ids merged with them.
  bool apart(const std::string& a, const std::string& b) const;
  bool any_rejected() const { return !rejected_.empty(); }

 private:
  std::map<std::string, int64_t, std::less<>> rejected_;
  std::map<std::string, std::vector<std::string>, std::less<>> clusters_;
  std::set<std::pair<std::string, std::string>> splits_;  // the lesser id first
};

}  // namespace entente
