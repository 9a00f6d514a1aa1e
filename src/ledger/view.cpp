// A filter's actors and id become rows of claims by the derived tables; the rest of it becomes SQL
// conditions on those rows, or on all of them.
#include "ledger/view.h"

#include <algorithm>
#include <filesystem>
#include <limits>

#include "base/date.h"
#include "base/hash.h"
#include "ledger/candidates.h"
#include "ledger/claim_rows.h"
#include "ledger/rows.h"
#include "ledger/schema.h"
#include "ledger/source_counts.h"

namespace entente {
namespace {

// SQL conditions with their parameters: no value is ever spliced into a statement.
class Conditions {
 public:
  void add(std::string_view condition, const std::vector<std::string>& values) {
    sql_ += (sql_.empty() ? "" : " AND ") + std::string(condition);
    values_.insert(values_.end(), values.begin(), values.end());
  }
  template <class List>
  void add_one_of(std::string_view column, const List& list) {
    if (list.empty()) return;
    std::string sql = std::string(column) + " IN (";
    std::vector<std::string> values;
    for (const auto item : list) {
      sql += values.empty() ? "?" : ", ?";
      values.emplace_back(name(item));
    }
    add(sql + ")", values);
  }
  const std::string& sql() const { return sql_; }
  int count() const { return static_cast<int>(values_.size()); }
  void bind(Query& query) const {
    for (size_t i = 0; i < values_.size(); ++i) query.bind(static_cast<int>(i) + 1, values_[i]);
  }

 private:
  std::string sql_;
  std::vector<std::string> values_;
};

// Days since 1970, as claims store them.
std::string day_number(const std::string& iso) {
  const auto day = parse_date(iso);
  return day ? std::to_string(days_from_epoch(first_day(*day))) : "NULL";
}

void add_domains(Conditions& out, const std::vector<Domain>& domains) {
  if (domains.empty()) return;
  std::vector<Kind> of_them;
  for (const auto& row : kinds())
    if (std::find(domains.begin(), domains.end(), row.domain) != domains.end())
      of_them.push_back(row.kind);
  out.add_one_of("c.kind", of_them);
}

Conditions conditions_of(const ClaimFilter& f, const std::string& revision_max) {
  Conditions out;
  out.add("c.revision <= " + revision_max, {});
  out.add_one_of("c.kind", f.kinds);
  add_domains(out, f.domains);
  out.add_one_of("c.modality", f.modalities);
  if (f.polarity) out.add(*f.polarity == Polarity::negative ? "c.negative" : "NOT c.negative", {});
  if (!f.since.empty())
    out.add("(c.until >= " + day_number(f.since) + " OR (c.until IS NULL AND c.since IS NOT NULL))",
            {});
  if (!f.until.empty())
    out.add("(c.since <= " + day_number(f.until) + " OR (c.since IS NULL AND c.until IS NOT NULL))",
            {});
  if (!f.document.empty())
    out.add("c.document = (SELECT row FROM documents WHERE id = x'" +
                (from_hex(f.document) ? f.document : "") + "')",
            {});
  if (!f.source.empty()) {
    const std::string part = like_pattern(f.source);
    out.add(
        "c.document IN (SELECT row FROM documents WHERE publisher LIKE ? ESCAPE '\\' OR "
        "title LIKE ? ESCAPE '\\' OR path LIKE ? ESCAPE '\\' OR url LIKE ? ESCAPE '\\' OR "
        "hex(id) LIKE ? ESCAPE '\\')",
        {part, part, part, part, part});
  }
  return out;
}

Status fill_entities(Resolver& resolver, Claim& claim) {
  for (const auto& [role, list] : roles_of(claim)) {
    if (role == "where") continue;
    for (const auto& mention : *list) {
      const auto found = resolver.entities_of(mention.text);
      if (!found) return std::unexpected(found.error());
      if (mention.entity.empty() && !(*found)->empty())
        const_cast<Mention&>(mention).entity = (*found)->front();
    }
  }
  return {};
}

template <class Step>
Status each_row(const std::vector<int64_t>& rows, Query& query, int parameter, Step step,
                const bool& go_on) {
  for (const int64_t row : rows) {
    query.reset();
    query.bind(parameter, row);
    if (const auto found = step(); !found) return std::unexpected(found.error());
    if (!go_on) break;
  }
  return {};
}

Result<int64_t> one_number(const Database& db, const std::string& sql) {
  auto query = db.prepare(sql);
  if (!query) return std::unexpected(query.error());
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  return *row ? query->integer(0) : 0;
}

Result<std::vector<std::string>> column(Query& query) {
  std::vector<std::string> out;
  for (;;) {
    const auto row = query.step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.emplace_back(query.text(0));
  }
}

}  // namespace

Result<View> View::open(const std::string& path, const Options& options) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return fail(Code::not_found, "no ledger there", path, {},
                "entente add --ledger " + path + " FILE");
  auto db = open_ledger(path, Database::Mode::read, options.busy_ms);
  if (!db) return std::unexpected(db.error());
  const auto tables = has_tables(*db);
  if (!tables) return std::unexpected(tables.error());
  if (!*tables) return fail(Code::not_found, "the ledger is empty", path, {}, "entente add FILE");
  const int64_t max =
      options.revision_max > 0 ? options.revision_max : std::numeric_limits<int64_t>::max();
  if (options.known_by.empty()) return View(std::move(*db), max, options);
  const auto last = View(std::move(*db), max, {}).revision_on(options.known_by);
  if (!last) return std::unexpected(last.error());
  db = open_ledger(path, Database::Mode::read, options.busy_ms);
  if (!db) return std::unexpected(db.error());
  return View(std::move(*db), std::min(max, *last), options);
}

