// The commands of screening: index, screen, match, replay. Queries are answered on many threads and
// given out in order.
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/file.h"
#include "base/ordered_work.h"
#include "base/text.h"
#include "engine/screening/queries.h"
#include "engine/screening/screener.h"
#include "names/compare.h"
#include "names/tables.h"

namespace entente {
namespace {

using namespace screening;

constexpr size_t kBatch = 64;
constexpr size_t kAuditBytesMax = size_t{2} << 30;

Result<NameTables> tables_of(const Engine::Parts& parts) {
  const auto home = parts.home();
  if (!home) return std::unexpected(home.error());
  return NameTables::load(*home + "/data");
}

// Screeners hold scratch memory of the size of the index: one for each thread that runs, kept.
class Pool {
 public:
  Pool(const Segments& segments, const NameTables& tables, const ScreenOptions& options,
       const AllowList& allowed)
      : segments_(segments), tables_(tables), options_(options), allowed_(allowed) {}
  std::unique_ptr<Screener> take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return std::make_unique<Screener>(segments_, tables_, options_, allowed_);
    auto out = std::move(free_.back());
    free_.pop_back();
    return out;
  }
  void give(std::unique_ptr<Screener> screener) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(screener));
  }

 private:
  const Segments& segments_;
  const NameTables& tables_;
  const ScreenOptions& options_;
  const AllowList& allowed_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Screener>> free_;
};

// Everything that answering needs. Of no use to two threads at a time, as its Engine.
struct Desk {
  std::string stamp;  // of the sources that are open
  NameTables tables;
  Segments segments;
  ScreenOptions options;
  AllowList allowed;
  std::string asked;  // the options that `pool` answers by; empty: there is none
  std::optional<Pool> pool;
};

// Names, sizes and times of the files behind the sources: another edition is opened anew.
std::string stamp_of(const ScreenSources& sources) {
  std::string out;
  const auto add = [&](const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    const auto time = std::filesystem::last_write_time(path, error);
    out += path + '\0' + std::to_string(error ? 0 : size) + '\0' +
           std::to_string(error ? 0 : time.time_since_epoch().count()) + '\0';
  };
  for (const auto* paths : {&sources.indexes, &sources.data}) {
    for (const std::string& path : *paths) {
      add(path);
      std::vector<Error> ignored;
      std::error_code error;
      if (!std::filesystem::is_directory(path, error)) continue;
      for (const std::string& file : list_files(path, ignored)) add(file);
    }
    out += '\n';
  }
  return out;
}

// The lists are read, or mapped, by the first call and kept for those after it.
Result<std::shared_ptr<Desk>> desk_of(Engine::Parts& parts, const ScreenSources& sources,
                                      const ScreenOptions& options) {
  auto good = checked(options);
  if (!good) return std::unexpected(good.error());
  auto allowed = AllowList::read(options.allow);
  if (!allowed) return std::unexpected(allowed.error());
  const std::string stamp = stamp_of(sources);
  auto desk = std::static_pointer_cast<Desk>(parts.desk);
  if (!desk || desk->stamp != stamp) {
    auto tables = tables_of(parts);
    if (!tables) return std::unexpected(tables.error());
    desk = std::make_shared<Desk>();
    desk->tables = *std::move(tables);
    auto segments = open_sources(parts, desk->tables, sources);
    if (!segments) return std::unexpected(segments.error());
    desk->segments = *std::move(segments);
    desk->stamp = stamp;
    parts.desk = desk;
  }
  const std::string asked = options_json(*good);
  if (!desk->pool || desk->asked != asked || !options.allow.empty()) {
    desk->options = *std::move(good);
    desk->allowed = *std::move(allowed);
    desk->pool.emplace(desk->segments, desk->tables, desk->options, desk->allowed);
    desk->asked = asked;
  }
  return desk;
}

}  // namespace

Exit Engine::index(const std::vector<std::string>& paths, const std::string& out,
                   IndexRecord& record) {
  auto tables = tables_of(*parts_);
  if (!tables) return parts_->report_missing(tables.error());
  auto segment = read_lists(*parts_, *tables, paths);
  if (!segment) return parts_->report(segment.error());
  if (auto status = (*segment)->save(out); !status) return parts_->report(status.error());
  const index::SegmentArrays& arrays = (*segment)->arrays();
  record.entities = (*segment)->size();
  record.terms = arrays.terms.size() - 1;
  auto saved = MappedFile::open(out);
  if (saved) record.bytes = saved->bytes().size();
  nlohmann::ordered_json json;
  json["schema"] = "entente.index.v1";
  json["entities"] = record.entities;
  json["terms"] = record.terms;
  json["bytes"] = record.bytes;
  json["lists"] = nlohmann::ordered_json::parse(lists_json({*segment}));
  record.json = json.dump();
  for (const index::DatasetRow& row : (*segment)->datasets())
    record.lists.push_back(row.id + (row.edition.empty() ? "" : " " + row.edition) + "  " +
                           row.title);
  return record.entities > 0 ? Exit::done : Exit::nothing_found;
}

