#include "network/graph.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, kTieGroups> kGroupNames{
    "flow", "deed", "ownership", "control", "role", "family", "payment", "feature", "link"};
constexpr std::array<std::string_view, 13> kNodeNames{
    "actor", "state",  "person", "company",  "body",  "vessel", "aircraft",
    "bank",  "wallet", "place",  "document", "asset", "feature"};

// Best first.
constexpr std::array kByStanding{Standing::confirmed,  Standing::corroborated, Standing::reported,
                                 Standing::unverified, Standing::disputed,     Standing::refuted};

}  // namespace

std::string_view name(TieGroup group) { return kGroupNames[static_cast<size_t>(group)]; }

std::optional<TieGroup> find_tie_group(std::string_view name) {
  const auto at = std::ranges::find(kGroupNames, name);
  if (at == kGroupNames.end()) return std::nullopt;
  return static_cast<TieGroup>(at - kGroupNames.begin());
}

std::string_view name(NodeKind kind) { return kNodeNames[static_cast<size_t>(kind)]; }

std::optional<NodeKind> find_node_kind(std::string_view name) {
  const auto at = std::ranges::find(kNodeNames, name);
  if (at == kNodeNames.end()) return std::nullopt;
  return static_cast<NodeKind>(at - kNodeNames.begin());
}

uint16_t pack_state(std::string_view code) {
  if (code.size() != 2 || code == "xx") return 0;
  return static_cast<uint16_t>(static_cast<unsigned char>(code[0]) << 8 |
                               static_cast<unsigned char>(code[1]));
}

std::string state_text(uint16_t packed) {
  if (packed == 0) return {};
  return {static_cast<char>(packed >> 8), static_cast<char>(packed & 0xFF)};
}

uint8_t standings_from(Standing least) {
  uint8_t out = 0;
  for (const Standing s : kByStanding) {
    out |= static_cast<uint8_t>(1u << static_cast<unsigned>(s));
    if (s == least) break;
  }
  return out;
}

std::string Graph::title(uint32_t node) const {
  const auto at = titles_.find(node);
  return at != titles_.end() ? at->second : std::string(ids_[node]);
}

std::vector<uint32_t> Graph::titled(std::string_view title) const {
  std::vector<uint32_t> out;
  const std::string wanted = squeeze(lower(title));
  for (const auto& [node, own] : titles_)
    if (squeeze(lower(own)) == wanted) out.push_back(node);
  return out;
}

std::vector<uint32_t> Graph::of_state(std::string_view code) const {
  std::vector<uint32_t> out;
  const uint16_t wanted = pack_state(code);
  for (uint32_t n = 0; wanted != 0 && n < nodes_.size(); ++n)
    if (nodes_[n].state == wanted && nodes_[n].kind != NodeKind::feature) out.push_back(n);
  return out;
}

size_t Graph::bytes() const {
  return ids_.bytes() + nodes_.capacity() * sizeof(Node) + ties_.capacity() * sizeof(Tie) +
         start_.capacity() * sizeof(uint32_t) + steps_.capacity() * sizeof(Step) +
         titles_.size() * 96;
}

uint32_t GraphBuilder::node(std::string_view id) {
  const uint32_t out = graph_.ids_.add(id);
  if (out == graph_.nodes_.size()) graph_.nodes_.emplace_back();
  return out;
}

void GraphBuilder::title(uint32_t node, std::string_view title) {
  if (!title.empty() && title != graph_.ids_[node]) graph_.titles_.try_emplace(node, title);
}

uint16_t GraphBuilder::kind(std::string_view name, TieGroup group) {
  const uint32_t out = graph_.kinds_.add(name);
  if (out == graph_.groups_.size()) graph_.groups_.push_back(group);
  return static_cast<uint16_t>(out);
}

uint16_t GraphBuilder::source(std::string_view name) {
  const auto at = std::ranges::find(graph_.sources_, name);
  if (at != graph_.sources_.end()) return static_cast<uint16_t>(at - graph_.sources_.begin());
  graph_.sources_.emplace_back(name);
  return static_cast<uint16_t>(graph_.sources_.size() - 1);
}

void GraphBuilder::tie(const Tie& tie) {
  if (graph_.ties_.size() < Graph::kTiesMax) graph_.ties_.push_back(tie);
  else ++refused_;
}

void GraphBuilder::add(const GraphBuilder& other, uint32_t evidence_from) {
  const Graph& o = other.graph_;
  std::vector<uint32_t> nodes;
  std::vector<uint16_t> kinds, sources;
  for (uint32_t n = 0; n < o.nodes_.size(); ++n) {
    nodes.push_back(node(o.ids_[n]));
    Node& mine = details(nodes[n]);
    if (mine.kind == NodeKind::actor) mine.kind = o.nodes_[n].kind;
    if (mine.state == 0) mine.state = o.nodes_[n].state;
    mine.listed = mine.listed || o.nodes_[n].listed;
  }
  for (const auto& [n, text] : o.titles_) title(nodes[n], text);
  for (uint16_t k = 0; k < o.groups_.size(); ++k) kinds.push_back(kind(o.kinds_[k], o.groups_[k]));
  for (const auto& name : o.sources_) sources.push_back(source(name));
  for (Tie t : o.ties_) {
    t.from = nodes[t.from], t.to = nodes[t.to];
    t.kind = kinds[t.kind], t.source = sources[t.source];
    t.evidence += evidence_from;
    tie(t);
  }
  refused_ += other.refused_;
}

// Steps by node, in order of the other end: a counting sort over both ends of every tie, then a
// sort of what each node has, so that parallel ties stand together.
Graph GraphBuilder::build() && {
  Graph& g = graph_;
  g.ties_.shrink_to_fit();
  g.nodes_.shrink_to_fit();
  g.start_.assign(g.nodes_.size() + 1, 0);
  for (const Tie& t : g.ties_) {
    ++g.start_[t.from + 1];
    if (t.from != t.to) ++g.start_[t.to + 1];
  }
  for (size_t n = 1; n < g.start_.size(); ++n) g.start_[n] += g.start_[n - 1];
  g.steps_.resize(g.start_.back());
  std::vector<uint32_t> next(g.start_.begin(), g.start_.end() - 1);
  for (uint32_t i = 0; i < g.ties_.size(); ++i) {
    const Tie& t = g.ties_[i];
    const uint32_t standing = static_cast<uint32_t>(t.standing) << 29;
    g.steps_[next[t.from]++] = {t.to, i | 1u << 28 | standing};
    if (t.from != t.to) g.steps_[next[t.to]++] = {t.from, i | standing};
  }
  for (size_t n = 0; n + 1 < g.start_.size(); ++n)
    std::sort(g.steps_.begin() + g.start_[n], g.steps_.begin() + g.start_[n + 1],
              [](const Graph::Step& a, const Graph::Step& b) {
                return a.other != b.other ? a.other < b.other : a.tie() < b.tie();
              });
  return std::move(graph_);
}

}  // namespace entente
