// Loops that are compiled a second time for newer processors, and chosen when the program runs.
//
//   int sum(std::span<const int> all) { … }                                   // for any processor
//   ENTENTE_FOR_AVX2 int sum_avx2(std::span<const int> all) { return sum(all); }
//
// Everything such a function calls becomes part of it, and so is made of the newer instructions;
// what it calls stays as it was for all others.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__)
#define ENTENTE_HAS_VARIANTS 1
#define ENTENTE_TARGET_AVX2 [[gnu::target("avx2,bmi,bmi2,popcnt")]]
#define ENTENTE_FOR_AVX2 [[gnu::target("avx2,bmi,bmi2,popcnt"), gnu::flatten]]

namespace entente {
inline bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
  return has;
}
}  // namespace entente
#endif
