// GLEIF level 2, "who owns whom": relationship records between legal entity identifiers, as JSON
// (the golden copy with {"$": value}, or the API's records) and as CSV. XML: gleif_xml.cpp.
//
// "Is consolidated by" is an accounting parent: control, and ownership of which no size is told, so
// it blocks nobody by shares alone. A direct and an ultimate parent are both told; the ultimate one
// is told as indirect. Funds and branches are their parent's: a branch is no company of its own.
// Exceptions ("no known person", "non consolidating", …) are owners not told. Source:
// gleif.org, Level 2 Data: Relationship Record Common Data File format 2.1.
#include "intake/owners/gleif.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "intake/lists/byte_stream.h"
#include "intake/lists/csv.h"
#include "intake/lists/json_stream.h"

namespace entente::intake {
namespace {

namespace sj = simdjson::dom;

struct RelationType {
  std::string_view name;
  bool control, ownership, indirect;
};
constexpr RelationType kTypes[] = {
    {"IS_DIRECTLY_CONSOLIDATED_BY", true, true, false},
    {"IS_ULTIMATELY_CONSOLIDATED_BY", true, true, true},
    {"IS_INTERNATIONAL_BRANCH_OF", true, true, false},
    {"IS_FUND-MANAGED_BY", false, false, false},
    {"IS_SUBFUND_OF", false, false, false},
    {"IS_FEEDER_TO", false, false, false},
};

// The same words with "_" or "-" and in any case: the API writes them otherwise than the files.
std::string plain(std::string_view word) {
  std::string out;
  for (const char c : word)
    if (c != '_' && c != '-') out += lower(c);
  return out;
}

}  // namespace

void take_gleif(const GleifRecord& r, size_t line, StakeBuilder& out) {
  ++out.report.records;
  const auto type = std::ranges::find_if(
      kTypes, [&](const RelationType& t) { return plain(t.name) == plain(r.type); });
  if (type == std::end(kTypes)) return out.leave_out("relationship \"" + r.type + "\"");
  if (plain(r.status) == "null" || plain(r.status) == "annulled" ||
      plain(r.registration) == "annulled")
    return out.leave_out("a relationship that was annulled");
  if (plain(r.registration) == "duplicate")
    return out.leave_out("a record that is another's duplicate");
  StakeRow row{.owner = r.parent, .entity = r.child, .percent = {}};
  row.from = r.from.substr(0, std::min<size_t>(r.from.size(), 10));
  row.to = r.to.substr(0, std::min<size_t>(r.to.size(), 10));
  row.line = line;
  if (plain(r.status) == "inactive" && row.to.empty())
    return out.leave_out("an inactive relationship without an end");
  if (type->indirect) row.marks = static_cast<uint8_t>(StakeMark::indirect);
  const bool is_whole = !row.owner.empty() && !row.entity.empty();
  if (type->ownership && is_whole) out.add(row);  // else the control below says what is missing
  row.kind = type->control ? StakeKind::control : StakeKind::role;
  row.marks = 0;  // the ultimate parent consolidates it, whatever lies between
  out.add(row, Band{});
}

namespace {

// A text, or the text within {"$": text}.
std::string text_of(sj::element value) {
  std::string_view text;
  if (!value.get(text)) return std::string(text);
  sj::object object;
  if (!value.get(object) && !object["$"].get(text)) return std::string(text);
  return {};
}

std::string text_of(sj::object object, std::initializer_list<const char*> keys) {
  sj::element value;
  for (const char* key : keys)
    if (!object[key].get(value)) return text_of(value);
  return {};
}

std::string node_of(sj::object relationship, std::initializer_list<const char*> keys) {
  sj::object node;
  for (const char* key : keys)
    if (!relationship[key].get(node)) return text_of(node, {"NodeID", "id"});
  return {};
}

// Periods come as a list, one object, or a list within an object.
template <class Use>
void each_period(sj::element value, Use use) {
  sj::array list;
  sj::object object;
  if (!value.get(list)) {
    for (const auto one : list)
      if (!one.get(object)) use(object);
  } else if (!value.get(object)) {
    sj::element inner;
    if (!object["RelationshipPeriod"].get(inner)) each_period(inner, use);
    else use(object);
  }
}

GleifRecord record_of(sj::object relationship) {
  GleifRecord out;
  out.child = node_of(relationship, {"StartNode", "startNode"});
  out.parent = node_of(relationship, {"EndNode", "endNode"});
  out.type = text_of(relationship, {"RelationshipType", "type"});
  out.status = text_of(relationship, {"RelationshipStatus", "status"});
  sj::element periods;
  if (!relationship["RelationshipPeriods"].get(periods) || !relationship["periods"].get(periods))
    each_period(periods, [&](sj::object period) {
      if (plain(text_of(period, {"PeriodType", "type"})) != "relationshipperiod") return;
      out.from = text_of(period, {"StartDate", "startDate"});
      out.to = text_of(period, {"EndDate", "endDate"});
    });
  return out;
}

GleifRecord with_registration(GleifRecord record, sj::object around) {
  sj::object registration;
  if (!around["Registration"].get(registration) || !around["registration"].get(registration))
    record.registration = text_of(registration, {"RegistrationStatus", "status"});
  return record;
}

class JsonReader {
 public:
  explicit JsonReader(StakeBuilder& out) : out_(out) {}

