// From the raw request to values that a handler can trust: the path against the table, every
// parameter against its row. Tests: tests/server/checks_test.py, fuzz/routes_fuzz.cpp.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "route.h"

namespace server {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Well-formed UTF-8 without control characters other than tab and line ends.
bool good_text(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F)
        return false;
      ++i;
      continue;
    }
    const size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    if (byte < 0xC2 || byte > 0xF4 || i + size > text.size()) return false;
    uint32_t code = byte & (0x7FU >> size);
    for (size_t k = 1; k < size; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0) != 0x80) return false;
      code = code << 6 | (next & 0x3F);
    }
    constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kLeast[size] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
    i += size;
  }
  return true;
}

bool digits_at(std::string_view text, size_t from, size_t count) {
  return from + count <= text.size() &&
         std::ranges::all_of(text.substr(from, count), [](char c) { return c >= '0' && c <= '9'; });
}

int number_at(std::string_view text, size_t from, size_t count) {
  int out = 0;
  std::from_chars(text.data() + from, text.data() + from + count, out);
  return out;
}

// 2024, 2024-05, 2024-05-17.
bool is_day(std::string_view text) {
  if (!digits_at(text, 0, 4) || number_at(text, 0, 4) < 1) return false;
  if (text.size() == 4) return true;
  if (text[4] != '-' || !digits_at(text, 5, 2)) return false;
  const int month = number_at(text, 5, 2);
  if (month < 1 || month > 12) return false;
  if (text.size() == 7) return true;
  if (text.size() != 10 || text[7] != '-' || !digits_at(text, 8, 2)) return false;
  constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int day = number_at(text, 8, 2), year = number_at(text, 0, 4);
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= kDays[month - 1] && !(month == 2 && day == 29 && !leap);
}

// r17: as of a revision.
bool is_revision(std::string_view text) {
  return text.size() >= 2 && text.size() <= 10 && text[0] == 'r' && text[1] != '0' &&
         digits_at(text, 1, text.size() - 1);
}

// A day, and perhaps THH:MM:SS.
bool is_moment(std::string_view text) {
  if (text.size() <= 10) return is_day(text);
  return is_day(text.substr(0, 10)) && text.size() >= 19 && text[10] == 'T' &&
         digits_at(text, 11, 2) && text[13] == ':' && digits_at(text, 14, 2) && text[16] == ':' &&
         digits_at(text, 17, 2) && number_at(text, 11, 2) < 24 && number_at(text, 14, 2) < 60;
}

bool is_word_of(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const size_t blank = std::min(words.find(' '), words.size());
    if (words.substr(0, blank) == word) return true;
    words.remove_prefix(std::min(blank + 1, words.size()));
  }
  return false;
}

std::string plain_number(double value) {
  std::string out = std::to_string(value);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.ends_with('.')) out.pop_back();
  return out;
}

// What is allowed, in words; empty when the value is.
std::string wrong(const Parameter& p, std::string_view value) {
  const char *begin = value.data(), *end = begin + value.size();
  switch (p.type) {
    case Type::text: {
      const auto most = p.most > 0 ? static_cast<size_t>(p.most) : kTextMax;
      return value.size() <= most ? "" : "at most " + std::to_string(most) + " bytes";
    }
    case Type::integer: {
      long long number = 0;
      const auto [at, error] = std::from_chars(begin, end, number);
      const bool good = error == std::errc() && at == end &&
                        static_cast<double>(number) >= p.least &&
                        static_cast<double>(number) <= p.most;
      return good ? ""
                  : "a whole number from " + plain_number(p.least) + " to " + plain_number(p.most);
    }
    case Type::number: {
      double number = 0;
      const auto [at, error] = std::from_chars(begin, end, number);
      const bool good = error == std::errc() && at == end && std::isfinite(number) &&
                        number >= p.least && number <= p.most;
      return good ? "" : "a number from " + plain_number(p.least) + " to " + plain_number(p.most);
    }
    case Type::boolean:
      return is_word_of("true false 1 0 yes no on off True False", value) ? "" : "true or false";
    case Type::day:
      return is_day(value) ? "" : "a day: 2024, 2024-05 or 2024-05-17";
    case Type::time:
      return is_day(value) ? "" : "a day: 2024, 2024-05 or 2024-05-17; or a revision: r17";
    case Type::moment:
      return is_moment(value) ? "" : "a day or a moment: 2024-05-17 or 2024-05-17T13:00:00";
    case Type::word:
      return is_word_of(p.words, value) ? "" : "one of: " + std::string(p.words);
  }
  return "something else";
}

std::string names_of(const Route& route) {
  std::string out;
  for (const Parameter& p : route.parameters)
    out += (out.empty() ? "" : ", ") + std::string(p.name);
  return out.empty() ? "no parameters" : out;
}

