// Which names of listed entities may resolve a mention, how both sides become keys, and how texts
// become words to search.
#pragma once

#include "ledger/keys.h"

namespace entente {

NameKeys make_name_keys();

}  // namespace entente
