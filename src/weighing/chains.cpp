// Each claim gives a path of names, publisher first. Read as arrows "has it from", the paths of one
// origin make a graph. A name that says it without having it from anyone is its source; where
// following the arrows returns to a name, reports cite each other round. When no name of the
// graph is a source, the circle is closed: everybody has it from somebody else.
#include "weighing/chains.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "weighing/actors.h"

namespace entente {
namespace {

constexpr size_t kChainsMax = 24;

struct Arrows {
  std::map<std::string, std::set<std::string>> from;  // folded name -> whom it has it from
  std::map<std::string, std::string> shown;
  std::set<std::string> sources;
};

Arrows arrows_of(const std::vector<Chain>& chains) {
  Arrows out;
  for (const auto& chain : chains) {
    std::string last;
    for (const auto& link : chain.links) {
      const std::string folded = voice_name(link);
      out.shown.emplace(folded, link);
      if (!last.empty()) out.from[last].insert(folded);
      last = folded;
    }
    // Who is only cited says it on his own word, unless a report of his own shows whence he has it.
    if (chain.links.size() == 1) out.sources.insert(last);
  }
  for (const auto& [name, link] : out.shown)
    if (!out.from.contains(name)) out.sources.insert(name);
  return out;
}

// The first way back to where it began, in the order of names; empty when there is none.
std::vector<std::string> circle_in(const Arrows& arrows) {
  for (const auto& [start, next] : arrows.from) {
    std::map<std::string, std::string> came;
    std::vector<std::string> open(next.begin(), next.end());
    for (const auto& n : open) came.emplace(n, start);
    for (size_t i = 0; i < open.size(); ++i) {
      if (open[i] == start) {
        std::vector<std::string> out{start};
        for (std::string at = came.at(start); at != start; at = came.at(at)) out.push_back(at);
        out.push_back(start);
        std::ranges::reverse(out);
        return out;
      }
      if (const auto at = arrows.from.find(open[i]); at != arrows.from.end())
        for (const auto& n : at->second)
          if (came.emplace(n, open[i]).second) open.push_back(n);
    }
  }
  return {};
}

void go_on(std::vector<Chain>& chains) {
  std::map<std::string, std::vector<std::string>> own;  // publisher -> its own way, the longest
  for (const auto& c : chains)
    if (auto& way = own[voice_name(c.links.front())]; c.links.size() > way.size()) way = c.links;
  for (auto& c : chains) {
    std::set<std::string> seen;
    for (const auto& link : c.links) seen.insert(voice_name(link));
    for (bool grown = true; grown;) {
      grown = false;
      const auto at = own.find(voice_name(c.links.back()));
      if (at == own.end() || c.links.size() < 2) break;
      for (size_t i = 1; i < at->second.size(); ++i) {
        if (!seen.insert(voice_name(at->second[i])).second) break;
        c.links.push_back(at->second[i]);
        grown = true;
      }
    }
  }
}

}  // namespace

std::string Chain::text() const { return join(links, " \u2190 "); }

std::vector<std::string> links_of(const Claim& claim) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && (out.empty() || voice_name(out.back()) != voice_name(name)))
      out.push_back(name);
  };
  add(claim.document.publisher);
  for (const auto& step : attribution_steps(claim)) add(join(step, " and "));
  if (out.empty())
    out.push_back(claim.document.title.empty() ? claim.document.path : claim.document.title);
  return out;
}

void trace_chains(std::span<const Claim> claims, Origin& origin) {
  std::map<std::vector<std::string>, size_t> place;
  std::vector<Chain> chains;
  for (const ClaimIndex c : origin.claims) {
    auto links = links_of(claims[c]);
    std::vector<std::string> folded;
    for (const auto& link : links) folded.push_back(fold_name(link));
    const auto [at, fresh] = place.emplace(std::move(folded), chains.size());
    if (fresh) chains.push_back({std::move(links), {}});
    chains[at->second].claims.push_back(c);
  }
  if (chains.size() == 1 && chains[0].links.size() <= 2) {  // too short to come round
    origin.chains = std::move(chains);
    return;
  }
  const Arrows arrows = arrows_of(chains);
  std::vector<std::string> circle;
  for (const auto& name : circle_in(arrows)) circle.push_back(arrows.shown.at(name));
  origin.circle = join(circle, " \u2190 ");
  origin.closed = !circle.empty() && arrows.sources.empty();
  go_on(chains);
  if (chains.size() > kChainsMax) chains.resize(kChainsMax);
  origin.chains = std::move(chains);
}

}  // namespace entente
