// Between fork and exec stand only calls that are safe there (signal-safety(7)), since other
// threads may hold any lock. Everything that allocates is done before. Tests: child_test.cpp.
#include "base/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

namespace entente {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kMessageBytesMax = 400;
constexpr int kPollMilliseconds = 100;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

struct Pipe {
  Descriptor read, write;
};

std::unexpected<Error> failure(const std::string& what) {
  return fail(Code::io_failure, what + ": " + std::strerror(errno));
}

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failure("no pipe for a child process");
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

Result<Descriptor> in_memory(std::string_view bytes) {
  Descriptor file(::memfd_create("entente-input", MFD_CLOEXEC));
  if (file.get() < 0) return failure("no memory file for a child process");
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return failure("the input of a child process could not be written");
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  if (::lseek(file.get(), 0, SEEK_SET) != 0) return failure("lseek");
  return file;
}

void limit(int resource, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

// In the child: never returns.
[[noreturn]] void become(const ChildJob& job, const char* path, char* const* arguments, int input,
                         int output, int messages) {
  char locale[] = "LC_ALL=C.UTF-8";
  char* const environment[] = {locale, nullptr};
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::setpgid(0, 0);
  limit(RLIMIT_CPU, job.cpu_seconds_max);
  limit(RLIMIT_AS, job.memory_bytes_max);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
  if (::dup2(input, 0) < 0 || ::dup2(output, 1) < 0 || ::dup2(messages, 2) < 0) ::_exit(127);
  ::execve(path, arguments, environment);
  ::_exit(127);
}

class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  ~Child() {
    if (pid_ <= 0) return;
    kill();
    wait();
  }
  void kill() const {
    ::kill(-pid_, SIGKILL);  // its group, once it has made one
    ::kill(pid_, SIGKILL);
  }
  // Its status; it is ended by force at the deadline.
  int wait(Clock::time_point deadline = Clock::now()) {
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(pid_, &status, WNOHANG)) == 0 && Clock::now() < deadline)
      ::poll(nullptr, 0, 1);
    if (ended == 0) kill();
    while (ended <= 0 && ::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t pid_;
};

// Takes what a pipe holds now; false at its end. Beyond `bytes_max` it sets `over`.
bool drain(int fd, std::string& out, size_t bytes_max, bool& over) {
  std::array<char, 65536> buffer;
  const ssize_t got = ::read(fd, buffer.data(), buffer.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  const size_t room = bytes_max - std::min(bytes_max, out.size());
  over = over || static_cast<size_t>(got) > room;
  out.append(buffer.data(), std::min(static_cast<size_t>(got), room));
  return got > 0;
}

Status collect(const ChildJob& job, Clock::time_point deadline, Pipe& output, Pipe& messages,
               ChildOutput& out) {
  bool output_open = true, messages_open = true, over = false, ignored = false;
  while (output_open || messages_open) {
    if (job.stop && job.stop->load(std::memory_order_relaxed))
      return fail(Code::interrupted, "stopped");
    if (Clock::now() >= deadline)
      return fail(Code::too_large,
                  job.program + " took more than " + std::to_string(job.wall_seconds_max) + " s");
    pollfd ends[2] = {{output_open ? output.read.get() : -1, POLLIN, 0},
                      {messages_open ? messages.read.get() : -1, POLLIN, 0}};
    if (::poll(ends, 2, kPollMilliseconds) <= 0) continue;
    if (ends[0].revents) output_open = drain(ends[0].fd, out.output, job.output_bytes_max, over);
    if (ends[1].revents) messages_open = drain(ends[1].fd, out.messages, kMessageBytesMax, ignored);
    if (over)
      return fail(Code::too_large, job.program + " printed more than " +
                                       std::to_string(job.output_bytes_max) + " bytes");
  }
  return {};
}

}  // namespace

std::string find_program(const std::string& program) {
  if (program.find('/') != std::string::npos)
    return ::access(program.c_str(), X_OK) == 0 ? program : std::string();
  for (const char* folder : {"/usr/bin/", "/usr/local/bin/", "/bin/"})
    if (std::string path = folder + program; ::access(path.c_str(), X_OK) == 0) return path;
  return {};
}

Result<ChildOutput> run_child(const ChildJob& job) {
  const std::string path = find_program(job.program);
  if (path.empty()) return fail(Code::missing_resource, "no such program", {}, job.program);
  auto input = in_memory(job.input);
  if (!input) return std::unexpected(input.error());
  auto output = make_pipe();
  if (!output) return std::unexpected(output.error());
  auto messages = make_pipe();
  if (!messages) return std::unexpected(messages.error());
  std::vector<std::string> words{job.program};
  words.insert(words.end(), job.arguments.begin(), job.arguments.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  const pid_t pid = ::fork();
  if (pid < 0) return failure("no child process");
  if (pid == 0)
    become(job, path.c_str(), arguments.data(), input->get(), output->write.get(),
           messages->write.get());
  Child child(pid);
  output->write.close();
  messages->write.close();
  ChildOutput out;
  const auto deadline = Clock::now() + std::chrono::seconds(job.wall_seconds_max);
  if (auto ok = collect(job, deadline, *output, *messages, out); !ok)
    return std::unexpected(ok.error());
  out.status = child.wait(deadline);
  return out;
}

}  // namespace entente