bool match_path(std::string_view pattern, std::string_view path, Call& call) {
  std::map<std::string, std::string, std::less<>> parts;
  while (!pattern.empty() && !path.empty()) {
    if (pattern[0] != '{') {
      if (pattern[0] != path[0]) return false;
      pattern.remove_prefix(1);
      path.remove_prefix(1);
      continue;
    }
    const size_t close = pattern.find('}'), slash = std::min(path.find('/'), path.size());
    std::string value;
    if (slash == 0 || !decode_percent(path.substr(0, slash), false, value)) return false;
    if (!good_text(value) || value.size() > 512) return false;
    if (value.find_first_of("\r\n\t") != std::string::npos) return false;
    parts[std::string(pattern.substr(1, close - 1))] = std::move(value);
    pattern.remove_prefix(close + 1);
    path.remove_prefix(slash);
  }
  if (!pattern.empty() || !path.empty()) return false;
  call.path = std::move(parts);
  return true;
}

}  // namespace

bool decode_percent(std::string_view raw, bool plus, std::string& out) {
  out.clear();
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '%') {
      if (i + 2 >= raw.size() || hex(raw[i + 1]) < 0 || hex(raw[i + 2]) < 0) return false;
      out += static_cast<char>(hex(raw[i + 1]) * 16 + hex(raw[i + 2]));
      i += 2;
    } else {
      out += plus && raw[i] == '+' ? ' ' : raw[i];
    }
  }
  return true;
}

bool parse_form(std::string_view raw, std::vector<std::pair<std::string, std::string>>& out) {
  while (!raw.empty()) {
    const size_t end = std::min(raw.find('&'), raw.size());
    const std::string_view pair = raw.substr(0, end);
    raw.remove_prefix(std::min(end + 1, raw.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    std::string key, value;
    if (!decode_percent(pair.substr(0, equals), true, key) ||
        !decode_percent(pair.substr(std::min(equals + 1, pair.size())), true, value))
      return false;
    if (!good_text(key) || !good_text(value)) return false;
    out.emplace_back(std::move(key), std::move(value));
  }
  return true;
}

const Route* find_route(Method method, std::string_view path, Call& call,
                        std::vector<Method>& others) {
  for (const Route& route : routes()) {
    if (!match_path(route.path, path, call)) continue;
    if (route.method == method) return &route;
    others.push_back(route.method);
  }
  return nullptr;
}

bool check_query(const Route& route, std::string_view raw, Call& call, Answer& refusal) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const auto bad = [&](Refusal why) {
    refusal = refuse(why);
    return false;
  };
  if (!parse_form(raw, pairs))
    return bad({400,
                "the query is not name=value pairs in UTF-8 with %XX",
                "E-BAD-ENCODING",
                {},
                "query",
                "name=value&name=value"});
  if (pairs.size() > 500)
    return bad({400, "too many parameters", "E-TOO-LARGE", std::to_string(pairs.size()), "query",
                "at most 500"});
  for (auto& [key, value] : pairs) {
    if (key == "as_of" && is_revision(value)) key = "revision", value.erase(0, 1);
    const auto at = std::ranges::find(route.parameters, std::string_view(key), &Parameter::name);
    if (at == route.parameters.end())
      return bad({400, "there is no such parameter", "E-BAD-ARGUMENT", key.substr(0, 100), "query",
                  names_of(route)});
    if (!at->repeated && std::ranges::find(call.query, key, [](const auto& p) {
                           return p.first;
                         }) != call.query.end())
      return bad({400, "the parameter stands twice", "E-BAD-ARGUMENT", key, "query", "once"});
    if (value.empty() && at->type != Type::text) continue;  // as if it were not there
    if (std::string allowed = wrong(*at, value); !allowed.empty())
      return bad({422, "the value makes no sense for " + key, "E-BAD-ARGUMENT",
                  value.substr(0, 100), "query." + key, std::move(allowed)});
    call.query.emplace_back(std::move(key), std::move(value));
  }
  for (const Parameter& p : route.parameters)
    if (p.required && call.text(p.name).empty())
      return bad({422,
                  "the parameter " + std::string(p.name) + " is needed",
                  "E-BAD-ARGUMENT",
                  {},
                  "query." + std::string(p.name),
                  std::string(p.meaning)});
  return true;
}

bool Call::has(std::string_view name) const {
  return std::ranges::any_of(query, [&](const auto& p) { return p.first == name; });
}

std::string Call::text(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  if (const auto at = path.find(name); at != path.end()) return at->second;
  for (const Parameter& p : route->parameters)
    if (p.name == name) return std::string(p.fallback);
  return {};
}

std::vector<std::string> Call::list(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : query)
    if (key == name && !value.empty()) out.push_back(value);
  return out;
}

size_t Call::integer(std::string_view name) const {
  const std::string value = text(name);
  size_t out = 0;
  std::from_chars(value.data(), value.data() + value.size(), out);
  return out;
}

double Call::number(std::string_view name) const {
  const std::string value = text(name);
  double out = 0;
  std::from_chars(value.data(), value.data() + value.size(), out);
  return out;
}

bool Call::flag(std::string_view name) const {
  return is_word_of("true 1 yes on True", text(name));
}

std::string_view name(Method method) { return method == Method::get ? "GET" : "POST"; }

std::string_view name(Role role) {
  constexpr std::string_view kNames[] = {"nobody", "reader", "analyst", "admin"};
  return kNames[static_cast<size_t>(role)];
}

}  // namespace server
