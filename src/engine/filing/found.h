// A finding on its way into the ledger, whatever it was found in: who takes part, what was
// measured, and the rows that show it. What is said of it stands in data/findings.tsv.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "model/vocabulary.h"

namespace entente {

// `at` is a place by its degrees, "38.9009, 132.6000"; of the claim it is a place like `where`.
enum class Part : uint8_t { subject, counterpart, object, via, where, at, attribution };
inline constexpr size_t kParts = 7;

struct FoundActor {
  Part part = Part::subject;
  std::string text;        // what it is called
  std::string note = {};   // told behind it and no part of its name: " (MMSI 273999001)"
  std::string state = {};  // two small letters, or empty
  GoodsSet goods = {};
  bool ask_lists = false;  // of no state known: that of a listed entity of this name is taken
};

struct FoundValue {
  std::string name;  // "duration_hours"
  std::string text;
  std::optional<double> number = {};  // of a figure whose text is more than the number
};

struct EvidenceRow {
  std::string file;  // as the user named it
  uint64_t line = 0;
  auto operator<=>(const EvidenceRow&) const = default;
};

struct Found {
  std::string finding;  // "ships.gap"
  std::vector<FoundActor> actors = {};
  std::vector<FoundValue> values = {};
  Interval when = {};
  std::vector<EvidenceRow> rows = {};

  const FoundValue* value(std::string_view name) const {
    for (const FoundValue& v : values)
      if (v.name == name) return &v;
    return nullptr;
  }
};

// "log.csv:17", "log.csv:17-19": where findings say they stand. Nothing for what is no place.
std::optional<EvidenceRow> row_of_place(std::string_view place);

}  // namespace entente
