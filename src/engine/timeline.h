// Of the claims that may assert one thing, those that must be read to find the propositions of some
// days as all of them would give them: claims years apart are about different events.
//
//   Timeline line;
//   line.want({.days = {first, last}}, false);
//   while (const auto day = line.missing()) line.set(entries_that_end_from(*day), *day);
//   read(line.rows());
//
// Works on what the ledger keeps beside the number of a claim (weighing/reach.h), which may count
// claims that turn out to be about something else, or to be rejected: what is found is a superset.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "weighing/reach.h"

namespace entente {

class Timeline {
 public:
  struct Entry {
    int64_t row;
    Reach reach;
    bool operator==(const Entry&) const = default;
  };
  // Claims of these days and all that may stand in one proposition with them; of an undated claim,
  // whatever it may join. With `changed`, an undated claim may come to them or leave them for
  // others, which are then wanted as well. Whether that is more than was wanted before.
  bool want(const Reach& reach, bool changed);
  bool want_undated();  // also those that join nothing dated
  bool want_all();
  // Everything that the other one found to be wanted.
  bool want_same_as(const Timeline& other);

  // The day from which on entries are needed: those whose last day is not before it.
  std::optional<long> missing() const;
  void set(std::vector<Entry> entries, long from_day);

  bool whole() const { return whole_; }
  bool undated() const { return whole_ || undated_; }
  // Days of whose claims all is known, once nothing is missing().
  const std::vector<Days>& wanted() const { return wanted_; }
  bool wants(const Reach& reach) const;
  // What denials must reach to be about something that is wanted.
  std::vector<Days> covered() const;
  // Claims to read; those of wanted days, and others that undated ones may join instead.
  std::vector<int64_t> rows() const;
  // Undated claims that may have come from those that join nothing, or gone to them.
  const std::vector<Entry>& movers() const { return movers_; }

 private:
  struct Run {  // dated entries that follow each other without a gap
    Days days;
    bool open;
    size_t first, last;  // in entries_
  };
  void settle();
  void spread(std::vector<Days>& windows) const;
  void add_runs(const Days& window, std::vector<Days>& out) const;
  void need(long day) { needed_ = std::min(needed_, day); }

  bool whole_ = false, undated_ = false;
  std::vector<Days> asked_, changed_;  // as they were given
  std::vector<Reach> asked_undated_;
  long from_ = LONG_MAX, needed_ = LONG_MAX;
  std::vector<Entry> entries_;  // dated ones by first day, then the others
  size_t dated_ = 0;
  std::vector<Run> runs_;
  std::vector<Days> wanted_, read_;
  std::vector<Entry> joining_, movers_;  // undated: to be read, and those told of
};

}  // namespace entente
