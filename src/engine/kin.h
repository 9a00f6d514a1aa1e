// The claims that weighing must see to find the propositions of some claims as it would find them
// with the whole ledger before it, and no others.
//
//   Kin kin(view, options);
//   kin.want(rows);                        // claims whose propositions are asked for
//   auto claims = kin.claims();            // those and their kin, in the order of the ledger
//   auto propositions = weigh(*claims, options);
//   std::erase_if(propositions, [&](const auto& p) { return !kin.wanted(p); });
//
// A proposition is made by all claims that assert one thing at one time, by the denials that may
// cover it, and, where a denial names no recipient, by what else it may mean. Without the last step
// of the example there are others beside them, of which not all claims are there.
//
// Not for weighing in which listed entities stand for themselves (WeighOptions::entities, or a pair
// with one): numbers are kept by states.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/timeline.h"
#include "ledger/view.h"
#include "weighing/lookup.h"

namespace entente {

class Kin {
 public:
  using Rows = std::vector<int64_t>;
  using Passes = std::function<bool(const StoredClaim&)>;
  // Claims that do not pass the filter's conditions or `only` are as if they were not there.
  Kin(const View& view, const WeighOptions& options, ClaimFilter filter = {},
      std::function<bool(const Claim&)> only = {});

  void want(const Rows& rows) { wanted_rows_.insert(wanted_rows_.end(), rows.begin(), rows.end()); }
  void want(StoredClaim&& claim);  // the same, of a claim that is read already
  // The same, of those of the rows that pass; whether any did.
  Result<bool> want(const Rows& rows, const Passes& passes);
  // What that one came to want, of an earlier state of the same ledger. `other` must outlive this.
  void want_same_as(const Kin& other);
  // To be seen as well; their propositions are not asked for.
  void add(const Rows& rows) { added_rows_.insert(added_rows_.end(), rows.begin(), rows.end()); }
  // Reads on so many threads where there are so many claims or ranges of numbers to read.
  void use_threads(size_t count, size_t worth = 1024) { threads_ = count, worth_threads_ = worth; }
  // Called with each claim that is taken, while its document is at hand; from any thread.
  void note_each(std::function<void(const StoredClaim&)> note) { note_ = std::move(note); }
  // Wants what is asked for at whatever time it is told of.
  void at_all_times() { at_all_times_ = true; }
  // Wants also what the claims after this row changed in propositions that they do not belong to:
  // a second recipient makes a denial that names none say less about the first. What this finds
  // shows the ledger as it was up to that row as well, unless a list came since.
  void changed_after(int64_t row) { before_ = row; }

  // Each once: what is given out is no longer here.
  Result<std::vector<Claim>> claims();
  Result<std::vector<StoredClaim>> stored();  // the same, with their rows and revisions
  // How many of the claims given out stand in rows up to this one.
  size_t count_until(int64_t row) const;
  // Whether all that makes this proposition of the claims given out was asked for.
  bool wanted(const Proposition& p) const;
  bool judged(const Claim& claim) const { return judged_.contains(claim.id); }

 private:
  struct Told {  // by one claim
    Leg leg;
    std::string deed;
  };
  struct Known {
    StoredClaim stored;
    std::vector<Told> told;
    Reach reach;
    bool counts = true;   // neither rejected nor published after the day asked for
    bool denies = false;  // one of its legs
    size_t met_at = 0;    // what there was to meet when it was last met
  };
  struct Asserted {  // a thing that is wanted
    PropositionKey key;
    std::vector<int64_t> numbers;  // under which its claims may be
    Timeline line;
    std::vector<Days> denials_asked;
  };
  struct Changed {
    PropositionKey key;
    Reach reach;
    bool judged;  // it was there, and a judgement has changed what it counts for
  };
  struct Denied {  // a denial whose own standing is asked for, as long as it covers something
    Leg leg;
    Days days;
    bool alone = false;  // it does not: found to be so
  };
  struct Thing {  // what one number stands for in a deed
    Rows rows;
    std::optional<std::vector<PropositionKey>> keys;  // of its groups; nothing: not yet looked at
  };
  using Deed = std::map<int64_t, Thing>;
  using Range = std::pair<int64_t, int64_t>;

