#include "engine/measures.h"

#include <charconv>

#include "reading/lexicon/table.h"

namespace entente {
namespace {

template <class Number>
bool read_number(std::string_view cell, Number& out) {
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), out);
  return error == std::errc() && end == cell.data() + cell.size();
}

}  // namespace

Result<Measures> load_measures(const std::string& data_folder) {
  auto table =
      Table::read(data_folder + "/measures.tsv", {"from", "to", "low", "high", "year", "source"});
  if (!table) return std::unexpected(table.error());
  Measures out;
  for (const auto& row : table->rows()) {
    Measure m{std::string(row.cells[0]), std::string(row.cells[1]), 0, 0, 0,
              std::string(row.cells[5])};
    if (m.to.empty()) return table->bad_cell(row, 1, "no target");
    if (!read_number(row.cells[2], m.low) || m.low <= 0)
      return table->bad_cell(row, 2, "not a factor");
    if (!read_number(row.cells[3], m.high) || m.high < m.low)
      return table->bad_cell(row, 3, "not a factor, or less than the one before");
    if (!row.cells[4].empty() && !read_number(row.cells[4], m.year))
      return table->bad_cell(row, 4, "not a year");
    if (m.source.empty()) return table->bad_cell(row, 5, "no source");
    out.push_back(std::move(m));
  }
  return out;
}

Result<std::shared_ptr<const Measures>> measures_of(const Engine::Parts& parts) {
  const auto folder = parts.home();
  if (!folder) return std::unexpected(folder.error());
  return keep<Measures>(
      parts.settings.kept.get(), "measures\n" + *folder,
      [&] { return load_measures(*folder + "/data"); }, [](const Measures&) { return size_t{0}; });
}

}  // namespace entente
