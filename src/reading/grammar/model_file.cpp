// Every section carries a checksum, so that a damaged file is refused as a whole before any table
// in it is believed; the tables check their own layout besides, so that even a forged file with
// right checksums cannot make the reader read outside of it. The checksum is a plain multiplicative
// hash over 8-byte words: it guards against damage, not against an enemy. Cost: 10 MB in 3 ms.
#include "reading/grammar/model_file.h"

#include <cstring>

#include "reading/grammar/bytes.h"
#include "reading/grammar/feature_hash.h"

namespace entente {
namespace {

constexpr std::string_view kMagic = "ENTGRAM\n";
constexpr size_t kHeaderBytes = 32, kEntryBytes = 40, kNameBytes = 16;
constexpr uint32_t kSectionsMax = 64;

uint64_t checksum(std::string_view bytes) {
  uint64_t h = bytes.size();
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) h = mix(h, load_le<uint64_t>(bytes.data() + at));
  for (; at < bytes.size(); ++at) h = mix(h, static_cast<unsigned char>(bytes[at]));
  return finish(h);
}

constexpr const char* kRemedy = "restore the model file or train it again (training/train.sh)";

}  // namespace

Result<ModelFile> ModelFile::parse(std::string_view bytes, const std::string& where) {
  if (bytes.size() < kHeaderBytes)
    return fail(Code::truncated, "the model file is shorter than its header", where, {}, kRemedy);
  if (bytes.substr(0, kMagic.size()) != kMagic)
    return fail(Code::malformed, "this is not a model of the reader", where, {}, kRemedy);
  const auto version = load_le<uint32_t>(bytes.data() + 8);
  if (version != kModelVersion)
    return fail(Code::malformed, "the model file has another version than this program reads",
                where, std::to_string(version), kRemedy);
  const auto count = load_le<uint32_t>(bytes.data() + 12);
  if (bytes.size() < load_le<uint64_t>(bytes.data() + 16))
    return fail(Code::truncated, "the model file ends early", where, {}, kRemedy);
  const size_t table_bytes = size_t{count} * kEntryBytes;
  if (bytes.size() != load_le<uint64_t>(bytes.data() + 16) || count > kSectionsMax ||
      bytes.size() < kHeaderBytes + table_bytes ||
      checksum(bytes.substr(kHeaderBytes, table_bytes)) != load_le<uint64_t>(bytes.data() + 24))
    return fail(Code::malformed, "the model file's table of sections is damaged", where, {},
                kRemedy);
  ModelFile file;
  for (size_t i = 0; i < count; ++i) {
    const size_t at = kHeaderBytes + i * kEntryBytes;
    const std::string_view padded = bytes.substr(at, kNameBytes);
    std::string name(padded.substr(0, padded.find('\0')));
    const auto offset = load_le<uint64_t>(bytes.data() + at + 16),
               size = load_le<uint64_t>(bytes.data() + at + 24);
    if (offset % 8 != 0 || offset > bytes.size() || size > bytes.size() - offset ||
        checksum(bytes.substr(offset, size)) != load_le<uint64_t>(bytes.data() + at + 32))
      return fail(Code::malformed, "a section of the model file is damaged", where, name, kRemedy);
    file.sections_.emplace_back(std::move(name), bytes.substr(offset, size));
  }
  return file;
}

std::string_view ModelFile::section(std::string_view name) const {
  for (const auto& [key, bytes] : sections_)
    if (key == name) return bytes;
  return {};
}

std::string pack_model_file(const ModelSections& sections) {
  std::string table, body;
  const size_t body_at = kHeaderBytes + sections.size() * kEntryBytes;
  for (const auto& [name, bytes] : sections) {
    body.resize((body_at + body.size() + 7) / 8 * 8 - body_at, '\0');
    std::string padded = name;
    padded.resize(kNameBytes, '\0');
    table += padded;
    append_le<uint64_t>(table, body_at + body.size());
    append_le<uint64_t>(table, bytes.size());
    append_le<uint64_t>(table, checksum(bytes));
    body += bytes;
  }
  std::string out(kMagic);
  append_le<uint32_t>(out, kModelVersion);
  append_le<uint32_t>(out, static_cast<uint32_t>(sections.size()));
  append_le<uint64_t>(out, body_at + body.size());
  append_le<uint64_t>(out, checksum(table));
  return out + table + body;
}

}  // namespace entente
