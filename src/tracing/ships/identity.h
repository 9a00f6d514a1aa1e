// Identities that do not hold: what ships say of themselves, over time and against each other.
//
//   IdentityFinder finder(mids);
//   finder.said(mmsi, particulars, fix);         // when a ship says something new
//   finder.two_tracks(…);                        // when one MMSI was in two places
//   finder.findings(settings, give);
//
// Each alone is weak. About 8 % of the IMO numbers in a day of US data fail their check digit, so
// that is noise until more comes; a change of name is routine, its rhythm may not be; a number used
// by two ships at once is one of the few that need no comparison. MMSI: ITU-R M.585; IMO number:
// IMO resolution A.1117(30).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/fix.h"
#include "tracing/ships/finding.h"

namespace entente {

// Seven digits, the last the check digit of the others.
bool imo_check_digit_holds(uint32_t imo);

// Country codes by maritime identification digits (ISO 3166-1 alpha-2).
using MidTable = std::unordered_map<uint32_t, std::string>;
// "" when the MMSI has no known digits. 98MIDxxxx is a craft of a ship.
std::string_view country_of_mmsi(uint32_t mmsi, const MidTable& mids);

class IdentityFinder {
 public:
  using Give = std::function<void(Finding&&)>;

  // What a fix says, when it is not what the one before it of that ship said. Reports may tell
  // parts: what is left out stays as it was.
  void said(const Particulars& particulars, const Fix& fix);
  // The last sign of a ship.
  void last_of(const Fix& fix);
  // What the ship called itself then; before its first report, what that one says. Null: nothing.
  const Particulars* at(uint32_t mmsi, int64_t time_ms) const;
  // What each ship called itself, one after the other.
  struct SaidBy {
    const Particulars* what;
    const Fix* first;  // the row that says it first
    int64_t last_ms;
    int64_t from_ms, to_ms;  // when it may have borne it: ever, before its first report
  };
  void each_saying(const std::function<void(const SaidBy&)>& take) const;
  void findings(const MidTable& mids, const Give& give) const;

  static constexpr size_t kSayingsMax = 2000;  // of a ship; what it says later is not kept

 private:
  struct Saying {
    Particulars what;
    Fix first;
    int64_t last_ms = 0;
  };
  struct Ship {
    std::vector<Saying> sayings;  // by time
    Fix last;
  };
  struct User {
    uint32_t mmsi;
    const Saying* first;
    int64_t from_ms, to_ms;
  };
  void invalid_numbers(uint32_t mmsi, const Ship& ship, const Give& give) const;
  void changes(uint32_t mmsi, const Ship& ship, const Give& give) const;
  void flags(uint32_t mmsi, const Ship& ship, const MidTable& mids, const Give& give) const;
  void shared_numbers(const Give& give) const;

  std::map<uint32_t, Ship> ships_;
};

}  // namespace entente
