// Figures that count the same thing, in the same unit, over periods that begin together stand in
// one group; what is only possible or allowed stands apart from what is said to be. Inside a group
// each figure is the interval that its words allow: "at least 148" is [148, ∞), "some 150" is 150
// give or take half of its last significant digit, [145, 155]. When all intervals meet, the meet is
// the answer. When they do not, a later count that is higher is a cumulative one, if both bear a
// time of their own or come from one origin; anything else is a pair of rivals, shown side by side.
//
// A share keeps its base: "70 % of machine tools" and "70 % of drones" never meet. A figure in
// another way of counting joins the others converted, as the interval that the table of measures
// allows, and says so; it is never converted into what nobody counts in.
#include "weighing/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include "base/text.h"

namespace entente {
namespace {

constexpr size_t kReasonsMax = 12;
constexpr long kSameStartDays = 62;  // "since August" and "since September" count one period

constexpr std::array<std::string_view, 4> kAgreementNames{"single", "compatible", "cumulative",
                                                          "rival"};

// Half a unit of the last significant digit: 5 for 150, 500,000 for 12,000,000.
double rounding(double value) {
  if (value == 0) return 0;
  double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))));
  for (int digit = 0; digit < 15; ++digit, unit /= 10) {
    const double units = value / unit;
    if (std::abs(units - std::round(units)) < 1e-9 * std::abs(units)) break;
  }
  return unit / 2;
}

FigureSaid figure_of(std::span<const Claim> claims, FigurePlace place) {
  const Claim& c = claims[place.first];
  const Quantity& q = c.quantity[place.second];
  FigureSaid out{place.first, place.second, q.low, q.high, {}};
  if (q.approximate && out.low) *out.low -= rounding(*q.low);
  if (q.approximate && out.high) *out.high += rounding(*q.high);
  if (c.when.interval.end) out.as_of = last_day(*c.when.interval.end);
  else if (const auto day = parse_date(c.document.published)) out.as_of = last_day(*day);
  return out;
}

// The last word of what is counted, in the singular: "artillery shells" and "shells" meet. Of a
// share all its words.
std::string head(const Quantity& q) {
  const std::string folded = lower(squeeze(q.of));
  if (q.unit == "%") return folded;
  const auto words = split(folded, ' ');
  std::string out(words.back());
  if (out.size() > 3 && out.ends_with('s') && !out.ends_with("ss")) out.pop_back();
  return out;
}

std::string words(const Claim& c, const FigureSaid& f) {
  return fmt::format("“{}”", c.quantity[f.quantity].text);
}

using Key = std::tuple<std::string, std::string, bool>;  // of, unit, whether it only may be

Key key_of(const Claim& c, const Quantity& q) {
  return {head(q), lower(q.unit), c.modality == Modality::possible};
}

// The key in which a figure of this key would stand by this row of the table; nothing when it says
// nothing on it. A unit is converted where there is one, else what is counted.
std::optional<Key> converted_key(const Key& key, const Claim& c, const Measure& m) {
  const bool by_unit = !std::get<1>(key).empty();
  const auto& counted = by_unit ? std::get<1>(key) : std::get<0>(key);
  if (!equals_ignoring_case(counted, m.from)) return std::nullopt;
  const auto& time = c.when.interval;
  const auto day = time.end ? time.end : time.start ? time.start : parse_date(c.document.published);
  if (m.year != 0 && (!day || day->year != m.year)) return std::nullopt;
  Key out = key;
  (by_unit ? std::get<1>(out) : std::get<0>(out)) = lower(m.to);
  return out;
}

FigureSaid convert(FigureSaid figure, const Measure& m) {
  if (figure.low) *figure.low *= m.low;
  if (figure.high) *figure.high *= m.high;
  figure.converted = fmt::format(
      "1 {} = {} {} ({})", m.from,
      m.low == m.high ? fmt::format("{:g}", m.low) : fmt::format("{:g} to {:g}", m.low, m.high),
      m.to, m.source);
  return figure;
}

class Tally {
 public:
  Tally(std::span<const Claim> claims, const std::vector<Origin>& origins)
      : claims_(claims), origins_(&origins) {}

  bool takes(const FigureSaid& f) const {
    const auto begins = start(f);
    return !begins || !start_ || std::abs(*begins - *start_) <= kSameStartDays;
  }
  void add(const FigureSaid& f) {
    if (!start_) start_ = start(f);
    out_.figures.push_back(f);
  }

  bool all_converted() const {
    return std::ranges::none_of(out_.figures,
                                [](const FigureSaid& f) { return f.converted.empty(); });
  }

  Figures finish() {
    std::ranges::stable_partition(out_.figures,
                                  [](const FigureSaid& f) { return f.converted.empty(); });
    const Quantity said =
        claims_[out_.figures.front().claim].quantity[out_.figures.front().quantity];
    std::ranges::stable_sort(out_.figures, {},
                             [](const FigureSaid& f) { return f.as_of.value_or(Date{}); });
    out_.of = said.of;
    out_.unit = said.unit;
    meet();
    for (const auto& f : out_.figures)
      if (!f.converted.empty())
        out_.reasons.push_back(
            fmt::format("{} is converted: {}", words(claims_[f.claim], f), f.converted));
    return std::move(out_);
  }

