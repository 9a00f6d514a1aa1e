// zlib and libzstd do the unpacking; here is only the turning of any of three sources into blocks
// that end with a line. The rest of a block behind its last line end is carried to the next one.
// Tested by line_blocks_test.cpp.
#include "intake/tracks/line_blocks.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

#include "base/file.h"

namespace entente {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 18;

std::unexpected<Error> system_failure(const std::string& path) {
  const int error = errno;
  const Code code = error == ENOENT                      ? Code::not_found
                    : error == EACCES || error == EISDIR ? Code::unreadable
                                                         : Code::io_failure;
  return fail(code, std::strerror(error), path);
}

// Packed bytes in, plain bytes out.
class Unpacker {
 public:
  virtual ~Unpacker() = default;
  // Appends what `in` unpacks to; false when it is damaged.
  virtual bool unpack(std::string_view in, std::string& out) = 0;
  virtual bool finished() const = 0;  // not in the middle of something
};

class Gunzip : public Unpacker {
 public:
  Gunzip() { inflateInit2(&stream_, 15 + 32); }
  ~Gunzip() override { inflateEnd(&stream_); }
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;
  bool unpack(std::string_view in, std::string& out) override {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    while (stream_.avail_in > 0) {
      if (finished_ && inflateReset(&stream_) != Z_OK) return false;  // a further member
      const size_t size = out.size();
      out.resize(size + kPieceBytes);
      stream_.next_out = reinterpret_cast<Bytef*>(out.data() + size);
      stream_.avail_out = kPieceBytes;
      const int result = inflate(&stream_, Z_NO_FLUSH);
      out.resize(size + kPieceBytes - stream_.avail_out);
      if (result != Z_OK && result != Z_STREAM_END) return false;
      finished_ = result == Z_STREAM_END;
    }
    return true;
  }
  bool finished() const override { return finished_; }

 private:
  z_stream stream_{};
  bool finished_ = false;
};

class Unzstd : public Unpacker {
 public:
  bool unpack(std::string_view in, std::string& out) override {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    while (from.pos < from.size) {
      const size_t size = out.size();
      out.resize(size + kPieceBytes);
      ZSTD_outBuffer to{out.data() + size, kPieceBytes, 0};
      left_ = ZSTD_decompressStream(stream_.get(), &to, &from);
      out.resize(size + to.pos);
      if (ZSTD_isError(left_)) return false;
    }
    return true;
  }
  bool finished() const override { return left_ == 0; }

 private:
  struct Free {
    void operator()(ZSTD_DStream* s) const { ZSTD_freeDStream(s); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_{ZSTD_createDStream()};
  size_t left_ = 0;
};

std::unique_ptr<Unpacker> unpacker_for(std::string_view first) {
  if (first.starts_with("\x1f\x8b")) return std::make_unique<Gunzip>();
  if (first.starts_with("\x28\xb5\x2f\xfd")) return std::make_unique<Unzstd>();
  return nullptr;
}

}  // namespace

struct LineBlocks::Source {
  std::string path;
  const std::atomic<bool>* stop = nullptr;
  std::optional<MappedFile> map;
  size_t map_at = 0, forgotten = 0;
  int descriptor = -1;
  uint64_t done = 0, total = 0;
  std::unique_ptr<Unpacker> unpacker;
  std::string pending;  // read and unpacked, not given out
  bool first = true, ended = false;
  Status failure;  // told once all that stands before it is given out

