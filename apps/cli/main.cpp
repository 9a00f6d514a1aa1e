// The program: environment and signals here, everything else behind the table of commands.
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "arguments.h"
#include "entente/engine.h"
#include "help.h"
#include "parquet.h"
#include "run.h"

namespace {

std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

// The first interrupt ends the run after the commit under way; a second one ends it at once,
// which loses nothing that was printed as added.
void on_interrupt(int signal) {
  stop_asked = true;
  std::signal(signal, SIG_DFL);
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

cli::Context context_of_environment() {
  cli::Context out;
  out.home = variable("ENTENTE_HOME");
  out.ledger = variable("ENTENTE_LEDGER");
  out.default_ledger = out.ledger.empty();
  out.stop = &stop_asked;
  out.python = variable("ENTENTE_PYTHON");
  if (out.python.empty()) out.python = "python3";
  out.who = variable("ENTENTE_WHO");
  if (out.who.empty()) out.who = variable("USER");
  if (!out.ledger.empty()) return out;
  std::string data = variable("XDG_DATA_HOME");
  if (data.empty()) data = variable("HOME") + "/.local/share";
  out.ledger = data + "/entente/ledger.db";
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) return cli::print_overview();
  if (words[0] == "--version") words[0] = "version";
  if (words[0] == "-h" || words[0] == "--help") words[0] = "help";
  const cli::Command* command = cli::find_command(words[0]);
  if (!command) return cli::unknown_command(words[0]);
  words.erase(words.begin());
  const bool parquet = cli::take_parquet(*command, words);
  const auto arguments = cli::Arguments::parse(*command, words);
  if (!arguments) return cli::usage_error(arguments.error());
  if (arguments->short_help) return cli::print_short_help(*command);
  if (arguments->long_help) return cli::print_long_help(*command);
  cli::Context context = context_of_environment();
  if (!parquet) return command->run(*arguments, context);
  return cli::as_parquet(context.python, [&] { return command->run(*arguments, context); });
}
