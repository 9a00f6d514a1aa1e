// Entente as a library: one function per command. Nothing here prints, exits or reads the
// environment; answers go to the function given, problems and progress to those in Settings.
//
//   entente::Settings settings;
//   settings.ledger = "ledger.db";
//   settings.problem = [](const entente::Problem& p) { std::cerr << to_text(p) << "\n"; };
//   entente::Engine engine(settings);
//   engine.add({.paths = {"reports/"}}, [](const entente::AddRecord& r) {
//     std::cout << r.path << "\n";   // on disk when this is called
//     return true;                   // false stops
//   });
//
// One Engine serves one thread; each call uses up to Settings::threads of its own. Output is the
// same, byte for byte, with any number of threads. Text is UTF-8; offsets count code points.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/dedupe.h"
#include "entente/ledger.h"
#include "entente/screening.h"
#include "entente/weighing.h"

namespace entente {

// What a command came to; the values are the exit statuses of the command line.
enum class Exit : int {
  done = 0,
  nothing_found = 1,     // ran, and the answer is empty
  usage = 2,             // an argument makes no sense
  some_failed = 3,       // finished, but some inputs failed; each was a Problem
  ledger_damaged = 4,    // the ledger does not agree with itself, or is of another version
  missing_resource = 5,  // a model, a dictionary or the ledger is not there
  interrupted = 130,     // Settings::stop became true; what was reported is kept
};

// An expected failure: `code` is stable ("E-TOO-LARGE"), `where` names file and place.
struct Problem {
  std::string code, what, piece, where, next;
};
std::string to_text(const Problem& problem);

struct Progress {
  std::string_view stage;  // "reading", "lists"
  size_t done = 0, total = 0;
};

struct Settings {
  std::string home;      // the folder of models/ and data/; empty: found beside the program
  std::string ledger;    // the ledger's file; its originals lie beside it
  std::string reader;    // one of words_of("readers"); empty: the usual one
  unsigned threads = 0;  // 0: one per core
  const std::atomic<bool>* stop = nullptr;  // polled between documents; may be null
  std::function<void(const Problem&)> problem;
  std::function<void(const std::string&)> note;  // worth knowing, no failure
  std::function<void(const Progress&)> progress;
};

// What makes claims of documents. Only "llm" and "both" use the network, and only `endpoint`.
struct ExtractorChoice {
  std::string name = {};         // "reader" (also when empty), "llm", or "both" side by side
  std::string endpoint = {};     // of an OpenAI-compatible API: "http://localhost:8080/v1"
  std::string model = {};        // as the endpoint calls it
  std::string key_file = {};     // holds the key; empty: none is sent
  unsigned timeout_seconds = 0;  // for one answer; 0: 120
};

// A document that is in memory already. Empty fields: as of the document itself.
struct TextInput {
  std::string bytes;      // in any format that files may have
  std::string path = {};  // names it and gives the extension; nothing is opened
  std::string title = {}, publisher = {}, published = {}, url = {};
};

struct Inputs {
  std::vector<std::string> paths = {};  // files, folders, "-" for standard input
  std::string title = {}, publisher = {}, published = {}, url = {};  // override the document's own
  std::string format = {};  // a word of words_of("formats"); empty: recognised
  size_t bytes_max = 0;     // per file; 0: the usual limits
  std::string list = {};    // what a list is called whose format holds any list
  bool partial = false;     // of a damaged list: what is well-formed before the damage
  ExtractorChoice extractor = {};
  std::string within = {};            // of add: paths are kept as seen from this folder
  std::vector<TextInput> texts = {};  // read() and read_layer() only; after the paths
};

struct DocumentRecord {
  std::string id, path, url, title, publisher, published, language;
};

// A claim as fields to show; `json` is the whole of it by claim.schema.json.
struct ClaimRecord {
  std::string id, kind, domain, modality, polarity;
  std::string subject, counterpart, against, object, in_return, via, where;  // "Pyongyang [kp], …"
  std::string quantity, when, attribution;
  std::string quote;
  uint32_t quote_start = 0, quote_end = 0;
  uint32_t page = 0;  // where the quote begins, from 1; 0: the document has no pages
  DocumentRecord document;
  std::string extractor;  // "llm:MODEL"; empty: the reader
  int64_t revision = 0;   // 0: not from a ledger
  std::string json;
};

// Why the reader made a claim of a sentence, or a sentence it made none of; to print.
struct ReadingRecord {
  std::string text, json;
};

struct ParseOptions {
  bool tokens = false;  // the input is CoNLL-U: keep its sentences and tokens
};

struct AddRecord {
  std::string kind;  // "document" or "list"
  std::string id, path, title;
  int64_t revision = 0;       // where it entered the ledger
  bool added = false;         // false: it was there already
  size_t count = 0;           // claims of a document, entities of a list
  std::string language = {};  // of a document that was read just now; BCP 47, empty when not known
  bool unread = false;        // it is in a language that is not read: stored, without claims
  std::string json;
  std::string list = {};  // of a list: its name and edition
  std::string edition = {};
  struct Changes {
    size_t added = 0, changed = 0, removed = 0;
  };
  std::optional<Changes> changes = {};  // against the edition before, where there was one
};

// Empty fields let everything through. Words of `kinds`, `domains`, `modalities` and `polarity`
// are those of the claims guide.
struct ClaimQuery {
  std::vector<std::string> actors = {};  // code, name of a state, entity id, or any name
  std::vector<std::string> kinds = {}, domains = {}, modalities = {};
  std::string polarity = {}, source = {};
  std::string extractor = {};          // "reader", "llm", or the beginning of "llm:MODEL"
  std::string since = {}, until = {};  // ISO 8601, as precise as wished
  LedgerTime at = {};                  // the ledger as it was then
};

// A claim with the words around its quote; or, when `claim` is empty, a document or an entity.
struct ShowRecord {
  std::optional<ClaimRecord> claim = {};
  std::string before = {}, after = {};
  std::optional<DocumentRecord> document = {};
  std::string text = {};  // an entity: its statements, a line each; a document: its text
  std::string title = {};
  std::string json = {};
};

struct BriefRequest {
  std::string a, b;        // as ClaimQuery::actors
  std::string as_of = {};  // ISO 8601: what was published by then
  std::string since = {};
  std::string changed_since = {};  // a revision or a day of publication: a section on what changed
  LedgerTime at = {};              // the ledger as it was then
  enum class Form { markdown, html, json } form = Form::markdown;
  size_t width = 100;  // of Markdown, in columns
};

struct DamageRecord {
  int64_t revision = 0, row = 0;  // 0: not known, or the whole table
  std::string table, file, what;
  std::string json;
};

struct VerifyRecord {
  int64_t revisions = 0, documents = 0, claims = 0, entities = 0, originals = 0, damaged = 0;
  std::string json;  // {"schema":"entente.verify.v1", …, "damage":[…]}
  std::string head;  // the checksum of the last revision: keep it elsewhere to notice a cut end
};

// What arrived in a watched folder, and what it changed.
struct WatchRecord {
  std::vector<AddRecord> added;
  WeighedAnswer changes;  // as of diff()
};

struct CodeRecord {
  std::string name, meaning, remedy, json;
};

class Engine {
 public:
  explicit Engine(Settings settings);
  ~Engine();
  Engine(Engine&&) noexcept;

