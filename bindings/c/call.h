// One call of the C ABI: its request, its rows from outside, and where its answer goes. Each
// command is a function here and a row in the table of commands.cpp.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "columns.h"
#include "entente/engine.h"
#include "entente/entente.h"
#include "entente/names.h"
#include "request.h"

struct entente_answer {
  int status = 0;
  std::string bytes;
  std::vector<entente::Problem> problems;
  std::vector<entente_problem> views;  // of `problems`
  std::vector<std::string> notes;
  std::optional<capi::Columns> columns;
};

struct entente_engine {
  std::mutex calling;
  std::atomic<bool> stop{false};
  std::optional<entente::Problem> wrong;  // with the settings
  entente::Settings settings;
  std::unique_ptr<entente::Engine> engine;
  std::map<std::string, std::unique_ptr<entente::NameComparer>> comparers;
  entente_answer* answer = nullptr;  // of the call under way
  void (*progress)(void*, const char*, uint64_t, uint64_t) = nullptr;
  void* progress_user = nullptr;
};

namespace capi {

using entente::Exit;

struct Call {
  entente_engine& handle;
  Request& request;
  entente_answer& answer;
  int (*take)(void*, const char*, size_t) = nullptr;
  void* user = nullptr;
  std::vector<entente::TextInput> texts;  // from Arrow
  std::string lines;                      // queries from Arrow, as JSON Lines
  bool from_arrow = false;
  bool cut_off = false;

  entente::Engine& engine() { return *handle.engine; }
  // True, with the problem reported, when the request makes no sense.
  bool refused();
  void report(const entente::Problem& problem);
  // A record; false when no more is wanted. Blocks of them go to `take`.
  bool line(std::string_view json);
  bool flush();
  // The whole answer, with a line end where it has none.
  void whole(std::string_view bytes);
  // Columns of records, unless the request does not want them or the records are not kept.
  void make_columns(std::vector<Columns::Column> columns);
};

struct Command {
  const char* name;
  Exit (*run)(Call&);
};
const Command* find_command(std::string_view name);
std::vector<std::string> command_names();

entente::LedgerTime ledger_time(Request& request);

Exit run_read(Call&);  // commands_reading.cpp
Exit run_parse(Call&);
Exit run_add(Call&);
Exit run_claims(Call&);
Exit run_show(Call&);
Exit run_brief(Call&);
Exit run_search(Call&);

Exit run_standing(Call&);  // commands_ledger.cpp
Exit run_figures(Call&);
Exit run_contradictions(Call&);
Exit run_gaps(Call&);
Exit run_forecasts(Call&);
Exit run_diff(Call&);
Exit run_judge(Call&);
Exit run_judgements(Call&);
Exit run_verify(Call&);
Exit run_rebuild(Call&);
Exit run_export(Call&);
Exit run_import(Call&);
Exit run_lists(Call&);
Exit run_explain(Call&);

Exit run_index(Call&);  // commands_screening.cpp
Exit run_screen(Call&);
Exit run_match(Call&);
Exit run_replay(Call&);
Exit run_compare(Call&);

Exit run_ties(Call&);  // commands_network.cpp
Exit run_path(Call&);
Exit run_intermediaries(Call&);
Exit run_exposure(Call&);
Exit run_graph(Call&);
Exit run_owners(Call&);
Exit run_ships(Call&);
Exit run_voyage(Call&);
Exit run_decode(Call&);

}  // namespace capi
