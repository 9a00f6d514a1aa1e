// Who is tied to whom, through whom: over the ledger's claims and lists, and over files of
// relations.
//
//   entente::NetworkRecord record;
//   entente::find_path(settings, {.from = "kp", .to = "Wagner Group", .count = 3}, record);
//   std::cout << record.text;
//
// The rules of engine.h hold: problems go to Settings, the same input gives the same bytes. What is
// measured and how, and the JSON of each, is in docs/formats/network.md.
#pragma once

#include <string>
#include <vector>

#include "entente/engine.h"

namespace entente {

// What is looked at. Empty fields let everything through.
struct NetworkScope {
  // Files beside the ledger: FollowTheMoney, any list that `add` takes, registers of stakes, tables
  // of ties, GraphML and GEXF. Where any is given a ledger need not be there.
  std::vector<std::string> data = {};
  std::vector<std::string> kinds = {};    // of claims or relations: "give", "ownership"
  std::vector<std::string> domains = {};  // of claims
  std::vector<std::string> groups = {};   // words of words_of("tie-groups")
  std::string standing = {};              // the least: "reported"; empty: all but refuted
  std::string since = {}, until = {};     // ISO 8601: the tie's time meets this
  std::string source = {};                // part of a publisher, title, path or URL
  std::string as_of = {};                 // ISO 8601: what was published by then
  size_t hub_min = 0;                     // more share a feature: it ties nobody; 0: 50
  LedgerTime at = {};
};

struct NetworkRecord {
  std::string text;  // for people
  std::string json;  // one object with a "schema" field
};

struct PathRequest {
  std::string from, to;  // a state, an id, or a name
  size_t count = 3;
  std::string by = {};    // a word of words_of("path-aims"); empty: evidence
  bool directed = false;  // only the way a tie goes
  NetworkScope scope = {};
};
// nothing_found with the record filled when there is no path: it says what was searched.
Exit find_path(const Settings& settings, const PathRequest& request, NetworkRecord& out);

struct IntermediariesRequest {
  std::string a, b;
  size_t ties_max = 3;  // of a way: 2 or 3
  size_t limit = 20;    // shown in the text
  NetworkScope scope = {};
  size_t most = 0;      // told in the JSON, which counts all; 0: all
  size_t legs_max = 0;  // ties told on either side of each; 0: all
};
Exit find_intermediaries(const Settings& settings, const IntermediariesRequest& request,
                         NetworkRecord& out);

struct ExposureRequest {
  std::string who;
  size_t count = 3;  // nearest listed parties of each component
  NetworkScope scope = {};
};
Exit find_exposure(const Settings& settings, const ExposureRequest& request, NetworkRecord& out);

struct TiesRequest {
  std::string a, b = {};  // without b: the partners of a, ranked
  size_t limit = 30;      // partners shown in the text
  std::string as_of = {};
  LedgerTime at = {};
};
// What flows between two by goods and by year; needs a ledger.
Exit find_ties(const Settings& settings, const TiesRequest& request, NetworkRecord& out);

struct NeighboursRequest {
  std::string who = {};                 // an id, a state, a name; empty: those with most neighbours
  std::vector<std::string> by = {};     // found by ties of these kinds alone; empty: by any
  std::vector<std::string> shown = {};  // ids that are drawn already: ties to them are told too
  size_t limit = 40, offset = 0;        // of neighbours, those with most ties to `who` first
  NetworkScope scope = {};
};
// One step of walking the network: who is next to somebody, how many more each of those has, and by
// what kinds of ties. Nothing else of the network is told.
Exit find_neighbours(const Settings& settings, const NeighboursRequest& request,
                     NetworkRecord& out);

struct GraphRequest {
  std::string format;       // a word of words_of("graph-formats")
  std::string around = {};  // only what is near to it; empty: everything
  size_t hops = 1;          // how near
  NetworkScope scope = {};
};
// The graph, or a neighbourhood, as others read it; `text` is the file.
Exit write_graph(const Settings& settings, const GraphRequest& request, NetworkRecord& out);

}  // namespace entente
