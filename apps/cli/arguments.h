// The command line as values. Only arguments.cpp knows the parser behind it.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "commands.h"

namespace cli {

struct UsageError {
  std::string what, piece, next;
};

class Arguments {
 public:
  // `words` are those after the command's name.
  static std::expected<Arguments, UsageError> parse(const Command& command,
                                                    const std::vector<std::string>& words);
  bool has(std::string_view flag) const { return values_.contains(flag); }
  std::string text(std::string_view flag) const;  // the last one given; empty when there is none
  std::vector<std::string> list(std::string_view flag) const;
  // The flag's value as a whole number from `min`; `fallback` when it is not given.
  std::expected<long, UsageError> number(std::string_view flag, long min, long fallback) const;
  const std::vector<std::string>& positionals() const { return positionals_; }
  bool short_help = false, long_help = false;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> positionals_;
};

}  // namespace cli
