// What is printed instead of running a command. Each returns the exit status.
#pragma once

#include <string>

#include "commands.h"

namespace cli {

int print_overview();                          // no arguments at all
int print_short_help(const Command& command);  // -h: one screen
int print_long_help(const Command& command);   // --help: examples first
int unknown_command(const std::string& word);

}  // namespace cli
