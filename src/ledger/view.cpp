// A filter becomes one SELECT whose conditions stand on indexes where there are some (state of a
// mention, entity of a link); claims are then parsed from the JSON they were stored as, so that
// what is shown is what was read.
#include "ledger/view.h"

#include <algorithm>
#include <filesystem>
#include <limits>

#include "base/text.h"
#include "ledger/rows.h"
#include "ledger/schema.h"
#include "model/claim_json.h"

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
  void bind(Query& query) const {
    for (size_t i = 0; i < values_.size(); ++i) query.bind(static_cast<int>(i) + 1, values_[i]);
  }

 private:
  std::string sql_;
  std::vector<std::string> values_;
};

std::string like_pattern(std::string_view part) {
  std::string out = "%";
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

void add_actor(Conditions& out, const std::vector<ActorSign>& signs, bool any_role,
               const std::string& revision_max, const Decided& decided) {
  const std::string roles =
      any_role ? "" : " AND role IN ('subject', 'counterpart', 'against', 'via')";
  std::string sql;
  std::vector<std::string> values;
  for (const auto& sign : signs) {
    if (!sql.empty()) sql += " UNION ";
    if (!sign.state.empty()) {
      sql += "SELECT claim FROM mentions WHERE state = ?" + roles;
      values.push_back(sign.state);
    } else if (!sign.entity.empty()) {
      const auto merged = decided.together(sign.entity);
      sql += "SELECT claim FROM links WHERE entity IN (?";
      for (size_t i = 1; i < merged.size(); ++i) sql += ", ?";
      sql += ") AND revision <= " + revision_max + roles;
      values.insert(values.end(), merged.begin(), merged.end());
    } else {
      sql += "SELECT claim FROM mentions WHERE text LIKE ? ESCAPE '\\'" + roles;
      values.push_back(like_pattern(sign.text));
    }
  }
  out.add("c.row IN (" + sql + ")", values);
}

Conditions conditions_of(const ClaimFilter& f, const std::string& revision_max,
                         const Decided& decided) {
  Conditions out;
  out.add("c.revision <= " + revision_max, {});
  for (const auto& signs : f.actors) add_actor(out, signs, f.any_role, revision_max, decided);
  out.add_one_of("c.kind", f.kinds);
  out.add_one_of("c.domain", f.domains);
  out.add_one_of("c.modality", f.modalities);
  if (f.polarity) out.add("c.polarity = ?", {std::string(name(*f.polarity))});
  if (!f.since.empty()) out.add("(c.until >= ? OR (c.until = '' AND c.since <> ''))", {f.since});
  if (!f.until.empty()) out.add("(c.since <= ? AND c.since || c.until <> '')", {f.until});
  if (!f.document.empty()) out.add("d.id = ?", {f.document});
  if (!f.id.empty()) out.add("substr(c.id, 1, length(?)) = ?", {f.id, f.id});
  if (!f.source.empty()) {
    const std::string part = like_pattern(f.source);
    out.add(
        "(d.publisher LIKE ? ESCAPE '\\' OR d.title LIKE ? ESCAPE '\\' OR "
        "d.path LIKE ? ESCAPE '\\' OR d.url LIKE ? ESCAPE '\\' OR d.id LIKE ? ESCAPE '\\')",
        {part, part, part, part, part});
  }
  return out;
}

// The first link of each mention: that of the list that came first.
Status fill_entities(Query& links, int64_t row, Claim& claim) {
  links.reset();
  links.bind(1, row);
  for (;;) {
    const auto more = links.step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    auto* role = find_role(claim, links.text(0));
    const auto position = static_cast<size_t>(links.integer(1));
    if (role && position < role->size() && (*role)[position].entity.empty())
      (*role)[position].entity = links.text(2);
  }
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
  View out(std::move(*db), max);
  if (options.known_by.empty()) return out;
  const auto last = out.revision_on(options.known_by);
  if (!last) return std::unexpected(last.error());
  out.revision_max_ = std::min(max, *last);
  return out;
}

Result<Counts> View::counts() const {
  const std::string limit = " WHERE revision <= " + std::to_string(revision_max_);
  Counts out;
  const std::pair<const char*, int64_t*> all[] = {
      {"max(revision) FROM revisions", &out.revision},
      {"count(*) FROM documents", &out.documents},
      {"count(*) FROM claims", &out.claims},
      {"count(*) FROM lists", &out.lists},
      {"count(DISTINCT id) FROM entities", &out.entities},
      {"count(*) FROM judgements", &out.judgements}};
  for (const auto& [what, target] : all) {
    const auto value = one_number(db_, "SELECT " + std::string(what) + limit);
    if (!value) return std::unexpected(value.error());
    *target = *value;
  }
  return out;
}

Result<int64_t> View::revision_on(const std::string& day) const {
  auto query = db_.prepare("SELECT max(revision) FROM revisions WHERE substr(added, 1, 10) <= ?");
  if (!query) return std::unexpected(query.error());
  query->bind(1, day);
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  return query->integer(0);
}

Status View::claims(const ClaimFilter& filter,
                    const std::function<bool(StoredClaim&&)>& take) const {
  const std::string revision_max = std::to_string(revision_max_);
  const auto decisions = decided();
  if (!decisions) return std::unexpected(decisions.error());
  const Conditions conditions = conditions_of(filter, revision_max, **decisions);
  auto query = db_.prepare(
      "SELECT c.row, c.json, c.revision FROM claims c JOIN documents d ON d.row = c.document "
      "WHERE " +
      conditions.sql() + " ORDER BY c.document, c.position");
  if (!query) return std::unexpected(query.error());
  auto links = db_.prepare(
      "SELECT role, position, entity FROM links WHERE claim = ? AND revision <= " + revision_max +
      " ORDER BY role, position, revision, entity");
  if (!links) return std::unexpected(links.error());
  conditions.bind(*query);
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    auto claim = claim_from_json(query->text(1));
    if (!claim)
      return fail(Code::ledger_corrupt, "a claim that is no claim: " + claim.error().what,
                  db_.path() + ": claims row " + std::to_string(query->integer(0)),
                  claim.error().piece, "entente verify --ledger " + db_.path());
    const int64_t rejected = (*decisions)->rejected(claim->id, claim->document.id);
    if (rejected != 0 && !filter.with_rejected) continue;
    if (auto ok = fill_entities(*links, query->integer(0), *claim); !ok) return ok;
    if (!take({std::move(*claim), query->integer(2), rejected})) return {};
  }
}

