// Log-odds in natural units, by three likelihood ratios that do not depend on any data set:
// a disinterested origin that asserts plainly is taken to be right about three times in four
// (ln 3 = 1.1); one that hedges, half of that; an interested one (a party, a rival, a closed circle
// of reports) would say so nearly as often when it is not so, a quarter of that. Who acknowledges
// a deed of his own speaks against his interest: ln 20 = 3. Denials count alike with the other
// sign, a party's as an interested word. What its origin withdrew counts against.
#include "weighing/support.h"

#include <algorithm>
#include <map>

#include "weighing/actors.h"

namespace entente {
namespace {

constexpr double kOrigin = 1.1, kAdmission = 3.0;
constexpr double kHedged = 0.5, kInterested = 0.25;

bool is_plain(const Claim& c) {
  return c.modality == Modality::stated || c.modality == Modality::reported ||
         c.modality == Modality::confirmed || c.modality == Modality::planned;
}

}  // namespace

double support(std::span<const Claim> claims, const Proposition& p, const WeighOptions& options) {
  std::vector<std::string> actors = p.key.from;
  actors.insert(actors.end(), p.key.to.begin(), p.key.to.end());
  const auto is_aside = [&](ClaimIndex c) {
    return std::ranges::find(p.verdict.set_aside, c, &SetAside::claim) != p.verdict.set_aside.end();
  };
  double out = 0;
  for (const auto& o : p.origins) {
    const bool interested = o.party || !o.rival_reason.empty() || o.closed;
    double best = 0;
    bool admits = false;
    for (const ClaimIndex c : o.claims) {
      if (p.verdict.standing != Standing::confirmed && is_aside(c)) continue;
      best = std::max(best, is_plain(claims[c]) ? 1.0 : kHedged);
      admits = admits || (o.party && claims[c].modality == Modality::confirmed);
    }
    out += admits ? kAdmission : kOrigin * best * (interested ? kInterested : 1.0);
  }
  std::map<std::string, double> against;  // each speaker once, by his firmest word
  for (const ClaimIndex c : p.denies) {
    if (is_aside(c)) continue;
    for (const auto& s : speakers_of(claims[c], options)) {
      const bool party = std::ranges::find(actors, s.state) != actors.end();
      const bool interested = party || !rivalry_reason(s.state, actors, options).empty();
      const bool plain = claims[c].modality != Modality::possible && is_plain(claims[c]);
      double& word = against[s.key];
      word = std::max(word, (plain || party ? 1.0 : kHedged) * (interested ? kInterested : 1.0));
    }
  }
  for (const auto& [key, word] : against) out -= kOrigin * word;
  return out;
}

}  // namespace entente
