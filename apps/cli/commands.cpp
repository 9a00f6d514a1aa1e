#include "commands.h"

#include <algorithm>
#include <array>
#include <vector>

#include "common_flags.h"
#include "run.h"

namespace cli {
namespace {

constexpr size_t kMany = 1000000;

constexpr Flag kJson{"--json", "", "one JSON object with a \"schema\" field"};
constexpr Flag kPlain{"--plain", "", "one record a line, fields separated by tabs"};
constexpr Flag kPublished{"--published", "DATE",
                          "date published, when the document does not say it"};
constexpr Flag kTitle{"--title", "TEXT", "title, instead of the document's own"};
constexpr Flag kPublisher{"--publisher", "NAME", "publisher, instead of the document's own"};
constexpr Flag kUrl{"--url", "URL", "address, instead of the document's own"};
constexpr Flag kFormat{"--format", "WORD", "format of the files (default: recognised)", false,
                       "formats"};
constexpr Flag kReader{"--reader", "WORD", "accurate (default) or fast", false, "readers"};
constexpr Flag kMaxBytes{"--max-bytes", "N", "largest file that is read"};

constexpr Flag kExtractor{"--extractor", "WORD",
                          "reader, llm (a model behind --endpoint) or both (default: reader)"};
constexpr Flag kEndpoint{"--endpoint", "URL",
                         "an OpenAI-compatible API; nothing is sent unless it is named"};
constexpr Flag kModel{"--model", "NAME", "the model, as the endpoint calls it"};
constexpr Flag kKeyFile{"--key-file", "FILE", "holds the key for the endpoint"};
constexpr Flag kTimeout{"--timeout", "N", "seconds to wait for an answer (default: 120)"};

constexpr Flag kReadFormat{"--format", "WORD",
                           "read as html, markdown or plain; print as plover, jsonl or json", true,
                           "formats or outputs"};
constexpr std::array kReadFlags{
    kJsonl,
    kJson,
    kPlain,
    Flag{"--attributions", "", "who says what, not claims; this and the next four: JSON Lines"},
    Flag{"--quantities", "", "figures with bounds and units"},
    Flag{"--dates", "", "dates, as written and in ISO 8601 (EDTF)"},
    Flag{"--entities", "", "names with their type and state"},
    Flag{"--factuality", "", "predicates, from 3 (happened) to -3 (did not)"},
    Flag{"--explain", "", "for each claim the tree, the row of the lexicon and the reasons"},
    Flag{"--misses", "", "sentences with two actors and a known predicate that gave no claim"},
    kPublished,
    kTitle,
    kPublisher,
    kUrl,
    kReadFormat,
    kReader,
    kExtractor,
    kEndpoint,
    kModel,
    kKeyFile,
    kTimeout,
    kMaxBytes,
    kThreads,
    kHome,
    kQuiet};
constexpr std::array kReadExamples{
    Example{"entente read report.txt", "the claims of one report"},
    Example{"entente read --jsonl reports/ > claims.jsonl", "those of a folder, for a program"},
    Example{"entente read --format plover report.txt", "claims as PLOVER events"},
    Example{"entente read --explain report.txt", "why each claim came out as it did"},
    Example{"curl -s URL | entente read - --published 2025-07-14", "a page from standard input"}};

constexpr std::array kParseFlags{
    Flag{"--conllu", "", "CoNLL-U, the only form so far"},
    Flag{"--tokens", "", "the input is CoNLL-U: keep its sentences and tokens"},
    kFormat,
    kReader,
    kMaxBytes,
    kThreads,
    kHome,
    kQuiet};
constexpr std::array kParseExamples{
    Example{"entente parse --conllu report.txt", "sentences, tags and trees"},
    Example{"entente parse --conllu --tokens dev.conllu", "parse given tokens, for scoring"}};

constexpr std::array kAddFlags{
    kLedger,
    kPlain,
    kJson,
    kJsonl,
    Flag{
        "--list", "NAME",
        "what a list is called whose format holds any list; a delta changes the list of this name"},
    Flag{"--partial", "",
         "of a damaged list: what is well-formed before the damage; what it does not tell stays as "
         "in the edition before"},
    kPublished,
    kTitle,
    kPublisher,
    kUrl,
    kFormat,
    kReader,
    kExtractor,
    kEndpoint,
    kModel,
    kKeyFile,
    kTimeout,
    kMaxBytes,
    kThreads,
    kHome,
    kQuiet};
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
    Flag{"--changed-since", "DATE|REVISION", "a section on what changed since an earlier brief"},
    kRevision,
    kKnownBy,
    kLedger,
    kHome,
    kThreads};
constexpr std::array kBriefExamples{
    Example{"entente brief kp ru", "who gives what to whom, with the source of every sentence"},
    Example{"entente brief Iran \"North Korea\" --html brief.html", "the same as a page to share"}};

constexpr Flag kActors{"--actors", "A,B", "only what names this actor, or both", true};
constexpr Flag kKind{"--kind", "WORD", "only this kind of claim", false, "kinds"};
constexpr std::array kWeighFlags{kActors, kKind,  kAsOf,   kRevision, kKnownBy,
                                 kJson,   kJsonl, kLedger, kHome,     kThreads};
constexpr std::array kStandingExamples{
    Example{"entente standing --actors kp,ru --kind transfer",
            "what is said to go between them, how sure, since when"},
    Example{"entente standing 3f2a9c01d5e6-7b21 --as-of 2024-10-20",
            "one proposition as it stood on that day"}};
constexpr std::array kFiguresExamples{
    Example{"entente figures --actors kp,ru", "how much, by whose word, and what does not agree"}};
constexpr std::array kContradictionsExamples{
    Example{"entente contradictions", "who denies what, and rival figures; worst first"}};
constexpr std::array kGapsExamples{
    Example{"entente gaps --actors kp,ru", "what rests on one origin, or bears no date or figure"}};
constexpr std::array kForecastsExamples{
    Example{"entente forecasts", "what was foreseen, by whom, by when, and whether it came"}};
constexpr std::array kDiffFlags{
    Flag{"--since", "DATE|REVISION", "what was added after this revision, or from this day on"},
    Flag{"--published", "", "compare what was published by the eve of that day and now"},
    Flag{"--feed", "FORM", "atom or json: a feed instead of text"},
    kActors,
    kKind,
    kRevision,
    kKnownBy,
    kJson,
    kJsonl,
    kLedger,
    kHome,
    kThreads};
constexpr std::array kDiffExamples{
    Example{"entente diff --since 12", "new propositions and changed standings after revision 12"},
    Example{"entente diff --since 2025-07-14 --feed atom > changes.xml",
            "the same from a day on, for a reader of feeds"}};

constexpr std::array kWatchFlags{
    Flag{"--once", "", "take what is there and end"},
    Flag{"--settle", "MS", "a file is complete when unchanged for so long (default: 500)"},
    kJsonl,
    kLedger,
    kHome,
    kThreads,
    kQuiet};
constexpr std::array kWatchExamples{
    Example{"entente watch inbox/", "add what arrives, and print what it changed, until Ctrl-C"}};

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

constexpr std::array kDedupeFlags{
    Flag{"--threshold", "SCORE", "the least score of a pair that is shown (default 0.7)"},
    Flag{"--auto", "SCORE", "merge every pair that scores so much, without asking"},
    Flag{"--within-lists", "", "pairs of one list as well"},
    kWho,
    kWhy,
    kLedger,
    kJson,
    kJsonl,
    kHome,
    kThreads,
    kQuiet};
constexpr std::array kDedupeExamples{
    Example{"entente dedupe", "pairs across the lists, likeliest first, one key a decision"},
    Example{"entente dedupe --jsonl", "the pairs that are not decided yet; decides nothing"},
    Example{"entente dedupe --auto 0.97 --why \"first pass\"", "merge what is all but equal"}};

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

constexpr Flag kPartial{"--partial", "", "of a file that is cut: what stands before the cut"};
constexpr std::array kExportFlags{
    Flag{"--actor", "NAME", "only documents with a claim in which it acts; all that are given",
         true},
    Flag{"--source", "TEXT", "part of the publisher, title, path or URL"},
    Flag{"--since", "DATE", "published on this day or after"},
    Flag{"--until", "DATE", "published on this day or before"},
    Flag{"--format", "WORD",
         "archive (default), or entities alone: ftm (JSON Lines), statements (CSV)", false,
         "exports"},
    Flag{"--list", "NAME", "of entities: one list of the ledger only; of files, their list's name"},
    kPartial,
    kRevision,
    kKnownBy,
    kJson,
    kQuiet,
    kLedger,
    kHome,
    kThreads};
constexpr std::array kExportExamples{
    Example{"entente export archive/", "the whole ledger as a folder of JSON Lines and originals"},
    Example{"entente export ledger.parquet", "the same as one Parquet file, by pyarrow"},
    Example{"entente export part/ --actor kp --since 2024", "what concerns one actor"},
    Example{"entente export --format ftm > entities.ftm.json",
            "the newest edition of every list in the ledger"},
    Example{"entente export --format statements sdn.csv", "a list as FollowTheMoney statements"}};
constexpr std::array kImportFlags{kJson, kLedger, kThreads};
constexpr std::array kImportExamples{
    Example{"entente import archive/", "add what it holds; twice adds nothing"},
    Example{"entente import records.parquet", "documents that Spark read, by pyarrow"}};

constexpr std::array kRebuildFlags{kLedger, kJson, kQuiet, kThreads};
constexpr std::array kRebuildExamples{
    Example{"entente rebuild", "after `verify` found a derived table damaged, or after an update"}};

constexpr std::array kVerifyFlags{kLedger, kJson, kPlain, kThreads};
constexpr std::array kVerifyExamples{
    Example{"entente verify", "is the ledger whole? exit status 0 or 4"}};

constexpr std::array kCompareFlags{
    Flag{"--jsonl", "FILE",
         "pairs {\"left\":Entity,\"right\":Entity}, one a line (- for standard input)"},
    Flag{"--schema", "WORD",
         "what both names are of: Person (default), Company, Organization, Vessel"},
    Flag{"--algorithm", "WORD", "entente (default) or ofac-like, which mimics OFAC's search"},
    kJson,
    kHome,
    kQuiet};
constexpr std::array kCompareExamples{
    Example{"entente compare \"RI Yong Ju\" \"LI Yong-ju\"", "score and reasons"},
    Example{"entente compare --schema Company \"ANO Horizon\" \"LLC Horizon\"", "names of firms"},
    Example{"entente compare --jsonl pairs.jsonl > scores.jsonl",
            "entities with their properties, for a program"}};
constexpr Flag kData{"--data", "FILE", "a list to screen against: a file or a folder", true};
constexpr Flag kIndex{"--index", "FILE",
                      "an index made by entente index, instead or as well; of a list that stands "
                      "in several the last counts",
                      true};
constexpr Flag kLimit{"--limit", "K", "at most K results a query (default: 5)"};
constexpr Flag kThreshold{"--threshold", "T", "least score that is listed (default: 0.7)"};
constexpr Flag kScopeList{"--list", "ID", "only entities of this list", true};
constexpr Flag kTopic{"--topic", "WORD", "only entities with this topic", true};
constexpr Flag kScopeSchema{"--scope-schema", "WORD", "only listed entities of this schema", true};
constexpr Flag kSinceEdition{"--since", "DATE", "only lists whose edition is of DATE or later"};
constexpr Flag kAllow{"--allow", "FILE", "CSV of cleared pairs: query, entity, reason, expires"};
constexpr Flag kDate{"--date", "DATE", "the day on which clearances are judged (default: today)"};

constexpr std::array kIndexFlags{Flag{"-o", "FILE", "where the index is written"}, kJson, kThreads,
                                 kHome, kQuiet};
constexpr std::array kIndexExamples{
    Example{"entente index sdn.csv un.xml -o lists.index", "lists to screen against, made ready"}};
constexpr std::array kScreenFlags{
    kData,
    kIndex,
    Flag{"--jsonl", "FILE", "the queries as JSON Lines"},
    Flag{"--map", "COLUMN=PROPERTY", "what a column of a CSV holds", true},
    kLimit,
    kThreshold,
    kScopeList,
    kTopic,
    kScopeSchema,
    kSinceEdition,
    kAllow,
    kDate,
    Flag{"--csv", "", "a line a result, for spreadsheets"},
    Flag{"--html", "", "a page to read, on standard output"},
    Flag{"--replay", "FILE", "screen again what FILE answered, and compare bit for bit"},
    kThreads,
    kHome,
    kQuiet};
constexpr std::array kScreenExamples{
    Example{"entente screen customers.csv --data sdn.csv --data un.xml > answers.jsonl",
            "a table of customers against two lists"},
    Example{"entente screen --jsonl queries.jsonl --index lists.index --limit 3",
            "entities against an index"},
    Example{"entente screen --replay answers.jsonl --index lists.index",
            "do earlier answers still come out the same?"}};
constexpr std::array kMatchFlags{kData,
                                 kIndex,
                                 Flag{"--schema", "WORD", "Person, Company, Vessel, …"},
                                 Flag{"--dob", "DATE", "date or year of birth", true},
                                 Flag{"--country", "CODE", "country", true},
                                 Flag{"--gender", "WORD", "male or female"},
                                 Flag{"--imo", "NUMBER", "IMO number"},
                                 Flag{"--id", "NUMBER", "another identifier", true},
                                 Flag{"--address", "TEXT", "address", true},
                                 kLimit,
                                 kThreshold,
                                 kScopeList,
                                 kTopic,
                                 kScopeSchema,
                                 kSinceEdition,
                                 kAllow,
                                 kDate,
                                 kJson,
                                 kThreads,
                                 kHome,
                                 kQuiet};
constexpr std::array kMatchExamples{
    Example{"entente match \"RI Yong Ju\" --schema Person --data un.xml",
            "one name, with the reasons for every result"}};
constexpr Flag kList{"--list", "NAME",
                     "what a list is called whose format holds any list (FollowTheMoney, Senzing)"};
constexpr Flag kDelta{"--delta", "", "diff as a FollowTheMoney delta, which add reads"};
constexpr std::array kListsFlags{kPartial,  Flag{"--markdown", "", "formats as a page of Markdown"},
                                 kDelta,    kList,
                                 kRevision, kJson,
                                 kJsonl,    kPlain,
                                 kLedger,   kThreads};
constexpr std::array kListsExamples{
    Example{"entente lists", "the lists of the ledger with their editions"},
    Example{"entente lists diff us_ofac_sdn", "what the newest edition changed"},
    Example{"entente lists diff us_ofac_sdn 2019-01-15 2021-07-07", "between two editions"},
    Example{"entente lists diff old/sdn.csv new/sdn.csv --jsonl", "between two files, no ledger"},
    Example{"entente lists diff us_ofac_sdn --delta", "what others need to follow the change"},
    Example{"entente lists formats", "the formats of lists that are read"}};
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
            "- for standard input. Only English is read; other languages are noted. Claims come in "
            "text order; offsets count Unicode code points. A NAME.meta.json beside a file (url, "
            "title, publisher, published) is honoured. --jsonl follows claim.schema.json; the "
            "layers and PLOVER events are in docs/formats/layers.md and docs/formats/plover.md.",
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
        "standing", "how sure: standing of propositions, with origins, reasons and history",
        "[PROPOSITION]", 0, 1, kWeighFlags, kStandingExamples,
        "PROPOSITION is an id as this command prints it, or a claim's id. Standings: unverified, "
        "reported, corroborated, confirmed, disputed, refuted.",
        &run_standing},
    Command{"figures", "how much: figures reconciled, with who says which", "", 0, 0, kWeighFlags,
            kFiguresExamples, "", &run_figures},
    Command{"contradictions", "what does not go together, worst first", "", 0, 0, kWeighFlags,
            kContradictionsExamples, "", &run_contradictions},
    Command{"gaps", "what the sources do not tell", "", 0, 0, kWeighFlags, kGapsExamples, "",
            &run_gaps},
    Command{
        "forecasts", "what was foreseen or planned, and how it turned out", "", 0, 0, kWeighFlags,
        kForecastsExamples,
        "A forecast is resolved when a later claim says that it came, or after its time that it "
        "did not. Each source's record follows.",
        &run_forecasts},
    Command{"diff", "what changed since a day or a revision", "", 0, 0, kDiffFlags, kDiffExamples,
            "A bare number is a revision; a day is one on which something was added, or with "
            "--published one on which it was published.",
            &run_diff},
    Command{"watch", "add what arrives in a folder, and print what it changes", "FOLDER", 1, 1,
            kWatchFlags, kWatchExamples,
            "--jsonl prints one object for each arrival: what was added, and the changes as diff "
            "prints them.",
            &run_watch},
    Command{
        "judge", "record what an analyst decides: who, when and why",
        "KIND TARGET [TARGET|GRADE|READING] [SCORE]", 2, 4, kJudgeFlags, kJudgeExamples,
        "KIND and its targets: merge ENTITY ENTITY, split ENTITY ENTITY, reject CLAIM|DOCUMENT, "
        "regrade SOURCE A-F, regrade CLAIM 1-6, same CLAIM CLAIM, different CLAIM CLAIM, accept "
        "CLAIM, correct CLAIM READING (set aside as read wrongly; READING is what its words say), "
        "match ENTITY WHO [SCORE] and clear ENTITY WHO [SCORE] (who was screened is the listed "
        "entity, or somebody else). "
        "Nothing is removed: every answer can be asked again as of the revision before. --plain "
        "columns: added or there, revision, id, kind, targets, grade, who, why.",
        &run_judge},
    Command{
        "dedupe", "which listed entities are one: asked pair by pair", "", 0, 0, kDedupeFlags,
        kDedupeExamples,
        "Keys: y same, n different, s skip, u undo the last, q quit; from a pipe as well. Each y "
        "is a merge, each n a split, as judge records them. Mentions in reports that named both "
        "are ambiguous until the two are merged, and resolve then.",
        &run_dedupe},
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
    Command{"export", "write the ledger, or a part of it, for others to read", "[PATH…]", 0, kMany,
            kExportFlags, kExportExamples,
            "An archive is a folder (PATH) of records.jsonl and originals/; a part holds documents "
            "with all their claims and the judgements about them, but no lists. Entities come on "
            "standard output: of the files named, or of the newest edition of every list in the "
            "ledger. Values that the schema of an entity has no property for go to a Sanction or "
            "a CryptoWallet of their own, or to the notes.",
            &run_export},
    Command{"import", "add what an archive holds", "FOLDER|FILE.parquet", 1, 1, kImportFlags,
            kImportExamples,
            "Every original is held against its hash, every claim against its text; a record that "
            "does not agree is refused and named, the others are added.",
            &run_import},
    Command{
        "rebuild", "make the derived tables anew from what was added", "", 0, 0, kRebuildFlags,
        kRebuildExamples,
        "Derived tables are what queries look things up in; they follow from documents, claims, "
        "lists and judgements and never hold the only copy of anything. Pages whose checksums "
        "alone are wrong, all that they hold being whole, are written anew.",
        &run_rebuild},
    Command{
        "verify", "check the ledger against its own checksums", "", 0, 0, kVerifyFlags,
        kVerifyExamples,
        "Names the revision, table and row, or the file, of whatever is damaged. Keep the printed "
        "head elsewhere to notice a ledger whose last revisions were cut off.",
        &run_verify},
    Command{
        "compare", "compare two names or entities, with reasons", "[NAME NAME]", 0, 2,
        kCompareFlags, kCompareExamples,
        "Prints a score from 0 to 1, whether it is a match, and what met what. --jsonl prints a "
        "line a "
        "line, {\"score\",\"match\",\"explanations\"}. Exit status 1: the two names do not match.",
        &run_compare},
    Command{"index", "make an index of lists, to screen against", "FILE…", 1, kMany, kIndexFlags,
            kIndexExamples, "", &run_index},
    Command{"screen", "screen names against lists, with the reasons and an audit record",
            "QUERIES [LIST…]", 0, kMany, kScreenFlags, kScreenExamples,
            "QUERIES is CSV (columns are guessed, or mapped) or JSON Lines of "
            "{\"id\",\"schema\",\"properties\"}. A line of JSON comes for each, in their order: "
            "results at or over the threshold, best first, and the audit record by which --replay "
            "repeats them.",
            &run_screen},
    Command{"match", "screen one name", "NAME [LIST…]", 1, kMany, kMatchFlags, kMatchExamples, "",
            &run_match},
    Command{"lists", "lists of the ledger, their editions and what changed between them",
            "[formats|diff LIST [EDITION [EDITION]]|diff FILE FILE]", 0, 4, kListsFlags,
            kListsExamples,
            "An edition is named by its date, or as r12 by the revision in which it entered. diff "
            "ends with status 1 when nothing changed. --plain columns of editions: list, edition, "
            "revision, entities, when added; of changes: change, id, schema, caption, property, "
            "value, place (a line for each value, + or - before it).",
            &run_lists},
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

// Those of other files stand before the commands about the program itself.
std::span<const Command> commands() {
  static const auto all = [] {
    std::vector<Command> out(kCommands.begin(), kCommands.end());
    const auto at = std::ranges::find(out, std::string_view("explain"), &Command::name);
    std::vector<Command> more(ships_commands().begin(), ships_commands().end());
    more.insert(more.end(), network_commands().begin(), network_commands().end());
    more.insert(more.end(), money_commands().begin(), money_commands().end());
    more.insert(more.end(), tables_commands().begin(), tables_commands().end());
    more.insert(more.end(), server_commands().begin(), server_commands().end());
    out.insert(at, more.begin(), more.end());
    return out;
  }();
  return all;
}

const Command* find_command(std::string_view name) {
  for (const auto& command : commands())
    if (command.name == name) return &command;
  return nullptr;
}

}  // namespace cli
