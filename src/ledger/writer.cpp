// Order of durability: originals are written and synced first, then one transaction inserts the
// rows and commits with synchronous=FULL. A crash before the commit leaves at most an original
// that no row names; a crash after it loses nothing. Tested by killing the writer at random
// moments (tests/cli/kill_test.py).
#include "ledger/writer.h"

#include <algorithm>
#include <limits>
#include <set>

#include "ledger/judgements.h"
#include "ledger/rows.h"
#include "ledger/schema.h"
#include "model/claim_json.h"

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
  Status end_revision(std::string_view what, const std::string& id, const std::string& added);

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
    pen.chain_ = last->text(1);
  }
  return pen;
}

// What of this kind and id is there; revision 0 when nothing is.
Result<Outcome> find(const Database& db, std::string_view what, const std::string& id) {
  auto query = db.prepare(
      "SELECT revision, (SELECT count(*) FROM claims c WHERE c.revision = r.revision) + "
      "(SELECT count(*) FROM entities e WHERE e.revision = r.revision) "
      "FROM revisions r WHERE what = ? AND id = ?");
  if (!query) return std::unexpected(query.error());
  query->bind(1, what).bind(2, id);
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  Outcome out{id};
  if (*row) out.revision = query->integer(0), out.count = query->integer(1);
  return out;
}

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

Status Pen::end_revision(std::string_view what, const std::string& id, const std::string& added) {
  Seal seal;
  seal.add(chain_).add(revision_).add(what).add(id).add(added);
  for (const auto& checksum : sealed_) seal.add(checksum);
  chain_ = seal.hex();
  auto query = db_->prepare(
      "INSERT INTO revisions (revision, what, id, added, checksum) VALUES (?, ?, ?, ?, ?)");
  if (!query) return std::unexpected(query.error());
  query->bind(1, revision_).bind(2, what).bind(3, id).bind(4, added).bind(5, chain_);
  return query->run();
}

Status insert_claim(Pen& pen, int64_t document, int64_t position, const Claim& claim) {
  const std::string json = to_json(claim);
  const auto [since, until] = days_of(claim);
  std::vector<std::vector<Value>> mentions;
  auto roles = roles_of(claim);
  std::sort(roles.begin(), roles.end());  // by name: the order in which mentions are sealed
  for (const auto& [role, list] : roles)
    for (size_t i = 0; i < list->size(); ++i)
      mentions.push_back({role, static_cast<int64_t>(i), std::string_view((*list)[i].text),
                          std::string_view((*list)[i].state)});
  auto row = pen.insert("claims",
                        {document, position, std::string_view(claim.id), name(claim.kind),
                         name(info(claim.kind).domain), name(claim.modality), name(claim.polarity),
                         int64_t{claim.quote.start}, int64_t{claim.quote.end},
                         std::string_view(since), std::string_view(until), std::string_view(json)},
                        mentions);
  if (!row) return std::unexpected(row.error());
  return {};
}

Status insert_claims(Pen& pen, int64_t document, const std::vector<Claim>& claims) {
  std::set<std::string_view> seen;  // the same reading twice is one claim
  for (size_t i = 0; i < claims.size(); ++i) {
    if (!seen.insert(claims[i].id).second) continue;
    if (auto ok = insert_claim(pen, document, static_cast<int64_t>(i), claims[i]); !ok) return ok;
  }
  return {};
}

// Rows of one new document, under a revision of its own.
Status insert_document(Pen& pen, const DocumentEntry& entry, const std::string& added) {
  const Document& d = entry.document;
  pen.begin_revision();
  const auto source = pen.source(source_name(d));
  if (!source) return std::unexpected(source.error());
  const auto original = pen.insert("originals", {std::string_view(d.id), std::string_view(d.path),
                                                 static_cast<int64_t>(entry.original.size())});
  if (!original) return std::unexpected(original.error());
  const std::string blocks = encode_blocks(d.blocks);
  const auto row = pen.insert(
      "documents",
      {std::string_view(d.id), *source, std::string_view(d.path), std::string_view(d.url),
       std::string_view(d.title), std::string_view(d.publisher), std::string_view(d.published),
       std::string_view(d.language), std::string_view(d.text), std::string_view(blocks)});
  if (!row) return std::unexpected(row.error());
  if (auto ok = insert_claims(pen, *row, entry.claims); !ok) return ok;
  return pen.end_revision("document", d.id, added);
}

Status insert_entity(Pen& pen, int64_t list, const Entity& e) {
  std::vector<std::vector<Value>> statements;
  for (size_t i = 0; i < e.statements.size(); ++i) {
    const Statement& s = e.statements[i];
    statements.push_back({static_cast<int64_t>(i), std::string_view(s.property),
                          std::string_view(s.value), std::string_view(s.language),
                          std::string_view(s.place)});
  }
  auto row = pen.insert(
      "entities",
      {list, std::string_view(e.id), std::string_view(e.schema), std::string_view(e.caption)},
      statements);
  if (!row) return std::unexpected(row.error());
  return {};
}

Status insert_list(Pen& pen, const ListEntry& entry, const std::vector<std::string>& hashes,
                   const std::string& id, const std::string& added) {
  pen.begin_revision();
  const auto source = pen.source(entry.dataset);
  if (!source) return std::unexpected(source.error());
  std::string files;
  for (size_t i = 0; i < entry.files.size(); ++i) {
    const auto original =
        pen.insert("originals", {std::string_view(hashes[i]), std::string_view(entry.files[i].path),
                                 static_cast<int64_t>(entry.files[i].bytes.size())});
    if (!original) return std::unexpected(original.error());
    files += (i ? " " : "") + hashes[i];
  }
  const auto list = pen.insert("lists", {std::string_view(id), *source,
                                         std::string_view(entry.edition), std::string_view(files)});
  if (!list) return std::unexpected(list.error());
  for (const auto& entity : entry.entities)
    if (auto ok = insert_entity(pen, *list, entity); !ok) return ok;
  return pen.end_revision("list", id, added);
}

