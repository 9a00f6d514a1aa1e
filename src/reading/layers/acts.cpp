#include "reading/layers/acts.h"

#include "base/text.h"
#include "reading/lexicon/table.h"

namespace entente {

Result<Acts> Acts::load(const std::string& path) {
  auto text = Table::text_of(path);
  if (!text) return std::unexpected(text.error());
  return parse(path, std::move(*text));
}

Result<Acts> Acts::parse(std::string path, std::string text) {
  const auto table = Table::parse(std::move(path), std::move(text),
                                  {"lemma", "pos", "objects", "over", "event", "mode", "cameo"});
  if (!table) return std::unexpected(table.error());
  Acts out;
  for (const auto& row : table->rows()) {
    Act act;
    if (row.cells[1] != "v") return table->bad_cell(row, 1, "an act is a verb: v");
    for (const auto word : split(row.cells[2], ' '))
      if (!word.empty()) act.objects.emplace_back(word);
    if (!row.cells[3].empty() && row.cells[3] != "over")
      return table->bad_cell(row, 3, "\"over\" or nothing");
    act.over = !row.cells[3].empty();
    if (row.cells[4].empty()) return table->bad_cell(row, 4, "the cell is empty");
    act.code = {std::string(row.cells[4]), std::string(row.cells[5]), std::string(row.cells[6])};
    out.rows_[std::string(row.cells[0])].push_back(std::move(act));
  }
  return out;
}

const std::vector<Act>& Acts::find(std::string_view lemma) const {
  static const std::vector<Act> kNone;
  const auto it = rows_.find(std::string(lemma));
  return it == rows_.end() ? kNone : it->second;
}

}  // namespace entente
