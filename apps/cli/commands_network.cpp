// Rows of the command table (commands.h): who, through whom, owned by whom.
#include <algorithm>
#include <array>

#include "commands.h"
#include "common_flags.h"
#include "run.h"

namespace cli {
namespace {

constexpr size_t kMany = 1000000;
constexpr Flag kJson{"--json", "", "one JSON object"};

constexpr Flag kLimit{"--limit", "N", "at most N in the text (default: 20)"};
constexpr Flag kCount{"--count", "K", "at most K of them (default: 3)"};
constexpr Flag kData{
    "--data", "FILE",
    "relations beside the ledger: FollowTheMoney, lists, registers, tables of ties", true};
constexpr Flag kKind{"--kind", "WORD", "only ties of this kind: a kind of claim, ownership, …",
                     true};
constexpr Flag kDomain{"--domain", "WORD", "only claims of this domain", true, "domains"};
constexpr Flag kGroup{"--group", "WORD", "only ties of this group", true, "tie-groups"};
constexpr Flag kStanding{"--standing", "WORD", "the least standing of a tie (default: disputed)"};
constexpr Flag kSince{"--since", "DATE", "only ties whose time reaches to this day or beyond"};
constexpr Flag kUntil{"--until", "DATE", "only ties whose time begins on this day or before"};
constexpr Flag kSource{"--source", "TEXT", "only claims of this publisher, title, path or URL"};
constexpr Flag kHub{"--hub", "N", "an address that more than N share ties nobody (default: 50)"};

// Which part of the graph is asked about: one order in every command's help.
constexpr std::array kScope{kData, kKind, kDomain,   kGroup,   kStanding, kSince, kUntil, kSource,
                            kAsOf, kHub,  kRevision, kKnownBy, kLedger,   kHome,  kQuiet};

// A command's own flags, then those of the scope.
template <size_t N>
constexpr auto within_scope(const std::array<Flag, N>& own) {
  std::array<Flag, N + kScope.size()> out{};
  std::ranges::copy(kScope, std::ranges::copy(own, out.begin()).out);
  return out;
}

constexpr std::array kTiesFlags{kJson, kLimit, kAsOf, kRevision, kKnownBy, kLedger, kHome, kQuiet};
constexpr std::array kTiesExamples{
    Example{"entente ties kp ru", "what flows each way by goods and year, and what for what"},
    Example{"entente ties Iran", "its partners, ranked"}};
constexpr auto kPathFlags = within_scope(std::array{
    kJson, kCount, Flag{"--by", "WORD", "evidence (default), hops or time", false, "path-aims"},
    Flag{"--directed", "", "only the way that a tie goes"}});
constexpr std::array kPathExamples{
    Example{"entente path kp \"Wagner Group\"",
            "the best evidenced ways, every hop with its claims"},
    Example{"entente path NK-1 NK-9 --data entities.ftm.json --by hops --count 5",
            "the shortest ways in a file of relations"}};
constexpr auto kMiddlesFlags = within_scope(std::array{kJson, kLimit});
constexpr std::array kMiddlesExamples{
    Example{"entente intermediaries kp ru", "who stands between, with the claims on either side"},
    Example{"entente intermediaries Iran Syria --group flow --standing reported",
            "by deliveries that at least one origin reports"}};
constexpr auto kExposureFlags = within_scope(std::array{kJson, kCount});
constexpr std::array kExposureExamples{
    Example{"entente exposure \"Harbour Trading\" --data register.ftm.json",
            "how near it is to listed parties, through what"}};

constexpr auto kGraphFlags = within_scope(
    std::array{Flag{"--format", "WORD", "graphml (default), gexf, csv, cypher, ftm or svg", false,
                    "graph-formats"},
               Flag{"--around", "X", "only what is near to it"},
               Flag{"--hops", "N", "how near (default: 1)"}});
constexpr std::array kGraphExamples{
    Example{"entente graph --format svg --around \"Larch Trading\" > larch.svg",
            "a drawing of a neighbourhood, to print"},
    Example{"entente graph --format graphml --data entities.ftm.json > all.graphml",
            "everything, for another program"}};

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
    Command{"ties", "what flows between two by goods and year; the partners of one", "A [B]", 1, 2,
            kTiesFlags, kTiesExamples,
            "Figures are told as their claims give them and never added up. A claim without a time "
            "stands in the year it was published, marked so.",
            &run_ties},
    Command{"path", "ways from one to another, every hop with its claims", "X Y", 2, 2, kPathFlags,
            kPathExamples,
            "A state stands for all that act for it. By evidence a hop costs 1 when confirmed, 2 "
            "corroborated, 4 reported, 8 unverified, 16 disputed. By time no tie of a way ends "
            "before the one before it begins. Status 1: no path; what was searched is told.",
            &run_path},
    Command{"intermediaries", "who stands between two, and what ties them together", "A B", 2, 2,
            kMiddlesFlags, kMiddlesExamples,
            "Ranked by the share of all ways of two or three ties, in a possible order of time, "
            "that pass through somebody.",
            &run_intermediaries},
    Command{"exposure", "how near somebody is to listed parties, through what", "X", 1, 1,
            kExposureFlags, kExposureExamples,
            "Ownership, control, family, features, payments, claims and ships are told each by "
            "itself; there is no sum.",
            &run_exposure},
    Command{"graph", "write the network, or a part of it, for others to read", "", 0, 0,
            kGraphFlags, kGraphExamples,
            "GraphML, GEXF, tables and FollowTheMoney are read again by --data. An address that "
            "many share is part of a neighbourhood and leads no further.",
            &run_graph},
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
