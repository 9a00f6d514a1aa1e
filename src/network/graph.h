// Everyone and everything that sources tie together, laid out for walking: actors, companies,
// ships, banks, addresses; ties between two of them, each with its kind, time, standing and
// evidence.
//
//   GraphBuilder builder;
//   const uint32_t a = builder.node("kp"), b = builder.node("ru");
//   builder.tie({.from = a, .to = b, .kind = builder.kind("give", TieGroup::flow)});
//   const Graph graph = std::move(builder).build();
//   for (const Graph::Step step : graph.steps(a)) …       // out of a and into a
//
// What has more than two ends (giver, taker, route) is several ties of one evidence number. A graph
// does not change once it is built, and may be read from many threads. 28 bytes a tie, 16 for the
// way to walk it both ways, and 30 to 50 a node with its name: under 60 bytes a tie where nodes
// have five.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_table.h"
#include "model/stakes.h"
#include "weighing/weighing.h"

namespace entente {

// What a tie is about; exposure is told apart by it.
enum class TieGroup : uint8_t {
  flow,       // goods, money, people, knowledge that go one way
  deed,       // anything else that claims tell: meets, trains, sanctions
  ownership,  // holds shares
  control,    // directs
  role,       // director, secretary, employee, agent
  family,
  payment,
  feature,  // shares an address, telephone, identifier: the other end is that feature
  link,     // the source says no more than that there is one
};
inline constexpr int kTieGroups = 9;
std::string_view name(TieGroup group);
std::optional<TieGroup> find_tie_group(std::string_view name);

enum class NodeKind : uint8_t {
  actor,
  state,
  person,
  company,
  body,
  vessel,
  aircraft,
  bank,
  wallet,
  place,
  document,
  asset,
  feature,
};
std::string_view name(NodeKind kind);
std::optional<NodeKind> find_node_kind(std::string_view name);

struct Tie {
  uint32_t from = 0, to = 0;
  // Days from 1970-01-01 between which it was so, or somewhere in which it happened.
  int32_t begins = HoldsFor::kAlways, ends = HoldsFor::kForever;
  uint32_t evidence = 0;  // what it rests on; its meaning is the source's: a proposition, a line
  uint16_t kind = 0;      // number of a kind
  uint16_t source = 0;    // number of a source
  uint16_t share = kNoShare;  // hundredths of a percent, for ownership
  uint8_t standing = static_cast<uint8_t>(Standing::reported);
  bool mutual = false;  // either end does it to the other
  static constexpr uint16_t kNoShare = UINT16_MAX;
};
static_assert(sizeof(Tie) == 28);

struct Node {
  NodeKind kind = NodeKind::actor;
  bool listed = false;  // on a sanctions list
  uint16_t state = 0;   // two letters, "kp" as 'k' << 8 | 'p'; 0: none known
};
uint16_t pack_state(std::string_view code);
std::string state_text(uint16_t packed);

class Graph {
 public:
  // One end of a tie as seen from the other.
  struct Step {
    uint32_t other;
    uint32_t packed;
    uint32_t tie() const { return packed & 0x0FFFFFFF; }
    bool forward() const { return (packed & 1u << 28) != 0; }  // along the tie's own direction
    uint8_t standing() const { return static_cast<uint8_t>(packed >> 29); }
  };
  static constexpr uint32_t kTiesMax = 1u << 28;

  uint32_t node_count() const { return static_cast<uint32_t>(nodes_.size()); }
  uint32_t tie_count() const { return static_cast<uint32_t>(ties_.size()); }
  std::span<const Step> steps(uint32_t node) const {
    return {steps_.data() + start_[node], steps_.data() + start_[node + 1]};
  }
  // Asks for the memory of a node's steps, which will soon be walked.
  void prefetch_steps(uint32_t node) const { __builtin_prefetch(steps_.data() + start_[node]); }
  size_t degree(uint32_t node) const { return start_[node + 1] - start_[node]; }
  const Tie& tie(uint32_t tie) const { return ties_[tie]; }
  const Node& node(uint32_t node) const { return nodes_[node]; }
  std::string_view id(uint32_t node) const { return ids_[node]; }
  std::string title(uint32_t node) const;
  std::optional<uint32_t> find(std::string_view id) const { return ids_.find(id); }
  std::vector<uint32_t> titled(std::string_view title) const;   // nodes of this name, case ignored
  std::vector<uint32_t> of_state(std::string_view code) const;  // the state and who acts for it
  std::string_view kind(uint16_t kind) const { return kinds_[kind]; }
  TieGroup group(uint16_t kind) const { return groups_[kind]; }
  uint16_t kind_count() const { return static_cast<uint16_t>(groups_.size()); }
  const std::string& source(uint16_t source) const { return sources_[source]; }
  uint16_t source_count() const { return static_cast<uint16_t>(sources_.size()); }
  // A feature that more than this many share ties nobody to anybody: a free zone's one address.
  static constexpr size_t kHubMin = 50;
  bool is_hub(uint32_t node, size_t hub_min = kHubMin) const {
    return nodes_[node].kind == NodeKind::feature && degree(node) > hub_min;
  }
  size_t bytes() const;  // of memory

 private:
  friend class GraphBuilder;
  NameTable ids_, kinds_;
  std::vector<Node> nodes_;
  std::map<uint32_t, std::string> titles_;
  std::vector<Tie> ties_;
  std::vector<TieGroup> groups_;
  std::vector<std::string> sources_;
  std::vector<uint32_t> start_;
  std::vector<Step> steps_;
};

class GraphBuilder {
 public:
  uint32_t node(std::string_view id);  // the same again for the same id
  Node& details(uint32_t node) { return graph_.nodes_[node]; }
  // The first title of a node stays.
  void title(uint32_t node, std::string_view title);
  uint16_t kind(std::string_view name, TieGroup group);
  uint16_t source(std::string_view name);
  // Ties beyond Graph::kTiesMax are counted and not taken.
  void tie(const Tie& tie);
  // All of another one, as if it had come now; `evidence_from` is added to its ties' evidence.
  void add(const GraphBuilder& other, uint32_t evidence_from);
  void reserve(size_t ties) { graph_.ties_.reserve(ties); }
  size_t refused() const { return refused_; }
  Graph build() &&;

 private:
  Graph graph_;
  size_t refused_ = 0;
};

// Which ties count. Empty lists let everything through.
struct TieFilter {
  std::vector<bool> kinds = {};    // by number of the kind
  std::vector<bool> sources = {};  // by number of the source
  uint8_t standings = 0b011111;    // bit by Standing: all but what is refuted
  int32_t since = HoldsFor::kAlways, until = HoldsFor::kForever;  // the tie's time meets this
  bool takes(const Tie& tie) const {
    return (standings >> tie.standing & 1) != 0 && tie.begins <= until && tie.ends >= since &&
           (kinds.empty() || kinds[tie.kind]) && (sources.empty() || sources[tie.source]);
  }
  bool looks_at_ties() const {  // else the standing that a step bears suffices
    return !kinds.empty() || !sources.empty() || since != HoldsFor::kAlways ||
           until != HoldsFor::kForever;
  }
};
// Bits of TieFilter::standings for this standing and better ones: confirmed, corroborated,
// reported, unverified, disputed, refuted.
uint8_t standings_from(Standing least);

}  // namespace entente
