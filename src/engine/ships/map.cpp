// Degrees on a plane, longitudes narrowed by the cosine of the middle latitude: straight enough for
// a sea. Longitudes are counted from the first point, so that a track over the date line stays
// whole.
#include "engine/ships/map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tracing/ships/sea_distance.h"

namespace entente {
namespace {

constexpr double kWidth = 900, kMargin = 24, kLine = 18;
constexpr double kLegendWidth = 760;
constexpr const char* kColours[] = {"#b03a2e", "#1f618d", "#1e8449", "#7d3c98"};

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else out += c;
  }
  return out;
}

class Frame {
 public:
  Frame(std::span<const MapTrack> tracks, std::span<const MapMark> marks) {
    for (const MapTrack& track : tracks)
      for (const auto& piece : track.pieces)
        for (const MapPoint& point : piece) include(point);
    for (const MapMark& mark : marks) include(mark.at);
    const double pad = std::max(0.5, 0.12 * std::max(north_ - south_, east_ - west_));
    south_ = std::max(-89.0, south_ - pad), north_ = std::min(89.0, north_ + pad);
    west_ -= pad, east_ += pad;
    narrow_ = std::cos((south_ + north_) / 2 * std::numbers::pi / 180);
    scale_ = std::min(kWidth / ((east_ - west_) * narrow_), 1000 / (north_ - south_));
  }
  double x(double lon) const { return (unrolled(lon) - west_) * narrow_ * scale_; }
  double y(double lat) const { return (north_ - lat) * scale_; }
  double width() const { return (east_ - west_) * narrow_ * scale_; }
  double height() const { return (north_ - south_) * scale_; }
  double pixels_per_nm() const { return scale_ / 60; }
  // Which edges of the map a point lies beyond; 0: none.
  int beyond(const CoastPoint& p) const {
    const double lat = p.lat / 100.0, lon = unrolled(p.lon / 100.0);
    return (lat < south_) | (lat > north_) << 1 | (lon < west_) << 2 | (lon > east_) << 3;
  }
  bool touches(const std::vector<CoastPoint>& ring) const {
    double s = 90, n = -90, w = 1e9, e = -1e9;
    for (const CoastPoint& p : ring) {
      s = std::min(s, p.lat / 100.0), n = std::max(n, p.lat / 100.0);
      w = std::min(w, unrolled(p.lon / 100.0)), e = std::max(e, unrolled(p.lon / 100.0));
    }
    return n >= south_ && s <= north_ && e >= west_ && w <= east_;
  }

 private:
  double unrolled(double lon) const { return origin_ + wrapped_degrees(lon - origin_); }
  void include(const MapPoint& p) {
    if (!any_) origin_ = west_ = east_ = p.lon, south_ = north_ = p.lat;
    any_ = true;
    south_ = std::min(south_, p.lat), north_ = std::max(north_, p.lat);
    west_ = std::min(west_, unrolled(p.lon)), east_ = std::max(east_, unrolled(p.lon));
  }
  bool any_ = false;
  double origin_ = 0, south_ = 0, north_ = 0, west_ = 0, east_ = 0, narrow_ = 1, scale_ = 1;
};

std::string coast_of(const Coast& coast, const Frame& frame) {
  std::string out = "<path fill=\"#e8e4d8\" stroke=\"#8a8575\" stroke-width=\"0.7\" d=\"";
  for (const auto& ring : coast.rings()) {
    if (!frame.touches(ring)) continue;
    bool begins = true;
    for (size_t i = 0; i < ring.size(); ++i) {
      const CoastPoint& p = ring[i];
      // A corner between two others beyond the same edge of the map changes nothing on it.
      const int side = frame.beyond(p);
      if (!begins && i + 1 < ring.size() && side && side == frame.beyond(ring[i - 1]) &&
          side == frame.beyond(ring[i + 1]))
        continue;
      out += fmt::format("{}{:.1f} {:.1f}", begins ? "M" : "L", frame.x(p.lon / 100.0),
                         frame.y(p.lat / 100.0));
      begins = false;
    }
    out += "Z";
  }
  return out + "\"/>\n";
}

std::string track_of(const MapTrack& track, const Frame& frame, const char* colour) {
  std::string out;
  const MapPoint* before = nullptr;
  for (const auto& piece : track.pieces) {
    if (piece.empty()) continue;
    if (before)
      out += fmt::format(
          "<path fill=\"none\" stroke=\"{}\" stroke-dasharray=\"2 5\" d=\"M{:.1f} {:.1f}L{:.1f} "
          "{:.1f}\"/>\n",
          colour, frame.x(before->lon), frame.y(before->lat), frame.x(piece[0].lon),
          frame.y(piece[0].lat));
    out += fmt::format("<path fill=\"none\" stroke=\"{}\" stroke-width=\"1.6\" d=\"", colour);
    for (size_t i = 0; i < piece.size(); ++i)
      out += fmt::format("{}{:.1f} {:.1f}", i ? "L" : "M", frame.x(piece[i].lon),
                         frame.y(piece[i].lat));
    out += "\"/>\n";
    before = &piece.back();
  }
  return out;
}

