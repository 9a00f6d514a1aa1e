// The registry of lists, and the rule that nothing half-read is delivered. A new list is one file
// with a ListFormat and one row in kFormats.
#include "intake/lists/lists.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/date.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/lists/byte_stream.h"
#include "intake/lists/list_format.h"

namespace entente {
namespace {

using namespace intake;
namespace fs = std::filesystem;

constexpr size_t kHeadBytes = 4096;

const std::array<const ListFormat*, 2> kFormats{&kUnConsolidated, &kOfacLegacy};

std::string head_of(const std::string& path) {
  auto stream = ByteStream::open(path);
  if (!stream) return {};
  auto head = stream->read(kHeadBytes, kHeadBytes);
  return head ? *std::move(head) : std::string{};
}

struct Found {
  const ListFormat* format = nullptr;
  Role role = Role::none;
  std::string file;
};

Found find_in_file(const std::string& path) {
  const std::string head = head_of(path);
  const std::string name = fs::path(path).filename().string();
  for (const ListFormat* format : kFormats)
    if (const Role role = format->role(head, name); role != Role::none) return {format, role, path};
  return {};
}

// The first main file of a list straight inside the folder, by name.
Found find_in_folder(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) files.push_back(at->path().string());
  }
  std::ranges::sort(files);
  for (const std::string& file : files)
    if (Found found = find_in_file(file); found.role == Role::main) return found;
  return {};
}

Found find_list(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored) ? find_in_folder(path) : find_in_file(path);
}

std::unexpected<Error> not_a_list(const std::string& path) {
  const std::string head = head_of(path);
  if (auto stream = ByteStream::open(path); !stream && stream.error().code != Code::unreadable)
    return std::unexpected(stream.error());
  if (head.find("<!ENTITY") != std::string::npos)
    return fail(Code::forbidden_entity, "the XML declares entities", path, "<!ENTITY");
  std::string known;
  for (const ListFormat* format : kFormats)
    known += (known.empty() ? "" : "; ") + std::string(format->info.title) + ", " +
             std::string(format->info.files);
  return fail(Code::unknown_format, "is no list that is read here", path,
              shorten(squeeze(std::string_view(head).substr(0, 200)), 60), "lists read: " + known);
}

}  // namespace

std::span<const ListInfo> list_infos() {
  static const std::array<ListInfo, kFormats.size()> infos{kFormats[0]->info, kFormats[1]->info};
  return infos;
}

std::optional<ListMatch> recognise_list(const std::string& path) {
  const Found found = find_list(path);
  if (!found.format) return std::nullopt;
  return ListMatch{&found.format->info, found.role == Role::part};
}

Result<ListReport> read_list(const std::string& path, const EntitySink& sink,
                             const ListOptions& options) {
  if (!options.edition.empty() && !parse_date(options.edition))
    return fail(Code::bad_argument, "the edition is no date", path, options.edition,
                "write it as 2025-07-14");
  const Found found = find_list(path);
  if (!found.format) return not_a_list(path);
  if (found.role == Role::part)
    return fail(Code::bad_argument, "is only a part of the list", path, {},
                "name its folder or its main file");
  ListReport report;
  report.list = &found.format->info;
  std::vector<Entity> entities;
  auto status = found.format->read(found.file, options, entities, report);
  if (!status && !(options.keep_partial && status.error().code == Code::truncated))
    return std::unexpected(status.error());
  if (!status) report.cut = status.error();
  if (report.edition.empty()) report.edition = options.edition;
  report.entities = entities.size();
  for (Entity& entity : entities) {
    report.statements += entity.statements.size();
    entity.edition = report.edition;
    sink(std::move(entity));
  }
  return report;
}

namespace intake {
namespace {

// Whole words of a name that only a company bears.
constexpr std::string_view kLegalForms[] = {
    "ltd", "limited", "llc", "inc", "corp", "corporation", "co",   "company", "gmbh",
    "fze", "fzco",    "fzc", "llp", "plc",  "jsc",         "ojsc", "pjsc",    "ooo",
    "oao", "zao",     "pao", "bv",  "nv",   "ag",          "kg",   "srl",     "sarl",
    "sas", "spa",     "sa",  "cv",  "ltda", "eu",          "oy",   "ab",      "pte",
    "pty", "bhd",     "sdn", "as",  "dmcc", "wll",         "pjs",  "lp",      "ao"};

}  // namespace

EntityBuilder::EntityBuilder(std::string id, std::string schema, std::string dataset) {
  entity_.id = std::move(id);
  entity_.schema = std::move(schema);
  entity_.dataset = std::move(dataset);
}

void EntityBuilder::add(std::string_view property, std::string_view value,
                        const std::string& place) {
  std::string clean = squeeze(value);
  if (clean.empty()) return;
  if (!seen_.insert(std::string(property) + '\x1F' + clean).second) return;
  if (entity_.caption.empty() && property == "name") entity_.caption = clean;
  entity_.statements.push_back({std::string(property), std::move(clean), {}, place});
}

Entity EntityBuilder::build() && { return std::move(entity_); }

std::string_view schema_of_organisation(std::string_view name) {
  std::string word;
  std::string bare;
  for (char c : name)
    if (c != '.') bare += lower(c);  // "S.A." is "sa"
  for (size_t i = 0; i <= bare.size(); ++i) {
    if (i < bare.size() && is_alnum(bare[i])) {
      word += bare[i];
      continue;
    }
    if (std::ranges::find(kLegalForms, word) != std::end(kLegalForms)) return "Company";
    word.clear();
  }
  return "Organization";
}

std::vector<std::string> imo_numbers(std::string_view text) {
  std::vector<std::string> out;
  for (size_t at = 0; (at = text.find("IMO", at)) != std::string_view::npos; at += 3) {
    if (at > 0 && is_alnum(text[at - 1])) continue;
    const size_t digit = text.substr(at, 24).find_first_of("0123456789");
    if (digit == std::string_view::npos) continue;
    size_t end = at + digit;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at - digit == 7) out.emplace_back(text.substr(at + digit, 7));
  }
  return out;
}

}  // namespace intake
}  // namespace entente
