// Of inner archives the bytes are kept while they are open, a quarter of a gigabyte at most in all;
// mail is parsed again for each attachment that is read, which costs less than keeping it.
// Tests: containers_test.cpp.
#include "intake/documents/containers.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "base/file.h"
#include "base/text.h"
#include "intake/documents/archive.h"
#include "intake/documents/mime.h"

namespace entente {
namespace {

using namespace intake;
namespace fs = std::filesystem;

constexpr size_t kDepthMax = 3;
constexpr size_t kMembersMax = 50000;                    // of one file named by the user
constexpr size_t kInnerBytesMax = size_t{256} << 20;     // of inner archives, together
constexpr size_t kContainerBytesMax = size_t{64} << 20;  // of one that must be held in memory

bool is_archive(std::string_view path) { return lower(path).ends_with(".zip"); }
bool is_message(std::string_view path) { return lower(path).ends_with(".eml"); }

// Attachments with the names they go by: each once, none empty.
std::vector<std::pair<std::string, MailPart>> attachments_of(Mail&& mail) {
  std::vector<std::pair<std::string, MailPart>> out;
  std::map<std::string, int> seen;
  for (auto& part : mail.parts) {
    if (!part.attached) continue;
    std::string name = part.name;
    if (name.empty())
      name = part.type == "message/rfc822"    ? "message.eml"
             : part.type == "application/pdf" ? "attachment.pdf"
                                              : "attachment";
    if (const int count = seen[name]++; count > 0) {
      const std::string extension = fs::path(name).extension().string();
      name.insert(name.size() - extension.size(), " " + std::to_string(count + 1));
      seen[name]++;
    }
    out.emplace_back(std::move(name), std::move(part));
  }
  return out;
}

}  // namespace

struct Containers::Parts {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const Archive>> archives;
  size_t inner_bytes = 0;

