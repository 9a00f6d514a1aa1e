// Files: read whole with a limit, map read-only, write so that a crash leaves the old or the new.
//
//   auto bytes = read_file("a.txt", 64 << 20);
//   auto model = MappedFile::open("models/reader-en.bin");   // model->bytes()
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente {

// not_found, unreadable, too_large (more than bytes_max). "-" is standard input. A pipe without a
// writer is empty; interrupted when *stop becomes true while a pipe or terminal is waited for.
Result<std::string> read_file(const std::string& path, size_t bytes_max,
                              const std::atomic<bool>* stop = nullptr);

// Writes beside the target, syncs, renames over it, syncs the folder.
Status write_file_atomically(const std::string& path, std::string_view bytes);
// The same for many files of one file system, with two syncs of all of it rather than two of each
// file. Folders must be there.
struct FileToWrite {
  std::string path;
  std::string_view bytes;
};
Status write_files_atomically(std::span<const FileToWrite> files);
// Makes the names in a folder durable: after a file or folder was created in it.
Status sync_folder(const std::string& folder);

// Regular files below `folder`, sorted by path, hidden ones left out; symbolic links to folders
// are not followed. What cannot be opened (a subfolder, a link that leads nowhere) or is no file (a
// pipe, a device) is added to `problems`, by path, and is not fatal.
std::vector<std::string> list_files(const std::string& folder, std::vector<Error>& problems);

// A file that parts are read of, now and then, without a share of memory in between.
class OpenFile {
 public:
  static Result<OpenFile> open(const std::string& path);
  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();
  // False when the file ends before, or cannot be read. Safe on many threads.
  bool read_at(uint64_t at, std::span<char> into) const;

 private:
  friend class MappedFile;
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  // Of a file opened already, which may be closed afterwards; `path` is for errors.
  static Result<MappedFile> map(const OpenFile& file, const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, size_t size) : data_(data), size_(size) {}
  const char* data_ = nullptr;
  size_t size_ = 0;
};

// Where models/ and data/ lie: `named` when not empty, else the first of the executable's folder,
// its parents and ../share/entente that holds both. missing_resource otherwise.
Result<std::string> find_home(const std::string& named);

}  // namespace entente
