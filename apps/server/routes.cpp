// Rows of the route table (route.h). The order is that of the OpenAPI document.
#include <algorithm>
#include <array>

#include "handlers.h"

namespace server {
namespace {

constexpr double kMany = 1e9;
constexpr size_t kMegabyte = size_t{1} << 20;

constexpr Parameter kLimit{"limit", Type::integer, "most results", false, false, 0, 500, "10"};
constexpr Parameter kOffset{"offset", Type::integer, "results passed over", false, false, 0, 9499,
                            "0"};
constexpr Parameter kIncludeDataset{"include_dataset", Type::text, "only these lists", false, true};
constexpr Parameter kExcludeDataset{"exclude_dataset", Type::text, "not these lists", false, true};
constexpr Parameter kExcludeSchema{"exclude_schema", Type::text, "no entities of these kinds",
                                   false, true};
constexpr Parameter kTopics{"topics", Type::text, "any of these topics: sanction, role.pep", false,
                            true};
constexpr Parameter kChangedSince{"changed_since", Type::moment, "changed on this day or later"};
constexpr Parameter kAlgorithm{
    "algorithm",
    Type::word,
    "a name of /algorithms; all are answered by the one matcher",
    false,
    false,
    0,
    0,
    "best",
    "best entente logic-v2 logic-v1 name-based name-qualified regression-v1 regression-v2 "
    "regression-v3 ofac ofac-249 ofac-249-qualified er-unstable"};

// How the ledger is seen.
constexpr Parameter kAsOf{"as_of", Type::time,
                          "what was published by that day; r17: the ledger at its revision 17"};
constexpr Parameter kRevision{
    "revision", Type::integer, "the ledger as it was at this revision", false, false, 0, kMany,
    "0"};
constexpr Parameter kKnownBy{"known_by", Type::day, "the ledger as it was at the end of that day"};
constexpr Parameter kActor{"actor", Type::text, "a code, the name of a state, an id, or any name",
                           false, true};
constexpr Parameter kKind{"kind", Type::text, "a word of /api/words?of=kinds", false, true};
constexpr Parameter kOneKind{"kind", Type::text, "a word of /api/words?of=kinds"};
constexpr Parameter kDomain{"domain", Type::text, "a word of /api/words?of=domains", false, true};
constexpr Parameter kGroup{"group", Type::text, "a word of /api/words?of=tie-groups", false, true};
constexpr Parameter kStanding{"standing", Type::text, "the least standing: reported"};
constexpr Parameter kSince{"since", Type::day, "from this day on"};
constexpr Parameter kUntil{"until", Type::day, "to this day"};
constexpr Parameter kSource{"source", Type::text, "part of a publisher, title, path or URL"};
constexpr Parameter kPage{"limit", Type::integer, "most results", false, false, 0, 1000, "100"};
constexpr Parameter kPageOffset{
    "offset", Type::integer, "results passed over", false, false, 0, 1e6, "0"};
constexpr Parameter kName{"name", Type::text, "the file's name", false, false,
                          0,      255,        "upload.txt"};

// Which part of the graph is asked about.
constexpr std::array kScope{kKind,  kDomain, kGroup, kStanding, kSince,
                            kUntil, kSource, kAsOf,  kRevision, kKnownBy};

// A route's own parameters, then those of the scope.
template <size_t N>
constexpr auto within_scope(const std::array<Parameter, N>& own) {
  std::array<Parameter, N + kScope.size()> out{};
  std::ranges::copy(kScope, std::ranges::copy(own, out.begin()).out);
  return out;
}

// Routes of lists, and those whose answer is the same at any time.
constexpr std::array kSeen{kAsOf, kRevision, kKnownBy};

// A route's own parameters, then how the ledger is seen.
template <size_t N>
constexpr auto seen_with(const std::array<Parameter, N>& own) {
  std::array<Parameter, N + kSeen.size()> out{};
  std::ranges::copy(kSeen, std::ranges::copy(own, out.begin()).out);
  return out;
}

constexpr auto kMatchParameters = seen_with(std::array{
    Parameter{"limit", Type::integer, "most results of a query", false, false, 0, 500, "5"},
    Parameter{"threshold", Type::number, "a match scores as much", false, false, 0, 1, "0.7"},
    Parameter{"cutoff", Type::number, "deprecated: the least score of a result", false, false, 0, 1,
              "0.7"},
    kAlgorithm, kIncludeDataset, kExcludeDataset, kExcludeSchema, kTopics, kChangedSince,
    Parameter{"exclude_entity_ids", Type::text, "not these entities, at most 50", false, true}});
constexpr auto kSearchParameters = seen_with(std::array{
    Parameter{"q", Type::text, "names or identifiers; empty: all"},
    Parameter{"schema", Type::text, "only entities of this kind", false, false, 0, 64, "Thing"},
    Parameter{"countries", Type::text, "any of these: ru", false, true}, kTopics,
    Parameter{"datasets", Type::text, "any of these lists", false, true},
    Parameter{"filter", Type::text, "field:value, may be repeated", false, true}, kIncludeDataset,
    kExcludeDataset, kExcludeSchema, kChangedSince, kLimit, kOffset,
    Parameter{"sort", Type::text, "field:desc, may be repeated", false, true},
    Parameter{"target", Type::boolean, "deprecated, does nothing"},
    Parameter{"fuzzy", Type::boolean, "nearer misses too", false, false, 0, 0, "false"},
    Parameter{"simple", Type::boolean, "words as people type them", false, false, 0, 0, "true"},
    Parameter{"facets", Type::word, "counts by this field", false, true, 0, 0, "",
              "datasets schema countries identifiers topics genders"},
    Parameter{"filter_op", Type::word, "how values of a filter are joined", false, false, 0, 0,
              "OR", "OR AND"}});
constexpr auto kEntityParameters = seen_with(std::array{
    Parameter{"nested", Type::boolean, "neighbours in place of ids", false, false, 0, 0, "true"}});
constexpr auto kAdjacentParameters = seen_with(std::array{
    kLimit, kOffset,
    Parameter{"sort", Type::text, "accepted; the order is that of the lists", false, true}});
constexpr std::array kUpdateParameters{
    Parameter{"token", Type::text, "a token of the role admin", false, false, 0, 512},
    Parameter{"sync", Type::boolean, "accepted: the answer comes when it is done", false, false, 0,
              0, "true"}};
constexpr auto kReconcileParameters = seen_with(std::array{
    kAlgorithm, kChangedSince,
    Parameter{"queries", Type::text, "JSON, as the form field of POST", false, false, 0, 65536},
    Parameter{"extend", Type::text, "JSON, as the form field of POST", false, false, 0, 65536}});
constexpr auto kReconcilePostParameters = seen_with(std::array{kAlgorithm, kChangedSince});
constexpr auto kPrefixParameters = seen_with(std::array{
    Parameter{"prefix", Type::text, "the beginning of a name", false, false, 0, 256},
    Parameter{"cursor", Type::integer, "accepted", false, false, 0, kMany, "0"}, kLimit});
constexpr auto kExtendParameters = seen_with(
    std::array{Parameter{"type", Type::text, "a schema", false, false, 0, 64, "Thing"},
               Parameter{"limit", Type::integer, "most properties", false, false, 0, 500, "50"}});

constexpr std::array kTimeParameters{
    kAsOf, kRevision, kKnownBy,
    Parameter{"limit", Type::integer, "most ties", false, false, 0, 100, "12"}};
constexpr std::array kJudgementsParameters{
    Parameter{"kind", Type::text, "a word of /api/words?of=judgements", false, true, 0, 32},
    Parameter{"about", Type::text, "an id or a source that it is about", false, false, 0, 512},
    kAsOf, kRevision, kKnownBy};
constexpr std::array kDocumentsParameters{
    kSource,
    kSince,
    kUntil,
    kAsOf,
    kRevision,
    kKnownBy,
    Parameter{"limit", Type::integer, "most results", false, false, 0, 500, "50"},
    kPageOffset};
constexpr std::array kClaimsParameters{
    kActor,
    kKind,
    kDomain,
    Parameter{"modality", Type::text, "a word of /api/words?of=modalities", false, true},
    Parameter{"polarity", Type::word, "said to be so, or not", false, false, 0, 0, "",
              "positive negative"},
    kSource,
    kSince,
    kUntil,
    kAsOf,
    kRevision,
    kKnownBy,
    kPage,
    kPageOffset};
constexpr std::array kDocumentSearchParameters{
    Parameter{"q", Type::text, "words that a document has", true},
    kKind,
    kSource,
    kSince,
    kUntil,
    kAsOf,
    kRevision,
    kKnownBy,
    Parameter{"limit", Type::integer, "most results", false, false, 1, 200, "20"}};
constexpr auto kWordsParameters = seen_with(std::array{
    Parameter{"of", Type::text, "a vocabulary: kinds, domains, modalities, polarities, judgements",
              true, false, 0, 64}});
constexpr std::array kWeighParameters{kActor,   kOneKind, kAsOf,      kRevision,
                                      kKnownBy, kPage,    kPageOffset};
constexpr std::array kDiffParameters{
    Parameter{"since", Type::text, "a revision, or a day", true, false, 0, 32},
    kActor,
    kOneKind,
    kAsOf,
    kRevision,
    kKnownBy,
    Parameter{"published", Type::boolean, "by days of publication", false, false, 0, 0, "false"},
    Parameter{"format", Type::word, "json, atom, or feed (JSON Feed 1.1)", false, false, 0, 0,
              "json", "json atom feed"}};
constexpr std::array kBriefParameters{
    Parameter{"a", Type::text, "one actor", true, false, 0, 256},
    Parameter{"b", Type::text, "the other", true, false, 0, 256},
    Parameter{"format", Type::word, "html, json or md", false, false, 0, 0, "json", "html json md"},
    kSince,
    Parameter{"changed_since", Type::text, "a revision or a day: a section on what changed", false,
              false, 0, 32},
    kAsOf,
    kRevision,
    kKnownBy};
constexpr std::array kTiesParameters{
    Parameter{"a", Type::text, "one actor", true, false, 0, 256},
    Parameter{"b", Type::text, "the other; empty: the partners of the first", false, false, 0, 256},
    kAsOf, kRevision, kKnownBy};
constexpr auto kPathParameters = within_scope(std::array{
    Parameter{"from", Type::text, "one actor", true, false, 0, 256},
    Parameter{"to", Type::text, "the other", true, false, 0, 256},
    Parameter{"count", Type::integer, "alternatives", false, false, 1, 20, "3"},
    Parameter{"by", Type::word, "what is least on the way", false, false, 0, 0, "evidence",
              "evidence hops time"},
    Parameter{"directed", Type::boolean, "only the way a tie goes", false, false, 0, 0, "false"}});
constexpr auto kMiddleParameters = within_scope(std::array{
    Parameter{"a", Type::text, "one actor", true, false, 0, 256},
    Parameter{"b", Type::text, "the other", true, false, 0, 256},
    Parameter{"ties", Type::integer, "ties of a way", false, false, 2, 3, "3"},
    Parameter{"limit", Type::integer, "most who stand between", false, false, 1, 1000, "50"},
    Parameter{"legs", Type::integer, "most ties told on either side of each", false, false, 1, 100,
              "10"}});
constexpr auto kExposureParameters = within_scope(
    std::array{Parameter{"who", Type::text, "an id or a name", true, false, 0, 256},
               Parameter{"count", Type::integer, "nearest listed parties of each component", false,
                         false, 1, 20, "3"}});
constexpr auto kNeighboursParameters = within_scope(std::array{
    Parameter{"who", Type::text, "an id, a state or a name; empty: those with most ties", false,
              false, 0, 256},
    Parameter{"by", Type::text, "a kind of ties to follow; counts are of all", false, true, 0, 64},
    Parameter{"shown", Type::text, "an id that is drawn already: ties to it are told too", false,
              true, 0, 256},
    Parameter{"limit", Type::integer, "most neighbours", false, false, 1, 200, "40"}, kPageOffset});
constexpr auto kGraphParameters = within_scope(
    std::array{Parameter{"format", Type::word, "graphml, gexf, csv, ftm, cypher or svg", false,
                         false, 0, 0, "graphml", "graphml gexf csv ftm cypher svg"},
               Parameter{"around", Type::text, "only what is near to it", false, false, 0, 256},
               Parameter{"hops", Type::integer, "how near", false, false, 1, 4, "1"}});
constexpr std::array kOwnershipParameters{
    kName, Parameter{"listed", Type::text, "who is listed: an id or a name", true, true},
    Parameter{"rule", Type::text, "a word of /api/words?of=owner-rules", false, false, 0, 64},
    Parameter{"date", Type::day, "the day of which it is asked"}};
constexpr std::array kShipsParameters{
    kName,
    Parameter{"event", Type::word, "only these", false, true, 0, 0, "",
              "gaps encounters loitering ports voyages identity positions"},
    Parameter{"area", Type::text, "south,west,north,east", false, false, 0, 64},
    Parameter{"vessel", Type::text, "an MMSI or IMO number", false, true, 0, 16}, kPage};
constexpr std::array kMirrorParameters{
    Parameter{"partner", Type::text, "only this importer", false, true, 0, 128},
    Parameter{"each", Type::boolean, "a row for each exporter too", false, false, 0, 0, "false"},
    Parameter{"cif_fob", Type::number, "cost of transport and insurance; 0: 1.08", false, false, 0,
              2, "0"}};
constexpr std::array kVotesParameters{
    Parameter{"name", Type::text, "the file's name", false, false, 0, 255, "votes.csv"},
    Parameter{"pair", Type::text, "two states, RU,KP", true, true, 0, 128},
    Parameter{"final", Type::boolean, "no votes on paragraphs and amendments", false, false, 0, 0,
              "false"}};
constexpr std::array kMoneyParameters{
    Parameter{"name", Type::text, "the file's name", false, false, 0, 255, "payments.csv"},
    Parameter{"origin", Type::text, "an account whose money is followed", true, true, 0, 256},
    Parameter{"method", Type::word, "how taint is shared out", false, false, 0, 0, "haircut",
              "haircut fifo lifo poison"},
    Parameter{"back", Type::text, "an account whose taint is followed back", false, true, 0, 256},
    Parameter{"dust", Type::text, "payments of no more than this carry no taint", false, false, 0,
              32}};
constexpr auto kScreeningParameters = seen_with(std::array{
    Parameter{"dataset", Type::text, "a list, or default for all", false, false, 0, 256, "default"},
    Parameter{"map", Type::text, "COLUMN=property, may be repeated", false, true, 0, 256},
    Parameter{"limit", Type::integer, "most results of a query", false, false, 1, 100, "5"},
    Parameter{"threshold", Type::number, "the least score", false, false, 0, 1, "0.7"}, kTopics,
    kExcludeDataset, kExcludeSchema});
constexpr std::array kUploadParameters{
    kName,
    Parameter{"title", Type::text, "in place of the document's own"},
    Parameter{"publisher", Type::text, "in place of the document's own", false, false, 0, 512},
    Parameter{"published", Type::day, "in place of the document's own"},
    Parameter{"url", Type::text, "in place of the document's own"},
    Parameter{"list", Type::text, "what a list is called whose format holds any list", false, false,
              0, 128},
    Parameter{"wait", Type::boolean, "answer when it is read", false, false, 0, 0, "false"}};

const std::array kRoutes{
    Route{Method::post, "/match/{dataset}", "match entities by example, up to 100 at once",
          kMatchParameters, Body::json, 8 * kMegabyte, Role::reader, Pace::quick, 256, 0,
          "application/json", "Matching", &match},
    Route{Method::get, "/search/{dataset}", "search lists by words, filters and counts",
          kSearchParameters, Body::none, 0, Role::reader, Pace::slow, 64, 0, "application/json",
          "Matching", &search_entities},
    Route{Method::get, "/entities/{id}", "an entity with what stands next to it", kEntityParameters,
          Body::none, 0, Role::reader, Pace::slow, 64, 0, "application/json", "Entities", &entity},
    Route{Method::get, "/entities/{id}/adjacent", "what stands next to an entity, by property",
          kAdjacentParameters, Body::none, 0, Role::reader, Pace::slow, 64, 0, "application/json",
          "Entities", &adjacent},
    Route{Method::get, "/entities/{id}/adjacent/{property}",
          "one page of what stands next to an entity", kAdjacentParameters, Body::none, 0,
          Role::reader, Pace::slow, 64, 0, "application/json", "Entities", &adjacent_property},
    Route{Method::get, "/catalog", "the lists in force", kSeen, Body::none, 0, Role::reader,
          Pace::slow, 64, 0, "application/json", "Lists", &catalog},
    Route{Method::get, "/manifest", "the same", kSeen, Body::none, 0, Role::reader, Pace::slow, 64,
          0, "application/json", "Lists", &catalog},
    Route{Method::get, "/algorithms", "how entities are compared", kSeen, Body::none, 0,
          Role::reader, Pace::quick, 0, 0, "application/json", "Matching", &algorithms},
    Route{Method::get,
          "/healthz",
          "whether the server runs",
          {},
          Body::none,
          0,
          Role::nobody,
          Pace::quick,
          0,
          0,
          "application/json",
          "State",
          &healthz},
    Route{Method::get,
          "/readyz",
          "whether the lists are ready",
          {},
          Body::none,
          0,
          Role::nobody,
          Pace::quick,
          0,
          0,
          "application/json",
          "State",
          &readyz},
    Route{Method::post, "/updatez", "read the lists again", kUpdateParameters, Body::bytes, 4096,
          Role::nobody, Pace::slow, 1, 5, "application/json", "State", &updatez},
    Route{Method::get, "/openapi.json", "this document", kSeen, Body::none, 0, Role::nobody,
          Pace::quick, 0, 0, "application/json", "State", &openapi},
    Route{Method::get, "/reconcile/{dataset}", "manifest of the reconciliation service",
          kReconcileParameters, Body::none, 0, Role::reader, Pace::slow, 64, 0, "application/json",
          "Reconciliation", &reconcile_manifest},
    Route{Method::post, "/reconcile/{dataset}", "reconciliation queries, extensions",
          kReconcilePostParameters, Body::form, 4 * kMegabyte, Role::reader, Pace::slow, 64, 0,
          "application/json", "Reconciliation", &reconcile},
    Route{Method::get, "/reconcile/{dataset}/preview/{id}", "a few lines about an entity, to frame",
          kSeen, Body::none, 0, Role::reader, Pace::slow, 64, 0, "text/html", "Reconciliation",
          &reconcile_preview},
    Route{Method::get, "/reconcile/{dataset}/suggest/entity", "entities whose names begin so",
          kPrefixParameters, Body::none, 0, Role::reader, Pace::slow, 64, 0, "application/json",
          "Reconciliation", &suggest_entity},
    Route{Method::get, "/reconcile/{dataset}/suggest/property", "properties", kPrefixParameters,
          Body::none, 0, Role::reader, Pace::slow, 64, 0, "application/json", "Reconciliation",
          &suggest_property},
    Route{Method::get, "/reconcile/{dataset}/suggest/type", "kinds of entities", kPrefixParameters,
          Body::none, 0, Role::reader, Pace::slow, 64, 0, "application/json", "Reconciliation",
          &suggest_type},
    Route{Method::get, "/reconcile/{dataset}/extend/property",
          "properties that rows can be extended by", kExtendParameters, Body::none, 0, Role::reader,
          Pace::slow, 64, 0, "application/json", "Reconciliation", &extend_property},
    Route{Method::get, "/api/ledger", "what the ledger holds, and its strongest ties",
          kTimeParameters, Body::none, 0, Role::reader, Pace::slow, 16, 0, "application/json",
          "Ledger", &ledger_state},
    Route{Method::get, "/api/documents", "documents, newest first", kDocumentsParameters,
          Body::none, 0, Role::reader, Pace::slow, 16, 0, "application/json", "Ledger", &documents},
    Route{Method::post, "/api/documents", "add a report or a list: the body is the file",
          kUploadParameters, Body::bytes, 64 * kMegabyte, Role::analyst, Pace::slow, 4, 20,
          "application/json", "Ledger", &upload},
    Route{Method::get, "/api/documents/{id}", "a document: text, blocks, claims on their quotes",
          kSeen, Body::none, 0, Role::reader, Pace::slow, 32, 0, "application/json", "Ledger",
          &document},
    Route{Method::get, "/api/sources", "publishers and lists, with the reliability given to them",
          kSeen, Body::none, 0, Role::reader, Pace::slow, 8, 0, "application/json", "Ledger",
          &sources},
    Route{Method::get, "/api/claims", "claims, filtered", kClaimsParameters, Body::none, 0,
          Role::reader, Pace::slow, 16, 0, "application/json", "Ledger", &claims},
    Route{Method::get, "/api/claims/{id}", "a claim with the words around it", kSeen, Body::none, 0,
          Role::reader, Pace::slow, 32, 0, "application/json", "Ledger", &show},
    Route{Method::get, "/api/search", "documents that hold every word", kDocumentSearchParameters,
          Body::none, 0, Role::reader, Pace::slow, 16, 0, "application/json", "Ledger",
          &search_documents},
    Route{Method::get, "/api/lists", "lists of the ledger and their editions", kSeen, Body::none, 0,
          Role::reader, Pace::slow, 16, 0, "application/json", "Lists", &lists},
    Route{Method::get, "/api/words", "the words that filters take", kWordsParameters, Body::none, 0,
          Role::reader, Pace::quick, 0, 0, "application/json", "State", &words},
    Route{Method::get, "/api/propositions",
          "what claims agree in asserting, with standing, origins and history", kWeighParameters,
          Body::none, 0, Role::reader, Pace::slow, 8, 0, "application/json", "Weighing",
          &propositions},
    Route{Method::get, "/api/propositions/{id}",
          "one of them, with the whole history of its standing", kSeen, Body::none, 0, Role::reader,
          Pace::slow, 8, 0, "application/json", "Weighing", &proposition},
    Route{Method::get, "/api/figures", "figures held side by side", kWeighParameters, Body::none, 0,
          Role::reader, Pace::slow, 8, 0, "application/json", "Weighing", &figures},
    Route{Method::get, "/api/gaps", "what is missing", kWeighParameters, Body::none, 0,
          Role::reader, Pace::slow, 8, 0, "application/json", "Weighing", &gaps},
    Route{Method::get, "/api/contradictions", "what is told both ways, worst first",
          kWeighParameters, Body::none, 0, Role::reader, Pace::slow, 8, 0, "application/json",
          "Weighing", &contradictions},
    Route{Method::get, "/api/forecasts", "what was planned and foreseen, and what came of it",
          kWeighParameters, Body::none, 0, Role::reader, Pace::slow, 8, 0, "application/json",
          "Weighing", &forecasts},
    Route{Method::get, "/api/diff", "what changed since a revision or a day; as a feed too",
          kDiffParameters, Body::none, 0, Role::reader, Pace::slow, 8, 0, "application/json",
          "Weighing", &diff},
    Route{Method::get, "/api/brief", "the brief about two actors", kBriefParameters, Body::none, 0,
          Role::reader, Pace::slow, 8, 0, "application/json", "Network", &brief},
    Route{Method::get, "/api/ties", "what flows between two, or the partners of one",
          kTiesParameters, Body::none, 0, Role::reader, Pace::slow, 8, 0, "application/json",
          "Network", &ties},
    Route{Method::get, "/api/paths", "ways from one to another", kPathParameters, Body::none, 0,
          Role::reader, Pace::slow, 8, 0, "application/json", "Network", &paths},
    Route{Method::get, "/api/intermediaries", "who stands between two", kMiddleParameters,
          Body::none, 0, Role::reader, Pace::slow, 8, 0, "application/json", "Network",
          &intermediaries},
    Route{Method::get, "/api/exposure", "how near somebody is to listed parties",
          kExposureParameters, Body::none, 0, Role::reader, Pace::slow, 8, 0, "application/json",
          "Network", &exposure},
    Route{Method::get, "/api/neighbours",
          "one step of a walk: who is next to somebody, and how many each leads on to",
          kNeighboursParameters, Body::none, 0, Role::reader, Pace::slow, 8, 0, "application/json",
          "Network", &neighbours},
    Route{Method::get, "/api/graph", "the network as others read it", kGraphParameters, Body::none,
          0, Role::reader, Pace::slow, 4, 0, "text/plain", "Network", &graph},
    Route{Method::post, "/api/ownership",
          "who is blocked through whom: the body is a register of stakes", kOwnershipParameters,
          Body::bytes, 32 * kMegabyte, Role::reader, Pace::slow, 4, 0, "application/json",
          "Tracing", &ownership},
    Route{Method::post, "/api/ships", "what positions of ships show: the body is an AIS log",
          kShipsParameters, Body::bytes, 64 * kMegabyte, Role::reader, Pace::slow, 2, 0,
          "application/json", "Tracing", &ships},
    Route{
        Method::post, "/api/trade/mirror",
        "what was sent and never arrived: the body has both tables, as exporters and as importers "
        "tell it",
        kMirrorParameters, Body::json, 32 * kMegabyte, Role::reader, Pace::slow, 2, 0,
        "application/json", "Tracing", &trade_mirror},
    Route{Method::post, "/api/votes",
          "how two states voted, year by year, and when that changed: the body is a table of votes",
          kVotesParameters, Body::bytes, 64 * kMegabyte, Role::reader, Pace::slow, 2, 0,
          "application/json", "Tracing", &votes_over_time},
    Route{Method::post, "/api/money",
          "where money of given accounts went: the body is a table of payments", kMoneyParameters,
          Body::bytes, 64 * kMegabyte, Role::reader, Pace::slow, 2, 0, "application/json",
          "Tracing", &money_trace},
    Route{Method::post, "/api/screening", "screen a table: the body is CSV or JSON Lines",
          kScreeningParameters, Body::bytes, 32 * kMegabyte, Role::reader, Pace::slow, 4, 0,
          "application/json", "Matching", &screening},
    Route{Method::get, "/api/judgements", "what analysts decided, and which of it holds",
          kJudgementsParameters, Body::none, 0, Role::reader, Pace::slow, 16, 0, "application/json",
          "Ledger", &judgements},
    Route{Method::post,
          "/api/judgements",
          "decide: merge, split, reject, regrade, same, different, accept, correct, match, clear, "
          "undo",
          {},
          Body::json,
          65536,
          Role::analyst,
          Pace::slow,
          16,
          50,
          "application/json",
          "Ledger",
          &judge},
    Route{Method::get,
          "/api/jobs",
          "what is being read",
          {},
          Body::none,
          0,
          Role::reader,
          Pace::quick,
          0,
          0,
          "application/json",
          "Jobs",
          &jobs},
    Route{Method::get,
          "/api/jobs/{id}",
          "one of them",
          {},
          Body::none,
          0,
          Role::reader,
          Pace::quick,
          0,
          0,
          "application/json",
          "Jobs",
          &job},
    Route{Method::get,
          "/api/jobs/{id}/events",
          "its progress as server-sent events",
          {},
          Body::none,
          0,
          Role::reader,
          Pace::quick,
          64,
          0,
          "text/event-stream",
          "Jobs",
          &job_events},
    Route{Method::get,
          "/api/whoami",
          "what the token may do",
          {},
          Body::none,
          0,
          Role::nobody,
          Pace::quick,
          0,
          0,
          "application/json",
          "State",
          &whoami},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace server
