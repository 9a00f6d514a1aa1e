#include "engine/actors.h"

#include <algorithm>

#include "base/text.h"
#include "entente/engine.h"
#include "names/normalise.h"

namespace entente {
namespace {

std::string state_of(const std::string& named, const Dictionaries& dictionaries) {
  const std::string code = lower(named);
  if (code.size() == 2 && !dictionaries.state_name(code).empty()) return code;
  return std::string(dictionaries.state_of_name(named));
}

// Every name of a state, and the actors of the ledger whose text resembles the one asked for.
std::string nearest_name(const std::string& named, const View& view,
                         const Dictionaries& dictionaries) {
  std::vector<std::string> candidates;
  for (const auto& entry : dictionaries.entries())
    if (entry.type == EntryType::state) candidates.emplace_back(entry.canonical);
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  const auto mentions = view.mentions_like(named.substr(0, 3), 500);
  if (mentions) candidates.insert(candidates.end(), mentions->begin(), mentions->end());
  return suggest(named, candidates);
}

}  // namespace

Result<ResolvedActor> resolve_actor(const std::string& named, const View& view,
                                    const Dictionaries& dictionaries) {
  if (const std::string state = state_of(named, dictionaries); !state.empty()) {
    const std::string_view name = dictionaries.state_name(state);
    return ResolvedActor{state, std::string(name.empty() ? named : name), {{.state = state}}};
  }
  std::vector<std::string> ids;
  auto by_id = view.entity(named);
  if (!by_id) return std::unexpected(by_id.error());
  if (*by_id) ids = {named};
  for (const auto& key : name_keys(named)) {
    if (!ids.empty()) break;
    auto found = view.entities_named(key);
    if (!found) return std::unexpected(found.error());
    ids = std::move(*found);
  }
  if (!ids.empty()) {
    if (!*by_id) by_id = view.entity(ids[0]);
    if (!by_id) return std::unexpected(by_id.error());
    ResolvedActor out{ids[0], *by_id ? (*by_id)->entity.caption : named, {}};
    for (const auto& id : ids) out.signs.push_back({.entity = id});
    return out;
  }
  const auto mentions = view.mentions_like(named, 1);
  if (!mentions) return std::unexpected(mentions.error());
  if (!mentions->empty()) return ResolvedActor{{}, named, {{.text = named}}};
  const std::string near = nearest_name(named, view, dictionaries);
  return fail(Code::not_found, "no state, listed entity or actor of a claim has this name", {},
              named,
              near.empty() ? "name a state (kp, \"North Korea\", Pyongyang) or a listed entity"
                           : "did you mean \"" + near + "\"?");
}

}  // namespace entente
