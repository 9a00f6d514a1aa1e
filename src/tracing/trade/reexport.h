// The signature of re-export: goods that a third country suddenly buys from those who sanction, and
// suddenly sells to the one who is sanctioned.
//
//   Panel panel;                                  // monthly or yearly values by pair and good
//   for (const Signature& s : find_signatures(panel, question)) …
//
// Exporters E (who sanction), via c, target T, good k (six digits), turning point. Of each flow the
// mean value a period in the window before and after it:
//
//   inflow E -> c, outflow c -> T, direct E -> T;   ratio = after / before
//
// Marks, each told with its figure; none alone shows re-export, and all together do not prove it:
//   inflow_surge    inflow ratio >= 2, and its rise in logarithms is a break (Chow F, p < 0.05)
//   outflow_surge   outflow ratio >= 2
//   direct_fall     direct ratio <= 0.5
//   timing          monthly tables: the change of outflow follows that of inflow by 0 to 6 months
//   (the
//                   lag of the highest correlation of first differences of logarithms)
//   unit_value      outflow's value a kilogram is 0.8 to 2 times that of inflow: the same goods,
//   not
//                   others of that code nor worked up
//   volume          outflow grew by 0.1 to 1.5 of what inflow grew by
//   placebo_flat    the median inflow ratio of placebo goods is below 1.5: not all trade grew so
//   did             against named controls, the inflow grew by more than 2 deviations of the
//   controls'
// A row is flagged "signature" when inflow_surge, outflow_surge and direct_fall are met and placebo
// and controls, where there are any, do not speak against it.
//
// Difference in differences: [mean ln inflow of c after - before] - [the mean of the same of the
// controls]. Assumes that c would have gone as the controls did (parallel trends; the difference of
// the slopes before is told as pre_trend, of which 0 is good), that controls take no part
// themselves, and that nothing else happened to c alone at that time. With fewer than two controls
// it has no deviation.
//
// Each flow is taken as its exporter tells it, else as its importer does (`mirrored`). Source of
// the idea: Chupilkin, Javorcik & Plekhanov 2023 ("The Eurasian Roundabout", EBRD WP 276); Fisman,
// Moustakerski & Wei 2008 on entrepots.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/trade_row.h"

namespace entente {

// Values by period: months since year 0 (year * 12 + month - 1) or, of a yearly table, years.
struct Series {
  struct Cell {
    double value = 0, kilograms = 0;
  };
  // Sorted by period; a table goes on in time, so that a new period is nearly always the last.
  class Cells {
   public:
    using Row = std::pair<int, Cell>;
    Cell& operator[](int period);
    const Cell* find(int period) const;  // nullptr: nothing was traded
    bool empty() const { return rows_.empty(); }
    auto begin() const { return rows_.begin(); }
    auto end() const { return rows_.end(); }
    const Row& back() const { return rows_.back(); }

   private:
    std::vector<Row> rows_;
  };
  Cells cells;
  uint32_t rows = 0;
  uint64_t first_line = 0, last_line = 0;
  RevisionSet revisions = 0;  // of its codes
};

class Panel {
 public:
  // Only flows that `wants` lets through; goods cut to six digits, totals as code 0.
  using Wants = std::function<bool(uint16_t reporter, uint16_t partner)>;
  explicit Panel(Wants wants) : wants_(std::move(wants)) {}
  bool wants(const TradeRow& row) const;
  void add(const TradeRow& row);  // one that is wanted

  bool is_monthly() const { return monthly_ * 2 > rows_; }
  std::vector<uint32_t> codes() const;  // sorted; 0 only where there is nothing else
  // The flow as its exporter tells it, else as its importer does.
  const Series* flow(uint16_t from, uint16_t to, uint32_t code, bool& mirrored) const;

 private:
  // Of pair, good and which side tells it.
  using SeriesByKey = std::unordered_map<uint64_t, Series>;
  Wants wants_;
  SeriesByKey monthly_series_, yearly_series_;
  uint64_t rows_ = 0, monthly_ = 0;
};

struct SignatureQuestion {
  std::vector<uint16_t> exporters, vias, controls;
  uint16_t target = 0;
  int year = 2022, month = 3;  // the turning point: the first period that counts as after
  int window_months = 24;
  std::vector<uint32_t> codes;     // only these; empty: all but placebo
  std::vector<uint32_t> placebos;  // empty: none
  double surge = 2, fall = 0.5, placebo_flat = 1.5, p_max = 0.05;
  int lag_max_months = 6;
};

struct FlowChange {
  double before = 0, after = 0;  // mean a period
  size_t periods_before = 0, periods_after = 0;
  std::optional<double> ratio;  // nothing before: none
  std::optional<double> unit_value_before, unit_value_after;
  std::optional<double> break_f, break_p;
  bool mirrored = false;
  uint32_t rows = 0;
  uint64_t first_line = 0, last_line = 0;
  RevisionSet revisions = 0;
};

struct Signature {
  uint16_t via = 0;
  uint32_t code = 0;
  FlowChange inflow, outflow, direct;
  std::optional<int> lag_months;
  std::optional<double> unit_value_ratio, volume_share, placebo_ratio, did, did_deviation,
      pre_trend;
  size_t placebos = 0, controls = 0;
  std::vector<std::string> met, missed;  // marks that could be judged
  bool is_signature = false;

  // More than one: its code is compared across editions, as if it were the same goods in all.
  RevisionSet revisions() const {
    return static_cast<RevisionSet>(inflow.revisions | outflow.revisions | direct.revisions);
  }
};

// By via, then signatures first, then the growth of inflow, largest first.
std::vector<Signature> find_signatures(const Panel& panel, const SignatureQuestion& question);

}  // namespace entente
