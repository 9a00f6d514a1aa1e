// entente money trace.
#include <filesystem>

#include "entente/money.h"
#include "run.h"
#include "session.h"

namespace cli {
namespace {

using entente::Exit;

// --origin takes one word for the parser; `--origin A B FILE` leaves B among the files. What is no
// file there, and not the last word, is an account.
void part_files(std::vector<std::string> words, const Arguments& arguments,
                entente::MoneyTraceRequest& request) {
  const bool takes_accounts = arguments.has("--origin");
  for (size_t i = 0; i < words.size(); ++i) {
    const bool last_chance = i + 1 == words.size() && request.paths.empty();
    if (takes_accounts && !last_chance && words[i] != "-" && !std::filesystem::exists(words[i]))
      request.origins.push_back(words[i]);
    else request.paths.push_back(words[i]);
  }
}

int run_trace(const Arguments& arguments, Session& session) {
  const auto hops = arguments.number("--hops", 1, 0);
  const auto limit = arguments.number("--limit", 0, 30);
  for (const auto* value : {&hops, &limit})
    if (!*value) return usage_error(value->error());
  entente::MoneyTraceRequest request;
  request.method = arguments.text("--method");
  request.origins = arguments.list("--origin");
  request.listed = arguments.list("--listed");
  request.outside = arguments.list("--outside");
  request.dust = arguments.text("--dust");
  request.hops_max = static_cast<size_t>(*hops);
  request.since = arguments.text("--since");
  request.until = arguments.text("--until");
  request.back = arguments.list("--back");
  request.limit = static_cast<size_t>(*limit);
  std::vector<std::string> words = arguments.positionals();
  words.erase(words.begin());
  part_files(std::move(words), arguments, request);
  entente::MoneyRecord record;
  const Exit status = entente::trace_money(session.settings, request, record);
  session.out.write(session.form == Form::text ? record.text : record.json);
  return session.end(status);
}

}  // namespace

int run_money(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const std::string& what = arguments.positionals()[0];
  if (what == "trace") return run_trace(arguments, session);
  return usage_error({"money does no such thing", what, "entente money trace FILE"});
}

}  // namespace cli