View::View(Database db, int64_t revision_max, const Options& options)
    : db_(std::make_unique<Database>(std::move(db))),
      revision_max_(revision_max),
      file_names_(options.file_names),
      resolver_(*db_, options.keys, revision_max) {}

void View::name_file(std::string& path) const {
  if (file_names_) path.erase(0, path.find_last_of("/\\") + 1);
}

Result<View> View::earlier(int64_t revision) const {
  const Options options{.keys = keys(), .file_names = file_names_};
  auto db = open_ledger(db_->path(), Database::Mode::read, options.busy_ms);
  if (!db) return std::unexpected(db.error());
  // Not by open(): of a view that holds nothing, at revision 0, there is nothing earlier.
  return View(std::move(*db), std::min(revision, revision_max_), options);
}

Result<View> View::again() const {
  const auto last = revision();  // one that enters meanwhile is seen by neither
  if (!last) return std::unexpected(last.error());
  return earlier(*last);
}

// Rows are numbered from 1 without a gap, and a later row is of no earlier revision.
Result<int64_t> View::rows_until(std::string_view table, int64_t revision) const {
  const std::string name(table);
  const auto all = one_number(*db_, "SELECT max(row) FROM " + name);
  if (!all) return all;
  auto query = db_->prepare("SELECT revision FROM " + name + " WHERE row = ?");
  if (!query) return std::unexpected(query.error());
  int64_t within = 0, beyond = *all + 1;
  while (beyond - within > 1) {
    // The end first: most ask for all there is.
    const int64_t at = beyond == *all + 1 && within == 0 ? *all : (within + beyond) / 2;
    query->reset();
    query->bind(1, at);
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    (*row && query->integer(0) <= revision ? within : beyond) = at;
  }
  return within;
}

Result<int64_t> View::revision() const {
  return one_number(*db_, "SELECT max(revision) FROM revisions WHERE revision <= " +
                              std::to_string(revision_max_));
}

Result<int64_t> View::last_row(int64_t revision) const {
  return rows_until("claims", std::min(revision, revision_max_));
}

Result<Counts> View::counts() const {
  Counts out;
  const auto last = revision();
  if (!last) return std::unexpected(last.error());
  out.revision = *last;
  const std::pair<const char*, int64_t*> tables[] = {{"documents", &out.documents},
                                                     {"claims", &out.claims},
                                                     {"lists", &out.lists},
                                                     {"judgements", &out.judgements}};
  for (const auto& [name, target] : tables) {
    const auto rows = rows_until(name, revision_max_);
    if (!rows) return std::unexpected(rows.error());
    *target = *rows;
  }
  const auto rows = rows_until("entities", revision_max_);
  if (!rows) return std::unexpected(rows.error());
  const auto entities = one_number(
      *db_, "SELECT count(DISTINCT id) FROM entities WHERE row <= " + std::to_string(*rows));
  if (!entities) return std::unexpected(entities.error());
  out.entities = *entities;
  return out;
}

// From the end: the days asked for are mostly the last ones.
Result<int64_t> View::revision_on(const std::string& day) const {
  auto query = db_->prepare(
      "SELECT revision FROM revisions WHERE substr(added, 1, 10) <= ? ORDER BY revision DESC "
      "LIMIT 1");
  if (!query) return std::unexpected(query.error());
  query->bind(1, day);
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  return *row ? query->integer(0) : 0;
}

