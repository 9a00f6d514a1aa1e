// Registers of ownership as they are published, read into stakes.
//
//   Stakes stakes;
//   auto report = read_stakes("register.csv", stakes, {});
//   for (const Error& e : report->problems) …      // rows that make no sense, each with its place
//
// A row that makes no sense is a problem and ends nothing: of its stake nothing is sure, so it
// counts as possible (see StakeMark::unreadable), or it is left out where an end of it is missing.
// What a format tells and stakes have no room for is counted by name in `left_out`; nothing goes
// silently.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/stakes.h"

namespace entente {

struct StakeFormatInfo {
  std::string_view id, title, files;
};
std::span<const StakeFormatInfo> stake_formats();

struct StakesOptions {
  size_t bytes_max = size_t{4} << 30;  // a file, unpacked
  size_t problems_max = 50;            // that are kept; all are counted
};

struct StakesReport {
  std::string_view format;  // id of the row of stake_formats()
  size_t records = 0;       // rows, statements or objects
  size_t stakes = 0;
  std::vector<Error> problems;
  size_t problem_count = 0;
  std::map<std::string, size_t> left_out;  // "Family: neither ownership nor control" -> 4
};

// Adds what a file tells, plain or gzipped, its format recognised by what it holds. Failures:
// not_found, unreadable, too_large, unknown_format, unknown_column, and malformed or truncated
// where the file cannot be read on; `into` then holds what came before.
Result<StakesReport> read_stakes(const std::string& path, Stakes& into,
                                 const StakesOptions& options);

}  // namespace entente
