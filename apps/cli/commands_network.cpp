// Rows of the command table (commands.h): who, through whom, owned by whom.
#include <array>

#include "commands.h"
#include "run.h"

namespace cli {
namespace {

constexpr size_t kMany = 1000000;
constexpr Flag kJson{"--json", "", "one JSON object"};
constexpr Flag kQuiet{"--quiet", "", "no progress and no notes, only errors"};

constexpr std::array kOwnersFlags{
    kJson,
    Flag{"--listed", "X,Y", "listed parties, by id or by a name that only one bears", true},
    Flag{"--listed-from", "FILE", "a file with one listed party a line"},
    Flag{"--rule", "WORD", "whose rule (default: ofac50)", false, "owner-rules"},
    Flag{"--date", "DATE", "the stakes as they stood on that day (default: today)"},
    kQuiet};
constexpr std::array kOwnersExamples{
    Example{"entente owners register.csv --listed \"Green Pine\"",
            "who is blocked through whom it is owned by, with the stakes that suffice"},
    Example{"entente owners --json owners.json --listed X,Y --rule eu --date 2024-06-01",
            "by the rule of the European Union, as of a day, for a program"}};

constexpr std::array kCommands{
    Command{
        "owners", "who is blocked through ownership or control", "FILE…", 1, kMany, kOwnersFlags,
        kOwnersExamples,
        "FILE is CSV (owner,entity,percent[,percent_max,from,to,kind]), FollowTheMoney, BODS 0.4, "
        "GLEIF level 2 or UK PSC; several files are one register. Shares of listed parties are "
        "added up as the rule says and never multiplied along a chain. What only the upper end of "
        "a band reaches could be blocked. docs/formats/owners.md has the JSON.",
        &run_owners},
};

}  // namespace

std::span<const Command> network_commands() { return kCommands; }

}  // namespace cli
