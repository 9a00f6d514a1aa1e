// zlib's gz functions pass files that are not gzipped through as they are.
#include "intake/lists/byte_stream.h"

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace entente::intake {
namespace {

gzFile handle(void* file) { return static_cast<gzFile>(file); }

}  // namespace

void ByteStream::Closer::operator()(void* file) const { gzclose(handle(file)); }

Result<ByteStream> ByteStream::open(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return fail(Code::unreadable, "is a folder", path);
  errno = 0;
  gzFile file = gzopen(path.c_str(), "rb");
  if (!file)
    return fail(errno == ENOENT ? Code::not_found : Code::unreadable,
                errno ? std::strerror(errno) : "cannot be opened", path);
  gzbuffer(file, 1 << 16);
  return ByteStream(file, path);
}

Result<std::string> ByteStream::read(size_t size, size_t bytes_max) {
  std::string out(size, '\0');
  const int got = gzread(handle(file_.get()), out.data(), static_cast<unsigned>(size));
  int error = Z_OK;
  const char* message = gzerror(handle(file_.get()), &error);
  if (error == Z_BUF_ERROR)
    return fail(Code::truncated, "the gzipped file ends in the middle",
                path_ + ":byte " + std::to_string(total_), {}, "fetch the file again");
  if (got < 0)
    return fail(error == Z_ERRNO ? Code::unreadable : Code::malformed,
                error == Z_ERRNO ? std::strerror(errno) : message, path_);
  out.resize(static_cast<size_t>(got));
  total_ += out.size();
  if (total_ > bytes_max)
    return fail(Code::too_large, "more than " + std::to_string(bytes_max) + " bytes unpacked",
                path_);
  return out;
}

Result<std::string> ByteStream::read_all(size_t bytes_max) {
  std::string out;
  for (;;) {
    auto piece = read(size_t{1} << 18, bytes_max);
    if (!piece) return piece;
    if (piece->empty()) return out;
    out += *piece;
  }
}

}  // namespace entente::intake
