// The arithmetic of the encoder, once per instruction set. Everything works on rows that do not
// depend on each other, so results are the same for any batch and any number of threads.
//
// Matrix products are exact: int8 by int8 summed in 32 bits, so every instruction set gives the
// same integers. The float steps are one source text (kernels.inc) compiled several times in
// vectors of 16 with a fixed order of summation; the sets with fused multiply-add agree bit for
// bit, the portable one within rounding.
//
// No standard header with code is included here or in the kernels: a function compiled for a newer
// processor must not be the one that the linker keeps for all.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace entente {

constexpr size_t kLanes = 16;      // columns of a panel; floats of a vector
constexpr size_t kDeep = 64;       // the inner dimension of a product is a multiple of this
constexpr size_t kHeadWidth = 32;  // floats of one attention head

// Weights of a linear step, int8 with one scale a column. `panels` holds, for each 16 columns, for
// each 4 inner places, 16 columns of 4: what both VNNI and AMX load in one piece.
struct PackedMatrix {
  const int8_t* panels = nullptr;
  const float* scales = nullptr;  // columns
  const float* bias = nullptr;    // columns
  size_t inner = 0, columns = 0;  // multiples of kDeep and kLanes
};

// Rows of activations rounded to int8, each with its own scale; `sums` are the sums of the int8.
// Room for `rows` rounded up to a multiple of 16; what lies beyond `rows` is ignored.
struct ByteRows {
  int8_t* values = nullptr;
  float* scales = nullptr;
  int32_t* sums = nullptr;
  size_t inner = 0, rows = 0;
};

struct Kernels {
  const char* name;
  // out[r * stride + c] = (row r of a) · (column c of w) + bias.
  void (*multiply)(const ByteRows& a, const PackedMatrix& w, float* out, size_t stride);
  // Row `row` of `to` becomes `from` (to.inner floats) rounded.
  void (*round_row)(const float* from, const ByteRows& to, size_t row);
  // x = GELU(x), tanh approximation; n is a multiple of 16.
  void (*gelu)(float* x, size_t n);
  // x = LayerNorm(x + add) * weight + bias; n is a multiple of 16.
  void (*add_and_normalise)(float* x, const float* add, const float* weight, const float* bias,
                            size_t n);
  // Self-attention of one sentence of `length` rows. A row of qkv is queries, keys and values of
  // all heads, 3 * heads * 32 floats; a row of out heads * 32. `scratch`:
  // attention_scratch(length).
  void (*attend)(const float* qkv, size_t length, size_t heads, float* out, float* scratch);
  // a · b over n floats, n a multiple of 16.
  float (*dot)(const float* a, const float* b, size_t n);
};

constexpr size_t attention_scratch(size_t length) {
  return (kHeadWidth + 4) * ((length + kLanes - 1) / kLanes * kLanes);
}

// The fastest this processor can run; decided once.
const Kernels& best_kernels();
// All it can run, the portable ones first; null after the last. For tests.
const Kernels* const* usable_kernels();

}  // namespace entente
