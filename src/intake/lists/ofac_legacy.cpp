// OFAC's lists in its legacy tables: sdn.csv (one row an entity), alt.csv (aliases), add.csv
// (addresses), sdn_comments.csv (remarks that did not fit), without header rows; of the
// consolidated list of others than SDNs, cons_prim.csv, cons_alt.csv, cons_add.csv,
// cons_comments.csv. The tables carry no date; the edition comes from the caller.
//
// A table cut in the middle is seen by its last row, or by aliases and addresses of entities that
// are not there. Source of the columns: OFAC, "SDN data formats". Tests: lists_test.cpp.
#include <algorithm>
#include <array>
#include <filesystem>
#include <span>
#include <unordered_map>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/documents/encoding.h"
#include "intake/lists/byte_stream.h"
#include "intake/lists/countries.h"
#include "intake/lists/csv.h"
#include "intake/lists/list_format.h"
#include "intake/lists/ofac_remarks.h"

namespace entente::intake {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSdnColumns[] = {"ent_num", "SDN_Name",  "SDN_Type",   "Program",
                                            "Title",   "Call_Sign", "Vess_type",  "Tonnage",
                                            "GRT",     "Vess_flag", "Vess_owner", "Remarks"};
constexpr std::string_view kAltColumns[] = {
    "ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks",
};
constexpr std::string_view kAddColumns[] = {
    "ent_num", "Add_num", "Address", "City/State/Province/Postal Code", "Country", "Add_remarks"};
constexpr std::string_view kCommentColumns[] = {"ent_num", "Remarks"};

struct Table {
  std::string_view name;
  std::span<const std::string_view> columns;
  bool required;
};

// A list in these tables: the main one, aliases, addresses, the rest of remarks.
struct Family {
  Table main, alt, add, comments;
  std::string_view series;
};
constexpr Family kSdn{{"sdn", kSdnColumns, true},
                      {"alt", kAltColumns, true},
                      {"add", kAddColumns, true},
                      {"sdn_comments", kCommentColumns, false},
                      "us_ofac_sdn"};
constexpr Family kCons{{"cons_prim", kSdnColumns, true},
                       {"cons_alt", kAltColumns, true},
                       {"cons_add", kAddColumns, true},
                       {"cons_comments", kCommentColumns, false},
                       "us_ofac_cons"};

bool is_named(std::string_view file_name, const Table& table) {
  return file_name.starts_with(std::string(table.name) + ".csv");
}

const Family& family_of(const std::string& main_file) {
  return is_named(lower(fs::path(main_file).filename().string()), kCons.main) ? kCons : kSdn;
}

struct Row {
  std::vector<std::string> fields;  // "-0-" is empty
  std::string place;
  const std::string& operator[](size_t i) const { return fields[i]; }
};

bool is_number(std::string_view s) {
  return !s.empty() && std::ranges::all_of(s, [](char c) { return is_digit(c); });
}

bool is_header(const std::vector<std::string>& fields, const Table& table) {
  return !fields.empty() && equals_ignoring_case(trim(fields[0]), table.columns[0]);
}

Status check_header(const std::vector<std::string>& fields, const Table& table,
                    const std::string& place) {
  for (const std::string& field : fields)
    if (std::ranges::none_of(table.columns, [&](std::string_view c) {
          return equals_ignoring_case(c, trim(field));
        }))
      return fail(Code::unknown_column, "a column that the table does not define", place, field);
  return {};
}

Status check_row(const std::vector<std::string>& fields, const Table& table, const CsvReader& csv) {
  const size_t wanted = table.columns.size();
  const bool last_whole = !csv.may_be_cut() || trim(fields.back()) == "-0-";
  if (csv.may_be_cut() && (fields.size() < wanted || !last_whole))
    return fail(Code::truncated, "the table ends in the middle of a row", csv.place(),
                shorten(fields.back(), 80), "fetch the list again");
  if (fields.size() > wanted)
    return fail(
        Code::unknown_column,
        std::to_string(fields.size()) + " columns where the table has " + std::to_string(wanted),
        csv.place(), shorten(fields[wanted], 80));
  if (fields.size() < wanted)
    return fail(Code::unknown_column,
                "lacks the column " + std::string(table.columns[fields.size()]), csv.place(),
                shorten(fields[0], 80));
  if (!is_number(trim(fields[0])))
    return fail(Code::malformed, "the entity number is none", csv.place(), shorten(fields[0], 80));
  return {};
}

Status parse_table(std::string_view text, const std::string& name, const Table& table,
                   std::vector<Row>& rows) {
  CsvReader csv(text, name);
  std::vector<std::string> fields;
  for (bool first = true;; first = false) {
    const auto more = csv.next(fields);
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    if (first && is_header(fields, table)) {
      if (auto status = check_header(fields, table, csv.place()); !status) return status;
      continue;
    }
    if (auto status = check_row(fields, table, csv); !status) return status;
    for (std::string& field : fields) {
      field = std::string(trim(field));
      if (field == "-0-") field.clear();
    }
    rows.push_back({fields, csv.place()});
  }
}

// The file of a table beside sdn.csv, with the same spelling and packing where possible.
std::string find_table_file(const std::string& main_file, const Table& table) {
  const fs::path main(main_file);
  const std::string name(table.name);
  for (const std::string& candidate : {name + ".csv", name + ".csv.gz", name + ".CSV"}) {
    const fs::path path = main.parent_path() / candidate;
    std::error_code ignored;
    if (fs::exists(path, ignored)) return path.string();
  }
  std::string upper = name;
  for (char& c : upper) c = is_lower(c) ? static_cast<char>(c - 32) : c;
  const fs::path path = main.parent_path() / (upper + ".CSV");
  std::error_code ignored;
  return fs::exists(path, ignored) ? path.string() : std::string{};
}

Status read_table(const std::string& main_file, const Table& table, const ListOptions& options,
                  std::vector<Row>& rows, ListReport& report) {
  const bool is_main = table.columns.data() == kSdnColumns;
  const std::string file = is_main ? main_file : find_table_file(main_file, table);
  if (file.empty()) {
    if (!table.required) return {};
    return fail(Code::not_found, "the list has no " + std::string(table.name) + ".csv",
                fs::path(main_file).parent_path().string(), std::string(table.name) + ".csv",
                "put all tables of the list into one folder");
  }
  auto stream = ByteStream::open(file);
  if (!stream) return std::unexpected(stream.error());
  auto bytes = stream->read_all(options.bytes_max);
  if (!bytes) return std::unexpected(bytes.error());
  auto text = decode_text(*std::move(bytes), {}, file);
  if (!text) return std::unexpected(text.error());
  const std::string name = std::string(table.name) + ".csv";
  auto status = parse_table(*text, name, table, rows);
  report.parts.push_back({name, rows.size()});
  if (!status) {
    Error error = status.error();
    if (error.where.starts_with(name)) error.where.replace(0, name.size(), file);
    return std::unexpected(error);
  }
  return {};
}

std::string schema_of(const Row& row) {
  if (row[2] == "individual") return "Person";
  if (row[2] == "vessel") return "Vessel";
  if (row[2] == "aircraft") return "Airplane";
  return std::string(schema_of_organisation(row[1]));
}

// "NPWMD] [DPRK2" is two programmes.
void add_programs(EntityBuilder& out, std::string_view programs, const std::string& place) {
  while (!programs.empty()) {
    const size_t end = std::min(programs.find("] ["), programs.size());
    out.add("program", programs.substr(0, end), place);
    programs.remove_prefix(std::min(end + 3, programs.size()));
  }
}

EntityBuilder start_entity(const Row& row, const Family& family) {
  EntityBuilder out("ofac-" + row[0], schema_of(row), std::string(family.series));
  out.add("name", row[1], row.place);
  const bool is_person = row[2] == "individual";
  if (const size_t comma = row[1].find(", "); is_person && comma != std::string::npos) {
    out.add("lastName", row[1].substr(0, comma), row.place);
    out.add("firstName", row[1].substr(comma + 2), row.place);
  }
  add_programs(out, row[3], row.place);
  out.add(is_person ? "position" : "title", row[4], row.place);
  out.add("callSign", row[5], row.place);
  out.add("type", row[6], row.place);
  out.add("tonnage", row[7], row.place);
  out.add("grossRegisteredTonnage", row[8], row.place);
  const std::string flag = country_code(row[9]);
  out.add("flag", flag.empty() ? row[9] : flag, row.place);
  out.add("owner", row[10], row.place);
  out.add("topics", "sanction", row.place);
  return out;
}

struct Tables {
  const Family& family;
  std::vector<Row> sdn, alt, add, comments;
};

class Assembler {
 public:
  // Rows of entities that are not there fail, or are passed over where sdn.csv is known to be cut.
  Assembler(const Tables& tables, bool pass_over_orphans)
      : tables_(tables), pass_over_orphans_(pass_over_orphans) {}

