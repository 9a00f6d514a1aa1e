// A ledger out to an archive and in again. Export streams revision by revision; import adds in
// batches, so that an archive of any size passes through a bounded memory.
#include <filesystem>
#include <fstream>
#include <set>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "engine/archive_json.h"
#include "engine/clock.h"
#include "engine/name_keys.h"
#include "engine/parts.h"
#include "engine/query.h"
#include "engine/records.h"
#include "ledger/originals.h"
#include "ledger/writer.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLineMax = size_t{1} << 30;  // an edition of a list is one line
constexpr size_t kOriginalMax = size_t{1} << 30;
constexpr size_t kBatchMax = 256;  // documents
constexpr size_t kBatchBytesMax = size_t{32} << 20;

std::string records_path(const std::string& folder) { return folder + "/records.jsonl"; }

bool contains(std::string_view text, const std::string& part) {
  return part.empty() || lower(text).find(lower(part)) != std::string::npos;
}

class Exporter {
 public:
  Exporter(const Engine::Parts& parts, const ExportRequest& request, MoveRecord& out)
      : from_(parts.settings.ledger), to_(request.folder + "/x"), request_(request), out_(out) {}
  Status open();
  Status choose(const View& view, Engine::Parts& parts);
  Status put(const Replayed& record);
  Status close();

 private:
  bool wanted(const Replayed& record);
  Status copy_original(const std::string& sha256);
  std::string path_in_archive(const std::string& sha256) const {
    return request_.folder + "/originals/" + sha256.substr(0, 2) + "/" + sha256;
  }

  Originals from_, to_;
  const ExportRequest& request_;
  MoveRecord& out_;
  std::ofstream file_;
  std::optional<std::set<std::string>> documents_;  // of the actors asked for
  std::set<std::string, std::less<>> gone_out_;     // ids of documents, claims and judgements
  std::string since_, until_;
};

Status Exporter::open() {
  std::error_code error;
  fs::create_directories(request_.folder, error);
  if (error) return fail(Code::io_failure, error.message(), request_.folder);
  if (fs::exists(records_path(request_.folder), error))
    return fail(Code::bad_argument, "there is an archive already", request_.folder, {},
                "name another folder");
  file_.open(records_path(request_.folder) + ".part", std::ios::binary);
  if (!file_) return fail(Code::io_failure, "cannot be written", request_.folder);
  return {};
}

Status Exporter::choose(const View& view, Engine::Parts& parts) {
  ClaimQuery query;
  query.actors = request_.actors;
  query.since = request_.since;
  query.until = request_.until;
  const Dictionaries* dictionaries = nullptr;
  if (!query.actors.empty()) {
    const auto loaded = parts.dictionaries();
    if (!loaded) return std::unexpected(loaded.error());
    dictionaries = *loaded;
  }
  auto filter = filter_of(query, view, dictionaries);
  if (!filter) return std::unexpected(filter.error());
  since_ = filter->since, until_ = filter->until;
  if (query.actors.empty()) return {};
  filter->since.clear(), filter->until.clear();
  filter->with_rejected = true;
  documents_.emplace();
  return view.claims(*filter, [&](StoredClaim&& c) {
    documents_->insert(c.claim.document.id);
    return true;
  });
}

bool Exporter::wanted(const Replayed& r) {
  const bool whole = !documents_ && request_.source.empty() && since_.empty() && until_.empty();
  if (whole) return true;
  if (r.document) {
    const Document& d = r.document->document;
    if (documents_ && !documents_->contains(d.id)) return false;
    if (!contains(d.publisher + "\n" + d.title + "\n" + d.path + "\n" + d.url, request_.source))
      return false;
    const std::string day = d.published.substr(0, 10);
    return (since_.empty() || (!day.empty() && day >= since_.substr(0, day.size()))) &&
           (until_.empty() || (!day.empty() && day <= until_));
  }
  return r.judgement && gone_out_.contains(r.judgement->judgement.a) &&
         (r.judgement->judgement.b.empty() || gone_out_.contains(r.judgement->judgement.b));
}

