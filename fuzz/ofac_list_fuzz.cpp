// The tables stand one after the other in the input, apart by 0x1E.
#include "base/text.h"
#include "list_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  const auto tables = split({reinterpret_cast<const char*>(data), size}, '\x1E');
  const char* names[] = {"sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"};
  for (size_t i = 0; i < 4; ++i) write_scratch(names[i], i < tables.size() ? tables[i] : "");
  check_list(scratch_folder() + "/sdn.csv");
  return 0;
}
