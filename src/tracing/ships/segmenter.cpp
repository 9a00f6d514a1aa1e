// Cost: about 60 ns a fix while one track is open, which is nearly always: course and latitude are
// turned into a vector once a fix, and earlier fixes are only looked at when the last one fitted so
// badly that one of them could win (the bound is in match()). The plain form of the published code
// is segmenter_test.cpp's slow twin.
#include "tracing/ships/segmenter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "tracing/ships/sea_distance.h"

namespace entente {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kHoursPerMs = 1.0 / 3'600'000;
constexpr double kEpsilon = 1e-3;  // keeps longitudes finite at the poles

uint8_t senders_of(Fix::Sender sender) {
  switch (sender) {
    case Fix::Sender::class_a:
      return 1;
    case Fix::Sender::class_b:
      return 2;
    case Fix::Sender::long_range:
      return 3;
    case Fix::Sender::unknown:
      break;
  }
  return 4;
}

}  // namespace

Segmenter::Point Segmenter::point_of(const Fix& fix) {
  Point out;
  out.time_ms = fix.time_ms;
  out.lat = fix.latitude();
  out.lon = fix.longitude();
  out.cos_lat = std::cos(kRadians * out.lat);
  out.senders = senders_of(fix.sender);
  // A speed without a course says where to as little as no speed at all.
  const bool moves = fix.speed_dkn > 0 && fix.course_ddeg != Fix::kNone;
  if (moves) {
    const double course = kRadians * 0.1 * fix.course_ddeg;
    out.speed = 0.1 * fix.speed_dkn;
    out.east = std::sin(course);
    out.north = std::cos(course);
  } else {
    out.north = 1;  // course 0, as the published code has it
  }
  return out;
}

double Segmenter::penalized(double hours) const {
  const double exponent = 1 - settings_->hours_exponent;
  const double relative = std::max(hours, 0.0) / settings_->penalty_hours;
  return hours / (1 + (exponent == 0.5 ? std::sqrt(relative) : std::pow(relative, exponent)));
}

// The least of three, in nautical miles: how far the ship is from where it was foretold (averaged
// with the same backwards in time), how far it moved at all, how far it is off its straight path.
double Segmenter::discrepancy(const Point& from, const Point& to, double hours) const {
  const double east_per_degree = 60 * std::cos(kRadians * 0.5 * (from.lat + to.lat));
  const double dx = east_per_degree * wrapped_degrees(to.lon - from.lon);
  const double dy = 60 * (to.lat - from.lat);
  const double ahead = from.speed * hours, back = to.speed * hours;
  // Degrees of longitude are taken at each fix, and back to miles between them, as published.
  const double stretch_from = east_per_degree / 60 / (from.cos_lat + kEpsilon);
  const double stretch_to = east_per_degree / 60 / (to.cos_lat + kEpsilon);
  const double foretold =
      0.5 * (std::hypot(dx - to.east * back * stretch_to, dy - to.north * back) +
             std::hypot(dx - from.east * ahead * stretch_from, dy - from.north * ahead));
  const double distance = std::sqrt(dx * dx + dy * dy);
  const double still = distance * settings_->shape_factor;
  double off = std::numeric_limits<double>::infinity();
  const double along_from = from.east * dx + from.north * dy;
  const double along_to = to.east * dx + to.north * dy;
  if (along_from > 0 && along_from <= ahead && along_to > 0 && along_to <= back)
    off = 0.5 * settings_->shape_factor *
          (std::abs(from.east * dy - from.north * dx) + std::abs(to.east * dy - to.north * dx));
  return std::min({foretold, still, off});
}

double Segmenter::metric_of(double discrepancy, double hours) const {
  const double padded =
      std::sqrt(hours * hours + settings_->buffer_hours * settings_->buffer_hours);
  const double allowed = padded * settings_->knots_max;
  if (discrepancy > allowed) return 0;
  const double alpha = settings_->knots_max / settings_->penalty_knots * discrepancy / allowed;
  return std::exp(-alpha * alpha) / padded;
}

