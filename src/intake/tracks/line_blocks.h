// A file of lines as blocks of whole lines, unpacked on the way: what the readers of tracks eat.
//
//   auto blocks = LineBlocks::open("ais.csv.gz", stop);      // "-" is standard input
//   for (;;) {
//     auto block = blocks->next();                           // Result
//     if (!block || block->bytes.empty()) break;
//     parse(block->bytes);                                   // ends with a line's end, or the
//     file's
//   }
//
// A plain file is mapped, never copied, and let go of behind; gzip and zstd are recognised by their
// first bytes and unpacked as they come, as is what a pipe brings, so memory does not grow with the
// file. A line longer than a block is cut, which makes it two bad lines.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace entente {

struct LineBlock {
  std::string_view bytes;                    // empty: the end
  std::shared_ptr<const std::string> owner;  // what keeps them, where they are no map
};

class LineBlocks {
 public:
  static constexpr size_t kBlockBytes = size_t{4} << 20;

  // not_found, unreadable.
  static Result<LineBlocks> open(const std::string& path, const std::atomic<bool>* stop = nullptr);
  LineBlocks(LineBlocks&&) noexcept;
  LineBlocks& operator=(LineBlocks&&) noexcept;
  ~LineBlocks();

  // truncated or malformed for a damaged archive (the blocks before it stand), io_failure,
  // interrupted.
  Result<LineBlock> next();
  // Of the file itself, packed or not: how far reading is, and its size (0: not known).
  uint64_t bytes_done() const;
  uint64_t bytes_total() const;

 private:
  struct Source;
  explicit LineBlocks(std::unique_ptr<Source> source);
  std::unique_ptr<Source> source_;
};

}  // namespace entente
