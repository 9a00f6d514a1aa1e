// A zip archive, read through libzip with limits against bombs and names that lead elsewhere.
//
//   auto archive = Archive::open_file("reports.zip", {});
//   for (const auto& member : archive->members())
//     auto bytes = archive->read(member.name);
//
// Members are never written to disk. May be used from several threads: calls wait for each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente::intake {

struct ArchiveLimits {
  size_t members_max = 10000;
  size_t member_bytes_max = size_t{64} << 20;
  size_t total_bytes_max = size_t{2} << 30;  // of all members, unpacked, as they state it
  size_t ratio_max = 250;                    // unpacked to packed, from 1 MiB on
};

bool is_zip(std::string_view bytes);

class Archive {
 public:
  struct Member {
    std::string name;  // "march/a.txt"; well-formed UTF-8, relative, no ".."
    size_t bytes = 0;  // unpacked, as the archive states it
  };

  // malformed, truncated, too_large; not_found and the like for the file.
  static Result<Archive> open_file(const std::string& path, const ArchiveLimits& limits);
  // `path` is for messages.
  static Result<Archive> open_bytes(std::string bytes, const std::string& path,
                                    const ArchiveLimits& limits);
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

  // Files that can be read, in the order of their names.
  const std::vector<Member>& members() const;
  // Members that are not: locked, with a name that leads elsewhere, over a limit.
  const std::vector<Error>& problems() const;
  bool has(std::string_view name) const;
  // not_found, too_large (whatever the archive states, no more than the limit is unpacked),
  // malformed (damaged, wrong checksum).
  Result<std::string> read(std::string_view name) const;

 private:
  struct Parts;
  explicit Archive(std::unique_ptr<Parts> parts);
  static Result<Archive> list(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace entente::intake
