// Places where ships anchor and berth, and the nearest of them to a position.
//
//   const AnchorageIndex index(std::move(anchorages));
//   if (const auto near = index.nearest(lat, lon, 4)) index.at(near->number).name …
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace entente {

struct Anchorage {
  std::string id;       // as its list calls it; the name where it has none
  std::string name;     // of the port
  std::string country;  // a code, as its list has it
  double lat = 0, lon = 0;
};

class AnchorageIndex {
 public:
  AnchorageIndex() = default;
  explicit AnchorageIndex(std::vector<Anchorage> anchorages);

  struct Near {
    uint32_t number;
    double km;
  };
  // Within km_max (at most 50); of several as near the one that comes first by id.
  std::optional<Near> nearest(double lat, double lon, double km_max) const;
  const Anchorage& at(uint32_t number) const { return anchorages_[number]; }
  bool empty() const { return anchorages_.empty(); }
  size_t size() const { return anchorages_.size(); }

 private:
  std::vector<Anchorage> anchorages_;                          // by id
  std::unordered_map<uint32_t, std::vector<uint32_t>> cells_;  // of half a degree
};

}  // namespace entente
