// A program of others on bytes of others, kept at arm's length: no shell, no environment, limits on
// time, memory, files and output, and whatever it dies of stays outside this process.
//
//   auto out = run_child({.program = "pdftotext", .arguments = {"-bbox-layout", kInputPath, "-"},
//                         .input = bytes});
//   if (out && out->status == 0) parse(out->output);
//
// The input lies in memory under kInputPath, seekable and read-only. Standard error is kept up to a
// few hundred bytes, for messages. Linux only (memfd). May be called from any thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente {

inline constexpr std::string_view kInputPath = "/proc/self/fd/0";

struct ChildJob {
  std::string program;  // a path, or a name that is looked for in the system's folders
  std::vector<std::string> arguments = {};
  std::string_view input = {};
  size_t output_bytes_max = size_t{64} << 20;
  size_t memory_bytes_max = size_t{1} << 30;  // address space
  unsigned cpu_seconds_max = 30;
  unsigned wall_seconds_max = 60;
  const std::atomic<bool>* stop = nullptr;  // ends it early
};

struct ChildOutput {
  int status = 0;  // exit status, or 128 + the signal that ended it
  std::string output, messages;
};

// Where a program lies: itself when it holds a slash, else its place in the system's folders; empty
// when it is not there.
std::string find_program(const std::string& program);

// missing_resource when there is no such program; too_large when it prints more or takes longer
// than the job allows; interrupted; io_failure. A program that fails is no error here: see
// `status`.
Result<ChildOutput> run_child(const ChildJob& job);

}  // namespace entente
