// Identifiers of people, firms, ships, money: their type, one way of writing, and their check
// digit.
//
//   normalise_identifier(IdentifierType::imo_ship, "IMO 0912681")   -> {"912681", .check =
//   Check::none} find_identifier("registrationNumber", "IMO 9074729")             -> imo_ship,
//   "9074729", good
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

enum class IdentifierType : uint8_t {
  other,
  imo_ship,
  imo_company,
  mmsi,
  call_sign,
  lei,
  inn,
  ogrn,
  okpo,
  kpp,
  bic,
  isin,
  iban,
  ssn,
  passport,
  id_number,
  tax_number,
  registration,
  duns,
  wallet,
  swift_bic = bic,
};

enum class Check : uint8_t { none, good, bad };  // none: the type has no check digit

struct Identifier {
  IdentifierType type{};
  std::string value;  // capitals and digits only, leading zeros of numbers off
  Check check{};
};

// By the FtM property it stands in ("imoNumber", "leiCode", "innCode", "passportNumber", …) and,
// for general ones ("registrationNumber", "idNumber"), by its own form. Nothing when the property
// holds no identifiers or the value is empty.
std::optional<Identifier> find_identifier(std::string_view property, std::string_view value);

std::string_view name_of(IdentifierType type);  // "IMO number of a ship"
// Given once only: two entities that differ in it are two.
bool is_unique(IdentifierType type);

}  // namespace entente
