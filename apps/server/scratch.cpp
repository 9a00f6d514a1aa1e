#include "scratch.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace server {

namespace fs = std::filesystem;

std::string safe_name(std::string_view name) {
  const size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string out;
  for (const char c : name) out += static_cast<unsigned char>(c) < 0x20 ? '_' : c;
  while (out.starts_with('.')) out.erase(0, 1);
  if (out.size() > 180) out.erase(0, out.size() - 180);
  while (!out.empty() && (static_cast<unsigned char>(out[0]) & 0xC0) == 0x80) out.erase(0, 1);
  return out.empty() ? "upload.txt" : out;
}

ScratchFile::ScratchFile(const std::string& name, const std::string& bytes)
    : folder_((fs::temp_directory_path() / "entente-call-XXXXXX").string()),
      name_(safe_name(name)) {
  if (!mkdtemp(folder_.data())) return;
  std::ofstream out(path(), std::ios::binary);
  out << bytes;
}

ScratchFile::~ScratchFile() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string ScratchFile::shown(std::string text) const {
  const std::string prefix = folder_ + "/";
  for (size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;)
    text.erase(at, prefix.size());
  return text;
}

}  // namespace server
