// One POST to an address that the user named: the only place of the engine that uses the network.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>

#include "base/result.h"

namespace entente {

struct Endpoint {
  std::string url;  // http or https
  std::string key;  // sent as a bearer token; empty: none
  unsigned timeout_seconds = 120;
  size_t answer_bytes_max = size_t{4} << 20;
  unsigned tries = 3;  // of what may pass: no connection, 429, 5xx
  const std::atomic<bool>* stop = nullptr;
};

// The body of an answer with status 200. service_failed with the status or the reason, too_large,
// interrupted. No redirects, no proxies, no cookies, nothing read from the environment.
Result<std::string> post_json(const Endpoint& endpoint, const std::string& body);

}  // namespace entente
