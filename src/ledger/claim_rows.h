// Claims from their rows: a row holds offsets, so its document's text is read with it and kept
// until a row of another document comes.
//
//   ClaimRows rows(db);
//   auto query = db.prepare("SELECT " + std::string(ClaimRows::kColumns) + " FROM claims c …");
//   … auto claim = rows.read(*query);      // Result<Claim>, as it was added
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/utf8.h"
#include "ledger/sqlite.h"
#include "model/claim.h"
#include "model/document.h"

namespace entente {

// A document's row, its blocks as they are stored.
struct DocumentText {
  DocumentText(Document d, std::string b)
      : document(std::move(d)), map(document.text), blocks(std::move(b)) {}
  DocumentText(const DocumentText&) = delete;  // the map looks into the text
  Document document;
  OffsetMap map;
  std::string blocks;  // decode_blocks() reads them
};

class ClaimRows {
 public:
  static constexpr std::string_view kColumns =
      "c.row, c.revision, c.document, c.id, c.kind, c.modality, c.negative, c.quote_start, "
      "c.quote_end, c.body";
  explicit ClaimRows(const Database& db) : db_(&db) {}
  // The row that `query` stands on. ledger_corrupt names the row.
  Result<Claim> read(const Query& query);
  // The document of that row number; kept until another is asked for. ledger_corrupt when there is
  // none or its text is not UTF-8.
  Result<const DocumentText*> document(int64_t row);

 private:
  std::unexpected<Error> damaged(const Query& query, const std::string& what) const;
  const Database* db_;
  std::optional<Query> by_row_;
  int64_t row_ = 0;
  std::unique_ptr<const DocumentText> document_;
};

}  // namespace entente
