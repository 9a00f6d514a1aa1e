// What stands between a connection and a handler: which route, who asks, how much at once.
// Knows no socket, so that tests and the fuzzer can call it.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

#include "service.h"

namespace server {

// The head of a request.
struct Head {
  std::string method, target, host, origin, authorization, content_type, accept, if_none_match,
      fetch_site;
  std::string address;  // of the other side
};

// A request on its way: refused (`route` is null and `answer` says why), a page, or a call.
struct Passage {
  const Route* route = nullptr;
  Call call;
  Answer answer;
};

class Gate {
 public:
  explicit Gate(Service& service);
  Passage open(const Head& head);
  // Counts the call in; false when too many of its route are under way. Ended by leave().
  bool enter(const Route& route);
  void leave(const Route& route);
  // Runs the handler; what it throws becomes an answer without details.
  Answer handle(const Call& call);

 private:
  bool find(const Head& head, std::string_view path, Passage& out) const;
  bool may_write(const Head& head, const Call& call, Answer& refusal) const;
  bool host_is_ours(std::string_view host) const;
  bool authorise(const Head& head, const Route& route, Call& call, Answer& refusal) const;
  bool within_rate(const Route& route, const std::string& address);
  bool is_cross_site(const Head& head) const;

  Service& service_;
  std::vector<std::atomic<unsigned>> in_flight_;
  struct Bucket {
    double tokens = 0;
    std::chrono::steady_clock::time_point at = {};
  };
  std::mutex rates_mutex_;
  std::unordered_map<std::string, Bucket> rates_;  // "address path"
};

}  // namespace server
