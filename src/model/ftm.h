// The FollowTheMoney model: which schemata there are, what each may say, and of what type a value
// is.
//
//   const FtmSchema* vessel = find_ftm_schema("Vessel");
//   vessel->is_a("Thing")                          // true: a Vessel is a Vehicle, an Asset, a
//   Thing vessel->property("imoNumber")->type            // FtmType::identifier
//   vessel->property("birthDate")                  // nullptr: ships have none
//
// The tables are those of data/ftm, built into the program; everything here lives as long as it
// does and may be used by any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace entente {

enum class FtmType {
  string,
  text,
  html,
  json,
  number,
  name,
  identifier,
  date,
  country,
  address,
  entity,
  url,
  email,
  phone,
  language,
  iban,
  ip,
  gender,
  topic,
  checksum,
  mimetype,
};
std::string_view name(FtmType type);  // as FollowTheMoney writes it

struct FtmProperty {
  std::string_view schema;  // that defines it
  std::string_view name;
  FtmType type{};
  std::string_view range;    // of type entity: the schema it points to
  std::string_view reverse;  // of type entity: what the other end calls it
  std::string_view format;   // of type identifier: "imo", "lei", … where it has a check
  bool matchable = false;    // two entities may be compared by it
  bool deprecated = false;
  std::string_view label;
};

struct FtmSchema {
  std::string_view name;
  std::vector<const FtmSchema*> family;  // itself, then its parents and theirs, each once
  bool matchable = false;                // its entities may be the same as one another
  bool abstract = false;                 // has no entities itself
  std::string_view source, target;       // of a relation: the properties that hold its ends
  std::vector<std::string_view> caption;
  std::string_view label;
  std::vector<const FtmProperty*> properties;  // all that its entities may have, by name

  bool is_a(std::string_view schema) const;
  const FtmProperty* property(std::string_view name) const;  // nullptr: it has none of this name
};

std::span<const FtmSchema> ftm_schemata();                // by name
const FtmSchema* find_ftm_schema(std::string_view name);  // nullptr: there is none
std::span<const FtmProperty> ftm_properties();            // all that any schema defines
// The type that a property of this name has in the schema, else in any other, else string.
FtmType ftm_type(std::string_view schema, std::string_view property);

}  // namespace entente
