// The one table of commands. Parsing, -h, --help, `entente help`, completions and
// docs/commands.md all come from it; a new command is a row here and a function in run.cpp.
#pragma once

#include <span>
#include <string_view>

namespace cli {

struct Flag {
  std::string_view name;   // "--actor"
  std::string_view value;  // "NAME"; empty: a switch
  std::string_view help;
  bool repeatable = false;
  std::string_view words = {};  // the vocabulary its values come from, for help and completion
};

struct Example {
  std::string_view command, effect;
};

class Arguments;
struct Context;

struct Command {
  std::string_view name;
  std::string_view summary;      // one line
  std::string_view positionals;  // "FILE…"
  size_t positionals_min, positionals_max;
  std::span<const Flag> flags;
  std::span<const Example> examples;
  std::string_view detail;  // a paragraph for --help; may be empty
  int (*run)(const Arguments&, Context&);
};

std::span<const Command> commands();
std::span<const Command> network_commands();  // commands_network.cpp
std::span<const Command> ships_commands();    // commands_ships.cpp
std::span<const Command> money_commands();    // commands_money.cpp
std::span<const Command> tables_commands();   // commands_tables.cpp
std::span<const Command> server_commands();   // commands_server.cpp
const Command* find_command(std::string_view name);

}  // namespace cli