  // Splits "a.zip/b.zip/c.txt" at the first container that is a file on disk.
  static std::optional<size_t> end_of_outermost(const std::string& path);
  Result<std::shared_ptr<const Archive>> archive(const std::string& path);
  Result<std::shared_ptr<const Archive>> open(const std::string& path);
  Result<std::string> member(const std::string& container, const std::string& name,
                             size_t bytes_max);
  Result<std::string> bytes(const std::string& path, size_t bytes_max);
  void list(const std::string& path, size_t depth, std::vector<std::string>& out,
            std::vector<Error>& problems);
  void add(std::string path, size_t depth, std::vector<std::string>& out,
           std::vector<Error>& problems);
};

std::optional<size_t> Containers::Parts::end_of_outermost(const std::string& path) {
  std::error_code ignored;
  for (size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    const std::string head = path.substr(0, at);
    if (is_container(head) && fs::is_regular_file(head, ignored)) return at;
  }
  return std::nullopt;
}

// Of a path into an archive: where the archive's own path ends, the innermost first.
Result<std::string> Containers::Parts::bytes(const std::string& path, size_t bytes_max) {
  const auto outermost = end_of_outermost(path);
  if (!outermost) return read_file(path, bytes_max);
  for (size_t at = path.rfind('/'); at != std::string::npos && at >= *outermost;
       at = path.rfind('/', at - 1))
    if (is_container(std::string_view(path).substr(0, at)))
      return member(path.substr(0, at), path.substr(at + 1), bytes_max);
  return fail(Code::not_found, "no such file", path);
}

Result<std::shared_ptr<const Archive>> Containers::Parts::open(const std::string& path) {
  if (!end_of_outermost(path)) {
    auto archive = Archive::open_file(path, {});
    if (!archive) return std::unexpected(archive.error());
    return std::make_shared<const Archive>(std::move(*archive));
  }
  auto content = bytes(path, kContainerBytesMax);
  if (!content) return std::unexpected(content.error());
  const size_t size = content->size();
  auto archive = Archive::open_bytes(*std::move(content), path, {});
  if (!archive) return std::unexpected(archive.error());
  const std::lock_guard lock(mutex);
  if ((inner_bytes += size) > kInnerBytesMax)
    return fail(Code::too_large, "the archives within archives are too large together", path, {},
                "unpack it and name the folder");
  return std::make_shared<const Archive>(std::move(*archive));
}

Result<std::shared_ptr<const Archive>> Containers::Parts::archive(const std::string& path) {
  {
    const std::lock_guard lock(mutex);
    if (const auto at = archives.find(path); at != archives.end()) return at->second;
  }
  auto opened = open(path);
  if (!opened) return opened;
  const std::lock_guard lock(mutex);
  return archives.emplace(path, std::move(*opened)).first->second;
}

Result<std::string> Containers::Parts::member(const std::string& container, const std::string& name,
                                              size_t bytes_max) {
  const std::string place = container + "/" + name;
  std::string out;
  if (is_archive(container)) {
    const auto opened = archive(container);
    if (!opened) return std::unexpected(opened.error());
    auto content = (*opened)->read(name);
    if (!content) return content;
    out = std::move(*content);
  } else {
    const auto message = bytes(container, kContainerBytesMax);
    if (!message) return message;
    auto mail = parse_mail(*message, container);
    if (!mail) return std::unexpected(mail.error());
    bool found = false;
    for (auto& [part_name, part] : attachments_of(*std::move(mail)))
      if (!found && part_name == name) found = true, out = std::move(part.bytes);
    if (!found) return fail(Code::not_found, "no such attachment", place);
  }
  if (out.size() > bytes_max)
    return fail(Code::too_large,
                std::to_string(out.size()) + " bytes, the limit is " + std::to_string(bytes_max),
                place);
  return out;
}

void Containers::Parts::add(std::string path, size_t depth, std::vector<std::string>& out,
                            std::vector<Error>& problems) {
  const bool inner = is_container(path);
  if (out.size() < kMembersMax && !is_archive(path)) out.push_back(path);
  if (inner) list(path, depth + 1, out, problems);
}

void Containers::Parts::list(const std::string& path, size_t depth, std::vector<std::string>& out,
                             std::vector<Error>& problems) {
  if (depth > kDepthMax) {
    problems.push_back(fail(Code::too_deep, "more than three containers within each other", path,
                            {}, "unpack it and name the folder")
                           .error());
    return;
  }
  if (is_archive(path)) {
    const auto opened = archive(path);
    if (!opened) return problems.push_back(opened.error());
    for (const auto& problem : (*opened)->problems()) problems.push_back(problem);
    for (const auto& member : (*opened)->members()) {
      // What the makers of archives and of folders leave behind.
      const bool hidden =
          member.name.starts_with('.') || member.name.find("/.") != member.name.npos;
      if (!hidden && !member.name.starts_with("__MACOSX/"))
        add(path + "/" + member.name, depth, out, problems);
    }
  } else {
    const auto message = bytes(path, kContainerBytesMax);
    if (!message) return;  // whoever reads the message itself will say so
    auto mail = parse_mail(*message, path);
    if (!mail) return;
    for (auto& [name, part] : attachments_of(*std::move(mail)))
      add(path + "/" + name, depth, out, problems);
  }
  if (out.size() >= kMembersMax)
    problems.push_back(fail(Code::too_large, "more than 50,000 files within", path, {},
                            "unpack it and name the folder")
                           .error());
}

Containers::Containers() : parts_(std::make_unique<Parts>()) {}
Containers::~Containers() = default;

bool Containers::is_container(std::string_view path) {
  return is_archive(path) || is_message(path);
}

std::vector<std::string> Containers::members(const std::string& path,
                                             std::vector<Error>& problems) {
  std::vector<std::string> out;
  parts_->list(path, 1, out, problems);
  return out;
}

Result<std::string> Containers::read(const std::string& path, size_t bytes_max,
                                     const std::atomic<bool>* stop) {
  if (path == "-" || !Parts::end_of_outermost(path)) return read_file(path, bytes_max, stop);
  return parts_->bytes(path, bytes_max);
}

}  // namespace entente
