// What is asked about, read from JSON Lines or from a table whose columns are guessed.
//
//   auto queries = read_queries("customers.csv", {});
//   queries->next() …            // one entity at a time; a bad row is an error that names it
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/entity.h"

namespace entente::screening {

using ColumnMap = std::vector<std::pair<std::string, std::string>>;  // column, property

struct Queries {
  std::vector<Entity> entities;      // id, schema, statements; in the order of the file
  std::vector<Error> problems;       // lines that are no query; the others stand
  std::vector<std::string> guesses;  // "full_name = name": what was taken for what
};

// unknown_column when no column can be a name, bad_encoding, malformed (not a line of JSON),
// empty_input and what reading a file may say. Lines that are wrong by themselves are problems.
Result<Queries> read_queries(const std::string& path, const ColumnMap& columns);
Result<Queries> parse_queries(std::string_view bytes, const std::string& where,
                              const ColumnMap& columns);

// {"id","schema","properties":{"name":["…"], …}}; "caption" and "datasets" are honoured.
Result<Entity> parse_entity(std::string_view json, const std::string& where);
std::string entity_json(const Entity& entity);

}  // namespace entente::screening
