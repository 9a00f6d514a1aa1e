// Findings into the ledger: the flags that every command with findings has, and the note at its
// end.
#pragma once

#include "commands.h"
#include "entente/filing.h"
#include "session.h"

namespace cli {

inline constexpr Flag kFilingLedger{"--ledger", "FILE",
                                    "file what is found in this ledger, as claims on its rows"};
inline constexpr Flag kFilingPublisher{"--publisher", "NAME", "of the files, where they are filed"};
inline constexpr Flag kFilingPublished{"--published", "DATE", "of the files, where they are filed"};

// Filing is wanted when --ledger was given: the usual ledger is not written to unasked.
entente::FilingRequest filing_of(const Arguments& arguments);
void note_filed(Session& session, const entente::FilingRequest& request,
                const entente::FiledCounts& counts);

}  // namespace cli
