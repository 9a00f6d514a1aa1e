#include "engine/screening/sources.h"

#include <filesystem>
#include <unordered_set>

#include "base/file.h"
#include "base/hash.h"
#include "base/ordered_work.h"
#include "intake/lists/lists.h"

namespace entente::screening {
namespace {

namespace fs = std::filesystem;
using index::SegmentBuilder;

constexpr size_t kBytesMax = size_t{4} << 30;
constexpr size_t kBatch = 512;

// Of a file's bytes as they lie; of a folder, over its files' names and hashes.
Result<std::string> hash_of(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) {
    auto bytes = read_file(path, kBytesMax);
    if (!bytes) return std::unexpected(bytes.error());
    return sha256_hex(*bytes);
  }
  std::vector<Error> problems;
  std::string all;
  for (const std::string& file : list_files(path, problems)) {
    auto hash = hash_of(file);
    if (!hash) return hash;
    all += fs::path(file).filename().string() + " " + *hash + "\n";
  }
  return sha256_hex(all);
}

struct List {
  index::DatasetRow row;
  std::vector<Entity> entities;
};

Result<List> read_one(const std::string& path) {
  List out;
  auto report = read_list(path, [&](Entity&& e) { out.entities.push_back(std::move(e)); });
  if (!report) return std::unexpected(report.error());
  const std::string_view id = report->series.empty() ? report->list->id : report->series;
  out.row = {std::string(id), report->edition, {}, std::string(report->list->title)};
  auto hash = hash_of(path);
  if (!hash) return std::unexpected(hash.error());
  out.row.file_hash = *std::move(hash);
  return out;
}

void add_all(const Engine::Parts& parts, const NameTables& tables, List&& list,
             SegmentBuilder& builder) {
  const uint16_t dataset = builder.add_dataset(list.row);
  const size_t batches = (list.entities.size() + kBatch - 1) / kBatch;
  ordered_work(
      batches, parts.threads(),
      [&](size_t batch) {
        std::vector<SegmentBuilder::Entry> out;
        const size_t end = std::min(list.entities.size(), (batch + 1) * kBatch);
        for (size_t i = batch * kBatch; i < end; ++i)
          out.push_back(index::prepare_entry(std::move(list.entities[i]), tables));
        return out;
      },
      [&](size_t batch, std::vector<SegmentBuilder::Entry>&& entries) {
        for (auto& entry : entries) builder.add(std::move(entry), dataset);
        parts.progress("indexing", std::min(list.entities.size(), (batch + 1) * kBatch),
                       list.entities.size());
        return !parts.stopped();
      });
}

}  // namespace

Result<std::shared_ptr<const index::Segment>> read_lists(const Engine::Parts& parts,
                                                         const NameTables& tables,
                                                         const std::vector<std::string>& paths) {
  SegmentBuilder builder(tables);
  for (const std::string& path : paths) {
    auto list = read_one(path);
    if (!list) return std::unexpected(list.error());
    add_all(parts, tables, *std::move(list), builder);
    if (parts.stopped()) return fail(Code::interrupted, "stopped before the end");
  }
  return std::move(builder).build();
}

std::vector<std::vector<bool>> lists_in_force(const Segments& segments, const TakesEdition& takes) {
  std::vector<std::vector<bool>> out(segments.size());
  std::unordered_set<std::string> later;
  for (size_t s = segments.size(); s-- > 0;) {
    const auto taken = [&](const index::DatasetRow& row) {
      return !takes || takes(s, row.edition);
    };
    for (const index::DatasetRow& row : segments[s]->datasets())
      out[s].push_back(!later.contains(row.id) && taken(row));
    for (const index::DatasetRow& row : segments[s]->datasets())
      if (taken(row)) later.insert(row.id);
  }
  return out;
}

Result<Segments> open_sources(const Engine::Parts& parts, const NameTables& tables,
                              const ScreenSources& sources) {
  Segments out;
  for (const std::string& path : sources.indexes) {
    auto segment = index::Segment::open(path);
    if (!segment) return std::unexpected(segment.error());
    out.push_back(*std::move(segment));
  }
  if (!sources.data.empty()) {
    auto segment = read_lists(parts, tables, sources.data);
    if (!segment) return std::unexpected(segment.error());
    out.push_back(*std::move(segment));
  }
  if (out.empty())
    return fail(Code::bad_argument, "there is nothing to screen against", {}, {},
                "name lists with --data, or an index with --index");
  return out;
}

}  // namespace entente::screening
