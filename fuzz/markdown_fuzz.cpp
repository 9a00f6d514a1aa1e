#include "document_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  entente::check_document(data, size, "a.md", "markdown");
  return 0;
}