  Status assemble(const EntitySink& out) {
    for (const Row& row : tables_.sdn) {
      if (!index_.emplace(row[0], entities_.size()).second)
        return fail(Code::malformed, "two entities with one number", row.place, row[0]);
      entities_.push_back(start_entity(row, tables_.family));
    }
    if (auto status = check_owners(); !status) return status;
    add_all_remarks();
    for (const Row& row : tables_.alt)
      if (EntityBuilder* entity = find(row[0]))
        entity->add(row[2] == "fka" ? "previousName" : "alias", row[3], row.place);
    for (const Row& row : tables_.add)
      if (EntityBuilder* entity = find(row[0])) add_address(*entity, row);
    for (EntityBuilder& entity : entities_) out(std::move(entity).build());
    return {};
  }

 private:
  EntityBuilder* find(const std::string& number) {
    const auto at = index_.find(number);
    return at == index_.end() ? nullptr : &entities_[at->second];
  }

  Status check_owners() {
    if (pass_over_orphans_) return {};
    for (const std::vector<Row>* rows : {&tables_.comments, &tables_.alt, &tables_.add})
      for (const Row& row : *rows)
        if (!find(row[0]))
          return fail(Code::truncated,
                      "belongs to entity " + row[0] + ", which " +
                          std::string(tables_.family.main.name) + ".csv does not hold",
                      row.place, row[0], "fetch all tables of the list again, on the same day");
    return {};
  }

