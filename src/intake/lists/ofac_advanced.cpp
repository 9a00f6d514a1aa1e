// OFAC's lists as sdn_advanced.xml and cons_advanced.xml: parties that refer by number to places,
// documents and words told elsewhere in the file, before and behind them. So the file is read
// twice: first what is referred to, then the parties. Held meanwhile: a line for each place and
// document.
//
// The advanced file has far more elements than are read here; those that are not are passed over,
// and a party without a name or a reference that leads nowhere is an error.
// Source: OFAC, "Advanced Sanctions Data Model" and its schema. Tests: xml_lists_test.cpp.
#include <unordered_map>

#include "base/date.h"
#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"
#include "intake/lists/ofac_remarks.h"
#include "intake/lists/xml_records.h"

namespace entente::intake {
namespace {

constexpr std::string_view kTables[] = {"DateOfIssue", "ReferenceValueSets", "Location",
                                        "IDRegDocument", "SanctionsEntry"};
constexpr std::string_view kParties[] = {"DistinctParty"};

struct Place {
  std::string address, country;
};
struct Listing {
  std::string date;
  std::vector<std::string> programs;
};

std::string key_of(std::string_view kind, std::string_view id) {
  return std::string(kind) + '#' + std::string(id);
}

// "2015-03", as precise as the parts of <Year>, <Month>, <Day>.
std::string date_of(const XmlElement& parts) {
  std::string out(parts.text("Year"));
  for (const std::string_view name : {"Month", "Day"}) {
    const auto part = parts.text(name);
    if (out.empty() || part.empty()) break;
    out += (part.size() == 1 ? "-0" : "-") + std::string(part);
  }
  return parse_date(out) ? out : std::string{};
}

// What parties refer to.
class Tables {
 public:
  void take(const XmlElement& record, ListReport& report) {
    const std::string_view name = record.name();
    if (name == "DateOfIssue") report.edition = date_of(record);
    if (name == "ReferenceValueSets") take_words(record);
    if (name == "Location") take_place(record);
    if (name == "IDRegDocument") take_document(record);
    if (name == "SanctionsEntry") take_listing(record);
  }
  // "AliasType", "1400" -> "A.K.A."; empty when there is none.
  const std::string& word(std::string_view kind, std::string_view id) const {
    static const std::string none;
    const auto at = words_.find(key_of(kind, id));
    return at == words_.end() ? none : at->second;
  }
  const Place* place(std::string_view id) const { return find(places_, id); }
  const std::vector<std::string>* documents(std::string_view id) const {
    return find(documents_, id);
  }
  const Listing* listing(std::string_view id) const { return find(listings_, id); }

 private:
  template <class Value>
  static const Value* find(const std::unordered_map<std::string, Value>& all, std::string_view id) {
    const auto at = all.find(std::string(id));
    return at == all.end() ? nullptr : &at->second;
  }

  void take_words(const XmlElement& sets) {
    sets.each([&](const XmlElement& set) {
      set.each([&](const XmlElement& value) {
        words_[key_of(value.name(), value.attribute("ID"))] = value.text();
        if (value.name() == "PartySubType")
          words_[key_of("PartyTypeOf", value.attribute("ID"))] = value.attribute("PartyTypeID");
      });
    });
  }

  void take_place(const XmlElement& location) {
    Place out;
    location.each("LocationPart", [&](const XmlElement& part) {
      const auto value = part.child("LocationPartValue").text("Value");
      if (!value.empty()) out.address += (out.address.empty() ? "" : ", ") + std::string(value);
    });
    location.each("LocationCountry", [&](const XmlElement& country) {
      out.country = word("Country", country.attribute("CountryID"));
    });
    if (out.country.empty())
      out.country = word("AreaCode", location.child("LocationAreaCode").attribute("AreaCodeID"));
    places_[std::string(location.attribute("ID"))] = std::move(out);
  }

  void take_document(const XmlElement& document) {
    const auto number = document.text("IDRegistrationNo");
    if (number.empty()) return;
    const std::string& type = word("IDRegDocType", document.attribute("IDRegDocTypeID"));
    documents_[std::string(document.attribute("IdentityID"))].push_back(type + " " +
                                                                        std::string(number));
  }

  void take_listing(const XmlElement& entry) {
    Listing& out = listings_[std::string(entry.attribute("ProfileID"))];
    entry.each("EntryEvent", [&](const XmlElement& event) {
      if (out.date.empty()) out.date = date_of(event.child("Date"));
    });
    entry.each("SanctionsMeasure", [&](const XmlElement& measure) {
      const auto program = measure.text("Comment");
      if (!program.empty()) out.programs.emplace_back(program);
    });
  }

