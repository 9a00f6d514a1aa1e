#include "engine/brief_findings.h"

#include <set>

#include "base/file.h"
#include "engine/ships/map.h"
#include "tracing/ships/coast.h"

namespace entente {
namespace {

constexpr size_t kNamesMax = 200;

bool is_of_doers(const Claim& c) {
  const auto family = finding_family(c.extractor);
  return family == "ships" || family == "money";
}

}  // namespace

Status collect_findings(const View& view, ClaimFilter filter, BriefInput& out) {
  filter.any_role = true;
  std::set<std::string> names, known;
  for (const Claim& c : out.claims) known.insert(c.id);
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
      if (is_of_doers(stored.claim) && known.insert(stored.claim.id).second)
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
