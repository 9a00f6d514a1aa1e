#include "tracing/trade/mirror.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/distribution.h"

namespace entente {
namespace {

using Flow = TradeRow::Flow;

// Flows of one side by importer: (importer, exporter, year) -> sum, and what the whole table of a
// reporter holds in a year.
class Side {
 public:
  Side(const TradeSums& sums, bool is_exports, const std::function<const Place&(uint16_t)>& place)
      : place_(place) {
    sums.each([&](Flow flow, uint16_t reporter, uint16_t partner, int year, const FlowSum& sum) {
      const bool wanted =
          flow == Flow::unknown || flow == (is_exports ? Flow::exports : Flow::imports);
      if (!wanted || reporter == partner) return;
      flows_.emplace(Key{reporter, partner, year}, &sum);
      reporters_.insert(reporter);
      if (!place(partner).is_single()) return;
      Whole& whole = wholes_[{reporter, year}];
      whole.value += sum.value();
      whole.partners += sum.value() > 0;
      years_.insert(year);
    });
  }

  struct Key {
    uint16_t reporter, partner;
    int year;
    auto operator<=>(const Key&) const = default;
  };
  struct Whole {
    double value = 0;
    int partners = 0;
  };

  const FlowSum* find(uint16_t reporter, uint16_t partner, int year) const {
    const auto at = flows_.find({reporter, partner, year});
    return at == flows_.end() ? nullptr : at->second;
  }
  Whole whole(const std::vector<uint16_t>& reporters, int year) const {
    Whole out;
    for (const uint16_t reporter : reporters)
      if (const auto at = wholes_.find({reporter, year}); at != wholes_.end()) {
        out.value += at->second.value;
        out.partners += at->second.partners;
      }
    return out;
  }
  const std::set<uint16_t>& reporters() const { return reporters_; }
  bool reports(uint16_t reporter, int year) const { return wholes_.contains({reporter, year}); }
  const std::set<int>& years() const { return years_; }

 private:
  const std::function<const Place&(uint16_t)>& place_;
  std::map<Key, const FlowSum*> flows_;
  std::map<std::pair<uint16_t, int>, Whole> wholes_;
  std::set<uint16_t> reporters_;
  std::set<int> years_;
};

class Finder {
 public:
  Finder(const MirrorInput& input, const MirrorSettings& settings)
      : input_(input),
        settings_(settings),
        exports_(*input.exports, true, input.place),
        imports_(*input.imports, false, input.place) {
    for (const uint16_t id : exports_.reporters())
      (input.place(id).is_single() ? singles_ : groups_).push_back(id);
  }

  std::vector<MirrorRow> run() {
    for (const uint16_t importer : imports_.reporters()) {
      if (!input_.place(importer).is_single() || !is_wanted(importer)) continue;
      for (const int year : imports_.years()) {
        rows_.push_back(row_of(importer, year));
        if (input_.each_exporter) add_each(importer, year);
      }
    }
    std::erase_if(rows_, [](const MirrorRow& r) { return !r.exports_fob && !r.imports_cif; });
    sort();
    judge();
    return std::move(rows_);
  }

 private:
  bool is_wanted(uint16_t id) const {
    return input_.partners.empty() ||
           std::ranges::find(input_.partners, id) != input_.partners.end();
  }

  // Who the exports are of that year; `group` is set when a group's row tells them.
  std::vector<uint16_t> exporters(int year, std::optional<uint16_t>& group) const {
    group.reset();
    std::vector<uint16_t> out;
    if (!singles_.empty() || groups_.empty()) {
      // One that tells nothing at all that year (it left the union) is not missing from a sum.
      for (const uint16_t id : singles_)
        if (exports_.reports(id, year)) out.push_back(id);
      return out;
    }
    // Of several groups the one with most members; a group that nobody knows the members of is
    // itself the exporter.
    for (const uint16_t id : groups_) {
      std::vector<uint16_t> members;
      for (const auto& m : input_.place(id).members)
        if (m.from <= year && year <= m.to) members.push_back(m.place);
      if (!group || members.size() > out.size()) group = id, out = std::move(members);
    }
    if (out.empty()) out.push_back(*group);
    return out;
  }

  void add(MirrorRow::Side& side, const FlowSum& sum) const {
    ++side.reporters;
    const int months = sum.months_told();
    side.months = side.reporters == 1 ? months : std::max(side.months, months);
    if (side.rows == 0 || sum.first_line < side.first_line) side.first_line = sum.first_line;
    side.last_line = std::max(side.last_line, sum.last_line);
    side.rows += sum.rows;
    side.is_mixed = side.is_mixed || sum.is_of_mixed_revisions();
  }

