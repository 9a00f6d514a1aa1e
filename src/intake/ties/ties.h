// Ties as a table: from,to[,kind,group,begins,ends,standing,share,from_kind,to_kind], read row by
// row.
//
//   read_ties_csv("ties.csv", {}, [&](const TieRow& row) { builder.tie(…); });
//
// Columns in any order, by their names; from and to are needed. `group` is one of flow, deed,
// ownership, control, role, family, payment, feature, link (link when it is left out).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace entente {

// Valid until the row is done with.
struct TieRow {
  std::string_view from, to, kind, group, standing, share, from_kind, to_kind, from_title, to_title;
  bool mutual = false;
  Interval when = {};
  size_t line = 0;
};

struct NodeRow {
  std::string_view id, title, kind, state;
  bool listed = false;
};

struct TiesReport {
  size_t rows = 0;
  std::vector<Error> problems;  // the first 50
  size_t problem_count = 0;
};

// True when the head of a file is such a table.
bool is_ties_csv(std::string_view head);

// not_found, unreadable, too_large, unknown_column, malformed, truncated.
Result<TiesReport> read_ties_csv(const std::string& path, size_t bytes_max,
                                 const std::function<void(const TieRow&)>& take);

// GraphML or GEXF. The same failures, and forbidden_entity, too_deep.
bool is_xml_graph(std::string_view head);
Result<TiesReport> read_xml_graph(const std::string& path, size_t bytes_max,
                                  const std::function<void(const TieRow&)>& tie,
                                  const std::function<void(const NodeRow&)>& node);

}  // namespace entente
