// Answers of any kind: refusals, and what a command of the engine came to. Nothing of this machine
// goes out: no path, no trace.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers.h"

namespace server {
namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// A word of a message that may be a path of this machine is left out.
std::string without_paths(const std::string& text) {
  std::string out, word;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != ' ' && text[i] != '"' && text[i] != '\'') {
      word += text[i];
      continue;
    }
    const bool path = word.size() > 1 && word.find('/') != std::string::npos &&
                      !word.starts_with("/api/") &&
                      (word[0] == '/' || word.starts_with("./") || word.starts_with("../"));
    out += path ? "…" : word;
    word.clear();
    if (i < text.size()) out += text[i];
  }
  return out;
}

unsigned status_of(entente::Exit exit, const std::string& code) {
  using entente::Exit;
  switch (exit) {
    case Exit::done:
      return 200;
    case Exit::nothing_found:
      return 404;
    case Exit::usage:
      return code == "E-NOT-FOUND" ? 404 : 422;
    case Exit::some_failed:
      return code == "E-NOT-FOUND" ? 404 : code == "E-TOO-LARGE" ? 413 : 422;
    case Exit::interrupted:
      return 503;
    default:
      return 500;
  }
}

}  // namespace

std::string json_text(std::string_view text) { return dumped(std::string(text)); }

Answer refuse(const Refusal& refusal) {
  ordered_json out;
  out["detail"] = refusal.detail;
  out["code"] = refusal.code;
  if (!refusal.piece.empty()) out["piece"] = refusal.piece;
  if (!refusal.where.empty()) out["where"] = refusal.where;
  if (!refusal.allowed.empty()) out["allowed"] = refusal.allowed;
  Answer answer;
  answer.status = refusal.status;
  answer.body = dumped(out) + "\n";
  return answer;
}

Answer ok(std::string body) {
  Answer out;
  out.body = std::move(body);
  return out;
}

Answer answer_of(entente::Exit exit, const Desk& desk, std::string body) {
  using entente::Exit;
  if (exit == Exit::done || (exit == Exit::nothing_found && desk.problems.empty()))
    return ok(std::move(body));
  if (desk.problems.empty()) return refuse({500, "something went wrong here", "E-INTERNAL"});
  const entente::Problem& p = desk.problems.front();
  const unsigned status = status_of(exit, p.code);
  if (status == 500) return refuse({500, "the ledger cannot be read", p.code});
  return refuse(
      {status, without_paths(p.what), p.code, without_paths(p.piece), {}, without_paths(p.next)});
}

entente::LedgerTime time_of(const Call& call) {
  entente::LedgerTime out;
  out.revision = static_cast<int64_t>(call.integer("revision"));
  out.known_by = call.text("known_by");
  return out;
}

entente::LedgerTime decided_by(const Call& call) {
  entente::LedgerTime out = time_of(call);
  const std::string as_of = call.text("as_of");
  // The end of each, as text: "2024" ends later than "2024-05".
  const auto end = [](const std::string& day) { return (day + "-99-99").substr(0, 10); };
  if (!as_of.empty() && (out.known_by.empty() || end(as_of) < end(out.known_by)))
    out.known_by = as_of;
  return out;
}

}  // namespace server