Exit Engine::screen(const ScreenRequest& request,
                    const std::function<bool(const ScreenRecord&)>& take) {
  auto queries = request.queries.empty() ? parse_queries(request.text, "queries", request.columns)
                                         : read_queries(request.queries, request.columns);
  if (!queries) return parts_->report(queries.error());
  for (const std::string& guess : queries->guesses) parts_->note("column " + guess);
  auto desk = desk_of(*parts_, request.sources, request.options);
  if (!desk) return parts_->report(desk.error());
  Tally tally;
  for (const Error& problem : queries->problems) {
    parts_->report(problem);
    ++tally.failed;
  }
  Pool& pool = *(*desk)->pool;
  const std::vector<Entity>& asked = queries->entities;
  ordered_work(
      (asked.size() + kBatch - 1) / kBatch, parts_->threads(),
      [&](size_t batch) {
        auto screener = pool.take();
        std::vector<ScreenRecord> out;
        for (size_t i = batch * kBatch; i < std::min(asked.size(), (batch + 1) * kBatch); ++i)
          out.push_back(screener->screen(asked[i]));
        pool.give(std::move(screener));
        return out;
      },
      [&](size_t batch, std::vector<ScreenRecord>&& records) {
        for (const ScreenRecord& record : records) {
          tally.found += !record.hits.empty();
          if (!take(record)) {
            tally.cut_off = true;
            return false;
          }
        }
        parts_->progress("screening", std::min(asked.size(), (batch + 1) * kBatch), asked.size());
        return !parts_->stopped();
      });
  return tally.end(*parts_);
}

Exit Engine::match(const MatchRequest& request, ScreenRecord& out) {
  auto desk = desk_of(*parts_, request.sources, request.options);
  if (!desk) return parts_->report(desk.error());
  Entity query;
  query.id = "match";
  query.schema = request.schema.empty() ? "Thing" : request.schema;
  query.caption = request.name;
  query.statements.push_back({"name", request.name, {}, "argument"});
  for (const auto& [property, value] : request.properties)
    query.statements.push_back({property, value, {}, "argument"});
  auto screener = (*desk)->pool->take();
  out = screener->screen(query);
  (*desk)->pool->give(std::move(screener));
  return out.hits.empty() ? Exit::nothing_found : Exit::done;
}

namespace {

std::string replay_json(const ReplayRecord& record) {
  nlohmann::ordered_json json;
  json["id"] = record.id;
  json["same"] = record.same;
  if (!record.why.empty()) json["why"] = record.why;
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

// Why a line cannot come out the same; empty when it can.
std::string hindrance(const Replayable& then, const std::string& lists, std::string_view matcher) {
  if (then.matcher != matcher)
    return "answered by matcher " + then.matcher + ", this one is " + std::string(matcher);
  if (then.lists_json != lists)
    return "the lists are others: then " + then.lists_json + ", now " + lists;
  return {};
}

}  // namespace

Exit Engine::replay(const std::string& audit, const ScreenSources& sources,
                    const std::function<bool(const ReplayRecord&)>& take) {
  auto bytes = read_file(audit, kAuditBytesMax);
  if (!bytes) return parts_->report(bytes.error());
  auto tables = tables_of(*parts_);
  if (!tables) return parts_->report_missing(tables.error());
  auto segments = open_sources(*parts_, *tables, sources);
  if (!segments) return parts_->report(segments.error());
  const std::string lists = lists_json(*segments);
  Tally tally;
  size_t differing = 0, number = 0;
  std::string options_now;
  std::unique_ptr<Screener> screener;
  ScreenOptions options;
  AllowList allowed;
  for (std::string_view line : split(*bytes, '\n')) {
    ++number;
    if (line.empty()) continue;
    if (parts_->stopped()) break;
    auto then = read_answer(line, audit + ":" + std::to_string(number));
    if (!then) {
      parts_->report(then.error());
      ++tally.failed;
      continue;
    }
    if (!screener || then->options_json != options_now) {
      options_now = then->options_json;
      options = then->options;
      auto cleared = AllowList::read(options.allow);
      if (!cleared) return parts_->report(cleared.error());
      allowed = *std::move(cleared);
      screener = std::make_unique<Screener>(*segments, *tables, options, allowed);
    }
    ReplayRecord record;
    const ScreenRecord now = screener->screen(then->query);
    record.id = now.id;
    record.same = now.json == line;
    if (!record.same) {
      record.why = hindrance(*then, lists, kMatcherVersion);
      if (record.why.empty()) record.why = "the answer differs";
      ++differing;
    }
    record.json = replay_json(record);
    ++tally.found;
    if (!take(record)) break;
  }
  if (differing > 0) ++tally.failed;
  return tally.end(*parts_);
}

}  // namespace entente
