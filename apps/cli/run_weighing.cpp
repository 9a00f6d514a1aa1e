// The commands that ask how sure the ledger is, and what changed.
#include "entente/engine.h"
#include "session.h"

namespace cli {
namespace {

using entente::Engine;
using entente::Exit;
using entente::WeighedAnswer;

// "--actors A,B" or the flag given twice.
std::vector<std::string> actors_of(const Arguments& arguments) {
  std::vector<std::string> out;
  for (const auto& list : arguments.list("--actors"))
    for (size_t at = 0; at <= list.size();) {
      const size_t comma = std::min(list.find(',', at), list.size());
      if (comma > at) out.push_back(list.substr(at, comma - at));
      at = comma + 1;
    }
  return out;
}

entente::WeighQuery query_of(const Arguments& arguments, const Session& session) {
  entente::WeighQuery out;
  if (!arguments.positionals().empty()) out.proposition = arguments.positionals()[0];
  out.actors = actors_of(arguments);
  out.kind = arguments.text("--kind");
  out.as_of = arguments.text("--as-of");
  out.at = session.at;
  return out;
}

void print(Session& session, const WeighedAnswer& answer) {
  if (session.form == Form::json) {
    session.out.write(answer.json);
    return;
  }
  bool first = true;
  for (const auto& item : answer.items) {
    if (session.form == Form::jsonl) {
      session.out.write(item.json + "\n");
      continue;
    }
    const size_t line = item.text.find('\n');
    session.out.write((first ? "" : "\n") +
                      styled(session.out.colour(), "bold", item.text.substr(0, line)) +
                      item.text.substr(line));
    first = false;
  }
  if (session.form != Form::jsonl && !answer.tail.empty())
    session.out.write((first ? "" : "\n") + answer.tail);
}

// JSON has line breaks between its values only, never in them.
std::string one_line(std::string json) {
  std::erase(json, '\n');
  return json;
}

using Weigh = Exit (Engine::*)(const entente::WeighQuery&, WeighedAnswer&);

int run(const Arguments& arguments, Context& context, Weigh weigh, const char* nothing) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  WeighedAnswer answer;
  Engine engine(session.settings);
  const Exit status = (engine.*weigh)(query_of(arguments, session), answer);
  print(session, answer);
  if (status == Exit::nothing_found && !answer.json.empty()) session.messages.note(nothing);
  return session.end(status);
}

}  // namespace

int run_standing(const Arguments& arguments, Context& context) {
  return run(arguments, context, &Engine::standing, "no propositions found");
}

int run_figures(const Arguments& arguments, Context& context) {
  return run(arguments, context, &Engine::figures, "no figures found");
}

int run_contradictions(const Arguments& arguments, Context& context) {
  return run(arguments, context, &Engine::contradictions, "no contradictions found");
}

int run_gaps(const Arguments& arguments, Context& context) {
  return run(arguments, context, &Engine::gaps, "no gaps found");
}

int run_forecasts(const Arguments& arguments, Context& context) {
  return run(arguments, context, &Engine::forecasts, "no forecasts found");
}

int run_diff(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  if (!arguments.has("--since"))
    return usage_error({"diff needs to know since when", "", "entente diff --since 2025-07-14"});
  using Feed = entente::DiffRequest::Form;
  entente::DiffRequest request;
  request.query = query_of(arguments, session);
  request.since = arguments.text("--since");
  request.published = arguments.has("--published");
  const std::string feed = arguments.text("--feed");
  if (!feed.empty() && feed != "atom" && feed != "json")
    return usage_error({"--feed takes atom or json", feed, ""});
  if (!feed.empty()) request.form = feed == "atom" ? Feed::atom : Feed::json_feed;
  WeighedAnswer answer;
  const Exit status = Engine(session.settings).diff(request, answer);
  if (!feed.empty()) session.out.write(answer.json);
  else print(session, answer);
  if (status == Exit::nothing_found && !answer.json.empty())
    session.messages.note("nothing changed");
  return session.end(status);
}

int run_watch(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const auto settle = arguments.number("--settle", 0, 500);
  if (!settle) return usage_error(settle.error());
  const entente::WatchRequest request{arguments.positionals()[0], static_cast<unsigned>(*settle),
                                      arguments.has("--once")};
  const Exit status = Engine(session.settings).watch(request, [&](const entente::WatchRecord& r) {
    session.messages.clear();
    std::string added;
    for (const auto& a : r.added) {
      if (session.form == Form::text) session.out.write(add_text(a));
      else added += (added.empty() ? "" : ",") + a.json;
    }
    if (session.form == Form::text) print(session, r.changes);
    else
      session.out.write("{\"added\":[" + added + "],\"changes\":" + one_line(r.changes.json) +
                        "}\n");
    return session.out.flush();
  });
  return session.end(status);
}

}  // namespace cli
