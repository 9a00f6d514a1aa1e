// Names and codes of countries and groups, as tables of trade and votes write them.
//
//   auto names = PlaceNames::read(countries_tsv, country_words_tsv);       // Result
//   names->find("Russian Federation (Russia)")                            // PlaceNames::kNone: not
//   known names->find_or_add("Neverland")                                       // a place of its
//   own
//
// Case, accents and punctuation do not matter; a bracket is tried with and without. Numbers are
// those of ISO 3166-1 and of Comtrade and BACI where they differ (251 France, 842 United States).
#pragma once

#include <deque>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "model/place.h"

namespace entente::intake {

class PlaceNames {
 public:
  static constexpr uint16_t kNone = 0xFFFF;
  static constexpr size_t kUnknownMax = 20000;

  // malformed with the line, for a table that is not of the shape its head says.
  static Result<PlaceNames> read(std::string_view countries, std::string_view words);
  PlaceNames(PlaceNames&&) noexcept;

  uint16_t find(std::string_view text) const;
  // Safe on many threads; kNone for blank text and beyond kUnknownMax unknown names.
  uint16_t find_or_add(std::string_view text);

  const Place& operator[](uint16_t id) const { return places_[id]; }
  size_t size() const { return places_.size(); }

 private:
  PlaceNames() = default;
  Status take_rows(std::string_view table, std::string_view file);
  void keep(const std::string& key, uint16_t id) { ids_.try_emplace(key, id); }
  uint16_t place_of(std::string_view code);

  std::deque<Place> places_;  // grows without moving what is there
  std::unordered_map<std::string, uint16_t> ids_;
  std::unordered_map<std::string, uint16_t> codes_;
  size_t known_ = 0;
  std::mutex adding_;
};

// Lower case, no accents, words of letters and digits with one blank between: "cote d ivoire".
std::string place_key(std::string_view text);

}  // namespace entente::intake
