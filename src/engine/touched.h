// What new claims and judgements touch, weighed as it was and as it is: the rest of a ledger is as
// it was.
#pragma once

#include <memory>
#include <optional>

#include "engine/weighing.h"

namespace entente {

struct BeforeAndAfter {
  WeighedLedger before, after;
  std::shared_ptr<const void> left = {};  // of reading them: takes long to give back
};

// `earlier` is the view of `revision`, `view` the later one; the query names neither actors nor a
// kind. find_changes() finds the same in these as in weighings of the whole ledger; what was there
// before has no history (add_history() adds it). Nothing where
// only those will do: after a judgement that may touch any claim (grades, merged entities).
Result<std::optional<BeforeAndAfter>> weigh_touched(const WeighQuery& query, int64_t revision,
                                                    const View& view, const View& earlier,
                                                    const Dictionaries& dictionaries,
                                                    const Measures& measures, size_t threads);

}  // namespace entente
