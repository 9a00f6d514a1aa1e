#include "reading/grammar/form_table.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "reading/grammar/bytes.h"
#include "reading/grammar/feature_hash.h"

namespace entente {
namespace {

constexpr size_t kHeaderBytes = 8;

std::string_view text_at(const unsigned char* at, size_t size) {
  return {reinterpret_cast<const char*>(at), size};
}

// The byte after the record at `at`, or nullptr when it does not fit before `end`.
const unsigned char* after_record(const unsigned char* at, const unsigned char* end,
                                  size_t tags = 256) {
  if (at >= end || end - at < std::ptrdiff_t{at[0]} + 2) return nullptr;
  at += 1 + at[0];
  const size_t count = *at++;
  if (count > FormReadings::kMax) return nullptr;
  for (size_t i = 0; i < count; ++i) {
    if (end - at < 3 || end - at < 3 + std::ptrdiff_t{at[2]} || at[0] >= tags || at[1] > 32)
      return nullptr;
    at += 3 + at[2];
  }
  return at;
}

std::string record_of(const FormRow& row) {
  std::string out;
  out += static_cast<char>(row.key.size());
  out += row.key;
  out += static_cast<char>(row.readings.size());
  for (const auto& r : row.readings) {
    const std::string& lemma = r.lemma == row.key ? std::string() : r.lemma;
    out += static_cast<char>(r.tag);
    out += static_cast<char>(std::bit_width(r.count));
    out += static_cast<char>(lemma.size());
    out += lemma;
  }
  return out;
}

}  // namespace

Result<FormTable> FormTable::view(std::string_view bytes, size_t tags) {
  const auto* base = reinterpret_cast<const unsigned char*>(bytes.data());
  if (bytes.size() < kHeaderBytes) return broken_table("a table of forms is cut short");
  const uint32_t bits = load_le<uint32_t>(base), data_size = load_le<uint32_t>(base + 4);
  if (bits < 1 || bits > 24) return broken_table("a table of forms has an impossible header");
  const uint64_t buckets = uint64_t{1} << bits;
  if (bytes.size() != kHeaderBytes + 4 * (buckets + 1) + data_size)
    return broken_table("a table of forms is not as long as it says");
  FormTable table;
  table.shift_ = 64 - bits;
  table.begins_ = base + kHeaderBytes;
  table.data_ = table.begins_ + 4 * (buckets + 1);
  uint32_t last = 0;
  for (uint64_t b = 0; b <= buckets; ++b) {
    const uint32_t begin = load_le<uint32_t>(table.begins_ + 4 * b);
    if (begin < last || begin > data_size) return broken_table("a table of forms has lost records");
    const unsigned char* at = table.data_ + last;
    while (at != nullptr && at < table.data_ + begin)
      at = after_record(at, table.data_ + begin, tags);
    if (at == nullptr) return broken_table("a table of forms has a damaged record");
    last = begin;
  }
  if (last != data_size) return broken_table("a table of forms has lost records");
  return table;
}

FormReadings FormTable::find(std::string_view key) const {
  FormReadings found;
  const uint64_t bucket = hash_text(key) >> shift_;
  const unsigned char* at = data_ + load_le<uint32_t>(begins_ + 4 * bucket);
  const unsigned char* end = data_ + load_le<uint32_t>(begins_ + 4 * (bucket + 1));
  while (at < end && text_at(at + 1, at[0]) != key) at = after_record(at, end);
  if (at >= end) return found;
  at += 1 + at[0];
  for (size_t count = *at++; count > 0; --count) {
    const std::string_view lemma = text_at(at + 3, at[2]);
    found.push_back({at[0], at[1], lemma.empty() ? key : lemma});
    at += 3 + lemma.size();
  }
  return found;
}

std::string pack_form_table(std::vector<FormRow> rows) {
  const auto hash = [](const FormRow& row) { return hash_text(row.key); };
  std::sort(rows.begin(), rows.end(),
            [&](const FormRow& a, const FormRow& b) { return hash(a) < hash(b); });
  const unsigned bits = std::clamp(static_cast<unsigned>(std::bit_width(rows.size())), 1u, 24u);
  std::vector<uint32_t> begins;
  std::string data;
  size_t next = 0;
  for (uint64_t b = 0; b < uint64_t{1} << bits; ++b) {
    begins.push_back(static_cast<uint32_t>(data.size()));
    for (; next < rows.size() && hash(rows[next]) >> (64 - bits) == b; ++next) {
      auto& readings = rows[next].readings;
      std::stable_sort(readings.begin(), readings.end(),
                       [](const auto& x, const auto& y) { return x.count > y.count; });
      if (readings.size() > FormReadings::kMax) readings.resize(FormReadings::kMax);
      assert(rows[next].key.size() <= 255);
      data += record_of(rows[next]);
    }
  }
  begins.push_back(static_cast<uint32_t>(data.size()));
  std::string out;
  append_le<uint32_t>(out, bits);
  append_le<uint32_t>(out, static_cast<uint32_t>(data.size()));
  for (const uint32_t begin : begins) append_le<uint32_t>(out, begin);
  return out + data;
}

}  // namespace entente
