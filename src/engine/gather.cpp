#include "engine/gather.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "intake/lists/lists.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

// Files are opened to see whether they are lists only when named so.
constexpr std::string_view kListExtensions = ".xml .csv .gz .json .jsonl .txt .tsv";

std::string extension_of(const std::string& path) {
  return lower(fs::path(path).extension().string());
}

bool is_one_of(std::string_view extensions, const std::string& extension) {
  for (const auto e : split(extensions, ' '))
    if (e == extension) return true;
  return false;
}

std::optional<ListMatch> match_list(const std::string& path) {
  std::error_code ignored;
  if (!is_one_of(kListExtensions, extension_of(path)) || !fs::is_regular_file(path, ignored))
    return std::nullopt;
  return recognise_list(path);
}

bool is_document(const std::string& path) {
  const std::string extension = extension_of(path);
  if (extension.empty()) return true;
  if (extension == ".zip") return true;
  for (const auto& format : document_formats())
    if (is_one_of(format.extensions, extension)) return true;
  return false;
}

// Taken from a folder only by way of something else.
bool is_companion(const std::string& path) {
  return path.ends_with(".meta.json") || path.find(".originals/") != std::string::npos;
}

// A table, a packed file or a part of a list that the user named goes on as a list, whose reader
// says what is wrong with it.
void take(Gathered& out, std::string path, bool named) {
  const auto list = match_list(path);
  std::error_code ignored;
  const bool table = is_one_of(".csv .gz", extension_of(path)) && fs::exists(path, ignored);
  if (list ? named || !list->is_part : named && table) out.lists.push_back(std::move(path));
  else if (!list && (named || is_document(path))) out.files.push_back(std::move(path));
  else if (!list) out.left_out.push_back(std::move(path));
}

void drop_parts_of_lists(std::vector<std::string>& lists) {
  std::set<std::string> parts;
  for (const auto& list : lists)
    if (const auto match = match_list(list); match && !match->is_part)
      for (auto& part : parts_of_list(list)) parts.insert(std::move(part));
  std::erase_if(lists, [&](const auto& list) { return parts.contains(list); });
}

// A zipped folder gives way to what it holds; mail stands before its attachments. A member without
// a reader is left out, as in a folder.
void expand_containers(Gathered& out, Containers& containers) {
  std::vector<std::string> files;
  for (auto& file : out.files) {
    std::error_code ignored;
    if (!Containers::is_container(file) || !fs::is_regular_file(file, ignored)) {
      files.push_back(std::move(file));
      continue;
    }
    const auto members = containers.members(file, out.problems);
    if (extension_of(file) != ".zip") files.push_back(file);
    for (auto& member : members) {
      if (is_companion(member)) continue;
      (is_document(member) ? files : out.left_out).push_back(member);
    }
  }
  out.files = std::move(files);
}

}  // namespace

Gathered gather(const std::vector<std::string>& paths, const IntakeOptions& options) {
  Gathered out;
  for (const auto& path : paths) {
    std::error_code ignored;
    if (path == "-" || !fs::is_directory(path, ignored)) {
      take(out, path, true);
      continue;
    }
    for (auto& file : list_files(path, out.problems))
      if (!is_companion(file)) take(out, std::move(file), false);
  }
  drop_parts_of_lists(out.lists);
  if (options.containers) expand_containers(out, *options.containers);
  return out;
}

std::vector<std::string> parts_of_list(const std::string& main_file) {
  const auto main = match_list(main_file);
  std::vector<std::string> out;
  std::error_code error;
  const fs::path folder = fs::path(main_file).parent_path();
  for (fs::directory_iterator at(folder.empty() ? "." : folder, error), end; !error && at != end;
       at.increment(error)) {
    const std::string path = (folder / at->path().filename()).string();
    const auto match = match_list(path);
    if (main && match && match->is_part && match->list == main->list) out.push_back(path);
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<Document> nth_document(const Gathered& gathered, const Inputs& inputs, size_t i,
                              const IntakeOptions& options) {
  if (i < gathered.files.size()) return read_document(gathered.files[i], options);
  const TextInput& text = inputs.texts[i - gathered.files.size()];
  if (text.bytes.size() > options.bytes_max)
    return fail(Code::too_large,
                "is over the limit of " + std::to_string(options.bytes_max) + " bytes", text.path,
                {}, "raise it with --max-bytes if the text is wanted");
  IntakeOptions own = options;
  for (const auto& [from, to] : {std::pair{&text.title, &own.title},
                                 {&text.publisher, &own.publisher},
                                 {&text.published, &own.published},
                                 {&text.url, &own.url}})
    if (!from->empty()) *to = *from;
  if (text.path.empty()) return document_from_file(text.bytes, "-", own);
  return document_from_bytes(text.bytes, text.path, own);
}

std::string left_out_note(const std::vector<std::string>& left_out) {
  if (left_out.empty()) return {};
  std::set<std::string> extensions;
  for (const auto& file : left_out) extensions.insert(fs::path(file).extension().string());
  const bool one = left_out.size() == 1;
  return std::to_string(left_out.size()) +
         (one ? " file of another kind" : " files of other kinds") +
         " left out: " + join({extensions.begin(), extensions.end()}, ", ");
}

Error not_a_document(const std::string& list) {
  if (!match_list(list))
    return fail(Code::unknown_format, "is no document that is read here", list).error();
  return fail(Code::unknown_format, "is a sanctions list, which makes no claims", list, {},
              "entente add " + list)
      .error();
}

Result<IntakeOptions> intake_options(const Inputs& inputs, const std::atomic<bool>* stop) {
  IntakeOptions out;
  out.url = inputs.url;
  out.title = inputs.title;
  out.publisher = inputs.publisher;
  out.published = inputs.published;
  out.format = inputs.format;
  out.stop = stop;
  out.containers = std::make_shared<Containers>();
  if (inputs.bytes_max > 0) out.bytes_max = out.html_bytes_max = inputs.bytes_max;
  const auto sample = document_from_bytes("x", {}, out);
  if (!sample && sample.error().code == Code::bad_argument) return std::unexpected(sample.error());
  return out;
}

}  // namespace entente
