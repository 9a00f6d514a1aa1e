// Standard output and standard error as this program uses them: the answer on the one, messages
// and progress on the other; colour and progress only on a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace cli {

// The answer. Buffered; a reader that went away (EPIPE) makes ok() false, not an error.
class Output {
 public:
  Output();
  ~Output() { flush(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  bool write(std::string_view text);  // false once the reader is gone or the system refused
  bool flush();
  bool ok() const { return error_ == 0; }
  bool refused() const;         // an error other than a reader that went away
  const char* refusal() const;  // in words
  bool colour() const { return colour_; }
  size_t width() const;  // columns; 100 when it is no terminal

 private:
  std::string buffer_;
  int error_ = 0;
  bool colour_ = false;
};

// "bold", "dim", "red" around `text`, when `on`.
std::string styled(bool on, std::string_view style, std::string_view text);

// Messages and a progress line on standard error, which never mix.
class Messages {
 public:
  explicit Messages(bool quiet);
  ~Messages() { clear(); }
  void error(std::string_view text);
  void note(std::string_view text);
  void progress(std::string_view stage, size_t done, size_t total);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool terminal_, colour_, quiet_, shown_ = false;
  Clock::time_point start_ = Clock::now(), last_{};
};

}  // namespace cli
