// Order of durability: originals are written and synced first, then one transaction inserts the
// rows and commits with synchronous=FULL. A crash before the commit leaves at most an original
// that no row names; a crash after it loses nothing. Tested by killing the writer at random
// moments (tests/cli/kill_test.py).
#include "ledger/writer.h"

#include <algorithm>
#include <limits>
#include <set>

#include "base/hash.h"
#include "base/utf8.h"
#include "ledger/claim_body.h"
#include "ledger/derived.h"
#include "ledger/judgements.h"
#include "ledger/page_check.h"
#include "ledger/rows.h"
#include "ledger/schema.h"
#include "model/entity_record.h"

namespace entente {
namespace {

// The rows of one transaction: takes revision numbers and extends the chain of checksums.
class Pen {
 public:
  static Result<Pen> open(const Database& db);
  void begin_revision() { ++revision_, sealed_.clear(); }
  int64_t revision() const { return revision_; }
  Result<int64_t> insert(std::string_view table, std::vector<Value> values,
                         std::span<const std::vector<Value>> children = {});
  Result<int64_t> source(const std::string& name);
  Status end_revision(std::string_view what, const std::string& added);

 private:
  explicit Pen(const Database& db) : db_(&db) {}
  const Database* db_;
  std::vector<Inserter> inserters_;  // in the order of kTables
  int64_t revision_ = 0;
  std::string chain_;                // checksum of the last revision
  std::vector<std::string> sealed_;  // checksums of this revision's rows
};

Result<Pen> Pen::open(const Database& db) {
  Pen pen(db);
  for (const auto& t : kTables) {
    auto inserter = Inserter::prepare(db, t);
    if (!inserter) return std::unexpected(inserter.error());
    pen.inserters_.push_back(std::move(*inserter));
  }
  auto last = db.prepare("SELECT revision, checksum FROM revisions ORDER BY revision DESC LIMIT 1");
  if (!last) return std::unexpected(last.error());
  const auto row = last->step();
  if (!row) return std::unexpected(row.error());
  if (*row) {
    pen.revision_ = last->integer(0);
    pen.chain_ = last->blob(1);
  }
  return pen;
}

// The document, list or judgement of this id; revision 0 when it is not there.
Result<Written> find(const Database& db, const char* sql, const std::string& id) {
  auto query = db.prepare(sql);
  if (!query) return std::unexpected(query.error());
  query->bind_blob(1, from_hex(id).value_or(id));
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  Written out{id};
  if (*row) out.revision = query->integer(0), out.count = query->integer(1);
  return out;
}
constexpr const char* kDocument =
    "SELECT revision, (SELECT count(*) FROM claims WHERE document = d.row) FROM documents d "
    "WHERE id = ?";
constexpr const char* kList =
    "SELECT revision, (SELECT count(*) FROM entities WHERE list = l.row) FROM lists l "
    "WHERE id = ?";
constexpr const char* kJudgement = "SELECT revision, 0 FROM judgements WHERE id = ?";

Result<int64_t> Pen::insert(std::string_view name, std::vector<Value> values,
                            std::span<const std::vector<Value>> children) {
  const size_t at = static_cast<size_t>(&table(name) - kTables.data());
  values.insert(values.begin(), Value(revision_));
  auto row = inserters_[at].insert(values, children);
  if (!row) return std::unexpected(row.error());
  sealed_.push_back(std::move(row->checksum));
  return row->row;
}

// The row of a source, made when it is new; 0 for a document that names none.
Result<int64_t> Pen::source(const std::string& name) {
  if (name.empty()) return 0;
  auto query = db_->prepare("SELECT row FROM sources WHERE name = ?");
  if (!query) return std::unexpected(query.error());
  query->bind(1, name);
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  if (*row) return query->integer(0);
  return insert("sources", {std::string_view(name)});
}

Status Pen::end_revision(std::string_view what, const std::string& added) {
  Seal seal;
  seal.add(Blob{chain_}).add(revision_).add(what).add(added);
  for (const auto& checksum : sealed_) seal.add(Blob{checksum});
  chain_ = seal.digest();
  auto query =
      db_->prepare("INSERT INTO revisions (revision, what, added, checksum) VALUES (?, ?, ?, ?)");
  if (!query) return std::unexpected(query.error());
  query->bind(1, revision_).bind(2, what).bind(3, added).bind_blob(4, chain_);
  return query->run();
}

Value day_value(const std::optional<Date>& day) {
  return day ? Value(int64_t{days_from_epoch(*day)}) : Value(std::monostate());
}

Status insert_claim(Pen& pen, Deriver& deriver, int64_t document, const Claim& claim) {
  const std::string body = encode_body(claim);
  const std::string id = from_hex(claim.id).value_or(claim.id);
  const auto [since, until] = days_of(claim);
  const auto row =
      pen.insert("claims", {document, Blob{id}, name(claim.kind), name(claim.modality),
                            int64_t{claim.polarity == Polarity::negative},
                            int64_t{claim.quote.start}, int64_t{claim.quote.end}, day_value(since),
                            day_value(until), std::string_view(body)});
  if (!row) return std::unexpected(row.error());
  return deriver.add_claim(*row, claim);
}

Status insert_claims(Pen& pen, Deriver& deriver, int64_t document, const DocumentEntry& entry) {
  const std::string& text = entry.document.text;
  if (first_ill_formed(text))
    return fail(Code::malformed, "a text that is not UTF-8", entry.document.path);
  const OffsetMap map(text);
  std::set<std::string_view> seen;  // the same reading twice is one claim
  for (const Claim& claim : entry.claims) {
    if (!seen.insert(claim.id).second) continue;
    // Rows hold offsets, not words: what is not the text would be lost.
    if (auto ok = check(claim, text, map); !ok) return ok;
    if (auto ok = insert_claim(pen, deriver, document, claim); !ok) return ok;
  }
  return {};
}

// Rows of one new document, under a revision of its own.
Status insert_document(Pen& pen, Deriver& deriver, const DocumentEntry& entry,
                       const std::string& added) {
  const Document& d = entry.document;
  pen.begin_revision();
  const auto source = pen.source(source_name(d));
  if (!source) return std::unexpected(source.error());
  const std::string blocks = encode_blocks(d.blocks), id = from_hex(d.id).value_or(d.id);
  const auto row =
      pen.insert("documents", {Blob{id}, *source, std::string_view(d.path), std::string_view(d.url),
                               std::string_view(d.title), std::string_view(d.publisher),
                               std::string_view(d.published), std::string_view(d.language),
                               static_cast<int64_t>(entry.original.size()),
                               std::string_view(blocks), std::string_view(d.text)});
  if (!row) return std::unexpected(row.error());
  if (auto ok = deriver.add_document(*row, d); !ok) return ok;
  if (auto ok = insert_claims(pen, deriver, *row, entry); !ok) return ok;
  return pen.end_revision("document", added);
}

Status insert_entity(Pen& pen, int64_t list, const Entity& e) {
  std::vector<std::vector<Value>> statements;
  const std::vector<Statement> record = record_statements(e);
  for (const auto* list_of : {&e.statements, &record})
    for (const Statement& s : *list_of)
      statements.push_back({static_cast<int64_t>(statements.size()), std::string_view(s.property),
                            std::string_view(s.value), std::string_view(s.language),
                            std::string_view(s.place)});
  auto row = pen.insert(
      "entities",
      {list, std::string_view(e.id), std::string_view(e.schema), std::string_view(e.caption)},
      statements);
  if (!row) return std::unexpected(row.error());
  return {};
}

Status insert_list(Pen& pen, Deriver& deriver, const ListEntry& entry,
                   const std::vector<std::string>& hashes, const std::string& id,
                   const std::string& added) {
  pen.begin_revision();
  const auto source = pen.source(entry.dataset);
  if (!source) return std::unexpected(source.error());
  std::string files;
  for (size_t i = 0; i < entry.files.size(); ++i) {
    const std::string raw = from_hex(hashes[i]).value_or("");
    const auto original =
        pen.insert("originals", {Blob{raw}, std::string_view(entry.files[i].path),
                                 static_cast<int64_t>(entry.files[i].bytes.size())});
    if (!original) return std::unexpected(original.error());
    files += (i ? " " : "") + hashes[i];
  }
  const std::string raw_id = from_hex(id).value_or(id);
  const auto list = pen.insert(
      "lists", {Blob{raw_id}, *source, std::string_view(entry.edition), std::string_view(files)});
  if (!list) return std::unexpected(list.error());
  for (const auto& entity : entry.entities) {
    if (auto ok = insert_entity(pen, *list, entity); !ok) return ok;
    if (auto ok = deriver.add_entity(entity, pen.revision()); !ok) return ok;
  }
  return pen.end_revision("list", added);
}

// The judgement like this one that still holds; revision 0 when there is none.
Result<Written> find_holding(const Database& db, const Judgement& j) {
  auto held = read_judgements(db, std::numeric_limits<int64_t>::max());
  if (!held) return std::unexpected(held.error());
  for (const auto& one : *held) {
    const Judgement& k = one.judgement;
    if (one.undone_by == 0 && k.kind == j.kind && k.value == j.value && k.who == j.who &&
        ((k.a == j.a && k.b == j.b) || (k.a == j.b && k.b == j.a)))
      return Written{one.id, one.revision, false, 0};
  }
  if (j.kind == JudgementKind::undo &&
      std::none_of(held->begin(), held->end(), [&](const auto& one) { return one.id == j.a; }))
    return fail(Code::not_found, "no such judgement to undo", db.path(), j.a, "entente judgements");
  return Written{};
}

Status insert_judgement(Pen& pen, const Judgement& j, const std::string& id,
                        const std::string& made, const std::string& added) {
  pen.begin_revision();
  const std::string raw = from_hex(id).value_or(id);
  const auto row = pen.insert(
      "judgements", {Blob{raw}, name(j.kind), std::string_view(j.a), std::string_view(j.b),
                     std::string_view(j.value), std::string_view(j.who), std::string_view(j.why),
                     std::string_view(made)});
  if (!row) return std::unexpected(row.error());
  return pen.end_revision("judgement", added);
}

}  // namespace

Result<Writer> Writer::open(const std::string& path, NameKeys keys, const Options& options) {
  // Before a connection is open: closing the file again would drop the locks of this process on it.
  const bool sums = !options.to_rebuild || bears_sums(path);
  auto db = open_ledger(path, Database::Mode::write, options.busy_ms, options.to_rebuild);
  if (!db) return std::unexpected(db.error());
  if (options.waiting) db->when_busy(options.waiting);
  return Writer(std::move(*db), Originals(path), std::move(keys), sums);
}

Result<std::unordered_set<std::string>> Writer::document_ids() const {
  auto query = db_.prepare("SELECT lower(hex(id)) FROM documents");
  if (!query) return std::unexpected(query.error());
  std::unordered_set<std::string> out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.emplace(query->text(0));
  }
}

