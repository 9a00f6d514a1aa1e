// Help, completions and the reference page, all generated from the table of commands.
#include "help.h"

#include <algorithm>
#include <cstdint>

#include "entente/engine.h"
#include "run.h"

namespace cli {
namespace {

constexpr std::string_view kExitStatus =
    "Exit status\n"
    "  0    done, or found\n"
    "  1    ran, and there was nothing to find\n"
    "  2    a flag or argument makes no sense\n"
    "  3    finished, but some inputs failed; each has a message on standard error\n"
    "  4    the ledger is damaged, or of another version\n"
    "  5    a model or dictionary is missing\n"
    "  130  interrupted; what was printed as added is kept\n"
    "  A reader that closes the pipe early ends the run with status 0.\n";

std::string padded(std::string text, size_t width) {
  size_t columns = 0;
  for (const char c : text) columns += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  if (columns < width) text.append(width - columns, ' ');
  return text;
}

std::string usage_of(const Command& c) {
  std::string out = "entente " + std::string(c.name);
  if (!c.positionals.empty()) out += " " + std::string(c.positionals);
  return c.flags.empty() ? out : out + " [flags]";
}

std::string flag_of(const Flag& f) {
  return std::string(f.name) + (f.value.empty() ? "" : " " + std::string(f.value));
}

std::string examples_of(const Command& c) {
  std::string out;
  for (const auto& e : c.examples)
    out += "  " + std::string(e.command) + "\n      " + std::string(e.effect) + "\n";
  return out;
}

// At most `count_max` of them.
std::string flags_of(const Command& c, size_t count_max = SIZE_MAX) {
  std::string out;
  for (const auto& f : c.flags.first(std::min(count_max, c.flags.size())))
    out += "  " + padded(flag_of(f), 20) + "  " + std::string(f.help) +
           (f.repeatable ? "; may be repeated" : "") + "\n";
  return out;
}

// The words of each vocabulary that the command's flags take.
std::string words_of(const Command& c) {
  std::string out;
  for (const auto& f : c.flags) {
    if (f.words.empty()) continue;
    std::string line = "  " + padded(std::string(f.words), 12);
    size_t column = 14;
    for (const auto& w : entente::words_of(f.words)) {
      if (column + w.word.size() + 1 > 96) line += "\n" + std::string(14, ' '), column = 14;
      line += " " + w.word;
      column += w.word.size() + 1;
    }
    out += line + "\n";
  }
  return out.empty() ? out : "Words\n" + out;
}

std::string commands_list() {
  std::string out;
  for (const auto& c : commands())
    out += "  " + padded(std::string(c.name), 16) + std::string(c.summary) + "\n";
  return out;
}

std::string formats_list() {
  std::string out = "Documents\n";
  for (const auto& w : entente::words_of("formats"))
    out += "  " + padded(w.word, 10) + w.meaning + "\n";
  out += "Sanctions lists, recognised by their content\n";
  for (const auto& w : entente::words_of("lists"))
    out += "  " + padded(w.word, 24) + w.meaning + "\n";
  return out;
}

std::string markdown() {
  std::string out =
      "# Commands\n\nWritten by `entente help markdown`; a test keeps the two the same.\n";
  for (const auto& c : commands()) {
    out += "\n## entente " + std::string(c.name) + "\n\n" + std::string(c.summary) + "\n\n```\n" +
           usage_of(c) + "\n```\n\n";
    for (const auto& e : c.examples)
      out += "- `" + std::string(e.command) + "`: " + std::string(e.effect) + "\n";
    if (!c.detail.empty()) out += "\n" + std::string(c.detail) + "\n";
    if (c.flags.empty()) continue;
    out += "\n| flag | meaning |\n|---|---|\n";
    for (const auto& f : c.flags)
      out += "| `" + flag_of(f) + "` | " + std::string(f.help) +
             (f.repeatable ? "; may be repeated" : "") + " |\n";
    const std::string words = words_of(c);
    if (!words.empty()) out += "\n```\n" + words + "```\n";
  }
  return out + "\n## Exit status\n\n```\n" + std::string(kExitStatus.substr(12)) + "```\n";
}

std::string joined_names(std::string_view separator) {
  std::string out;
  for (const auto& c : commands())
    out += (out.empty() ? "" : std::string(separator)) + std::string(c.name);
  return out;
}

std::string joined_flags(const Command& c) {
  std::string out = "--help";
  for (const auto& f : c.flags) out += " " + std::string(f.name);
  return out;
}

std::string bash_completions() {
  std::string out =
      "_entente() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"" +
      joined_names(" ") +
      "\" -- \"$word\"))\n    return\n  fi\n  case \"${COMP_WORDS[1]} $before\" in\n";
  for (const auto& c : commands())
    for (const auto& f : c.flags) {
      if (f.words.empty()) continue;
      std::string words;
      for (const auto& w : entente::words_of(f.words)) words += (words.empty() ? "" : " ") + w.word;
      out += "    \"" + std::string(c.name) + " " + std::string(f.name) +
             "\") COMPREPLY=($(compgen -W \"" + words + "\" -- \"$word\")); return ;;\n";
    }
  out += "  esac\n  [[ $word == -* ]] || return\n  case \"${COMP_WORDS[1]}\" in\n";
  for (const auto& c : commands())
    out += "    " + std::string(c.name) + ") COMPREPLY=($(compgen -W \"" + joined_flags(c) +
           "\" -- \"$word\")) ;;\n";
  return out + "  esac\n}\ncomplete -o default -F _entente entente\n";
}

std::string zsh_completions() {
  std::string out = "#compdef entente\nif (( CURRENT == 2 )); then\n  compadd " +
                    joined_names(" ") + "\n  return\nfi\ncase $words[2] in\n";
  for (const auto& c : commands())
    out += "  " + std::string(c.name) + ") [[ $PREFIX == -* ]] && compadd -- " + joined_flags(c) +
           " || _files ;;\n";
  return out + "esac\n";
}

std::string fish_completions() {
  std::string out;
  for (const auto& c : commands()) {
    out += "complete -c entente -n __fish_use_subcommand -a " + std::string(c.name) + " -d '" +
           std::string(c.summary) + "'\n";
    for (const auto& f : c.flags) {
      std::string help(f.help);
      std::erase(help, '\'');
      out += "complete -c entente -n '__fish_seen_subcommand_from " + std::string(c.name) +
             "' -l " + std::string(f.name.substr(2)) + (f.value.empty() ? "" : " -r") + " -d '" +
             help + "'\n";
    }
  }
  return out;
}

int print(const std::string& text) {
  Output out;
  Messages messages(false);
  out.write(text);
  return finish(out, messages, 0);
}

UsageError no_such(const std::string& word, std::string_view what) {
  std::vector<std::string> names{"formats", "exit-status", "markdown"};
  for (const auto& c : commands()) names.emplace_back(c.name);
  const std::string near = entente::suggest(word, names);
  return {"no such " + std::string(what), word,
          near.empty() ? "entente help" : "did you mean " + near + "?"};
}

}  // namespace

// One screen: the flags that stand first in the table, as many as fit.
int print_short_help(const Command& c) {
  constexpr size_t kFlagsMax = 18;
  const size_t left_out = c.flags.size() > kFlagsMax ? c.flags.size() - kFlagsMax : 0;
  const std::string more = left_out > 0 ? std::to_string(left_out) + " more flags and " : "";
  return print(usage_of(c) + "\n  " + std::string(c.summary) + "\n\n" + flags_of(c, kFlagsMax) +
               "\nentente " + std::string(c.name) + " --help shows " + more + "examples.\n");
}

int print_long_help(const Command& c) {
  std::string out = "Examples\n" + examples_of(c) + "\nUsage\n  " + usage_of(c) + "\n\n" +
                    (c.detail.empty() ? "" : std::string(c.detail) + "\n\n");
  if (!c.flags.empty()) out += "Flags\n" + flags_of(c) + "\n";
  const std::string words = words_of(c);
  if (!words.empty()) out += words + "\n";
  return print(out + std::string(kExitStatus));
}

int print_overview() {
  return print(
      "Reports and sanctions lists go in, claims with their sources are kept, sourced briefs come "
      "out.\n\n"
      "  entente read report.txt              the claims of one report\n"
      "  entente add reports/ && entente brief kp ru\n"
      "                                       a brief on what two states do together\n\n"
      "entente help lists the commands.\n");
}

int unknown_command(const std::string& word) { return usage_error(no_such(word, "command")); }

int run_version(const Arguments&, Context&) {
  return print("entente " + std::string(entente::version()) + "\n");
}

int run_help(const Arguments& arguments, Context&) {
  if (arguments.positionals().empty())
    return print("entente COMMAND [arguments]\n\n" + commands_list() +
                 "\nentente COMMAND -h lists its flags, --help starts with examples.\n"
                 "entente help formats | exit-status | markdown\n");
  const std::string& topic = arguments.positionals()[0];
  if (topic == "formats") return print(formats_list());
  if (topic == "exit-status") return print(std::string(kExitStatus));
  if (topic == "markdown") return print(markdown());
  const Command* command = find_command(topic);
  return command ? print_long_help(*command) : usage_error(no_such(topic, "command or topic"));
}

int run_completions(const Arguments& arguments, Context&) {
  const std::string& shell = arguments.positionals()[0];
  if (shell == "bash") return print(bash_completions());
  if (shell == "zsh") return print(zsh_completions());
  if (shell == "fish") return print(fish_completions());
  return usage_error({"no completions for this shell", shell, "bash, zsh or fish"});
}

}  // namespace cli
