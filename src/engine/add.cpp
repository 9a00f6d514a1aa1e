// Documents and lists into the ledger. Files are read on many threads; one thread writes, a batch
// a transaction, and a record is given out only after the transaction of its document is durable.
// Lists go first, so that the names they bring are known when documents are linked.
#include <chrono>
#include <unordered_set>

#include "base/file.h"
#include "base/hash.h"
#include "base/ordered_work.h"
#include "engine/choose_extractor.h"
#include "engine/clock.h"
#include "engine/editions.h"
#include "engine/extraction.h"
#include "engine/gather.h"
#include "engine/name_keys.h"
#include "engine/parts.h"
#include "engine/records.h"
#include "intake/lists/lists.h"
#include "ledger/writer.h"

namespace entente {
namespace {

using Clock = std::chrono::steady_clock;
using Take = std::function<bool(const AddRecord&)>;

constexpr size_t kBatchDocumentsMax = 64;
constexpr size_t kBatchBytesMax = size_t{16} << 20;
constexpr auto kBatchAgeMax = std::chrono::milliseconds(200);

// A file as a worker hands it on.
struct Prepared {
  DocumentEntry entry;  // no text when `known`
  bool known = false;   // the ledger has it already: it was not read again
  std::string note;     // what to tell of it
};

// A path as it is kept: as seen from the folder that it is within.
std::string kept_path(const std::string& path, const std::string& within) {
  return !within.empty() && path.starts_with(within + "/") ? path.substr(within.size() + 1) : path;
}

// Collects documents, commits them in batches and gives the records out in order.
class Batch {
 public:
  Batch(Writer& writer, const Take& take) : writer_(writer), take_(take) {}
  void put(Prepared&& prepared) {
    bytes_ += prepared.entry.original.size() + prepared.entry.document.text.size();
    entries_.push_back(std::move(prepared));
  }
  bool full() const {
    return entries_.size() >= kBatchDocumentsMax || bytes_ >= kBatchBytesMax ||
           Clock::now() - last_commit_ >= kBatchAgeMax;
  }
  // False when the receiver wants no more.
  Result<bool> commit();
  size_t given() const { return given_; }

