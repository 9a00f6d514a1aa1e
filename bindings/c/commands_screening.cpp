// Commands that compare names and screen against lists.
#include <algorithm>

#include "call.h"

namespace capi {
namespace {

using Type = Columns::Type;

entente::ScreenSources sources_of(Request& request) {
  return {request.list("data"), request.list("indexes")};
}

entente::ScreenOptions options_of(Request& request) {
  entente::ScreenOptions out;
  out.limit = static_cast<size_t>(request.number("limit", 1, 5));
  out.threshold = request.real("threshold", out.threshold);
  out.scope = {request.list("datasets"), request.list("schemas"), request.list("topics"),
               request.text("since")};
  out.allow = request.text("allow");
  out.date = request.text("date");
  return out;
}

void make_hit_columns(Call& call) {
  call.make_columns({{"query", Type::text},
                     {"name", Type::text},
                     {"rank", Type::whole},
                     {"id", Type::text},
                     {"caption", Type::text},
                     {"schema", Type::text},
                     {"score", Type::real},
                     {"match", Type::flag},
                     {"datasets", Type::text},
                     {"reasons", Type::text},
                     {"allowed_reason", Type::text},
                     {"allowed_until", Type::text}});
}

// "name same; birth date differs (1965 / 1966)"
std::string words_of(const std::vector<entente::ScreenReason>& reasons) {
  std::string out;
  for (const auto& r : reasons) {
    out += (out.empty() ? "" : "; ") + r.what + " " + r.verdict;
    if (r.left != r.right) out += " (" + r.left + " / " + r.right + ")";
  }
  return out;
}

bool put(Call& call, const entente::ScreenRecord& record) {
  if (call.answer.columns) {
    Columns& out = *call.answer.columns;
    int64_t rank = 0;
    for (const entente::ScreenHit& hit : record.hits) {
      std::string datasets;
      for (const auto& each : hit.datasets) datasets += (datasets.empty() ? "" : ";") + each;
      out.text(record.id), out.text(record.name), out.whole(++rank), out.text(hit.id);
      out.text(hit.caption), out.text(hit.schema), out.real(hit.score), out.flag(hit.match);
      out.text(datasets), out.text(words_of(hit.explanations));
      out.text(hit.allowed_reason), out.text(hit.allowed_until);
    }
  }
  return call.line(record.json);
}

}  // namespace

Exit run_index(Call& call) {
  const auto paths = call.request.list("paths");
  const std::string out = call.request.text("out");
  if (out.empty()) call.request.refuse("out", "names the file to write", "");
  if (call.refused()) return Exit::usage;
  entente::IndexRecord record;
  const Exit status = call.engine().index(paths, out, record);
  call.whole(record.json);
  return status;
}

Exit run_screen(Call& call) {
  Request& r = call.request;
  entente::ScreenRequest request;
  request.queries = r.text("queries");
  request.columns = r.pairs("columns");
  request.text = call.from_arrow ? std::move(call.lines)
                 : r.has("rows") ? r.lines("rows")
                                 : r.text("text");
  request.sources = sources_of(r);
  request.options = options_of(r);
  make_hit_columns(call);
  if (call.refused()) return Exit::usage;
  return call.engine().screen(
      request, [&](const entente::ScreenRecord& record) { return put(call, record); });
}

Exit run_match(Call& call) {
  Request& r = call.request;
  entente::MatchRequest request;
  request.name = r.text("name");
  request.schema = r.text("schema");
  request.properties = r.pairs("properties");
  request.sources = sources_of(r);
  request.options = options_of(r);
  make_hit_columns(call);
  if (call.refused()) return Exit::usage;
  entente::ScreenRecord record;
  const Exit status = call.engine().match(request, record);
  if (status == Exit::done || status == Exit::nothing_found) put(call, record);
  return status;
}

Exit run_replay(Call& call) {
  const std::string audit = call.request.text("audit");
  const auto sources = sources_of(call.request);
  if (call.refused()) return Exit::usage;
  return call.engine().replay(audit, sources,
                              [&](const entente::ReplayRecord& r) { return call.line(r.json); });
}

Exit run_compare(Call& call) {
  Request& r = call.request;
  entente::ComparePair pair{r.text("left"), r.text("right"), "Person"};
  if (r.has("schema")) pair.schema = r.text("schema");
  const std::string path = r.text("path"), algorithm = r.text("algorithm");
  auto pairs = r.objects("pairs");
  std::vector<entente::ComparePair> many;
  for (Request& each : pairs) {
    many.push_back({each.text("left"), each.text("right"), pair.schema});
    if (each.has("schema")) many.back().schema = each.text("schema");
    if (const auto problem = each.problem())
      r.refuse("pairs", problem->what + " (" + problem->where + ")", problem->piece, problem->next);
  }
  if (call.refused()) return Exit::usage;
  auto& comparer = call.handle.comparers[algorithm];
  if (!comparer)
    comparer = std::make_unique<entente::NameComparer>(call.handle.settings, algorithm);
  if (!path.empty())
    return comparer->compare_lines(
        path, [&](const entente::CompareRecord& c) { return call.line(c.json); });
  if (!r.has("pairs")) many = {pair};
  bool any = false;
  for (const auto& each : many) {
    entente::CompareRecord record;
    const Exit status = comparer->compare(each, record);
    if (status != Exit::done && status != Exit::nothing_found) return status;
    any |= status == Exit::done;
    if (call.handle.stop) return Exit::interrupted;
    if (!call.line(record.json)) break;
  }
  return any ? Exit::done : Exit::nothing_found;
}

}  // namespace capi
