// Bytes of a body as a file for as long as a call needs one: the engine reads files. The folder is
// nobody else's, and its name never goes out.
#pragma once

#include <string>

namespace server {

class ScratchFile {
 public:
  ScratchFile(const std::string& name, const std::string& bytes);
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  std::string path() const { return folder_ + "/" + name_; }
  // The text without the folder.
  std::string shown(std::string text) const;

 private:
  std::string folder_, name_;
};

// The last part of a name as it was sent, of harmless characters only.
std::string safe_name(std::string_view name);

}  // namespace server
