// Pairs that an analyst cleared, each with a reason and a day until which it holds.
//
// CSV with the columns query (id or name of the query), entity (id of the listed one), reason,
// expires (ISO 8601, may be empty). A pair that is cleared stays in the answer, marked, and is no
// match; after its day it is one again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente::screening {

class AllowList {
 public:
  struct Row {
    std::string query, entity, reason, expires;
  };
  // unknown_column, malformed (naming the row without a reason or with a bad date), and what
  // reading a file may say. An empty path gives an empty list.
  static Result<AllowList> read(const std::string& path);
  // The row that clears this pair on `day`; nullptr when none does.
  const Row* find(std::string_view query_id, std::string_view query_name, std::string_view entity,
                  const std::string& day) const;

 private:
  std::vector<Row> rows_;
};

}  // namespace entente::screening
