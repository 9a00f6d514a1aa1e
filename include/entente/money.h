// Money: what of it comes from given accounts, what patterns payments make, which wallets are sound
// and which are listed.
//
//   entente::MoneyRecord record;
//   entente::trace_money(settings, {.paths = {"ledger.csv"}, .method = "fifo", .origins = {"L"}},
//                        record);
//   std::cout << record.json;
//
// The rules of engine.h hold: problems go to Settings, the same input gives the same bytes whatever
// the number of threads. No ledger is needed. Definitions and JSON:
// docs/how-to/follow-the-money.md.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "entente/engine.h"

namespace entente {

struct MoneyRecord {
  std::string text;  // for people
  std::string json;  // one object
};

struct MoneyTraceRequest {
  std::vector<std::string> paths = {};    // CSV, JSON, FollowTheMoney; packed or not; "-"
  std::string method = {};                // a word of words_of_taint_methods(); empty: haircut
  std::vector<std::string> origins = {};  // accounts; several in one may be joined by commas
  std::vector<std::string> listed = {};   // lists: the wallets on them are origins as well
  std::vector<std::string> outside = {};  // accounts whose payments are clean whatever they get
  std::string dust = {};                  // payments of no more than this carry no taint
  size_t hops_max = 0;                    // taint ends after so many payments; 0: never
  std::string since = {}, until = {};     // as the times of the table are written
  std::vector<std::string> back = {};     // accounts whose taint is followed back
  size_t back_count = 5;                  // ways of each, largest first
  size_t limit = 30;                      // accounts in the text
};
// Bad rows and unknown origins are problems, and some_failed; nothing_found when nothing came of
// the origins. The record is filled in each of these cases.
Exit trace_money(const Settings& settings, const MoneyTraceRequest& request, MoneyRecord& out);

std::vector<WordRecord> words_of_taint_methods();

}  // namespace entente
