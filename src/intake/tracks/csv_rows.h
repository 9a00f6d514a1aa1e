// Rows of positions in CSV, by the names of their columns.
//
//   auto columns = CsvColumns::of("MMSI,BaseDateTime,LAT,LON,SOG");   // Result: unknown_column
//   CsvRows rows(*columns);
//   TrackBlock out;
//   rows.parse(block, out);      // whole lines; the header is no row
//
// One CsvRows serves one thread; the same block gives the same fixes whatever was parsed before.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intake/tracks/row_values.h"
#include "intake/tracks/track_block.h"

namespace entente {

struct CsvColumns {
  static constexpr size_t kColumnsMax = 256;
  static constexpr uint16_t kAbsent = kColumnsMax;

  // unknown_column without sender, time, latitude or longitude; malformed over kColumnsMax columns.
  static Result<CsvColumns> of(std::string_view header);
  uint16_t at(RowRole role) const { return columns[static_cast<size_t>(role)]; }

  std::array<uint16_t, kRowRoles> columns;
  uint16_t count = 0;
  char separator = ',';
};

class CsvRows {
 public:
  explicit CsvRows(const CsvColumns& columns);
  void parse(std::string_view lines, TrackBlock& out);

 private:
  std::string_view cell(RowRole role) const;
  void row(uint64_t line, size_t cells, TrackBlock& out);
  template <bool kQuoted>
  std::string_view read(Fix& fix, TrackBlock& out);
  uint64_t key_of_particulars() const;
  void parse_quoted(std::string_view lines, TrackBlock& out);
  void read_particulars(Fix& fix, TrackBlock& out);

  CsvColumns columns_;
  TimeParser times_;
  SeenParticulars seen_;
  bool quoted_ = false;  // the block has quotes
  bool roomy_ = false;   // there is more of the block behind the row under way
  const char* block_end_ = nullptr;
  // Where each cell of the row under way begins, and one more for where the last one ends.
  std::array<const char*, CsvColumns::kColumnsMax + 4> starts_{};
  uint16_t first_particular_ = CsvColumns::kAbsent, last_particular_ = 0;
};

}  // namespace entente
