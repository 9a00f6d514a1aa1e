// The commands about who is tied to whom: ties, path, intermediaries, exposure, graph, owners.
#include <algorithm>

#include "entente/network.h"
#include "entente/owners.h"
#include "run.h"
#include "session.h"

namespace cli {
namespace {

using entente::Exit;

std::vector<std::string> words_of(const Arguments& arguments, std::string_view flag) {
  std::vector<std::string> out;
  for (const auto& list : arguments.list(flag))
    for (size_t at = 0; at <= list.size();) {
      const size_t comma = std::min(list.find(',', at), list.size());
      if (comma > at) out.push_back(list.substr(at, comma - at));
      at = comma + 1;
    }
  return out;
}

// What every command of the network needs; `wrong` of the session is set when a number is none.
struct Asked {
  Asked(const Arguments& arguments, Context& context) : session(arguments, context) {
    const auto hub = arguments.number("--hub", 1, 0);
    const auto count = arguments.number("--count", 1, 3);
    const auto limit = arguments.number("--limit", 1, 20);
    const auto hops = arguments.number("--hops", 1, 1);
    for (const auto* value : {&hub, &count, &limit, &hops})
      if (!*value && !session.wrong) session.wrong = value->error();
    if (session.wrong) return;
    count_asked = static_cast<size_t>(*count);
    limit_asked = static_cast<size_t>(*limit);
    hops_asked = static_cast<size_t>(*hops);
    scope = {arguments.list("--data"),
             words_of(arguments, "--kind"),
             words_of(arguments, "--domain"),
             words_of(arguments, "--group"),
             arguments.text("--standing"),
             arguments.text("--since"),
             arguments.text("--until"),
             arguments.text("--source"),
             arguments.text("--as-of"),
             static_cast<size_t>(*hub),
             session.at};
  }

  int end(Exit status, const entente::NetworkRecord& record) {
    session.out.write(session.form == Form::json ? record.json : record.text);
    return session.end(status);
  }

  Session session;
  entente::NetworkScope scope;
  size_t count_asked = 3, limit_asked = 20, hops_asked = 1;
};

}  // namespace

int run_ties(const Arguments& arguments, Context& context) {
  Asked asked(arguments, context);
  if (asked.session.wrong) return usage_error(*asked.session.wrong);
  const auto& names = arguments.positionals();
  entente::TiesRequest request{names[0], names.size() > 1 ? names[1] : "", asked.limit_asked,
                               arguments.text("--as-of"), asked.session.at};
  entente::NetworkRecord record;
  const Exit status = entente::find_ties(asked.session.settings, request, record);
  return asked.end(status, record);
}

int run_path(const Arguments& arguments, Context& context) {
  Asked asked(arguments, context);
  if (asked.session.wrong) return usage_error(*asked.session.wrong);
  const auto& names = arguments.positionals();
  entente::PathRequest request{
      names[0],   names[1], asked.count_asked, arguments.text("--by"), arguments.has("--directed"),
      asked.scope};
  entente::NetworkRecord record;
  const Exit status = entente::find_path(asked.session.settings, request, record);
  return asked.end(status, record);
}

int run_intermediaries(const Arguments& arguments, Context& context) {
  Asked asked(arguments, context);
  if (asked.session.wrong) return usage_error(*asked.session.wrong);
  const auto& names = arguments.positionals();
  entente::IntermediariesRequest request{names[0], names[1], 3, asked.limit_asked, asked.scope};
  entente::NetworkRecord record;
  const Exit status = entente::find_intermediaries(asked.session.settings, request, record);
  return asked.end(status, record);
}

int run_exposure(const Arguments& arguments, Context& context) {
  Asked asked(arguments, context);
  if (asked.session.wrong) return usage_error(*asked.session.wrong);
  entente::ExposureRequest request{arguments.positionals()[0], asked.count_asked, asked.scope};
  entente::NetworkRecord record;
  const Exit status = entente::find_exposure(asked.session.settings, request, record);
  return asked.end(status, record);
}

int run_graph(const Arguments& arguments, Context& context) {
  Asked asked(arguments, context);
  if (asked.session.wrong) return usage_error(*asked.session.wrong);
  entente::GraphRequest request{arguments.text("--format"), arguments.text("--around"),
                                asked.hops_asked, asked.scope};
  if (request.format.empty()) request.format = "graphml";
  entente::NetworkRecord record;
  const Exit status = entente::write_graph(asked.session.settings, request, record);
  asked.session.out.write(record.text);
  return asked.session.end(status);
}

int run_owners(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  entente::OwnersRequest request;
  request.files = arguments.positionals();
  request.listed = arguments.list("--listed");
  request.listed_from = arguments.text("--listed-from");
  request.rule = arguments.text("--rule");
  request.date = arguments.text("--date");
  entente::OwnersRecord record;
  const auto status = entente::trace_owners(session.settings, request, record);
  session.out.write(session.form == Form::json ? record.json : record.text);
  return session.end(status);
}

}  // namespace cli