 private:
  Writer& writer_;
  const Take& take_;
  std::vector<Prepared> entries_;
  size_t bytes_ = 0, given_ = 0;
  Clock::time_point last_commit_ = Clock::now();
};

AddRecord record_of(const DocumentEntry& entry, const Written& outcome) {
  AddRecord out{"document",
                outcome.id,
                entry.document.path.empty() ? "-" : entry.document.path,
                entry.document.title,
                outcome.revision,
                outcome.added,
                static_cast<size_t>(outcome.count),
                entry.document.language,
                is_unread(entry.document),
                {}};
  out.json = json_of(out);
  return out;
}

Result<bool> Batch::commit() {
  std::vector<DocumentEntry> fresh;
  for (auto& p : entries_)
    if (!p.known) fresh.push_back(std::move(p.entry));
  std::vector<Written> outcomes;
  if (!fresh.empty()) {
    auto added = writer_.add_documents(fresh, now_utc());
    if (!added) return std::unexpected(added.error());
    outcomes = std::move(*added);
  }
  bool go_on = true;
  for (size_t i = 0, next = 0; i < entries_.size() && go_on; ++i) {
    const bool known = entries_[i].known;
    const DocumentEntry& entry = known ? entries_[i].entry : fresh[next];
    const auto outcome = known ? writer_.find_document(entry.document.id) : outcomes[next++];
    if (!outcome) return std::unexpected(outcome.error());
    ++given_;
    go_on = take_(record_of(entry, *outcome));
  }
  entries_.clear();
  bytes_ = 0;
  last_commit_ = Clock::now();
  return go_on;
}

// Reads one file unless the ledger has its content. Runs on any thread.
Result<Prepared> prepare(const std::string& path, const std::string& within,
                         const IntakeOptions& options, const Extractor& extractor,
                         const std::unordered_set<std::string>& known) {
  auto bytes = read_input(path, options);
  if (!bytes) return std::unexpected(bytes.error());
  Prepared out;
  const std::string id = sha256_hex(*bytes);
  if (known.contains(id)) {
    out.known = true;
    out.entry.document.id = id;
    out.entry.document.path = kept_path(path, within);
    return out;
  }
  auto document = document_from_file(*bytes, path, options);
  if (!document) return std::unexpected(document.error());
  document->path = kept_path(document->path, within);
  auto claims = extract_claims(*document, extractor);
  if (!claims) return std::unexpected(claims.error());
  out.entry.claims = std::move(*claims);
  out.note = language_note(*document);
  out.entry.document = std::move(*document);
  out.entry.original = std::move(*bytes);
  return out;
}

Status add_documents(Engine::Parts& parts, const Extractor& extractor, Writer& writer,
                     const std::vector<std::string>& files, const IntakeOptions& options,
                     const std::string& within, const Take& take, Tally& tally) {
  const auto known = writer.document_ids();
  if (!known) return std::unexpected(known.error());
  Batch batch(writer, take);
  Status failed_commit;
  const auto commit = [&] {
    const auto go_on = batch.commit();
    if (!go_on) failed_commit = std::unexpected(go_on.error());
    else tally.cut_off = !*go_on;
    return go_on && *go_on;
  };
  const auto make = [&](size_t i) -> Result<Prepared> {
    if (parts.stopped()) return fail(Code::interrupted, "stopped");
    return prepare(files[i], within, options, extractor, *known);
  };
  const auto give = [&](size_t i, Result<Prepared>&& prepared) {
    if (parts.stopped()) return false;
    if (prepared) {
      if (!prepared->note.empty()) parts.note(prepared->note);
      batch.put(std::move(*prepared));
    } else ++tally.failed, parts.report(prepared.error());
    parts.progress("reading", i + 1, files.size());
    return !batch.full() || commit();
  };
  ordered_work(files.size(), parts.threads(), make, give);
  if (failed_commit && !tally.cut_off) commit();
  tally.found += batch.given();
  return failed_commit;
}

// What a cut list does not tell stays as the edition before has it: nothing was removed that nobody
// said was removed.
Status fill_up(const Engine::Parts& parts, const std::string& path, const ListReport& report,
               const std::optional<std::vector<Entity>>& before, ListEntry& entry) {
  parts.report(*report.cut);
  parts.note(path + ": kept the " + std::to_string(report.entities) +
             " entities before the damage, left out all after it" +
             (before ? ", which stays as in the edition before" : ""));
  return before ? apply_delta(before, {}, path, entry) : Status{};
}

Result<AddRecord> add_list(Engine::Parts& parts, Writer& writer, const std::string& path,
                           const Inputs& inputs, Tally& tally) {
  ListOptions options;
  options.edition = inputs.published;
  options.series = inputs.list;
  options.keep_partial = inputs.partial;
  if (inputs.bytes_max > 0) options.bytes_max = inputs.bytes_max;
  ListEntry entry;
  const auto report = read_list(
      path, [&](Entity&& e) { entry.entities.push_back(std::move(e)); }, options);
  if (!report) return std::unexpected(report.error());
  for (const auto& note : report->notes) parts.note(path + ": " + note);
  entry.dataset = report->series;
  entry.edition = report->edition;
  auto before = latest_edition(parts.settings.ledger, entry.dataset);
  if (!before) return std::unexpected(before.error());
  if (report->is_delta)
    if (auto ok = apply_delta(*before, report->removed, path, entry); !ok)
      return std::unexpected(ok.error());
  if (report->cut) {
    ++tally.failed;
    if (auto ok = fill_up(parts, path, *report, *before, entry); !ok)
      return std::unexpected(ok.error());
  }
  std::vector<std::string> files = parts_of_list(path);
  files.insert(files.begin(), path);
  for (auto& file : files) {
    auto bytes = read_file(file, options.bytes_max);
    if (!bytes) return std::unexpected(bytes.error());
    entry.files.push_back({kept_path(file, inputs.within), std::move(*bytes)});
  }
  const auto outcome = writer.add_list(entry, now_utc());
  if (!outcome) return std::unexpected(outcome.error());
  AddRecord out{"list",
                outcome->id,
                kept_path(path, inputs.within),
                std::string(report->list->title),
                outcome->revision,
                outcome->added,
                static_cast<size_t>(outcome->count),
                {},
                false,
                {},
                entry.dataset,
                entry.edition,
                {}};
  if (outcome->added && *before) out.changes = changes_between(std::move(**before), entry.entities);
  out.json = json_of(out);
  return out;
}

void add_lists(Engine::Parts& parts, Writer& writer, const std::vector<std::string>& lists,
               const Inputs& inputs, const Take& take, Tally& tally) {
  for (size_t i = 0; i < lists.size() && !parts.stopped() && !tally.cut_off; ++i) {
    parts.progress("lists", i, lists.size());
    const auto record = add_list(parts, writer, lists[i], inputs, tally);
    if (!record) {
      ++tally.failed;
      parts.report(record.error());
      continue;
    }
    ++tally.found;
    tally.cut_off = !take(*record);
  }
}

}  // namespace

Exit Engine::add(const Inputs& inputs, const std::function<bool(const AddRecord&)>& take) {
  const auto options = intake_options(inputs, parts_->settings.stop);
  if (!options) return parts_->report(options.error());
  auto writer = Writer::open(parts_->settings.ledger, make_name_keys(), parts_->writing());
  if (!writer) return parts_->report(writer.error());
  const Gathered gathered = gather(inputs.paths, *options);
  Tally tally;
  for (const auto& problem : gathered.problems) ++tally.failed, parts_->report(problem);
  if (!gathered.left_out.empty()) parts_->note(left_out_note(gathered.left_out));
  add_lists(*parts_, *writer, gathered.lists, inputs, take, tally);
  if (!gathered.files.empty() && !tally.cut_off) {
    parts_->progress("reading", 0, gathered.files.size());
    const auto extractor = choose_extractor(*parts_, inputs.extractor);
    if (!extractor) return parts_->report(extractor.error());
    const auto done = add_documents(*parts_, **extractor, *writer, gathered.files, *options,
                                    inputs.within, take, tally);
    if (!done) return parts_->report(done.error());
  }
  return tally.end(*parts_);
}

}  // namespace entente
