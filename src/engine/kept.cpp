#include "engine/kept.h"

#include <sys/stat.h>

#include <algorithm>

namespace entente {

Result<std::shared_ptr<const void>> Kept::get(const std::string& key,
                                              const std::function<Result<Made>()>& make) {
  std::shared_ptr<Entry> entry;
  {
    const std::lock_guard lock(mutex_);
    auto& at = entries_[key];
    if (!at) at = std::make_shared<Entry>();
    entry = at;
    entry->used = ++clock_;
  }
  const std::lock_guard making(entry->making);
  if (entry->value) return entry->value;
  auto made = make();
  if (!made) {
    const std::lock_guard lock(mutex_);
    const auto at = entries_.find(key);
    if (at != entries_.end() && at->second == entry) entries_.erase(at);
    return std::unexpected(made.error());
  }
  entry->value = std::move(made->value);
  entry->weight = made->weight;
  const auto out = entry->value;
  thin_out(entry);
  return out;
}

size_t Kept::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

// What is being made weighs nothing yet; what was just made stays, whatever it weighs. Of one
// question, a key up to its last line, the answers of two revisions stay: a ledger that grows would
// else fill the memory with what nobody asks for any more.
void Kept::thin_out(const std::shared_ptr<Entry>& fresh) {
  const std::lock_guard lock(mutex_);
  const auto own = std::ranges::find(entries_, fresh, [](const auto& e) { return e.second; });
  if (own != entries_.end() && own->second->weight > 0) {
    const std::string question = own->first.substr(0, own->first.rfind('\n') + 1);
    auto last = entries_.end();  // the other that is kept
    for (auto at = entries_.lower_bound(question);
         !question.empty() && at != entries_.end() && at->first.starts_with(question);) {
      const auto here = at++;
      if (here->second == fresh || here->second->weight == 0) continue;
      const bool newer = last != entries_.end() && here->second->used > last->second->used;
      if (last != entries_.end()) entries_.erase(newer ? last : here);
      if (last == entries_.end() || newer) last = here;
    }
  }
  for (;;) {
    size_t weight = 0;
    auto oldest = entries_.end();
    for (auto at = entries_.begin(); at != entries_.end(); ++at) {
      weight += at->second->weight;
      if (at->second == fresh || at->second->weight == 0) continue;
      if (oldest == entries_.end() || at->second->used < oldest->second->used) oldest = at;
    }
    if (oldest == entries_.end() || (weight <= kWeightMax && entries_.size() <= kEntriesMax))
      return;
    entries_.erase(oldest);
  }
}

std::shared_ptr<Kept> make_kept() { return std::make_shared<Kept>(); }

std::string ledger_key(const std::string& path, int64_t revision) {
  struct stat info = {};
  std::string out = path;
  if (stat(path.c_str(), &info) == 0)
    out += '\n' + std::to_string(info.st_dev) + '\n' + std::to_string(info.st_ino);
  return out + '\n' + std::to_string(revision);
}

}  // namespace entente
