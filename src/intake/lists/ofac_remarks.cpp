// A table of openings: the rest of a part is its value. The first row that fits decides, so longer
// openings stand before shorter ones. Tests: ofac_remarks_test.cpp.
#include "intake/lists/ofac_remarks.h"

#include <algorithm>

#include "base/text.h"
#include "intake/lists/list_values.h"

namespace entente::intake {
namespace {

enum class Form {
  text,     // all of it
  number,   // up to " (Country)", " issued", " expires"
  date,     // "18 Jun 1964", "circa 1947", "1956 to 1958"
  country,  // its code where known
  quoted,   // 'NAME'
  wallet,   // "XBT 1A2b…": the currency and the address
  flag,     // "Vessel Flag" and the like: a country as well, but never a note
};

struct Opening {
  std::string_view text;
  std::string_view property;
  Form form;
};

constexpr Opening kOpenings[] = {
    {"DOB ", "birthDate", Form::date},
    {"POB ", "birthPlace", Form::text},
    {"a.k.a. ", "weakAlias", Form::quoted},
    {"f.k.a. ", "previousName", Form::quoted},
    {"n.k.a. ", "alias", Form::quoted},
    {"nationality ", "nationality", Form::country},
    {"citizen ", "citizenship", Form::country},
    {"Gender ", "gender", Form::text},
    {"Passport # ", "passportNumber", Form::number},
    {"Passport ", "passportNumber", Form::number},
    {"Diplomatic Passport ", "passportNumber", Form::number},
    {"Stateless Person Passport ", "passportNumber", Form::number},
    {"Vessel Registration Identification IMO ", "imoNumber", Form::number},
    {"Vessel Registration Number IMO ", "imoNumber", Form::number},
    {"Identification Number IMO ", "imoNumber", Form::number},
    {"MMSI ", "mmsi", Form::number},
    {"Former Vessel Flag ", "pastFlags", Form::flag},
    {"Vessel Flag ", "flag", Form::flag},
    {"Vessel Type ", "type", Form::text},
    {"Vessel Year of Build ", "buildDate", Form::text},
    {"Aircraft Model ", "model", Form::text},
    {"Aircraft Operator ", "operator", Form::text},
    {"Aircraft Manufacture Date ", "buildDate", Form::date},
    {"Aircraft Manufacturer's Serial Number (MSN) ", "registrationNumber", Form::number},
    {"Aircraft Construction Number (also called L/N or S/N or F/N) ", "registrationNumber",
     Form::number},
    {"Aircraft Tail Number ", "registrationNumber", Form::number},
    {"Previous Aircraft Tail Number ", "registrationNumber", Form::number},
    {"SWIFT/BIC ", "swiftBic", Form::number},
    {"Tax ID No. ", "taxNumber", Form::number},
    {"US FEIN ", "taxNumber", Form::number},
    {"RUC # ", "taxNumber", Form::number},
    {"RFC ", "taxNumber", Form::number},
    {"R.F.C. ", "taxNumber", Form::number},
    {"NIT # ", "taxNumber", Form::number},
    {"C.U.I.T. ", "taxNumber", Form::number},
    {"Fiscal Code ", "taxNumber", Form::number},
    {"Italian Fiscal Code ", "taxNumber", Form::number},
    {"V.A.T. Number ", "vatCode", Form::number},
    {"D-U-N-S Number ", "dunsCode", Form::number},
    {"SSN ", "socialSecurityNumber", Form::number},
    {"National ID No. ", "idNumber", Form::number},
    {"Identification Number ", "idNumber", Form::number},
    {"Identification Card No. ", "idNumber", Form::number},
    {"Personal ID Card ", "idNumber", Form::number},
    {"Cedula No. ", "idNumber", Form::number},
    {"C.U.R.P. ", "idNumber", Form::number},
    {"D.N.I. ", "idNumber", Form::number},
    {"Residency Number ", "idNumber", Form::number},
    {"Birth Certificate Number ", "idNumber", Form::number},
    {"Driver's License No. ", "idNumber", Form::number},
    {"Stateless Person ID Card ", "idNumber", Form::number},
    {"Turkish Identification Number ", "idNumber", Form::number},
    {"Registration Number ", "registrationNumber", Form::number},
    {"Registration ID ", "registrationNumber", Form::number},
    {"Registered Charity No. ", "registrationNumber", Form::number},
    {"Business Registration Number ", "registrationNumber", Form::number},
    {"Business Registration Document # ", "registrationNumber", Form::number},
    {"Company Number ", "registrationNumber", Form::number},
    {"Commercial Registry Number ", "registrationNumber", Form::number},
    {"Certificate of Incorporation Number ", "registrationNumber", Form::number},
    {"C.R. No. ", "registrationNumber", Form::number},
    {"Public Registration Number ", "registrationNumber", Form::number},
    {"Chamber of Commerce Number ", "registrationNumber", Form::number},
    {"Trade License No. ", "registrationNumber", Form::number},
    {"Enterprise Number ", "registrationNumber", Form::number},
    {"Matricula Mercantil No ", "registrationNumber", Form::number},
    {"Unified Social Credit Code (USCC) ", "registrationNumber", Form::number},
    {"License ", "licenseNumber", Form::number},
    {"Email Address ", "email", Form::text},
    {"EMAIL ", "email", Form::text},
    {"Website ", "website", Form::text},
    {"Phone Number ", "phone", Form::text},
    {"PHONE ", "phone", Form::text},
    {"Telephone: ", "phone", Form::text},
    {"Digital Currency Address - ", "publicKey", Form::wallet},
    {"Linked To: ", "unknownLinkTo", Form::text},
    {"Organization Established Date ", "incorporationDate", Form::date},
};

std::string_view up_to(std::string_view value, std::string_view mark) {
  return value.substr(0, value.find(mark));
}

void add_value(EntityBuilder& entity, const Opening& row, std::string_view value,
               const std::string& place) {
  value = trim(value);
  switch (row.form) {
    case Form::date:
      return add_dates(entity, row.property, value, place);
    case Form::number:
      value = up_to(up_to(up_to(value, " ("), " issued"), " expires");
      return entity.add(row.property, value, place);
    case Form::country:
    case Form::flag:
      return entity.add(row.property, code_or_name(value), place);
    case Form::quoted:
      if (value.size() >= 2 && value.starts_with('\'') && value.ends_with('\''))
        value = value.substr(1, value.size() - 2);
      return entity.add(row.property, value, place);
    case Form::wallet:
      entity.add("currencySymbol", value.substr(0, value.find(' ')), place);
      return entity.add(row.property, value.substr(value.find(' ') + 1), place);
    case Form::text:
      return entity.add(row.property, row.property == "gender" ? lower(value) : std::string(value),
                        place);
  }
}

void add_part(EntityBuilder& entity, std::string_view part, const std::string& place) {
  std::string_view rest = part;
  if (rest.starts_with("alt. ")) rest.remove_prefix(5);
  for (const Opening& row : kOpenings)
    if (rest.starts_with(row.text))
      return add_value(entity, row, rest.substr(row.text.size()), place);
  entity.add("notes", part, place);
}

// The full stop that ends all remarks, unless it belongs to "S.A." or "CO.".
std::string_view without_last_stop(std::string_view remarks) {
  if (!remarks.ends_with('.')) return remarks;
  const std::string_view cut = remarks.substr(0, remarks.size() - 1);
  const bool initials = cut.size() >= 2 && is_upper(cut.back()) && cut[cut.size() - 2] == '.';
  return initials ? remarks : cut;
}

}  // namespace

void add_remarks(EntityBuilder& entity, std::string_view remarks, const std::string& place) {
  remarks = without_last_stop(trim(remarks));
  while (!remarks.empty()) {
    const size_t end = std::min(remarks.find("; "), remarks.size());
    if (const std::string_view part = trim(remarks.substr(0, end)); !part.empty())
      add_part(entity, part, place);
    remarks.remove_prefix(std::min(end + 2, remarks.size()));
  }
}

}  // namespace entente::intake
