// Kernels for AVX-512 with VNNI. vpdpbusd takes one unsigned side: weights become w + 128 by
// flipping their highest bit, and 128 times the sum of the row is taken off at the end.
#include "reading/neural/kernels.h"

#if defined(__AVX512VNNI__)
#include <immintrin.h>

namespace entente {
namespace {

#include "reading/neural/kernels.inc"

// `count` rows by `panels` times 16 columns.
template <size_t count, size_t panels>
ENTENTE_INLINE void multiply_block(const ByteRows& a, size_t row, const PackedMatrix& w,
                                   size_t column, float* out, size_t stride) {
  const int8_t* panel = w.panels + column * w.inner;
  const size_t next = kLanes * w.inner;
  const __m512i flip = _mm512_set1_epi8(-128);
  __m512i sums[count][panels];
  for (size_t r = 0; r < count; ++r)
    for (size_t p = 0; p < panels; ++p) sums[r][p] = _mm512_setzero_si512();
  for (size_t k = 0; k < w.inner; k += 4) {
    __m512i b[panels];
    for (size_t p = 0; p < panels; ++p)
      b[p] = _mm512_xor_si512(_mm512_loadu_si512(panel + p * next + k * kLanes), flip);
    for (size_t r = 0; r < count; ++r) {
      int32_t four;
      __builtin_memcpy(&four, a.values + (row + r) * a.inner + k, 4);
      const __m512i x = _mm512_set1_epi32(four);
      for (size_t p = 0; p < panels; ++p) sums[r][p] = _mm512_dpbusd_epi32(sums[r][p], b[p], x);
    }
  }
  for (size_t r = 0; r < count; ++r)
    for (size_t p = 0; p < panels; ++p) {
      const Ints whole = (Ints)sums[r][p] - 128 * a.sums[row + r];
      finish(whole, a, row + r, w, column + p * kLanes, out, stride);
    }
}

template <size_t panels>
ENTENTE_INLINE void multiply_columns(const ByteRows& a, const PackedMatrix& w, size_t column,
                                     float* out, size_t stride) {
  size_t row = 0;
  for (; row + 8 <= a.rows; row += 8) multiply_block<8, panels>(a, row, w, column, out, stride);
  for (; row + 4 <= a.rows; row += 4) multiply_block<4, panels>(a, row, w, column, out, stride);
  for (; row < a.rows; ++row) multiply_block<1, panels>(a, row, w, column, out, stride);
}

void multiply(const ByteRows& a, const PackedMatrix& w, float* out, size_t stride) {
  size_t column = 0;
  for (; column + 2 * kLanes <= w.columns; column += 2 * kLanes)
    multiply_columns<2>(a, w, column, out, stride);
  if (column < w.columns) multiply_columns<1>(a, w, column, out, stride);
}

}  // namespace

extern const Kernels kAvx512Kernels;
const Kernels kAvx512Kernels = {"avx512",          multiply, round_row, gelu,
                                add_and_normalise, attend,   dot};

}  // namespace entente
#endif
