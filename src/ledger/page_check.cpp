// The idea is that of SQLite's cksumvfs. In WAL mode a page reaches the main file only by a
// checkpoint, which no reader of the page can meet, so comparing needs no lock (but for the first
// page, which is read before the log is found, and therefore read again where it does not match);
// the log has checksums of its own, frame by frame. Cost: 0.3 microseconds for each page read or
// written.
#include "ledger/page_check.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <set>
#include <thread>

namespace entente {
namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr size_t kReserveAt = 20, kPageSizeAt = 16;

sqlite3_vfs* real_vfs() { return sqlite3_vfs_find(nullptr); }

struct Layout {
  size_t page = 0;  // 0: no header seen yet
  bool summed = false;
};

// From the first bytes of the file.
Layout layout_of(const unsigned char* header) {
  const size_t size = size_t{header[kPageSizeAt]} << 8 | header[kPageSizeAt + 1];
  return {size == 1 ? 65536 : size, header[kReserveAt] == kPageReserve};
}

uint64_t word_at(const unsigned char* bytes) {
  uint64_t out;
  std::memcpy(&out, bytes, sizeof out);
  return out;
}

bool all_zero(const unsigned char* page, size_t size) {
  return std::all_of(page, page + size, [](unsigned char c) { return c == 0; });
}

bool is_whole(const unsigned char* page, size_t size, int64_t number) {
  const uint64_t stored = word_at(page + size - kPageReserve);
  return stored == page_sum(page, size, number) || (stored == 0 && all_zero(page, size));
}

struct File {
  sqlite3_file base;
  sqlite3_file* real;
  bool main, refuse;
  Layout layout;
  unsigned char* scratch;
};
File* file_of(sqlite3_file* f) { return reinterpret_cast<File*>(f); }
sqlite3_file* real_of(sqlite3_file* f) { return file_of(f)->real; }
const sqlite3_io_methods* methods_of(sqlite3_file* f) { return real_of(f)->pMethods; }

bool is_page(const File& file, int size, sqlite3_int64 at) {
  const auto bytes = static_cast<size_t>(size);
  return file.main && file.layout.summed && bytes == file.layout.page &&
         static_cast<size_t>(at) % bytes == 0;
}

void learn_layout(File& file, const void* bytes, int size, sqlite3_int64 at) {
  if (file.main && at == 0 && size >= 100 && std::memcmp(bytes, kMagic.data(), kMagic.size()) == 0)
    file.layout = layout_of(static_cast<const unsigned char*>(bytes));
}

// Who opened the file while it was empty may have read its first page from the log alone; before it
// carries a page over, it must know whether pages bear sums.
void learn_layout_late(File& file, sqlite3_int64 at) {
  if (!file.main || file.layout.page != 0 || at == 0) return;
  std::array<unsigned char, 100> header{};
  if (file.real->pMethods->xRead(file.real, header.data(), header.size(), 0) == SQLITE_OK)
    learn_layout(file, header.data(), header.size(), 0);
}

int close_file(sqlite3_file* f) {
  const int out = methods_of(f)->xClose(real_of(f));
  std::free(file_of(f)->real);
  std::free(file_of(f)->scratch);
  return out;
}

int read_file_at(sqlite3_file* f, void* out, int size, sqlite3_int64 at) {
  File& file = *file_of(f);
  const int code = methods_of(f)->xRead(file.real, out, size, at);
  if (code != SQLITE_OK) return code;
  learn_layout(file, out, size, at);
  if (!file.refuse || !is_page(file, size, at)) return SQLITE_OK;
  const auto bytes = static_cast<size_t>(size);
  // The first page is also read before the log is found; another process may be writing it just
  // now.
  constexpr int kTries = 4;  // after the first; each read is looked at
  for (int tries = 0;; ++tries) {
    if (is_whole(static_cast<unsigned char*>(out), bytes, at / size + 1)) return SQLITE_OK;
    if (tries == kTries) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    if (const int again = methods_of(f)->xRead(file.real, out, size, at); again != SQLITE_OK)
      return again;
  }
  sqlite3_log(SQLITE_IOERR_DATA, "page %lld does not match its checksum", at / size + 1);
  return SQLITE_IOERR_DATA;
}

int write_file_at(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 at) {
  File& file = *file_of(f);
  learn_layout(file, bytes, size, at);
  learn_layout_late(file, at);
  if (!is_page(file, size, at)) return methods_of(f)->xWrite(file.real, bytes, size, at);
  const auto page = static_cast<size_t>(size);
  if (!file.scratch) file.scratch = static_cast<unsigned char*>(std::malloc(65536));
  if (!file.scratch) return SQLITE_IOERR_NOMEM;
  std::memcpy(file.scratch, bytes, page);
  const uint64_t sum = page_sum(file.scratch, page, at / size + 1);
  std::memcpy(file.scratch + page - kPageReserve, &sum, sizeof sum);
  return methods_of(f)->xWrite(file.real, file.scratch, size, at);
}

int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  return methods_of(f)->xTruncate(real_of(f), size);
}
int sync_file(sqlite3_file* f, int flags) { return methods_of(f)->xSync(real_of(f), flags); }
int size_of_file(sqlite3_file* f, sqlite3_int64* out) {
  return methods_of(f)->xFileSize(real_of(f), out);
}
int lock_file(sqlite3_file* f, int level) { return methods_of(f)->xLock(real_of(f), level); }
int unlock_file(sqlite3_file* f, int level) { return methods_of(f)->xUnlock(real_of(f), level); }
int check_lock(sqlite3_file* f, int* out) {
  return methods_of(f)->xCheckReservedLock(real_of(f), out);
}
int control_file(sqlite3_file* f, int what, void* argument) {
  return methods_of(f)->xFileControl(real_of(f), what, argument);
}
int sector_size(sqlite3_file* f) { return methods_of(f)->xSectorSize(real_of(f)); }
int characteristics(sqlite3_file* f) { return methods_of(f)->xDeviceCharacteristics(real_of(f)); }
int map_shared(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return methods_of(f)->xShmMap(real_of(f), page, size, extend, out);
}
int lock_shared(sqlite3_file* f, int offset, int n, int flags) {
  return methods_of(f)->xShmLock(real_of(f), offset, n, flags);
}
void barrier(sqlite3_file* f) { methods_of(f)->xShmBarrier(real_of(f)); }
int unmap_shared(sqlite3_file* f, int remove) {
  return methods_of(f)->xShmUnmap(real_of(f), remove);
}

