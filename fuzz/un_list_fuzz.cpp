#include "list_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  write_scratch("un.xml", {reinterpret_cast<const char*>(data), size});
  check_list(scratch_folder() + "/un.xml");
  return 0;
}
