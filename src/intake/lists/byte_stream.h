// A file read in pieces, unpacked on the way when it is gzipped.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace entente::intake {

class ByteStream {
 public:
  // not_found or unreadable.
  static Result<ByteStream> open(const std::string& path);
  // Up to `size` bytes; an empty piece at the end. truncated when a gzipped file ends early,
  // malformed when it is damaged, too_large beyond `bytes_max` in all.
  Result<std::string> read(size_t size, size_t bytes_max);
  // All that is left.
  Result<std::string> read_all(size_t bytes_max);

 private:
  struct Closer {
    void operator()(void* file) const;
  };
  ByteStream(void* file, std::string path) : file_(file), path_(std::move(path)) {}
  std::unique_ptr<void, Closer> file_;
  std::string path_;
  size_t total_ = 0;
};

}  // namespace entente::intake
