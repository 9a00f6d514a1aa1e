// One claim with the words around it, one document, or one listed entity, by id.
#include "base/utf8.h"
#include "engine/parts.h"
#include "engine/records.h"
#include "ledger/view.h"

namespace entente {
namespace {

constexpr size_t kShownMax = 20;
constexpr size_t kContextMax = 240;  // code points on each side, within the block of the quote

// The text of a block around the quote, cut to kContextMax code points on either side.
void fill_context(const Document& document, const Claim& claim, ShowRecord& out) {
  const OffsetMap map(document.text);
  const size_t begin = map.bytes(claim.quote.start), end = map.bytes(claim.quote.end);
  size_t from = begin, to = end;
  for (const auto& block : document.blocks)
    if (block.begin <= begin && end <= block.end) from = block.begin, to = block.end;
  const size_t first = claim.quote.start > kContextMax ? claim.quote.start - kContextMax : 0;
  from = std::max(from, map.bytes(first));
  to = std::min(to, map.bytes(claim.quote.end + kContextMax));
  out.before = document.text.substr(from, begin - from);
  out.after = document.text.substr(end, to - end);
}

Result<std::vector<ShowRecord>> claims_like(const View& view, const std::string& id) {
  std::vector<ShowRecord> out;
  std::vector<StoredClaim> found;
  const auto done = view.claims({.id = id}, [&](StoredClaim&& c) {
    found.push_back(std::move(c));
    return found.size() < kShownMax;
  });
  if (!done) return std::unexpected(done.error());
  for (const auto& stored : found) {
    ShowRecord record;
    record.claim = record_of(stored.claim, stored.revision);
    const auto document = view.document(stored.claim.document.id);
    if (!document) return std::unexpected(document.error());
    if (*document) {
      record.document = record_of((*document)->document);
      fill_context((*document)->document, stored.claim, record);
    }
    record.json = json_of(record);
    out.push_back(std::move(record));
  }
  return out;
}

Result<std::vector<ShowRecord>> entity_of(const View& view, const std::string& id) {
  const auto entity = view.entity(id);
  if (!entity) return std::unexpected(entity.error());
  if (!*entity) return std::vector<ShowRecord>{};
  ShowRecord record;
  const Entity& e = (*entity)->entity;
  record.title = (e.caption.empty() ? e.id : e.caption) + " (" + e.schema + ", " + e.dataset +
                 (e.edition.empty() ? ")" : ", edition " + e.edition + ")");
  const auto editions = view.lists(e.dataset);
  if (!editions) return std::unexpected(editions.error());
  if (!editions->empty() && editions->back().revision > (*entity)->revision) {
    const StoredList& last = editions->back();
    record.title += ", no longer listed in " +
                    (last.edition.empty() ? "r" + std::to_string(last.revision) : last.edition);
  }
  for (const auto& s : e.statements)
    record.text += s.property + ": " + s.value + "  [" + s.place + "]\n";
  record.json = json_of(e);
  return std::vector{std::move(record)};
}

Result<std::vector<ShowRecord>> documents_like(const View& view, const std::string& id) {
  const auto ids = view.document_ids(id, kShownMax);
  if (!ids) return std::unexpected(ids.error());
  std::vector<ShowRecord> out;
  for (const auto& one : *ids) {
    const auto document = view.document(one);
    if (!document) return std::unexpected(document.error());
    if (!*document) continue;
    ShowRecord record;
    record.document = record_of((*document)->document);
    record.title = (*document)->document.title;
    record.text = (*document)->document.text;
    record.json = json_of(record);
    out.push_back(std::move(record));
  }
  return out;
}

}  // namespace

Exit Engine::show(const std::string& id, const LedgerTime& at,
                  const std::function<bool(const ShowRecord&)>& take) {
  if (id.empty())
    return parts_->report(fail(Code::bad_argument, "an id is needed", {}, {},
                               "entente claims lists the ids of claims")
                              .error());
  const auto view = parts_->view(at);
  if (!view) return parts_->report(view.error());
  Tally tally;
  for (const auto find : {&claims_like, &entity_of, &documents_like}) {
    const auto records = find(*view, id);
    if (!records) return parts_->report(records.error());
    for (const auto& record : *records) {
      ++tally.found;
      if (!take(record)) return Exit::done;
    }
    if (!records->empty()) break;
  }
  if (tally.found == 0)
    return parts_->report(fail(Code::not_found, "no claim, entity or document has this id", {}, id,
                               "entente claims lists the ids of claims")
                              .error());
  return tally.end(*parts_);
}

}  // namespace entente
