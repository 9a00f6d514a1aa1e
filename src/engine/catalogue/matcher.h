// Questions against the world, each with its scope: candidates by the index, compared, explained.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/catalogue/world.h"
#include "index/search.h"

namespace entente::catalogue {

// Which entities a question may find. Made once a request.
class Scope {
 public:
  Scope(const World& world, const CatalogueScope& scope);
  bool takes(Place at) const;
  // Of no scope at all: everything in force.
  bool open() const { return open_; }

 private:
  bool takes_codes(std::span<const uint16_t> codes, const std::vector<bool>& wanted) const;
  const World& world_;
  bool open_ = true;
  std::vector<std::vector<bool>> datasets_, schemas_;  // by segment
  std::vector<bool> topics_, countries_;               // by word; empty: all
  std::string changed_since_;
  std::vector<uint32_t> without_;  // entities
};

struct Scored {
  uint32_t number;
  float score, share;
};

// Searchers keep scratch memory of the size of the index: as many as ever ran at once are kept.
class Searchers {
 public:
  explicit Searchers(const World& world) : world_(world) {}
  using Set = std::vector<std::unique_ptr<index::Searcher>>;
  // Calls `use` with a set that no other thread has meanwhile.
  template <class Use>
  auto with(Use use) const {
    std::unique_ptr<Set> set = take();
    struct Give {
      const Searchers& to;
      std::unique_ptr<Set>& set;
      ~Give() { to.give(std::move(set)); }
    } give{*this, set};
    return use(*set);
  }

 private:
  std::unique_ptr<Set> take() const;
  void give(std::unique_ptr<Set> set) const;
  const World& world_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Set>> free_;
};

using Keep = std::function<bool(Place)>;
// The best `count_max` of each segment by the words they share, best first over all. `most_kept`:
// few are kept away, so that it is cheaper to look for more and drop those than to ask `keep` of
// each that shares a word; the result is the same.
std::vector<Scored> candidates(const World& world, const Searchers& searchers, const Entity& asked,
                               std::string_view block, size_t count_max, const Keep& keep,
                               bool most_kept);
// Compared, those at or over the threshold, best first, each merged entity once.
std::vector<Scored> best_of(const World& world, const Searchers& searchers, const Entity& asked,
                            size_t limit, double threshold, const Keep& keep, bool most_kept);

Entity entity_of(const EntityQuestion& question);
// By segment: the schemas of entities that a question of this schema may be answered with.
std::vector<std::vector<bool>> answering_schemas(const World& world, std::string_view asked);

}  // namespace entente::catalogue
