// Statement CSV of FollowTheMoney (statements.csv): a row a value, with the source that says it.
// Rows of one canonical id stand together and become one entity, which keeps of each row who says
// it and when it was seen (EntityRecord::sources), and of all of them the datasets, the ids that
// were merged, and the first and last time that any was seen. Source: nomenklatura, Statement;
// followthemoney.statement. Tests: table_lists_test.cpp.
#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/table.h"
#include "model/ftm.h"

namespace entente::intake {
namespace {

constexpr std::string_view kColumns[] = {
    "canonical_id",   "entity_id", "prop",       "prop_type", "schema", "value",  "dataset", "lang",
    "original_value", "external",  "first_seen", "last_seen", "id",     "origin", "target"};
constexpr std::string_view kRequired[] = {"canonical_id", "entity_id", "prop",
                                          "schema",       "value",     "dataset"};
constexpr TableSpec kSpec{kColumns, kRequired};

void put_once(std::vector<std::string>& list, std::string_view value) {
  if (!value.empty() && std::ranges::find(list, value) == list.end()) list.emplace_back(value);
}

// Of two schemata on one path, the narrower: a Person said to be a LegalEntity too is a Person.
std::string narrower(const std::string& a, std::string_view b) {
  const FtmSchema* other = find_ftm_schema(b);
  return a.empty() || (other && other->is_a(a)) ? std::string(b) : a;
}

void add_row(Entity& entity, const ForeignTable& row) {
  EntityRecord& record = entity.record;
  entity.schema = narrower(entity.schema, row["schema"]);
  put_once(record.datasets, row["dataset"]);
  put_once(record.origin, row["origin"]);
  if (row["entity_id"] != entity.id) put_once(record.referents, row["entity_id"]);
  const std::string first(row["first_seen"]), last(row["last_seen"]);
  if (!first.empty() && (record.first_seen.empty() || first < record.first_seen))
    record.first_seen = first;
  record.last_seen = std::max(record.last_seen, last);
  record.sources.push_back(
      {StatementSource::kNoValue, row["prop"] == "id" ? std::string(row["value"]) : std::string(),
       std::string(row["entity_id"]), std::string(row["schema"]), std::string(row["dataset"]),
       std::string(row["lang"]), std::string(row["original_value"]), std::string(row["external"]),
       first, last, std::string(row["id"]), std::string(row["origin"])});
  if (row["prop"] == "id") return;  // says that the entity is there
  record.sources.back().statement = entity.statements.size();
  Statement statement{std::string(row["prop"]), std::string(row["value"]), std::string(row["lang"]),
                      row.place()};
  const auto there = std::ranges::find_if(entity.statements, [&](const Statement& s) {
    return s.property == statement.property && s.value == statement.value;
  });
  if (there != entity.statements.end() && record.datasets.size() > 1) {  // two sources say the same
    record.sources.back().statement = static_cast<size_t>(there - entity.statements.begin());
    return;
  }
  if (entity.caption.empty() && statement.property == "name") entity.caption = statement.value;
  entity.statements.push_back(std::move(statement));
}

class StatementReader {
 public:
  StatementReader(const EntitySink& out, ListReport& report) : out_(out), report_(report) {}
  Status take(const ForeignTable& row) {
    for (const auto column : kRequired)
      if (row[column].empty())
        return fail(Code::malformed, "a statement without " + std::string(column), row.where());
    if (row["prop"].starts_with('@'))
      return fail(Code::malformed, "no name of a property", row.where(), shorten(row["prop"], 80));
    if (row["canonical_id"] != entity_.id) {
      end();
      entity_.id = row["canonical_id"];
      entity_.dataset = report_.series;
      if (!seen_.insert(entity_.id).second)
        return fail(Code::malformed, "the statements of an entity do not stand together",
                    row.where(), entity_.id, "sort the table by canonical_id");
    }
    add_row(entity_, row);
    if (entity_.record.last_seen.size() >= 10)
      report_.edition = std::max(report_.edition, entity_.record.last_seen.substr(0, 10));
    return {};
  }
  void end() {
    if (!entity_.id.empty()) out_(std::move(entity_));
    entity_ = {};
  }

 private:
  const EntitySink& out_;
  ListReport& report_;
  Entity entity_;
  std::unordered_set<std::string> seen_;
};

Status read_statements(const std::string& file, const ListOptions& options, const EntitySink& out,
                       ListReport& report) {
  auto table = ForeignTable::open(file, kSpec, options.bytes_max);
  if (!table) return std::unexpected(table.error());
  report.series = series_of(file, options);
  StatementReader reader(out, report);
  for (;;) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if (auto status = reader.take(*table); !status) return status;
  }
  reader.end();
  report.parts.push_back({place_name(file), table->rows()});
  return {};
}

Role statements_role(std::string_view head, std::string_view) {
  return has_columns(head, ',', kRequired) ? Role::main : Role::none;
}

}  // namespace

const ListFormat kFtmStatements{
    {"ftm_statements", "FollowTheMoney statements", "OpenSanctions and others",
     "statements.csv, sorted by canonical_id, plain or gzipped", "the latest last_seen"},
    &statements_role,
    &read_statements};

}  // namespace entente::intake
