// data/plover.tsv: which PLOVER event type, mode and CAMEO root a claim is. The first row whose
// conditions hold decides; docs/formats/plover.md explains the columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/claim.h"

namespace entente {

struct PloverCode {
  std::string type, mode, cameo;
};

class PloverTable {
 public:
  // missing_resource, unknown_column or malformed, naming file:line and column. Each kind must have
  // a last row without conditions.
  static Result<PloverTable> load(const std::string& path);
  static Result<PloverTable> parse(std::string path, std::string text);
  // `lemma` is that of the claim's predicate.
  const PloverCode& find(const Claim& claim, std::string_view lemma) const;
  size_t size() const { return rows_.size(); }

 private:
  struct Row {
    Kind kind{};
    std::vector<std::string> lemmas;   // any of them; empty: whichever
    std::vector<Modality> modalities;  // likewise
    std::optional<Polarity> polarity;
    std::vector<Goods> goods;  // of an object
    PloverCode code;
  };
  static bool holds(const Row& row, const Claim& claim, std::string_view lemma);
  std::vector<Row> rows_;
};

}  // namespace entente
