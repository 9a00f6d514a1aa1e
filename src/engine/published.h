// What was published by a day. Days are compared as precisely as the one that is asked for tells
// them, so that "2024" takes in what came on any of its days. What has no day was not published by
// any; an edition of a list without one is as old as its entering the ledger.
#pragma once

#include <string_view>

#include "ledger/view.h"

namespace entente {

inline bool published_by(std::string_view day, std::string_view as_of) {
  return as_of.empty() || (!day.empty() && day.substr(0, as_of.size()) <= as_of);
}

inline bool published_by(const StoredList& list, std::string_view as_of) {
  return published_by(list.edition.empty() ? list.added : list.edition, as_of);
}

}  // namespace entente
