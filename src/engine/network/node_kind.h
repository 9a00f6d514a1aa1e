// What kind of thing a mention of a claim is, by the reader's dictionaries: "the cargo vessel
// Kaspiy-14" is a vessel, "Tanchon Commercial Bank" a bank.
#pragma once

#include <string_view>

#include "network/graph.h"
#include "reading/lexicon/dictionaries.h"

namespace entente {

// NodeKind::actor where nothing tells.
NodeKind kind_of_mention(const Dictionaries& dictionaries, std::string_view text);

}  // namespace entente
