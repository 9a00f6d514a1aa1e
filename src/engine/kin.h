// The claims that weighing must see to find the propositions of some claims as it would find them
// with the whole ledger before it, and no others.
//
//   Kin kin(view, options);
//   kin.want(rows);                        // claims whose propositions are asked for
//   auto claims = kin.claims();            // those and their kin, in the order of the ledger
//   auto propositions = weigh(*claims, options);
//   std::erase_if(propositions, [&](const auto& p) { return !kin.wanted(p); });
//
// A proposition is made by all claims that assert one thing, by the denials that may cover it, and,
// where a denial names no recipient, by what else it may mean. Without the last step of the example
// there are others beside them, of which not all claims are there.
//
// Not for weighing in which listed entities stand for themselves (WeighOptions::entities, or a pair
// with one): numbers are kept by states.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/view.h"
#include "weighing/lookup.h"

namespace entente {

class Kin {
 public:
  using Rows = std::vector<int64_t>;
  // Claims that do not pass the filter's conditions or `only` are as if they were not there.
  Kin(const View& view, const WeighOptions& options, ClaimFilter filter = {},
      std::function<bool(const Claim&)> only = {});

  void want(const Rows& rows) { wanted_rows_.insert(wanted_rows_.end(), rows.begin(), rows.end()); }
  void want(StoredClaim&& claim);  // the same, of a claim that is read already
  // What that one came to want, of an earlier state of the same ledger. `other` must outlive this.
  void want_same_as(const Kin& other);
  // To be seen as well; their propositions are not asked for.
  void add(const Rows& rows) { added_rows_.insert(added_rows_.end(), rows.begin(), rows.end()); }
  // Wants also what the claims after this row changed in propositions that they do not belong to:
  // a second recipient makes a denial that names none say less about the first.
  void changed_after(int64_t row) { before_ = row; }

  Result<std::vector<Claim>> claims();
  Result<std::vector<StoredClaim>> stored();  // the same, with their rows and revisions
  // Whether all that makes this proposition was asked for.
  bool wanted(const Proposition& p) const;
  bool judged(const Claim& claim) const { return judged_.contains(claim.id); }

 private:
  struct Known {  // a claim, and what it tells under the options
    StoredClaim stored;
    std::vector<Leg> legs;
  };
  struct Changed {
    PropositionKey key;
    bool judged;  // it was there, and a judgement has changed what it counts for
  };
  struct Thing {  // what one number stands for in a deed
    Rows rows;
    std::optional<std::vector<PropositionKey>> keys;  // of its groups; nothing: not yet looked at
  };
  using Deed = std::map<int64_t, Thing>;

  Status close();
  Status load(const Rows& rows);
  void keep(StoredClaim&& stored);
  Status load_numbers();
  Result<bool> grow();
  Status want_claim(const Known& known);
  Status want_asserted(const PropositionKey& key);
  Status want_covered(const Leg& denial);
  Status ask(NumberRange (*range)(const PropositionKey&), const PropositionKey& key);
  Status meet(int64_t row);
  Status find_meant(int64_t row, const Leg& denial);
  Status want_changed(const Leg& denial);
  // How many different recipients the denial may mean, by claims up to a row; `enough` are counted.
  Result<size_t> recipients(const Leg& denial, int64_t row_max, size_t enough);
  Result<Deed*> deed(const PropositionKey& key);
  Status follow_judgements();
  Result<std::vector<PropositionKey>> spellings(const PropositionKey& key);

  const View& view_;
  const WeighOptions& options_;
  WeighOptions bare_;  // without judgements that join or part
  ClaimFilter filter_;
  std::function<bool(const Claim&)> only_;
  std::optional<int64_t> before_;
  const Kin* later_ = nullptr;  // what it knows need not be read again
  Rows wanted_rows_, added_rows_;
  std::map<int64_t, Known> known_;
  std::set<int64_t> tried_;                               // rows looked at, seen or passed over
  std::map<std::string, PropositionKey> asserted_;        // by identity
  std::map<std::string, std::vector<Leg>> denied_;        // by deed; one of each identity
  std::set<std::string> denied_identities_, deeds_;       // deeds: of what is asserted_
  std::set<std::pair<int64_t, std::string>> met_;         // denials found_meant: row, identity
  std::set<std::pair<int64_t, int64_t>> asked_, to_ask_;  // ranges of numbers
  std::map<std::string, std::vector<Changed>> changed_;   // by deed: what has changed_after()
  std::map<std::string, Deed> whole_;                     // deeds with all their numbers
  std::map<std::string, std::set<std::string>> names_;    // spellings of actors, by key
  std::set<std::string> judged_;                          // ids of claims whose judgements count
};

}  // namespace entente
