// Rows are tried in file order; there are few hundred at most and a document has few claims, so
// nothing is indexed.
#include "reading/layers/plover_table.h"

#include <algorithm>

#include "base/text.h"
#include "reading/lexicon/table.h"

namespace entente {
namespace {

// The words of a cell, each turned into a value; false at the first that is none.
template <class Value, class Find>
bool read_words(std::string_view cell, Find find, std::vector<Value>& out) {
  for (const auto word : split(cell, ' ')) {
    if (word.empty()) continue;
    const auto value = find(word);
    if (!value) return false;
    out.push_back(*value);
  }
  return true;
}

template <class List, class Value>
bool allows(const List& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

Result<PloverTable> PloverTable::load(const std::string& path) {
  auto text = Table::text_of(path);
  if (!text) return std::unexpected(text.error());
  return parse(path, std::move(*text));
}

Result<PloverTable> PloverTable::parse(std::string path, std::string text) {
  const std::string where = path;
  const auto table = Table::parse(
      std::move(path), std::move(text),
      {"kind", "predicates", "modality", "polarity", "goods", "event", "mode", "cameo"});
  if (!table) return std::unexpected(table.error());
  PloverTable out;
  for (const auto& cells : table->rows()) {
    Row row;
    const auto kind = find_kind(cells.cells[0]);
    if (!kind) return table->bad_cell(cells, 0, "no kind of claim");
    row.kind = *kind;
    read_words(
        cells.cells[1], [](auto w) { return std::optional(std::string(w)); }, row.lemmas);
    if (!read_words(cells.cells[2], find_modality, row.modalities))
      return table->bad_cell(cells, 2, "no modality");
    if (!cells.cells[3].empty() && !(row.polarity = find_polarity(cells.cells[3])))
      return table->bad_cell(cells, 3, "positive or negative");
    if (!read_words(cells.cells[4], find_goods, row.goods))
      return table->bad_cell(cells, 4, "no class of goods");
    if (cells.cells[5].empty()) return table->bad_cell(cells, 5, "the cell is empty");
    row.code = {std::string(cells.cells[5]), std::string(cells.cells[6]),
                std::string(cells.cells[7])};
    out.rows_.push_back(std::move(row));
  }
  for (const auto& info : kinds())
    if (std::none_of(out.rows_.begin(), out.rows_.end(), [&](const Row& r) {
          return r.kind == info.kind && r.lemmas.empty() && r.modalities.empty() && !r.polarity &&
                 r.goods.empty();
        }))
      return fail(Code::malformed, "the kind has no row without conditions", where,
                  std::string(info.name));
  return out;
}

bool PloverTable::holds(const Row& row, const Claim& claim, std::string_view lemma) {
  if (row.kind != claim.kind || !allows(row.lemmas, lemma)) return false;
  if (!allows(row.modalities, claim.modality)) return false;
  if (row.polarity && *row.polarity != claim.polarity) return false;
  if (row.goods.empty()) return true;
  for (const Mention& m : claim.object)
    for (const Goods g : row.goods)
      if (m.goods.has(g)) return true;
  return false;
}

const PloverCode& PloverTable::find(const Claim& claim, std::string_view lemma) const {
  static const PloverCode kNone;
  for (const Row& row : rows_)
    if (holds(row, claim, lemma)) return row.code;
  return kNone;
}

}  // namespace entente