  // Relationships wherever they stand in the object: alone, in "relations" or in "data".
  void take_object(sj::object object, int depth) {
    sj::object inner;
    sj::array list;
    if (!object["Relationship"].get(inner) || !object["relationship"].get(inner))
      return take_gleif(with_registration(record_of(inner), object), 0, out_);
    if (!object["StartNode"].get(inner)) return take_gleif(record_of(object), 0, out_);
    if (depth > 4) return;
    for (const char* key : {"RelationshipRecord", "attributes"})
      if (!object[key].get(inner)) return take_object(inner, depth + 1);
    for (const char* key : {"relations", "data", "RelationshipRecords"})
      if (!object[key].get(list)) {
        for (const auto one : list)
          if (!one.get(inner)) take_object(inner, depth + 1);
        return;
      }
    const std::string category = text_of(object, {"ExceptionCategory", "exceptionCategory"});
    const std::string lei = text_of(object, {"LEI", "lei"});
    if (!category.empty() && !lei.empty())
      return out_.undisclosed(
          lei, category + ": " + text_of(object, {"ExceptionReason", "exceptionReason"}));
    out_.leave_out("an object that is no relationship record");
  }

 private:
  StakeBuilder& out_;
};

constexpr std::string_view kPeriodType = "Relationship.Period.",
                           kColumns[] = {
                               "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID",
                               "Relationship.RelationshipType", "Relationship.RelationshipStatus"};

struct PeriodColumns {
  size_t type, start, end;
};

}  // namespace

Status read_stakes_gleif(const std::string& path, StakeBuilder& out) {
  auto objects = JsonStream::open(path, out.options().bytes_max);
  if (!objects) return std::unexpected(objects.error());
  sj::parser parser;
  JsonReader reader(out);
  for (;;) {
    const auto text = objects->next();
    if (!text) return std::unexpected(text.error());
    if (text->empty()) return {};
    sj::object object;
    if (parser.parse(text->data(), text->size(), false).get(object))
      return fail(Code::malformed, "no JSON object", objects->where(), shorten(*text, 80));
    reader.take_object(object, 0);
  }
}

Status read_stakes_gleif_csv(const std::string& path, StakeBuilder& out) {
  auto stream = ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  const auto text = stream->read_all(out.options().bytes_max);
  if (!text) return std::unexpected(text.error());
  CsvReader csv(*text, path);
  std::vector<std::string> fields;
  auto more = csv.next(fields);
  if (!more) return std::unexpected(more.error());
  const auto column = [&](const std::string& name) {
    return static_cast<size_t>(std::ranges::find(fields, name) - fields.begin());
  };
  std::array<size_t, std::size(kColumns)> places{};
  for (size_t i = 0; i < places.size(); ++i) {
    places[i] = column(std::string(kColumns[i]));
    if (places[i] == fields.size())
      return fail(Code::unknown_column, "a column is missing", path, kColumns[i].data());
  }
  const size_t registration = column("Registration.RegistrationStatus");
  std::vector<PeriodColumns> periods;
  for (int n = 1; n <= 5; ++n) {
    const std::string begin = std::string(kPeriodType) + std::to_string(n) + ".";
    periods.push_back(
        {column(begin + "periodType"), column(begin + "startDate"), column(begin + "endDate")});
  }
  for (;;) {
    more = csv.next(fields);
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    const auto field = [&](size_t at) { return at < fields.size() ? fields[at] : std::string(); };
    GleifRecord r{field(places[0]),   field(places[1]), field(places[2]), field(places[3]), {}, {},
                  field(registration)};
    for (const auto& p : periods)
      if (plain(field(p.type)) == "relationshipperiod")
        r.from = field(p.start), r.to = field(p.end);
    take_gleif(r, csv.line(), out);
  }
}

}  // namespace entente::intake
