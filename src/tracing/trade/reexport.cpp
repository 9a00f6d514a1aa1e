#include "tracing/trade/reexport.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "tracing/breaks.h"

namespace entente {
namespace {

using Flow = TradeRow::Flow;

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const size_t n = values.size();
  return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

// Of points (0, y0), (1, y1), …
double slope(const std::vector<double>& y) {
  const auto n = static_cast<double>(y.size());
  double mean = 0, cross = 0, squares = 0;
  for (const double v : y) mean += v / n;
  for (size_t i = 0; i < y.size(); ++i) {
    const double x = static_cast<double>(i) - (n - 1) / 2;
    cross += x * (y[i] - mean);
    squares += x * x;
  }
  return squares > 0 ? cross / squares : 0;
}

class Finder {
 public:
  Finder(const Panel& panel, const SignatureQuestion& q)
      : panel_(panel), q_(q), monthly_(panel.is_monthly()) {
    turn_ = monthly_ ? q.year * 12 + q.month - 1 : q.year;
    window_ = monthly_ ? q.window_months : std::max(1, q.window_months / 12);
  }

  std::vector<Signature> run() {
    std::vector<Signature> out;
    const std::set<uint32_t> placebos(q_.placebos.begin(), q_.placebos.end());
    for (const uint16_t via : q_.vias) {
      const auto begin = static_cast<std::ptrdiff_t>(out.size());
      const auto placebo = placebo_ratio(via);
      for (const uint32_t code : q_.codes.empty() ? panel_.codes() : q_.codes) {
        if (placebos.contains(code)) continue;
        Signature found = signature(via, code);
        if (found.inflow.rows == 0 && found.outflow.rows == 0) continue;
        if (placebo) found.placebo_ratio = placebo->first, found.placebos = placebo->second;
        judge(found);
        out.push_back(std::move(found));
      }
      std::ranges::stable_sort(
          out.begin() + begin, out.end(), [](const Signature& a, const Signature& b) {
            if (a.is_signature != b.is_signature) return a.is_signature;
            return a.inflow.after - a.inflow.before > b.inflow.after - b.inflow.before;
          });
    }
    return out;
  }

 private:
  // A flow from several to one, or from one to another, added up by period.
  Series flow(const std::vector<uint16_t>& from, uint16_t to, uint32_t code, bool& mirrored) const {
    Series out;
    mirrored = false;
    for (const uint16_t one : from) {
      bool by_importer = false;
      const Series* const part = panel_.flow(one, to, code, by_importer);
      if (!part) continue;
      mirrored = mirrored || by_importer;
      for (const auto& [period, cell] : part->cells) {
        out.cells[period].value += cell.value;
        out.cells[period].kilograms += cell.kilograms;
      }
      if (out.rows == 0 || part->first_line < out.first_line) out.first_line = part->first_line;
      out.last_line = std::max(out.last_line, part->last_line);
      out.rows += part->rows;
      out.revisions = static_cast<RevisionSet>(out.revisions | part->revisions);
    }
    return out;
  }

  // Periods of the window that the table covers at all: a period without a row is no trade.
  std::pair<int, int> covered(const Series& series) const {
    if (series.cells.empty()) return {0, -1};
    return {std::max(turn_ - window_, first_), std::min(turn_ + window_ - 1, last_)};
  }

  FlowChange change(const Series& series, bool mirrored) const {
    FlowChange out;
    out.mirrored = mirrored;
    out.revisions = series.revisions;
    out.rows = series.rows, out.first_line = series.first_line, out.last_line = series.last_line;
    double kg[2] = {}, weighed[2] = {};
    std::vector<double> logs;
    const auto [first, last] = covered(series);
    for (int period = first; period <= last; ++period) {
      const Series::Cell* const at = series.cells.find(period);
      const Series::Cell cell = at ? *at : Series::Cell{};
      const bool is_after = period >= turn_;
      (is_after ? out.after : out.before) += cell.value;
      ++(is_after ? out.periods_after : out.periods_before);
      if (cell.kilograms > 0) kg[is_after] += cell.kilograms, weighed[is_after] += cell.value;
      logs.push_back(std::log1p(cell.value));
    }
    if (out.periods_before) out.before /= static_cast<double>(out.periods_before);
    if (out.periods_after) out.after /= static_cast<double>(out.periods_after);
    if (out.before > 0) out.ratio = out.after / out.before;
    if (kg[0] > 0) out.unit_value_before = weighed[0] / kg[0];
    if (kg[1] > 0) out.unit_value_after = weighed[1] / kg[1];
    if (out.periods_before >= 2 && out.periods_after >= 1 && logs.size() > 3) {
      const MeanShift shift = mean_shift(logs, out.periods_before);
      out.break_f = shift.f, out.break_p = shift.p;
    }
    return out;
  }

