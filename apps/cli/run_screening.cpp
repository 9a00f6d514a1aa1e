// The commands of screening: index, screen, match. Answers are JSON Lines unless CSV or HTML is
// asked for; a person who matches one name gets text.
#include <charconv>
#include <cstdio>
#include <fstream>

#include "entente/engine.h"
#include "print_screening.h"
#include "run.h"

namespace cli {
namespace {

using entente::Engine;
using entente::Exit;

struct Screening {
  Screening(const Arguments& arguments, const Context& context)
      : messages(arguments.has("--quiet") || arguments.has("--plain")) {
    const auto threads = arguments.number("--threads", 1, 0);
    const auto limit = arguments.number("--limit", 1, 5);
    for (const auto* value : {&threads, &limit})
      if (!*value && !wrong) wrong = value->error();
    if (wrong) return;
    settings.threads = static_cast<unsigned>(*threads);
    settings.home = arguments.has("--home") ? arguments.text("--home") : context.home;
    settings.stop = context.stop;
    settings.problem = [this](const entente::Problem& p) { messages.error(to_text(p)); };
    settings.note = [this](const std::string& text) { messages.note(text); };
    settings.progress = [this](const entente::Progress& p) {
      messages.progress(p.stage, p.done, p.total);
    };
    sources.data = arguments.list("--data");
    sources.indexes = arguments.list("--index");
    options.limit = static_cast<size_t>(*limit);
    options.scope = {arguments.list("--list"), arguments.list("--scope-schema"),
                     arguments.list("--topic"), arguments.text("--since")};
    options.allow = arguments.text("--allow");
    options.date = arguments.text("--date");
    if (arguments.has("--threshold")) read_threshold(arguments.text("--threshold"));
  }

  void read_threshold(const std::string& text) {
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), options.threshold);
    if (error != std::errc() || end != text.data() + text.size())
      wrong = UsageError{"--threshold takes a number between 0 and 1", text, ""};
  }
  int end(Exit status) { return finish(out, messages, static_cast<int>(status)); }

  std::optional<UsageError> wrong;
  Output out;
  Messages messages;
  entente::Settings settings;
  entente::ScreenSources sources;
  entente::ScreenOptions options;
};

// "column=property" pairs.
std::optional<UsageError> read_map(const std::vector<std::string>& words,
                                   std::vector<std::pair<std::string, std::string>>& out) {
  for (const std::string& word : words) {
    const size_t at = word.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == word.size())
      return UsageError{"--map takes COLUMN=PROPERTY", word, "--map customer=name"};
    out.emplace_back(word.substr(0, at), word.substr(at + 1));
  }
  return std::nullopt;
}

int run_replay(const Arguments& arguments, Screening& session) {
  size_t same = 0, other = 0;
  const Exit status =
      Engine(session.settings)
          .replay(arguments.text("--replay"), session.sources, [&](const entente::ReplayRecord& r) {
            ++(r.same ? same : other);
            return session.out.write(r.json + "\n");
          });
  session.messages.note(std::to_string(same) + " the same bit for bit, " + std::to_string(other) +
                        " not");
  return session.end(status);
}

}  // namespace

int run_index(const Arguments& arguments, Context& context) {
  Screening session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  if (!arguments.has("-o"))
    return usage_error({"where is the index to be written?", "", "entente index FILE… -o X.index"});
  entente::IndexRecord record;
  const Exit status =
      Engine(session.settings).index(arguments.positionals(), arguments.text("-o"), record);
  if (status == Exit::done)
    session.out.write(arguments.has("--json") ? record.json + "\n"
                                              : index_text(record, arguments.text("-o")));
  return session.end(status);
}

int run_screen(const Arguments& arguments, Context& context) {
  Screening session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  // Words after the flags: the queries first, unless --jsonl names them; then more lists.
  std::vector<std::string> words = arguments.positionals();
  entente::ScreenRequest request;
  const bool replays = arguments.has("--replay");
  if (arguments.has("--jsonl")) request.queries = arguments.text("--jsonl");
  else if (!replays && !words.empty()) {
    request.queries = words.front();
    words.erase(words.begin());
  }
  session.sources.data.insert(session.sources.data.end(), words.begin(), words.end());
  if (replays) return run_replay(arguments, session);
  if (request.queries.empty())
    return usage_error({"whom to screen?", "", "entente screen QUERIES.csv --data LIST…"});
  if (const auto wrong = read_map(arguments.list("--map"), request.columns))
    return usage_error(*wrong);
  request.sources = session.sources;
  request.options = session.options;
  ScreenPrinter printer(session.out, arguments.has("--csv")    ? ScreenForm::csv
                                     : arguments.has("--html") ? ScreenForm::html
                                                               : ScreenForm::jsonl);
  const Exit status =
      Engine(session.settings).screen(request, [&](const entente::ScreenRecord& record) {
        return printer.put(record);
      });
  if (status == Exit::done || status == Exit::nothing_found || status == Exit::some_failed)
    printer.end();
  return session.end(status);
}

int run_match(const Arguments& arguments, Context& context) {
  Screening session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  entente::MatchRequest request;
  request.name = arguments.positionals()[0];
  session.sources.data.insert(session.sources.data.end(), arguments.positionals().begin() + 1,
                              arguments.positionals().end());
  request.schema = arguments.text("--schema");
  constexpr std::pair<std::string_view, const char*> kProperties[] = {
      {"--dob", "birthDate"}, {"--country", "country"}, {"--gender", "gender"},
      {"--imo", "imoNumber"}, {"--id", "idNumber"},     {"--address", "address"}};
  for (const auto& [flag, property] : kProperties)
    for (const std::string& value : arguments.list(flag))
      request.properties.emplace_back(property, value);
  request.sources = session.sources;
  request.options = session.options;
  entente::ScreenRecord record;
  const Exit status = Engine(session.settings).match(request, record);
  if (status == Exit::done || status == Exit::nothing_found)
    session.out.write(arguments.has("--json") ? record.json + "\n"
                                              : match_text(record, session.out.colour()));
  if (status == Exit::nothing_found) session.messages.note("nobody like that is listed");
  return session.end(status);
}

}  // namespace cli
