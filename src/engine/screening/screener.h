// One query against the segments: candidates, comparison, scopes, what was cleared, and the answer
// as a line with its audit record.
#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "engine/screening/allow_list.h"
#include "engine/screening/sources.h"
#include "entente/screening.h"
#include "index/search.h"
#include "model/entity.h"

namespace entente::screening {

// Checks the options and gives them their day.
Result<ScreenOptions> checked(ScreenOptions options);

// Serves one thread.
class Screener {
 public:
  Screener(const Segments& segments, const NameTables& tables, const ScreenOptions& options,
           const AllowList& allowed);
  ScreenRecord screen(const Entity& query);

 private:
  struct Scored {
    size_t segment;
    uint32_t entity;
    float score, share;
  };
  std::vector<Scored> best_of(const Entity& query);
  bool in_scope(size_t segment, const index::EntityRow& row, uint32_t entity) const;
  ScreenHit hit_of(const Entity& query, const Scored& scored);

  const Segments& segments_;
  const NameTables& tables_;
  const ScreenOptions& options_;
  const AllowList& allowed_;
  std::vector<std::unique_ptr<index::Searcher>> searchers_;
  std::vector<std::vector<bool>> datasets_, schemas_;  // by segment: in scope
  std::vector<bool> filtered_;                         // by segment: not all of it is in scope
  std::string lists_json_;
};

// The line of a record: {"id","results":[…],"audit":{…}}. The audit holds the query itself, the
// options, the lists with the hashes of their files, and the matcher's version: all that
// replay() needs.
std::string answer_json(const Entity& query, const ScreenRecord& record,
                        const ScreenOptions& options, const std::string& lists_json);
std::string lists_json(const Segments& segments);

// Reads the query and the options back out of such a line.
struct Replayable {
  Entity query;
  ScreenOptions options;
  std::string matcher, lists_json, options_json;
};
Result<Replayable> read_answer(std::string_view line, const std::string& where);
std::string options_json(const ScreenOptions& options);

}  // namespace entente::screening
