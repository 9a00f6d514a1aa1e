// Who is blocked through whom they are owned by: sanctions rules on ownership and control over
// registers of stakes. Needs no ledger.
//
//   entente::OwnersRecord record;
//   entente::trace_owners(settings, {.files = {"register.csv"}, .listed = {"X"}}, record);
//   std::cout << record.json;
//
// The rules of engine.h hold: problems go to Settings, the same input gives the same bytes.
// Formats, rules and the JSON are in docs/formats/owners.md.
#pragma once

#include <string>
#include <vector>

#include "entente/engine.h"

namespace entente {

struct OwnersRequest {
  std::vector<std::string> files = {};  // read as one register
  // Ids of parties, or names that only one party bears; "X,Y" names two.
  std::vector<std::string> listed = {};
  std::string listed_from = {};  // a file with one of them a line
  std::string rule = {};         // a word of words_of("owner-rules"); empty: ofac50
  std::string date = {};         // ISO 8601: the day of which it is asked; empty: today
};

struct OwnersRecord {
  std::string text;  // for people
  // {"blocked","possibly_blocked","control","integrated","why","flags"}
  std::string json;
};

// done; nothing_found when the files hold no stake; some_failed when rows made no sense (each was a
// Problem), with the record filled nevertheless; usage for a rule, date or name that makes no
// sense.
Exit trace_owners(const Settings& settings, const OwnersRequest& request, OwnersRecord& out);

}  // namespace entente