// Marks that would hide each other, under one sign: "3-5, 8".
struct Sign {
  double x, y;
  std::vector<size_t> numbers;
};

std::vector<Sign> signs_of(std::span<const MapMark> marks, const Frame& frame) {
  constexpr double kApart = 16;  // pixels
  std::vector<Sign> out;
  for (size_t i = 0; i < marks.size(); ++i) {
    const double x = frame.x(marks[i].at.lon), y = frame.y(marks[i].at.lat);
    const auto near = std::ranges::find_if(
        out, [&](const Sign& s) { return std::hypot(s.x - x, s.y - y) < kApart; });
    if (near == out.end()) out.push_back({x, y, {i + 1}});
    else near->numbers.push_back(i + 1);
  }
  return out;
}

std::string label_of(const std::vector<size_t>& numbers) {
  std::string out;
  for (size_t i = 0; i < numbers.size();) {
    size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    out += fmt::format("{}{}", i ? ", " : "", numbers[i]);
    if (last > i) out += fmt::format("{}{}", last == i + 1 ? ", " : "-", numbers[last]);
    i = last + 1;
  }
  return out;
}

std::string drawn(const Sign& sign) {
  const std::string label = label_of(sign.numbers);
  const double wide = std::max(18.0, 8 + 6.2 * static_cast<double>(label.size()));
  return fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"18\" rx=\"9\" fill=\"#fff\" "
      "stroke=\"#222\"/><text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\" "
      "font-size=\"11\">{}</text>\n",
      sign.x - wide / 2, sign.y - 9, wide, sign.x, sign.y + 4, label);
}

// A round number of miles about a fifth of the map wide.
std::string ruler_of(const Frame& frame) {
  const double wanted = frame.width() / 5 / frame.pixels_per_nm();
  const double power = std::pow(10, std::floor(std::log10(wanted)));
  const double miles = wanted >= 5 * power ? 5 * power : wanted >= 2 * power ? 2 * power : power;
  const double y = frame.height() - 14;
  return fmt::format(
      "<path stroke=\"#222\" stroke-width=\"2\" d=\"M14 {0:.1f}h{1:.1f}\"/><text x=\"14\" "
      "y=\"{2:.1f}\" "
      "font-size=\"11\">{3} nautical miles</text>\n",
      y, miles * frame.pixels_per_nm(), y - 6, miles);
}

}  // namespace

std::string ships_map(const Coast& coast, std::span<const MapTrack> tracks,
                      std::span<const MapMark> marks, const std::string& title) {
  const Frame frame(tracks, marks);
  const double legend = kLine * static_cast<double>(tracks.size() + marks.size() + 1);
  const double width = std::max(frame.width(), kLegendWidth) + 2 * kMargin;
  const double height = frame.height() + legend + 4 * kMargin;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 "
      "0 "
      "{0:.0f} {1:.0f}\" font-family=\"sans-serif\" fill=\"#222\">\n<title>{2}</title>\n<rect "
      "width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{3}\" y=\"{4}\" "
      "font-size=\"17\">{2}</text>\n<g transform=\"translate({3} {5})\"><svg width=\"{6:.1f}\" "
      "height=\"{7:.1f}\">\n<rect width=\"100%\" height=\"100%\" fill=\"#dfeaf2\"/>\n",
      width, height, escaped(title), kMargin, kMargin + 6, 2 * kMargin, frame.width(),
      frame.height());
  out += coast_of(coast, frame);
  for (size_t i = 0; i < tracks.size(); ++i)
    out += track_of(tracks[i], frame, kColours[i % std::size(kColours)]);
  for (const Sign& sign : signs_of(marks, frame)) out += drawn(sign);
  out += ruler_of(frame) + "</svg></g>\n";
  double y = frame.height() + 3 * kMargin;
  for (size_t i = 0; i < tracks.size(); ++i, y += kLine)
    out += fmt::format(
        "<path stroke=\"{}\" stroke-width=\"2\" d=\"M{} {:.1f}h20\"/><text x=\"{}\" y=\"{:.1f}\" "
        "font-size=\"12\">{}; dashes: not heard</text>\n",
        kColours[i % std::size(kColours)], kMargin, y - 4, kMargin + 28, y,
        escaped(tracks[i].name));
  for (size_t i = 0; i < marks.size(); ++i, y += kLine)
    out += fmt::format("<text x=\"{}\" y=\"{:.1f}\" font-size=\"12\">{}. {}</text>\n", kMargin, y,
                       i + 1, escaped(marks[i].text));
  return out + fmt::format(
                   "<text x=\"{}\" y=\"{:.1f}\" font-size=\"9\" fill=\"#666\">Coastlines: Natural "
                   "Earth, public domain</text>\n</svg>\n",
                   kMargin, y);
}

}  // namespace entente
