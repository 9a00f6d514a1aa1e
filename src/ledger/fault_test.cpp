// The disk as it fails: the process killed, the power lost or the disk full at each of 200 points
// of writing. Whatever was acknowledged must be there afterwards, and the ledger whole. SQLite's
// layer over the system (VFS) is wrapped; originals are written beside it and are not touched here.
//
// After a loss of power each write since the file's last sync is kept, dropped or torn by a seeded
// draw, as a disk may do that reorders its cache.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "base/hash.h"
#include "base/text.h"
#include "ledger/verify.h"
#include "ledger/view.h"
#include "ledger/writer.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
constexpr const char* kNow = "2025-01-02T03:04:05Z";
constexpr int kPoints = 200;

struct Unsynced {
  int64_t offset;
  std::string before, after;
};

// What the wrapped disk does; one at a time, set by the test that runs.
struct Disk {
  sqlite3_vfs* real = nullptr;
  int64_t left = -1;   // writes that still succeed; -1: all
  bool full = false;   // what fails, fails with SQLITE_FULL, and reading and deleting go on
  bool lies = false;   // a sync does nothing and says it did
  int64_t writes = 0;  // asked for so far
  std::map<std::string, std::vector<Unsynced>> unsynced;
  bool dead() const { return left == 0 && !full; }
  int failure() const { return full ? SQLITE_FULL : SQLITE_IOERR; }
  bool take() {
    ++writes;
    if (left == 0) return false;
    if (left > 0) --left;
    return true;
  }
} disk;

struct File {
  sqlite3_file base;
  std::string* path;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
File* file_of(sqlite3_file* f) { return reinterpret_cast<File*>(f); }

int close_file(sqlite3_file* f) {
  const int out = file_of(f)->real()->pMethods->xClose(file_of(f)->real());
  delete file_of(f)->path;
  return out;
}
int read_file_at(sqlite3_file* f, void* out, int size, sqlite3_int64 at) {
  return file_of(f)->real()->pMethods->xRead(file_of(f)->real(), out, size, at);
}
int write_file_at(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 at) {
  if (!disk.take()) return disk.failure();
  auto* real = file_of(f)->real();
  std::string before(static_cast<size_t>(size), '\0');
  real->pMethods->xRead(real, before.data(), size, at);  // short at the end: zeros
  disk.unsynced[*file_of(f)->path].push_back(
      {at, before, std::string(static_cast<const char*>(bytes), static_cast<size_t>(size))});
  return real->pMethods->xWrite(real, bytes, size, at);
}
int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  if (!disk.take()) return disk.failure();
  return file_of(f)->real()->pMethods->xTruncate(file_of(f)->real(), size);
}
int sync_file(sqlite3_file* f, int flags) {
  if (!disk.take()) return disk.failure();
  if (disk.lies) return SQLITE_OK;
  disk.unsynced.erase(*file_of(f)->path);
  return file_of(f)->real()->pMethods->xSync(file_of(f)->real(), flags);
}
int size_of_file(sqlite3_file* f, sqlite3_int64* out) {
  return file_of(f)->real()->pMethods->xFileSize(file_of(f)->real(), out);
}
int lock_file(sqlite3_file* f, int level) {
  return file_of(f)->real()->pMethods->xLock(file_of(f)->real(), level);
}
int unlock_file(sqlite3_file* f, int level) {
  return file_of(f)->real()->pMethods->xUnlock(file_of(f)->real(), level);
}
int check_lock(sqlite3_file* f, int* out) {
  return file_of(f)->real()->pMethods->xCheckReservedLock(file_of(f)->real(), out);
}
int control_file(sqlite3_file* f, int what, void* argument) {
  return file_of(f)->real()->pMethods->xFileControl(file_of(f)->real(), what, argument);
}
int sector_size(sqlite3_file* f) {
  return file_of(f)->real()->pMethods->xSectorSize(file_of(f)->real());
}
int characteristics(sqlite3_file*) { return 0; }  // promises nothing about the disk
int map_shared(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return file_of(f)->real()->pMethods->xShmMap(file_of(f)->real(), page, size, extend, out);
}
int lock_shared(sqlite3_file* f, int offset, int n, int flags) {
  return file_of(f)->real()->pMethods->xShmLock(file_of(f)->real(), offset, n, flags);
}
void barrier(sqlite3_file* f) { file_of(f)->real()->pMethods->xShmBarrier(file_of(f)->real()); }
int unmap_shared(sqlite3_file* f, int remove) {
  return file_of(f)->real()->pMethods->xShmUnmap(file_of(f)->real(), disk.dead() ? 0 : remove);
}

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

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out) {
  std::memset(f, 0, sizeof(File));
  const int code = disk.real->xOpen(disk.real, name, file_of(f)->real(), flags, out);
  if (code != SQLITE_OK) return code;
  file_of(f)->path = new std::string(name ? name : "");
  f->pMethods = &kMethods;
  return SQLITE_OK;
}
int delete_file(sqlite3_vfs*, const char* name, int sync) {
  if (disk.dead()) return SQLITE_IOERR;
  disk.unsynced.erase(name);
  return disk.real->xDelete(disk.real, name, sync);
}

