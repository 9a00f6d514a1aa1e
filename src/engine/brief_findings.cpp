#include "engine/brief_findings.h"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_set>

#include "base/file.h"
#include "engine/ships/map.h"
#include "engine/weighing.h"
#include "tracing/ships/coast.h"

namespace entente {
namespace {

constexpr size_t kNamesMax = 200;
constexpr size_t kSheetsMax = 500;  // of one definition, that a brief looks through

bool is_of_doers(const Claim& c) {
  const auto family = finding_family(c.extractor);
  return family == "ships" || family == "money";
}

// Most ledgers hold no findings: the ids of what is there are looked at when the first comes.
class KnownIds {
 public:
  bool is_new(const std::string& id, const std::vector<Claim>& there) {
    if (ids_.empty())
      for (const Claim& c : there) ids_.insert(c.id);
    return ids_.insert(id).second;
  }

 private:
  std::unordered_set<std::string> ids_;
};

// Adds those of the findings of a definition that `is_wanted`. A state may stand in a million
// claims, of which few are of money or ships: their sheets are found by the words that all of them
// hold.
Status collect_sheets(const View& view, const ClaimFilter& filter, const std::string& definition,
                      const std::function<bool(const Claim&)>& is_wanted, KnownIds& known,
                      BriefInput& out) {
  const auto sheets =
      view.search({.words = "filed as " + definition + " version", .count_max = kSheetsMax});
  if (!sheets) return std::unexpected(sheets.error());
  for (const SearchHit& sheet : *sheets) {
    const auto rows = view.rows_of_document(sheet.document.id);
    if (!rows) return std::unexpected(rows.error());
    const auto done = view.claims_at(*rows, filter, [&](StoredClaim&& stored) {
      if (is_wanted(stored.claim) && known.is_new(stored.claim.id, out.claims))
        out.claims.push_back(std::move(stored.claim));
      return true;
    });
    if (!done) return done;
  }
  return {};
}

Status collect_money(const View& view, const ClaimFilter& filter, const WeighOptions& options,
                     KnownIds& known, BriefInput& out) {
  const auto is_wanted = [&](const Claim& c) {
    return finding_family(c.extractor) == "money" &&
           (names_actor(c, out.a.key, options) || names_actor(c, out.b.key, options));
  };
  for (const char* definition :
       {"transfer assessed money trace", "transfer assessed money typology"})
    if (auto ok = collect_sheets(view, filter, definition, is_wanted, known, out); !ok) return ok;
  return {};
}

// Which ships of logs are those that the claims so far name. What they name is looked at when the
// first such finding comes.
Status collect_named(const View& view, const ClaimFilter& filter, KnownIds& known,
                     BriefInput& out) {
  std::unordered_set<std::string> said;
  const size_t claims = out.claims.size();
  const auto is_said = [&](const Mention& m) {
    if (said.empty())
      for (size_t i = 0; i < claims; ++i)
        for (const auto* role : {&out.claims[i].subject, &out.claims[i].counterpart,
                                 &out.claims[i].against, &out.claims[i].object, &out.claims[i].via})
          for (const Mention& each : *role) said.insert(each.text);
    return said.contains(m.text);
  };
  const auto is_wanted = [&](const Claim& c) {
    return c.extractor.name == "ships.named" && std::ranges::any_of(c.object, is_said);
  };
  for (const char* definition : {"move assessed ships named", "move possible ships named"})
    if (auto ok = collect_sheets(view, filter, definition, is_wanted, known, out); !ok) return ok;
  return {};
}

}  // namespace

Status collect_findings(const View& view, ClaimFilter filter, const WeighOptions& options,
                        BriefInput& out) {
  filter.any_role = true;
  std::set<std::string> names;
  KnownIds known;
  if (auto ok = collect_money(view, filter, options, known, out); !ok) return ok;
  if (auto ok = collect_named(view, filter, known, out); !ok) return ok;
  // Twice, since a ship may be found under a second name.
  for (int round = 0; round < 2; ++round) {
    std::set<std::string> fresh;
    for (const Claim& c : out.claims)
      if (is_of_doers(c))
        for (const auto* role : {&c.subject, &c.via})
          for (const Mention& m : *role)
            if (names.size() < kNamesMax && names.insert(m.text).second) fresh.insert(m.text);
    if (fresh.empty()) break;
    filter.actors = {{}};
    for (const std::string& name : fresh) filter.actors[0].push_back({.text = name});
    const auto done = view.claims(filter, [&](StoredClaim&& stored) {
      if (is_of_doers(stored.claim) && known.is_new(stored.claim.id, out.claims))
        out.claims.push_back(std::move(stored.claim));
      return true;
    });
    if (!done) return done;
  }
  return {};
}

std::string map_of_places(const Engine::Parts& parts, const std::vector<BriefPlace>& places) {
  const auto home = parts.home();
  const auto text = home ? read_file(*home + "/data/coastline.tsv", size_t{64} << 20)
                         : Result<std::string>(std::unexpected(home.error()));
  const auto coast = text ? Coast::parse(*text) : Result<Coast>(std::unexpected(text.error()));
  if (!coast) {
    parts.report(coast.error());
    return {};
  }
  std::vector<MapMark> marks;
  for (const BriefPlace& place : places) marks.push_back({{place.lat, place.lon}, place.text});
  return ships_map(*coast, {}, marks, "Where it was; numbers in brackets are footnotes");
}

}  // namespace entente
