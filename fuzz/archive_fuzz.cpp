// An archive comes from anywhere: a line of its records is read or refused, and what is read can be
// written and read again.
#include <cstdlib>

#include "engine/archive_json.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  using namespace entente;
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto record = parse_archive_line(line);
  if (!record) {
    if (record.error().what.empty()) std::abort();
    return 0;
  }
  const std::string written = archive_line(*record);
  const auto again = parse_archive_line(written);
  if (!again || archive_line(*again) != written) std::abort();
  return 0;
}