Result<std::optional<StoredDocument>> View::document(const std::string& id) const {
  auto query = db_.prepare(
      "SELECT d.id, d.path, d.url, d.title, d.publisher, d.published, d.language, d.text, "
      "d.blocks, "
      "d.revision, r.added FROM documents d JOIN revisions r USING (revision) "
      "WHERE d.id = ? AND d.revision <= ?");
  if (!query) return std::unexpected(query.error());
  query->bind(1, id).bind(2, revision_max_);
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  const auto text = [&](int column) { return std::string(query->text(column)); };
  auto blocks = decode_blocks(query->text(8));
  if (!blocks) return std::unexpected(blocks.error());
  StoredDocument out{
      {text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), std::move(*blocks)},
      query->integer(9),
      text(10)};
  return out;
}

Result<std::vector<std::string>> View::document_ids(const std::string& prefix,
                                                    size_t count_max) const {
  auto query = db_.prepare(
      "SELECT id FROM documents WHERE substr(id, 1, length(?1)) = ?1 AND revision <= ?2 "
      "ORDER BY row LIMIT ?3");
  if (!query) return std::unexpected(query.error());
  query->bind(1, prefix).bind(2, revision_max_).bind(3, static_cast<int64_t>(count_max));
  return column(*query);
}

Result<std::vector<StoredJudgement>> View::judgements() const {
  return read_judgements(db_, revision_max_);
}

Result<const Decided*> View::decided() const {
  if (!decided_) {
    const auto all = judgements();
    if (!all) return std::unexpected(all.error());
    decided_.emplace(*all);
  }
  return &*decided_;
}

Result<std::vector<std::string>> View::sources_named(const std::string& name) const {
  auto query = db_.prepare(
      "SELECT name FROM sources WHERE name = ? COLLATE NOCASE AND revision <= ? ORDER BY row");
  if (!query) return std::unexpected(query.error());
  query->bind(1, name).bind(2, revision_max_);
  return column(*query);
}

Result<std::optional<StoredEntity>> View::entity(const std::string& id) const {
  auto query = db_.prepare(
      "SELECT e.row, e.schema, e.caption, s.name, l.edition, e.revision FROM entities e "
      "JOIN lists l ON l.row = e.list JOIN sources s ON s.row = l.source "
      "WHERE e.id = ? AND e.revision <= ? ORDER BY e.row DESC LIMIT 1");
  auto statements = db_.prepare(
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
  statements->bind(1, query->integer(0));
  for (;;) {
    const auto more = statements->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return out;
    out.entity.statements.push_back(
        {text(*statements, 0), text(*statements, 1), text(*statements, 2), text(*statements, 3)});
  }
}

Result<std::vector<StoredEntity>> View::entities_added_after(int64_t revision,
                                                             size_t count_max) const {
  auto query = db_.prepare(
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
  auto query = db_.prepare(
      "SELECT entity FROM names WHERE key = ? AND revision <= ? ORDER BY revision, entity");
  if (!query) return std::unexpected(query.error());
  query->bind(1, key).bind(2, revision_max_);
  return column(*query);
}

Result<std::vector<std::string>> View::mentions_like(const std::string& part, int count_max) const {
  auto query = db_.prepare(
      "SELECT text FROM mentions WHERE text LIKE ? ESCAPE '\\' AND role IN "
      "('subject', 'counterpart', 'against', 'via') GROUP BY text "
      "ORDER BY count(*) DESC, text LIMIT ?");
  if (!query) return std::unexpected(query.error());
  query->bind(1, like_pattern(part)).bind(2, int64_t{count_max});
  return column(*query);
}

}  // namespace entente