  // Claims of the inputs in text order; needs no ledger.
  Exit read(const Inputs& inputs, const std::function<bool(const ClaimRecord&)>& take);
  // The same as records of an archive, a line a document with the number of its claims: what was
  // read on another machine, for import_archive(). `added` and `revision` are left to the ledger.
  Exit read_records(const Inputs& inputs,
                    const std::function<bool(const DocumentRecord&, size_t claims,
                                             const std::string& line)>& take);
  // What one layer of the reader finds ("attributions", "quantities", "dates", "entities",
  // "factuality", "events"): a JSON object for each, as docs/formats/layers.md says.
  Exit read_layer(const Inputs& inputs, std::string_view layer,
                  const std::function<bool(const std::string&)>& take);
  // The reader's claims with tree, row of the lexicon and the reasons for modality and attribution;
  // or, with `misses`, the sentences with two actors and a known predicate that gave no claim.
  Exit explain_reading(const Inputs& inputs, bool misses,
                       const std::function<bool(const ReadingRecord&)>& take);
  // CoNLL-U, a document at a time.
  Exit parse(const Inputs& inputs, const ParseOptions& options,
             const std::function<bool(std::string_view)>& take);
  // Reads documents and lists into the ledger; each record is durable when it is given out.
  Exit add(const Inputs& inputs, const std::function<bool(const AddRecord&)>& take);
  Exit claims(const ClaimQuery& query, const std::function<bool(const ClaimRecord&)>& take);
  // By id, or by the beginning of one: at most the first 20 that fit.
  Exit show(const std::string& id, const LedgerTime& at,
            const std::function<bool(const ShowRecord&)>& take);
  Exit brief(const BriefRequest& request, std::string& out);
  // How sure the ledger is of what: standing with reasons, origins and history of one proposition,
  // or of all that the query takes.
  Exit standing(const WeighQuery& query, WeighedAnswer& out);
  Exit figures(const WeighQuery& query, WeighedAnswer& out);
  Exit contradictions(const WeighQuery& query, WeighedAnswer& out);  // worst first
  Exit gaps(const WeighQuery& query, WeighedAnswer& out);
  Exit forecasts(const WeighQuery& query, WeighedAnswer& out);
  Exit diff(const DiffRequest& request, WeighedAnswer& out);
  // Adds what arrives in a folder, and what is there, until stopped or `take` returns false; a
  // record for each round that added something, once it is on disk and weighed.
  Exit watch(const WatchRequest& request, const std::function<bool(const WatchRecord&)>& take);
  // Exit::done or Exit::ledger_damaged.
  Exit verify(VerifyRecord& out, const std::function<void(const DamageRecord&)>& damage);

