// What was foreseen or planned, by whom, by when, and how it turned out.
//
//   const Outlook o = find_forecasts(claims, propositions, options);
//   for (const Forecast& f : o.forecasts) …
//   for (const ForecastRecord& r : o.records) …   // how each source's forecasts fared
#pragma once

#include <span>
#include <string>
#include <vector>

#include "weighing/likelihood.h"
#include "weighing/weighing.h"

namespace entente {

enum class Outcome : uint8_t {
  open,          // its time is not over
  overdue,       // its time is over, and no claim says what became of it
  fulfilled,     // a later claim says that it was done in its time
  contradicted,  // a later claim says that it was not, or that it was done only after its time
};
std::string_view name(Outcome outcome);

struct Forecast {
  ClaimIndex claim;
  size_t proposition;             // place in the span given: the plan
  std::vector<std::string> by;    // who foresees it, as the text names them
  std::vector<std::string> keys;  // the same as origin keys
  bool planned = false;           // told as a plan, else as foreseen
  bool negative = false;          // that it will not be
  std::optional<Date> made, due;  // the day published; the last day of its time, where it says one
  std::optional<Likelihood> likelihood;
  Outcome outcome = Outcome::open;
  std::vector<ClaimIndex> resolved_by;
  std::optional<Date> resolved;  // the day on which the first of those was published
  std::string why;
};

// One source's forecasts and plans. Rates are of the resolved ones.
struct ForecastRecord {
  std::string key, name;
  size_t count = 0, open = 0, overdue = 0, fulfilled = 0, contradicted = 0;
  std::optional<double> hit_rate() const;
  size_t graded = 0;                    // resolved ones with a likelihood
  double squares = 0;                   // of what was said less what came
  std::optional<double> brier() const;  // mean of squares; 0 best, 1 worst
};

struct Outlook {
  std::vector<Forecast> forecasts;      // in order of the claims
  std::vector<ForecastRecord> records;  // most forecasts first
};

// "Now", which tells what is overdue, is options.as_of, else the newest document's day.
Outlook find_forecasts(std::span<const Claim> claims, std::span<const Proposition> propositions,
                       const WeighOptions& options);

}  // namespace entente
