// Rows of the command table (commands.h): tables of trade and of votes.
#include <array>

#include "commands.h"
#include "common_flags.h"
#include "filing.h"
#include "run.h"

namespace cli {
namespace {

constexpr size_t kMany = 1000000;
constexpr Flag kJson{"--json", "", "one JSON object"};

constexpr std::array kTradeFlags{
    Flag{"--exports", "FILE", "what exporters say they sent (FOB)", true},
    Flag{"--imports", "FILE", "what importers say they received (CIF)", true},
    Flag{"--partner", "NAME", "only this importer; dualuse: on either side", true},
    Flag{"--each", "", "mirror: a row for each exporter too"},
    Flag{"--cif-fob", "K", "mirror: cost of transport and insurance (default: 1.08)"},
    Flag{"--method", "WORD", "mirror: simple (default) or gravity, CIF/FOB by distance"},
    Flag{"--distances", "FILE", "mirror: of the gravity method, as CEPII GeoDist has them"},
    Flag{"--from", "NAMES", "reexport: who sanctions; a group stands for its members", true},
    Flag{"--via", "NAMES", "reexport: third countries (default: all that trade with both)", true},
    Flag{"--to", "NAME", "reexport: who is sanctioned"},
    Flag{"--since", "MONTH",
         "reexport, breaks: the first of the new time (default: 2022-03, 2022)"},
    Flag{"--window", "N", "reexport: months before and after (default: 24)"},
    Flag{"--controls", "NAMES", "reexport: countries to compare with, that take no part", true},
    Flag{"--codes", "HS6", "reexport: only these goods (default: those listed)", true},
    Flag{"--placebo", "HS6", "reexport: goods that should stay flat (default: those not listed)",
         true},
    Flag{"--list", "FILE", "hs6,tier (default: the Common High Priority List of 2024)"},
    Flag{"--reporter", "NAME", "whose table it is, where no column says so"},
    Flag{"--columns", "ROLE=NAME", "which column is what, where its name does not tell", true},
    Flag{"--currency", "CODE", "convert into this currency"},
    Flag{"--rates", "FILE", "CSV currency,year,per_eur: units that buy one euro"},
    Flag{"--edition", "CODE", "edition of the codes where no column says it: H0 to H6, S1 to S4"},
    Flag{"--concordance", "FILE", "CSV from_revision,from,to_revision,to[,share]: converts codes"},
    kJson,
    kJsonl,
    kCsv,
    kFilingLedger,
    kFilingPublisher,
    kFilingPublished,
    kHome,
    kThreads,
    kQuiet};
constexpr std::array kTradeExamples{
    Example{"entente trade mirror --exports eu.csv.gz --imports national.csv.gz",
            "what was sent and never arrived, by partner and year"},
    Example{"entente trade reexport flows.csv --from EU27 --via Kyrgyzstan --to Russia",
            "goods that a third country suddenly buys and passes on, with placebo and break"},
    Example{"entente trade dualuse comtrade.csv --partner Kyrgyzstan --jsonl",
            "trade in goods of the Common High Priority List by tier"}};

constexpr std::array kVotesFlags{
    Flag{"--votes", "FILE", "rcid,cid,vote with its other tables beside it, or one table of all"},
    Flag{"--pair", "A,B", "only these two", true},
    Flag{"--country", "NAME", "idealpoints: only this one; changes: with all others", true},
    Flag{"--year", "Y", "only this year"},
    Flag{"--measure", "WORD", "changes: kappa (default), agree, s or pi"},
    Flag{"--issue", "WORD", "only roll calls on this issue (me, nu, di, co, hr, ec)"},
    Flag{"--final", "", "no votes on paragraphs and amendments"},
    Flag{"--no-bridges", "", "idealpoints: no resolution is the same as one of another year"},
    Flag{"--countries", "FILE", "cid,country_code,country (default: beside the votes)"},
    Flag{"--roll-calls", "FILE", "rcid,date,… (default: beside the votes)"},
    Flag{"--issues", "FILE", "rcid,short_name (default: beside the votes)"},
    kJson,
    kJsonl,
    kCsv,
    kFilingLedger,
    kFilingPublisher,
    kFilingPublished,
    kHome,
    kThreads,
    kQuiet};
constexpr std::array kVotesExamples{
    Example{"entente votes agreement --votes votes.csv.gz --pair RU,KP --year 2019",
            "how often two vote alike, with what chance alone would give"},
    Example{"entente votes idealpoints --votes votes.csv.gz --country RU --csv",
            "where a state stood, year by year, with intervals"},
    Example{"entente votes changes --votes votes.csv.gz --pair RU,UA",
            "the years in which two began or ceased to vote together"},
    Example{"entente votes ties --pair RU,KP atop_alliance.csv cow_states.csv",
            "alliances and other formal ties by year"}};

constexpr std::array kCommands{
    Command{"votes", "who votes with whom in the General Assembly",
            "agreement|idealpoints|changes|ties [FILE…]", 1, kMany, kVotesFlags, kVotesExamples,
            "Always n and chance-corrected values together; an absence is an option, not a vote.",
            &run_votes},
    Command{"trade", "what tables of trade show: mirror gaps, re-exports, dual use",
            "mirror|reexport|dualuse|breaks [FILE…]", 1, kMany, kTradeFlags, kTradeExamples,
            "FILE is CSV, plain or gzipped: UN Comtrade, BACI, Eurostat Comext, or any table with "
            "columns for reporter, partner, year and value. Groups of countries never count beside "
            "their members. A table that is not whole is flagged as incomplete, not as a gap.",
            &run_trade}};

}  // namespace

std::span<const Command> tables_commands() { return kCommands; }

}  // namespace cli
