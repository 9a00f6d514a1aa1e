// Stakes as a table: owner,entity,percent[,percent_max,from,to,kind], columns in any order,
// separated by comma, semicolon or tab as the header is. `kind` is ownership (as when it is empty),
// votes, control, role, nominee, bearer or trust.
#include "intake/lists/csv.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "intake/lists/byte_stream.h"
#include "intake/owners/builder.h"

namespace entente::intake {
namespace {

enum Column : size_t { kOwner, kEntity, kPercent, kPercentMax, kFrom, kTo, kKind, kColumns };
constexpr std::array<std::string_view, kColumns> kNames{"owner", "entity", "percent", "percent_max",
                                                        "from",  "to",     "kind"};
using Places = std::array<size_t, kColumns>;
constexpr size_t kNowhere = SIZE_MAX;

char separator_of(std::string_view text) {
  const auto header = text.substr(0, text.find('\n'));
  for (const char c : {',', ';', '\t'})
    if (header.find(c) != header.npos) return c;
  return ',';
}

Result<Places> places_of(const std::vector<std::string>& header, const std::string& where,
                         StakeBuilder& out) {
  Places places;
  places.fill(kNowhere);
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string word = lower(trim(header[i]));
    const auto at = std::ranges::find(kNames, word);
    if (at != kNames.end()) places[static_cast<size_t>(at - kNames.begin())] = i;
    else out.leave_out("column " + word);
  }
  for (const Column needed : {kOwner, kEntity, kPercent})
    if (places[needed] == kNowhere)
      return fail(Code::unknown_column, "the table has no column " + std::string(kNames[needed]),
                  where, join(header, ","),
                  "the header is owner,entity,percent[,percent_max,from,to,kind]");
  return places;
}

// What a word in the column kind makes of the stake.
bool set_kind(std::string_view word, StakeRow& row) {
  if (word.empty() || word == "ownership" || word == "shares") return true;
  for (const StakeKind kind : {StakeKind::votes, StakeKind::control, StakeKind::role})
    if (word == name(kind)) {
      row.kind = kind;
      return true;
    }
  const uint8_t marks = marks_of_words(word);
  row.marks |= marks;
  return marks != 0;
}

}  // namespace

Status read_stakes_csv(const std::string& path, StakeBuilder& out) {
  auto stream = ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  auto text = stream->read_all(out.options().bytes_max);
  if (!text) return std::unexpected(text.error());
  std::string_view bytes = *text;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  CsvReader csv(bytes, path, separator_of(bytes));
  std::vector<std::string> fields;
  auto more = csv.next(fields);
  if (!more) return std::unexpected(more.error());
  if (!*more) return fail(Code::empty_input, "the table is empty", path);
  const auto places = places_of(fields, csv.place(), out);
  if (!places) return std::unexpected(places.error());
  const auto field = [&](Column column) -> std::string_view {
    const size_t at = (*places)[column];
    return at < fields.size() ? trim(fields[at]) : std::string_view();
  };
  StakeRow row;
  for (;;) {
    more = csv.next(fields);
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    ++out.report.records;
    row.owner = field(kOwner), row.entity = field(kEntity);
    row.percent = field(kPercent), row.percent_max = field(kPercentMax);
    row.from = field(kFrom), row.to = field(kTo);
    row.line = csv.line();
    row.kind = StakeKind::ownership;
    row.marks = marks_of_words(row.owner);
    const std::string kind = lower(field(kKind));
    if (!set_kind(kind, row))
      out.problem(Code::malformed, "no kind of stake", row.line, kind,
                  "ownership, votes, control, role, nominee, bearer or trust; taken as ownership");
    out.add(row);
  }
}

}  // namespace entente::intake
