// While one track is open, which is nearly always, a fix costs no call into the mathematics library
// but one for its latitude: courses are looked up, the cosine of a mean latitude follows from those
// of its two, and the exponential of the metric is only taken where two metrics have to be compared
// that bounds cannot tell apart. The plain form of the published code is the slow twin in
// segmenter_test.cpp.
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

double length(double x, double y) { return std::sqrt(x * x + y * y); }

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

double Segmenter::Point::metric() const { return padded > 0 ? std::exp(-misfit) / padded : 0; }
double Segmenter::Match::metric() const { return fits ? std::exp(-misfit) / padded : 0; }

Segmenter::Point Segmenter::point_of(const Fix& fix) {
  struct Direction {
    double east, north;
  };
  static const std::vector<Direction> kCourses = [] {
    std::vector<Direction> out(3600);
    for (size_t i = 0; i < out.size(); ++i)
      out[i] = {std::sin(kRadians * 0.1 * static_cast<double>(i)),
                std::cos(kRadians * 0.1 * static_cast<double>(i))};
    return out;
  }();
  Point out;
  out.time_ms = fix.time_ms;
  out.lat = fix.latitude();
  out.lon = fix.longitude();
  out.sin_lat = std::sin(kRadians * out.lat);
  out.cos_lat = std::sqrt(std::max(0.0, 1 - out.sin_lat * out.sin_lat));
  out.senders = senders_of(fix.sender);
  // A speed without a course says where to as little as no speed at all.
  const bool moves = fix.speed_dkn > 0 && fix.course_ddeg >= 0 && fix.course_ddeg < 3600;
  out.speed = moves ? 0.1 * fix.speed_dkn : 0;
  const Direction& course = kCourses[moves ? static_cast<size_t>(fix.course_ddeg) : 0];
  out.east = course.east;
  out.north = course.north;
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
  const double cos_sum = from.cos_lat * to.cos_lat - from.sin_lat * to.sin_lat;
  const double east_per_degree = 60 * std::sqrt(std::max(0.0, (1 + cos_sum) / 2));
  const double dx = east_per_degree * wrapped_degrees(to.lon - from.lon);
  const double dy = 60 * (to.lat - from.lat);
  const double ahead = from.speed * hours, back = to.speed * hours;
  // Degrees of longitude are taken at each fix, and back to miles between them, as published.
  const double stretch_from = east_per_degree / 60 / (from.cos_lat + kEpsilon);
  const double stretch_to = east_per_degree / 60 / (to.cos_lat + kEpsilon);
  const double foretold =
      0.5 * (length(dx - to.east * back * stretch_to, dy - to.north * back) +
             length(dx - from.east * ahead * stretch_from, dy - from.north * ahead));
  const double distance = length(dx, dy);
  const double still = distance * settings_->shape_factor;
  double off = std::numeric_limits<double>::infinity();
  const double along_from = from.east * dx + from.north * dy;
  const double along_to = to.east * dx + to.north * dy;
  if (along_from > 0 && along_from <= ahead && along_to > 0 && along_to <= back)
    off = 0.5 * settings_->shape_factor *
          (std::abs(from.east * dy - from.north * dx) + std::abs(to.east * dy - to.north * dx));
  return std::min({foretold, still, off});
}

double Segmenter::padded(double hours) const { return length(hours, settings_->buffer_hours); }

