// The sizes in an archive's directory are claims of whoever made it: they serve to refuse early,
// and what is unpacked is counted all the same. Tests: archive_test.cpp, fuzz/zip_fuzz.cpp.
#include "intake/documents/archive.h"

#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <mutex>

#include "base/text.h"
#include "base/utf8.h"

namespace entente::intake {
namespace {

constexpr size_t kRatioCountsFrom = size_t{1} << 20;
constexpr size_t kNameBytesMax = 1000;

struct Close {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Handle = std::unique_ptr<zip_t, Close>;
using FileHandle = std::unique_ptr<zip_file_t, Close>;

std::unexpected<Error> broken(const zip_error_t& error, const std::string& path) {
  zip_error_t copy = error;
  const std::string what = zip_error_strerror(&copy);
  zip_error_fini(&copy);  // strerror keeps its text in the copy
  const int code = zip_error_code_zip(&error);
  if (code == ZIP_ER_NOENT) return fail(Code::not_found, "no such file", path);
  if (code == ZIP_ER_OPEN || code == ZIP_ER_READ) return fail(Code::unreadable, what, path);
  if (code == ZIP_ER_NOZIP)
    return fail(Code::truncated, "is no whole zip archive: its directory is missing", path, {},
                "fetch the file again");
  return fail(Code::malformed, "the archive is damaged: " + what, path);
}

// What is wrong with a member's name; empty when nothing is.
std::string_view fault_of_name(std::string_view name) {
  if (name.empty() || name.size() > kNameBytesMax) return "a name of no or too many bytes";
  if (first_ill_formed(name)) return "a name that is not UTF-8";
  if (name[0] == '/' || name.find('\\') != name.npos || name.find(':') == 1)
    return "a name that leads out of the archive";
  for (const auto part : split(name, '/'))
    if (part == ".." || part == "." || part.empty()) return "a name that leads out of the archive";
  for (const char c : name)
    if (static_cast<unsigned char>(c) < 0x20) return "a name with control characters";
  return {};
}

}  // namespace

struct Archive::Parts {
  std::string path, bytes;
  ArchiveLimits limits;
  Handle handle;
  std::vector<Member> members;
  std::vector<Error> problems;
  std::map<std::string, zip_uint64_t, std::less<>> index;
  mutable std::mutex mutex;

  Status look_at(zip_uint64_t i, size_t& total);
  std::string_view fault_of(const zip_stat_t& stat, zip_uint64_t i) const;
};

bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

std::string_view Archive::Parts::fault_of(const zip_stat_t& stat, zip_uint64_t i) const {
  if (const auto fault = fault_of_name(stat.name); !fault.empty()) return fault;
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
    return "locked by a password";
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  const bool unix_member =
      zip_file_get_external_attributes(handle.get(), i, 0, &system, &attributes) == 0 &&
      system == ZIP_OPSYS_UNIX;
  const auto type = attributes >> 16 & 0170000u;
  if (unix_member && type != 0 && type != 0100000u && type != 0040000u)
    return "a link or device, no file";
  if (stat.size > limits.member_bytes_max) return "larger than the limit for one file";
  if (stat.size > kRatioCountsFrom && stat.size / limits.ratio_max > stat.comp_size)
    return "unpacks to far more than it is: a bomb";
  if (index.contains(stat.name)) return "a name that stands twice";
  return {};
}

Status Archive::Parts::look_at(zip_uint64_t i, size_t& total) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(handle.get(), i, ZIP_FL_ENC_GUESS, &stat) != 0 || !stat.name)
    return broken(*zip_get_error(handle.get()), path);
  const std::string_view name = stat.name;
  if (name.ends_with('/') && stat.size == 0) return {};  // a folder
  if (const auto fault = fault_of(stat, i); !fault.empty()) {
    const bool size = fault.find("limit") != fault.npos || fault.find("bomb") != fault.npos;
    problems.push_back(fail(size ? Code::too_large : Code::unreadable, std::string(fault), path,
                            shorten(first_ill_formed(name) ? "?" : name, 80))
                           .error());
    return {};
  }
  total += stat.size;
  if (total > limits.total_bytes_max)
    return fail(Code::too_large,
                "unpacks to more than " + std::to_string(limits.total_bytes_max) + " bytes", path);
  index.emplace(name, i);
  members.push_back({std::string(name), stat.size});
  return {};
}

Archive::Archive(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::list(std::unique_ptr<Parts> parts) {
  const zip_int64_t count = zip_get_num_entries(parts->handle.get(), 0);
  if (count > static_cast<zip_int64_t>(parts->limits.members_max))
    return fail(
        Code::too_large,
        std::to_string(count) + " files, the limit is " + std::to_string(parts->limits.members_max),
        parts->path, {}, "unpack it and name the folder");
  size_t total = 0;
  for (zip_int64_t i = 0; i < count; ++i)
    if (auto ok = parts->look_at(static_cast<zip_uint64_t>(i), total); !ok)
      return std::unexpected(ok.error());
  std::ranges::sort(parts->members, {}, &Member::name);
  return Archive(std::move(parts));
}

Result<Archive> Archive::open_file(const std::string& path, const ArchiveLimits& limits) {
  auto parts = std::make_unique<Parts>();
  parts->path = path;
  parts->limits = limits;
  int code = 0;
  parts->handle.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (!parts->handle) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    auto out = broken(error, path);
    zip_error_fini(&error);
    return out;
  }
  return list(std::move(parts));
}

Result<Archive> Archive::open_bytes(std::string bytes, const std::string& path,
                                    const ArchiveLimits& limits) {
  auto parts = std::make_unique<Parts>();
  parts->path = path;
  parts->bytes = std::move(bytes);
  parts->limits = limits;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source =
      zip_source_buffer_create(parts->bytes.data(), parts->bytes.size(), 0, &error);
  if (source) parts->handle.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!parts->handle) {
    auto out = broken(error, path);
    if (source) zip_source_free(source);
    zip_error_fini(&error);
    return out;
  }
  return list(std::move(parts));
}

const std::vector<Archive::Member>& Archive::members() const { return parts_->members; }
const std::vector<Error>& Archive::problems() const { return parts_->problems; }
bool Archive::has(std::string_view name) const { return parts_->index.contains(name); }

Result<std::string> Archive::read(std::string_view name) const {
  const std::string place = parts_->path + "/" + std::string(name);
  const auto at = parts_->index.find(name);
  if (at == parts_->index.end()) return fail(Code::not_found, "not in the archive", place);
  const std::lock_guard lock(parts_->mutex);
  const FileHandle file(zip_fopen_index(parts_->handle.get(), at->second, 0));
  if (!file) return broken(*zip_get_error(parts_->handle.get()), place);
  std::string out;
  char buffer[65536];
  for (;;) {
    const zip_int64_t got = zip_fread(file.get(), buffer, sizeof buffer);
    if (got < 0) return broken(*zip_file_get_error(file.get()), place);
    if (got == 0) return out;
    out.append(buffer, static_cast<size_t>(got));
    if (out.size() > parts_->limits.member_bytes_max)
      return fail(Code::too_large,
                  "more than " + std::to_string(parts_->limits.member_bytes_max) + " bytes", place);
  }
}

}  // namespace entente::intake
