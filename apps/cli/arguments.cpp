// CLI11 does the lexing (--flag=value, --, values that begin with a dash); the table says what
// there is. Its messages are replaced, because ours name the nearest flag.
#include "arguments.h"

#include <CLI/CLI.hpp>
#include <charconv>

#include "entente/engine.h"

namespace cli {
namespace {

std::string nearest_flag(const Command& command, const std::string& word) {
  std::vector<std::string> names{"--help"};
  for (const auto& flag : command.flags) names.emplace_back(flag.name);
  return entente::suggest(word.substr(0, word.find('=')), names);
}

UsageError unknown_flag(const Command& command, const std::string& word) {
  const std::string near = nearest_flag(command, word);
  return {
      "no such flag", word,
      near.empty() ? "entente " + std::string(command.name) + " -h" : "did you mean " + near + "?"};
}

UsageError wrong_count(const Command& command, size_t count) {
  const bool several = command.positionals_min > 1 && count > command.positionals_max;
  return {"expected: entente " + std::string(command.name) +
              (command.positionals.empty() ? "" : " " + std::string(command.positionals)),
          "",
          several ? "put a name of several words in quotation marks"
                  : "entente " + std::string(command.name) + " -h"};
}

}  // namespace

std::expected<Arguments, UsageError> Arguments::parse(const Command& command,
                                                      const std::vector<std::string>& words) {
  Arguments out;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  app.add_flag("-h", out.short_help);
  app.add_flag("--help", out.long_help);
  std::map<std::string, std::vector<std::string>, std::less<>> values;
  std::map<std::string, bool, std::less<>> switches;
  for (const auto& flag : command.flags) {
    const std::string name(flag.name);
    if (flag.value.empty()) app.add_flag(name, switches[name]);
    else app.add_option(name, values[name])->expected(1)->take_all()->allow_extra_args(false);
  }
  app.add_option("positionals", out.positionals_)->expected(0, -1);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& e) {
    return std::unexpected(
        UsageError{e.what(), "", "entente " + std::string(command.name) + " -h"});
  }
  for (const auto& word : app.remaining())
    if (word.size() > 1 && word[0] == '-') return std::unexpected(unknown_flag(command, word));
  for (const auto& [name, on] : switches)
    if (on) out.values_[name];
  for (auto& [name, list] : values)
    if (!list.empty()) out.values_[name] = std::move(list);
  const size_t count = out.positionals_.size();
  if (!out.short_help && !out.long_help &&
      (count < command.positionals_min || count > command.positionals_max))
    return std::unexpected(wrong_count(command, count));
  return out;
}

std::string Arguments::text(std::string_view flag) const {
  const auto at = values_.find(flag);
  return at == values_.end() || at->second.empty() ? "" : at->second.back();
}

std::vector<std::string> Arguments::list(std::string_view flag) const {
  const auto at = values_.find(flag);
  return at == values_.end() ? std::vector<std::string>{} : at->second;
}

std::expected<long, UsageError> Arguments::number(std::string_view flag, long min,
                                                  long fallback) const {
  if (!has(flag)) return fallback;
  const std::string value = text(flag);
  long out = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (error != std::errc() || end != value.data() + value.size() || out < min)
    return std::unexpected(UsageError{
        std::string(flag) + " takes a whole number from " + std::to_string(min), value, ""});
  return out;
}

}  // namespace cli
