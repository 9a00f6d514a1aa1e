// Who holds how much of whom, as registers and reports tell it.
//
//   Stakes stakes;
//   const uint32_t x = stakes.party("X"), a = stakes.party("A");
//   stakes.all.push_back({.owner = x, .entity = a, .low = 50 * kPercent, .high = 50 * kPercent});
//
// Shares count billionths of a percent, so that sums of decimal figures are exact: 16.7 + 33.3 is
// 50, and "more than 25 %" is 25 % and one unit.
#pragma once

#include <cstdint>
#include <expected>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/name_table.h"

namespace entente {

using Share = int64_t;
inline constexpr Share kPercent = 1'000'000'000;
inline constexpr Share kWhole = 100 * kPercent;

// What may be held at least and at most.
struct Band {
  Share low = 0, high = kWhole;
  bool operator==(const Band&) const = default;
};
// "50", "33.3 %", "25-50", ">25", "<= 10", "more than 50", "50,5"; or why it is no share of a
// whole: "negative", "more than 100 %", "no number".
std::expected<Band, std::string> parse_band(std::string_view text);
// "50", "25-50", "more than 25 up to 50", "unknown"
std::string to_text(const Band& band);
// "33.3", "49.999999999"
std::string percent_text(Share share);

enum class StakeKind : uint8_t {
  ownership,  // shares, property
  votes,      // voting rights, where they are told apart from shares
  control,    // the power to direct, appoint or consolidate; bears no percentage
  role,       // director, secretary, trustee, settlor: neither ownership nor control by itself
};
std::string_view name(StakeKind kind);

// What makes a stake worth a second look.
enum class StakeMark : uint8_t {
  nominee = 1,     // held in one's name for another
  bearer = 2,      // shares that belong to whoever holds the paper
  trust = 4,       // by or through a trust or another arrangement
  indirect = 8,    // the source calls it indirect: it may be the same shares as those of a chain
  unreadable = 16  // its figure or its dates make no sense, so that nothing is sure of it
};

// Days from 1970-01-01 between which something holds. A date known to the year only makes the days
// of which it is not sure.
struct HoldsFor {
  static constexpr int32_t kAlways = std::numeric_limits<int32_t>::min();
  static constexpr int32_t kForever = std::numeric_limits<int32_t>::max();
  int32_t begins_first = kAlways, begins_last = kAlways;
  int32_t ends_first = kForever, ends_last = kForever;  // both days are part of it
  bool surely(int32_t day) const { return begins_last <= day && day <= ends_first; }
  bool possibly(int32_t day) const { return begins_first <= day && day <= ends_last; }
  bool operator==(const HoldsFor&) const = default;
};
HoldsFor holds_for(const Interval& interval);

struct Stake {
  uint32_t owner = 0, entity = 0;  // numbers of parties
  Share low = 0, high = kWhole;
  HoldsFor holds = {};
  uint32_t line = 0;  // where it stands in its file, from 1; 0: not known
  uint16_t file = 0;  // index into Stakes::files
  StakeKind kind = StakeKind::ownership;
  uint8_t marks = 0;  // of StakeMark
  bool has(StakeMark mark) const { return (marks & static_cast<uint8_t>(mark)) != 0; }
  void mark(StakeMark mark) { marks |= static_cast<uint8_t>(mark); }
};

struct Stakes {
  NameTable ids;                           // of the parties
  std::map<uint32_t, std::string> titles;  // names of parties whose id is none
  std::vector<Stake> all;                  // in the order of the source
  std::vector<std::string> files;
  std::map<uint32_t, std::string> undisclosed;  // parties whose owner is said to be not told: why

  uint32_t party(std::string_view id) { return ids.add(id); }
  // The name where there is one, else the id.
  std::string title(uint32_t party) const;
  std::string place(const Stake& stake) const;  // "register.csv:12"
};

}  // namespace entente
