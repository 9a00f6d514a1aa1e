#include "engine/screening/allow_list.h"

#include <algorithm>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/lists/csv.h"
#include "names/normalise.h"

namespace entente::screening {
namespace {

constexpr size_t kBytesMax = size_t{64} << 20;
constexpr std::string_view kColumns[] = {"query", "entity", "reason", "expires"};

std::string cell(const std::vector<std::string>& row, size_t column) {
  return column < row.size() ? squeeze(row[column]) : std::string{};
}

}  // namespace

Result<AllowList> AllowList::read(const std::string& path) {
  AllowList out;
  if (path.empty()) return out;
  auto bytes = read_file(path, kBytesMax);
  if (!bytes) return std::unexpected(bytes.error());
  if (first_ill_formed(*bytes)) return fail(Code::bad_encoding, "is not UTF-8", path);
  std::erase(*bytes, '\r');
  intake::CsvReader csv(*bytes, path);
  std::vector<std::string> row;
  size_t places[4] = {};
  for (bool head = true;; head = false) {
    auto more = csv.next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more) return out;
    if (head) {
      for (size_t i = 0; i < 4; ++i) {
        const auto at = std::ranges::find(row, kColumns[i]);
        if (at == row.end())
          return fail(Code::unknown_column, "an allow-list has a column of this name", path,
                      std::string(kColumns[i]), "columns: query, entity, reason, expires");
        places[i] = static_cast<size_t>(at - row.begin());
      }
      continue;
    }
    Row next{cell(row, places[0]), cell(row, places[1]), cell(row, places[2]),
             cell(row, places[3])};
    if (next.query.empty() || next.entity.empty() || next.reason.empty())
      return fail(Code::malformed, "a cleared pair needs query, entity and reason", csv.place());
    if (!next.expires.empty() && !parse_date(next.expires))
      return fail(Code::malformed, "expires is no date", csv.place(), next.expires,
                  "write it as 2025-07-14");
    out.rows_.push_back(std::move(next));
  }
}

const AllowList::Row* AllowList::find(std::string_view query_id, std::string_view query_name,
                                      std::string_view entity, const std::string& day) const {
  if (rows_.empty()) return nullptr;
  const std::string name = normalise_name(query_name);
  for (const Row& row : rows_) {
    if (row.entity != entity) continue;
    if (row.query != query_id && (name.empty() || normalise_name(row.query) != name)) continue;
    const auto until = parse_date(row.expires);
    if (!until || to_string(last_day(*until)) >= day) return &row;
  }
  return nullptr;
}

}  // namespace entente::screening
