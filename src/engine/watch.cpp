// A folder looked at again and again. Polling rather than inotify: it works on every file system,
// network mounts and containers too, and reading a folder of thousands takes milliseconds. A file
// is taken when size and time have stayed the same for a while, so half-written ones are left
// alone; what changes later is another document and is taken again.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <thread>

#include "engine/gather.h"
#include "engine/parts.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto kLookEvery = std::chrono::milliseconds(100);

class Watched {
 public:
  Watched(std::string folder, std::chrono::milliseconds settle)
      : folder_(std::move(folder)), settle_(settle) {}

  // The files that are complete and were not given out before.
  std::vector<std::string> ready() {
    std::vector<std::string> out;
    const auto now = Clock::now();
    Gathered found = gather({folder_}, {});
    found.files.insert(found.files.end(), found.lists.begin(), found.lists.end());
    waiting_ = false;
    for (const auto& path : found.files) {
      std::error_code error;
      const auto size = fs::file_size(path, error);
      const auto time = fs::last_write_time(path, error);
      if (error) continue;  // gone again
      auto [at, fresh] = files_.try_emplace(path, File{size, time, now, false});
      File& file = at->second;
      if (!fresh && (file.size != size || file.time != time)) file = {size, time, now, false};
      if (file.taken) continue;
      if (now - file.since < settle_) waiting_ = true;
      else file.taken = true, out.push_back(path);
    }
    return out;
  }
  bool waiting() const { return waiting_; }

 private:
  struct File {
    uintmax_t size;
    fs::file_time_type time;
    Clock::time_point since;  // it has been so
    bool taken;
  };
  std::string folder_;
  std::chrono::milliseconds settle_;
  std::map<std::string, File> files_;
  bool waiting_ = false;
};

int64_t revision_of(const Engine::Parts& parts) {
  const auto view = parts.view({});
  if (!view) return 0;
  const auto counts = view->counts();
  return counts ? counts->revision : 0;
}

}  // namespace

Exit Engine::watch(const WatchRequest& request,
                   const std::function<bool(const WatchRecord&)>& take) {
  std::error_code error;
  if (!fs::is_directory(request.folder, error))
    return parts_->report(
        fail(Code::bad_argument, "no folder", {}, request.folder, "entente watch FOLDER").error());
  Watched watched(request.folder, std::chrono::milliseconds(request.settle_ms));
  while (!parts_->stopped()) {
    const auto files = watched.ready();
    if (!files.empty()) {
      WatchRecord record;
      const int64_t before = revision_of(*parts_);
      const Exit status = add({.paths = files}, [&](const AddRecord& added) {
        if (added.added) record.added.push_back(added);
        return true;
      });
      if (status == Exit::interrupted || status == Exit::ledger_damaged ||
          status == Exit::missing_resource)
        return status;
      if (!record.added.empty()) {
        DiffRequest changed;
        changed.since = std::to_string(before);
        diff(changed, record.changes);
        if (!take(record)) return Exit::done;
      }
    }
    if (request.once && !watched.waiting()) return Exit::done;
    std::this_thread::sleep_for(kLookEvery);
  }
  return Exit::interrupted;
}

}  // namespace entente