  double cif_fob_of(uint16_t exporter, uint16_t importer, int year) const {
    return input_.cif_fob ? input_.cif_fob(exporter, importer, year) : settings_.cif_fob;
  }

  MirrorRow row_of(uint16_t importer, int year) const {
    std::optional<uint16_t> group;
    const auto members = exporters(year, group);
    MirrorRow row;
    row.partner = importer;
    row.year = year;
    row.exports.of = row.imports.of = static_cast<int>(members.size());
    double x = 0, m = 0, m_fob = 0;
    for (const uint16_t e : members) {
      if (!group)
        if (const FlowSum* sum = exports_.find(e, importer, year))
          x += sum->value(), add(row.exports, *sum);
      if (const FlowSum* sum = imports_.find(importer, e, year)) {
        m += sum->value();
        m_fob += sum->value() / cif_fob_of(e, importer, year);
        add(row.imports, *sum);
      }
    }
    if (group) {
      if (const FlowSum* sum = exports_.find(*group, importer, year)) {
        x = sum->value();
        add(row.exports, *sum);
        row.exports.reporters = row.exports.of;
      }
      if (const FlowSum* sum = imports_.find(importer, *group, year)) row.group_row = sum->value();
    }
    row.cif_fob = m_fob > 0 ? m / m_fob : settings_.cif_fob;
    fill(row, x, m, m_fob);
    tell_wholes(row, group ? std::vector<uint16_t>{*group} : members, importer, year);
    return row;
  }

  void fill(MirrorRow& row, double x, double m, double m_fob) const {
    if (row.exports.rows) row.exports_fob = x;
    if (row.imports.rows) row.imports_cif = m;
    if (!row.exports_fob || !row.imports_cif) return;
    if (x > 0) row.ratio = m / x;
    row.gap = x - m_fob;
    row.gap_low = x - m / settings_.cif_fob_low;
    row.gap_high = x - m / settings_.cif_fob_high;
    if (x + m_fob > 0) row.discrepancy = std::abs(x - m_fob) / (x + m_fob);
  }

  void add_each(uint16_t importer, int year) {
    std::optional<uint16_t> group;
    for (const uint16_t e : exporters(year, group)) {
      const FlowSum* sent = group ? nullptr : exports_.find(e, importer, year);
      const FlowSum* got = imports_.find(importer, e, year);
      if (!sent && !got) continue;
      MirrorRow row;
      row.partner = importer;
      row.exporter = e;
      row.year = year;
      row.exports.of = row.imports.of = 1;
      if (sent) add(row.exports, *sent);
      if (got) add(row.imports, *got);
      row.cif_fob = cif_fob_of(e, importer, year);
      const double m = got ? got->value() : 0;
      fill(row, sent ? sent->value() : 0, m, m / row.cif_fob);
      tell_wholes(row, {e}, importer, year);
      rows_.push_back(std::move(row));
    }
  }

  // By the lesser of the neighbouring years, so that growth does not count as a fall.
  static void tell_whole(MirrorRow::Side& side, const Side& table,
                         const std::vector<uint16_t>& reporters, int year, int& partners_near) {
    const auto now = table.whole(reporters, year);
    side.partners = now.partners;
    partners_near = 0;
    for (const int near : {year - 1, year + 1}) {
      const auto whole = table.whole(reporters, near);
      if (!(whole.value > 0)) continue;
      const double share = now.value / whole.value;
      side.of_neighbours = side.of_neighbours ? std::max(*side.of_neighbours, share) : share;
      partners_near = partners_near ? std::min(partners_near, whole.partners) : whole.partners;
    }
  }

