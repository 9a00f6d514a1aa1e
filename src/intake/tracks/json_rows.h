// Rows of positions in JSON: an object a line, or an array of objects, flat, by the names of their
// fields (row_values.h). Values may be numbers or strings; null is absent; what a field holds
// beyond that (an object, an array) is passed over.
//
//   JsonRows rows;
//   rows.parse(lines, out);                  // JSON Lines
//   rows.parse_array(whole, out);            // "[{…},{…}]", all of it
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "intake/tracks/row_values.h"
#include "intake/tracks/track_block.h"

namespace entente {

class JsonRows {
 public:
  void parse(std::string_view lines, TrackBlock& out);
  // Rows are counted from 1 as if each stood on its line.
  void parse_array(std::string_view text, TrackBlock& out);

 private:
  void object(std::string_view text, uint64_t line, TrackBlock& out);
  bool fields(std::string_view text);

  std::array<std::string_view, kRowRoles> values_;
  bool sender_is_id_ = false;
  TimeParser times_;
  SeenParticulars seen_;
};

}  // namespace entente
