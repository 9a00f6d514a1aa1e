// The obvious twin of index/search.h: adds up what every word gives to every entity, and sorts.
// For tests.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "index/search.h"

namespace entente::index::reference {

inline std::vector<Candidate> best_of_name(const Segment& segment, const AskedName& name,
                                           size_t count_max, const Allowed& allowed) {
  std::map<uint32_t, float> shares;
  size_t walked = 0;
  bool finding = true;
  for (const Asked& word : name.words) {
    finding = finding && (walked == 0 || walked + word.postings <= kPostingsMax);
    walked += word.postings;
    std::map<uint32_t, float> of_word;
    for (const Likely& likely : word.likely)
      for (const uint32_t entity : segment.postings(likely.term))
        of_word[entity] = std::max(of_word[entity], likely.likeness * word.rarity);
    for (const auto& [entity, share] : of_word) {
      if (allowed && !allowed(segment.arrays().entities[entity], entity)) continue;
      if (finding || shares.contains(entity)) shares[entity] += share;
    }
  }
  std::vector<Candidate> out;
  for (const auto& [entity, share] : shares)
    out.push_back({entity, share / std::max(name.whole, 0.1F)});
  std::ranges::sort(out, better);
  if (out.size() > count_max) out.resize(count_max);
  return out;
}

inline std::vector<Candidate> find(const Segment& segment, Searcher& words,
                                   const Question& question, size_t count_max,
                                   const Allowed& allowed = {}) {
  std::map<uint32_t, float> best;
  for (const auto& name : question.names)
    for (const Candidate& c : best_of_name(segment, words.asked(name), count_max, allowed))
      best[c.entity] = std::max(best[c.entity], c.share);
  for (const uint32_t identifier : question.identifiers)
    segment.arrays().identifiers.each(identifier, [&](uint32_t entity) {
      if (!allowed || allowed(segment.arrays().entities[entity], entity))
        best[entity] += kIdentifierShare;
      return true;
    });
  std::vector<Candidate> out;
  for (const auto& [entity, share] : best) out.push_back({entity, share});
  std::ranges::sort(out, better);
  if (out.size() > count_max) out.resize(count_max);
  return out;
}

}  // namespace entente::index::reference