// The judgement like this one that still holds; revision 0 when there is none.
Result<Outcome> find_holding(const Database& db, const Judgement& j) {
  auto held = read_judgements(db, std::numeric_limits<int64_t>::max());
  if (!held) return std::unexpected(held.error());
  for (const auto& one : *held) {
    const Judgement& k = one.judgement;
    if (one.undone_by == 0 && k.kind == j.kind && k.value == j.value && k.who == j.who &&
        ((k.a == j.a && k.b == j.b) || (k.a == j.b && k.b == j.a)))
      return Outcome{one.id, one.revision, false, 0};
  }
  if (j.kind == JudgementKind::undo &&
      std::none_of(held->begin(), held->end(), [&](const auto& one) { return one.id == j.a; }))
    return fail(Code::not_found, "no such judgement to undo", db.path(), j.a, "entente judgements");
  return Outcome{};
}

Status insert_judgement(Pen& pen, const Judgement& j, const std::string& id,
                        const std::string& added) {
  pen.begin_revision();
  const auto row =
      pen.insert("judgements",
                 {std::string_view(id), name(j.kind), std::string_view(j.a), std::string_view(j.b),
                  std::string_view(j.value), std::string_view(j.who), std::string_view(j.why)});
  if (!row) return std::unexpected(row.error());
  return pen.end_revision("judgement", id, added);
}

}  // namespace

Result<Writer> Writer::open(const std::string& path, NameKeys keys, const Options& options) {
  auto db = open_ledger(path, Database::Mode::write, options.busy_ms);
  if (!db) return std::unexpected(db.error());
  return Writer(std::move(*db), Originals(path), std::move(keys));
}

Result<std::unordered_set<std::string>> Writer::document_ids() const {
  auto query = db_.prepare("SELECT id FROM documents");
  if (!query) return std::unexpected(query.error());
  std::unordered_set<std::string> out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.emplace(query->text(0));
  }
}

Result<Outcome> Writer::find_document(const std::string& id) const {
  return find(db_, "document", id);
}

Result<std::vector<Outcome>> Writer::add_documents(std::span<const DocumentEntry> entries,
                                                   const std::string& added) {
  for (const auto& entry : entries)
    if (auto hash = originals_.put(entry.original); !hash) return std::unexpected(hash.error());
  auto transaction = Transaction::begin(db_);
  if (!transaction) return std::unexpected(transaction.error());
  auto pen = Pen::open(db_);
  if (!pen) return std::unexpected(pen.error());
  const int64_t before = pen->revision();
  std::vector<Outcome> out;
  for (const auto& entry : entries) {
    auto outcome = find(db_, "document", entry.document.id);
    if (outcome && outcome->revision == 0) {
      if (auto ok = insert_document(*pen, entry, added); !ok) return std::unexpected(ok.error());
      outcome = find(db_, "document", entry.document.id);
      if (outcome) outcome->added = true;
    }
    if (!outcome) return std::unexpected(outcome.error());
    out.push_back(std::move(*outcome));
  }
  if (auto ok = insert_links(db_, before + 1, keys_); !ok) return std::unexpected(ok.error());
  if (auto ok = transaction->commit(); !ok) return std::unexpected(ok.error());
  return out;
}

Result<Outcome> Writer::add_list(const ListEntry& entry, const std::string& added) {
  std::vector<std::string> hashes;
  Seal identity;
  identity.add(entry.dataset);
  for (const auto& file : entry.files) {
    auto hash = originals_.put(file.bytes);
    if (!hash) return std::unexpected(hash.error());
    identity.add(*hash);
    hashes.push_back(std::move(*hash));
  }
  const std::string id = identity.hex();
  auto transaction = Transaction::begin(db_);
  if (!transaction) return std::unexpected(transaction.error());
  auto pen = Pen::open(db_);
  if (!pen) return std::unexpected(pen.error());
  auto outcome = find(db_, "list", id);
  if (!outcome || outcome->revision > 0) return outcome;
  if (auto ok = insert_list(*pen, entry, hashes, id, added); !ok)
    return std::unexpected(ok.error());
  if (auto ok = insert_names(db_, entry.entities, pen->revision(), keys_); !ok)
    return std::unexpected(ok.error());
  if (auto ok = rebuild_links(db_, keys_); !ok) return std::unexpected(ok.error());
  outcome = find(db_, "list", id);
  if (!outcome) return outcome;
  if (auto ok = transaction->commit(); !ok) return std::unexpected(ok.error());
  outcome->added = true;
  return outcome;
}

Result<Outcome> Writer::add_judgement(const Judgement& judgement, const std::string& added) {
  if (auto ok = check(judgement); !ok) return std::unexpected(ok.error());
  auto transaction = Transaction::begin(db_);
  if (!transaction) return std::unexpected(transaction.error());
  auto held = find_holding(db_, judgement);
  if (!held || held->revision > 0) return held;
  auto pen = Pen::open(db_);
  if (!pen) return std::unexpected(pen.error());
  const std::string id = judgement_id(judgement, added);
  if (auto outcome = find(db_, "judgement", id); !outcome || outcome->revision > 0) return outcome;
  if (auto ok = insert_judgement(*pen, judgement, id, added); !ok)
    return std::unexpected(ok.error());
  if (auto ok = transaction->commit(); !ok) return std::unexpected(ok.error());
  return Outcome{id, pen->revision(), true, 0};
}

}  // namespace entente
