#include "engine/brief_findings.h"

#include <set>
#include <unordered_set>

#include "base/file.h"
#include "engine/ships/map.h"
#include "engine/weighing.h"
#include "tracing/ships/coast.h"

namespace entente {
namespace {

constexpr size_t kNamesMax = 200;
constexpr size_t kSheetsMax = 500;  // of payments, that a brief looks through

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

// A state may stand in a million claims, of which few are of money: their sheets are found by the
// words that all of them hold.
Status collect_money(const View& view, const ClaimFilter& filter, const WeighOptions& options,
                     KnownIds& known, BriefInput& out) {
  for (const char* words : {"filed as transfer assessed money trace version",
                            "filed as transfer assessed money typology version"}) {
    const auto sheets = view.search({.words = words, .count_max = kSheetsMax});
    if (!sheets) return std::unexpected(sheets.error());
    for (const SearchHit& sheet : *sheets) {
      const auto rows = view.rows_of_document(sheet.document.id);
      if (!rows) return std::unexpected(rows.error());
      const auto done = view.claims_at(*rows, filter, [&](StoredClaim&& stored) {
        const Claim& c = stored.claim;
        if (finding_family(c.extractor) == "money" &&
            (names_actor(c, out.a.key, options) || names_actor(c, out.b.key, options)) &&
            known.is_new(c.id, out.claims))
          out.claims.push_back(std::move(stored.claim));
        return true;
      });
      if (!done) return done;
    }
  }
  return {};
}

}  // namespace

Status collect_findings(const View& view, ClaimFilter filter, const WeighOptions& options,
                        BriefInput& out) {
  filter.any_role = true;
  std::set<std::string> names;
  KnownIds known;
  if (auto ok = collect_money(view, filter, options, known, out); !ok) return ok;
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
