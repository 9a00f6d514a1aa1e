#include "engine/gather.h"

#include <filesystem>
#include <set>

#include "base/file.h"
#include "base/text.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kListExtensions = ".xml .csv";

bool has_extension_of(std::string_view extensions, const std::string& extension) {
  for (const auto e : split(extensions, ' '))
    if (e == extension) return true;
  return false;
}

bool wanted(const std::string& path, bool with_lists) {
  const std::string extension = lower(fs::path(path).extension().string());
  if (extension.empty()) return true;
  for (const auto& format : document_formats())
    if (has_extension_of(format.extensions, extension)) return true;
  return with_lists && has_extension_of(kListExtensions, extension);
}

}  // namespace

Gathered gather(const std::vector<std::string>& paths, bool with_lists) {
  Gathered out;
  for (const auto& path : paths) {
    std::error_code ignored;
    if (path == "-" || !fs::is_directory(path, ignored)) {
      out.files.push_back(path);
      continue;
    }
    for (auto& file : list_files(path, out.problems)) {
      if (file.ends_with(".meta.json")) continue;
      auto& list = wanted(file, with_lists) ? out.files : out.left_out;
      list.push_back(std::move(file));
    }
  }
  return out;
}

std::string left_out_note(const std::vector<std::string>& left_out) {
  if (left_out.empty()) return {};
  std::set<std::string> extensions;
  for (const auto& file : left_out) extensions.insert(fs::path(file).extension().string());
  const bool one = left_out.size() == 1;
  return std::to_string(left_out.size()) + (one ? " file of another kind" : " files of other kinds") +
         " left out: " + join({extensions.begin(), extensions.end()}, ", ");
}

IntakeOptions intake_options(const Inputs& inputs) {
  IntakeOptions out;
  out.url = inputs.url;
  out.title = inputs.title;
  out.publisher = inputs.publisher;
  out.published = inputs.published;
  out.format = inputs.format;
  if (inputs.bytes_max > 0) out.bytes_max = out.html_bytes_max = inputs.bytes_max;
  return out;
}

}  // namespace entente