  void find_bounds() {
    first_ = INT32_MAX, last_ = INT32_MIN;
    for (const uint32_t code : panel_.codes())
      for (const uint16_t from : q_.exporters)
        for (const uint16_t to : q_.vias) {
          bool mirrored = false;
          if (const Series* s = panel_.flow(from, to, code, mirrored); s && !s->cells.empty())
            first_ = std::min(first_, s->cells.begin()->first),
            last_ = std::max(last_, s->cells.back().first);
        }
  }

  std::vector<double> logs_before(const Series& series) const {
    std::vector<double> out;
    const auto [first, last] = covered(series);
    for (int period = first; period < turn_ && period <= last; ++period) {
      const Series::Cell* const at = series.cells.find(period);
      out.push_back(std::log1p(at ? at->value : 0));
    }
    return out;
  }

  // Mean of logarithms after less before; nothing without both.
  std::optional<double> rise(const Series& series) const {
    double sums[2] = {};
    int counts[2] = {};
    const auto [first, last] = covered(series);
    for (int period = first; period <= last; ++period) {
      const Series::Cell* const at = series.cells.find(period);
      sums[period >= turn_] += std::log1p(at ? at->value : 0);
      ++counts[period >= turn_];
    }
    if (!counts[0] || !counts[1]) return std::nullopt;
    return sums[1] / counts[1] - sums[0] / counts[0];
  }

  std::optional<std::pair<double, size_t>> placebo_ratio(uint16_t via) {
    if (first_ > last_) find_bounds();
    std::vector<double> ratios;
    for (const uint32_t code : q_.placebos) {
      bool mirrored = false;
      const FlowChange told = change(flow(q_.exporters, via, code, mirrored), mirrored);
      if (told.ratio) ratios.push_back(*told.ratio);
    }
    if (ratios.empty()) return std::nullopt;
    const size_t count = ratios.size();
    return std::pair(median(std::move(ratios)), count);
  }

  Signature signature(uint16_t via, uint32_t code) const {
    Signature out;
    out.via = via;
    out.code = code;
    bool mirrored = false;
    const Series in = flow(q_.exporters, via, code, mirrored);
    out.inflow = change(in, mirrored);
    const Series sold = flow({via}, q_.target, code, mirrored);
    out.outflow = change(sold, mirrored);
    const Series direct = flow(q_.exporters, q_.target, code, mirrored);
    out.direct = change(direct, mirrored);
    if (monthly_) out.lag_months = best_lag(in, sold);
    if (out.inflow.unit_value_after && out.outflow.unit_value_after)
      out.unit_value_ratio = *out.outflow.unit_value_after / *out.inflow.unit_value_after;
    if (out.outflow.rows && out.inflow.after > out.inflow.before)
      out.volume_share =
          (out.outflow.after - out.outflow.before) / (out.inflow.after - out.inflow.before);
    compare(out, in, code);
    return out;
  }

  void compare(Signature& out, const Series& in, uint32_t code) const {
    std::vector<double> rises, slopes;
    for (const uint16_t control : q_.controls) {
      bool mirrored = false;
      const Series series = flow(q_.exporters, control, code, mirrored);
      const auto by = rise(series);
      if (!by || series.rows == 0) continue;
      rises.push_back(*by);
      slopes.push_back(slope(logs_before(series)));
    }
    const auto own = rise(in);
    out.controls = rises.size();
    if (rises.empty() || !own || in.rows == 0) return;
    double mean = 0, squares = 0, trend = 0;
    const auto n = static_cast<double>(rises.size());
    for (size_t i = 0; i < rises.size(); ++i) mean += rises[i] / n, trend += slopes[i] / n;
    for (const double by : rises) squares += (by - mean) * (by - mean);
    out.did = *own - mean;
    out.pre_trend = slope(logs_before(in)) - trend;
    if (rises.size() > 1) out.did_deviation = std::sqrt(squares / (n - 1) * (1 + 1 / n));
  }

  // Of first differences of ln(1 + value): outflow at t + lag beside inflow at t.
  std::optional<int> best_lag(const Series& in, const Series& sold) const {
    const auto [first, last] = covered(in);
    if (last - first < 2 * q_.lag_max_months || sold.rows == 0) return std::nullopt;
    const auto steps = [&](const Series& series) {
      std::vector<double> out;
      const auto value = [&](int period) {
        const Series::Cell* const at = series.cells.find(period);
        return std::log1p(at ? at->value : 0);
      };
      for (int period = first + 1; period <= last; ++period)
        out.push_back(value(period) - value(period - 1));
      return out;
    };
    const auto a = steps(in), b = steps(sold);
    double best = 0;
    std::optional<int> out;
    for (int lag = -q_.lag_max_months; lag <= q_.lag_max_months; ++lag) {
      double cross = 0, aa = 0, bb = 0;
      for (size_t i = 0; i < a.size(); ++i) {
        const auto k = static_cast<std::ptrdiff_t>(i) + lag;
        if (k < 0 || k >= static_cast<std::ptrdiff_t>(b.size())) continue;
        const double y = b[static_cast<size_t>(k)];
        cross += a[i] * y, aa += a[i] * a[i], bb += y * y;
      }
      const double r = aa > 0 && bb > 0 ? cross / std::sqrt(aa * bb) : 0;
      if (r > best + 1e-12) best = r, out = lag;
    }
    return out;
  }

