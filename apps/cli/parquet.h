// Parquet out of any command that prints lines, and archives as Parquet files. The bytes are
// written and read by pyarrow in a Python of the user's: bindings/python/entente/parquet.py, which
// is built into the program.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "commands.h"

namespace cli {

// `--format parquet` among the words of a command that has --jsonl becomes --jsonl; whether it was
// there.
bool take_parquet(const Command& command, std::vector<std::string>& words);

// What `run` writes to standard output, as Parquet. Its status; 5 when `python` or its pyarrow is
// not there, which is said before `run` begins; 2 when standard output is a terminal.
int as_parquet(const std::string& python, const std::function<int()>& run);

bool is_parquet(std::string_view path);  // by its name

// A folder of its own under the system's for such files; removed with what is in it.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::string& path() const { return path_; }  // empty: none could be made

 private:
  std::string path_;
};

// The archive in a folder as a file, and back: 0, or the status to end with; what is wrong has been
// said.
int pack_archive(const std::string& python, const std::string& folder, const std::string& file);
int unpack_archive(const std::string& python, const std::string& file, const std::string& folder);

}  // namespace cli
