// From a ledger to weighed propositions, for the commands that ask how sure it is.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/actors.h"
#include "engine/parts.h"
#include "entente/engine.h"
#include "ledger/view.h"
#include "reading/lexicon/dictionaries.h"
#include "weighing/weighing.h"

namespace entente {

struct WeighedLedger {
  std::span<const Claim> claims;                   // those weighed: all that are held, or the first
  std::shared_ptr<const std::vector<Claim>> held;  // perhaps with the weighing of another day
  WeighOptions options;
  std::vector<Proposition> propositions;  // those asked for
  int64_t revision = 0;                   // of the ledger

  void hold(std::vector<Claim>&& all) {
    held = std::make_shared<const std::vector<Claim>>(std::move(all));
    claims = *held;
  }
};

// Works out the history of a proposition, where options.parts left it out.
void add_history(WeighedLedger& of, size_t proposition);

// Whether the actor of this key stands in any role of the claim but the attribution.
bool names_actor(const Claim& claim, const std::string& key, const WeighOptions& options);

// Options that every weighing of this ledger shares: names of states, measures, decisions.
Result<WeighOptions> weigh_options(const WeighQuery& query, const View& view,
                                   const Dictionaries& dictionaries, const Measures& measures);

// bad_argument, not_found (an actor, a proposition) and the ledger's own errors.
Result<WeighedLedger> weigh_ledger(const WeighQuery& query, const View& view,
                                   const Dictionaries& dictionaries, const Measures& measures);

// The same for a call: as it was weighed for an earlier one, where the engine keeps that. A view
// that is held.
Result<std::shared_ptr<const WeighedLedger>> weigh_kept(const Engine::Parts& parts,
                                                        const WeighQuery& query, const View& view,
                                                        const Dictionaries& dictionaries,
                                                        const Measures& measures);

}  // namespace entente
