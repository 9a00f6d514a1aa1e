// Documents and a glance at what a ledger is about. Tests: tests/server/ledger_test.py.
#include "entente/documents.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "base/utf8.h"
#include "engine/parts.h"
#include "engine/published.h"
#include "ledger/view.h"
#include "model/claim_json.h"
#include "model/vocabulary.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kDocumentsMax = 200000, kGlanceClaims = 50000;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json head_of(const StoredDocument& stored) {
  const Document& d = stored.document;
  return {{"id", d.id},
          {"title", d.title},
          {"publisher", d.publisher},
          {"url", d.url},
          {"published", d.published},
          {"path", d.path},
          {"language", d.language},
          {"revision", stored.revision},
          {"added", stored.added}};
}

bool holds(std::string_view text, std::string_view part) {
  return lower(text).find(part) != std::string::npos;
}

bool passes(const Document& d, const DocumentsRequest& request) {
  if (!request.since.empty() && d.published < request.since) return false;
  if (!request.until.empty() &&
      (d.published.empty() || d.published.substr(0, request.until.size()) > request.until))
    return false;
  if (request.source.empty()) return true;
  const std::string part = lower(request.source);
  return holds(d.publisher, part) || holds(d.title, part) || holds(d.path, part) ||
         holds(d.url, part);
}

constexpr std::string_view kBlockNames[] = {"title",     "heading", "paragraph", "bullet",
                                            "table_row", "caption", "meta"};

Json blocks_of(const Document& document, const OffsetMap& map) {
  Json out = Json::array();
  for (const Block& block : document.blocks)
    out.push_back({{"kind", kBlockNames[static_cast<size_t>(block.kind)]},
                   {"start", map.code_points(block.begin)},
                   {"end", map.code_points(block.end)},
                   {"level", block.level}});
  return out;
}

Status list_into(const View& view, const DocumentsRequest& request, DocumentsAnswer& out) {
  const bool all = request.source.empty() && request.since.empty() && request.until.empty();
  // Unfiltered, only the page itself is read.
  const auto ids = all ? view.newest_documents(request.offset, request.limit)
                       : view.newest_documents(0, kDocumentsMax);
  if (!ids) return std::unexpected(ids.error());
  const size_t skip = all ? 0 : request.offset;
  Json list = Json::array();
  size_t passed = 0;
  for (const std::string& id : *ids) {
    const auto stored = view.document(id);
    if (!stored) return std::unexpected(stored.error());
    if (!*stored || !passes((*stored)->document, request)) continue;
    if (passed++ < skip || list.size() >= request.limit) continue;
    Json one = head_of(**stored);
    const auto rows = view.rows_of_document(id);
    if (!rows) return std::unexpected(rows.error());
    one["claims"] = rows->size();
    list.push_back(std::move(one));
  }
  const auto counts = view.counts();
  if (!counts) return std::unexpected(counts.error());
  out.total = all ? static_cast<size_t>(counts->documents) : passed;
  const auto revision = view.revision();
  if (!revision) return std::unexpected(revision.error());
  out.json = dump({{"schema", "entente.documents.v1"},
                   {"revision", *revision},
                   {"total", out.total},
                   {"limit", request.limit},
                   {"offset", request.offset},
                   {"documents", std::move(list)}});
  return {};
}

struct Pair {
  std::string a, b;
  size_t claims = 0;
  std::map<std::string, size_t> kinds;
  std::string last;
};

std::set<std::string> states_of(const std::vector<Mention>& mentions) {
  std::set<std::string> out;
  for (const Mention& m : mentions)
    if (!m.state.empty() && m.state != "xx") out.insert(m.state);
  return out;
}

// Pairs in the newest claims, most claims first.
struct Glance {
  std::vector<Pair> pairs;
};

void count_pairs(const Claim& claim, std::map<std::pair<std::string, std::string>, Pair>& pairs) {
  std::set<std::string> others = states_of(claim.counterpart);
  if (others.empty()) others = states_of(claim.against);
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& a : states_of(claim.subject))
    for (const auto& b : others)
      if (a != b) seen.insert(a < b ? std::pair(a, b) : std::pair(b, a));
  for (const auto& key : seen) {
    Pair& pair = pairs[key];
    ++pair.claims;
    ++pair.kinds[std::string(name(claim.kind))];
    pair.last = std::max(pair.last, claim.document.published);
  }
}

Result<Glance> glance_at(const View& view, int64_t revision, const std::string& as_of) {
  const auto last = view.last_row(revision);
  if (!last) return std::unexpected(last.error());
  std::vector<int64_t> rows;
  for (int64_t row = std::max<int64_t>(1, *last - static_cast<int64_t>(kGlanceClaims) + 1);
       row <= *last; ++row)
    rows.push_back(row);
  std::map<std::pair<std::string, std::string>, Pair> pairs;
  const auto done = view.claims_at(rows, {}, [&](StoredClaim&& c) {
    const std::string& day = c.claim.document.published;
    if (published_by(day, as_of)) count_pairs(c.claim, pairs);
    return true;
  });
  if (!done) return std::unexpected(done.error());
  Glance out;
  for (auto& [key, pair] : pairs) {
    pair.a = key.first, pair.b = key.second;
    out.pairs.push_back(std::move(pair));
  }
  std::ranges::stable_sort(out.pairs, std::greater{}, &Pair::claims);
  return out;
}

}  // namespace

