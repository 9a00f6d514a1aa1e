// Who trades and who votes: countries, states of the past, groups of countries, and what tables
// name that is none of them. A place is known by its number in a PlaceTable.
//
//   if (table[id].kind == Place::Kind::country) sum += value;   // a group would count twice
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace entente {

struct Place {
  enum class Kind : uint8_t {
    country,  // also a territory that tables name by itself
    past,     // a state that is no more
    group,    // a sum of others: World, European Union, CIS
    other,    // not specified, stores, high seas
    unknown,  // a name that no table here has; counted by itself
  };
  struct Member {
    uint16_t place;
    int from, to;  // years, both inclusive; INT_MIN, INT_MAX where open
  };
  std::string code;  // "KG", "SUN", "@EU27"; an unknown name stands for itself
  std::string name;  // as it is shown
  std::string iso3;  // empty where there is none
  Kind kind = Kind::unknown;
  int from = INT32_MIN, to = INT32_MAX;  // of a state of the past
  std::vector<Member> members = {};      // of a group

  // Counts by itself: everything but groups.
  bool is_single() const { return kind != Kind::group; }
  bool has_member(uint16_t place, int year) const {
    for (const Member& m : members)
      if (m.place == place && m.from <= year && year <= m.to) return true;
    return false;
  }
};

}  // namespace entente
