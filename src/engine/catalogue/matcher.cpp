#include "engine/catalogue/matcher.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "engine/screening/scoring.h"
#include "model/ftm.h"
#include "names/compare.h"

namespace entente::catalogue {
namespace {

constexpr size_t kComparedMin = 16;  // candidates that are compared, for any limit
constexpr size_t kComparedMost = 400;

bool among(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::vector<bool> wanted(const Words& all, const std::vector<std::string>& words) {
  if (words.empty()) return {};
  std::vector<bool> out(std::max<size_t>(all.size(), 1));
  for (const std::string& word : words)
    if (const int at = all.find(word); at >= 0) out[static_cast<size_t>(at)] = true;
  return out;
}

}  // namespace

Scope::Scope(const World& world, const CatalogueScope& scope)
    : world_(world),
      topics_(wanted(world.topic_words, scope.topics)),
      countries_(wanted(world.country_words, scope.countries)),
      changed_since_(scope.changed_since) {
  open_ = topics_.empty() && countries_.empty() && changed_since_.empty() &&
          scope.datasets.empty() && scope.without_datasets.empty() &&
          scope.without_schemas.empty() && scope.without_ids.empty();
  for (const auto& segment : world.segments) {
    std::vector<bool> sets, schemas;
    for (const index::DatasetRow& row : segment->datasets())
      sets.push_back((scope.datasets.empty() || among(scope.datasets, row.id)) &&
                     !among(scope.without_datasets, row.id));
    for (const std::string& name : segment->schemas()) {
      const FtmSchema* schema = find_ftm_schema(name);
      schemas.push_back(std::ranges::none_of(scope.without_schemas, [&](const std::string& s) {
        return s == name || (schema && schema->is_a(s));
      }));
    }
    datasets_.push_back(std::move(sets));
    schemas_.push_back(std::move(schemas));
  }
  for (const std::string& id : scope.without_ids) {
    const auto* merged = world.merged(id);
    for (const std::string& each : merged ? *merged : std::vector{id})
      if (const auto number = world.find(each)) without_.push_back(*number);
  }
}

bool Scope::takes_codes(std::span<const uint16_t> codes, const std::vector<bool>& some) const {
  return some.empty() || std::ranges::any_of(codes, [&](uint16_t code) {
           return code < some.size() && some[code];
         });
}

bool Scope::takes(Place at) const {
  if (!world_.in_force(at)) return false;
  if (open_) return true;
  const index::EntityRow& row = world_.row(at);
  if (!datasets_[at.segment][row.dataset] || !schemas_[at.segment][row.schema]) return false;
  const uint32_t number = world_.number(at);
  return takes_codes(world_.topics(number), topics_) &&
         takes_codes(world_.countries(number), countries_) &&
         (changed_since_.empty() || world_.changed(number) >= changed_since_) &&
         std::ranges::find(without_, number) == without_.end();
}

std::unique_ptr<Searchers::Set> Searchers::take() const {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      auto out = std::move(free_.back());
      free_.pop_back();
      return out;
    }
  }
  auto out = std::make_unique<Set>();
  for (const auto& segment : world_.segments)
    out->push_back(std::make_unique<index::Searcher>(*segment));
  return out;
}

void Searchers::give(std::unique_ptr<Set> set) const {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(set));
}

std::vector<Scored> candidates(const World& world, const Searchers& searchers, const Entity& asked,
                               std::string_view block, size_t count_max, const Keep& keep,
                               bool most_kept) {
  const index::Question question = index::question_of(asked, Prepared(block));
  return searchers.with([&](Searchers::Set& set) {
    std::vector<Scored> out;
    for (size_t s = 0; s < set.size(); ++s) {
      const size_t asked_more = most_kept ? count_max + count_max / 2 : 0;
      auto found = most_kept ? set[s]->find(question, asked_more) : std::vector<index::Candidate>{};
      const bool all = most_kept && found.size() < asked_more;
      std::erase_if(found, [&](const index::Candidate& c) { return !keep({s, c.entity}); });
      if (!all && found.size() < count_max)
        found = set[s]->find(question, count_max, [&](const index::EntityRow&, uint32_t entity) {
          return keep({s, entity});
        });
      if (found.size() > count_max) found.resize(count_max);
      for (const index::Candidate& c : found)
        out.push_back({world.number({s, c.entity}), 0, c.share});
    }
    std::ranges::stable_sort(out, std::greater{}, &Scored::share);
    return out;
  });
}

std::vector<Scored> best_of(const World& world, const Searchers& searchers, const Entity& asked,
                            size_t limit, double threshold, const Keep& keep, bool most_kept) {
  const std::string block = prepare(asked, world.tables);
  const Prepared left{std::string_view(block)};
  const size_t compared = std::clamp(limit * 4, kComparedMin, kComparedMost);
  auto out = candidates(world, searchers, asked, block, compared, keep, most_kept);
  for (const Scored& each : out) {
    const Place at = world.place(each.number);
    world.segments[at.segment]->ask_for_block(at.entity);
  }
  KnownLikeness known(left);
  for (Scored& each : out) {
    const Place at = world.place(each.number);
    each.score = screening::score_of(asked, left, *world.segments[at.segment],
                                     {at.entity, each.share}, world.tables, known);
  }
  const auto rounded = [](float score) {
    return std::round(static_cast<double>(score) * 1e4) / 1e4;
  };
  std::erase_if(out, [&](const Scored& c) { return c.score <= 0 || rounded(c.score) < threshold; });
  std::ranges::sort(out, [](const Scored& a, const Scored& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.share != b.share ? a.share > b.share : a.number < b.number;
  });
  if (world.any_merged()) {
    std::unordered_set<std::string> seen;
    std::erase_if(out, [&](const Scored& c) {
      const auto one = world.entity(c.number);
      const auto* merged = one ? world.merged(one->id) : nullptr;
      return !one || (merged && !seen.insert(merged->front()).second);
    });
  }
  if (out.size() > limit) out.resize(limit);
  return out;
}

Entity entity_of(const EntityQuestion& question) {
  Entity out;
  out.id = question.id.empty() ? "query" : question.id;
  out.schema = question.schema;
  for (const auto& [property, value] : question.properties) {
    if (out.caption.empty() && property == "name") out.caption = value;
    out.statements.push_back({property, value, {}, "query"});
  }
  return out;
}

std::vector<std::vector<bool>> answering_schemas(const World& world, std::string_view asked) {
  const FtmSchema* question = find_ftm_schema(asked);
  std::vector<std::vector<bool>> out;
  for (const auto& segment : world.segments) {
    std::vector<bool> takes;
    for (const std::string& name : segment->schemas()) {
      const FtmSchema* schema = find_ftm_schema(name);
      takes.push_back(!schema || !question ||
                      (schema->matchable && (schema->is_a(asked) || question->is_a(name))));
    }
    out.push_back(std::move(takes));
  }
  return out;
}

}  // namespace entente::catalogue