Status View::claims(const ClaimFilter& filter,
                    const std::function<bool(StoredClaim&&)>& take) const {
  const auto rows = rows_of(filter);
  if (!rows) return std::unexpected(rows.error());
  return each_claim({.these = *rows ? &**rows : nullptr}, filter, take);
}

Status View::claims_at(const std::vector<int64_t>& rows, const ClaimFilter& filter,
                       const std::function<bool(StoredClaim&&)>& take) const {
  return each_claim({.these = &rows}, filter, take);
}

Status View::claims_between(int64_t first, int64_t last, const ClaimFilter& filter,
                            const std::function<bool(StoredClaim&&)>& take) const {
  return each_claim({.first = first, .last = last}, filter, take);
}

Result<std::optional<std::vector<int64_t>>> View::rows_of(const ClaimFilter& filter) const {
  const auto decisions = decided();
  if (!decisions) return std::unexpected(decisions.error());
  return candidate_rows(*db_, filter, **decisions, resolver_);
}

Status View::each_claim(const Rows& rows, const ClaimFilter& filter,
                        const std::function<bool(StoredClaim&&)>& take) const {
  const ReadLock lock(*db_);
  const auto decisions = decided();
  if (!decisions) return std::unexpected(decisions.error());
  const Conditions conditions = conditions_of(filter, std::to_string(revision_max_));
  auto query = db_->prepare("SELECT " + std::string(ClaimRows::kColumns) + " FROM claims c WHERE " +
                            conditions.sql() +
                            (rows.these   ? " AND c.row = ?"
                             : rows.all() ? " ORDER BY c.row"
                                          : " AND c.row BETWEEN ? AND ? ORDER BY c.row"));
  if (!query) return std::unexpected(query.error());
  conditions.bind(*query);
  ClaimRows reader(*db_);
  bool go_on = true;
  const auto step = [&]() -> Result<bool> {  // true: there was a row
    const auto row = query->step();
    if (!row || !*row) return row;
    auto claim = reader.read(*query);
    if (!claim) return std::unexpected(claim.error());
    const int64_t rejected = (*decisions)->rejected(claim->id, claim->document.id);
    if (rejected != 0 && !filter.with_rejected) return true;
    if (auto ok = fill_entities(resolver_, *claim); !ok) return std::unexpected(ok.error());
    name_file(claim->document.path);
    const auto document = reader.document(query->integer(2));
    if (!document) return std::unexpected(document.error());
    go_on = take({std::move(*claim), query->integer(0), query->integer(1), rejected, *document});
    return true;
  };
  if (rows.these) return each_row(*rows.these, *query, conditions.count() + 1, step, go_on);
  if (!rows.all())
    query->bind(conditions.count() + 1, rows.first).bind(conditions.count() + 2, rows.last);
  for (;;)
    if (const auto row = step(); !row || !*row || !go_on)
      return row ? Status{} : std::unexpected(row.error());
}

Result<std::optional<StoredDocument>> View::document(const std::string& id) const {
  const auto bytes = from_hex(id);
  if (!bytes) return std::nullopt;
  if (!document_) {
    auto made = db_->prepare(
        "SELECT d.id, d.path, d.url, d.title, d.publisher, d.published, d.language, d.text, "
        "d.blocks, d.revision, r.added FROM documents d JOIN revisions r USING (revision) "
        "WHERE d.id = ? AND d.revision <= ?");
    if (!made) return std::unexpected(made.error());
    document_ = std::move(*made);
  }
  auto* query = &*document_;
  query->reset();
  query->bind_blob(1, *bytes).bind(2, revision_max_);
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  const auto text = [&](int column) { return std::string(query->text(column)); };
  auto blocks = decode_blocks(query->text(8));
  if (!blocks) return std::unexpected(blocks.error());
  StoredDocument out{
      {id, text(1), text(2), text(3), text(4), text(5), text(6), text(7), std::move(*blocks)},
      query->integer(9),
      text(10)};
  name_file(out.document.path);
  query->reset();  // ends the read
  return out;
}

Result<std::vector<std::string>> View::document_ids(const std::string& prefix,
                                                    size_t count_max) const {
  const auto range = id_range(prefix, 32);
  if (!range) return std::vector<std::string>{};
  auto query = db_->prepare(
      "SELECT lower(hex(id)) FROM documents WHERE id BETWEEN ? AND ? AND revision <= ? "
      "ORDER BY row LIMIT ?");
  if (!query) return std::unexpected(query.error());
  query->bind_blob(1, range->first).bind_blob(2, range->second).bind(3, revision_max_);
  query->bind(4, static_cast<int64_t>(count_max));
  return column(*query);
}

