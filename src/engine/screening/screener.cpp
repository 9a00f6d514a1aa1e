// Tests: screening_test.cpp, tests/cli/screening_test.py.
#include "engine/screening/screener.h"

#include <algorithm>
#include <cmath>

#include "base/date.h"
#include "engine/clock.h"
#include "engine/screening/scoring.h"
#include "names/compare.h"

namespace entente::screening {
namespace {

constexpr size_t kComparedMin = 16;  // candidates that are compared, for any limit
constexpr size_t kComparedMost = 400;

double rounded(float score) { return std::round(static_cast<double>(score) * 10000) / 10000; }

bool wanted(const std::vector<std::string>& words, std::string_view word) {
  return words.empty() || std::ranges::find(words, word) != words.end();
}

bool schema_wanted(const std::vector<std::string>& words, std::string_view schema) {
  if (wanted(words, schema)) return true;
  // LegalEntity stands for all that may act.
  return std::ranges::find(words, "LegalEntity") != words.end() &&
         (schema == "Person" || schema == "Company" || schema == "Organization" ||
          schema == "PublicBody");
}

}  // namespace

Result<ScreenOptions> checked(ScreenOptions options) {
  if (options.threshold < 0 || options.threshold > 1)
    return fail(Code::bad_argument, "the threshold lies between 0 and 1", {},
                std::to_string(options.threshold));
  for (const std::string* day : {&options.date, &options.scope.since})
    if (!day->empty() && !parse_date(*day))
      return fail(Code::bad_argument, "is no date", {}, *day, "write it as 2025-07-14");
  if (options.date.empty()) options.date = now_utc().substr(0, 10);  // today
  options.limit = std::clamp<size_t>(options.limit, 1, 1000);
  return options;
}

Screener::Screener(const Segments& segments, const NameTables& tables, const ScreenOptions& options,
                   const AllowList& allowed)
    : segments_(segments), tables_(tables), options_(options), allowed_(allowed) {
  const ScreenScope& scope = options.scope;
  const auto in_force = lists_in_force(segments);
  for (const auto& segment : segments) {
    const std::vector<bool>& counts = in_force[searchers_.size()];
    searchers_.push_back(std::make_unique<index::Searcher>(*segment));
    std::vector<bool> sets, schemas;
    for (const index::DatasetRow& row : segment->datasets())
      sets.push_back(counts[sets.size()] && wanted(scope.datasets, row.id) &&
                     (scope.since.empty() || row.edition >= scope.since));
    for (const std::string& schema : segment->schemas())
      schemas.push_back(schema_wanted(scope.schemas, schema));
    const auto all = [](const std::vector<bool>& in) {
      return std::ranges::find(in, false) == in.end();
    };
    filtered_.push_back(!all(sets) || !all(schemas) || !scope.topics.empty());
    datasets_.push_back(std::move(sets));
    schemas_.push_back(std::move(schemas));
  }
  lists_json_ = lists_json(segments);
}

bool Screener::in_scope(size_t segment, const index::EntityRow& row, uint32_t entity) const {
  if (!datasets_[segment][row.dataset] || !schemas_[segment][row.schema]) return false;
  if (options_.scope.topics.empty()) return true;
  const auto whole = segments_[segment]->entity(entity);
  return whole && std::ranges::any_of(whole->statements, [&](const Statement& s) {
           return s.property == "topics" && wanted(options_.scope.topics, s.value);
         });
}

std::vector<Screener::Scored> Screener::best_of(const Entity& query) {
  const std::string block = prepare(query, tables_);
  const Prepared left{std::string_view(block)};
  const index::Question question = index::question_of(query, left);
  const size_t compared = std::clamp(options_.limit * 4, kComparedMin, kComparedMost);
  KnownLikeness known(left);
  std::vector<Scored> out;
  for (size_t s = 0; s < segments_.size(); ++s) {
    index::Allowed allowed;
    if (filtered_[s])
      allowed = [&, s](const index::EntityRow& row, uint32_t entity) {
        return in_scope(s, row, entity);
      };
    const auto found = searchers_[s]->find(question, compared, allowed);
    for (const index::Candidate& c : found) segments_[s]->ask_for_row(c.entity);
    for (const index::Candidate& c : found) segments_[s]->ask_for_block(c.entity);
    for (const index::Candidate& c : found)
      out.push_back(
          {s, c.entity, score_of(query, left, *segments_[s], c, tables_, known), c.share});
  }
  std::erase_if(out, [&](const Scored& c) { return rounded(c.score) < options_.threshold; });
  std::ranges::sort(out, [](const Scored& a, const Scored& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.share != b.share) return a.share > b.share;
    return a.segment != b.segment ? a.segment < b.segment : a.entity < b.entity;
  });
  if (out.size() > options_.limit) out.resize(options_.limit);
  return out;
}

ScreenHit Screener::hit_of(const Entity& query, const Scored& scored) {
  ScreenHit out;
  out.score = rounded(scored.score);
  out.match = out.score >= std::max(options_.threshold, rounded(kMatchThreshold));
  const auto entity = segments_[scored.segment]->entity(scored.entity);
  if (!entity) return out;
  out.id = entity->id;
  out.caption = entity->caption;
  out.schema = entity->schema;
  out.datasets = {entity->dataset};
  for (Reason& reason : explain(query, *entity, tables_).reasons)
    out.explanations.push_back({std::move(reason.what), std::move(reason.left),
                                std::move(reason.right), std::move(reason.verdict),
                                std::move(reason.detail), rounded(reason.weight)});
  if (const auto* row = allowed_.find(query.id, query.caption, out.id, options_.date)) {
    out.match = false;
    out.allowed_reason = row->reason;
    out.allowed_until = row->expires;
  }
  return out;
}

ScreenRecord Screener::screen(const Entity& query) {
  ScreenRecord out;
  out.id = query.id;
  out.name = query.caption;
  for (const Scored& scored : best_of(query)) out.hits.push_back(hit_of(query, scored));
  out.json = answer_json(query, out, options_, lists_json_);
  return out;
}

}  // namespace entente::screening
