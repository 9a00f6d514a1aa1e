// entente ships, entente ships decode.
#include <algorithm>
#include <fstream>

#include "filing.h"
#include "print_ships.h"
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
                        " messages of no known type and size, " + std::to_string(counts.other) +
                        " lines without AIS");
  return session.end(status);
}

std::vector<std::string> words_in(const std::vector<std::string>& lists) {
  std::vector<std::string> out;
  for (const std::string& list : lists)
    for (size_t at = 0; at <= list.size();) {
      const size_t comma = std::min(list.find(',', at), list.size());
      if (comma > at) out.push_back(list.substr(at, comma - at));
      at = comma + 1;
    }
  return out;
}

std::expected<entente::ShipsRequest, UsageError> request_of(const Arguments& arguments) {
  entente::ShipsRequest out;
  out.paths = arguments.positionals();
  out.events = words_in(arguments.list("--events"));
  out.anchorages = arguments.text("--anchorages");
  out.area = arguments.text("--area");
  out.vessels = words_in(arguments.list("--vessel"));
  out.filing = filing_of(arguments);
  for (const auto& parameter : entente::words_of_ship_parameters()) {
    const std::string flag = "--" + parameter.name;
    if (!arguments.has(flag)) continue;
    const std::string text = arguments.text(flag);
    try {
      size_t end = 0;
      out.parameters.emplace_back(parameter.name, std::stod(text, &end));
      if (end != text.size()) throw std::invalid_argument(text);
    } catch (const std::exception&) {
      return std::unexpected(
          UsageError{flag + " needs a number", text, flag + " " + std::to_string(parameter.usual)});
    }
  }
  return out;
}

ShipsForm ships_form_of(const Arguments& arguments) {
  if (arguments.has("--csv")) return ShipsForm::csv;
  if (arguments.has("--geojson")) return ShipsForm::geojson;
  if (arguments.has("--kml")) return ShipsForm::kml;
  return arguments.has("--jsonl") || arguments.has("--json") ? ShipsForm::jsonl : ShipsForm::text;
}

void note_counts(Session& session, const entente::ShipsCounts& counts) {
  std::string text = std::to_string(counts.findings) + " findings about " +
                     std::to_string(counts.vessels) + " ships in " + std::to_string(counts.fixes) +
                     " rows";
  const auto add = [&](uint64_t count, const char* what) {
    if (count) text += "; " + std::to_string(count) + " " + what;
  };
  add(counts.bad, "bad lines passed over");
  add(counts.not_ships, "of stations, buoys and aircraft");
  add(counts.no_time, "messages without a time");
  add(counts.late, "rows out of order passed over: read them from a file instead");
  session.messages.note(text);
}

}  // namespace

int run_ships(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  if (arguments.positionals()[0] == "decode") return run_decode(arguments, session);
  const auto request = request_of(arguments);
  if (!request) return usage_error(request.error());
  ShipsPrinter printer(session.out, ships_form_of(arguments));
  entente::ShipsCounts counts;
  const Exit status = entente::find_ships(
      session.settings, *request, counts,
      [&](const entente::ShipFinding& finding) { return printer.put(finding); });
  printer.end();
  if (status != Exit::usage && status != Exit::missing_resource) note_counts(session, counts);
  note_filed(session, request->filing, counts.filed);
  return session.end(status);
}

int run_voyage(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  std::string word = arguments.positionals()[0];
  if (word.starts_with("IMO")) word = word.substr(3);
  if (word.empty() || word.size() > 9 || word.find_first_not_of("0123456789") != std::string::npos)
    return usage_error({"no IMO number and no MMSI", word, "entente voyage 9074729 LOG"});
  auto request = request_of(arguments);
  if (!request) return usage_error(request.error());
  request->paths.erase(request->paths.begin());
  if (std::find(request->paths.begin(), request->paths.end(), "-") != request->paths.end())
    return usage_error(
        {"a voyage is read several times, standard input once", "-", "write it to a file first"});
  ShipsPrinter printer(session.out, ships_form_of(arguments));
  entente::ShipsCounts counts;
  std::string svg;
  const bool draws = arguments.has("--svg");
  const Exit status =
      entente::voyage_of(session.settings, static_cast<uint32_t>(std::stoul(word)), *request,
                         draws ? &svg : nullptr, counts, [&](const entente::ShipFinding& finding) {
                           return arguments.text("--svg") == "-" || printer.put(finding);
                         });
  if (arguments.text("--svg") != "-") printer.end();
  if (status == Exit::nothing_found) session.messages.note("the logs have nothing on " + word);
  if (svg.empty()) return session.end(status);
  if (arguments.text("--svg") == "-") {
    session.out.write(svg);
  } else if (std::ofstream file(arguments.text("--svg"), std::ios::binary); !(file << svg)) {
    session.messages.error("E-IO-FAILURE " + arguments.text("--svg") + ": cannot be written");
    return session.end(Exit::some_failed);
  }
  return session.end(status);
}

}  // namespace cli