Result<Written> Writer::find_document(const std::string& id) const {
  return find(db_, kDocument, id);
}

Result<std::vector<Written>> Writer::add_documents(std::span<const DocumentEntry> entries,
                                                   const std::string& added) {
  std::vector<Original> originals;
  for (const auto& entry : entries) originals.push_back({entry.document.id, entry.original});
  if (auto ok = originals_.put_all(originals); !ok) return std::unexpected(ok.error());
  auto transaction = Transaction::begin(db_);
  if (!transaction) return std::unexpected(transaction.error());
  auto pen = Pen::open(db_);
  if (!pen) return std::unexpected(pen.error());
  Deriver deriver(db_, keys_);
  if (auto ok = deriver.prepare(); !ok) return std::unexpected(ok.error());
  std::vector<Written> out;
  for (const auto& entry : entries) {
    auto outcome = find(db_, kDocument, entry.document.id);
    if (outcome && outcome->revision == 0) {
      if (auto ok = insert_document(*pen, deriver, entry, added); !ok)
        return std::unexpected(ok.error());
      outcome = find(db_, kDocument, entry.document.id);
      if (outcome) outcome->added = true;
    }
    if (!outcome) return std::unexpected(outcome.error());
    out.push_back(std::move(*outcome));
  }
  if (auto ok = deriver.flush(); !ok) return std::unexpected(ok.error());
  if (auto ok = transaction->commit(); !ok) return std::unexpected(ok.error());
  return out;
}

