// A query in words to a filter on the ledger.
#pragma once

#include "base/result.h"
#include "entente/engine.h"
#include "ledger/view.h"
#include "reading/lexicon/dictionaries.h"

namespace entente {

// bad_argument for a word that is none of its vocabulary or a date that is none; not_found for an
// actor. `dictionaries` may be null when the query names no actors.
Result<ClaimFilter> filter_of(const ClaimQuery& query, const View& view,
                              const Dictionaries* dictionaries);

}  // namespace entente
