#include "ledger/claim_rows.h"

#include "base/hash.h"
#include "ledger/claim_body.h"

namespace entente {

Result<const DocumentText*> ClaimRows::document(int64_t row) {
  if (document_ && row_ == row) return document_.get();
  if (!by_row_) {
    auto query = db_->prepare(
        "SELECT id, path, url, title, publisher, published, language, text, blocks "
        "FROM documents WHERE row = ?");
    if (!query) return std::unexpected(query.error());
    by_row_.emplace(std::move(*query));
  }
  by_row_->reset();
  by_row_->bind(1, row);
  const auto found = by_row_->step();
  if (!found) return std::unexpected(found.error());
  const std::string where = db_->path() + ": documents row " + std::to_string(row);
  if (!*found) return fail(Code::ledger_corrupt, "a claim without its document", where);
  const auto text = [&](int column) { return std::string(by_row_->text(column)); };
  if (first_ill_formed(by_row_->text(7)))
    return fail(Code::ledger_corrupt, "a text that is not UTF-8", where);
  Document d{
      to_hex(by_row_->blob(0)), text(1), text(2), text(3), text(4), text(5), text(6), text(7), {}};
  document_ = std::make_unique<DocumentText>(std::move(d), text(8));
  by_row_->reset();
  row_ = row;
  return document_.get();
}

std::unexpected<Error> ClaimRows::damaged(const Query& query, const std::string& what) const {
  return fail(Code::ledger_corrupt, "a claim that is no claim: " + what,
              db_->path() + ": claims row " + std::to_string(query.integer(0)), {},
              "entente verify --ledger " + db_->path());
}

Result<Claim> ClaimRows::read(const Query& q) {
  const auto found = document(q.integer(2));
  if (!found) return std::unexpected(found.error());
  const Document& d = (*found)->document;
  const OffsetMap& map = (*found)->map;
  Claim out;
  out.id = to_hex(q.blob(3));
  out.document = {d.id, d.path, d.url, d.title, d.publisher, d.published, d.language};
  const auto kind = find_kind(q.text(4));
  const auto modality = find_modality(q.text(5));
  if (!kind || !modality) return damaged(q, "its kind or modality is none");
  out.kind = *kind;
  out.modality = *modality;
  out.polarity = q.integer(6) == 0 ? Polarity::positive : Polarity::negative;
  out.quote.start = static_cast<uint32_t>(q.integer(7));
  out.quote.end = static_cast<uint32_t>(q.integer(8));
  out.quote.text = words_at(d.text, map, out.quote.start, out.quote.end);
  if (auto ok = decode_body(q.text(9), d.text, map, out); !ok) return damaged(q, ok.error().what);
  return out;
}

}  // namespace entente
