// ICU 72's locks over again (its common/umutex.cpp), in the layout that its objects expect. Those
// in libicuuc.a use std::call_once, whose thread-local variables they reach in a way that only
// programs and libraries loaded at the start may: a Python that has loaded others before would
// refuse ours ("cannot allocate memory in static TLS block").
#include <unicode/utypes.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <new>

static_assert(U_ICU_VERSION_MAJOR_NUM == 72, "compare these with common/umutex.h of this ICU");

U_NAMESPACE_BEGIN

struct UInitOnce {
  std::atomic<int32_t> state;
  int error;
};

class UMutex {
 public:
  void lock() {
    std::mutex* mutex = mutex_.load(std::memory_order_acquire);
    (mutex ? mutex : getMutex())->lock();
  }
  void unlock() { mutex_.load(std::memory_order_relaxed)->unlock(); }
  std::mutex* getMutex();
  static void cleanup();

 private:
  alignas(std::mutex) char storage_[sizeof(std::mutex)];
  std::atomic<std::mutex*> mutex_;
  UMutex* next_;
};

namespace {
constinit std::mutex init_mutex;
std::condition_variable& init_condition() {
  static auto* const out =
      new std::condition_variable;  // never destroyed: others may wait at the end
  return *out;
}
UMutex global_mutex{};
}  // namespace

std::mutex* UMutex::getMutex() {
  const std::lock_guard lock(init_mutex);
  std::mutex* out = mutex_.load(std::memory_order_acquire);
  if (!out) mutex_.store(out = new (storage_) std::mutex, std::memory_order_release);
  return out;
}

void UMutex::cleanup() {}

signed char umtx_initImplPreInit(UInitOnce& once) {
  std::unique_lock lock(init_mutex);
  if (once.state.load(std::memory_order_acquire) == 0) {
    once.state.store(1, std::memory_order_release);
    return true;  // the caller initialises, then calls umtx_initImplPostInit
  }
  while (once.state.load(std::memory_order_acquire) == 1) init_condition().wait(lock);
  return false;
}

void umtx_initImplPostInit(UInitOnce& once) {
  {
    const std::lock_guard lock(init_mutex);
    once.state.store(2, std::memory_order_release);
  }
  init_condition().notify_all();
}

U_NAMESPACE_END

extern "C" void umtx_lock_72(icu::UMutex* mutex) { (mutex ? mutex : &icu::global_mutex)->lock(); }
extern "C" void umtx_unlock_72(icu::UMutex* mutex) {
  (mutex ? mutex : &icu::global_mutex)->unlock();
}
