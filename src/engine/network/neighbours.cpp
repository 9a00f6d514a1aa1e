// One step of a walk through the network, for a page that draws it: who is next to somebody, by
// what kinds of ties, and how many neighbours each has that are not told yet. Ties of one kind
// between the same two are told as one, by the best of them. A hub is shown and leads no further.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "engine/network/telling.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kDegreeMax = 100'000;  // steps looked at to count neighbours

class Walker {
 public:
  explicit Walker(const ScopedGraph& scoped) : scoped_(scoped), g_(scoped.graph) {}

  // Who is next to a node and by how many ties of which kind; of those kinds where any is given.
  std::map<uint32_t, std::map<uint16_t, size_t>> next_to(
      uint32_t node, const std::vector<std::string>& by = {}) const {
    std::map<uint32_t, std::map<uint16_t, size_t>> out;
    size_t looked_at = 0;
    for (const auto& step : g_.steps(node)) {
      if (++looked_at > kDegreeMax) break;
      const Tie& tie = g_.tie(step.tie());
      if (step.other == node || !scoped_.filter.takes(tie)) continue;
      if (by.empty() || std::ranges::find(by, g_.kind(tie.kind)) != by.end())
        ++out[step.other][tie.kind];
    }
    return out;
  }

  // {…node, "neighbours", "by_kind":{"give":2}}: neighbours by each kind of tie, those of several
  // kinds in each.
  Json node_with_counts(uint32_t node) const {
    Json out = node_json(g_, node);
    const auto next = next_to(node);
    std::map<std::string, size_t> by_kind;
    for (const auto& [other, kinds] : next)
      for (const auto& [kind, count] : kinds) ++by_kind[std::string(g_.kind(kind))];
    out["neighbours"] = next.size();
    out["by_kind"] = by_kind;
    if (g_.is_hub(node)) out["hub"] = true;
    return out;
  }

  // Ties with both ends among `nodes` (sorted) and one of them `fresh`.
  Json ties_among(const std::set<uint32_t>& nodes, const std::set<uint32_t>& fresh) const {
    struct Bundle {
      uint32_t best;
      size_t count = 0;
      int32_t begins, ends;
    };
    std::map<std::tuple<uint32_t, uint32_t, uint16_t>, Bundle> bundles;
    for (const uint32_t node : fresh)
      for (const auto& step : g_.steps(node)) {
        const Tie& tie = g_.tie(step.tie());
        if (step.other == node || !nodes.contains(step.other) || !scoped_.filter.takes(tie))
          continue;
        if (!step.forward() && fresh.contains(step.other)) continue;  // met from its other end
        const auto [at, is_new] =
            bundles.try_emplace({tie.from, tie.to, tie.kind}, step.tie(), 0, tie.begins, tie.ends);
        Bundle& b = at->second;
        ++b.count;
        b.begins = std::min(b.begins, tie.begins), b.ends = std::max(b.ends, tie.ends);
        if (rank(tie) < rank(g_.tie(b.best))) b.best = step.tie();
      }
    Json out = Json::array();
    for (const auto& [key, b] : bundles) {
      Json one = tie_json(scoped_, b.best);
      if (one.contains("claims") && one["claims"].size() > 1)
        one["claims"].erase(one["claims"].begin() + 1, one["claims"].end());
      one["count"] = b.count;
      if (g_.tie(b.best).mutual) one["mutual"] = true;
      if (const auto day = day_text(b.begins); !day.empty()) one["begins"] = day;
      if (const auto day = day_text(b.ends); !day.empty()) one["ends"] = day;
      out.push_back(std::move(one));
    }
    return out;
  }

  // The nodes with most ties that the filter takes, most first.
  std::vector<uint32_t> greatest(size_t count) const {
    std::vector<size_t> ties(g_.node_count(), 0);
    for (uint32_t t = 0; t < g_.tie_count(); ++t)
      if (const Tie& tie = g_.tie(t); scoped_.filter.takes(tie)) ++ties[tie.from], ++ties[tie.to];
    std::vector<uint32_t> out;
    for (uint32_t n = 0; n < g_.node_count(); ++n)
      if (ties[n] > 0 && g_.node(n).kind != NodeKind::feature) out.push_back(n);
    std::ranges::stable_sort(out, std::greater{}, [&](uint32_t n) { return ties[n]; });
    if (out.size() > count) out.resize(count);
    return out;
  }

 private:
  // From the best standing: confirmed, corroborated, reported, unverified, disputed.
  static int rank(const Tie& tie) {
    constexpr int kRanks[] = {3, 2, 1, 0, 4, 5};  // by Standing
    return tie.standing < std::size(kRanks) ? kRanks[tie.standing] : 6;
  }
  const ScopedGraph& scoped_;
  const Graph& g_;
};

// Of a state and all that act for it the state itself.
uint32_t centre_of(const Graph& g, const std::vector<uint32_t>& nodes) {
  const auto state =
      std::ranges::find_if(nodes, [&](uint32_t n) { return g.node(n).kind == NodeKind::state; });
  return state == nodes.end() ? nodes.front() : *state;
}

std::vector<uint32_t> by_ties(const std::map<uint32_t, std::map<uint16_t, size_t>>& next) {
  std::vector<std::pair<size_t, uint32_t>> order;
  for (const auto& [other, kinds] : next) {
    size_t count = 0;
    for (const auto& [kind, n] : kinds) count += n;
    order.emplace_back(count, other);
  }
  std::ranges::stable_sort(order, std::greater{}, [](const auto& o) { return o.first; });
  std::vector<uint32_t> out;
  for (const auto& [count, other] : order) out.push_back(other);
  return out;
}

}  // namespace

Exit find_neighbours(const Settings& settings, const NeighboursRequest& request,
                     NetworkRecord& out) {
  Engine::Parts parts(settings);
  auto scoped = open_scope(parts, request.scope);
  if (!scoped) return parts.report(scoped.error());
  const Graph& g = scoped->graph;
  const Walker walker(*scoped);
  Json json = answer_json(*scoped, "neighbours");
  std::vector<uint32_t> found;
  std::set<uint32_t> fresh;
  json["who"] = nullptr;
  if (request.who.empty()) {
    found = walker.greatest(request.limit);
    json["found"] = found.size();
  } else {
    const auto named = nodes_named(parts, *scoped, request.who);
    if (!named) return parts.report(named.error());
    const uint32_t centre = centre_of(g, named->nodes);
    json["who"] = walker.node_with_counts(centre);
    if (!g.is_hub(centre)) found = by_ties(walker.next_to(centre, request.by));
    json["found"] = found.size();
    found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(
                                                   std::min(request.offset, found.size())));
    if (found.size() > request.limit) found.resize(request.limit);
    fresh.insert(centre);
  }
  fresh.insert(found.begin(), found.end());
  std::set<uint32_t> nodes = fresh;
  for (const std::string& id : request.shown)
    if (const auto node = g.find(id)) nodes.insert(*node);
  Json& list = json["neighbours"] = Json::array();
  for (const uint32_t n : found) list.push_back(walker.node_with_counts(n));
  json["links"] = walker.ties_among(nodes, fresh);
  out.json = written(json);
  out.text = std::to_string(found.size()) + " neighbours\n";
  return found.empty() ? Exit::nothing_found : Exit::done;
}

}  // namespace entente
