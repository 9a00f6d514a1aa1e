// entente ships, entente ships decode.
#include "entente/ships.h"
#include "session.h"

namespace cli {
namespace {

using entente::Exit;

int run_decode(const Arguments& arguments, Session& session) {
  std::vector<std::string> paths = arguments.positionals();
  paths.erase(paths.begin());
  if (paths.empty())
    return usage_error(
        {"decode needs a file", "", "entente ships decode LOG (- for standard input)"});
  entente::AisCounts counts;
  const Exit status = entente::decode_ais(
      session.settings, paths, arguments.has("--unscaled"), counts,
      [&](std::string_view line) { return session.out.write(line) && session.out.write("\n"); });
  session.messages.note(std::to_string(counts.messages) + " messages in " +
                        std::to_string(counts.lines) + " lines; " + std::to_string(counts.damaged) +
                        " damaged lines, " + std::to_string(counts.incomplete) +
                        " pieces without their message, " + std::to_string(counts.unknown) +
                        " messages of no known type and size");
  return session.end(status);
}

}  // namespace

int run_ships(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  if (arguments.positionals()[0] == "decode") return run_decode(arguments, session);
  return usage_error(
      {"only decode is there so far", arguments.positionals()[0], "entente ships decode LOG"});
}

}  // namespace cli
