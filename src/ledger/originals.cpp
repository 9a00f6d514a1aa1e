// Written before the row that names them commits, so a crash can leave an original that no row
// names (harmless, found again by the next run) but never a row without its original.
#include "ledger/originals.h"

#include <filesystem>
#include <limits>
#include <vector>

#include "base/file.h"
#include "base/hash.h"

namespace entente {
namespace fs = std::filesystem;

std::string Originals::path_of(std::string_view sha256) const {
  return folder_ + "/" + std::string(sha256.substr(0, 2)) + "/" + std::string(sha256);
}

Result<std::string> Originals::put(std::string_view bytes) const {
  const std::string hash = sha256_hex(bytes);
  const std::string path = path_of(hash);
  std::error_code error;
  if (fs::file_size(path, error) == bytes.size() && !error) return hash;
  if (fs::create_directories(fs::path(path).parent_path(), error)) {
    if (auto ok = sync_folder(folder_); !ok) return std::unexpected(ok.error());
    if (auto ok = sync_folder(fs::path(folder_).parent_path().string()); !ok)
      return std::unexpected(ok.error());
  }
  if (error) return fail(Code::io_failure, error.message(), path);
  if (auto ok = write_file_atomically(path, bytes); !ok) return std::unexpected(ok.error());
  return hash;
}

Status Originals::put_all(std::span<const Original> originals) const {
  constexpr size_t kFew = 4;  // below this, syncing file by file disturbs others less
  if (originals.size() < kFew) {
    for (const auto& one : originals)
      if (auto hash = put(one.bytes); !hash) return std::unexpected(hash.error());
    return {};
  }
  std::vector<FileToWrite> files;
  for (const auto& [hash, bytes] : originals) {
    std::string path = path_of(hash);
    std::error_code error;
    if (fs::file_size(path, error) == bytes.size() && !error) continue;
    fs::create_directories(fs::path(path).parent_path(), error);
    if (error) return fail(Code::io_failure, error.message(), path);
    files.push_back({std::move(path), bytes});
  }
  return write_files_atomically(files);  // its last sync makes new folders durable as well
}

Result<std::string> Originals::get(std::string_view sha256) const {
  auto bytes = read_file(path_of(sha256), std::numeric_limits<size_t>::max());
  if (bytes && sha256_hex(*bytes) != sha256)
    return fail(Code::ledger_corrupt, "the original does not match its hash", path_of(sha256));
  return bytes;
}

}  // namespace entente