Result<std::vector<SourceCount>> View::sources() const {
  return count_sources(*db_, revision_max_, {});
}

Result<std::vector<std::string>> View::newest_documents(size_t offset, size_t count_max) const {
  const auto last = rows_until("documents", revision_max_);
  if (!last) return std::unexpected(last.error());
  auto query =
      db_->prepare("SELECT lower(hex(id)) FROM documents WHERE row <= ? ORDER BY row DESC LIMIT ?");
  if (!query) return std::unexpected(query.error());
  query->bind(1, *last - static_cast<int64_t>(offset));
  query->bind(2, static_cast<int64_t>(count_max));
  return column(*query);
}

Result<std::vector<StoredJudgement>> View::judgements() const {
  return read_judgements(*db_, revision_max_);
}

Result<const Decided*> View::decided() const {
  if (!decided_) {
    const auto all = judgements();
    if (!all) return std::unexpected(all.error());
    decided_.emplace(*all);
  }
  resolver_.decide(*decided_);  // each time: a view may have been moved
  return &*decided_;
}

Result<std::vector<std::string>> View::sources_named(const std::string& name) const {
  auto query = db_->prepare(
      "SELECT name FROM sources WHERE name = ? COLLATE NOCASE AND revision <= ? ORDER BY row");
  if (!query) return std::unexpected(query.error());
  query->bind(1, name).bind(2, revision_max_);
  return column(*query);
}

Result<std::optional<StoredEntity>> View::entity(const std::string& id) const {
  auto query = db_->prepare(
      "SELECT e.row, e.schema, e.caption, s.name, l.edition, e.revision FROM entities e "
      "JOIN lists l ON l.row = e.list JOIN sources s ON s.row = l.source "
      "WHERE e.id = ? AND e.revision <= ? ORDER BY e.row DESC LIMIT 1");
  auto statements = db_->prepare(
      "SELECT property, value, language, place FROM statements WHERE entity = ? ORDER BY position");
  if (!query) return std::unexpected(query.error());
  if (!statements) return std::unexpected(statements.error());
  query->bind(1, id).bind(2, revision_max_);
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  const auto text = [](const Query& q, int column) { return std::string(q.text(column)); };
  StoredEntity out{{id, text(*query, 1), text(*query, 2), text(*query, 3), text(*query, 4), {}},
                   query->integer(5)};
  if (auto ok = fill_statements(*statements, query->integer(0), out.entity); !ok)
    return std::unexpected(ok.error());
  return out;
}

Result<std::vector<StoredEntity>> View::entities_added_after(int64_t revision,
                                                             size_t count_max) const {
  auto query = db_->prepare(
      "SELECT e.id, e.schema, e.caption, s.name, l.edition, min(e.revision) FROM entities e "
      "JOIN lists l ON l.row = e.list JOIN sources s ON s.row = l.source "
      "WHERE e.revision > ?1 AND e.revision <= ?2 AND NOT EXISTS "
      "(SELECT 1 FROM entities old WHERE old.id = e.id AND old.revision <= ?1) "
      "GROUP BY e.id ORDER BY e.row LIMIT ?3");
  if (!query) return std::unexpected(query.error());
  query->bind(1, revision).bind(2, revision_max_).bind(3, static_cast<int64_t>(count_max));
  std::vector<StoredEntity> out;
  for (;;) {
    const auto more = query->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return out;
    const auto text = [&](int column) { return std::string(query->text(column)); };
    out.push_back({{text(0), text(1), text(2), text(3), text(4), {}}, query->integer(5)});
  }
}

Result<std::vector<std::string>> View::entities_named(const std::string& key) const {
  auto query = db_->prepare(
      "SELECT entity FROM names WHERE key = ? AND revision <= ? ORDER BY revision, entity");
  if (!query) return std::unexpected(query.error());
  query->bind(1, key).bind(2, revision_max_);
  return column(*query);
}

Result<std::vector<std::string>> View::mentions_like(const std::string& part, int count_max) const {
  auto query = db_->prepare(
      "SELECT DISTINCT text FROM namings JOIN claims c ON c.row = namings.claim "
      "WHERE text LIKE ? ESCAPE '\\' AND c.revision <= ? ORDER BY namings.row LIMIT ?");
  if (!query) return std::unexpected(query.error());
  query->bind(1, like_pattern(part)).bind(2, revision_max_).bind(3, int64_t{count_max});
  return column(*query);
}

}  // namespace entente
