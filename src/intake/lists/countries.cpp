// English names from ICU's region data; names, full names and adjectives from data/states.tsv; and
// the inverted forms that lists use instead.
#include "intake/lists/countries.h"

#include <entente_generated/states_table.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <unordered_map>

#include "base/text.h"

namespace entente::intake {
namespace {

struct Variant {
  std::string_view name;
  std::string_view code;
};
constexpr Variant kVariants[] = {
    {"bolivia (plurinational state of)", "bo"},
    {"bolivia, plurinational state of", "bo"},
    {"bosnia and herzegovina", "ba"},
    {"brunei darussalam", "bn"},
    {"burma", "mm"},
    {"myanmar", "mm"},
    {"myanmar/burma", "mm"},
    {"myanmar/ burma", "mm"},
    {"democratic people's republic of korea (dprk)", "kp"},
    {"drc", "cd"},
    {"republic of türkiye", "tr"},
    {"cabo verde", "cv"},
    {"congo, democratic republic of the", "cd"},
    {"democratic republic of congo", "cd"},
    {"democratic republic of the congo", "cd"},
    {"congo, republic of the", "cg"},
    {"republic of the congo", "cg"},
    {"cote d'ivoire", "ci"},
    {"cote d ivoire", "ci"},
    {"czech republic", "cz"},
    {"hong kong", "hk"},
    {"hong kong, china", "hk"},
    {"macau", "mo"},
    {"iran (islamic republic of)", "ir"},
    {"iran, islamic republic of", "ir"},
    {"islamic republic of iran", "ir"},
    {"korea, north", "kp"},
    {"democratic people's republic of korea", "kp"},
    {"korea, democratic people's republic of", "kp"},
    {"dprk", "kp"},
    {"korea, south", "kr"},
    {"korea, republic of", "kr"},
    {"republic of korea", "kr"},
    {"kosovo", "xk"},
    {"lao people's democratic republic", "la"},
    {"libyan arab jamahiriya", "ly"},
    {"state of libya", "ly"},
    {"macedonia", "mk"},
    {"macedonia, the former yugoslav republic of", "mk"},
    {"moldova, republic of", "md"},
    {"republic of moldova", "md"},
    {"palestinian", "ps"},
    {"region: gaza", "ps"},
    {"region: crimea", "ua"},
    {"state of palestine", "ps"},
    {"west bank", "ps"},
    {"people's republic of china", "cn"},
    {"russian federation", "ru"},
    {"saint kitts and nevis", "kn"},
    {"saint vincent and the grenadines", "vc"},
    {"syrian arab republic", "sy"},
    {"taiwan, province of china", "tw"},
    {"tanzania, united republic of", "tz"},
    {"united republic of tanzania", "tz"},
    {"the gambia", "gm"},
    {"the bahamas", "bs"},
    {"bahamas, the", "bs"},
    {"gambia, the", "gm"},
    {"trinidad and tobago", "tt"},
    {"antigua and barbuda", "ag"},
    {"sao tome and principe", "st"},
    {"turkey", "tr"},
    {"turkiye", "tr"},
    {"türkiye", "tr"},
    {"uae", "ae"},
    {"united kingdom of great britain and northern ireland", "gb"},
    {"uk", "gb"},
    {"united states of america", "us"},
    {"usa", "us"},
    {"uzbek", "uz"},
    {"venezuela (bolivarian republic of)", "ve"},
    {"venezuela, bolivarian republic of", "ve"},
    {"viet nam", "vn"},
    {"virgin islands, british", "vg"},
    {"virgin islands, u.s.", "vi"},
};

using Codes = std::unordered_map<std::string, std::string>;

// What two states are called by ("Congolese") is left out; ICU's names come first.
void add_states(Codes& out) {
  Codes found;
  for (const auto line : split(kStates, '\n')) {
    const auto cells = split(line, '\t');
    if (cells.size() < 3 || line.starts_with('#')) continue;
    const std::string_view code = cells[0], type = cells[1];
    const bool state = code != "xx" && code != "su" && code != "yu" && code != "cs" && code != "dd";
    const bool word =
        type == "name" || type == "official" || type == "alias" || type == "adjective";
    if (!state || !word || code.size() != 2) continue;
    const auto [at, fresh] = found.try_emplace(lower(cells[2]), code);
    if (!fresh && at->second != code) at->second.clear();
  }
  for (auto& [name, code] : found)
    if (!code.empty()) out.try_emplace(name, code);
}

Codes make_table() {
  Codes out;
  for (const char* const* code = uloc_getISOCountries(); *code; ++code) {
    UErrorCode status = U_ZERO_ERROR;
    UChar name[128];
    const std::string locale = "und_" + std::string(*code);
    const int32_t length = uloc_getDisplayCountry(locale.c_str(), "en", name, 128, &status);
    if (U_FAILURE(status) || length <= 0 || length > 128) continue;
    std::string english;
    icu::UnicodeString(name, length).toUTF8String(english);
    out.emplace(lower(english), lower(*code));
  }
  add_states(out);
  for (const Variant& v : kVariants) out.insert_or_assign(std::string(v.name), std::string(v.code));
  return out;
}

}  // namespace

std::string country_code(std::string_view name) {
  static const auto table = make_table();
  std::string key = lower(squeeze(name));
  for (size_t at = 0; (at = key.find("\xE2\x80\x99", at)) != std::string::npos;)
    key.replace(at, 3, "'");  // a curly apostrophe
  if (key.starts_with("the ")) key.erase(0, 4);
  const auto at = table.find(key);
  return at == table.end() ? std::string{} : at->second;
}

}  // namespace entente::intake