Status Exporter::copy_original(const std::string& sha256) {
  const auto bytes = from_.get(sha256);
  if (!bytes) return std::unexpected(bytes.error());
  const std::string path = path_in_archive(sha256);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << *bytes;
  file.close();
  if (!file) return fail(Code::io_failure, "cannot be written", path);
  return {};
}

Status Exporter::put(const Replayed& r) {
  if (!wanted(r)) return {};
  std::vector<std::string> originals;
  if (r.document) {
    ++out_.documents;
    out_.claims += static_cast<int64_t>(r.document->claims.size());
    originals = {r.document->document.id};
    gone_out_.insert(r.document->document.id);
    for (const auto& claim : r.document->claims) gone_out_.insert(claim.id);
  }
  if (r.list) {
    ++out_.lists;
    for (const auto& file : r.list->files) originals.push_back(file.sha256);
  }
  if (r.judgement) ++out_.judgements, gone_out_.insert(r.judgement->id);
  for (const auto& one : originals)
    if (auto ok = copy_original(one); !ok) return ok;
  file_ << archive_line(r);
  if (!file_) return fail(Code::io_failure, "cannot be written", records_path(request_.folder));
  return {};
}

Status Exporter::close() {
  file_.close();
  std::error_code error;
  if (!file_) return fail(Code::io_failure, "cannot be written", records_path(request_.folder));
  const std::string path = records_path(request_.folder);
  fs::rename(path + ".part", path, error);
  if (error) return fail(Code::io_failure, error.message(), path);
  return {};
}

class Importer {
 public:
  Importer(const Engine::Parts& parts, Writer& writer, const std::string& folder, MoveRecord& out)
      : parts_(parts), writer_(writer), folder_(folder), out_(out) {}
  // A problem of one record is reported and goes on; an error ends the import.
  Status take(std::string_view line, size_t number);
  Status flush();
  size_t failed() const { return failed_; }

 private:
  Result<std::string> original(const std::string& sha256) const;
  Status take_document(ReplayedDocument&& document);
  Status take_list(ReplayedList&& list);
  Status take_judgement(const StoredJudgement& judgement);

  const Engine::Parts& parts_;
  Writer& writer_;
  std::string folder_;
  MoveRecord& out_;
  std::vector<DocumentEntry> batch_;
  size_t bytes_ = 0, failed_ = 0;
};

// The name is made of hex digits; the bytes must be those that it names.
Result<std::string> Importer::original(const std::string& sha256) const {
  const std::string path = folder_ + "/originals/" + sha256.substr(0, 2) + "/" + sha256;
  auto bytes = read_file(path, kOriginalMax);
  if (bytes && sha256_hex(*bytes) != sha256)
    return fail(Code::malformed, "the original does not match its hash", path);
  return bytes;
}

Status Importer::take_document(ReplayedDocument&& r) {
  auto bytes = original(r.document.id);
  if (!bytes) return std::unexpected(bytes.error());
  const OffsetMap map(r.document.text);
  for (const auto& claim : r.claims)
    if (auto ok = check(claim, r.document.text, map); !ok) return ok;
  bytes_ += bytes->size() + r.document.text.size();
  batch_.push_back({std::move(r.document), std::move(*bytes), std::move(r.claims)});
  return {};
}

Status Importer::take_list(ReplayedList&& r) {
  ListEntry entry{r.dataset, r.edition, {}, std::move(r.entities)};
  for (const auto& file : r.files) {
    auto bytes = original(file.sha256);
    if (!bytes) return std::unexpected(bytes.error());
    entry.files.push_back({file.path, std::move(*bytes)});
  }
  const auto outcome = writer_.add_list(entry, now_utc());
  if (!outcome) return std::unexpected(outcome.error());
  ++(outcome->added ? out_.lists : out_.there);
  return {};
}

Status Importer::take_judgement(const StoredJudgement& j) {
  const auto outcome = writer_.import_judgement(j.judgement, j.added, now_utc());
  if (!outcome) return std::unexpected(outcome.error());
  ++(outcome->added ? out_.judgements : out_.there);
  return {};
}