Result<Written> Writer::add_list(const ListEntry& entry, const std::string& added) {
  std::vector<std::string> hashes;
  Seal identity;
  identity.add(entry.dataset);
  for (const auto& file : entry.files) {
    auto hash = originals_.put(file.bytes);
    if (!hash) return std::unexpected(hash.error());
    identity.add(*hash);
    hashes.push_back(std::move(*hash));
  }
  const std::string id = to_hex(identity.digest());
  auto transaction = Transaction::begin(db_);
  if (!transaction) return std::unexpected(transaction.error());
  auto pen = Pen::open(db_);
  if (!pen) return std::unexpected(pen.error());
  auto outcome = find(db_, kList, id);
  if (!outcome || outcome->revision > 0) return outcome;
  Deriver deriver(db_, keys_);
  if (auto ok = deriver.prepare(); !ok) return std::unexpected(ok.error());
  if (auto ok = insert_list(*pen, deriver, entry, hashes, id, added); !ok)
    return std::unexpected(ok.error());
  outcome = find(db_, kList, id);
  if (!outcome) return outcome;
  if (auto ok = transaction->commit(); !ok) return std::unexpected(ok.error());
  outcome->added = true;
  return outcome;
}

Result<Written> Writer::add_judgement(const Judgement& judgement, const std::string& added) {
  return add_judgement(judgement, added, added, true);
}

Result<Written> Writer::import_judgement(const Judgement& judgement, const std::string& made,
                                         const std::string& added) {
  return add_judgement(judgement, made, added, false);
}

Result<Written> Writer::add_judgement(const Judgement& judgement, const std::string& made,
                                      const std::string& added, bool unless_held) {
  if (auto ok = check(judgement); !ok) return std::unexpected(ok.error());
  auto transaction = Transaction::begin(db_);
  if (!transaction) return std::unexpected(transaction.error());
  const auto held = find_holding(db_, judgement);
  if (!held || (unless_held && held->revision > 0)) return held;
  auto pen = Pen::open(db_);
  if (!pen) return std::unexpected(pen.error());
  const std::string id = judgement_id(judgement, made);
  if (auto outcome = find(db_, kJudgement, id); !outcome || outcome->revision > 0) return outcome;
  if (auto ok = insert_judgement(*pen, judgement, id, made, added); !ok)
    return std::unexpected(ok.error());
  if (auto ok = transaction->commit(); !ok) return std::unexpected(ok.error());
  return Written{id, pen->revision(), true, 0};
}

Status Writer::rebuild(const std::function<bool(int64_t, int64_t)>& progress) {
  if (auto ok = entente::rebuild(db_, keys_, progress); !ok || bears_sums_) return ok;
  // Of the version before: each page is written anew, with room for its checksum.
  return db_.run("PRAGMA journal_mode = DELETE; VACUUM; PRAGMA journal_mode = WAL;");
}

}  // namespace entente
