// Records and requests of the commands that keep a ledger: judgements, search, rebuilding, moving.
// The calls themselves are those of Engine (engine.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace entente {

// `kind` and what `targets` it takes are the rows of words_of("judgements").
struct JudgeRequest {
  std::string kind;
  std::vector<std::string> targets = {};  // ids or their beginnings, a source's name, a grade
  std::string who = {}, why = {};
};

// What the ledger held: after revision `revision`, and at the end of the day `known_by` (UTC), both
// when both are given. This is when things were added, not when they were published.
struct LedgerTime {
  int64_t revision = 0;       // 0: no limit
  std::string known_by = {};  // ISO 8601 as precise as wished; empty: no limit
};

struct JudgementRecord {
  std::string id, kind, a, b, value, who, why;
  std::string added;      // when, ISO 8601 in UTC
  int64_t revision = 0;   // where it entered the ledger
  int64_t undone_by = 0;  // the revision of the judgement that undid it; 0: it holds
  bool is_new = false;    // of judge(): false when the same judgement held already
  std::string json;
};

}  // namespace entente
