#include "gate.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pages.h"

namespace server {
namespace {

constexpr size_t kTargetMax = 8192, kRatesMax = 20000;

std::string_view without_port(std::string_view host) {
  const size_t colon = host.rfind(':');
  const bool port = colon != std::string_view::npos &&
                    host.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
  return port && !host.ends_with(']') ? host.substr(0, colon) : host;
}

// By number alone: 127.evil.example is a name that anybody can have lead here.
bool is_loopback_name(std::string_view host) {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && host.size() <= 15 &&
          host.find_first_not_of("0123456789.") == std::string_view::npos);
}

std::string allow_of(const std::vector<Method>& methods) {
  std::string out;
  for (const Method method : methods) {
    const std::string word = method == Method::get ? "GET, HEAD" : "POST";
    if (out.find(word) == std::string::npos) out += (out.empty() ? "" : ", ") + word;
  }
  return out;
}

std::string token_of(std::string_view authorization) {
  for (const std::string_view scheme : {"Bearer ", "bearer ", "ApiKey ", "Apikey ", "Token "})
    if (authorization.starts_with(scheme)) return std::string(authorization.substr(scheme.size()));
  return {};
}

// Of a refusal that names a piece and not its place: the parameter that says the same.
void tell_place(const Call& call, Answer& answer) {
  if (answer.status < 400 || answer.status >= 500 || answer.type != "application/json") return;
  nlohmann::ordered_json body = nlohmann::ordered_json::parse(answer.body, nullptr, false);
  if (!body.is_object() || body.contains("where") || !body.contains("piece")) return;
  const std::string piece = body["piece"].get<std::string>();
  std::string where;
  for (const auto& [name, value] : call.path)
    if (value == piece) where = "path." + name;
  for (const auto& [name, value] : call.query)
    if (where.empty() && value == piece) where = "query." + name;
  if (where.empty()) return;
  body["where"] = where;
  answer.body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

Gate::Gate(Service& service) : service_(service), in_flight_(routes().size()) {}

bool Gate::host_is_ours(std::string_view host) const {
  if (!service_.loopback()) return true;
  const std::string_view name = without_port(host);
  return is_loopback_name(name) || name == without_port(service_.options().listen);
}

// A browser says where a request comes from; a page of another site may not write here.
bool Gate::is_cross_site(const Head& head) const {
  if (head.fetch_site == "cross-site" || head.fetch_site == "same-site") return true;
  if (head.origin.empty()) return false;
  const size_t scheme = head.origin.find("://");
  return scheme == std::string::npos || head.origin.substr(scheme + 3) != head.host;
}

bool Gate::authorise(const Head& head, const Route& route, Call& call, Answer& refusal) const {
  // Readers need no token where only this machine can ask.
  call.role = service_.loopback() ? Role::reader : Role::nobody;
  if (const std::string token = token_of(head.authorization); !token.empty()) {
    const Holder* holder = service_.tokens().holder(token);
    if (!holder) {
      refusal = refuse({401,
                        "the token is not known",
                        "E-NOT-ALLOWED",
                        {},
                        "Authorization",
                        "Bearer and a token of the token file"});
      refusal.headers.emplace_back("WWW-Authenticate", "Bearer");
      return false;
    }
    call.role = std::max(call.role, holder->role);
    call.who = holder->name;
  }
  if (call.role >= route.role) return true;
  const bool known = !call.who.empty();
  refusal = refuse({known ? 403U : 401U,
                    known ? "the token's role may not do this" : "this needs a token",
                    "E-NOT-ALLOWED", std::string(name(call.role)), "Authorization",
                    "a token of the role " + std::string(name(route.role)) + " or higher"});
  if (!known) refusal.headers.emplace_back("WWW-Authenticate", "Bearer");
  return false;
}

bool Gate::within_rate(const Route& route, const std::string& address) {
  if (route.per_second == 0) return true;
  const std::lock_guard lock(rates_mutex_);
  if (rates_.size() > kRatesMax) rates_.clear();
  const auto now = std::chrono::steady_clock::now();
  const double most = route.per_second * 2.0;
  auto [at, fresh] = rates_.try_emplace(address + " " + std::string(route.path), Bucket{most, now});
  Bucket& bucket = at->second;
  const std::chrono::duration<double> passed = now - bucket.at;
  bucket.tokens = std::min(most, bucket.tokens + passed.count() * route.per_second);
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

bool Gate::find(const Head& head, std::string_view path, Passage& out) const {
  const bool get = head.method == "GET" || head.method == "HEAD";
  std::vector<Method> others;
  const Route* route = find_route(get ? Method::get : Method::post, path, out.call, others);
  if (route && (get || head.method == "POST")) {
    out.call.route = route;
    return true;
  }
  if (route) others.push_back(Method::post);
  if (get && others.empty() && page_answer(path, head.if_none_match, out.answer)) return false;
  if (others.empty()) {
    out.answer =
        refuse({404, "there is nothing at this address", "E-NOT-FOUND",
                std::string(path.substr(0, 200)), "path", "/openapi.json names all that there is"});
    return false;
  }
  out.answer = refuse({405, "the method is not allowed here", "E-BAD-ARGUMENT",
                       head.method.substr(0, 20), "method", allow_of(others)});
  out.answer.headers.emplace_back("Allow", allow_of(others));
  return false;
}

// Not from another site's page, which could have an analyst's browser write, or compute for it; of
// routes that write, of the type that a form cannot send.
bool Gate::may_write(const Head& head, const Call& call, Answer& refusal) const {
  const bool writes = call.route->role >= Role::analyst;
  if (call.route->method != Method::post || (!writes && !call.who.empty())) return true;
  if (is_cross_site(head)) {
    refusal = refuse({403, "a page of another site may not do this", "E-NOT-ALLOWED", head.origin,
                      "Origin", "this server's own pages"});
    return false;
  }
  if (!writes || call.route->body != Body::json || call.body_type == "application/json")
    return true;
  refusal = refuse({415, "the body is no application/json", "E-BAD-ARGUMENT", call.body_type,
                    "Content-Type", "application/json"});
  return false;
}

Passage Gate::open(const Head& head) {
  Passage out;
  const auto refused = [&](Refusal why) {
    out.answer = refuse(why);
    return out;
  };
  if (head.target.size() > kTargetMax)
    return refused({414,
                    "the address is too long",
                    "E-TOO-LARGE",
                    {},
                    "address",
                    "at most " + std::to_string(kTargetMax) + " bytes"});
  if (!head.target.starts_with('/'))
    return refused({400,
                    "the address does not begin with /",
                    "E-BAD-ARGUMENT",
                    {},
                    "address",
                    "/path?name=value"});
  if (!host_is_ours(head.host))
    return refused({421, "this server answers for this machine only", "E-BAD-ARGUMENT",
                    head.host.substr(0, 100), "Host", "localhost or 127.0.0.1"});
  const size_t mark = std::min(head.target.find('?'), head.target.size());
  const std::string_view target = head.target;
  if (!find(head, target.substr(0, mark), out)) return out;
  const Route& route = *out.call.route;
  out.call.if_none_match = head.if_none_match;
  out.call.body_type = head.content_type.substr(0, head.content_type.find(';'));
  if (!authorise(head, route, out.call, out.answer) || !may_write(head, out.call, out.answer))
    return out;
  if (!within_rate(route, head.address)) {
    refused({429,
             "too many requests",
             "E-TOO-MANY",
             {},
             {},
             std::to_string(route.per_second) + " a second"});
    out.answer.headers.emplace_back("Retry-After", "1");
    return out;
  }
  const std::string_view query = target.substr(std::min(mark + 1, target.size()));
  if (check_query(route, query, out.call, out.answer)) out.route = &route;
  return out;
}

bool Gate::enter(const Route& route) {
  auto& count = in_flight_[static_cast<size_t>(&route - routes().data())];
  if (count.fetch_add(1) < route.in_flight || route.in_flight == 0) return true;
  count.fetch_sub(1);
  return false;
}

void Gate::leave(const Route& route) {
  in_flight_[static_cast<size_t>(&route - routes().data())].fetch_sub(1);
}

Answer Gate::handle(const Call& call) {
  try {
    Answer answer = call.route->handle(service_, call);
    tell_place(call, answer);
    return answer;
  } catch (const std::exception&) {
    return refuse({500, "something went wrong here", "E-INTERNAL"});
  }
}

}  // namespace server
