#include "reading/layers/factuality_model.h"

#include <charconv>
#include <cmath>

#include "reading/lexicon/table.h"

namespace entente {

Result<FactualityModel> FactualityModel::load(const std::string& path) {
  auto text = Table::text_of(path);
  if (!text) return std::unexpected(text.error());
  return parse(path, std::move(*text));
}

Result<FactualityModel> FactualityModel::parse(std::string path, std::string text) {
  const auto table = Table::parse(std::move(path), std::move(text), {"feature", "weight"});
  if (!table) return std::unexpected(table.error());
  FactualityModel out;
  for (const auto& row : table->rows()) {
    float weight = 0;
    const auto cell = row.cells[1];
    const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), weight);
    if (cell.empty() || read.ptr != cell.data() + cell.size() || !std::isfinite(weight))
      return table->bad_cell(row, 1, "a weight is a number");
    out.weights_[std::string(row.cells[0])] = weight;
  }
  return out;
}

double FactualityModel::value(std::span<const std::string> features) const {
  double sum = 0;
  for (const auto& feature : features)
    if (const auto it = weights_.find(feature); it != weights_.end()) sum += it->second;
  return 6 / (1 + std::exp(-sum)) - 3;
}

}  // namespace entente
