// Ways in which a document tells who fills a role that a sentence leaves open. Each answers with
// nominals, or with none; which answer to believe is weighed in implied_parties.h.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "reading/framing/drafts.h"

namespace entente {

// With whom each state gives or takes in the document, as its claims say themselves.
struct Partners {
  std::map<std::string, size_t> states;       // with the first draft that says so
  std::vector<std::pair<size_t, int>> named;  // draft and nominal, in the order of drafts
};
std::map<std::string, Partners> find_partners(const std::vector<Draft>& drafts,
                                              const Nominals& nominals);

// The drafts of a document and the one that is asked about. Drafts before it have been filled.
struct OpenDraft {
  const std::vector<Draft>& drafts;
  size_t at;
  const Nominals& nominals;
  const std::map<std::string, Partners>& partners;

  const Draft& draft() const { return drafts[at]; }
};

struct PartyRule {
  const char* name;
  Role role;  // that it fills
  std::vector<int> (*answer)(const OpenDraft&);
};

std::span<const PartyRule> party_rules();

// Do two lists of states have one in common?
bool shares_any(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace entente
