// A text is looked up whole, then without what stands in brackets, then by what stands before the
// bracket's opening alone, since Eurostat writes "Sudan (incl. South Sudan 'SS' -> 2012)" and
// Kyrgyz tables "Korea (DPRK)". Keys are made by ICU once for each distinct text: readers remember
// them.
#include "intake/tables/place_names.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <charconv>
#include <climits>

#include "base/text.h"

namespace entente::intake {
namespace {

std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0) out += c;
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

int year_of(std::string_view cell, int open) {
  int out = open;
  std::from_chars(cell.data(), cell.data() + cell.size(), out);
  return out;
}

// Comtrade and BACI write 8 for Albania, ISO 008.
std::string without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return std::string(digits);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

Place::Kind kind_of(std::string_view code) {
  if (code == "@XX") return Place::Kind::other;
  if (code.starts_with('@')) return Place::Kind::group;
  return code.size() == 2 ? Place::Kind::country : Place::Kind::past;
}

}  // namespace

std::string place_key(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const kFold = icu::Normalizer2::getNFKDInstance(status);
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  icu::UnicodeString flat = U_SUCCESS(status) ? kFold->normalize(source, status) : source;
  flat.foldCase();
  icu::UnicodeString out;
  for (int32_t at = 0; at < flat.length();) {
    const UChar32 c = flat.char32At(at);
    at += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (u_isalnum(c)) out.append(c);
    else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') out.append(u' ');
  }
  out.trim();
  std::string key;
  out.toUTF8String(key);
  std::string words;
  for (std::string_view word : split(key, ' ')) {
    if (word == "and" || word == "et" || word == "the" || word == "of") continue;
    if (word == "st") word = "saint";
    words += words.empty() ? "" : " ";
    words += word;
  }
  return words.empty() ? key : words;
}

PlaceNames::PlaceNames(PlaceNames&& other) noexcept
    : places_(std::move(other.places_)),
      ids_(std::move(other.ids_)),
      codes_(std::move(other.codes_)),
      known_(other.known_) {}

uint16_t PlaceNames::place_of(std::string_view code) {
  const auto [at, fresh] =
      codes_.try_emplace(std::string(code), static_cast<uint16_t>(places_.size()));
  if (!fresh) return at->second;
  Place place;
  place.code = code;
  place.kind = kind_of(code);
  places_.push_back(std::move(place));
  keep(place_key(code), at->second);
  return at->second;
}

Status PlaceNames::take_rows(std::string_view table, std::string_view file) {
  size_t line = 0;
  for (const std::string_view row : split(table, '\n')) {
    ++line;
    if (row.empty() || row.starts_with('#') || row.starts_with("code\t")) continue;
    const auto cells = split(row, '\t');
    if (cells.size() < 3 || cells[0].empty() || cells[2].empty())
      return fail(Code::malformed, "a row needs code, type and text",
                  std::string(file) + ":" + std::to_string(line), std::string(row));
    const uint16_t id = place_of(cells[0]);
    Place& place = places_[id];
    const std::string_view type = cells[1];
    const int from = cells.size() > 3 ? year_of(cells[3], INT_MIN) : INT_MIN;
    const int to = cells.size() > 4 ? year_of(cells[4], INT_MAX) : INT_MAX;
    if (type == "member") {
      place.members.push_back({place_of(cells[2]), from, to});
      continue;
    }
    if (type == "name") place.name = cells[2], place.from = from, place.to = to;
    if (type == "iso3") place.iso3 = cells[2];
    keep(type == "number" ? without_zeros(cells[2]) : place_key(cells[2]), id);
  }
  return {};
}

Result<PlaceNames> PlaceNames::read(std::string_view countries, std::string_view words) {
  PlaceNames out;
  // What people wrote comes first: their numbers and names win over those of the dictionary.
  if (auto ok = out.take_rows(words, "country_words.tsv"); !ok) return std::unexpected(ok.error());
  if (auto ok = out.take_rows(countries, "countries.tsv"); !ok) return std::unexpected(ok.error());
  for (Place& place : out.places_) {
    if (place.kind == Place::Kind::past && place.iso3.empty() && place.code.size() == 3)
      place.iso3 = place.code;
    if (place.name.empty())
      return fail(Code::malformed, "a place without a name", "country_words.tsv", place.code);
  }
  out.known_ = out.places_.size();
  return out;
}

uint16_t PlaceNames::find(std::string_view text) const {
  text = trim(text);
  if (text.empty()) return kNone;
  const auto look = [&](const std::string& key) {
    const auto at = ids_.find(key);
    return at == ids_.end() ? kNone : at->second;
  };
  if (is_number(text)) return look(without_zeros(text));
  if (const auto id = look(place_key(text)); id != kNone) return id;
  if (text.find('(') == text.npos) {
    // "Countries and territories not specified within the framework of …"
    for (const std::string_view stop :
         {" within the framework", " dans le cadre", " for commercial", " pour des raisons",
          " in the framework"})
      if (const size_t at = text.find(stop); at != text.npos) return find(text.substr(0, at));
    return kNone;
  }
  if (const auto id = look(place_key(without_brackets(text))); id != kNone) return id;
  return look(place_key(text.substr(0, text.find('('))));
}

uint16_t PlaceNames::find_or_add(std::string_view text) {
  const std::scoped_lock lock(adding_);
  if (const uint16_t id = find(text); id != kNone) return id;
  const std::string key = place_key(text);
  if (trim(text).empty() || key.empty() || places_.size() - known_ >= kUnknownMax) return kNone;
  const auto id = static_cast<uint16_t>(places_.size());
  Place place;
  place.code = place.name = squeeze(text);
  places_.push_back(std::move(place));
  keep(is_number(trim(text)) ? without_zeros(trim(text)) : key, id);
  return id;
}

}  // namespace entente::intake
