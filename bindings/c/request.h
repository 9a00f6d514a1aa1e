// A request of the C ABI: a JSON object whose keys are taken one by one. What is wrong with it is
// kept until it is asked for, so that a command reads all it knows and then checks once.
//
//   Request request(bytes);
//   query.kind = request.text("kind");
//   query.actors = request.list("actors");
//   if (auto problem = request.problem()) …      // not JSON, a wrong type, or a key nobody took
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/engine.h"

namespace capi {

class Request {
 public:
  // An empty text is an object without keys. At most 1 GiB, 64 levels deep.
  explicit Request(std::string_view bytes);
  ~Request();
  Request(Request&&) noexcept;

  bool has(std::string_view key) const;
  std::string text(std::string_view key);               // empty when it is not there
  std::vector<std::string> list(std::string_view key);  // of text; a text alone is a list of one
  int64_t number(std::string_view key, int64_t min, int64_t fallback);
  double real(std::string_view key, double fallback);
  bool flag(std::string_view key, bool fallback = false);
  std::vector<std::pair<std::string, std::string>> pairs(std::string_view key);  // of an object
  std::vector<std::pair<std::string, double>> numbers(std::string_view key);     // of an object
  std::vector<Request> objects(std::string_view key);  // each to be checked by itself
  // The objects of a list as JSON Lines.
  std::string lines(std::string_view key);

  // Says that `key` makes no sense, as if it had been found on reading.
  void refuse(std::string_view key, std::string what, std::string piece, std::string next = {});
  std::optional<entente::Problem> problem() const;

 private:
  struct State;
  explicit Request(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace capi
