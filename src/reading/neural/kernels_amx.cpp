// Kernels for AMX: products of tiles, 16 rows by 64 bytes with 64 bytes by 16 columns, two by two
// of them at a time. The float steps are those of AVX-512.
#include "reading/neural/kernels.h"

#if defined(__AMX_INT8__)
#include <immintrin.h>

namespace entente {
namespace {

#include "reading/neural/kernels.inc"

struct alignas(64) TileShapes {
  uint8_t palette = 1, start_row = 0, reserved[14] = {};
  uint16_t bytes_a_row[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};

void finish_tile(const int32_t* tile, const ByteRows& a, size_t row, const PackedMatrix& w,
                 size_t column, float* out, size_t stride) {
  const size_t end = a.rows - row < 16 ? a.rows - row : 16;
  for (size_t r = 0; r < end; ++r)
    finish(*reinterpret_cast<const Ints*>(tile + r * kLanes), a, row + r, w, column, out, stride);
}

// 32 rows by 32 columns.
void multiply_square(const ByteRows& a, size_t row, const PackedMatrix& w, size_t column,
                     float* out, size_t stride) {
  const int8_t* x = a.values + row * a.inner;
  const int8_t* panel = w.panels + column * w.inner;
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (size_t k = 0; k < w.inner; k += kDeep) {
    _tile_loadd(4, x + k, a.inner);
    _tile_loadd(5, x + 16 * a.inner + k, a.inner);
    _tile_loadd(6, panel + k * kLanes, 64);
    _tile_loadd(7, panel + kLanes * w.inner + k * kLanes, 64);
    _tile_dpbssd(0, 4, 6);
    _tile_dpbssd(1, 4, 7);
    _tile_dpbssd(2, 5, 6);
    _tile_dpbssd(3, 5, 7);
  }
  alignas(64) int32_t sums[4][256];
  _tile_stored(0, sums[0], 64);
  _tile_stored(1, sums[1], 64);
  _tile_stored(2, sums[2], 64);
  _tile_stored(3, sums[3], 64);
  finish_tile(sums[0], a, row, w, column, out, stride);
  finish_tile(sums[1], a, row, w, column + kLanes, out, stride);
  finish_tile(sums[2], a, row + 16, w, column, out, stride);
  finish_tile(sums[3], a, row + 16, w, column + kLanes, out, stride);
}

// 16 rows by 16 columns, for what is left over.
void multiply_tile(const ByteRows& a, size_t row, const PackedMatrix& w, size_t column, float* out,
                   size_t stride) {
  _tile_zero(0);
  for (size_t k = 0; k < w.inner; k += kDeep) {
    _tile_loadd(4, a.values + row * a.inner + k, a.inner);
    _tile_loadd(6, w.panels + column * w.inner + k * kLanes, 64);
    _tile_dpbssd(0, 4, 6);
  }
  alignas(64) int32_t sums[256];
  _tile_stored(0, sums, 64);
  finish_tile(sums, a, row, w, column, out, stride);
}

void multiply(const ByteRows& a, const PackedMatrix& w, float* out, size_t stride) {
  static const TileShapes shapes;  // static: the compiler does not see that all of it is read
  _tile_loadconfig(&shapes);
  const size_t square_rows = (a.rows + 15) / 16 * 16 / 32 * 32;
  const size_t square_columns = w.columns / (2 * kLanes) * (2 * kLanes);
  for (size_t column = 0; column < square_columns; column += 2 * kLanes)
    for (size_t row = 0; row < square_rows; row += 32)
      multiply_square(a, row, w, column, out, stride);
  for (size_t column = 0; column < w.columns; column += kLanes)
    for (size_t row = column < square_columns ? square_rows : 0; row < a.rows; row += 16)
      multiply_tile(a, row, w, column, out, stride);
  _tile_release();
}

}  // namespace

extern const Kernels kAmxKernels;
const Kernels kAmxKernels = {"amx", multiply, round_row, gelu, add_and_normalise, attend, dot};

}  // namespace entente
#endif
