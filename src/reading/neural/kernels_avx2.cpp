// Kernels for AVX2 with FMA. Signed bytes are multiplied as |x| by sign(w, x): both lie within
// ±127, so that pairs never overflow the 16 bits that vpmaddubsw sums them in.
#include "reading/neural/kernels.h"

#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>

namespace entente {
namespace {

#include "reading/neural/kernels.inc"

// `count` rows (1 to 3) by 16 columns.
template <size_t count>
ENTENTE_INLINE void multiply_block(const ByteRows& a, size_t row, const PackedMatrix& w,
                                   size_t column, float* out, size_t stride) {
  const int8_t* panel = w.panels + column * w.inner;
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i low[count], high[count];
  for (size_t r = 0; r < count; ++r) low[r] = high[r] = _mm256_setzero_si256();
  for (size_t k = 0; k < w.inner; k += 4) {
    const __m256i w0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(panel + k * kLanes));
    const __m256i w1 =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(panel + k * kLanes + 32));
    for (size_t r = 0; r < count; ++r) {
      int32_t four;
      __builtin_memcpy(&four, a.values + (row + r) * a.inner + k, 4);
      const __m256i x = _mm256_set1_epi32(four), size = _mm256_abs_epi8(x);
      const __m256i p0 = _mm256_maddubs_epi16(size, _mm256_sign_epi8(w0, x));
      const __m256i p1 = _mm256_maddubs_epi16(size, _mm256_sign_epi8(w1, x));
      low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(p0, ones));
      high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(p1, ones));
    }
  }
  for (size_t r = 0; r < count; ++r) {
    Ints sums;
    __builtin_memcpy(&sums, &low[r], 32);
    __builtin_memcpy(reinterpret_cast<char*>(&sums) + 32, &high[r], 32);
    finish(sums, a, row + r, w, column, out, stride);
  }
}

void multiply(const ByteRows& a, const PackedMatrix& w, float* out, size_t stride) {
  for (size_t column = 0; column < w.columns; column += kLanes) {
    size_t row = 0;
    for (; row + 3 <= a.rows; row += 3) multiply_block<3>(a, row, w, column, out, stride);
    for (; row < a.rows; ++row) multiply_block<1>(a, row, w, column, out, stride);
  }
}

}  // namespace

extern const Kernels kAvx2Kernels;
const Kernels kAvx2Kernels = {"avx2", multiply, round_row, gelu, add_and_normalise, attend, dot};

}  // namespace entente
#endif
