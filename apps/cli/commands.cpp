#include "commands.h"

#include <array>

#include "run.h"

namespace cli {
namespace {

constexpr size_t kMany = 1000000;

constexpr Flag kThreads{"--threads", "N", "use N threads (default: one per core)"};
constexpr Flag kLedger{"--ledger", "FILE",
                       "the ledger (default: ENTENTE_LEDGER, then the data folder)"};
constexpr Flag kHome{"--home", "FOLDER", "where models/ and data/ lie (default: ENTENTE_HOME)"};
constexpr Flag kJson{"--json", "", "one JSON object with a \"schema\" field"};
constexpr Flag kJsonl{"--jsonl", "", "JSON Lines: one object a line, nothing else"};
constexpr Flag kPlain{"--plain", "", "one record a line, fields separated by tabs"};
constexpr Flag kQuiet{"--quiet", "", "no progress and no notes, only errors"};
constexpr Flag kPublished{"--published", "DATE",
                          "date published, when the document does not say it"};
constexpr Flag kTitle{"--title", "TEXT", "title, instead of the document's own"};
constexpr Flag kPublisher{"--publisher", "NAME", "publisher, instead of the document's own"};
constexpr Flag kUrl{"--url", "URL", "address, instead of the document's own"};
constexpr Flag kFormat{"--format", "WORD", "html, markdown or plain (default: recognised)", false,
                       "formats"};
constexpr Flag kMaxBytes{"--max-bytes", "N", "largest file that is read"};
constexpr Flag kRevision{"--revision", "N", "the ledger as it was at revision N"};
constexpr Flag kKnownBy{"--known-by", "DATE",
                        "the ledger as it was at the end of that day: what had been added"};

constexpr std::array kReadFlags{kJsonl, kJson,   kPlain,    kPublished, kTitle, kPublisher,
                                kUrl,   kFormat, kMaxBytes, kThreads,   kHome,  kQuiet};
constexpr std::array kReadExamples{
    Example{"entente read report.txt", "the claims of one report"},
    Example{"entente read --jsonl reports/ > claims.jsonl", "those of a folder, for a program"},
    Example{"curl -s URL | entente read - --published 2025-07-14", "a page from standard input"}};

constexpr std::array kParseFlags{
    Flag{"--conllu", "", "CoNLL-U, the only form so far"},
    Flag{"--tokens", "", "the input is CoNLL-U: keep its sentences and tokens"},
    kFormat,
    kMaxBytes,
    kThreads,
    kHome,
    kQuiet};
constexpr std::array kParseExamples{
    Example{"entente parse --conllu report.txt", "sentences, tags and trees"},
    Example{"entente parse --conllu --tokens dev.conllu", "parse given tokens, for scoring"}};

constexpr std::array kAddFlags{kLedger,  kPlain,     kJson, kJsonl,  kPublished,
                               kTitle,   kPublisher, kUrl,  kFormat, kMaxBytes,
                               kThreads, kHome,      kQuiet};
constexpr std::array kAddExamples{
    Example{"entente add reports/", "read a folder of reports into the ledger"},
    Example{"entente add lists/sdn.csv reports/",
            "a sanctions list as well: names are linked to it"},
    Example{"entente add --plain reports/ | tee added.tsv",
            "a line per document, once it is on disk"}};

constexpr std::array kClaimsFlags{
    Flag{"--actor", "NAME",
         "code, name of a state, entity id or any name; all that are given must act", true},
    Flag{"--kind", "WORD", "kind of claim", true, "kinds"},
    Flag{"--domain", "WORD", "domain", true, "domains"},
    Flag{"--modality", "WORD", "how firmly the text asserts it", true, "modalities"},
    Flag{"--polarity", "WORD", "positive or negative", false, "polarities"},
    Flag{"--source", "TEXT", "part of the publisher, title, path, URL or document id"},
    Flag{"--since", "DATE", "the claim's time reaches to this day or beyond"},
    Flag{"--until", "DATE", "the claim's time begins on this day or before"},
    kRevision,
    kKnownBy,
    kJsonl,
    kJson,
    kPlain,
    kLedger,
    kHome,
    kThreads};
constexpr std::array kClaimsExamples{
    Example{"entente claims --actor kp --actor ru", "claims in which both act"},
    Example{"entente claims --actor Pyongyang --kind transfer --since 2023",
            "what it gave since 2023"},
    Example{"entente claims --source Yonhap --jsonl",
            "all claims of one publisher, for a program"}};

constexpr std::array kShowFlags{kRevision, kKnownBy, kJson, kLedger, kThreads};
constexpr std::array kShowExamples{
    Example{"entente show 3f2a9c01", "a claim with the words around it, by the start of its id"},
    Example{"entente show ofac-9345", "a listed entity with its names and where they stand"}};

constexpr std::array kBriefFlags{
    Flag{"--html", "FILE", "write one self-contained HTML file (- for standard output)"},
    kJson,
    Flag{"--as-of", "DATE", "only what was published by then"},
    Flag{"--since", "DATE", "only claims whose time reaches to this day or beyond"},
    kRevision,
    kKnownBy,
    kLedger,
    kHome,
    kThreads};
constexpr std::array kBriefExamples{
    Example{"entente brief kp ru", "who gives what to whom, with the source of every sentence"},
    Example{"entente brief Iran \"North Korea\" --html brief.html", "the same as a page to share"}};

constexpr Flag kWho{"--who", "NAME", "who decides (default: ENTENTE_WHO, then USER)"};
constexpr Flag kWhy{"--why", "TEXT", "the reason, kept with the judgement"};

constexpr std::array kJudgeFlags{kWho, kWhy, kLedger, kJson, kPlain, kThreads};
constexpr std::array kJudgeExamples{
    Example{"entente judge reject 3f2a9c01 --why \"the figure is a misprint\"",
            "set a claim aside, by the start of its id"},
    Example{"entente judge merge ofac-9345 un-6908555 --why \"same IMO number\"",
            "two listed entities are one"},
    Example{"entente judge regrade Yonhap B --why \"ten years of reports, two retracted\"",
            "the reliability of a source"}};
constexpr std::array kUndoFlags{kWho, kWhy, kLedger, kJson, kPlain, kThreads};
constexpr std::array kUndoExamples{
    Example{"entente undo 17 --why \"the wrong ship\"", "the judgement of revision 17 ends"}};
constexpr std::array kJudgementsFlags{kRevision, kKnownBy, kJson,   kJsonl,
                                      kPlain,    kLedger,  kThreads};
constexpr std::array kJudgementsExamples{
    Example{"entente judgements", "who decided what, when and why, and what was undone"}};

constexpr std::array kSearchFlags{
    Flag{"--kind", "WORD", "only documents with such a claim about it", true, "kinds"},
    Flag{"--source", "TEXT", "part of the publisher, title, path or URL"},
    Flag{"--since", "DATE", "published on this day or after"},
    Flag{"--until", "DATE", "published on this day or before"},
    Flag{"--limit", "N", "at most N documents (default: 20)"},
    kRevision,
    kKnownBy,
    kJson,
    kJsonl,
    kPlain,
    kLedger,
    kThreads};
constexpr std::array kSearchExamples{
    Example{"entente search \"missiles Rason\"", "documents with both words, best first"},
    Example{"entente search 북한군 --since 2024 --kind deploy",
            "any script; only with such a claim"}};

constexpr std::array kExportFlags{
    Flag{"--actor", "NAME", "only documents with a claim in which it acts; all that are given",
         true},
    Flag{"--source", "TEXT", "part of the publisher, title, path or URL"},
    Flag{"--since", "DATE", "published on this day or after"},
    Flag{"--until", "DATE", "published on this day or before"},
    kRevision,
    kKnownBy,
    kJson,
    kLedger,
    kHome,
    kThreads};
constexpr std::array kExportExamples{
    Example{"entente export archive/", "the whole ledger as a folder of JSON Lines and originals"},
    Example{"entente export part/ --actor kp --since 2024", "what concerns one actor"}};
constexpr std::array kImportFlags{kJson, kLedger, kThreads};
constexpr std::array kImportExamples{
    Example{"entente import archive/", "add what it holds; twice adds nothing"}};

constexpr std::array kRebuildFlags{kLedger, kJson, kQuiet, kThreads};
constexpr std::array kRebuildExamples{
    Example{"entente rebuild", "after `verify` found a derived table damaged, or after an update"}};

constexpr std::array kVerifyFlags{kLedger, kJson, kPlain, kThreads};
constexpr std::array kVerifyExamples{
    Example{"entente verify", "is the ledger whole? exit status 0 or 4"}};

constexpr std::array kExplainFlags{kJson, kThreads};
constexpr std::array kExplainExamples{
    Example{"entente explain E-TOO-LARGE", "what an error code means and what to do"},
    Example{"entente explain", "all codes"}};

constexpr std::array kVersionExamples{Example{"entente --version", "the same"}};
constexpr std::array kHelpExamples{
    Example{"entente help", "all commands"},
    Example{"entente help formats", "the kinds of file that are read"}};
constexpr std::array kCompletionsExamples{
    Example{"entente completions bash > ~/.local/share/bash-completion/completions/entente",
            "complete commands and flags in bash"}};

constexpr std::array kCommands{
    Command{
        "read", "print the claims of documents; needs no ledger", "FILE…", 1, kMany, kReadFlags,
        kReadExamples,
        "FILE is a text, Markdown or HTML file, a folder, or - for standard input. Claims come in "
        "text order; offsets count Unicode code points. A NAME.meta.json beside a file (url, "
        "title, "
        "publisher, published) is honoured. --jsonl follows claim.schema.json.",
        &run_read},
    Command{"parse", "print sentences, tags and dependency trees", "FILE…", 1, kMany, kParseFlags,
            kParseExamples, "", &run_parse},
    Command{
        "add", "read documents and sanctions lists into the ledger", "PATH…", 1, kMany, kAddFlags,
        kAddExamples,
        "What is there already adds nothing, so a run that was stopped is simply repeated. A line "
        "is printed once its document is on disk. --plain columns: added or there, revision, id, "
        "number of claims (or entities of a list), path.",
        &run_add},
    Command{
        "claims", "print the ledger's claims through filters", "", 0, 0, kClaimsFlags,
        kClaimsExamples,
        "--plain columns: id, kind, modality, polarity, subject, counterpart, object, when, path, "
        "start, end, quote. A claim without a time has that of its document.",
        &run_claims},
    Command{"show", "show a claim in its context, a document or a listed entity", "ID", 1, 1,
            kShowFlags, kShowExamples, "", &run_show},
    Command{"brief", "a sourced brief on what two actors do together", "A B", 2, 2, kBriefFlags,
            kBriefExamples, "", &run_brief},
    Command{
        "judge", "record what an analyst decides: who, when and why", "KIND TARGET [TARGET|GRADE]",
        2, 3, kJudgeFlags, kJudgeExamples,
        "KIND and its targets: merge ENTITY ENTITY, split ENTITY ENTITY, reject CLAIM|DOCUMENT, "
        "regrade SOURCE A-F, regrade CLAIM 1-6, same CLAIM CLAIM, different CLAIM CLAIM. "
        "Nothing is removed: every answer can be asked again as of the revision before. --plain "
        "columns: added or there, revision, id, kind, targets, grade, who, why.",
        &run_judge},
    Command{"undo", "end a judgement; what it changed is as before", "REVISION", 1, 1, kUndoFlags,
            kUndoExamples, "An undo is a judgement as well and can be undone.", &run_undo},
    Command{"judgements", "list the judgements and which of them hold", "", 0, 0, kJudgementsFlags,
            kJudgementsExamples,
            "--plain columns: holds or undone, revision, id, kind, targets, grade, who, why, when.",
            &run_judgements},
    Command{
        "search", "find documents and claims by their words", "WORDS…", 1, kMany, kSearchFlags,
        kSearchExamples,
        "A document is found when it has every word, whatever their case, accents or letter "
        "forms; Chinese, Japanese and Korean by pairs of letters. Claims whose quote has a word "
        "stand below it. --plain columns: id, published, publisher, path, snippet.",
        &run_search},
    Command{"export", "write the ledger, or a part of it, as an open archive", "FOLDER", 1, 1,
            kExportFlags, kExportExamples,
            "The folder gets records.jsonl and originals/. A part holds documents with all their "
            "claims and the judgements about them, but no lists.",
            &run_export},
    Command{"import", "add what an archive holds", "FOLDER", 1, 1, kImportFlags, kImportExamples,
            "Every original is held against its hash, every claim against its text; a record that "
            "does not agree is refused and named, the others are added.",
            &run_import},
    Command{
        "rebuild", "make the derived tables anew from what was added", "", 0, 0, kRebuildFlags,
        kRebuildExamples,
        "Derived tables are what queries look things up in; they follow from documents, claims, "
        "lists and judgements and never hold the only copy of anything.",
        &run_rebuild},
    Command{
        "verify", "check the ledger against its own checksums", "", 0, 0, kVerifyFlags,
        kVerifyExamples,
        "Names the revision, table and row, or the file, of whatever is damaged. Keep the printed "
        "head elsewhere to notice a ledger whose last revisions were cut off.",
        &run_verify},
    Command{"explain", "explain an error code", "[CODE]", 0, 1, kExplainFlags, kExplainExamples, "",
            &run_explain},
    Command{"version", "print the version", "", 0, 0, {}, kVersionExamples, "", &run_version},
    Command{"help",
            "help on a command or a topic",
            "[COMMAND|formats|exit-status|markdown]",
            0,
            1,
            {},
            kHelpExamples,
            "",
            &run_help},
    Command{"completions",
            "print a completion script",
            "bash|zsh|fish",
            1,
            1,
            {},
            kCompletionsExamples,
            "",
            &run_completions},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  for (const auto& command : kCommands)
    if (command.name == name) return &command;
  return nullptr;
}

}  // namespace cli