 private:
  std::optional<long> start(const FigureSaid& f) const {
    const auto& s = claims_[f.claim].when.interval.start;
    if (!s) return std::nullopt;
    return days_from_epoch(first_day(*s));
  }

  void meet() {
    const FigureSaid *low = nullptr, *high = nullptr;
    for (const auto& f : out_.figures) {
      if (f.low && (!low || *f.low > *low->low)) low = &f;
      if (f.high && (!high || *f.high < *high->high)) high = &f;
    }
    if (low && high && *low->low > *high->high) {
      conflict();
      return;
    }
    out_.agreement = out_.figures.size() == 1 ? Agreement::single : Agreement::compatible;
    if (low) out_.low = low->low;
    if (high) out_.high = high->high;
    if (out_.figures.size() == 1) return;
    if (low)
      out_.reasons.push_back(
          fmt::format("{} sets the lower bound", words(claims_[low->claim], *low)));
    if (high)
      out_.reasons.push_back(
          fmt::format("{} sets the upper bound", words(claims_[high->claim], *high)));
  }

  void conflict() {
    bool rising = true;
    double widest = 0;
    for (size_t i = 0; i + 1 < out_.figures.size(); ++i)
      for (size_t j = i + 1; j < out_.figures.size(); ++j) {
        const auto &a = out_.figures[i], &b = out_.figures[j];
        if (!apart(a, b)) continue;
        const bool higher = a.high && b.low && *b.low > *a.high;
        const bool later = a.as_of && b.as_of && *a.as_of < *b.as_of;
        const bool grows = higher && later && (both_timed(a, b) || one_origin(a, b));
        rising = rising && grows;
        if (const double gap = ratio(a, b); !grows && gap > widest)
          widest = gap, out_.clash = {a_is_less(a, b) ? std::array{i, j} : std::array{j, i}};
        if (out_.reasons.size() >= kReasonsMax) continue;
        std::string why =
            fmt::format("{} and {} {}", words(claims_[a.claim], a), words(claims_[b.claim], b),
                        grows              ? "count up to different days: the later one is higher"
                        : one_origin(a, b) ? "come from one origin: a correction, or another count"
                                           : "cannot both be right");
        if (std::ranges::find(out_.reasons, why) == out_.reasons.end())
          out_.reasons.push_back(std::move(why));
      }
    out_.agreement = rising ? Agreement::cumulative : Agreement::rival;
  }

  static bool a_is_less(const FigureSaid& a, const FigureSaid& b) {
    return a.high && b.low && *a.high < *b.low;
  }
  // How many times the greater one exceeds the less, at least.
  static double ratio(const FigureSaid& a, const FigureSaid& b) {
    const double less = a_is_less(a, b) ? *a.high : *b.high;
    const double greater = a_is_less(a, b) ? *b.low : *a.low;
    return less > 0 ? greater / less : HUGE_VAL;
  }
  static bool apart(const FigureSaid& a, const FigureSaid& b) {
    return (a.low && b.high && *a.low > *b.high) || (b.low && a.high && *b.low > *a.high);
  }
  bool both_timed(const FigureSaid& a, const FigureSaid& b) const {
    return !claims_[a.claim].when.interval.empty() && !claims_[b.claim].when.interval.empty();
  }
  bool one_origin(const FigureSaid& a, const FigureSaid& b) const {
    return std::ranges::any_of(*origins_, [&](const Origin& o) {
      return std::ranges::binary_search(o.claims, a.claim) &&
             std::ranges::binary_search(o.claims, b.claim);
    });
  }

  std::span<const Claim> claims_;
  const std::vector<Origin>* origins_;
  std::optional<long> start_;
  Figures out_;
};

}  // namespace

std::string_view name(Agreement agreement) {
  return kAgreementNames[static_cast<size_t>(agreement)];
}

std::vector<Figures> reconcile(std::span<const Claim> claims,
                               const std::vector<FigurePlace>& places,
                               const std::vector<Origin>& origins, const Measures* measures) {
  std::map<Key, std::vector<Tally>> tallies;
  std::vector<Key> order;
  const auto put = [&](const Key& key, const FigureSaid& figure) {
    auto [at, fresh] = tallies.try_emplace(key);
    if (fresh) order.push_back(key);
    auto home = std::ranges::find_if(at->second, [&](const Tally& t) { return t.takes(figure); });
    if (home == at->second.end()) home = at->second.emplace(home, claims, origins);
    home->add(figure);
  };
  std::vector<Key> keys;
  keys.reserve(places.size());
  for (const auto& place : places) {
    keys.push_back(key_of(claims[place.first], claims[place.first].quantity[place.second]));
    put(keys.back(), figure_of(claims, place));
  }
  const auto given = order;
  for (size_t i = 0; measures && given.size() > 1 && i < places.size(); ++i)
    for (const auto& m : *measures) {
      const auto key = converted_key(keys[i], claims[places[i].first], m);
      if (!key || std::ranges::find(given, *key) == given.end()) continue;
      put(*key, convert(figure_of(claims, places[i]), m));
    }
  std::vector<Figures> out;
  for (const auto& key : order)
    for (auto& tally : tallies.at(key))
      if (!tally.all_converted()) out.push_back(tally.finish());
  return out;
}

}  // namespace entente