  std::unordered_map<std::string, std::string> words_;
  std::unordered_map<std::string, Place> places_;
  std::unordered_map<std::string, std::vector<std::string>> documents_;
  std::unordered_map<std::string, Listing> listings_;
};

// One party to one entity.
class Party {
 public:
  Party(const Tables& tables, std::string series, std::string place)
      : tables_(tables), series_(std::move(series)), place_(std::move(place)) {}

  Result<Entity> read(const XmlElement& party) {
    const XmlElement profile = party.child("Profile");
    const std::string id(party.attribute("FixedRef"));
    const std::string name = primary_name(profile);
    if (id.empty() || name.empty())
      return fail(Code::malformed, "a DistinctParty without FixedRef or name", {},
                  id.empty() ? name : id);
    EntityBuilder out("ofac-" + id, schema_of(profile, name), series_);
    out.add("name", name, place_);
    profile.each("Identity", [&](const XmlElement& identity) { add_identity(out, identity); });
    profile.each("Feature", [&](const XmlElement& feature) { add_feature(out, feature); });
    if (const Listing* listing = tables_.listing(profile.attribute("ID"))) {
      for (const auto& program : listing->programs) out.add("program", program, place_);
      out.add("listingDate", listing->date, place_);
    }
    party.each("Comment", [&](const XmlElement& c) { out.add("notes", c.text(), place_); });
    out.add("topics", "sanction", place_);
    return std::move(out).build();
  }

 private:
  using Parts = std::unordered_map<std::string, std::string>;  // group -> "Last Name"

  Parts parts_of(const XmlElement& identity) const {
    Parts out;
    identity.child("NamePartGroups").each("MasterNamePartGroup", [&](const XmlElement& master) {
      master.each("NamePartGroup", [&](const XmlElement& group) {
        out[std::string(group.attribute("ID"))] =
            tables_.word("NamePartType", group.attribute("NamePartTypeID"));
      });
    });
    return out;
  }

  // "Last, First Middle" as in the other forms of the list; the parts in order otherwise.
  static std::string name_of(const XmlElement& documented, const Parts& parts) {
    std::string last, rest;
    documented.each("DocumentedNamePart", [&](const XmlElement& part) {
      const XmlElement value = part.child("NamePartValue");
      const auto kind = parts.find(std::string(value.attribute("NamePartGroupID")));
      std::string& into = kind != parts.end() && kind->second == "Last Name" ? last : rest;
      into += (into.empty() ? "" : " ") + std::string(value.text());
    });
    return last.empty() ? rest : rest.empty() ? last : last + ", " + rest;
  }

  std::string primary_name(const XmlElement& profile) const {
    std::string out;
    profile.each("Identity", [&](const XmlElement& identity) {
      const Parts parts = parts_of(identity);
      identity.each("Alias", [&](const XmlElement& alias) {
        const bool primary = equals_ignoring_case(alias.attribute("Primary"), "true");
        if (out.empty() && primary) out = name_of(alias.child("DocumentedName"), parts);
      });
    });
    return out;
  }

  std::string schema_of(const XmlElement& profile, std::string_view name) const {
    const auto subtype = profile.attribute("PartySubTypeID");
    const std::string& word = tables_.word("PartySubType", subtype);
    if (word == "Vessel") return "Vessel";
    if (word == "Aircraft") return "Airplane";
    const auto& type = tables_.word("PartyType", tables_.word("PartyTypeOf", subtype));
    return type == "Individual" ? "Person" : std::string(schema_of_organisation(name));
  }

  void add_identity(EntityBuilder& out, const XmlElement& identity) const {
    const Parts parts = parts_of(identity);
    identity.each("Alias", [&](const XmlElement& alias) {
      const bool primary = equals_ignoring_case(alias.attribute("Primary"), "true");
      const bool weak = equals_ignoring_case(alias.attribute("LowQuality"), "true");
      const bool former = tables_.word("AliasType", alias.attribute("AliasTypeID")) == "F.K.A.";
      alias.each("DocumentedName", [&](const XmlElement& documented) {
        out.add(weak      ? "weakAlias"
                : former  ? "previousName"
                : primary ? "name"
                          : "alias",
                name_of(documented, parts), place_);
        if (primary && out.schema() == "Person") add_parts(out, documented, parts);
      });
    });
    if (const auto* documents = tables_.documents(identity.attribute("ID")))
      for (const auto& document : *documents) add_remarks(out, document, place_);
  }

  void add_parts(EntityBuilder& out, const XmlElement& documented, const Parts& parts) const {
    documented.each("DocumentedNamePart", [&](const XmlElement& part) {
      const XmlElement value = part.child("NamePartValue");
      const auto kind = parts.find(std::string(value.attribute("NamePartGroupID")));
      if (kind == parts.end()) return;
      if (kind->second == "Last Name") out.add("lastName", value.text(), place_);
      if (kind->second == "First Name") out.add("firstName", value.text(), place_);
      if (kind->second == "Middle Name") out.add("middleName", value.text(), place_);
      if (kind->second == "Patronymic") out.add("fatherName", value.text(), place_);
      if (kind->second == "Matronymic") out.add("motherName", value.text(), place_);
    });
  }

