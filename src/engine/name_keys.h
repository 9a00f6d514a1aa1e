// Which names of listed entities may resolve a mention, and how both sides become keys.
#pragma once

#include "ledger/links.h"

namespace entente {

NameKeys make_name_keys();

}  // namespace entente
