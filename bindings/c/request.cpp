#include "request.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

namespace capi {
namespace {

using json = nlohmann::ordered_json;

constexpr size_t kBytesMax = size_t{1} << 30;
constexpr int kDepthMax = 64;

std::string shortened(const std::string& text) {
  size_t end = std::min<size_t>(text.size(), 80);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string dumped(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// Deep nesting is refused before a tree of it is made.
bool too_deep(std::string_view bytes) {
  int depth = 0;
  bool in_text = false;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (in_text) {
      if (c == '\\') ++i;
      else if (c == '"') in_text = false;
      continue;
    }
    if (c == '"') in_text = true;
    else if (c == '{' || c == '[') {
      if (++depth > kDepthMax) return true;
    } else if (c == '}' || c == ']') --depth;
  }
  return false;
}

}  // namespace

struct Request::State {
  json object = json::object();
  std::set<std::string, std::less<>> taken;
  std::optional<entente::Problem> wrong;
  std::string place = "request";

  void refuse(std::string what, std::string piece, std::string next, const char* code) {
    if (!wrong) wrong = entente::Problem{code, std::move(what), shortened(piece), place, next};
  }
  const json* take(std::string_view key) {
    taken.emplace(key);
    const auto at = object.find(key);
    return at == object.end() || at->is_null() ? nullptr : &*at;
  }
  void expected(std::string_view key, const char* what, const json& found) {
    refuse("\"" + std::string(key) + "\" takes " + what, dumped(found), {}, "E-BAD-ARGUMENT");
  }
};

Request::Request(std::unique_ptr<State> state) : state_(std::move(state)) {}
Request::~Request() = default;
Request::Request(Request&&) noexcept = default;

Request::Request(std::string_view bytes) : state_(std::make_unique<State>()) {
  if (bytes.empty()) return;
  if (bytes.size() > kBytesMax) {
    state_->refuse("a request has at most 1 GiB", std::to_string(bytes.size()), "send it in parts",
                   "E-TOO-LARGE");
    return;
  }
  if (too_deep(bytes)) {
    state_->refuse("a request is at most 64 levels deep", {}, {}, "E-TOO-DEEP");
    return;
  }
  try {
    state_->object = json::parse(bytes);
  } catch (const json::parse_error& error) {
    const size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, bytes.size());
    state_->place = "request, byte " + std::to_string(at);
    const std::string near(bytes.substr(at, 40));
    const bool encoding = std::string_view(error.what()).find("UTF-8") != std::string_view::npos;
    state_->refuse(encoding ? "is not UTF-8" : "is no JSON", dumped(json(near)), {},
                   encoding ? "E-BAD-ENCODING" : "E-MALFORMED");
    state_->object = json::object();
  }
  if (!state_->object.is_object()) {
    state_->refuse("a request is a JSON object", dumped(state_->object), {}, "E-MALFORMED");
    state_->object = json::object();
  }
}

bool Request::has(std::string_view key) const {
  const auto at = state_->object.find(key);
  return at != state_->object.end() && !at->is_null();
}

std::string Request::text(std::string_view key) {
  const json* value = state_->take(key);
  if (!value) return {};
  if (value->is_string()) return value->get<std::string>();
  state_->expected(key, "text", *value);
  return {};
}

std::vector<std::string> Request::list(std::string_view key) {
  const json* value = state_->take(key);
  if (!value) return {};
  if (value->is_string()) return {value->get<std::string>()};
  if (!value->is_array())
    return state_->expected(key, "a list of text", *value), std::vector<std::string>{};
  std::vector<std::string> out;
  for (const json& each : *value) {
    if (!each.is_string()) {
      state_->expected(key, "a list of text", each);
      return {};
    }
    out.push_back(each.get<std::string>());
  }
  return out;
}

int64_t Request::number(std::string_view key, int64_t min, int64_t fallback) {
  const json* value = state_->take(key);
  if (!value) return fallback;
  const bool fits = value->is_number_unsigned()
                        ? value->get<uint64_t>() <= static_cast<uint64_t>(INT64_MAX)
                        : value->is_number_integer();
  if (fits && value->get<int64_t>() >= min) return value->get<int64_t>();
  state_->expected(key, ("a whole number from " + std::to_string(min)).c_str(), *value);
  return fallback;
}

double Request::real(std::string_view key, double fallback) {
  const json* value = state_->take(key);
  if (!value) return fallback;
  if (value->is_number() && std::isfinite(value->get<double>())) return value->get<double>();
  state_->expected(key, "a number", *value);
  return fallback;
}

bool Request::flag(std::string_view key, bool fallback) {
  const json* value = state_->take(key);
  if (!value) return fallback;
  if (value->is_boolean()) return value->get<bool>();
  state_->expected(key, "true or false", *value);
  return fallback;
}

std::vector<std::pair<std::string, std::string>> Request::pairs(std::string_view key) {
  const json* value = state_->take(key);
  std::vector<std::pair<std::string, std::string>> out;
  if (!value) return out;
  if (!value->is_object()) {
    state_->expected(key, "an object of text", *value);
    return out;
  }
  for (const auto& [name, each] : value->items()) {
    const json all = each.is_array() ? each : json::array({each});
    for (const json& one : all) {
      if (!one.is_string()) {
        state_->expected(key, "an object of text", one);
        return {};
      }
      out.emplace_back(name, one.get<std::string>());
    }
  }
  return out;
}

std::vector<std::pair<std::string, double>> Request::numbers(std::string_view key) {
  const json* value = state_->take(key);
  std::vector<std::pair<std::string, double>> out;
  if (!value) return out;
  if (!value->is_object()) {
    state_->expected(key, "an object of numbers", *value);
    return out;
  }
  for (const auto& [name, each] : value->items()) {
    if (!each.is_number() || !std::isfinite(each.get<double>())) {
      state_->expected(key, "an object of numbers", each);
      return {};
    }
    out.emplace_back(name, each.get<double>());
  }
  return out;
}

std::vector<Request> Request::objects(std::string_view key) {
  const json* value = state_->take(key);
  std::vector<Request> out;
  if (!value) return out;
  if (!value->is_array()) {
    state_->expected(key, "a list of objects", *value);
    return out;
  }
  for (size_t i = 0; i < value->size(); ++i) {
    if (!(*value)[i].is_object()) {
      state_->expected(key, "a list of objects", (*value)[i]);
      return {};
    }
    auto state = std::make_unique<State>();
    state->object = (*value)[i];
    state->place = "request, " + std::string(key) + "[" + std::to_string(i) + "]";
    out.push_back(Request(std::move(state)));
  }
  return out;
}

std::string Request::lines(std::string_view key) {
  const json* value = state_->take(key);
  std::string out;
  if (!value) return out;
  if (!value->is_array()) {
    state_->expected(key, "a list of objects", *value);
    return out;
  }
  for (const json& each : *value) out += dumped(each) + "\n";
  return out;
}

void Request::refuse(std::string_view key, std::string what, std::string piece, std::string next) {
  state_->refuse("\"" + std::string(key) + "\" " + what, std::move(piece), std::move(next),
                 "E-BAD-ARGUMENT");
}

std::optional<entente::Problem> Request::problem() const {
  if (state_->wrong) return state_->wrong;
  for (const auto& [key, value] : state_->object.items()) {
    if (state_->taken.contains(key)) continue;
    const std::string near =
        entente::suggest(key, std::vector<std::string>(state_->taken.begin(), state_->taken.end()));
    return entente::Problem{"E-BAD-ARGUMENT", "there is no such key", shortened(key), state_->place,
                            near.empty() ? "" : "did you mean " + near + "?"};
  }
  return std::nullopt;
}

}  // namespace capi
