// Little-endian integers as the tables of the model file hold them, unaligned.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "base/result.h"

namespace entente {

static_assert(std::endian::native == std::endian::little, "the model file is little-endian");

template <class T>
T load_le(const void* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

template <class T>
void append_le(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof bytes);
}

inline std::unexpected<Error> broken_table(std::string what) {
  return fail(Code::malformed, std::move(what), {}, {},
              "train the model again or restore the file");
}

}  // namespace entente
