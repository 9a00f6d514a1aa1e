// Why a child and not a library: Arrow's C++ is as large as all of this program, and who has use
// for Parquet has pyarrow. The child says by one byte that it has found pyarrow, before the command
// does anything.
#include "parquet.h"

#include <entente_generated/parquet_helper.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "entente/engine.h"
#include "run.h"
#include "terminal.h"

namespace cli {
namespace {

using entente::Exit;

constexpr int kNoSuchProgram = 127;

int no_python(const std::string& python) {
  Messages(false).error(
      "E-MISSING-RESOURCE Parquet is written by Python, which is not there: " + python +
      "\n  next: apt-get install python3, then pip install pyarrow, or name a Python "
      "that has it in ENTENTE_PYTHON");
  return static_cast<int>(Exit::missing_resource);
}

// Begins parquet.py with these words and `input` as its standard input (-1: none).
pid_t begin_helper(const std::string& python, const std::vector<std::string>& words, int input) {
  std::vector<const char*> all{python.c_str(), "-c", kParquetHelper};
  for (const auto& word : words) all.push_back(word.c_str());
  all.push_back(nullptr);
  const pid_t child = fork();
  if (child != 0) return child;
  if (input >= 0) dup2(input, STDIN_FILENO);
  execvp(python.c_str(), const_cast<char* const*>(all.data()));
  _exit(kNoSuchProgram);
}

int end_helper(const std::string& python, pid_t child) {
  int status = 0;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (child < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == kNoSuchProgram))
    return no_python(python);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int run_helper(const std::string& python, const std::vector<std::string>& words) {
  return end_helper(python, begin_helper(python, words, -1));
}

}  // namespace

bool take_parquet(const Command& command, std::vector<std::string>& words) {
  const auto has_rows = std::any_of(command.flags.begin(), command.flags.end(),
                                    [](const Flag& f) { return f.name == "--jsonl"; });
  if (!has_rows) return false;
  for (size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const bool apart = words[i] == "--format" && i + 1 < words.size() && words[i + 1] == "parquet";
    if (!apart && words[i] != "--format=parquet") continue;
    const auto at = words.begin() + static_cast<std::ptrdiff_t>(i);
    words.erase(at, at + (apart ? 2 : 1));
    const auto takes_file =
        std::any_of(command.flags.begin(), command.flags.end(), [](const Flag& f) {
          return f.name == "--jsonl" && !f.value.empty();  // queries come by it, and lines go out
        });
    if (!takes_file) words.insert(words.begin() + static_cast<std::ptrdiff_t>(i), "--jsonl");
    return true;
  }
  return false;
}

int as_parquet(const std::string& python, const std::function<int()>& run) {
  if (isatty(STDOUT_FILENO))
    return usage_error(
        {"Parquet is no text for a terminal", "--format parquet", "… > FILE.parquet"});
  std::array<int, 2> rows{}, ready{};
  if (pipe2(rows.data(), O_CLOEXEC) != 0 || pipe2(ready.data(), 0) != 0) return no_python(python);
  fcntl(ready[0], F_SETFD, FD_CLOEXEC);
  const pid_t child = begin_helper(python, {"write", std::to_string(ready[1])}, rows[0]);
  close(rows[0]);
  close(ready[1]);
  char byte = 0;
  const bool begun = child > 0 && read(ready[0], &byte, 1) == 1;
  close(ready[0]);
  if (!begun) {
    close(rows[1]);
    return end_helper(python, child);
  }
  dup2(rows[1], STDOUT_FILENO);
  close(rows[1]);
  const int status = run();
  close(STDOUT_FILENO);
  const int written = end_helper(python, child);
  return written == 0 ? status : written;
}

bool is_parquet(std::string_view path) { return path.ends_with(".parquet"); }

ScratchFolder::ScratchFolder() {
  std::error_code none;
  std::string name = (std::filesystem::temp_directory_path(none) / "entente-XXXXXX").string();
  if (mkdtemp(name.data())) path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code none;
  if (!path_.empty()) std::filesystem::remove_all(path_, none);
}

int pack_archive(const std::string& python, const std::string& folder, const std::string& file) {
  return run_helper(python, {"pack", folder, file});
}

int unpack_archive(const std::string& python, const std::string& file, const std::string& folder) {
  return run_helper(python, {"unpack", file, folder});
}

}  // namespace cli
