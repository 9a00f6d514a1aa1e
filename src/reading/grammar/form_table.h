// A read-only dictionary of word forms: for each lower-case form the tags it was seen with and
// its lemma under each. Also used for the endings of words, see lemmatiser.h.
//
//   auto table = FormTable::view(bytes);
//   for (const FormReading& r : table->find("ships")) …   // most frequent first; empty if unknown
//
// Layout, little-endian: u32 bucket_bits, u32 data_size, u32 begin[2^bits + 1], then data: records
// of u8 key length, key, u8 count, then per reading u8 tag, u8 bit width of its count, u8 lemma
// length,
// lemma. A lemma of length 0 is the key itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente {

struct FormReading {
  uint8_t tag = 0;
  uint8_t log_count = 0;
  std::string_view lemma;
};

// At most 8 readings, by value: no allocation on look-up.
class FormReadings {
 public:
  static constexpr size_t kMax = 8;
  void push_back(const FormReading& reading) { items_[size_++] = reading; }
  const FormReading* begin() const { return items_; }
  const FormReading* end() const { return items_ + size_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  FormReading items_[kMax];
  size_t size_ = 0;
};

class FormTable {
 public:
  // malformed when the bytes break the layout or a tag is not below `tags`. The bytes must
  // outlive the table.
  static Result<FormTable> view(std::string_view bytes, size_t tags);
  FormReadings find(std::string_view key) const;

 private:
  unsigned shift_ = 63;
  const unsigned char* begins_ = nullptr;
  const unsigned char* data_ = nullptr;
};

struct FormRow {
  struct Reading {
    uint8_t tag;
    uint32_t count;
    std::string lemma;
  };
  std::string key;  // at most 255 bytes
  std::vector<Reading> readings;
};
std::string pack_form_table(std::vector<FormRow> rows);

}  // namespace entente
