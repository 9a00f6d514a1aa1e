// The one table of routes: method, path, parameters, limits and rights of each. The checks before a
// handler, the OpenAPI document, `entente serve --routes` and the fuzzer come from it; a new route
// is a row and a function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

enum class Method : uint8_t { get, post };
std::string_view name(Method method);

// What a value must be; wrong ones never reach a handler.
// time: a day, or r17, which check_query() turns into the parameter `revision`.
enum class Type : uint8_t { text, integer, number, boolean, day, time, moment, word };

struct Parameter {
  std::string_view name;
  Type type = Type::text;
  std::string_view meaning;
  bool required = false, repeated = false;
  double least = 0, most = 0;      // of numbers; of text the most bytes (0: kTextMax)
  std::string_view fallback = {};  // "": none
  std::string_view words = {};     // of Type::word, parted by blanks
};

enum class Body : uint8_t { none, json, form, bytes };

// Who may call: anybody who reaches the server (where it is open to readers), or holders of a token
// with that role or a higher one.
enum class Role : uint8_t { nobody, reader, analyst, admin };
std::string_view name(Role role);

// quick: answered by the thread that reads; slow: by a thread of the pool, in turn.
enum class Pace : uint8_t { quick, slow };

class Service;
struct Call;
struct Answer;

struct Route {
  Method method;
  std::string_view path;  // "/entities/{id}/adjacent"
  std::string_view summary;
  std::span<const Parameter> parameters;  // of the query; those of the path are in `path`
  Body body = Body::none;
  size_t bytes_max = 0;  // of the body
  Role role = Role::reader;
  Pace pace = Pace::slow;
  unsigned in_flight = 0;   // at once; more are answered 503
  unsigned per_second = 0;  // of one address; more are answered 429; 0: no limit
  std::string_view answers = "application/json";
  std::string_view tag = "";
  Answer (*handle)(Service&, const Call&) = nullptr;
};
std::span<const Route> routes();
inline constexpr size_t kTextMax = 4096;  // bytes of a text parameter

// A request that passed the checks of its route.
struct Call {
  const Route* route = nullptr;
  std::map<std::string, std::string, std::less<>> path;
  std::vector<std::pair<std::string, std::string>> query;  // checked, in order
  std::string body, body_type;
  std::string who;  // the token's name; empty without one
  Role role = Role::nobody;
  std::string if_none_match;

  bool has(std::string_view name) const;
  std::string text(std::string_view name) const;  // the fallback where it is absent
  std::vector<std::string> list(std::string_view name) const;
  size_t integer(std::string_view name) const;
  double number(std::string_view name) const;
  bool flag(std::string_view name) const;
  // The ledger is asked as it was.
  bool looks_back() const { return has("as_of") || has("revision") || has("known_by"); }
};

struct Answer {
  unsigned status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
  bool framed = false;         // another site may show it in a frame
  uint64_t events_of_job = 0;  // not 0: the answer is a stream of events about this job
};

// {"detail","code","piece","where","allowed"}; nothing of the machine in it.
struct Refusal {
  unsigned status = 400;
  std::string detail;
  std::string code = "E-BAD-ARGUMENT";
  std::string piece = {}, where = {}, allowed = {};
};
Answer refuse(const Refusal& refusal);
std::string json_text(std::string_view text);  // as JSON

// The route of a path, with the parts of it; null when none has the path. `others`: the methods
// that the path has.
const Route* find_route(Method method, std::string_view path, Call& call,
                        std::vector<Method>& others);
// Fills `call.query` of the raw query; an answer when something is wrong.
bool check_query(const Route& route, std::string_view raw, Call& call, Answer& refusal);
// name=value&… with %XX and +; false when it is no such text or no UTF-8.
bool parse_form(std::string_view raw, std::vector<std::pair<std::string, std::string>>& out);
bool decode_percent(std::string_view raw, bool plus, std::string& out);

}  // namespace server
