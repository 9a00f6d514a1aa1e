// An answer as it goes over the wire: its head, and its body packed where the other side takes
// that.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "route.h"

namespace server {

struct Sent {
  bool keep = true;           // another request may follow
  bool without_body = false;  // the answer to HEAD
  int64_t revision = 0;       // of the ledger
  std::string_view accept_encoding = {};
};

// The whole head, its empty line included; packs `answer.body` where that is worth it. What a
// handler says in a header stands in one line whatever it is made of.
std::string head_of_answer(Answer& answer, const Sent& how);
// gzip is among the encodings, and not with q=0.
bool takes_gzip(std::string_view accepted);
// By gzip; empty when that cannot be done. Called by any thread.
std::string packed(const std::string& body);

}  // namespace server
