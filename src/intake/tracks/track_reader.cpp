// The reading thread hands blocks to parsers in order and takes their results in order: a queue of
// a few blocks a thread, so memory is that of the blocks under way. CSV and JSON Lines blocks do
// not depend on each other; an NMEA log is one stream, for messages go on from line to line.
#include "intake/tracks/track_reader.h"

#include <algorithm>
#include <deque>
#include <future>
#include <optional>
#include <variant>

#include "base/text.h"
#include "intake/tracks/ais_fixes.h"
#include "intake/tracks/csv_rows.h"
#include "intake/tracks/json_rows.h"
#include "intake/tracks/line_blocks.h"

namespace entente {
namespace {

constexpr size_t kArrayBytesMax = size_t{1} << 30;

enum class Format { nmea, json_lines, json_array, csv };

bool has_ais_sentence(std::string_view head) {
  for (size_t at = head.find('!'); at != std::string_view::npos; at = head.find('!', at + 1))
    if (head.size() > at + 6 && head[at + 3] == 'V' && head[at + 4] == 'D' && head[at + 6] == ',')
      return true;
  return false;
}

Format format_of(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 1 << 16);
  const std::string_view begin = trim(head);
  if (begin.starts_with('{')) return Format::json_lines;
  if (begin.starts_with('[')) return Format::json_array;
  if (has_ais_sentence(head)) return Format::nmea;
  return begin.starts_with('$') || begin.starts_with('\\') ? Format::nmea : Format::csv;
}

// A parser for each thread, kept from block to block: they remember days and names.
template <class Parser>
class Parsers {
 public:
  template <class Make>
  Parsers(size_t count, Make make) {
    for (size_t i = 0; i < count; ++i) idle_.push_back(make());
  }
  TrackBlock parse(const LineBlock& block) {
    std::unique_ptr<Parser> parser;
    {
      const std::lock_guard lock(mutex_);
      parser = std::move(idle_.back());
      idle_.pop_back();
    }
    TrackBlock out;
    parser->parse(block.bytes, out);
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(parser));
    return out;
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Parser>> idle_;
};

class Reading {
 public:
  Reading(const TrackOptions& options, const std::function<bool(TrackBlock&&)>& take)
      : options_(options), take_(take) {}
  Status run(const std::string& path);

 private:
  Result<LineBlock> next();
  bool give(TrackBlock&& block);
  Status read_csv(LineBlock first);
  Status read_json_lines(LineBlock first);
  Status read_json_array(LineBlock first);
  Status read_nmea(LineBlock first);
  template <class Parser>
  Status in_parallel(Parsers<Parser>& parsers, LineBlock first);