Status Importer::take(std::string_view line, size_t number) {
  auto record = parse_archive_line(line);
  Status done;
  if (!record) done = std::unexpected(record.error());
  else if (record->document) done = take_document(std::move(*record->document));
  else {
    if (auto ok = flush(); !ok) return ok;
    done = record->list ? take_list(std::move(*record->list)) : take_judgement(*record->judgement);
  }
  if (done) return batch_.size() >= kBatchMax || bytes_ >= kBatchBytesMax ? flush() : Status{};
  Error error = done.error();
  if (error.code == Code::ledger_busy || error.code == Code::ledger_corrupt ||
      error.code == Code::io_failure)
    return done;
  const std::string place = records_path(folder_) + ":" + std::to_string(number);
  error.where = error.where.empty() ? place : place + ", " + error.where;
  ++failed_;
  parts_.report(error);
  return {};
}

Status Importer::flush() {
  if (batch_.empty()) return {};
  const auto outcomes = writer_.add_documents(batch_, now_utc());
  if (!outcomes) return std::unexpected(outcomes.error());
  for (const auto& one : *outcomes) {
    ++(one.added ? out_.documents : out_.there);
    if (one.added) out_.claims += one.count;
  }
  batch_.clear();
  bytes_ = 0;
  return {};
}

// False at the end of the file. A line over the limit is an error before it fills the memory.
Result<bool> next_line(std::ifstream& file, const std::string& path, std::string& out) {
  out.clear();
  auto& bytes = *file.rdbuf();
  for (int c = bytes.sbumpc(); c != std::ifstream::traits_type::eof(); c = bytes.sbumpc()) {
    if (c == '\n') return true;
    if (out.size() >= kLineMax) return fail(Code::too_large, "a line over 1 GiB", path);
    out += static_cast<char>(c);
  }
  return !out.empty();
}

}  // namespace

Exit Engine::export_archive(const ExportRequest& request, MoveRecord& out) {
  const auto view = parts_->view(request.at);
  if (!view) return parts_->report(view.error());
  Exporter exporter(*parts_, request, out);
  if (auto ok = exporter.choose(*view, *parts_); !ok) return parts_->report(ok.error());
  if (auto ok = exporter.open(); !ok) return parts_->report(ok.error());
  Status put;
  const auto done = view->replay([&](Replayed&& record) {
    put = exporter.put(record);
    return put && !parts_->stopped();
  });
  if (!done) return parts_->report(done.error());
  if (!put) return parts_->report(put.error());
  if (parts_->stopped())
    return parts_->report(fail(Code::interrupted, "stopped before the end").error());
  if (auto ok = exporter.close(); !ok) return parts_->report(ok.error());
  out.json = json_of(out);
  return out.documents + out.lists + out.judgements > 0 ? Exit::done : Exit::nothing_found;
}

Exit Engine::import_archive(const std::string& folder, MoveRecord& out) {
  std::ifstream file(records_path(folder), std::ios::binary);
  if (!file)
    return parts_->report(fail(Code::not_found, "no archive there: it has no records.jsonl", folder,
                               {}, "entente export FOLDER makes one")
                              .error());
  auto writer = Writer::open(parts_->settings.ledger, make_name_keys(), parts_->writing());
  if (!writer) return parts_->report(writer.error());
  Importer importer(*parts_, *writer, folder, out);
  std::string line;
  for (size_t number = 1; !parts_->stopped(); ++number) {
    const auto more = next_line(file, records_path(folder), line);
    if (!more) return parts_->report(more.error());
    if (!*more) break;
    if (auto ok = importer.take(line, number); !ok) return parts_->report(ok.error());
  }
  if (auto ok = importer.flush(); !ok) return parts_->report(ok.error());
  out.json = json_of(out);
  Tally tally;
  tally.found = static_cast<size_t>(out.documents + out.lists + out.judgements + out.there);
  tally.failed = importer.failed();
  return tally.end(*parts_);
}

}  // namespace entente
