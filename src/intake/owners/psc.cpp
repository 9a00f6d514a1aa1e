// The register of persons with significant control of Companies House (United Kingdom), as its
// snapshot is published: a JSON object a line, {"company_number", "data": {…}}.
//
// Bands are those of the law: more than 25 and not more than 50 %, more than 50 and less than 75 %,
// 75 % or more. A company in the United Kingdom is known by its number, so that chains join; a
// person by name, month of birth and nationality, which is what the register tells of them.
#include <simdjson.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "intake/lists/json_stream.h"
#include "intake/owners/builder.h"

namespace entente::intake {
namespace {

namespace sj = simdjson::dom;

struct Nature {
  std::string_view begins;
  StakeKind kind;
};
constexpr Nature kNatures[] = {
    {"ownership-of-shares-", StakeKind::ownership},
    {"right-to-share-surplus-assets-", StakeKind::ownership},
    {"part-right-to-share-surplus-assets-", StakeKind::ownership},
    {"voting-rights-", StakeKind::votes},
    {"right-to-appoint-and-remove-", StakeKind::control},
    {"significant-influence-or-control", StakeKind::control},
    {"part-right-to-appoint-and-remove-", StakeKind::control},
};
struct NatureBand {
  std::string_view words;
  Band band;
};
constexpr NatureBand kBands[] = {
    {"25-to-50-percent", {25 * kPercent + 1, 50 * kPercent}},
    {"50-to-75-percent", {50 * kPercent + 1, 75 * kPercent - 1}},
    {"75-to-100-percent", {75 * kPercent, kWhole}},
    {"more-than-25-percent", {25 * kPercent + 1, kWhole}},
};

std::string text_of(sj::object object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) ? std::string() : std::string(text);
}

std::string company_id(std::string number) {
  std::erase(number, ' ');
  for (char& c : number)
    if (is_lower(c)) c = static_cast<char>(c - 32);
  if (number.size() < 8 && std::ranges::all_of(number, is_digit))
    number.insert(0, 8 - number.size(), '0');
  return number;
}

bool is_british(sj::object identification) {
  const std::string place = lower(text_of(identification, "country_registered") + " " +
                                  text_of(identification, "place_registered"));
  for (const char* word : {"england", "wales", "scotland", "northern ireland", "united kingdom",
                           "great britain", "companies house"})
    if (place.find(word) != place.npos) return true;
  return trim(place) == "uk" || place.starts_with("uk ");
}

std::string owner_id(sj::object data) {
  sj::object identification;
  if (!data["identification"].get(identification)) {
    const std::string number = text_of(identification, "registration_number");
    if (!number.empty() && is_british(identification)) return company_id(number);
    if (!number.empty())
      return lower(text_of(identification, "country_registered")) + ":" + company_id(number);
  }
  std::string id = squeeze(lower(text_of(data, "name")));
  sj::object born;
  int64_t year = 0, month = 0;
  if (!data["date_of_birth"].get(born) && !born["year"].get(year)) {
    if (born["month"].get(month)) month = 0;
    id += ", born " + std::to_string(year) + "-" + (month < 10 ? "0" : "") + std::to_string(month);
  } else if (sj::object links; !data["links"].get(links)) {
    // Nothing else tells two of one name apart.
    if (auto self = text_of(links, "self"); !self.empty()) id = std::move(self);
  }
  if (const auto nationality = lower(text_of(data, "nationality")); !nationality.empty())
    id += ", " + nationality;
  return id;
}

class PscReader {
 public:
  PscReader(JsonStream& objects, StakeBuilder& out) : objects_(objects), out_(out) {}

  Status run() {
    for (;;) {
      const auto object = objects_.next();
      if (!object) return std::unexpected(object.error());
      if (object->empty()) return {};
      ++out_.report.records;
      sj::object root, data;
      if (parser_.parse(object->data(), object->size(), false).get(root))
        return fail(Code::malformed, "no JSON object", objects_.where(), shorten(*object, 80));
      if (root["data"].get(data)) out_.leave_out("an object without data");
      else take(company_id(text_of(root, "company_number")), data);
    }
  }

 private:
  void take(const std::string& company, sj::object data) {
    const std::string kind = text_of(data, "kind");
    if (kind == "totals#persons-of-significant-control-snapshot")
      return out_.leave_out("the totals at the end of a snapshot");
    if (const auto statement = text_of(data, "statement"); !statement.empty()) {
      if (text_of(data, "ceased_on").empty()) out_.undisclosed(company, statement);
      return;
    }
    if (kind.starts_with("super-secure")) return out_.undisclosed(company, kind);
    StakeRow row;
    const std::string place = objects_.place();
    row.line = std::strtoull(place.c_str() + place.rfind(':') + 1, nullptr, 10);
    row.owner = owner_id(data);
    row.entity = company;
    row.from = text_of(data, "notified_on");
    row.to = text_of(data, "ceased_on");
    sj::array natures;
    if (data["natures_of_control"].get(natures) || natures.size() == 0)
      return out_.leave_out("a person without natures of control");
    const std::string title = text_of(data, "name");
    if (!row.owner.empty()) out_.title(row.owner, title);
    for (const auto value : natures) {
      std::string_view nature;
      if (!value.get(nature)) add(nature, row, marks_of_words(title));
    }
  }

  void add(std::string_view nature, StakeRow row, uint8_t marks) {
    const auto known = std::ranges::find_if(
        kNatures, [&](const Nature& n) { return nature.starts_with(n.begins); });
    if (known == std::end(kNatures))
      return out_.leave_out("nature of control \"" + std::string(nature) + "\"");
    row.kind = known->kind;
    row.marks = marks;
    if (nature.find("-trust") != nature.npos || nature.find("-firm") != nature.npos)
      row.marks |= static_cast<uint8_t>(StakeMark::trust);
    Band band;
    for (const auto& b : kBands)
      if (nature.find(b.words) != nature.npos) band = b.band;
    out_.add(row, band);
  }

  JsonStream& objects_;
  StakeBuilder& out_;
  sj::parser parser_;
};

}  // namespace

Status read_stakes_psc(const std::string& path, StakeBuilder& out) {
  auto objects = JsonStream::open(path, out.options().bytes_max);
  if (!objects) return std::unexpected(objects.error());
  return PscReader(*objects, out).run();
}

}  // namespace entente::intake