// Against the last fixes of the track. A fit to an earlier one puts those behind it in doubt, and
// counts only when it is better by the lookback factor and better than they fitted themselves.
Segmenter::Match Segmenter::match(const Track& track, const Point& point) const {
  uint8_t senders = 0;
  for (size_t i = 0; i < track.kept; ++i) senders |= track.ring[i].senders;
  const bool known = point.senders != 4 && senders < 4;
  const bool matches = !known || (senders & point.senders);
  const double unlike = matches ? 0 : -std::log(settings_->mismatch_weight);
  Match out;
  double best = 0;  // at most the metric of `out` over its factor
  for (size_t i = 0; i < track.kept; ++i) {
    const Point& last = track.back(i);
    const double hours = static_cast<double>(point.time_ms - last.time_ms) * kHoursPerMs;
    if (hours > settings_->hours_max) break;
    const double factor = factor_of(i);
    const double wide = padded(hours);
    const double bound = 1 / (wide * factor);  // of this metric, and of all further back
    if (bound <= best) break;
    const double existing = i ? track.back(i - 1).metric() : 0;
    if (bound <= existing || (out.fits && bound <= out.metric() / factor_of(out.dropped))) continue;
    const double allowed = wide * settings_->knots_max;
    const double off = discrepancy(last, point, penalized(hours));
    if (off > allowed) continue;
    const double alpha = settings_->knots_max / settings_->penalty_knots * off / allowed;
    const Match now{alpha * alpha + unlike, wide, hours, i, true};
    if (i) {
      const double metric = now.metric() / factor;
      if (metric <= existing || metric <= out.metric() / factor_of(out.dropped)) continue;
      best = metric;
    } else {
      best = (1 - now.misfit) / wide;  // exp(-x) is no less than 1 - x
    }
    out = now;
  }
  return out;
}

double Segmenter::factor_of(size_t dropped) const {
  return dropped ? std::max(1.0, static_cast<double>(dropped) * settings_->lookback_factor) : 1;
}

void Segmenter::add(Track& track, Point& point, const Match& match) {
  // Those in doubt are forgotten, so that later fixes are not held against them.
  track.newest = (track.newest + kLookback - match.dropped + 1) % kLookback;
  track.kept = std::min(track.kept - match.dropped + 1, kLookback);
  point.misfit = match.misfit;
  point.padded = match.padded;
  track.ring[track.newest] = point;
  ++track.count;
}

Placed Segmenter::begin(const Point& point) {
  if (open_.size() >= settings_->open_max)
    open_.erase(std::min_element(open_.begin(), open_.end(), [](const Track& a, const Track& b) {
      return a.back(0).time_ms < b.back(0).time_ms;
    }));
  Track track;
  track.id = tracks_++;
  track.count = 1;
  track.kept = 1;
  track.ring[0] = point;
  open_.push_back(track);
  return {track.id, true};
}

void Segmenter::close_old(int64_t time_ms) {
  const auto oldest = static_cast<int64_t>(settings_->hours_max * 3'600'000);
  std::erase_if(open_, [&](const Track& t) { return time_ms - t.back(0).time_ms > oldest; });
}

Placed Segmenter::place(const Fix& fix) {
  Point point = point_of(fix);
  close_old(fix.time_ms);
  if (open_.size() != 1) return choose(fix, point);
  const Match only = match(open_[0], point);
  if (!only.fits) return begin(point);
  if (fix.sender == Fix::Sender::long_range && only.hours < settings_->long_range_hours_min)
    return {};
  add(open_[0], point, only);
  return {open_[0].id, false};
}

// Among several open tracks, or none.
Placed Segmenter::choose(const Fix& fix, Point& point) {
  struct Candidate {
    size_t track;
    double metric;
    Match match;
  };
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < open_.size(); ++i) {
    const Match found = match(open_[i], point);
    if (!found.fits) continue;
    const double alpha = static_cast<double>(open_[i].count) / settings_->short_track;
    candidates.push_back({i, found.metric() * alpha / std::sqrt(1 + alpha * alpha), found});
  }
  if (candidates.empty()) return begin(point);
  const Candidate best =
      *std::max_element(candidates.begin(), candidates.end(),
                        [](const Candidate& a, const Candidate& b) { return a.metric < b.metric; });
  std::erase_if(candidates, [&](const Candidate& c) {
    return c.metric * settings_->ambiguity_factor < best.metric;
  });
  double hours = best.match.hours;
  for (const Candidate& c : candidates) hours = std::min(hours, c.match.hours);
  if (fix.sender == Fix::Sender::long_range && hours < settings_->long_range_hours_min) return {};
  if (candidates.size() == 1) {
    add(open_[best.track], point, best.match);
    return {open_[best.track].id, false};
  }
  // Ambiguous: all of them end here, and a new one begins.
  for (auto at = candidates.rbegin(); at != candidates.rend(); ++at)
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at->track));
  return begin(point);
}

}  // namespace entente
