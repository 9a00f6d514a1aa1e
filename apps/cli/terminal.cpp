#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace cli {
namespace {

constexpr size_t kBufferMax = 1 << 16;

bool wants_colour(int fd) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return isatty(fd) && !(no_colour && *no_colour) && term && std::strcmp(term, "dumb") != 0;
}

// Writes everything; returns errno of the first failure, 0 when there is none.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(fd, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    text.remove_prefix(static_cast<size_t>(put));
  }
  return 0;
}

}  // namespace

Output::Output() : colour_(wants_colour(STDOUT_FILENO)) {}

bool Output::write(std::string_view text) {
  if (error_ != 0) return false;
  buffer_ += text;
  return buffer_.size() < kBufferMax || flush();
}

bool Output::flush() {
  if (error_ == 0) error_ = write_all(STDOUT_FILENO, buffer_);
  buffer_.clear();
  return error_ == 0;
}

bool Output::refused() const { return error_ != 0 && error_ != EPIPE; }
const char* Output::refusal() const { return std::strerror(error_); }

size_t Output::width() const {
  winsize size{};
  if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return 100;
  return std::clamp<size_t>(size.ws_col, 40, 100);
}

std::string styled(bool on, std::string_view style, std::string_view text) {
  if (!on) return std::string(text);
  const char* code = style == "bold" ? "1" : style == "red" ? "31" : "2";
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

Messages::Messages(bool quiet)
    : terminal_(isatty(STDERR_FILENO)), colour_(wants_colour(STDERR_FILENO)), quiet_(quiet) {}

void Messages::clear() {
  if (shown_) write_all(STDERR_FILENO, "\r\x1b[K");
  shown_ = false;
}

void Messages::error(std::string_view text) {
  clear();
  write_all(STDERR_FILENO, styled(colour_, "red", "error: ") + std::string(text) + "\n");
}

void Messages::note(std::string_view text) {
  if (quiet_) return;
  clear();
  write_all(STDERR_FILENO, std::string(text) + "\n");
}

void Messages::progress(std::string_view stage, size_t done, size_t total) {
  if (!terminal_ || quiet_ || total < 2) return;
  const auto now = Clock::now();
  if (done == total) return clear();
  if (now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::string line =
      "\r" + std::string(stage) + "  " + std::to_string(done) + "/" + std::to_string(total);
  if (seconds > 1 && done > 0) {
    const double rate = static_cast<double>(done) / seconds;
    const auto left = static_cast<long>(static_cast<double>(total - done) / rate + 1);
    line +=
        "  " + std::to_string(static_cast<long>(rate)) + "/s  " + std::to_string(left) + " s left";
  }
  write_all(STDERR_FILENO, line + "\x1b[K");
  shown_ = true;
}

}  // namespace cli
