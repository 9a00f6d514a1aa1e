// `entente ships`: logs through the readers, windows of fixes through the fleets, findings out.
//
// Fixes are dealt to four fleets by MMSI, so that two threads always have work and the answer does
// not depend on how many there are. A log sorted by time goes by in windows of a quarter of a
// million fixes and leaves behind what its ships need to remember; one that is not (a ship's fix
// comes in a later window than a later fix of the same ship) is read again and held in memory as a
// whole, which a note says. Standard input cannot be read again: there such fixes are passed over
// and counted.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <thread>

#include "base/file.h"
#include "base/ordered_work.h"
#include "engine/filing/filing.h"
#include "engine/parts.h"
#include "engine/ships/filed.h"
#include "engine/ships/records.h"
#include "engine/ships/request.h"
#include "engine/ships/tables.h"
#include "engine/ships/ties.h"
#include "entente/ships.h"
#include "intake/tracks/track_reader.h"
#include "tracing/ships/fleet.h"
#include "tracing/ships/identity.h"

namespace entente {
namespace {

constexpr uint32_t kFleets = 16;
constexpr size_t kWindowFixes = size_t{1} << 18;

class Run {
 public:
  Run(const Engine::Parts& parts, const ShipsRequest& request, const ShipSettings& settings,
      size_t window)
      : parts_(parts),
        request_(request),
        settings_(settings),
        window_max_(window),
        encounters_(settings.encounters) {
    for (uint32_t i = 0; i < kFleets; ++i) fleets_.emplace_back(settings, i, kFleets);
  }

  // False when the inputs have to be read in one window instead.
  bool read(ShipsCounts& counts, size_t& failed);
  std::vector<Finding> findings(const MidTable& mids, ShipsCounts& counts);
  const IdentityFinder& identities() const { return identities_; }
  const RowPlaces& places() const { return places_; }

 private:
  bool take(TrackBlock&& block);
  void process();
  void collect_points();
  void close_slots(int64_t until);
  bool may_read_again() const {
    return window_max_ != SIZE_MAX &&
           std::find(request_.paths.begin(), request_.paths.end(), "-") == request_.paths.end();
  }