  void tell_wholes(MirrorRow& row, const std::vector<uint16_t>& sellers, uint16_t importer,
                   int year) const {
    int sellers_near = 0, buyers_near = 0;
    tell_whole(row.exports, exports_, sellers, year, sellers_near);
    tell_whole(row.imports, imports_, {importer}, year, buyers_near);
    if (!row.imports_cif) row.flags.emplace_back("imports_missing");
    if (!row.exports_fob) row.flags.emplace_back("exports_missing");
    const auto whole_is_less = [&](const MirrorRow::Side& side, const MirrorRow::Side& other,
                                   int near) {
      if (side.rows && side.months < 12) return true;
      if (near > 0 && side.partners * 2 < near) return true;
      const double by = side.of_neighbours.value_or(1);
      return by < settings_.incomplete_below && other.of_neighbours.value_or(1) > 2 * by;
    };
    if (row.imports_cif && whole_is_less(row.imports, row.exports, buyers_near))
      row.flags.emplace_back("incomplete_imports");
    if (row.exports_fob && whole_is_less(row.exports, row.imports, sellers_near))
      row.flags.emplace_back("incomplete_exports");
    if (row.exports.is_mixed || row.imports.is_mixed) row.flags.emplace_back("mixed_revisions");
  }

  void sort() {
    const auto name = [&](const std::optional<uint16_t>& id) {
      return id ? input_.place(*id).name : std::string();
    };
    std::ranges::sort(rows_, [&](const MirrorRow& a, const MirrorRow& b) {
      const auto &x = input_.place(a.partner).name, &y = input_.place(b.partner).name;
      if (x != y) return x < y;
      if (name(a.exporter) != name(b.exporter)) return name(a.exporter) < name(b.exporter);
      return a.year < b.year;
    });
  }

  struct History {
    std::vector<double> logs, exports;
    double mean() const {
      double sum = 0;
      for (const double v : logs) sum += v;
      return sum / static_cast<double>(logs.size());
    }
  };
  using Histories = std::map<std::pair<uint16_t, std::optional<uint16_t>>, History>;

  // Year after year, so that a row is held against what stood before it only.
  void judge() {
    Histories histories;
    for (const int year : imports_.years()) {
      double squares = 0, degrees = 0;
      for (const auto& [key, history] : histories) {
        if (history.logs.size() < 2 || key.second) continue;
        for (const double v : history.logs) squares += (v - history.mean()) * (v - history.mean());
        degrees += static_cast<double>(history.logs.size()) - 1;
      }
      for (MirrorRow& row : rows_)
        if (row.year == year) judge(row, histories[{row.partner, row.exporter}], squares, degrees);
    }
  }

  void judge(MirrorRow& row, History& history, double squares, double degrees) const {
    if (row.exports_fob) {
      double sum = 0;
      for (const double v : history.exports) sum += v;
      const auto n = static_cast<double>(history.exports.size());
      if (n > 0 && *row.exports_fob > settings_.surge_from * sum / n)
        row.flags.emplace_back("surge");
      if (!row.has("incomplete_exports")) history.exports.push_back(*row.exports_fob);
    }
    const bool whole = !row.has("incomplete_imports") && !row.has("incomplete_exports") &&
                       !row.has("mixed_revisions");
    if (!row.ratio || !(*row.ratio > 0)) return;
    const auto n = static_cast<double>(history.logs.size());
    const double apart = row.discrepancy.value_or(0);
    bool is_low = apart >= settings_.discrepancy_alone, is_high = is_low;
    if (n >= settings_.years_before_min && degrees > 0) {
      const double spread = std::max(settings_.spread_min, std::sqrt(squares / degrees));
      const double reach =
          student_quantile((1 + settings_.confidence) / 2, degrees) * spread * std::sqrt(1 + 1 / n);
      row.usual = std::exp(history.mean());
      row.usual_low = std::exp(history.mean() - reach);
      row.usual_high = std::exp(history.mean() + reach);
      const bool is_material = apart >= settings_.discrepancy_min;
      is_low = is_low || (is_material && *row.ratio < *row.usual_low);
      is_high = is_high || (is_material && *row.ratio > *row.usual_high);
    }
    const bool gap = whole && is_low && *row.gap_low > 0;
    const bool surplus = whole && is_high && *row.gap_high < 0;
    if (gap) row.flags.emplace_back("gap");
    if (surplus) row.flags.emplace_back("surplus");
    if (whole && !gap && !surplus) history.logs.push_back(std::log(*row.ratio));
  }

  const MirrorInput& input_;
  const MirrorSettings& settings_;
  Side exports_, imports_;
  std::vector<uint16_t> singles_, groups_;
  std::vector<MirrorRow> rows_;
};

}  // namespace

bool MirrorRow::has(std::string_view flag) const {
  return std::ranges::find(flags, flag) != flags.end();
}

std::vector<MirrorRow> find_mirror_gaps(const MirrorInput& input, const MirrorSettings& settings) {
  return Finder(input, settings).run();
}

}  // namespace entente
