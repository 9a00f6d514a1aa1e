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

constexpr size_t kHeadBytes = 16384;

// The first that knows a file reads it.
constexpr std::array kFormats{
    &kOfacLegacy, &kOfacSdnXml, &kOfacAdvanced,  &kUnConsolidated, &kEuFsf,
    &kEuJournal,  &kUkCsv,      &kUkXml,         &kBisDenied,      &kWallets,
    &kMaritime,   &kFtmJson,    &kFtmStatements, &kTargetsSimple,  &kSenzing,
};

std::string head_of(const std::string& path) {
  auto stream = ByteStream::open(path);
  if (!stream) return {};
  auto head = stream->read(kHeadBytes, kHeadBytes);
  return head ? *std::move(head) : std::string{};
}

struct Found {
  const ListFormat* format = nullptr;
  Role role = Role::none;
  std::vector<std::string> files;
};

Found find_in_file(const std::string& path) {
  const std::string head = head_of(path);
  const std::string name = fs::path(path).filename().string();
  for (const ListFormat* format : kFormats)
    if (const Role role = format->role(head, name); role != Role::none)
      return {format, role, {path}};
  return {};
}

// The first main file of a list straight inside the folder, by name; all of them where the format
// spreads a list over files.
Found find_in_folder(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) files.push_back(at->path().string());
  }
  std::ranges::sort(files);
  Found out;
  for (const std::string& file : files) {
    Found found = find_in_file(file);
    if (found.role != Role::main || (out.format && out.format != found.format)) continue;
    if (!out.format) out = std::move(found);
    else out.files.push_back(file);
    if (!out.format->takes_folder) return out;
  }
  return out;
}

Found find_list(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored) ? find_in_folder(path) : find_in_file(path);
}

std::unexpected<Error> not_a_list(const std::string& path) {
  const std::string head = head_of(path);
  if (auto stream = ByteStream::open(path); !stream && stream.error().code != Code::unreadable)
    return std::unexpected(stream.error());
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
    return fail(Code::bad_encoding, "is UTF-16, which no list here is", path + ":byte 0", {},
                "save it as UTF-8");
  if (head.find("<!ENTITY") != std::string::npos)
    return fail(Code::forbidden_entity, "the XML declares entities", path, "<!ENTITY");
  return fail(Code::unknown_format, "is no list that is read here", path,
              shorten(squeeze(std::string_view(head).substr(0, 200)), 60),
              "entente lists formats shows what is read");
}

// Approximate bytes that an entity takes in memory.
size_t weight(const Entity& e) {
  size_t out = sizeof(Entity) + e.id.size() + e.caption.size();
  for (const Statement& s : e.statements)
    out += sizeof(Statement) + s.value.size() + s.place.size() + s.language.size();
  return out;
}

// What may happen to a good list on its way.
bool is_damage(Code code) {
  return code == Code::truncated || code == Code::malformed || code == Code::bad_encoding;
}

// One reading of a list: counts what comes, and holds it as long as there is room.
class Reading {
 public:
  Reading(const Found& found, const ListOptions& options) : found_(found), options_(options) {}

  // Fills `report` anew. `deliver` gets each entity at once; without it they are held.
  Status run(ListReport& report, const EntitySink* deliver) {
    const std::string edition = report.edition;  // as the reading before found it
    report = {};
    report.list = &found_.format->info;
    const auto take = [&](Entity&& entity) {
      ++report.entities;
      report.statements += entity.statements.size();
      if (deliver) {
        entity.edition = report.edition.empty() ? edition : report.edition;
        return (*deliver)(std::move(entity));
      }
      if (outgrown_) return;
      held_bytes_ += weight(entity);
      outgrown_ = held_bytes_ > options_.hold_bytes_max;
      if (!outgrown_) return held_.push_back(std::move(entity));
      held_ = {};
    };
    for (const std::string& file : found_.files) {
      if (auto status = found_.format->read(file, options_, take, report); !status) {
        // Damage that leaves nothing is no edition: an empty one would remove everything.
        if (!options_.keep_partial || !is_damage(status.error().code) || report.entities == 0)
          return status;
        report.cut = status.error();
      }
    }
    if (report.edition.empty()) report.edition = options_.edition;
    if (report.series.empty()) report.series = found_.format->info.id;
    return {};
  }

  bool outgrown() const { return outgrown_; }
  void hand_out(const std::string& edition, const EntitySink& sink) {
    for (Entity& entity : held_) {
      entity.edition = edition;
      sink(std::move(entity));
    }
  }

 private:
  const Found& found_;
  const ListOptions& options_;
  std::vector<Entity> held_;
  size_t held_bytes_ = 0;
  bool outgrown_ = false;
};

// Whether the files are as they were: a list read twice must not change in between.
std::string stamp_of(const std::vector<std::string>& files) {
  std::string out;
  for (const auto& file : files) {
    std::error_code ignored;
    out += std::to_string(fs::file_size(file, ignored)) + "@" +
           std::to_string(fs::last_write_time(file, ignored).time_since_epoch().count()) + ";";
  }
  return out;
}

}  // namespace

std::span<const ListInfo> list_infos() {
  static const auto infos = [] {
    std::array<ListInfo, kFormats.size()> out;
    std::ranges::transform(kFormats, out.begin(), [](const ListFormat* f) { return f->info; });
    return out;
  }();
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
  Reading reading(found, options);
  if (found.format->checks_first && found.files.size() == 1) {
    report.edition = options.edition;
    if (auto status = reading.run(report, &sink); !status) return std::unexpected(status.error());
    return report;
  }
  const std::string stamp = stamp_of(found.files);
  if (auto status = reading.run(report, nullptr); !status) return std::unexpected(status.error());
  if (!reading.outgrown()) {
    reading.hand_out(report.edition, sink);
    return report;
  }
  const auto changed = [&] {
    return fail(Code::unreadable, "changed while it was being read", path, {},
                "run the command again");
  };
  if (stamp_of(found.files) != stamp) return changed();
  const size_t entities = report.entities;
  if (auto status = reading.run(report, &sink); !status) return std::unexpected(status.error());
  if (report.entities != entities) return changed();
  return report;
}

}  // namespace entente