// Against the last fixes of the track. A fit to an earlier one puts those behind it in doubt, and
// counts only when it is better by the lookback factor and better than they fitted themselves.
Segmenter::Match Segmenter::match(const Track& track, const Point& point) const {
  uint8_t senders = 0;
  for (size_t i = 0; i < track.kept; ++i) senders |= track.last[i].senders;
  const bool known = point.senders != 4 && senders < 4;
  const double weight = !known || (senders & point.senders) ? 1 : settings_->mismatch_weight;
  Match out;
  double best = 0;
  for (size_t back = 0; back < track.kept; ++back) {
    const Point& last = track.last[back];
    const double hours = static_cast<double>(point.time_ms - last.time_ms) * kHoursPerMs;
    if (hours > settings_->hours_max) break;
    const double existing = back ? track.last[back - 1].metric : 0;
    const double factor =
        back ? std::max(1.0, static_cast<double>(back) * settings_->lookback_factor) : 1;
    // No metric is above 1 / padded hours, nor is any further back.
    const double bound = 1 / (std::max(hours, settings_->buffer_hours) * factor);
    if (bound <= best) break;
    if (bound <= existing) continue;
    const double metric = weight * metric_of(discrepancy(last, point, penalized(hours)), hours);
    if (metric <= 0 || metric / factor <= existing || metric / factor <= best) continue;
    best = metric / factor;
    out = {metric, hours, back, true};
  }
  return out;
}

void Segmenter::add(Track& track, const Point& point, const Match& match) {
  // Those in doubt are forgotten, so that later fixes are not held against them.
  const size_t keep = std::min(track.kept - match.dropped, kLookback - 1);
  std::array<Point, kLookback> last;
  for (size_t i = 0; i < keep; ++i) last[i + 1] = track.last[i + match.dropped];
  last[0] = point;
  last[0].metric = match.metric;
  track.last = last;
  track.kept = keep + 1;
  ++track.count;
}

Placed Segmenter::begin(const Point& point) {
  if (open_.size() >= settings_->open_max)
    open_.erase(std::min_element(open_.begin(), open_.end(), [](const Track& a, const Track& b) {
      return a.last[0].time_ms < b.last[0].time_ms;
    }));
  Track track;
  track.id = tracks_++;
  track.count = 1;
  track.kept = 1;
  track.last[0] = point;
  open_.push_back(track);
  return {track.id, true};
}

void Segmenter::close_old(int64_t time_ms) {
  const auto oldest = static_cast<int64_t>(settings_->hours_max * 3'600'000);
  std::erase_if(open_, [&](const Track& t) { return time_ms - t.last[0].time_ms > oldest; });
}

Placed Segmenter::place(const Fix& fix) {
  const Point point = point_of(fix);
  close_old(fix.time_ms);
  matches_.clear();
  size_t best = open_.size(), fitting = 0;
  double best_metric = 0;
  for (const Track& track : open_) {
    matches_.push_back(match(track, point));
    Match& m = matches_.back();
    if (!m.fits) continue;
    ++fitting;
    const double alpha = static_cast<double>(track.count) / settings_->short_track;
    const double metric = m.metric * alpha / std::sqrt(1 + alpha * alpha);
    if (metric > best_metric || best == open_.size()) {
      best_metric = metric;
      best = matches_.size() - 1;
    }
  }
  if (fitting == 0) return begin(point);
  const double hours = matches_[best].hours;
  if (fix.sender == Fix::Sender::long_range && hours < settings_->long_range_hours_min) return {};
  if (fitting > 1) {
    const auto close = [&](size_t i) {
      const double alpha = static_cast<double>(open_[i].count) / settings_->short_track;
      return matches_[i].fits && matches_[i].metric * alpha / std::sqrt(1 + alpha * alpha) *
                                         settings_->ambiguity_factor >=
                                     best_metric;
    };
    size_t ambiguous = 0;
    for (size_t i = 0; i < open_.size(); ++i) ambiguous += close(i);
    if (ambiguous > 1) {
      size_t kept = 0;
      for (size_t i = 0; i < open_.size(); ++i)
        if (!close(i)) open_[kept++] = open_[i];
      open_.resize(kept);
      return begin(point);
    }
  }
  add(open_[best], point, matches_[best]);
  return {open_[best].id, false};
}

}  // namespace entente
