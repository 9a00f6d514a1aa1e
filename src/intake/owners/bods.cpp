// Beneficial Ownership Data Standard, 0.4 and, where statements point at statements, 0.2 and 0.3.
//
// Of statements about one record the latest counts; a record that is closed held until the day of
// that statement. Every interest becomes a stake of its own, so that shares and votes of one
// relationship stay apart. A relationship whose interested party is a reason ("subject unable to
// identify …") makes no stake and no party, but is told as undisclosed with that reason. Source:
// standard.openownership.org, reference and codelists of 0.4. Tests: owners_read_test.cpp and,
// where they are installed, the public fixtures of the package bods-v04-fixtures.
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "intake/lists/json_stream.h"
#include "intake/owners/builder.h"

namespace entente::intake {
namespace {

namespace sj = simdjson::dom;

struct InterestType {
  std::string_view name;
  StakeKind kind;
  uint8_t marks = 0;
};
constexpr uint8_t kTrust = static_cast<uint8_t>(StakeMark::trust);
constexpr uint8_t kNominee = static_cast<uint8_t>(StakeMark::nominee);
// The codelist interestType; words of 0.2 are written with hyphens and compare without.
constexpr InterestType kInterests[] = {
    {"shareholding", StakeKind::ownership},
    {"votingrights", StakeKind::votes},
    {"appointmentofboard", StakeKind::control},
    {"otherinfluenceorcontrol", StakeKind::control},
    {"influenceorcontrol", StakeKind::control},
    {"controlviacompanyrulesorarticles", StakeKind::control},
    {"controlbylegalframework", StakeKind::control},
    {"unknowninterest", StakeKind::ownership},
    {"unpublishedinterest", StakeKind::ownership},
    {"seniormanagingofficial", StakeKind::role},
    {"boardmember", StakeKind::role},
    {"boardchair", StakeKind::role},
    {"settlor", StakeKind::role, kTrust},
    {"settloroftrust", StakeKind::role, kTrust},
    {"trustee", StakeKind::role, kTrust},
    {"trusteeoftrust", StakeKind::role, kTrust},
    {"protector", StakeKind::role, kTrust},
    {"protectoroftrust", StakeKind::role, kTrust},
    {"beneficiaryoflegalarrangement", StakeKind::role, kTrust},
    {"beneficiaryoftrust", StakeKind::role, kTrust},
    {"nominee", StakeKind::role, kNominee},
    {"nominator", StakeKind::control, kNominee},
    {"rightstosurplusassetsondissolution", StakeKind::role},
    {"rightstosurplusassets", StakeKind::role},
    {"rightstoprofitorincome", StakeKind::role},
    {"rightsgrantedbycontract", StakeKind::role},
    {"conditionalrightsgrantedbycontract", StakeKind::role},
    {"enjoymentanduseofassets", StakeKind::role},
    {"righttoprofitorincomefromassets", StakeKind::role},
};

std::string text_of(sj::object object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) ? std::string() : std::string(text);
}

// The shortest decimal that is the number: 33.3 and not 33.29999999999999716.
std::string number_of(sj::object object, std::string_view key) {
  sj::element value;
  if (object[key].get(value)) return {};
  std::string_view text;
  if (!value.get(text)) return std::string(text);
  double number = 0;
  if (value.get(number)) return {};
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return {buffer, end};
}

struct Interest {
  std::string type, from, to, details;
  Band band;
  std::string bad_percent;
  bool indirect = false;
};

struct Relationship {
  std::string subject, party, reason, date;
  bool closed = false;
  std::vector<Interest> interests;
  size_t line = 0;
};

Band band_of(sj::object share, std::string& bad) {
  Band out;
  const auto read = [&](std::string_view key, std::string_view sign) -> std::optional<Band> {
    const std::string text = number_of(share, key);
    if (text.empty()) return std::nullopt;
    const auto band = parse_band(std::string(sign) + text);
    if (band) return *band;
    bad = text;
    return std::nullopt;
  };
  bool exclusive = false;  // true or false up to 0.3, figures of their own since
  const bool low_open = !share["exclusiveMinimum"].get(exclusive) && exclusive;
  exclusive = false;
  const bool high_open = !share["exclusiveMaximum"].get(exclusive) && exclusive;
  if (const auto b = read("minimum", low_open ? ">" : ">=")) out.low = b->low;
  if (const auto b = read("maximum", high_open ? "<" : "<=")) out.high = b->high;
  if (const auto b = read("exclusiveMinimum", ">")) out.low = b->low;
  if (const auto b = read("exclusiveMaximum", "<")) out.high = b->high;
  if (const auto b = read("exact", "")) out = *b;
  if (out.low > out.high && bad.empty()) bad = percent_text(out.low) + "-" + percent_text(out.high);
  return out;
}

class BodsReader {
 public:
  BodsReader(JsonStream& objects, StakeBuilder& out) : objects_(objects), out_(out) {}

  Status run() {
    for (;;) {
      const auto object = objects_.next();
      if (!object) return std::unexpected(object.error());
      if (object->empty()) break;
      ++out_.report.records;
      sj::object statement;
      if (parser_.parse(object->data(), object->size(), false).get(statement))
        return fail(Code::malformed, "no JSON object", objects_.where(), shorten(*object, 80));
      take(statement);
    }
    for (const auto& key : order_) emit(relationships_.at(key));
    return {};
  }

