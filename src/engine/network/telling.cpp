#include "engine/network/telling.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

std::string time_text(const Tie& tie) {
  const std::string from = day_text(tie.begins), to = day_text(tie.ends);
  if (from.empty() && to.empty()) return {};
  if (from == to) return from;
  if (from.empty()) return "by " + to;
  return from + "/" + to;
}

std::string place_of(const ScopedGraph& scoped, const Tie& tie) {
  std::string out = scoped.graph.source(tie.source);
  if (tie.evidence != 0) out += ":" + std::to_string(tie.evidence);
  return out;
}

std::string who_published(const Claim& claim) {
  const auto& d = claim.document;
  std::string out = d.publisher.empty() ? (d.title.empty() ? d.path : d.title) : d.publisher;
  if (!d.published.empty()) out += ", " + d.published;
  return out;
}

Json claim_json(const Claim& claim) {
  Json out{{"id", claim.id}, {"quote", claim.quote.text}, {"modality", name(claim.modality)}};
  if (!claim.document.publisher.empty()) out["publisher"] = claim.document.publisher;
  if (!claim.document.published.empty()) out["published"] = claim.document.published;
  out["document"] = claim.document.id;
  return out;
}

}  // namespace

std::string day_text(int32_t day) {
  if (day == HoldsFor::kAlways || day == HoldsFor::kForever) return {};
  return to_string(add_days(Date{1970, 1, 1}, day));
}

Json node_json(const Graph& g, uint32_t node) {
  const Node& n = g.node(node);
  Json out{{"id", g.id(node)}, {"title", g.title(node)}, {"kind", name(n.kind)}};
  if (n.state != 0) out["state"] = state_text(n.state);
  if (n.listed) out["listed"] = true;
  return out;
}

Json tie_json(const ScopedGraph& scoped, uint32_t index) {
  const Graph& g = scoped.graph;
  const Tie& tie = g.tie(index);
  Json out{{"kind", g.kind(tie.kind)},
           {"group", name(g.group(tie.kind))},
           {"from", g.id(tie.from)},
           {"to", g.id(tie.to)},
           {"standing", name(static_cast<Standing>(tie.standing))}};
  if (const auto day = day_text(tie.begins); !day.empty()) out["begins"] = day;
  if (const auto day = day_text(tie.ends); !day.empty()) out["ends"] = day;
  if (tie.share != Tie::kNoShare) out["percent"] = tie.share / 100.0;
  const auto backing = scoped.backing(tie);
  if (!backing) {
    out["place"] = place_of(scoped, tie);
    return out;
  }
  out["proposition"] = backing->id;
  if (!backing->what.empty()) out["what"] = backing->what;
  out["origins"] = backing->origins;
  out["claim_count"] = backing->claims;
  Json& list = out["claims"] = Json::array();
  for (const Claim& claim : scoped.claims_of(index)) list.push_back(claim_json(claim));
  return out;
}

Json path_json(const ScopedGraph& scoped, const Path& path) {
  Json out{{"cost", path.cost}, {"length", path.hops.size()}};
  if (const auto day = day_text(path.arrives); !day.empty()) out["arrives"] = day;
  Json& nodes = out["nodes"] = Json::array();
  for (const uint32_t n : path.nodes) nodes.push_back(node_json(scoped.graph, n));
  Json& hops = out["hops"] = Json::array();
  for (const Hop& hop : path.hops) {
    Json ties = Json::array();
    for (const uint32_t t : hop.ties) ties.push_back(tie_json(scoped, t));
    hops.push_back({{"ties", std::move(ties)}});
  }
  return out;
}

Json answer_json(const ScopedGraph& scoped, const std::string& name) {
  Json out{{"schema", "entente." + name + ".v1"}};
  if (scoped.revision > 0) out["revision"] = scoped.revision;
  out["searched"] = scoped.searched;
  out["nodes"] = scoped.graph.node_count();
  out["ties"] = scoped.graph.tie_count();
  return out;
}

std::string written(const Json& answer) {
  return answer.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string node_text(const Graph& g, uint32_t node) {
  const Node& n = g.node(node);
  std::vector<std::string> about;
  if (n.state != 0 && n.kind != NodeKind::state) about.push_back(state_text(n.state));
  if (n.kind != NodeKind::actor && n.kind != NodeKind::state) about.emplace_back(name(n.kind));
  if (n.listed) about.emplace_back("listed");
  return g.title(node) + (about.empty() ? "" : " (" + join(about, ", ") + ")");
}

std::string tie_text(const ScopedGraph& scoped, uint32_t index, size_t indent) {
  const Graph& g = scoped.graph;
  const Tie& tie = g.tie(index);
  const auto backing = scoped.backing(tie);
  std::vector<std::string> about;
  if (backing) {
    if (!backing->what.empty()) about.emplace_back(backing->what);
    about.emplace_back(name(static_cast<Standing>(tie.standing)));
  }
  if (!backing && tie.standing != static_cast<uint8_t>(Standing::reported))
    about.emplace_back(name(static_cast<Standing>(tie.standing)));
  if (tie.share != Tie::kNoShare) about.push_back(fmt::format("{:g} %", tie.share / 100.0));
  if (const auto time = time_text(tie); !time.empty()) about.push_back(time);
  if (!backing) about.push_back("[" + place_of(scoped, tie) + "]");
  std::string out =
      fmt::format("{:{}}{} {} {}: {}{}\n", "", indent, g.title(tie.from), tie.mutual ? "–" : "→",
                  g.title(tie.to), g.kind(tie.kind), about.empty() ? "" : ", " + join(about, ", "));
  if (!backing || scoped.claims_of(index).empty()) return out;
  const Claim& first = scoped.claims_of(index).front();
  out +=
      fmt::format("{:{}}“{}” {} [{}]{}\n", "", indent + 2, shorten(squeeze(first.quote.text), 140),
                  who_published(first), first.id.substr(0, 8),
                  backing->claims == 1 ? "" : fmt::format(" and {} more", backing->claims - 1));
  return out;
}

std::string path_text(const ScopedGraph& scoped, const Path& path) {
  std::vector<std::string> names;
  for (const uint32_t n : path.nodes) names.push_back(node_text(scoped.graph, n));
  std::string out = join(names, " – ") + "\n";
  for (const Hop& hop : path.hops) {
    for (size_t i = 0; i < std::min<size_t>(hop.ties.size(), 3); ++i)
      out += tie_text(scoped, hop.ties[i], 2);
    if (hop.ties.size() > 3)
      out += fmt::format("    and {} more ties of the two\n", hop.ties.size() - 3);
  }
  return out;
}

std::string searched_text(const ScopedGraph& scoped) {
  return fmt::format("searched {}: {} nodes, {} ties\n", join(scoped.searched, ", "),
                     scoped.graph.node_count(), scoped.graph.tie_count());
}

}  // namespace entente
