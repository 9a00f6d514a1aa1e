// Flags that several commands have, each told in one way.
#pragma once

#include "commands.h"

namespace cli {

inline constexpr Flag kLedger{"--ledger", "FILE",
                              "the ledger (default: ENTENTE_LEDGER, then the data folder)"};
inline constexpr Flag kHome{"--home", "FOLDER",
                            "where models/ and data/ lie (default: ENTENTE_HOME)"};
inline constexpr Flag kThreads{"--threads", "N", "use N threads (default: one per core)"};
inline constexpr Flag kJsonl{"--jsonl", "",
                             "JSON Lines: one object a line, nothing else; --format parquet: "
                             "the same rows as Parquet, by pyarrow"};
inline constexpr Flag kQuiet{"--quiet", "", "no progress and no notes, only errors"};
inline constexpr Flag kRevision{"--revision", "N", "the ledger as it was at revision N"};
inline constexpr Flag kKnownBy{"--known-by", "DATE",
                               "the ledger as it was at the end of that day: what had been added"};
inline constexpr Flag kAsOf{"--as-of", "DATE", "only what was published by then"};
inline constexpr Flag kCsv{"--csv", "", "a table"};

}  // namespace cli