  // Comments go on where the remarks were cut, in the middle of a word if need be.
  void add_all_remarks() {
    std::unordered_map<std::string, std::string> overflow;
    for (const Row& row : tables_.comments) overflow[row[0]] += row[1];
    for (size_t i = 0; i < tables_.sdn.size(); ++i) {
      const Row& row = tables_.sdn[i];
      const auto more = overflow.find(row[0]);
      add_remarks(entities_[i], more == overflow.end() ? row[11] : row[11] + more->second,
                  row.place);
    }
  }

  static void add_address(EntityBuilder& entity, const Row& row) {
    std::string address;
    for (size_t i : {2u, 3u, 4u})
      if (!row[i].empty()) address += (address.empty() ? "" : ", ") + row[i];
    if (address != row[4]) entity.add("address", address, row.place);
    const std::string code = country_code(row[4]);
    entity.add("country", code.empty() ? row[4] : code, row.place);
  }

  const Tables& tables_;
  bool pass_over_orphans_;
  std::unordered_map<std::string, size_t> index_;
  std::vector<EntityBuilder> entities_;
};

Status read_ofac(const std::string& file, const ListOptions& options, const EntitySink& out,
                 ListReport& report) {
  const Family& family = family_of(file);
  report.series = family.series;
  Tables tables{family, {}, {}, {}, {}};
  const std::array<std::pair<const Table*, std::vector<Row>*>, 4> parts{
      {{&family.main, &tables.sdn},
       {&family.alt, &tables.alt},
       {&family.add, &tables.add},
       {&family.comments, &tables.comments}}};
  Status cut;
  for (const auto& [table, rows] : parts) {
    auto status = read_table(file, *table, options, *rows, report);
    if (status) continue;
    if (!options.keep_partial || status.error().code != Code::truncated) return status;
    if (cut) cut = status;
  }
  if (auto status = Assembler(tables, !cut).assemble(out); !status) return status;
  return cut;
}

// Shape of the first row tells the tables apart; the name must agree for the smaller ones.
Role ofac_role(std::string_view head, std::string_view file_name) {
  const std::string name = lower(file_name);
  const std::string first_line(trim(head.substr(0, head.find('\n'))));
  CsvReader csv(first_line, {});
  std::vector<std::string> fields;
  const auto more = csv.next(fields);
  if (!more || !*more) return Role::none;
  for (std::string& field : fields) field = std::string(trim(field));
  const bool numbered = is_number(fields[0]);
  const auto has_shape = [&](const Table& table) {
    return fields.size() == table.columns.size() && (numbered || is_header(fields, table));
  };
  const bool begins_as_main = numbered || is_header(fields, kSdn.main);
  if (has_shape(kSdn.main) ||
      (begins_as_main && (is_named(name, kSdn.main) || is_named(name, kCons.main))))
    return Role::main;
  for (const Family* family : {&kSdn, &kCons})
    for (const Table* table : {&family->alt, &family->add, &family->comments})
      if (has_shape(*table) && is_named(name, *table)) return Role::part;
  return Role::none;
}

}  // namespace

const ListFormat kOfacLegacy{
    {"us_ofac_sdn", "OFAC Specially Designated Nationals and Consolidated (non-SDN) Lists",
     "Office of Foreign Assets Control",
     "a folder with sdn.csv, alt.csv, add.csv and sdn_comments.csv, or with cons_prim.csv, "
     "cons_alt.csv, cons_add.csv and cons_comments.csv, plain or gzipped",
     "--published"},
    &ofac_role,
    &read_ofac,
    true};

}  // namespace entente::intake
