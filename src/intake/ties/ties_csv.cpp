// Fields are views into the bytes of the file; only a row with quotes is copied. Ten million rows
// are ten million of these, so nothing is allocated for an ordinary one.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "intake/lists/byte_stream.h"
#include "intake/lists/csv.h"
#include "intake/ties/ties.h"

namespace entente {
namespace {

enum Column : size_t {
  kFrom,
  kTo,
  kKind,
  kGroup,
  kBegins,
  kEnds,
  kStanding,
  kShare,
  kMutual,
  kFromKind,
  kToKind,
  kFromTitle,
  kToTitle,
  kColumns
};
constexpr std::array<std::string_view, kColumns> kNames{
    "from",  "to",     "kind",      "group",   "begins",     "ends",    "standing",
    "share", "mutual", "from_kind", "to_kind", "from_title", "to_title"};
constexpr size_t kNowhere = SIZE_MAX, kFieldsMax = 64, kProblemsKept = 50;

class TableReader {
 public:
  TableReader(const std::string& path, std::string_view bytes,
              const std::function<void(const TieRow&)>& take)
      : path_(path), bytes_(bytes), take_(take) {}

  Result<TiesReport> run() {
    if (bytes_.starts_with("\xEF\xBB\xBF")) bytes_.remove_prefix(3);
    if (auto ok = read_header(); !ok) return std::unexpected(ok.error());
    while (!bytes_.empty()) {
      const size_t begin = line_;
      const auto row = next_row();
      if (!row) return std::unexpected(row.error());
      if (*row) take_row(begin);
    }
    return std::move(report_);
  }

 private:
  // Splits the next line into fields_; false for an empty one. Quoted rows go to the general
  // reader.
  Result<bool> next_row() {
    const size_t end = std::min(bytes_.find('\n'), bytes_.size());
    std::string_view line = bytes_.substr(0, end);
    count_ = 0;
    if (line.find('"') != line.npos) return quoted_row();
    bytes_.remove_prefix(std::min(end + 1, bytes_.size()));
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trim(line).empty()) return false;
    for (size_t at = 0; count_ < kFieldsMax;) {
      const size_t comma = std::min(line.find(',', at), line.size());
      fields_[count_++] = trim(line.substr(at, comma - at));
      if (comma == line.size()) break;
      at = comma + 1;
    }
    return true;
  }

  Result<bool> quoted_row() {
    // As far as the quotes are open, line ends belong to the field.
    size_t end = 0, quotes = 0, lines = 0;
    for (; end < bytes_.size(); ++end) {
      quotes += bytes_[end] == '"';
      if (bytes_[end] != '\n') continue;
      ++lines;
      if (quotes % 2 == 0) break;
    }
    intake::CsvReader csv(bytes_.substr(0, end), path_);
    auto more = csv.next(held_);
    if (!more) {
      auto error = more.error();
      error.where = path_ + ":" + std::to_string(line_);
      return std::unexpected(error);
    }
    bytes_.remove_prefix(std::min(end + 1, bytes_.size()));
    line_ += std::max<size_t>(lines, 1);
    for (const auto& field : held_)
      if (count_ < kFieldsMax) fields_[count_++] = trim(field);
    return *more;
  }

  Status read_header() {
    places_.fill(kNowhere);
    const auto row = next_row();
    if (!row) return std::unexpected(row.error());
    for (size_t i = 0; i < count_; ++i) {
      const std::string word = lower(fields_[i]);
      const auto at = std::ranges::find(kNames, word);
      if (at != kNames.end()) places_[static_cast<size_t>(at - kNames.begin())] = i;
    }
    for (const Column needed : {kFrom, kTo})
      if (places_[needed] == kNowhere)
        return fail(Code::unknown_column, "the table has no column " + std::string(kNames[needed]),
                    path_ + ":1", {},
                    "the header is from,to[,kind,group,begins,ends,standing,share]");
    return {};
  }

  std::string_view field(Column column) const {
    return places_[column] < count_ ? fields_[places_[column]] : std::string_view();
  }

  void problem(std::string what, std::string_view piece, size_t line) {
    if (++report_.problem_count <= kProblemsKept)
      report_.problems.push_back({Code::malformed,
                                  std::move(what),
                                  shorten(piece, 80),
                                  path_ + ":" + std::to_string(line),
                                  {}});
  }

  void take_row(size_t line) {
    ++report_.rows;
    TieRow row;
    row.from = field(kFrom), row.to = field(kTo), row.kind = field(kKind);
    row.group = field(kGroup), row.standing = field(kStanding), row.share = field(kShare);
    row.from_kind = field(kFromKind), row.to_kind = field(kToKind);
    row.from_title = field(kFromTitle), row.to_title = field(kToTitle);
    row.mutual = field(kMutual) == "true";
    row.line = line;
    if (row.from.empty() || row.to.empty())
      return problem("a tie without one of its ends: left out", row.from, line);
    for (const auto& [column, end] :
         {std::pair(kBegins, &row.when.start), std::pair(kEnds, &row.when.end)}) {
      const auto text = field(column);
      if (text.empty()) continue;
      *end = parse_date(text);
      if (!*end) problem("no date: the time counts as not known", text, line);
    }
    if (row.when.start && row.when.end && last_day(*row.when.end) < first_day(*row.when.start)) {
      problem("the tie ends before it begins: the time counts as not known", field(kEnds), line);
      row.when = {};
    }
    take_(row);
  }

  const std::string& path_;
  std::string_view bytes_;
  const std::function<void(const TieRow&)>& take_;
  std::array<size_t, kColumns> places_{};
  std::array<std::string_view, kFieldsMax> fields_{};
  std::vector<std::string> held_;  // fields of a row with quotes
  size_t count_ = 0, line_ = 1;
  TiesReport report_;
};

}  // namespace

bool is_ties_csv(std::string_view head) {
  std::string header = lower(head.substr(0, head.find('\n')));
  std::erase_if(header, [](char c) { return c == '"' || c == '\r' || c == ' '; });
  header = "," + header + ",";
  return header.find(",from,") != header.npos && header.find(",to,") != header.npos;
}

Result<TiesReport> read_ties_csv(const std::string& path, size_t bytes_max,
                                 const std::function<void(const TieRow&)>& take) {
  auto stream = intake::ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  const auto bytes = stream->read_all(bytes_max);
  if (!bytes) return std::unexpected(bytes.error());
  return TableReader(path, *bytes, take).run();
}

}  // namespace entente
