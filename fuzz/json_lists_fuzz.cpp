// Whichever list of this shape the bytes are recognised as.
#include "list_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  write_scratch("list.json", {reinterpret_cast<const char*>(data), size});
  check_list(scratch_folder() + "/list.json");
  return 0;
}