  Status close();
  Status load(const Rows& rows, const Passes& passes = {});
  Status read(const Rows& rows, const Passes& passes, const View& view,
              const std::function<void(Known&&)>& use) const;
  Status load_on_threads(const Rows& rows, const Passes& passes);
  Status open_views();
  std::pair<size_t, size_t> part_of(size_t count, size_t thread) const;
  Status numbered(std::span<const View::Numbers> ranges,
                  const std::function<void(const View::Numbered&)>& use);
  std::optional<Known> know(StoredClaim&& stored) const;
  void keep(Known&& known);
  Status load_lines();
  Status load_ranges();
  Result<bool> grow();
  Status want_claim(const Known& known, bool with_all_times);
  Status want_asserted(const PropositionKey& key, const Reach* reach);
  Result<Asserted*> asserted(const PropositionKey& key);
  Status ask_denials(Asserted& thing);
  Status want_denied(const Leg& denial, const Reach& reach);
  Status want_covered(const Leg& denial);
  Status ask_assertions(const Leg& denial);
  Status ask(NumberRange (*range)(const PropositionKey&), const PropositionKey& key,
             const Days& days);
  Status meet(Known& known);
  Status meet_assertion(const Known& known, const Told& told);
  Status find_meant(const Known& known, const Leg& denial);
  Status want_changed(const Leg& denial, const Reach& reach);
  Result<bool> covered_already(const Leg& denial, const Reach& reach);
  bool knows_covered(const Leg& denial, int64_t row_max) const;
  Status settle_denied();
  Status settle_undated();
  // How many different recipients the denial may mean, by claims up to a row; `enough` are counted.
  Result<size_t> recipients(const Leg& denial, int64_t row_max, size_t enough);
  Result<Deed*> deed(const PropositionKey& key);
  Status follow_judgements();
  Status add_rejected();
  Result<std::vector<PropositionKey>> spellings(const PropositionKey& key);

  const View& view_;
  const WeighOptions& options_;
  WeighOptions bare_;  // without judgements that join or part
  ClaimFilter filter_;
  std::function<bool(const Claim&)> only_;
  std::function<void(const StoredClaim&)> note_;
  std::optional<int64_t> before_;
  bool at_all_times_ = false;
  size_t threads_ = 1, worth_threads_ = 0;
  std::vector<View> views_;  // of the threads
  Rows wanted_rows_, added_rows_, given_rows_;
  std::set<std::string, std::less<>> rejected_;  // ids of claims and documents
  std::map<int64_t, Known> known_;
  std::unordered_set<int64_t> tried_;  // rows looked at, seen or passed over
  std::unordered_map<std::string, std::vector<const Known*>> asserting_;  // what is known, by deed
  std::map<std::string, Asserted> asserted_;                              // by identity
  std::set<Asserted*> unsettled_;  // of which something may be missing
  std::unordered_map<std::string, std::vector<Denied>> denied_;  // by deed; asked for themselves
  std::unordered_map<std::string, std::vector<Leg>> covered_;  // by deed: all they may cover wanted
  std::unordered_set<std::string> denied_identities_, deeds_;  // of covered_; of asserted_
  std::set<std::pair<int64_t, std::string>> met_;              // denials met: row, identity
  size_t denials_asked_ = 1;  // grows with denied_ and covered_: what assertions may meet anew
  std::map<Range, std::vector<Days>> asked_, to_ask_;    // numbers, and days to be met
  std::map<std::string, std::vector<Changed>> changed_;  // by deed: what has changed_after()
  std::map<std::string, Deed> whole_;                    // deeds with all their numbers
  std::map<std::string, std::set<std::string>> names_;   // spellings of actors, by key
  std::set<std::string> judged_;                         // ids of claims whose judgements count
  std::vector<Reach> given_reaches_;                     // of given_rows_
};

}  // namespace entente
