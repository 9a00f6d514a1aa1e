// Requests and answers of the commands that weigh: how sure, since when, by whose word. The calls
// themselves are those of Engine (engine.h).
//
//   entente::WeighedAnswer answer;
//   engine.standing({.actors = {"kp", "ru"}, .kind = "transfer"}, answer);
//   for (const auto& item : answer.items) std::cout << item.text;
//
// docs/formats/weighing.md has the JSON of each.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "entente/ledger.h"

namespace entente {

struct WeighQuery {
  // A proposition's id as these commands print it, or a claim's id or the beginning of one; when
  // it is given, the other filters must be empty.
  std::string proposition = {};
  std::vector<std::string> actors = {};  // none, one or two, as ClaimQuery::actors
  std::string kind = {};                 // one of words_of("kinds")
  std::string as_of = {};                // ISO 8601: what was published by then
  LedgerTime at = {};                    // the ledger as it was then
};

// One proposition, conflict, gap, forecast or change.
struct WeighedItem {
  std::string id;    // of its proposition
  std::string text;  // some lines for people, the first one says what it is
  std::string json;  // one object on one line
};

struct WeighedAnswer {
  std::vector<WeighedItem> items;
  std::string tail;  // lines after the items; may be empty
  std::string json;  // the whole: {"schema":"entente.standing.v1", …}
};

struct DiffRequest {
  WeighQuery query = {};   // its `proposition` must be empty
  std::string since;       // a revision, or a day: what was added since
  bool published = false;  // `since` is a day, and compares what was published by then and now
  enum class Form { json, atom, json_feed } form = Form::json;  // of WeighedAnswer::json
};

struct WatchRequest {
  std::string folder;
  unsigned settle_ms = 500;  // a file is complete when it has not changed for so long
  bool once = false;         // take what is there and end
};

}  // namespace entente
