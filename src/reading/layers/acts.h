// data/acts.tsv: verbs that event data codes as acts of their own ("threatened to", "lifted the
// curfew").
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "reading/layers/plover_table.h"

namespace entente {

struct Act {
  std::vector<std::string> objects;  // lemmas; empty: whatever
  bool over = false;                 // its complement holds no event of its own
  PloverCode code;
};

class Acts {
 public:
  // missing_resource, unknown_column or malformed, naming file:line and column.
  static Result<Acts> load(const std::string& path);
  static Result<Acts> parse(std::string path, std::string text);
  // Rows of a verb in file order.
  const std::vector<Act>& find(std::string_view lemma) const;

 private:
  std::unordered_map<std::string, std::vector<Act>> rows_;
};

}  // namespace entente
