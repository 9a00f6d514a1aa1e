// Which kernels this processor and this operating system can run. AMX needs the kernel's leave,
// once a process, because its registers make every thread's saved state larger.
#include "reading/neural/kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace entente {

extern const Kernels kPortableKernels;

#if defined(__x86_64__)
extern const Kernels kAvx2Kernels, kAvx512Kernels, kAmxKernels;
#endif

namespace {

#if defined(__x86_64__)
bool may_use_amx() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(d >> 24 & 1) || !(d >> 25 & 1)) return false;
  constexpr long kAskForState = 0x1023, kTileData = 18;  // ARCH_REQ_XCOMP_PERM
  return syscall(SYS_arch_prctl, kAskForState, kTileData) == 0;
}

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
}
#endif

struct Usable {
  const Kernels* list[5] = {};
  size_t count = 0;
  Usable() {
    list[count++] = &kPortableKernels;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
      list[count++] = &kAvx2Kernels;
    if (has_avx512()) list[count++] = &kAvx512Kernels;
    if (has_avx512() && may_use_amx()) list[count++] = &kAmxKernels;
#endif
  }
};

const Usable& usable() {
  static const Usable found;
  return found;
}

}  // namespace

const Kernels& best_kernels() { return *usable().list[usable().count - 1]; }
const Kernels* const* usable_kernels() { return usable().list; }

}  // namespace entente
