// A saved index is foreign bytes: whatever opens must be safe to search and to read.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "index/search.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  static const NameTables tables = *NameTables::load(ENTENTE_SOURCE_DIR "/data");
  static const Entity query{"q", "Person", "", "", "", {{"name", "Ali Morozov 서홍찬", {}, "x"}}};
  static const std::string block = prepare(query, tables);
  std::vector<uint64_t> aligned((size + 7) / 8);
  if (size > 0) std::memcpy(aligned.data(), data, size);
  const auto segment =
      index::Segment::from_bytes({reinterpret_cast<const char*>(aligned.data()), size}, "fuzz");
  if (!segment || (*segment)->size() > 10000) return 0;
  index::Searcher searcher(**segment);
  for (const auto& c : searcher.find(index::question_of(query, Prepared(block)), 10)) {
    (void)(*segment)->prepared(c.entity);
    (void)(*segment)->entity(c.entity);
  }
  return 0;
}
