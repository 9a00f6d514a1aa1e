#include "ledger/source_counts.h"

namespace entente {

Result<std::vector<SourceCount>> count_sources(const Database& db, int64_t revision,
                                               std::string_view as_of) {
  auto query = db.prepare(
      "SELECT publisher, count(*), sum((SELECT count(*) FROM claims c WHERE c.document = d.row)) "
      "AS claims, coalesce(min(nullif(published, '')), ''), max(published) FROM documents d "
      "WHERE revision <= ?1 AND "
      "(?2 = '' OR (published != '' AND substr(published, 1, length(?2)) <= ?2)) "
      "GROUP BY publisher ORDER BY claims DESC, publisher");
  if (!query) return std::unexpected(query.error());
  query->bind(1, revision).bind(2, as_of);
  std::vector<SourceCount> out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.push_back({std::string(query->text(0)), query->integer(1), query->integer(2),
                   std::string(query->text(3)), std::string(query->text(4))});
  }
}

}  // namespace entente