void use_wrapped_disk() {
  static sqlite3_vfs wrapped;
  if (disk.real) return;
  disk.real = sqlite3_vfs_find(nullptr);
  wrapped = *disk.real;
  wrapped.zName = "failing";
  wrapped.szOsFile = static_cast<int>(sizeof(File)) + disk.real->szOsFile;
  wrapped.xOpen = open_file;
  wrapped.xDelete = delete_file;
  wrapped.pNext = nullptr;
  sqlite3_vfs_register(&wrapped, 0);
}

// The cache of the disk is gone: of every file, each write since its last sync with luck only.
void lose_power(unsigned seed) {
  std::mt19937 random(seed);
  for (auto& [path, writes] : disk.unsynced) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    if (!file) continue;
    for (auto w = writes.rbegin(); w != writes.rend(); ++w) {  // all of them undone …
      file.seekp(w->offset);
      file << w->before;
    }
    for (const auto& w : writes) {  // … and each done again, half done or not
      const auto luck = random() % 3;
      file.seekp(w.offset);
      file << w.after.substr(0, luck == 0 ? 0 : luck == 1 ? w.after.size() / 2 : w.after.size());
    }
  }
  disk.unsynced.clear();
}

NameKeys keys() {
  return {[](const Entity& e) { return std::vector{lower(e.caption)}; },
          [](std::string_view t) { return std::vector{lower(t)}; },
          [](std::string_view t) { return lower(t); }};
}

DocumentEntry report(int number) {
  DocumentEntry out;
  Document& d = out.document;
  d.text = "Minsk sends " + std::to_string(number) + " shells to Moscow.\n";
  for (int i = 0; i < 40; ++i)
    d.text += "Nothing else is known of the day " + std::to_string(i * number) + ". ";
  out.original = d.text;
  d.id = sha256_hex(out.original);
  d.path = std::to_string(number) + ".txt";
  Claim c;
  c.document.id = d.id, c.document.path = d.path;
  c.kind = Kind::transfer;
  static_cast<Span&>(c.quote) = {d.text.substr(0, 11), 0, 11};
  static_cast<Span&>(c.subject.emplace_back()) = {"Minsk", 0, 5};
  c.subject[0].state = "by";
  c.id = claim_id(c);
  out.claims = {c};
  return out;
}

