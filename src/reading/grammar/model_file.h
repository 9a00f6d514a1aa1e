// The container of the trained model: named sections in one file that is mapped and read in place.
//
//   auto file = ModelFile::parse(bytes, "models/reader-en.bin");
//   file->section("tagger")                          // view; empty when there is no such section
//
// Layout, little-endian: "ENTGRAM\n", u32 version, u32 section count, u64 file size, u64 checksum
// of the section table; then the table: per section 16 bytes of name (padded with zeros), u64
// offset, u64 size, u64 checksum; then the sections, each at a multiple of 8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace entente {

constexpr uint32_t kModelVersion = 1;

class ModelFile {
 public:
  // truncated when shorter than it says, malformed when a checksum or the layout is wrong. The
  // bytes must outlive the result.
  static Result<ModelFile> parse(std::string_view bytes, const std::string& where);
  std::string_view section(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string_view>> sections_;
};

using ModelSections = std::vector<std::pair<std::string, std::string>>;  // name, bytes
std::string pack_model_file(const ModelSections& sections);

}  // namespace entente
