// POSIX files. The write path is the usual one for durable replacement: temporary file in the
// same folder, fsync, rename, fsync of the folder.
#include "base/file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace entente {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > 2) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::unexpected<Error> system_failure(const std::string& path) {
  const int error = errno;
  const Code code = error == ENOENT                                        ? Code::not_found
                    : error == EACCES || error == EISDIR || error == EPERM ? Code::unreadable
                                                                           : Code::io_failure;
  return fail(code, std::strerror(error), path);
}

// Waits until a pipe or terminal has something to read or has ended; a file never waits.
Status wait_for_bytes(int fd, const std::string& path, const std::atomic<bool>* stop) {
  constexpr int kLookUpMs = 100;
  for (pollfd waiting{fd, POLLIN, 0};;) {
    if (stop && *stop) return fail(Code::interrupted, "stopped while waiting for input", path);
    const int ready = ::poll(&waiting, 1, kLookUpMs);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return system_failure(path);
  }
}

// `waits`: reading blocks, so poll first; otherwise read first, for a pipe without a writer has
// ended but polls as if one might still come.
Status read_all(int fd, const std::string& path, size_t bytes_max, bool waits,
                const std::atomic<bool>* stop, std::string& out) {
  constexpr size_t kChunk = 1 << 16;
  for (;;) {
    if (waits)
      if (auto status = wait_for_bytes(fd, path, stop); !status) return status;
    const size_t size = out.size();
    out.resize(size + kChunk);
    const ssize_t got = ::read(fd, out.data() + size, kChunk);
    out.resize(size + static_cast<size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && errno == EAGAIN) waits = true;
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return system_failure(path);
    if (got == 0) return {};
    if (out.size() > bytes_max)
      return fail(Code::too_large, "more than " + std::to_string(bytes_max) + " bytes", path);
  }
}

Status write_all(const std::string& path, std::string_view bytes, bool sync) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.get() < 0) return system_failure(path);
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return system_failure(path);
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  if (sync && ::fsync(file.get()) != 0) return system_failure(path);
  return {};
}

}  // namespace

// O_NONBLOCK: opening a named pipe that nobody writes to would wait for ever.
Result<std::string> read_file(const std::string& path, size_t bytes_max,
                              const std::atomic<bool>* stop) {
  const Descriptor file(path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) return system_failure(path);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return system_failure(path);
  if (S_ISDIR(info.st_mode)) return fail(Code::unreadable, "is a folder", path);
  if (S_ISREG(info.st_mode) && static_cast<size_t>(info.st_size) > bytes_max)
    return fail(Code::too_large,
                std::to_string(info.st_size) + " bytes, the limit is " + std::to_string(bytes_max),
                path);
  std::string out;
  if (S_ISREG(info.st_mode)) out.reserve(static_cast<size_t>(info.st_size) + 1);
  if (auto status = read_all(file.get(), path, bytes_max, path == "-", stop, out); !status)
    return std::unexpected(status.error());
  return out;
}

Status write_file_atomically(const std::string& path, std::string_view bytes) {
  const std::string beside = path + "." + std::to_string(::getpid()) + ".part";
  auto status = write_all(beside, bytes, true);
  if (status && ::rename(beside.c_str(), path.c_str()) != 0) status = system_failure(path);
  if (!status) {
    ::unlink(beside.c_str());
    return status;
  }
  return sync_folder(fs::path(path).parent_path().string());
}

Status write_files_atomically(std::span<const FileToWrite> files) {
  if (files.empty()) return {};
  const std::string suffix = "." + std::to_string(::getpid()) + ".part";
  const auto sync_all = [&]() -> Status {
    const Descriptor fd(
        ::open(fs::path(files[0].path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0 || ::syncfs(fd.get()) != 0) return system_failure(files[0].path);
    return {};
  };
  Status status;
  for (size_t i = 0; i < files.size() && status; ++i)
    status = write_all(files[i].path + suffix, files[i].bytes, false);
  if (status) status = sync_all();
  for (size_t i = 0; i < files.size() && status; ++i)
    if (::rename((files[i].path + suffix).c_str(), files[i].path.c_str()) != 0)
      status = system_failure(files[i].path);
  if (status) status = sync_all();
  if (!status)
    for (const auto& file : files) ::unlink((file.path + suffix).c_str());
  return status;
}

Status sync_folder(const std::string& folder) {
  const std::string name = folder.empty() ? "." : folder;
  const Descriptor fd(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0 || ::fsync(fd.get()) != 0) return system_failure(name);
  return {};
}

std::vector<std::string> list_files(const std::string& folder, std::vector<Error>& problems) {
  std::vector<std::string> out;
  std::vector<fs::path> open{folder};
  while (!open.empty()) {
    const fs::path here = std::move(open.back());
    open.pop_back();
    std::error_code error;
    for (fs::directory_iterator at(here, error), end; !error && at != end; at.increment(error)) {
      if (at->path().filename().string().starts_with('.')) continue;
      std::error_code lost;  // of a link that leads nowhere
      if (at->is_directory(lost)) {
        if (!at->is_symlink(lost)) open.push_back(at->path());
      } else if (at->is_regular_file(lost)) {
        out.push_back(at->path().string());
      } else {
        problems.push_back(Error{Code::unreadable,
                                 lost ? lost.message() : "is no regular file",
                                 {},
                                 at->path().string(),
                                 {}});
      }
    }
    if (error) problems.push_back(Error{Code::unreadable, error.message(), {}, here.string(), {}});
  }
  std::sort(out.begin(), out.end());
  std::sort(problems.begin(), problems.end(),
            [](const Error& a, const Error& b) { return a.where < b.where; });
  return out;
}

Result<OpenFile> OpenFile::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_failure(path);
  return OpenFile(descriptor);
}

OpenFile::OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool OpenFile::read_at(uint64_t at, std::span<char> into) const {
  for (size_t done = 0; done < into.size();) {
    const ssize_t got =
        ::pread(descriptor_, into.data() + done, into.size() - done, static_cast<off_t>(at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<size_t>(got);
  }
  return true;
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  const auto file = OpenFile::open(path);
  if (!file) return std::unexpected(file.error());
  return map(*file, path);
}

Result<MappedFile> MappedFile::map(const OpenFile& file, const std::string& path) {
  struct stat info {};
  if (::fstat(file.descriptor_, &info) != 0) return system_failure(path);
  const auto size = static_cast<size_t>(info.st_size);
  if (size == 0) return MappedFile(nullptr, 0);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor_, 0);
  if (data == MAP_FAILED) return system_failure(path);
  return MappedFile(static_cast<const char*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<char*>(data_), size_);
}

Result<std::string> find_home(const std::string& named) {
  const auto holds_both = [](const fs::path& p) {
    std::error_code ignored;
    return fs::is_directory(p / "models", ignored) && fs::is_directory(p / "data", ignored);
  };
  const std::string next = "set ENTENTE_HOME to the folder that holds models/ and data/";
  if (!named.empty()) {
    if (holds_both(named)) return named;
    return fail(Code::missing_resource, "no models/ and data/ there", named, {}, next);
  }
  std::error_code error;
  const fs::path executable = fs::read_symlink("/proc/self/exe", error);
  for (fs::path p = executable.parent_path(); !error && p.has_relative_path();
       p = p.parent_path()) {
    if (holds_both(p)) return p.string();
    if (holds_both(p / "share" / "entente")) return (p / "share" / "entente").string();
  }
  return fail(Code::missing_resource, "models/ and data/ not found beside the program",
              executable.string(), {}, next);
}

}  // namespace entente
