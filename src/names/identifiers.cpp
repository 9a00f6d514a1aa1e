// Check digits by their standards: IMO A.1117(30) (ship: weights 7..2; company: 8,6,4,2,9,7,5),
// LEI and IBAN ISO 7064 mod 97-10, ISIN ISO 6166 (Luhn), INN and OGRN by the Russian tax service,
// wallets by the code of their chain (wallets.h). A wrong check digit is said, not corrected: lists
// have them too, and a value that stands wrong in both places still tells that one was copied.
// Tests: compare_test.cpp, tests/cases/names.
#include "names/identifiers.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "names/wallets.h"

namespace entente {
namespace {

using Type = IdentifierType;

struct Property {
  std::string_view name;
  Type type;
};
constexpr Property kProperties[] = {
    {"imoNumber", Type::imo_ship},
    {"mmsi", Type::mmsi},
    {"callSign", Type::call_sign},
    {"leiCode", Type::lei},
    {"innCode", Type::inn},
    {"ogrnCode", Type::ogrn},
    {"okpoCode", Type::okpo},
    {"kppCode", Type::kpp},
    {"swiftBic", Type::bic},
    {"isin", Type::isin},
    {"isinCode", Type::isin},
    {"iban", Type::iban},
    {"ssn", Type::ssn},
    {"socialSecurityNumber", Type::ssn},
    {"passportNumber", Type::passport},
    {"passport", Type::passport},
    {"idNumber", Type::id_number},
    {"taxNumber", Type::tax_number},
    {"vatCode", Type::tax_number},
    {"registrationNumber", Type::registration},
    {"dunsCode", Type::duns},
    {"publicKey", Type::wallet},
    {"uniqueEntityId", Type::registration},
    {"npiCode", Type::registration},
    {"uscCode", Type::registration},
    {"cikCode", Type::registration},
    {"walletAddress", Type::wallet},
    {"accountId", Type::wallet},
};

bool all_digits(std::string_view s) {
  return !s.empty() && std::ranges::all_of(s, [](char c) { return is_digit(c); });
}

template <size_t N>
int weighted_sum(std::string_view digits, const std::array<int, N>& weights) {
  int sum = 0;
  for (size_t i = 0; i < N; ++i) sum += (digits[i] - '0') * weights[i];
  return sum;
}

bool imo_ship_holds(std::string_view d) {
  return weighted_sum(d, std::array{7, 6, 5, 4, 3, 2}) % 10 == d[6] - '0';
}

bool imo_company_holds(std::string_view d) {
  return (11 - weighted_sum(d, std::array{8, 6, 4, 2, 9, 7}) % 11) % 10 == d[6] - '0';
}

// ISO 7064 mod 97-10 over digits and letters (A = 10).
bool mod97_holds(std::string_view s) {
  int rest = 0;
  for (const char c : s) {
    const int value = is_digit(c) ? c - '0' : c - 'A' + 10;
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest == 1;
}

bool luhn_holds(std::string_view s) {
  std::string digits;
  for (const char c : s) digits += is_digit(c) ? std::string(1, c) : std::to_string(c - 'A' + 10);
  int sum = 0;
  bool twice = false;
  for (auto it = digits.rbegin(); it != digits.rend(); ++it, twice = !twice) {
    const int d = (*it - '0') * (twice ? 2 : 1);
    sum += d > 9 ? d - 9 : d;
  }
  return sum % 10 == 0;
}

bool inn_holds(std::string_view d) {
  if (d.size() == 10)
    return weighted_sum(d, std::array{2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == d[9] - '0';
  return weighted_sum(d, std::array{7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == d[10] - '0' &&
         weighted_sum(d, std::array{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == d[11] - '0';
}

bool ogrn_holds(std::string_view d) {
  const long long body = std::stoll(std::string(d.substr(0, d.size() - 1)));
  return body % (d.size() == 13 ? 11 : 13) % 10 == d.back() - '0';
}

Check verdict(bool shaped, bool holds) { return shaped && holds ? Check::good : Check::bad; }

Check check_of(Type type, std::string_view v) {
  const bool digits = all_digits(v);
  switch (type) {
    case Type::imo_ship:
      return v.size() == 7 && digits ? verdict(true, imo_ship_holds(v)) : Check::bad;
    case Type::imo_company:
      return v.size() == 7 && digits ? verdict(true, imo_company_holds(v)) : Check::bad;
    case Type::mmsi:
      return verdict(v.size() == 9 && digits, true);
    case Type::lei:
      return verdict(v.size() == 20, v.size() == 20 && mod97_holds(v));
    case Type::iban:
      return verdict(v.size() > 8, v.size() > 8 && mod97_holds(std::string(v.substr(4)) +
                                                               std::string(v.substr(0, 4))));
    case Type::isin:
      return verdict(v.size() == 12, v.size() == 12 && luhn_holds(v));
    case Type::inn:
      return (v.size() == 10 || v.size() == 12) && digits ? verdict(true, inn_holds(v))
                                                          : Check::bad;
    case Type::ogrn:
      return (v.size() == 13 || v.size() == 15) && digits ? verdict(true, ogrn_holds(v))
                                                          : Check::bad;
    case Type::bic:
      return verdict((v.size() == 8 || v.size() == 11) && is_alpha(v[0]) && is_alpha(v[5]), true);
    case Type::wallet:
      return check_wallet(v).check;
    default:
      return Check::none;
  }
}

std::string plain(std::string_view value, bool keep_case) {
  std::string out;
  for (const char c : value)
    if (is_alnum(c)) out += keep_case || !is_lower(c) ? c : static_cast<char>(c - 32);
  return out;
}

void drop_front(std::string& value, std::string_view front) {
  if (value.starts_with(front)) value.erase(0, front.size());
}

// The type of a general number by what stands before it or by its form.
Type refine(Type type, const std::string& value) {
  if (type != Type::registration && type != Type::id_number && type != Type::tax_number)
    return type;
  if (value.starts_with("IMO") && value.size() >= 9) return Type::imo_ship;
  if (value.starts_with("LEI") && value.size() == 23) return Type::lei;
  if (value.size() == 20 && mod97_holds(value) && !all_digits(value)) return Type::lei;
  if (all_digits(value) && value.size() == 13 && ogrn_holds(value)) return Type::ogrn;
  if (type == Type::tax_number && all_digits(value) && (value.size() == 10 || value.size() == 12) &&
      inn_holds(value))
    return Type::inn;
  return type;
}

}  // namespace

std::optional<Identifier> find_identifier(std::string_view property, std::string_view value) {
  const auto row = std::ranges::find(kProperties, property, &Property::name);
  if (row == std::end(kProperties)) return std::nullopt;
  Identifier out{row->type, plain(value, row->type == Type::wallet), Check::none};
  out.type = refine(out.type, out.value);
  if (out.type == Type::imo_ship) drop_front(out.value, "IMO");
  if (out.type == Type::lei) drop_front(out.value, "LEI");
  if (out.type == Type::mmsi) drop_front(out.value, "MMSI");
  if (all_digits(out.value)) {
    const size_t zeros = std::min(out.value.find_first_not_of('0'), out.value.size() - 1);
    // Codes of fixed length keep their zeros for the check digit; what is compared drops them.
    const std::string trimmed = out.value.substr(zeros);
    if (out.type == Type::imo_ship) {
      out.check = check_of(Type::imo_ship, trimmed);
      if (out.check == Check::bad && check_of(Type::imo_company, trimmed) == Check::good) {
        out.type = Type::imo_company;
        out.check = Check::good;
      }
    } else {
      out.check = check_of(out.type, out.value);
    }
    out.value = trimmed;
  } else {
    out.check = check_of(out.type, out.value);
  }
  if (out.type == Type::bic && out.value.size() == 11 && out.value.ends_with("XXX"))
    out.value.resize(8);
  if (out.value.empty() || out.value == "0") return std::nullopt;
  return out;
}

std::string_view name_of(IdentifierType type) {
  switch (type) {
    case Type::imo_ship:
      return "IMO number (ship)";
    case Type::imo_company:
      return "IMO number (company)";
    case Type::mmsi:
      return "MMSI";
    case Type::call_sign:
      return "call sign";
    case Type::lei:
      return "LEI";
    case Type::inn:
      return "INN";
    case Type::ogrn:
      return "OGRN";
    case Type::okpo:
      return "OKPO";
    case Type::kpp:
      return "KPP";
    case Type::bic:
      return "BIC";
    case Type::isin:
      return "ISIN";
    case Type::iban:
      return "IBAN";
    case Type::ssn:
      return "social security number";
    case Type::passport:
      return "passport";
    case Type::id_number:
      return "identity number";
    case Type::tax_number:
      return "tax number";
    case Type::registration:
      return "registration number";
    case Type::duns:
      return "DUNS";
    case Type::wallet:
      return "wallet";
    case Type::other:
      break;
  }
  return "identifier";
}

bool is_unique(IdentifierType type) {
  return type == Type::imo_ship || type == Type::imo_company || type == Type::lei ||
         type == Type::inn || type == Type::ogrn;
}

}  // namespace entente