// Version 2: without the third's mapping of the file into memory, which would go round the layer.
const sqlite3_io_methods kMethods = {2,
                                     close_file,
                                     read_file_at,
                                     write_file_at,
                                     truncate_file,
                                     sync_file,
                                     size_of_file,
                                     lock_file,
                                     unlock_file,
                                     check_lock,
                                     control_file,
                                     sector_size,
                                     characteristics,
                                     map_shared,
                                     lock_shared,
                                     barrier,
                                     unmap_shared,
                                     nullptr,
                                     nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* f, int flags, int* out) {
  std::memset(f, 0, sizeof(File));
  sqlite3_vfs* real = real_vfs();
  const auto size = static_cast<size_t>(real->szOsFile);
  auto* file = static_cast<sqlite3_file*>(std::calloc(1, size));
  if (!file) return SQLITE_NOMEM;
  const int code = real->xOpen(real, name, file, flags, out);
  if (code != SQLITE_OK) {
    if (file->pMethods) file->pMethods->xClose(file);
    std::free(file);
    return code;
  }
  file_of(f)->real = file;
  file_of(f)->main = flags & SQLITE_OPEN_MAIN_DB;
  file_of(f)->refuse = vfs->pAppData != nullptr;
  f->pMethods = &kMethods;
  return SQLITE_OK;
}
int delete_file(sqlite3_vfs*, const char* name, int sync) {
  return real_vfs()->xDelete(real_vfs(), name, sync);
}

const char* registered(const char* name, bool refuse) {
  sqlite3_initialize();
  auto* vfs = new sqlite3_vfs(*real_vfs());  // for as long as the program runs
  vfs->zName = name;
  vfs->szOsFile = sizeof(File);
  vfs->pAppData = refuse ? vfs : nullptr;
  vfs->xOpen = open_file;
  vfs->xDelete = delete_file;
  vfs->pNext = nullptr;
  sqlite3_vfs_register(vfs, 0);
  return name;
}

