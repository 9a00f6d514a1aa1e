// Rows of the command table (commands.h): payments between accounts and wallets.
#include <array>

#include "commands.h"
#include "common_flags.h"
#include "filing.h"
#include "run.h"

namespace cli {
namespace {

constexpr size_t kMany = 1000000;

constexpr std::array kMoneyFlags{
    Flag{"--method", "WORD", "trace: poison, haircut, fifo or lifo (default: haircut)"},
    Flag{"--origin", "ACCOUNT", "trace: where tainted money comes from", true},
    Flag{"--listed", "LIST",
         "trace: wallets on this sanctions list are origins; wallets: which stand on it", true},
    Flag{"--outside", "ACCOUNT", "trace: pays clean money whatever it receives", true},
    Flag{"--dust", "AMOUNT", "trace: payments of no more than this carry no taint"},
    Flag{"--hops", "N", "trace: taint ends after N payments"},
    Flag{"--since", "TIME", "trace: origins taint from this time"},
    Flag{"--until", "TIME", "trace: payments up to this time"},
    Flag{"--back", "ACCOUNT", "trace: the ways by which its taint came", true},
    Flag{"--limit", "N", "trace: accounts shown in the text (default: 30)"},
    Flag{"--only", "WORDS",
         "typologies: fan-in, fan-out, cycle, scatter-gather, gather-scatter, bipartite, stack, "
         "peel-chain, structuring, pass-through, burst (default: all)",
         true},
    Flag{"--window", "DAYS", "typologies: how close in time (default: 7)"},
    Flag{"--threshold", "SUM", "typologies: from which payments are reported (default: 10000)"},
    Flag{"--no-amounts", "", "typologies: as if the table had no amounts"},
    kFilingLedger,
    kFilingPublisher,
    kFilingPublished,
    Flag{"--json", "", "JSON"},
    kJsonl,
    kHome,
    kThreads,
    kQuiet};
constexpr std::array kMoneyExamples{
    Example{"entente money trace --method fifo --origin L ledger.csv --json",
            "what every account holds of L's money"},
    Example{"entente money trace --listed ofac_crypto_addresses.csv --dust 0.0001 transfers.csv",
            "from the wallets of a list, dust left out"},
    Example{"entente money trace --origin L --back W ledger.csv", "how it came to W"},
    Example{"entente money typologies ledger.csv --jsonl",
            "cycles, fans, chains: each with its payments and why it is not ordinary"},
    Example{"entente money wallets addresses.txt --listed ofac_crypto_addresses.csv",
            "each address by its chain, its checksum, and whether it is listed"}};

constexpr std::array kCommands{Command{
    "money", "where payments lead: taint from given accounts, patterns, wallets",
    "trace|typologies|wallets FILE…", 1, kMany, kMoneyFlags, kMoneyExamples,
    "FILE is a table of payments: CSV with columns seq or time, source, target, amount and if "
    "there is one currency (or those of AMLSim and of banks' and block explorers' exports), JSON "
    "Lines or an array with such fields, FollowTheMoney Payments; plain, gzip or zstd; - for "
    "standard input. Rows that cannot be used are told with their reason and passed over. Several "
    "accounts may follow --origin, joined by commas or one after the other. Currencies are never "
    "added together.",
    &run_money}};

}  // namespace

std::span<const Command> money_commands() { return kCommands; }

}  // namespace cli
