// What a relationship record of GLEIF comes to, in whichever form it was read. Inside intake only.
#pragma once

#include <string>

#include "intake/owners/builder.h"

namespace entente::intake {

struct GleifRecord {
  std::string child, parent, type, status;  // words with "_" or "-", in any case
  std::string from, to;                     // of the period of the relationship; may be empty
  std::string registration = {};            // status of the record: "PUBLISHED", "ANNULLED"
};

// Adds its stakes, or counts why it has none.
void take_gleif(const GleifRecord& record, size_t line, StakeBuilder& out);

}  // namespace entente::intake
