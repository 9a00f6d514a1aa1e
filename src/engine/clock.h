// The one place where the engine asks what time it is.
#pragma once

#include <string>

namespace entente {

std::string now_utc();  // "2025-07-14T09:00:00Z"

}  // namespace entente