class FaultTest : public testing::Test {
 protected:
  void SetUp() override {
    use_wrapped_disk();
    sqlite3_vfs_register(sqlite3_vfs_find("failing"), 1);
    // In memory where there is such a folder: the faults are ours, real syncs only take time.
    const fs::path memory = "/dev/shm";
    const bool usable = ::access(memory.c_str(), W_OK) == 0;
    folder_ = (usable ? memory : fs::path(testing::TempDir())) /
              ("entente-fault." + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override {
    disk.left = -1, disk.full = false, disk.lies = false;
    disk.unsynced.clear();
    sqlite3_vfs_register(disk.real, 1);
    fs::remove_all(folder_);
  }
  std::string fresh() {
    path_ = (folder_ / (std::to_string(++count_) + ".db")).string();
    disk.left = -1, disk.full = false, disk.writes = 0;
    disk.unsynced.clear();
    return path_;
  }
  // Adds documents until one fails or all are in; ids of those acknowledged.
  std::vector<std::string> add_until_failure() {
    std::vector<std::string> out;
    auto writer = Writer::open(path_, keys());
    for (int i = 1; writer && i <= 12; ++i) {
      const DocumentEntry entry = report(i);
      const auto added = writer->add_documents({&entry, 1}, kNow);
      if (!added) break;
      out.push_back(entry.document.id);
    }
    return out;
  }
  // With the disk as new: everything acknowledged is there, and the ledger whole.
  void expect_whole(const std::vector<std::string>& acknowledged, int point) {
    disk.left = -1, disk.full = false;
    if (!fs::exists(path_)) {
      EXPECT_TRUE(acknowledged.empty()) << "point " << point;
      return;
    }
    const auto verified = verify_ledger(path_, keys(), [&](const Damage& d) {
      ADD_FAILURE() << "point " << point << ": " << d.table << " " << d.row << " " << d.what;
    });
    ASSERT_TRUE(verified) << "point " << point << ": " << to_string(verified.error());
    EXPECT_GE(verified->documents, static_cast<int64_t>(acknowledged.size())) << "point " << point;
    auto writer = Writer::open(path_, keys());
    ASSERT_TRUE(writer);
    for (const auto& id : acknowledged) {
      EXPECT_GT(writer->find_document(id)->revision, 0) << "lost at point " << point;
      ++kept_;
    }
    const DocumentEntry more = report(1000);
    EXPECT_TRUE(writer->add_documents({&more, 1}, kNow)) << "point " << point;
  }
  // How many writes the whole of the work takes; points are spread over them.
  int64_t all_writes() {
    fresh();
    EXPECT_EQ(add_until_failure().size(), 12u);
    return disk.writes;
  }
  template <class Fail>
  void at_each_point(const char* what, Fail fail) {
    const int64_t writes = all_writes();
    ASSERT_GE(writes, kPoints);
    for (int point = 0; point < kPoints; ++point) {
      fresh();
      disk.left = writes * point / kPoints;
      fail(point);
      fs::remove(path_);
      fs::remove_all(path_ + ".originals");
    }
    std::printf("%s: %d points of %lld writes, %lld acknowledged documents, none lost\n", what,
                kPoints, static_cast<long long>(writes), static_cast<long long>(kept_));
  }
  fs::path folder_;
  std::string path_;
  int count_ = 0;
  int64_t kept_ = 0;
};

TEST_F(FaultTest, KilledAtAnyWrite) {
  at_each_point("killed", [&](int point) {
    const auto acknowledged = add_until_failure();
    disk.unsynced.clear();  // the system still has what was written
    expect_whole(acknowledged, point);
  });
}

TEST_F(FaultTest, PowerLostAtAnyWrite) {
  at_each_point("power lost", [&](int point) {
    const auto acknowledged = add_until_failure();
    lose_power(static_cast<unsigned>(point));
    fs::remove(path_ + "-shm");  // it lived in memory
    expect_whole(acknowledged, point);
  });
}

// The harness bites: on a disk that only says it synced, the same work does lose something.
TEST_F(FaultTest, ADiskThatLiesLosesSomething) {
  const int64_t writes = all_writes();
  int lost = 0;
  for (int point = 10; point < kPoints; point += 20) {
    fresh();
    disk.lies = true;
    disk.left = writes * point / kPoints;
    const auto acknowledged = add_until_failure();
    lose_power(static_cast<unsigned>(point));
    fs::remove(path_ + "-shm");
    disk.lies = false, disk.left = -1;
    auto writer = Writer::open(path_, keys());
    for (const auto& id : acknowledged) {
      const auto found = writer ? writer->find_document(id) : Written{};
      if (!found || found->revision == 0) ++lost;
    }
  }
  EXPECT_GT(lost, 0);
}

TEST_F(FaultTest, DiskFullAtAnyWrite) {
  at_each_point("disk full", [&](int point) {
    disk.full = true;
    const auto acknowledged = add_until_failure();
    disk.unsynced.clear();
    expect_whole(acknowledged, point);
  });
}

}  // namespace
}  // namespace entente
