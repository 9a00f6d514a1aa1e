// Screening as a library: lists into an index, names against it, every answer with its audit.
//
//   entente::Engine engine(settings);
//   entente::ScreenRequest request;
//   request.queries = "customers.csv";
//   request.sources.data = {"sdn.csv", "un.xml"};
//   engine.screen(request, [](const entente::ScreenRecord& r) {
//     std::cout << r.json << "\n";      // in the order of the queries
//     return true;
//   });
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace entente {

// What is screened against: list files and folders, or indexes made of such, or both. Of a list
// that stands in several the last counts: indexes in their order, then `data` together. So a newer
// edition lies in a small index of its own behind a large one, which stays as it is.
struct ScreenSources {
  std::vector<std::string> data = {};
  std::vector<std::string> indexes = {};
};

// Empty fields let everything through.
struct ScreenScope {
  std::vector<std::string> datasets = {};  // ids of lists
  std::vector<std::string> schemas = {};   // FollowTheMoney: Person, Company, Vessel, …
  std::vector<std::string> topics = {};  // values of the property "topics": sanction, role.pep, …
  std::string since = {};                // only lists whose edition is of this day or later
};

struct ScreenOptions {
  size_t limit = 5;        // results of a query
  double threshold = 0.7;  // the least score that is listed
  ScreenScope scope = {};
  std::string allow = {};  // CSV of what was cleared: query, entity, reason, expires
  std::string date = {};   // ISO 8601: the day expiry counts from; empty: today
};

struct ScreenRequest {
  std::string queries =
      {};  // CSV, or JSON Lines of {"id","schema","properties"}; "-": standard input
  std::vector<std::pair<std::string, std::string>> columns = {};  // CSV column to FtM property
  std::string text = {};  // the queries themselves, when `queries` is empty
  ScreenSources sources = {};
  ScreenOptions options = {};
};

// One name asked about by hand.
struct MatchRequest {
  std::string name = {};
  std::string schema = {};                                           // empty: any
  std::vector<std::pair<std::string, std::string>> properties = {};  // birthDate, country, …
  ScreenSources sources = {};
  ScreenOptions options = {};
};

struct ScreenReason {
  std::string what, left, right, verdict, detail;
  double weight = 0;  // points of score added or taken
};
struct ScreenHit {
  std::string id, caption, schema;
  double score = 0;
  bool match = false;  // at or over the alert threshold, and not allowed
  std::vector<std::string> datasets;
  std::vector<ScreenReason> explanations;
  std::string allowed_reason, allowed_until;  // empty unless an allow-list clears it
};
struct ScreenRecord {
  std::string id, name;
  std::vector<ScreenHit> hits;
  std::string json;  // {"id","results":[…],"audit":{…}}
};

struct IndexRecord {
  size_t entities = 0, terms = 0, bytes = 0;
  std::vector<std::string> lists;  // "us_ofac_sdn 2021-07-01: 9,021 entities"
  std::string json;
};

// Of one line of an earlier answer: whether screening it again gives the same bytes.
struct ReplayRecord {
  std::string id;
  bool same = false;
  std::string why;   // empty when it is the same
  std::string json;  // {"id","same","why"}
};

}  // namespace entente
