// The segmenter against its published form, plainly written.
#include "tracing/ships/testing.h"

namespace entente {
namespace {

using namespace ships_testing;

// The published code in its plain form: every candidate of every track, nothing bounded.
class SlowSegmenter {
 public:
  explicit SlowSegmenter(const SegmenterSettings& s) : s_(s) {}
  int place(const Fix& fix) {
    std::erase_if(open_, [&](const Track& t) { return hours(t.fixes.back(), fix) > s_.hours_max; });
    struct Candidate {
      size_t track;
      double metric, scaled;
      size_t dropped;
    };
    std::vector<Candidate> found;
    for (size_t t = 0; t < open_.size(); ++t) {
      const Track& track = open_[t];
      double best = 0, metric = 0;
      size_t dropped = 0;
      for (size_t back = 0; back < std::min<size_t>(5, track.fixes.size()); ++back) {
        const Fix& last = track.fixes[track.fixes.size() - 1 - back];
        const double h = hours(last, fix);
        if (h > s_.hours_max) break;
        const double existing = back ? track.metrics[track.fixes.size() - back] : 0;
        const double m =
            metric_of(discrepancy(last, fix, h / (1 + std::sqrt(h / s_.penalty_hours))), h);
        const double weighed = m / std::max(1.0, static_cast<double>(back) * s_.lookback_factor);
        if (m <= 0 || weighed <= existing || weighed <= best) continue;
        best = weighed, metric = m, dropped = back;
      }
      if (best <= 0) continue;
      const double a = static_cast<double>(track.count) / s_.short_track;
      found.push_back({t, metric, metric * a / std::sqrt(1 + a * a), dropped});
    }
    if (found.empty()) return begin(fix);
    std::sort(found.begin(), found.end(), [](auto& a, auto& b) { return a.scaled > b.scaled; });
    std::vector<size_t> close;
    for (const Candidate& c : found)
      if (c.scaled * s_.ambiguity_factor >= found[0].scaled) close.push_back(c.track);
    if (close.size() > 1) {
      std::sort(close.rbegin(), close.rend());
      for (const size_t t : close) open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(t));
      return begin(fix);
    }
    Track& track = open_[found[0].track];
    for (size_t i = 0; i < found[0].dropped; ++i) track.fixes.pop_back(), track.metrics.pop_back();
    track.fixes.push_back(fix);
    track.metrics.push_back(found[0].metric);
    ++track.count;
    // Five fixes are remembered: those dropped leave fewer behind.
    while (track.fixes.size() > 5)
      track.fixes.erase(track.fixes.begin()), track.metrics.erase(track.metrics.begin());
    return track.id;
  }

 private:
  struct Track {
    int id;
    size_t count;
    std::vector<Fix> fixes;
    std::vector<double> metrics;
  };
  int begin(const Fix& fix) {
    open_.push_back({next_, 1, {fix}, {0}});
    return next_++;
  }
  static double hours(const Fix& a, const Fix& b) {
    return static_cast<double>(b.time_ms - a.time_ms) / 3'600'000;
  }
  double metric_of(double off, double h) const {
    const double padded = std::hypot(h, s_.buffer_hours), allowed = padded * s_.knots_max;
    if (off > allowed) return 0;
    const double alpha = s_.knots_max / s_.penalty_knots * off / allowed;
    return std::exp(-alpha * alpha) / padded;
  }
  static std::pair<double, double> ahead(const Fix& f, double h) {
    const double radians = M_PI / 180, miles = f.speed_dkn / 10.0 * h;
    const double course = radians * (90 - f.course_ddeg / 10.0);
    return {
        f.longitude() + std::cos(course) * miles / 60 / (std::cos(radians * f.latitude()) + 1e-3),
        f.latitude() + std::sin(course) * miles / 60};
  }
  double discrepancy(const Fix& a, const Fix& b, double h) const {
    const double radians = M_PI / 180;
    const auto [x2p, y2p] = ahead(a, h);
    const auto [x1p, y1p] = ahead(b, -h);
    const double per = 60 * std::cos(radians * (a.latitude() + b.latitude()) / 2);
    const auto wrap = [](double x) { return std::remainder(x, 360); };
    const double one =
        0.5 * (std::hypot(per * wrap(x1p - a.longitude()), 60 * (y1p - a.latitude())) +
               std::hypot(per * wrap(x2p - b.longitude()), 60 * (y2p - b.latitude())));
    const double dx = per * wrap(b.longitude() - a.longitude()),
                 dy = 60 * (b.latitude() - a.latitude());
    const double distance = std::hypot(dx, dy), towards = std::atan2(dy, dx);
    const auto normal = [&](const Fix& f) {
      const double delta = radians * (90 - f.course_ddeg / 10.0) - towards;
      const double along = std::cos(delta) * distance;
      return along > 0 && along <= f.speed_dkn / 10.0 * h ? std::abs(std::sin(delta)) * distance
                                                          : std::numeric_limits<double>::infinity();
    };
    return std::min(
        {one, distance * s_.shape_factor, 0.5 * (normal(a) + normal(b)) * s_.shape_factor});
  }

  SegmenterSettings s_;
  std::vector<Track> open_;
  int next_ = 0;
};

TEST(Segmenter, agrees_with_the_slow_twin) {
  std::mt19937 random(6);
  const auto some = [&](double from, double to) {
    return from + (to - from) * static_cast<double>(random() % 100000) / 100000;
  };
  const SegmenterSettings settings;
  for (int round = 0; round < 200; ++round) {
    Segmenter fast(settings);
    SlowSegmenter slow(settings);
    struct Hull {
      double lat, lon, knots, course;
    };
    std::vector<Hull> hulls(1 + random() % 3);
    for (Hull& h : hulls) h = {some(-70, 70), some(170, 190), some(0, 15), some(0, 359)};
    if (round % 4 == 0 && hulls.size() > 1)
      hulls[1].lat = hulls[0].lat + 0.05, hulls[1].lon = hulls[0].lon;
    double seconds = 0;
    for (int i = 0; i < 200; ++i) {
      const double step = random() % 40 == 0 ? some(3600, 100000) : some(1, 900);
      seconds += step;
      for (Hull& h : hulls) {
        h.lat += h.knots * step / 3600 / 60 * std::cos(h.course * M_PI / 180);
        h.lon += h.knots * step / 3600 / 60 * std::sin(h.course * M_PI / 180) /
                 std::cos(h.lat * M_PI / 180);
        h.course = std::fmod(h.course + some(0, 20) + 350, 360);
      }
      const Hull& h = hulls[random() % hulls.size()];
      const bool noise = random() % 30 == 0;
      const Fix fix = fix_at(1, seconds, h.lat + (noise ? some(-3, 3) : 0), wrapped_degrees(h.lon),
                             h.knots, h.course);
      ASSERT_EQ(static_cast<int>(fast.place(fix).track), slow.place(fix)) << round << " " << i;
    }
  }
}
}  // namespace
}  // namespace entente
