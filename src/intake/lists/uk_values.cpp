#include "intake/lists/uk_values.h"

#include "base/date.h"
#include "base/text.h"

namespace entente::intake {

std::string uk_schema(std::string_view kind, std::string_view name) {
  if (equals_ignoring_case(kind, "Individual")) return "Person";
  if (equals_ignoring_case(kind, "Ship")) return "Vessel";
  return std::string(schema_of_organisation(name));
}

std::string uk_id(std::string_view unique_id) { return "gb-fcdo-" + lower(unique_id); }

std::string uk_day(std::string_view text) {
  const auto parts = split(trim(text).substr(0, 10), '/');
  if (parts.size() != 3) return std::string(trim(text));
  std::string iso(parts[2]);
  for (size_t i = 2; i-- > 0 && parts[i].size() == 2 && is_digit(parts[i][0]);)
    iso += "-" + std::string(parts[i]);
  return parse_date(iso) ? iso : std::string(trim(text));
}

void add_uk_dates(EntityBuilder& out, std::string_view property, std::string_view text,
                  const std::string& place) {
  for (const auto& value : uk_values(text)) {
    const std::string day = uk_day(value);
    if (parse_date(day)) out.add(property, day, place);
    else out.add("notes", std::string(property) + ": " + value, place);
  }
}

std::string_view uk_name_property(std::string_view type, std::string_view strength) {
  if (lower(strength).starts_with("low")) return "weakAlias";
  if (lower(type).starts_with("primary name") && lower(type).find("variation") == std::string::npos)
    return "name";
  return lower(type).starts_with("former") ? "previousName" : "alias";
}

std::vector<std::string> uk_values(std::string_view text) {
  std::vector<std::string> out(1);
  for (size_t at = 0; at < text.size(); ++at) {
    size_t end = at + 1;
    if (text[at] == '(')
      while (end < text.size() && is_digit(text[end])) ++end;
    const bool mark =
        text[at] == '(' && end > at + 1 && end < at + 4 && end < text.size() && text[end] == ')';
    if (mark) out.emplace_back(), at = end;
    else out.back() += text[at];
  }
  std::vector<std::string> clean;
  for (const auto& value : out)
    if (const auto inner = trim(value); !inner.empty()) clean.emplace_back(inner);
  return clean;
}

}  // namespace entente::intake