  const TrackOptions& options_;
  const std::function<bool(TrackBlock&&)>& take_;
  std::optional<LineBlocks> blocks_;
  uint64_t lines_before_ = 0;
};

Result<LineBlock> Reading::next() {
  if (options_.stop && *options_.stop) return fail(Code::interrupted, "stopped while reading");
  auto out = blocks_->next();
  if (options_.progress) options_.progress(blocks_->bytes_done(), blocks_->bytes_total());
  return out;
}

bool Reading::give(TrackBlock&& block) {
  for (Fix& fix : block.fixes) fix.row += lines_before_;
  for (BadLine& bad : block.bad_lines) bad.line += lines_before_;
  lines_before_ += block.counts.lines;
  return take_(std::move(block));
}

template <class Parser>
Status Reading::in_parallel(Parsers<Parser>& parsers, LineBlock first) {
  std::deque<std::future<TrackBlock>> under_way;
  const auto launch = options_.threads > 1 ? std::launch::async : std::launch::deferred;
  const auto begin = [&](LineBlock&& block) {
    under_way.push_back(
        std::async(launch, [&parsers, block = std::move(block)] { return parsers.parse(block); }));
  };
  begin(std::move(first));
  Status status;
  for (bool ended = false;;) {
    while (!ended && under_way.size() < std::max<size_t>(1, options_.threads)) {
      auto block = next();
      if (!block) status = std::unexpected(block.error());
      ended = !block || block->bytes.empty();
      if (!ended) begin(std::move(*block));
    }
    if (under_way.empty()) return status;
    TrackBlock done = under_way.front().get();
    under_way.pop_front();
    if (give(std::move(done))) continue;
    for (auto& left : under_way) left.wait();
    return {};
  }
}

Status Reading::read_csv(LineBlock first) {
  // Blank lines before the header are passed over; they count.
  while (!first.bytes.empty()) {
    const size_t size = std::min(first.bytes.find('\n'), first.bytes.size());
    const std::string_view line = first.bytes.substr(0, size);
    first.bytes.remove_prefix(std::min(size + 1, first.bytes.size()));
    ++lines_before_;
    if (trim(line).empty()) continue;
    auto columns = CsvColumns::of(line);
    if (!columns) return std::unexpected(columns.error());
    if (!options_.motion)
      for (const RowRole role : {RowRole::speed, RowRole::course})
        columns->columns[static_cast<size_t>(role)] = CsvColumns::kAbsent;
    Parsers<CsvRows> parsers(std::max<size_t>(1, options_.threads),
                             [&] { return std::make_unique<CsvRows>(*columns); });
    return in_parallel(parsers, std::move(first));
  }
  return fail(Code::empty_input, "holds no rows");
}

Status Reading::read_json_lines(LineBlock first) {
  Parsers<JsonRows> parsers(std::max<size_t>(1, options_.threads),
                            [] { return std::make_unique<JsonRows>(); });
  return in_parallel(parsers, std::move(first));
}

Status Reading::read_json_array(LineBlock first) {
  std::string all(first.bytes);
  for (;;) {
    const auto block = next();
    if (!block) return std::unexpected(block.error());
    if (block->bytes.empty()) break;
    if (all.size() + block->bytes.size() > kArrayBytesMax)
      return fail(Code::too_large, "a JSON array over 1 GiB", {}, {},
                  "write it as JSON Lines: one object a line");
    all += block->bytes;
  }
  TrackBlock out;
  JsonRows().parse_array(all, out);
  give(std::move(out));
  return {};
}

Status Reading::read_nmea(LineBlock block) {
  AisFixes fixes;
  for (;;) {
    TrackBlock out;
    fixes.parse(block.bytes, out);
    if (!give(std::move(out))) return {};
    auto more = next();
    if (!more) return std::unexpected(more.error());
    if (more->bytes.empty()) break;
    block = std::move(*more);
  }
  TrackBlock out;
  fixes.finish(out);
  give(std::move(out));
  return {};
}

Status Reading::run(const std::string& path) {
  auto blocks = LineBlocks::open(path, options_.stop);
  if (!blocks) return std::unexpected(blocks.error());
  blocks_ = std::move(*blocks);
  auto first = next();
  if (!first) return std::unexpected(first.error());
  if (trim(first->bytes.substr(0, 4096)).empty() && first->bytes.size() < 4096)
    return fail(Code::empty_input, "holds no rows");
  switch (format_of(first->bytes)) {
    case Format::nmea:
      return read_nmea(std::move(*first));
    case Format::json_lines:
      return read_json_lines(std::move(*first));
    case Format::json_array:
      return read_json_array(std::move(*first));
    case Format::csv:
      break;
  }
  return read_csv(std::move(*first));
}

}  // namespace

Status read_tracks(const std::string& path, const TrackOptions& options,
                   const std::function<bool(TrackBlock&&)>& take) {
  Reading reading(options, take);
  auto status = reading.run(path);
  if (!status && status.error().where.empty()) {
    Error error = status.error();
    error.where = path;
    return std::unexpected(error);
  }
  return status;
}

}  // namespace entente
