// What was learned of factuality: a weight for each feature of a predicate
// (models/factuality-en.tsv, made by training/train_factuality). The judgement is 6 / (1 +
// exp(-sum)) - 3.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

namespace entente {

class FactualityModel {
 public:
  // missing_resource, unknown_column or malformed, naming file:line and column.
  static Result<FactualityModel> load(const std::string& path);
  static Result<FactualityModel> parse(std::string path, std::string text);

  double value(std::span<const std::string> features) const;
  bool empty() const { return weights_.empty(); }

 private:
  std::unordered_map<std::string, float> weights_;
};

}  // namespace entente