 private:
  void take(sj::object statement) {
    const std::string type = text_of(statement, "recordType"),
                      old_type = text_of(statement, "statementType");
    sj::object details;
    const bool is_new = !statement["recordDetails"].get(details);
    if (!is_new) details = statement;
    std::string id = text_of(statement, is_new ? "recordId" : "statementID");
    if (id.empty()) id = text_of(statement, "statementId");
    if (type == "person" || old_type == "personStatement") take_person(id, details);
    else if (type == "entity" || old_type == "entityStatement") take_entity(id, details);
    else if (type == "relationship" || old_type == "ownershipOrControlStatement")
      take_relationship(id, statement, details);
    else
      out_.leave_out("statement of type " + (type.empty() ? "\"" + old_type + "\"" : type) +
                     ": none of the standard");
  }

  void take_person(const std::string& id, sj::object details) {
    sj::array names;
    if (details["names"].get(names)) return;
    for (const auto entry : names) {
      sj::object one;
      if (entry.get(one)) continue;
      if (const auto full = text_of(one, "fullName"); !full.empty()) return out_.title(id, full);
    }
  }

  void take_entity(const std::string& id, sj::object details) {
    out_.title(id, text_of(details, "name"));
    sj::object type;
    const std::string word =
        details["entityType"].get(type) ? text_of(details, "entityType") : text_of(type, "type");
    if (word == "arrangement") arrangements_.insert(id);
    std::string_view reason;
    sj::object unspecified;
    if (!details["unspecifiedEntityDetails"].get(unspecified) && !unspecified["reason"].get(reason))
      out_.undisclosed(id, reason);
  }

  // A record's id, in 0.4 a text, before an object that names the statement.
  static std::string reference(sj::element value) {
    std::string_view text;
    if (!value.get(text)) return std::string(text);
    sj::object object;
    if (value.get(object)) return {};
    for (const char* key : {"describedByEntityStatement", "describedByPersonStatement"})
      if (!object[key].get(text)) return std::string(text);
    return {};
  }

  void take_relationship(const std::string& id, sj::object statement, sj::object details) {
    Relationship r;
    r.line = line();
    r.date = text_of(statement, "statementDate");
    r.closed = text_of(statement, "recordStatus") == "closed";
    sj::element end;
    if (!details["subject"].get(end)) r.subject = reference(end);
    if (!details["interestedParty"].get(end)) {
      r.party = reference(end);
      sj::object why;
      if (r.party.empty() && !end.get(why)) {
        r.reason = text_of(why, "reason");
        sj::object unspecified;
        if (r.reason.empty() && !why["unspecified"].get(unspecified))
          r.reason = text_of(unspecified, "reason");
      }
    }
    sj::array interests;
    if (!details["interests"].get(interests))
      for (const auto one : interests) {
        sj::object interest;
        if (!one.get(interest)) r.interests.push_back(interest_of(interest));
      }
    const std::string key = id.empty() ? "#" + std::to_string(order_.size()) : id;
    const auto [at, fresh] = relationships_.try_emplace(key, r);
    if (fresh) order_.push_back(key);
    else if (r.date >= at->second.date) {
      out_.leave_out("an earlier statement about the same record");
      at->second = std::move(r);
    } else {
      out_.leave_out("an earlier statement about the same record");
    }
  }

  static Interest interest_of(sj::object interest) {
    Interest out;
    for (const char c : text_of(interest, "type"))
      if (c != '-') out.type += lower(c);
    out.from = text_of(interest, "startDate");
    out.to = text_of(interest, "endDate");
    out.details = text_of(interest, "details");
    std::string direct = text_of(interest, "directOrIndirect");
    if (direct.empty()) direct = text_of(interest, "interestLevel");
    out.indirect = direct == "indirect";
    sj::object share;
    if (!interest["share"].get(share)) out.band = band_of(share, out.bad_percent);
    return out;
  }

  void emit(const Relationship& r) {
    if (r.party.empty() && !r.subject.empty() && !r.reason.empty())
      return out_.undisclosed(r.subject, r.reason);
    StakeRow row;
    row.owner = r.party, row.entity = r.subject, row.line = r.line;
    if (r.interests.empty()) {  // a tie of which no more is told
      row.to = r.closed ? r.date : "";
      out_.leave_out("a relationship without interests: taken as ownership of unknown size");
      return out_.add(row, Band{});
    }
    for (const Interest& i : r.interests) {
      const auto type = std::ranges::find(kInterests, i.type, &InterestType::name);
      if (type == std::end(kInterests))
        out_.leave_out("interest \"" + i.type +
                       "\" is not in the codelist: taken as ownership of unknown size");
      row.kind = type == std::end(kInterests) ? StakeKind::ownership : type->kind;
      row.marks = marks_of_words(i.details);
      if (type != std::end(kInterests)) row.marks |= type->marks;
      if (arrangements_.contains(r.party) || arrangements_.contains(r.subject)) row.marks |= kTrust;
      if (i.indirect) row.marks |= static_cast<uint8_t>(StakeMark::indirect);
      row.from = i.from;
      row.to = i.to.empty() && r.closed ? r.date : i.to;
      row.percent = i.bad_percent;
      if (i.bad_percent.empty()) out_.add(row, type == std::end(kInterests) ? Band{} : i.band);
      else out_.add(row);
    }
  }

  size_t line() const {
    const std::string place = objects_.place();
    return std::strtoull(place.c_str() + place.rfind(':') + 1, nullptr, 10);
  }

  JsonStream& objects_;
  StakeBuilder& out_;
  sj::parser parser_;
  std::map<std::string, Relationship> relationships_;  // the latest statement of each record
  std::vector<std::string> order_;
  std::set<std::string> arrangements_;
};

}  // namespace

Status read_stakes_bods(const std::string& path, StakeBuilder& out) {
  auto objects = JsonStream::open(path, out.options().bytes_max);
  if (!objects) return std::unexpected(objects.error());
  return BodsReader(*objects, out).run();
}

}  // namespace entente::intake