  void judge(Signature& s) const {
    const auto mark = [&](const char* name, bool is_met) {
      (is_met ? s.met : s.missed).emplace_back(name);
    };
    const auto grows = [&](const FlowChange& flow) {
      return flow.after > 0 && (!flow.ratio || *flow.ratio >= q_.surge);
    };
    const bool in = grows(s.inflow) && s.inflow.break_p.value_or(1) < q_.p_max,
               sold = grows(s.outflow);
    const bool fell = s.direct.ratio && *s.direct.ratio <= q_.fall;
    mark("inflow_surge", in);
    if (s.outflow.rows) mark("outflow_surge", sold);
    if (s.direct.rows) mark("direct_fall", fell);
    if (s.lag_months) mark("timing", *s.lag_months >= 0);
    if (s.unit_value_ratio)
      mark("unit_value", *s.unit_value_ratio >= 0.8 && *s.unit_value_ratio <= 2);
    if (s.volume_share) mark("volume", *s.volume_share >= 0.1 && *s.volume_share <= 1.5);
    bool against = false;
    if (s.placebo_ratio) {
      mark("placebo_flat", *s.placebo_ratio < q_.placebo_flat);
      against = *s.placebo_ratio >= q_.placebo_flat;
    }
    if (s.did && s.did_deviation) {
      const bool is_more = *s.did > 2 * *s.did_deviation;
      mark("did", is_more);
      against = against || !is_more;
    }
    s.is_signature = in && sold && fell && !against;
  }

  const Panel& panel_;
  const SignatureQuestion& q_;
  bool monthly_;
  int turn_ = 0, window_ = 0;
  int first_ = 1, last_ = 0;

 public:
  void prepare() { find_bounds(); }
};

constexpr uint32_t kCodes = 1 << 20;

uint64_t key_of(Flow flow, uint16_t from, uint16_t to, uint32_t code) {
  return uint64_t{from} << 48 | uint64_t{to} << 32 | uint64_t{flow == Flow::imports} << 20 | code;
}

}  // namespace

Series::Cell& Series::Cells::operator[](int period) {
  if (!rows_.empty() && rows_.back().first == period) return rows_.back().second;
  if (rows_.empty() || rows_.back().first < period)
    return rows_.emplace_back(period, Cell{}).second;
  const auto at = std::ranges::lower_bound(rows_, period, {}, &Row::first);
  if (at->first == period) return at->second;
  return rows_.insert(at, {period, Cell{}})->second;
}

const Series::Cell* Series::Cells::find(int period) const {
  const auto at = std::ranges::lower_bound(rows_, period, {}, &Row::first);
  return at == rows_.end() || at->first != period ? nullptr : &at->second;
}

bool Panel::wants(const TradeRow& row) const {
  const uint32_t code = row.digits == 8 ? row.code / 100 : row.code;
  if (row.digits != 0 && row.digits < 6) return false;  // a heading is told by its goods too
  return row.flow != Flow::re_exports && code < kCodes && wants_(row.reporter, row.partner);
}

void Panel::add(const TradeRow& row) {
  const bool is_import = row.flow == Flow::imports;
  const uint32_t code = row.digits == 8 ? row.code / 100 : row.code;
  const uint64_t key = key_of(row.flow, is_import ? row.partner : row.reporter,
                              is_import ? row.reporter : row.partner, code);
  Series& series = (row.month ? monthly_series_ : yearly_series_)[key];
  Series::Cell& cell = series.cells[row.month ? row.year * 12 + row.month - 1 : row.year];
  cell.value += row.value;
  cell.kilograms += row.quantity;
  if (series.rows++ == 0) series.first_line = row.line;
  series.last_line = row.line;
  series.revisions = static_cast<RevisionSet>(series.revisions | set_of(row.revision));
  ++rows_;
  monthly_ += row.month != 0;
}

std::vector<uint32_t> Panel::codes() const {
  std::set<uint32_t> out;
  for (const auto& [key, series] : is_monthly() ? monthly_series_ : yearly_series_)
    out.insert(static_cast<uint32_t>(key & (kCodes - 1)));
  if (out.size() > 1) out.erase(0);
  return {out.begin(), out.end()};
}

const Series* Panel::flow(uint16_t from, uint16_t to, uint32_t code, bool& mirrored) const {
  const auto& all = is_monthly() ? monthly_series_ : yearly_series_;
  for (const Flow flow : {Flow::exports, Flow::imports}) {
    mirrored = flow == Flow::imports;
    if (const auto at = all.find(key_of(flow, from, to, code)); at != all.end()) return &at->second;
  }
  return nullptr;
}

std::vector<Signature> find_signatures(const Panel& panel, const SignatureQuestion& question) {
  Finder finder(panel, question);
  finder.prepare();
  return finder.run();
}

}  // namespace entente