  ~Source() {
    if (descriptor > 0) ::close(descriptor);
  }
  Result<LineBlock> next_of_map();
  Result<LineBlock> next_of_stream();
  Result<std::string> read_piece();
  Status fill();
};

LineBlocks::LineBlocks(std::unique_ptr<Source> source) : source_(std::move(source)) {}
LineBlocks::LineBlocks(LineBlocks&&) noexcept = default;
LineBlocks& LineBlocks::operator=(LineBlocks&&) noexcept = default;
LineBlocks::~LineBlocks() = default;

Result<LineBlocks> LineBlocks::open(const std::string& path, const std::atomic<bool>* stop) {
  auto source = std::make_unique<Source>();
  source->path = path;
  source->stop = stop;
  source->descriptor = path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (source->descriptor < 0) return system_failure(path);
  struct stat info {};
  if (::fstat(source->descriptor, &info) != 0) return system_failure(path);
  if (S_ISDIR(info.st_mode)) return fail(Code::unreadable, "is a folder", path);
  if (S_ISREG(info.st_mode)) source->total = static_cast<uint64_t>(info.st_size);
  if (path == "-" || !S_ISREG(info.st_mode)) return LineBlocks(std::move(source));
  char head[4] = {};
  const ssize_t got = ::pread(source->descriptor, head, sizeof head, 0);
  if (unpacker_for({head, static_cast<size_t>(std::max<ssize_t>(got, 0))}))
    return LineBlocks(std::move(source));
  auto map = MappedFile::open(path);
  if (!map) return std::unexpected(map.error());
  source->map = std::move(*map);
  return LineBlocks(std::move(source));
}

Result<LineBlock> LineBlocks::Source::next_of_map() {
  const std::string_view all = map->bytes();
  const std::string_view rest = all.substr(map_at);
  size_t size = std::min(rest.size(), kBlockBytes);
  if (size < rest.size()) {
    const size_t end = rest.substr(0, size).rfind('\n');
    if (end != std::string_view::npos) size = end + 1;
  }
  map_at += size;
  done = map_at;
  // Blocks of so long ago are read by nobody any more: memory does not grow with the file.
  constexpr size_t kKept = size_t{64} << 20;
  if (map_at - forgotten >= 2 * kKept) {
    // Of whole pages, and kKept is many: what is looked at again is read again.
    const size_t to = (map_at - kKept) / kKept * kKept;
    ::madvise(const_cast<char*>(all.data()) + forgotten, to - forgotten, MADV_DONTNEED);
    forgotten = to;
  }
  return LineBlock{rest.substr(0, size), nullptr};
}

Result<std::string> LineBlocks::Source::read_piece() {
  for (pollfd waiting{descriptor, POLLIN, 0};;) {
    if (stop && *stop) return fail(Code::interrupted, "stopped while reading", path);
    if (::poll(&waiting, 1, 100) > 0) break;
    if (errno != EINTR && errno != 0 && waiting.revents == 0) errno = 0;
  }
  std::string out(kPieceBytes, '\0');
  for (;;) {
    const ssize_t got = ::read(descriptor, out.data(), out.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(path);
    out.resize(static_cast<size_t>(got));
    done += out.size();
    return out;
  }
}

Status LineBlocks::Source::fill() {
  while (!ended && pending.size() < kBlockBytes) {
    auto piece = read_piece();
    if (!piece) return std::unexpected(piece.error());
    if (first) unpacker = unpacker_for(*piece);
    first = false;
    ended = piece->empty();
    if (ended && unpacker && !unpacker->finished())
      return fail(Code::truncated, "the packed file ends in the middle", path, {},
                  "fetch the file again");
    if (!unpacker) pending += *piece;
    else if (!unpacker->unpack(*piece, pending))
      return fail(Code::malformed, "the packed file is damaged", path, {}, "fetch the file again");
  }
  return {};
}

Result<LineBlock> LineBlocks::Source::next_of_stream() {
  if (failure) failure = fill();
  if (!failure) ended = true;
  if (!failure && pending.empty()) return std::unexpected(failure.error());
  auto out = std::make_shared<std::string>(std::move(pending));
  pending.clear();
  if (!ended) {
    const size_t end = out->rfind('\n');
    if (end != std::string::npos) {
      pending = out->substr(end + 1);
      out->resize(end + 1);
    }
  }
  const std::string_view bytes = *out;
  return LineBlock{bytes, std::move(out)};
}

Result<LineBlock> LineBlocks::next() {
  return source_->map ? source_->next_of_map() : source_->next_of_stream();
}

uint64_t LineBlocks::bytes_done() const { return source_->done; }
uint64_t LineBlocks::bytes_total() const { return source_->total; }

}  // namespace entente
