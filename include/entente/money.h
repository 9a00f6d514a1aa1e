// Money: what of it comes from given accounts, what patterns payments make, which wallets are sound
// and which are listed.
//
//   entente::MoneyRecord record;
//   entente::trace_money(settings, {.paths = {"ledger.csv"}, .method = "fifo", .origins = {"L"}},
//                        record);
//   std::cout << record.json;
//
// The rules of engine.h hold: problems go to Settings, the same input gives the same bytes whatever
// the number of threads. No ledger is needed unless findings are to be filed. Definitions and JSON:
// docs/how-to/follow-the-money.md.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "entente/engine.h"
#include "entente/filing.h"

namespace entente {

struct MoneyRecord {
  bool wants_text = true, wants_json = true;  // what to fill: a table may have millions of accounts
  std::string text = {};                      // for people
  std::string json = {};                      // one object
  FiledCounts filed = {};
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
  size_t limit = 30;                      // accounts in the text, and filed
  FilingRequest filing = {};
};
// Bad rows and unknown origins are problems, and some_failed; nothing_found when nothing came of
// the origins. The record is filled in each of these cases.
Exit trace_money(const Settings& settings, const MoneyTraceRequest& request, MoneyRecord& out);

std::vector<WordRecord> words_of_taint_methods();

struct TypologiesRequest {
  std::vector<std::string> paths = {};
  std::vector<std::string> only = {};  // words_of_typologies(); empty: all
  double window_days = 0;              // how close in time a fan's payments are; 0: 7
  double structuring_limit = 0;        // a sum from which payments are reported; 0: 10000
  bool hide_amounts = false;           // as if the table had none
  FilingRequest filing = {};
};

struct TypologyFinding {
  std::string typology;               // "fan-in"
  std::vector<std::string> accounts;  // those that matter most first
  struct Transaction {
    std::string row, time, source, target, amount, currency;
  };
  std::vector<Transaction> transactions;
  std::string why;     // what was found, and what chance or ordinary payers would show
  double chance = -1;  // of as much by chance; negative: not told
  std::string json;
};

struct TypologiesCounts {
  uint64_t payments = 0, accounts = 0, ties = 0, passed_over = 0;
  size_t findings = 0;
  FiledCounts filed = {};
  std::string json;  // one object: counts, base rates by kind, rows passed over, warnings
};
// By kind. `counts` is filled when the call returns.
Exit find_money_typologies(const Settings& settings, const TypologiesRequest& request,
                           TypologiesCounts& counts,
                           const std::function<bool(const TypologyFinding&)>& take);

std::vector<WordRecord> words_of_typologies();

struct WalletsRequest {
  std::vector<std::string> paths = {};   // lists with wallets, tables of payments, or one address
                                         // a line
  std::vector<std::string> listed = {};  // lists: which of those addresses stand on them
};

struct WalletRecord {
  std::string address, currency;
  std::string place;        // "wallets.csv:7"
  std::string chain, form;  // "bitcoin", "bech32"; empty: no form of address known here
  std::string check;        // "good", "bad", or "none" where the form bears no checksum
  std::string why;          // what is wrong or worth knowing
  std::string listed;       // where on a list it stands; empty: nowhere, or none was given
  std::string json;
};
// In the order of the files, each address of a file once.
Exit check_wallets(const Settings& settings, const WalletsRequest& request,
                   const std::function<bool(const WalletRecord&)>& take);

}  // namespace entente
