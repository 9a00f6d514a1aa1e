// From the claims of a ledger to ties of a graph, by the million: claims are weighed deed by deed
// on many threads, and none is held when it is done. What a tie rests on is told by reading its
// claims again.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_table.h"
#include "base/result.h"
#include "ledger/view.h"
#include "network/from_claims.h"
#include "network/graph.h"
#include "weighing/weighing.h"

namespace entente {

// The propositions that ties rest on, by Tie::evidence: as much of each as telling it takes.
class Backings {
 public:
  static constexpr size_t kRowsMax = 6;  // of one proposition; all its claims are counted
  struct Backing {
    std::string_view id, what;
    size_t origins, claims;         // claims: those that assert it
    std::span<const int64_t> rows;  // of the first of them, in the order of the ledger
  };
  Backing operator[](size_t index) const;
  size_t size() const { return all_.size(); }
  size_t bytes() const;  // of memory
  // `rows` of the ledger, by ClaimIndex.
  void add(const Proposition& p, std::span<const int64_t> rows);
  void add(const Backings& others);

 private:
  struct One {
    uint64_t rows_end;
    uint32_t id, what, origins, claims;
  };
  std::vector<One> all_;
  std::vector<int64_t> rows_;
  NameTable ids_, whats_;
};

struct LedgerTiesQuery {
  ClaimFilter filter = {};
  WeighOptions options = {};
  NodeNamer namer;  // goes by text, state and entity of a mention alone; asked on any thread
  size_t threads = 1;
  size_t claims_at_once = 4096;  // about so many are weighed together
  size_t worth_threads = 2000;   // claims; fewer are read on one
  std::function<bool()> stopped = {};
};

struct LedgerTies {
  size_t claims = 0;  // read
  Backings backings;
};

// Puts the ties of the ledger's claims into the graph; their evidence is the number of a backing.
// The same ties, standings and backings as add_claims() makes of all claims weighed together
// (ledger_ties_test.cpp); the same graph with any number of threads. The errors of the ledger.
Result<LedgerTies> add_ledger_ties(const View& view, const LedgerTiesQuery& query,
                                   GraphBuilder& builder);

}  // namespace entente
