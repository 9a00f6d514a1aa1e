// Nodes, ties and paths of a graph as text and JSON, each tie with what it rests on.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/network/scope.h"
#include "network/paths.h"

namespace entente {

nlohmann::ordered_json node_json(const Graph& graph, uint32_t node);
// With proposition and claims, or source and line.
nlohmann::ordered_json tie_json(const ScopedGraph& scoped, uint32_t tie);
nlohmann::ordered_json path_json(const ScopedGraph& scoped, const Path& path);
// {"schema":"entente.NAME.v1","revision":…,"searched":[…],"ties":…,"nodes":…}
nlohmann::ordered_json answer_json(const ScopedGraph& scoped, const std::string& name);
std::string written(const nlohmann::ordered_json& answer);

std::string node_text(const Graph& graph, uint32_t node);  // "Green Pine (kp, listed)"
// Some lines, each indented by `indent` blanks: what, how sure, when, and the first words for it.
std::string tie_text(const ScopedGraph& scoped, uint32_t tie, size_t indent);
std::string path_text(const ScopedGraph& scoped, const Path& path);
std::string searched_text(const ScopedGraph& scoped);
std::string day_text(int32_t day);  // "" for always and for ever

}  // namespace entente
