// Encodings, recognition of formats, and the blocks and dates of mail text.
#include "document_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  entente::check_document(data, size, "a.txt", {});
  entente::check_document(data, size, "a.txt", "mail");
  return 0;
}
