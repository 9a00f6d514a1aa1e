#include <algorithm>

#include "call.h"

namespace capi {
namespace {

constexpr Command kCommands[] = {
    {"read", run_read},
    {"parse", run_parse},
    {"add", run_add},
    {"claims", run_claims},
    {"show", run_show},
    {"brief", run_brief},
    {"search", run_search},
    {"standing", run_standing},
    {"figures", run_figures},
    {"contradictions", run_contradictions},
    {"gaps", run_gaps},
    {"forecasts", run_forecasts},
    {"diff", run_diff},
    {"judge", run_judge},
    {"judgements", run_judgements},
    {"verify", run_verify},
    {"rebuild", run_rebuild},
    {"export", run_export},
    {"import", run_import},
    {"lists", run_lists},
    {"explain", run_explain},
    {"index", run_index},
    {"screen", run_screen},
    {"match", run_match},
    {"replay", run_replay},
    {"compare", run_compare},
    {"ties", run_ties},
    {"path", run_path},
    {"intermediaries", run_intermediaries},
    {"exposure", run_exposure},
    {"graph", run_graph},
    {"owners", run_owners},
    {"ships", run_ships},
    {"voyage", run_voyage},
    {"decode", run_decode},
};

constexpr size_t kBlockBytes = 1 << 18;

}  // namespace

const Command* find_command(std::string_view name) {
  const auto at =
      std::ranges::find(kCommands, name, [](const Command& c) { return std::string_view(c.name); });
  return at == std::end(kCommands) ? nullptr : at;
}

std::vector<std::string> command_names() {
  std::vector<std::string> out;
  for (const Command& command : kCommands) out.emplace_back(command.name);
  return out;
}

entente::LedgerTime ledger_time(Request& request) {
  return {request.number("revision", 0, 0), request.text("known_by")};
}

bool Call::refused() {
  const auto problem = request.problem();
  if (problem) report(*problem);
  return problem.has_value();
}

void Call::report(const entente::Problem& problem) { answer.problems.push_back(problem); }

bool Call::line(std::string_view json) {
  answer.bytes += json;
  if (!json.ends_with('\n')) answer.bytes += '\n';
  return !take || answer.bytes.size() < kBlockBytes || flush();
}

bool Call::flush() {
  if (!take || answer.bytes.empty()) return true;
  const bool more = take(user, answer.bytes.c_str(), answer.bytes.size()) != 0;
  answer.bytes.clear();
  cut_off |= !more;
  return more;
}

void Call::whole(std::string_view bytes) {
  if (!bytes.empty()) line(bytes);
}

void Call::make_columns(std::vector<Columns::Column> columns) {
  if (request.flag("table", true) && !take) answer.columns.emplace(std::move(columns));
}

}  // namespace capi
