// Runs of days without a gap are what grouping by time makes of dated claims
// (weighing/grouping.cpp), or unions of those. An undated claim joins the latest run that it
// reaches, so each run that one may join instead is read with it; nothing else is. Twin: weighing
// the whole ledger (kin_test.cpp).
#include "engine/timeline.h"

#include <algorithm>
#include <tuple>

namespace entente {
namespace {

bool within(const Days& inner, const Days& outer) {
  return outer.start <= inner.start && inner.end <= outer.end;
}

bool holds(const std::vector<Days>& windows, const Days& days) {
  return std::ranges::any_of(windows, [&](const Days& w) { return within(days, w); });
}

bool touches(const std::vector<Days>& windows, const Days& days) {
  return std::ranges::any_of(windows, [&](const Days& w) { return meet(w, days); });
}

bool is_none(const Days& days) { return days.start > days.end; }

}  // namespace

bool Timeline::want(const Reach& reach, bool changed) {
  if (whole_) return false;
  if (reach.undated) {
    if (is_none(reach.days)) return want_undated();
    if (std::ranges::find(asked_undated_, reach) != asked_undated_.end()) return false;
    asked_undated_.push_back(reach);
    settle();
    return true;
  }
  auto& list = changed ? changed_ : asked_;
  if (holds(list, reach.days) || (!changed && holds(wanted_, reach.days))) return false;
  list.push_back(reach.days);
  settle();
  return true;
}

bool Timeline::want_undated() {
  if (undated()) return false;
  undated_ = true;
  settle();
  return true;
}

bool Timeline::want_all() {
  if (whole_) return false;
  whole_ = true;
  settle();
  return true;
}

bool Timeline::want_same_as(const Timeline& other) {
  if (other.whole_) return want_all();
  bool more = other.undated_ && want_undated();
  for (const auto& days : other.wanted_) more = want({days, false, false}, false) || more;
  return more;
}

std::optional<long> Timeline::missing() const {
  if (whole_ || undated_) return from_ == LONG_MIN ? std::nullopt : std::optional(LONG_MIN);
  return needed_ < from_ ? std::optional(needed_) : std::nullopt;
}

void Timeline::set(std::vector<Entry> entries, long from_day) {
  entries_ = std::move(entries);
  from_ = from_day;
  std::ranges::sort(entries_, {}, [](const Entry& e) {
    return std::tuple(e.reach.undated, e.reach.days.start, e.row);
  });
  dated_ = static_cast<size_t>(
      std::ranges::partition_point(entries_, [](const Entry& e) { return !e.reach.undated; }) -
      entries_.begin());
  runs_.clear();
  for (size_t i = 0; i < dated_; ++i) {
    const auto& [row, reach] = entries_[i];
    if (runs_.empty() || reach.days.start > runs_.back().days.end)
      runs_.push_back({reach.days, false, i, i});
    Run& run = runs_.back();
    run.days.end = std::max(run.days.end, reach.days.end);
    run.open = run.open || reach.open;
    run.last = i + 1;
  }
  settle();
}

// The runs that meet a window, as windows.
void Timeline::add_runs(const Days& window, std::vector<Days>& out) const {
  for (const auto& run : runs_)
    if (meet(run.days, window) && !holds(out, run.days)) out.push_back(run.days);
}

// Each window with the runs that it meets.
void Timeline::spread(std::vector<Days>& windows) const {
  for (auto& window : windows) {
    const Days asked = window;
    for (const auto& run : runs_)
      if (meet(run.days, asked)) {
        window.start = std::min(window.start, run.days.start);
        window.end = std::max(window.end, run.days.end);
      }
  }
}

// What follows from what is asked, by the entries that are there; needed_ goes back in time where
// they do not reach far enough to tell.
void Timeline::settle() {
  wanted_.clear(), read_.clear(), joining_.clear(), movers_.clear();
  if (whole_) return;
  const auto need_all = [&](const std::vector<Days>& windows) {
    for (const auto& w : windows) need(w.start);
  };
  std::vector<Days> changed = changed_;
  spread(changed);
  wanted_ = asked_;
  for (const auto& reach : asked_undated_) {
    need(reach.days.start);
    add_runs(reach.days, wanted_);
    movers_.push_back({0, reach});
  }
  wanted_.insert(wanted_.end(), changed.begin(), changed.end());
  for (size_t i = dated_; i < entries_.size(); ++i) {
    const auto& entry = entries_[i];
    if (!touches(changed, entry.reach.days)) continue;
    need(entry.reach.days.start);
    add_runs(entry.reach.days, wanted_);
    movers_.push_back(entry);
  }
  spread(wanted_);
  need_all(wanted_);
  read_ = wanted_;
  for (size_t i = dated_; i < entries_.size(); ++i) {
    const auto& entry = entries_[i];
    if (!undated_ && !touches(wanted_, entry.reach.days)) continue;
    joining_.push_back(entry);
    if (is_none(entry.reach.days)) continue;
    need(entry.reach.days.start);
    add_runs(entry.reach.days, read_);
  }
}

bool Timeline::wants(const Reach& reach) const {
  if (whole_) return true;
  return reach.undated ? undated_ : touches(wanted_, reach.days);
}

std::vector<Days> Timeline::covered() const {
  if (undated()) return {Days{}};
  std::vector<Days> out = wanted_;
  for (auto& window : out)
    for (const auto& run : runs_)
      if (run.open && meet(run.days, window)) window.end = LONG_MAX;
  return out;
}

std::vector<int64_t> Timeline::rows() const {
  std::vector<int64_t> out;
  if (whole_) {
    for (const auto& entry : entries_) out.push_back(entry.row);
    return out;
  }
  for (const auto& run : runs_)
    if (touches(read_, run.days))
      for (size_t i = run.first; i < run.last; ++i) out.push_back(entries_[i].row);
  for (const auto& entry : joining_) out.push_back(entry.row);
  return out;
}

}  // namespace entente
