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
constexpr Flag kFormat{"--format", "WORD", "format of the files (default: recognised)", false,
                       "formats"};
constexpr Flag kMaxBytes{"--max-bytes", "N", "largest file that is read"};
constexpr Flag kRevision{"--revision", "N", "the ledger as it was at revision N"};

constexpr Flag kExtractor{"--extractor", "WORD",
                          "reader, llm (a model behind --endpoint) or both (default: reader)"};
constexpr Flag kEndpoint{"--endpoint", "URL",
                         "an OpenAI-compatible API; nothing is sent unless it is named"};
constexpr Flag kModel{"--model", "NAME", "the model, as the endpoint calls it"};
constexpr Flag kKeyFile{"--key-file", "FILE", "holds the key for the endpoint"};
constexpr Flag kTimeout{"--timeout", "N", "seconds to wait for an answer (default: 120)"};

constexpr std::array kReadFlags{kJsonl,   kJson,    kPlain,    kPublished, kTitle,    kPublisher,
                                kUrl,     kFormat,  kMaxBytes, kExtractor, kEndpoint, kModel,
                                kKeyFile, kTimeout, kThreads,  kHome,      kQuiet};
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

constexpr std::array kAddFlags{kLedger,    kPlain,   kJson,    kJsonl,    kPublished, kTitle,
                               kPublisher, kUrl,     kFormat,  kMaxBytes, kExtractor, kEndpoint,
                               kModel,     kKeyFile, kTimeout, kThreads,  kHome,      kQuiet};
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
    Flag{"--extractor", "WORD", "what made the claim: reader, llm or llm:MODEL"},
    Flag{"--since", "DATE", "the claim's time reaches to this day or beyond"},
    Flag{"--until", "DATE", "the claim's time begins on this day or before"},
    kRevision,
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

constexpr std::array kShowFlags{kJson, kLedger, kThreads};
constexpr std::array kShowExamples{
    Example{"entente show 3f2a9c01", "a claim with the words around it, by the start of its id"},
    Example{"entente show ofac-9345", "a listed entity with its names and where they stand"}};

constexpr std::array kBriefFlags{
    Flag{"--html", "FILE", "write one self-contained HTML file (- for standard output)"},
    kJson,
    Flag{"--as-of", "DATE", "only what was published by then"},
    Flag{"--since", "DATE", "only claims whose time reaches to this day or beyond"},
    kRevision,
    kLedger,
    kHome,
    kThreads};
constexpr std::array kBriefExamples{
    Example{"entente brief kp ru", "who gives what to whom, with the source of every sentence"},
    Example{"entente brief Iran \"North Korea\" --html brief.html", "the same as a page to share"}};

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
    Command{"read", "print the claims of documents; needs no ledger", "FILE…", 1, kMany, kReadFlags,
            kReadExamples,
            "FILE is a text, Markdown, HTML, PDF, Word or mail file, a folder, a zipped folder, or "
            "- for "
            "standard input. Only English is read; other languages are noted. Claims come in "
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