uint32_t big_endian(const unsigned char* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

// The log as https://www.sqlite.org/walformat.html has it.
class Log {
 public:
  explicit Log(const std::string& path) : file_(path, std::ios::binary) {
    std::array<unsigned char, kHeader> header{};
    if (!read(header.data(), header.size())) return;
    big_ = header[3] & 1;
    frame_.resize(kFrame + big_endian(&header[8]) % 65537);
    salt_ = word_at(&header[16]);
    add(header.data(), kHeader - 8);
    if (!matches(&header[24])) return;
    while (take_frame()) {
    }
    broken_ = commits_after_break() > 1;
  }
  bool holds(int64_t page) const { return pages_.contains(page); }
  bool broken() const { return broken_; }

 private:
  static constexpr size_t kHeader = 32, kFrame = 24;
  bool read(unsigned char* out, size_t size) {
    file_.read(reinterpret_cast<char*>(out), static_cast<std::streamsize>(size));
    return file_.gcount() == static_cast<std::streamsize>(size);
  }
  void add(const unsigned char* bytes, size_t size) {
    for (size_t i = 0; i + 8 <= size; i += 8) {
      sums_[0] += number(bytes + i) + sums_[1];
      sums_[1] += number(bytes + i + 4) + sums_[0];
    }
  }
  uint32_t number(const unsigned char* bytes) const {
    return big_ ? big_endian(bytes) : std::byteswap(big_endian(bytes));
  }
  bool matches(const unsigned char* sums) const {
    return big_endian(sums) == sums_[0] && big_endian(sums + 4) == sums_[1];
  }
  bool take_frame() {
    if (frame_.size() <= kFrame || !read(frame_.data(), frame_.size())) return false;
    if (word_at(&frame_[8]) == salt_) {
      add(frame_.data(), 8);
      add(&frame_[kFrame], frame_.size() - kFrame);
      if (matches(&frame_[16])) {
        open_.insert(big_endian(frame_.data()));
        if (big_endian(&frame_[4]) != 0) pages_.merge(open_), open_.clear();
        return true;
      }
    }
    last_commits_ = is_commit();
    return false;
  }
  bool is_commit() const { return word_at(&frame_[8]) == salt_ && big_endian(&frame_[4]) != 0; }
  // Of this log: frames of an earlier one that it has overwritten bear other salts. A frame that
  // commits is repeated to the end of a sector, and counts once.
  int commits_after_break() {
    int out = last_commits_ ? 1 : 0;
    uint64_t last = word_at(frame_.data());
    while (frame_.size() > kFrame && read(frame_.data(), frame_.size()))
      if (is_commit()) {
        if (out == 0 || word_at(frame_.data()) != last) ++out;
        last = word_at(frame_.data());
      }
    return out;
  }

  std::ifstream file_;
  std::vector<unsigned char> frame_;
  std::array<uint32_t, 2> sums_{};
  std::set<int64_t> pages_, open_;  // committed, not yet committed
  uint64_t salt_ = 0;
  bool big_ = false, last_commits_ = false, broken_ = false;
};

bool read_page(std::ifstream& file, std::vector<unsigned char>& page, int64_t number) {
  file.clear();
  file.seekg((number - 1) * static_cast<int64_t>(page.size()));
  file.read(reinterpret_cast<char*>(page.data()), static_cast<std::streamsize>(page.size()));
  return file.gcount() == static_cast<std::streamsize>(page.size());
}

}  // namespace

const char* checked_vfs(PageErrors errors) {
  if (errors == PageErrors::refuse) {
    static const char* const refusing = registered("entente-checked", true);
    return refusing;
  }
  static const char* const accepting = registered("entente-accepting", false);
  return accepting;
}

uint64_t page_sum(const unsigned char* page, size_t size, int64_t number) {
  // Each step can be undone, so that a lane ends otherwise whenever one of its words was another.
  constexpr uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
  std::array<uint64_t, 4> lanes{1, 2, 3, static_cast<uint64_t>(number) * kOdd};
  const size_t end = size - kPageReserve;
  size_t at = 0;
  for (; at + 32 <= end; at += 32)
    for (size_t i = 0; i < 4; ++i)
      lanes[i] = std::rotl((lanes[i] ^ word_at(page + at + 8 * i)) * kOdd, 29);
  for (size_t i = 0; at + 8 <= end; at += 8, ++i)
    lanes[i] = std::rotl((lanes[i] ^ word_at(page + at)) * kOdd, 29);
  uint64_t out = 0;
  for (const uint64_t lane : lanes) out = std::rotl((out ^ lane) * kOdd, 31);
  return out;
}

bool bears_sums(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<unsigned char> header(100);
  return !read_page(file, header, 1) || layout_of(header.data()).summed;
}

Result<FileDamage> damage_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<unsigned char> page(100);
  if (!file) return fail(Code::io_failure, "cannot be opened", path);
  const Log log(path + "-wal");
  FileDamage out{{}, log.broken()};
  if (!read_page(file, page, 1)) return out;  // nothing was ever written
  const Layout layout = layout_of(page.data());
  if (layout.page < 512 || !std::has_single_bit(layout.page) || !layout.summed) {
    if (!log.holds(1)) out.pages.push_back(1);
    return out;
  }
  page.resize(layout.page);
  for (int64_t number = 1; read_page(file, page, number); ++number) {
    bool whole = is_whole(page.data(), page.size(), number) || log.holds(number);
    // Another process may be writing it just now.
    for (int tries = 0; !whole && tries < 3; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      whole = read_page(file, page, number) && is_whole(page.data(), page.size(), number);
    }
    if (!whole) out.pages.push_back(number);
  }
  return out;
}

}  // namespace entente
