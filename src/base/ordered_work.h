// Work on many threads, results in order: the same output with any number of threads.
//
//   ordered_work(files.size(), threads,
//                [&](size_t i) { return read(files[i]); },       // any thread, any order
//                [&](size_t i, Claims&& c) { print(c); });       // the calling thread, 0, 1, 2, …
//
// At most 4 results a thread wait to be taken, so memory stays bounded whatever the count.
// `take` may return false to stop early. Neither function may throw.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

namespace entente {

template <class Make, class Take>
void ordered_work(size_t count, size_t threads, Make make, Take take) {
  using Value = std::invoke_result_t<Make, size_t>;
  if (threads <= 1 || count <= 1) {
    for (size_t i = 0; i < count; ++i)
      if (!take(i, make(i))) return;
    return;
  }
  std::mutex mutex;
  std::condition_variable ready, room;
  std::map<size_t, Value> done;
  size_t next_made = 0, next_taken = 0;
  bool stop = false;
  const size_t ahead_max = threads * 4;

  const auto worker = [&] {
    for (;;) {
      std::unique_lock lock(mutex);
      room.wait(lock,
                [&] { return stop || next_made >= count || next_made < next_taken + ahead_max; });
      if (stop || next_made >= count) return;
      const size_t mine = next_made++;
      lock.unlock();
      Value value = make(mine);
      lock.lock();
      done.emplace(mine, std::move(value));
      ready.notify_one();
    }
  };
  std::vector<std::jthread> pool;
  for (size_t t = 0; t < threads; ++t) pool.emplace_back(worker);
  while (next_taken < count) {
    std::unique_lock lock(mutex);
    ready.wait(lock, [&] { return done.contains(next_taken); });
    auto node = done.extract(next_taken);
    lock.unlock();
    const bool go_on = take(next_taken, std::move(node.mapped()));
    lock.lock();
    ++next_taken;
    stop = !go_on;
    room.notify_all();
    if (stop) return;
  }
}

}  // namespace entente