Exit list_documents(const Settings& settings, const DocumentsRequest& request,
                    DocumentsAnswer& out) {
  const Engine::Parts parts(settings);
  const auto view = parts.view(request.at);
  if (!view) return parts.report(view.error());
  const auto hold = view->hold();
  const auto done = list_into(*view, request, out);
  return done ? Exit::done : parts.report(done.error());
}

Exit read_document(const Settings& settings, const std::string& id, const LedgerTime& at,
                   std::string& json) {
  const Engine::Parts parts(settings);
  const auto view = parts.view(at);
  if (!view) return parts.report(view.error());
  const auto hold = view->hold();
  const auto ids = view->document_ids(id, 2);
  if (!ids) return parts.report(ids.error());
  if (ids->size() != 1 || id.empty())
    return parts.report(
        fail(Code::not_found,
             ids->empty() ? "no document has this id" : "several documents begin so", {}, id,
             "GET /api/documents lists them")
            .error());
  const auto stored = view->document(ids->front());
  if (!stored) return parts.report(stored.error());
  const Document& document = (*stored)->document;
  const OffsetMap map(document.text);
  Json claims = Json::array();
  ClaimFilter filter;
  filter.document = document.id;
  filter.with_rejected = true;
  const auto rows = view->rows_of_document(document.id);
  if (!rows) return parts.report(rows.error());
  const auto done = view->claims_at(*rows, filter, [&](StoredClaim&& c) {
    Json one = Json::parse(to_json(c.claim));
    one["domain"] = name(info(c.claim.kind).domain);
    one["rejected"] = c.rejected;
    claims.push_back(std::move(one));
    return true;
  });
  if (!done) return parts.report(done.error());
  const auto revision = view->revision();
  if (!revision) return parts.report(revision.error());
  json = dump({{"schema", "entente.document.v1"},
               {"revision", *revision},
               {"document", head_of(**stored)},
               {"text", document.text},
               {"blocks", blocks_of(document, map)},
               {"claims", std::move(claims)}});
  return Exit::done;
}

Exit count_ledger(const Settings& settings, const LedgerTime& at, LedgerCounts& out) {
  const Engine::Parts parts(settings);
  const auto view = parts.view(at);
  if (!view) return parts.report(view.error());
  const auto counts = view->counts();
  if (!counts) return parts.report(counts.error());
  out = {counts->revision, counts->documents, counts->claims,
         counts->lists,    counts->entities,  counts->judgements};
  return Exit::done;
}

Exit ledger_revision(const Settings& settings, const LedgerTime& at, int64_t& out) {
  const Engine::Parts parts(settings);
  const auto view = parts.view(at);
  if (!view) return parts.report(view.error());
  const auto revision = view->revision();
  if (!revision) return parts.report(revision.error());
  out = *revision;
  return Exit::done;
}

Exit strongest_ties(const Settings& settings, const LedgerTime& at, const std::string& as_of,
                    size_t limit, std::string& json) {
  Engine::Parts parts(settings);
  const auto view = parts.view(at);
  if (!view) return parts.report(view.error());
  const auto dictionaries = parts.dictionaries();
  if (!dictionaries) return parts.report_missing(dictionaries.error());
  const auto hold = view->hold();
  const auto revision = view->revision();
  if (!revision) return parts.report(revision.error());
  const auto glance = keep<Glance>(
      settings.kept.get(), "glance\n" + as_of + '\n' + ledger_key(settings.ledger, *revision),
      [&] { return glance_at(*view, *revision, as_of); },
      [](const Glance& g) { return g.pairs.size() / 8 + 1; });
  if (!glance) return parts.report(glance.error());
  const auto& pairs = (*glance)->pairs;
  Json list = Json::array();
  const auto shown = [&](const std::string& code) {
    return std::string((*dictionaries)->state_name(code));
  };
  for (size_t i = 0; i < std::min(limit, pairs.size()); ++i)
    list.push_back({{"a", pairs[i].a},
                    {"a_name", shown(pairs[i].a)},
                    {"b", pairs[i].b},
                    {"b_name", shown(pairs[i].b)},
                    {"claims", pairs[i].claims},
                    {"kinds", pairs[i].kinds},
                    {"last", pairs[i].last}});
  json =
      dump({{"schema", "entente.glance.v1"}, {"revision", *revision}, {"ties", std::move(list)}});
  return pairs.empty() ? Exit::nothing_found : Exit::done;
}

}  // namespace entente
