// Which entities of a ledger may be one: pairs across its lists, likeliest first, and what an
// analyst decides of each. Decisions are judgements (merge, split): append-only, each can be
// undone.
//
//   entente::DedupeRequest request{.who = "A. Lee"};
//   engine.dedupe(request, [](const entente::DedupePair& pair, size_t left) {
//     return ask_the_analyst(pair) ? entente::DedupeChoice::same : entente::DedupeChoice::skip;
//   }, record);
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/screening.h"

namespace entente {

struct DedupeRequest {
  double threshold = 0.7;          // pairs that score less are not shown
  bool within_lists = false;       // pairs of one list too: two rows of a list are seldom one
  std::string who = {}, why = {};  // of the judgements; an empty `why` becomes the score's reasons
};

struct DedupeSide {
  std::string id, caption, schema, dataset;
};
struct DedupePair {
  DedupeSide left, right;
  double score = 0;
  std::vector<ScreenReason> reasons;
  // Words of reports that name both: ambiguous as long as the two are not merged.
  std::vector<std::string> mentions;
  std::string json;
};

enum class DedupeChoice { same, different, skip, undo, quit };

struct DedupeRecord {
  size_t entities = 0, pairs = 0;  // looked at; found and not yet decided
  size_t merged = 0, split = 0, skipped = 0;
  std::string json;
};

}  // namespace entente