  const Engine::Parts& parts_;
  const ShipsRequest& request_;
  const ShipSettings& settings_;
  const size_t window_max_;
  std::vector<Fleet> fleets_;
  std::unordered_map<uint64_t, Particulars> particulars_;
  IdentityFinder identities_;
  EncounterFinder encounters_;
  std::vector<Finding> findings_;
  std::map<int64_t, std::vector<ShipPoint>> slots_;
  int64_t closed_ = INT64_MIN;
  RowPlaces places_;
  TrackCounts counts_;
  uint64_t rows_before_ = 0, late_ = 0;
  size_t window_ = 0;
  int64_t newest_ms_ = INT64_MIN;
};

bool Run::take(TrackBlock&& block) {
  for (auto& [key, said] : block.particulars) particulars_.try_emplace(key, std::move(said));
  for (Fix& fix : block.fixes) {
    fix.row += rows_before_;
    newest_ms_ = std::max(newest_ms_, fix.time_ms);
    fleets_[Fleet::share_of(fix.mmsi, kFleets)].add(fix);
  }
  window_ += block.fixes.size();
  counts_.add(block.counts);
  for (const BadLine& bad : block.bad_lines)
    if (places_.take_bad())
      parts_.note(
          fmt::format("{}: {} ({})", places_.of(rows_before_ + bad.line), bad.why, bad.piece));
  if (window_ >= window_max_) process();
  return !(late_ > 0 && may_read_again());
}

void Run::process() {
  window_ = 0;
  ordered_work(
      kFleets, std::min<size_t>(parts_.threads(), kFleets),
      [&](size_t i) {
        fleets_[i].process();
        return true;
      },
      [](size_t, bool) { return true; });
  for (Fleet& fleet : fleets_) {
    for (const Fix& fix : fleet.finds().said)
      if (const auto found = particulars_.find(fix.particulars); found != particulars_.end())
        identities_.said(found->second, fix);
    fleet.finds().said.clear();
    late_ += std::exchange(fleet.finds().late, 0);
  }
  if (settings_.wanted.encounters) {
    collect_points();
    const ResampleSettings& grid = settings_.encounters.grid;
    close_slots((newest_ms_ - grid.gap_ms_max) / grid.step_ms - 1);
  }
}

void Run::collect_points() {
  for (Fleet& fleet : fleets_) {
    for (const ShipPoint& point : fleet.finds().points) {
      if (point.at.slot <= closed_) ++late_;
      else slots_[point.at.slot].push_back(point);
    }
    fleet.finds().points.clear();
  }
}

void Run::close_slots(int64_t until) {
  std::vector<decltype(slots_)::iterator> ready;
  for (auto at = slots_.begin(); at != slots_.end() && at->first <= until; ++at)
    ready.push_back(at);
  const auto keep = [&](Encounter&& met) {
    const double km = settings_.encounters.port_km_min;
    if (settings_.anchorages && km > 0 &&
        settings_.anchorages->nearest(met.mean_lat(), met.mean_lon(), km))
      return;
    findings_.push_back(finding_of(met));
  };
  ordered_work(
      ready.size(), parts_.threads(),
      [&](size_t i) { return near_pairs(ready[i]->second, settings_.encounters.km_max); },
      [&](size_t i, std::vector<NearPair>&& pairs) {
        encounters_.close_slot(ready[i]->first, ready[i]->second, pairs, keep);
        slots_.erase(ready[i]);
        return true;
      });
  if (until == INT64_MAX) encounters_.finish(keep);
  closed_ = std::max(closed_, until);
}

bool Run::read(ShipsCounts& counts, size_t& failed) {
  for (const std::string& path : request_.paths) {
    places_.begin(path, rows_before_);
    const auto before = counts_.lines;
    const TrackOptions options{
        parts_.threads(), parts_.settings.stop,
        [&](uint64_t done, uint64_t total) { parts_.progress("reading", done, total); },
        settings_.wanted.tracks()};
    const auto status =
        read_tracks(path, options, [&](TrackBlock&& block) { return take(std::move(block)); });
    if (late_ > 0 && may_read_again()) return false;
    // CSV counts its header too; rows of the next file begin behind the last line of this one.
    rows_before_ += counts_.lines - before + 1;
    if (!status) {
      parts_.report(status.error());
      ++failed;
    }
    if (parts_.stopped()) break;
  }
  process();
  if (late_ > 0 && may_read_again()) return false;
  counts.lines = counts_.lines, counts.fixes = counts_.fixes, counts.bad = counts_.bad;
  counts.not_ships = counts_.not_ships, counts.no_time = counts_.no_time, counts.late = late_;
  return true;
}

std::vector<Finding> Run::findings(const MidTable& mids, ShipsCounts& counts) {
  ReceptionMap reception;
  for (Fleet& fleet : fleets_) {
    fleet.finish();
    counts.vessels += fleet.vessels().size();
    for (const Vessel& vessel : fleet.vessels())
      if (vessel.last().mmsi) identities_.last_of(vessel.last());
    if (settings_.wanted.gaps) reception.add(fleet.finds().reception);
    std::move(fleet.finds().findings.begin(), fleet.finds().findings.end(),
              std::back_inserter(findings_));
  }
  for (const Fleet& fleet : fleets_)
    for (const Gap& gap : const_cast<Fleet&>(fleet).finds().gaps) {
      GapPlace place;
      place.positions_a_day = reception.positions_a_day(gap.off_position);
      if (settings_.shore && gap.off_position.has_position())
        place.shore_nm = settings_.shore(gap.off_position.latitude(), gap.off_position.longitude());
      findings_.push_back(finding_of(gap, place, settings_.gaps));
    }
  if (settings_.wanted.encounters) {
    collect_points();
    close_slots(INT64_MAX);
  }
  if (settings_.wanted.identity)
    identities_.findings(mids, [&](Finding&& f) { findings_.push_back(std::move(f)); });
  std::sort(findings_.begin(), findings_.end(), comes_before);
  return std::move(findings_);
}

// `ties`: of the ledger that findings go into; null without one.
Exit run(const Engine::Parts& parts, const ShipsRequest& request, const ShipSettings& settings,
         const ShipFilter& filter, const MidTable& mids, ShipTies* ties, ShipsCounts& counts,
         const std::function<bool(const ShipFinding&)>& take) {
  Tally tally;
  auto reading = std::make_unique<Run>(parts, request, settings, kWindowFixes);
  if (!reading->read(counts, tally.failed)) {
    parts.note("the log is not sorted by time: it is read again and held in memory");
    tally.failed = 0;
    reading = std::make_unique<Run>(parts, request, settings, SIZE_MAX);
    reading->read(counts, tally.failed);
  }
  const auto give = [&](const ShipFinding& record) {
    ++counts.findings;
    ++tally.found;
    tally.cut_off = !take(record);
    return !tally.cut_off;
  };
  std::vector<ShipFinding> records;
  for (const Finding& finding : reading->findings(mids, counts)) {
    ShipFinding record = record_of(finding, reading->identities(), reading->places());
    if (!filter.lets(record)) continue;
    if (ties) records.push_back(std::move(record));
    else if (!give(record)) break;
  }
  if (ties)
    if (auto ok = ties->attach(records, reading->identities(), reading->places()); !ok)
      return parts.report(ok.error());
  for (const ShipFinding& record : records)
    if (!give(record)) break;
  return tally.end(parts);
}

}  // namespace

Exit find_ships(const Settings& settings, const ShipsRequest& request, ShipsCounts& counts,
                const std::function<bool(const ShipFinding&)>& take) {
  const Engine::Parts parts(settings);
  auto wanted = ship_settings(request);
  if (!wanted) return parts.report(wanted.error());
  const auto filter = ship_filter(request);
  if (!filter) return parts.report(filter.error());
  auto tables = ship_tables(parts, request, *wanted);
  if (!tables) return parts.report_missing(tables.error());
  if (!tables->anchorages.empty()) wanted->anchorages = &tables->anchorages;
  if (!tables->coast.rings().empty())
    wanted->shore = [coast = &tables->coast](double lat, double lon) {
      return std::optional(coast->shore_nm(lat, lon));
    };
  if (wanted->wanted.positions && !tables->coast.rings().empty()) {
    wanted->positions.land.inland_nm = [coast = &tables->coast](double lat, double lon) {
      return coast->inland_nm(lat, lon);
    };
    wanted->positions.land.anchorages = wanted->anchorages;
  }
  if (!request.filing.wanted)
    return run(parts, request, *wanted, *filter, tables->mids, nullptr, counts, take);
  auto filed = ShipsFiled::make(parts);
  if (!filed) return parts.report_missing(filed.error());
  auto ties = ShipTies::read(parts, settings.ledger);
  if (!ties) return parts.report(ties.error());
  const Exit done = run(parts, request, *wanted, *filter, tables->mids, &*ties, counts,
                        [&](const ShipFinding& finding) {
                          filed->take(finding);
                          return take(finding);
                        });
  return file_findings(parts, request.filing, filed->found(*ties), counts.filed, done);
}

}  // namespace entente
