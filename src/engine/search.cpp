// Words to documents and their claims.
#include "engine/parts.h"
#include "engine/query.h"
#include "engine/records.h"

namespace entente {
namespace {

SearchRecord record_of(SearchHit&& hit) {
  const DocumentRef& d = hit.document;
  SearchRecord out{d.id,
                   d.path,
                   d.url,
                   d.title,
                   d.publisher,
                   d.published,
                   hit.revision,
                   hit.score,
                   std::move(hit.snippet),
                   std::move(hit.marks),
                   {},
                   {}};
  for (auto& c : hit.claims)
    out.claims.push_back({c.id, std::string(name(c.kind)), std::move(c.quote.text)});
  out.json = json_of(out);
  return out;
}

}  // namespace

Exit Engine::search(const SearchRequest& request,
                    const std::function<bool(const SearchRecord&)>& take) {
  const auto view = parts_->view(request.at);
  if (!view) return parts_->report(view.error());
  ClaimQuery words;  // the words of its filters are read as those of `claims`
  words.kinds = request.kinds;
  words.since = request.since;
  words.until = request.until;
  const auto filter = filter_of(words, *view, nullptr);
  if (!filter) return parts_->report(filter.error());
  auto hits = view->search({request.words, filter->kinds, request.source, filter->since,
                            filter->until, request.count_max});
  if (!hits) return parts_->report(hits.error());
  Tally tally;
  for (auto& hit : *hits) {
    ++tally.found;
    if (!take(record_of(std::move(hit)))) return Exit::done;
  }
  return tally.end(*parts_);
}

}  // namespace entente