  // Records what an analyst decides; durable when `take` gets it.
  Exit judge(const JudgeRequest& request, const std::function<void(const JudgementRecord&)>& take);
  // Pairs of entities that may be one, each put to `ask`; what it answers is recorded at once.
  // nothing_found when no pair is left to decide.
  Exit dedupe(const DedupeRequest& request,
              const std::function<DedupeChoice(const DedupePair&, size_t left)>& ask,
              DedupeRecord& out);
  // Every judgement as of then, oldest first.
  Exit judgements(const LedgerTime& at, const std::function<bool(const JudgementRecord&)>& take);
  // Screening, entente/screening.h. Needs no ledger.
  Exit index(const std::vector<std::string>& paths, const std::string& out, IndexRecord& record);
  Exit screen(const ScreenRequest& request, const std::function<bool(const ScreenRecord&)>& take);
  Exit match(const MatchRequest& request, ScreenRecord& out);
  // `audit` holds lines that screen() gave out.
  Exit replay(const std::string& audit, const ScreenSources& sources,
              const std::function<bool(const ReplayRecord&)>& take);

  // Documents that hold every word, best first, each with its claims about it.
  Exit search(const SearchRequest& request, const std::function<bool(const SearchRecord&)>& take);
  // The ledger, or a part of it, as an archive in a folder (docs/formats/archive.md).
  Exit export_archive(const ExportRequest& request, MoveRecord& out);
  // Adds what an archive holds; what is there already adds nothing. A record that does not agree
  // with its hashes or spans is a problem and adds nothing either.
  Exit import_archive(const std::string& folder, MoveRecord& out);
  // Makes the derived tables anew from the sealed ones; readers keep the old ones until the end.
  Exit rebuild(RebuildRecord& out);

  struct Parts;  // defined by the engine itself

 private:
  std::unique_ptr<Parts> parts_;
};

std::string_view version();
// Every code of a Problem.
std::vector<CodeRecord> codes();
// The row of a code, in any case, with or without "E-"; nothing when there is none.
std::optional<CodeRecord> explain(std::string_view code);
// The candidate nearest to a mistyped word, or empty when none is near.
std::string suggest(std::string_view word, const std::vector<std::string>& candidates);

// The words that filters take, with a line on each: "kinds", "domains", "modalities",
// "polarities", "formats", "outputs", "lists", "readers".
struct WordRecord {
  std::string word, meaning;
};
std::vector<WordRecord> words_of(std::string_view vocabulary);

}  // namespace entente
