// An actor as a user names it ("kp", "Moscow", "un-6908555", "Green Pine") to what the ledger can
// look for. States win over listed entities, those over plain words in the texts.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/view.h"
#include "reading/lexicon/dictionaries.h"

namespace entente {

struct ResolvedActor {
  std::string key;   // state code or entity id; empty when only the words are known
  std::string name;  // to show: "North Korea"
  std::vector<ActorSign> signs;
};

// not_found, with the nearest name when one is near; or the ledger's own errors.
Result<ResolvedActor> resolve_actor(const std::string& named, const View& view,
                                    const Dictionaries& dictionaries);

}  // namespace entente