  // Births are periods: a day, or a span whose two ends are kept.
  void add_period(EntityBuilder& out, const XmlElement& period) const {
    const std::string from = date_of(period.child("Start").child("From"));
    const std::string to = date_of(period.child("End").child("To"));
    const bool year = from.size() == 10 && to.size() == 10 && from.ends_with("-01-01") &&
                      to.ends_with("-12-31") && from.substr(0, 4) == to.substr(0, 4);
    out.add("birthDate", year ? from.substr(0, 4) : from, place_);
    if (!year) out.add("birthDate", to, place_);
  }

  void add_feature(EntityBuilder& out, const XmlElement& feature) const {
    const std::string& type = tables_.word("FeatureType", feature.attribute("FeatureTypeID"));
    feature.each("FeatureVersion", [&](const XmlElement& version) {
      version.each("DatePeriod", [&](const XmlElement& p) {
        if (type == "Birthdate") add_period(out, p);
        else add_text(out, type, date_of(p.child("Start").child("From")));
      });
      version.each("VersionDetail", [&](const XmlElement& detail) {
        const auto& named = tables_.word("DetailReference", detail.attribute("DetailReferenceID"));
        add_text(out, type, named.empty() ? detail.text() : std::string_view(named));
      });
      version.each("VersionLocation", [&](const XmlElement& location) {
        if (const Place* place = tables_.place(location.attribute("LocationID")))
          add_place(out, type, *place);
      });
    });
  }

  void add_place(EntityBuilder& out, const std::string& type, const Place& place) const {
    std::string whole = place.address;
    if (!place.country.empty() && !whole.ends_with(place.country))
      whole += (whole.empty() ? "" : ", ") + place.country;
    const std::string country = place.country.empty() ? "" : code_or_name(place.country);
    if (type == "Place of Birth") return out.add("birthPlace", whole, place_);
    if (type == "Nationality Country") return out.add("nationality", country, place_);
    if (type == "Citizenship Country") return out.add("citizenship", country, place_);
    if (type == "Vessel Flag" || type == "VESSEL FLAG") return out.add("flag", country, place_);
    if (!place.address.empty()) out.add("address", whole, place_);
    out.add("country", country, place_);
  }

  // Through the table of openings that remarks have: "Vessel Type Bulk Cargo", "Gender Male".
  void add_text(EntityBuilder& out, const std::string& type, std::string_view text) const {
    if (text.empty()) return;
    if (type == "Title")
      return out.add(out.schema() == "Person" ? "position" : "title", text, place_);
    if (type == "Birthdate") return add_dates(out, "birthDate", text, place_);
    if (type == "Place of Birth") return out.add("birthPlace", text, place_);
    if (type == "Vessel Call Sign") return out.add("callSign", text, place_);
    if (equals_ignoring_case(type, "Vessel Type")) return out.add("type", text, place_);
    if (equals_ignoring_case(type, "Vessel Owner")) return out.add("owner", text, place_);
    add_remarks(out, type + " " + std::string(text), place_);
  }

  const Tables& tables_;
  std::string series_, place_;
};

Status read_advanced(const std::string& file, const ListOptions& options, const EntitySink& out,
                     ListReport& report) {
  const bool consolidated = lower(place_name(file)).starts_with("cons");
  report.series = consolidated ? "us_ofac_cons" : "us_ofac_sdn";
  Tables tables;
  const auto tabulate = [&](const XmlElement& record, const std::string&) -> Status {
    tables.take(record, report);
    return {};
  };
  if (auto status = read_xml(file, {{}, kTables}, options.bytes_max, tabulate);
      !status && !(options.keep_partial && status.error().code == Code::truncated))
    return status;
  size_t parties = 0;
  const auto take = [&](const XmlElement& record, const std::string& place) -> Status {
    if (record.name() != "DistinctParty") return {};
    ++parties;
    auto entity = Party(tables, report.series, place).read(record);
    if (!entity) return std::unexpected(entity.error());
    out(std::move(*entity));
    return {};
  };
  auto status = read_xml(file, {{}, kParties}, options.bytes_max, take);
  report.parts.push_back({place_name(file), parties});
  return status;
}

Role advanced_role(std::string_view head, std::string_view) {
  return has_root(head, "Sanctions") ? Role::main : Role::none;
}

}  // namespace

const ListFormat kOfacAdvanced{
    {"us_ofac_advanced", "OFAC lists, sdn_advanced.xml and cons_advanced.xml",
     "Office of Foreign Assets Control", "one XML file, plain or gzipped", "stated in the file"},
    &advanced_role,
    &read_advanced};

}  // namespace entente::intake
