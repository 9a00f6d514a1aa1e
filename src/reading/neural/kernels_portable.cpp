// Kernels for any processor: plain loops, exact in the products.
#include "reading/neural/kernels.h"

namespace entente {
namespace {

#include "reading/neural/kernels.inc"

void multiply(const ByteRows& a, const PackedMatrix& w, float* out, size_t stride) {
  for (size_t column = 0; column < w.columns; column += kLanes) {
    const int8_t* panel = w.panels + column * w.inner;
    for (size_t row = 0; row < a.rows; ++row) {
      const int8_t* x = a.values + row * a.inner;
      int32_t sums[kLanes] = {};
      for (size_t k = 0; k < w.inner; k += 4)
        for (size_t c = 0; c < kLanes; ++c)
          for (size_t i = 0; i < 4; ++i) sums[c] += x[k + i] * panel[k * kLanes + c * 4 + i];
      Ints lanes;
      for (size_t c = 0; c < kLanes; ++c) lanes[c] = sums[c];
      finish(lanes, a, row, w, column, out, stride);
    }
  }
}

}  // namespace

extern const Kernels kPortableKernels;
const Kernels kPortableKernels = {"portable",        multiply, round_row, gelu,
                                  add_and_normalise, attend,   dot};

}  // namespace entente
