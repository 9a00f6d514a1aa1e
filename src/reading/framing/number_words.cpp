#include "reading/framing/number_words.h"

#include <cstdlib>
#include <string>

namespace entente {

std::optional<double> digits(std::string_view form) {
  if (form.empty() || !is_digit(form[0])) return std::nullopt;
  std::string plain;
  for (const char c : form) {
    if (c == ',') continue;
    if (!is_digit(c) && c != '.') return std::nullopt;
    plain += c;
  }
  char* end = nullptr;
  const double value = std::strtod(plain.c_str(), &end);
  return *end == '\0' ? std::optional(value) : std::nullopt;
}

bool hyphen(std::string_view form) {
  return form == "-" || form == "–" || form == "—" || form == "−";
}

}  // namespace entente
