// What building, saving and opening a segment share. Inside index only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "index/segment.h"

namespace entente::index {

struct Segment::Owner {
  std::vector<EntityRow> entities;
  std::string blocks, records, text, meta;
  std::vector<TermRow> terms;
  std::vector<uint32_t> postings;
  HashedPairs term_of, identifiers;
  KeyRows keys;
  std::optional<MappedFile> file;
  // The same, for records: they are read for results only, and stay out of memory otherwise.
  std::optional<OpenFile> records_file;
};

// Varints and strings of records.
void put_number(std::string& out, uint64_t number);
void put_string(std::string& out, std::string_view text);
class RecordReader {
 public:
  explicit RecordReader(std::string_view bytes) : bytes_(bytes) {}
  std::optional<uint64_t> number();
  std::optional<std::string_view> string();

 private:
  std::string_view bytes_;
};

}  // namespace entente::index
