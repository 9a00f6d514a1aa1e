#include "intake/tables/concordance.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "intake/lists/csv.h"

namespace entente::intake {

struct ConcordanceColumns {
  GoodsRevision from = kRevisionUntold, to = kRevisionUntold;  // of the columns' names
  size_t from_revision = 0, from_code = 0, to_revision = 0, to_code = 0, share = 0;
  size_t count = 0;

  bool has(size_t column) const { return column < count; }
};

namespace {

std::string digits_of(std::string_view cell) {
  std::string out;
  for (const char c : cell)
    if (is_digit(c)) out += c;
    else if (c != '.' && c != ' ' && c != '\'') return {};
  return out;
}

Result<ConcordanceColumns> columns_of(const std::vector<std::string>& head,
                                      const std::string& place) {
  ConcordanceColumns out;
  out.count = head.size();
  const auto column = [&](std::string_view name) {
    return static_cast<size_t>(
        std::ranges::find_if(head, [&](const auto& h) { return lower(trim(h)) == name; }) -
        head.begin());
  };
  out.share = column("share");
  out.from_revision = column("from_revision"), out.to_revision = column("to_revision");
  out.from_code = column("from"), out.to_code = column("to");
  if (out.has(out.from_code) && out.has(out.to_code) && out.has(out.from_revision) &&
      out.has(out.to_revision))
    return out;
  if (head.size() >= 2) {
    out.from = find_goods_revision(head[0]), out.to = find_goods_revision(head[1]);
    out.from_code = 0, out.to_code = 1;
    if (out.from != kRevisionUntold && out.to != kRevisionUntold && out.from != out.to) return out;
  }
  return fail(Code::unknown_column, "a concordance has no columns of two editions", place,
              shorten(join(head, ","), 80),
              "from_revision,from,to_revision,to[,share], or \"HS 2017,HS 2022\"");
}

}  // namespace

// One row.
Status Concordance::take(const ConcordanceColumns& columns, const std::vector<std::string>& cells,
                         const std::string& place) {
  const auto cell = [&](size_t at) {
    return at < cells.size() ? trim(std::string_view(cells[at])) : std::string_view();
  };
  const GoodsRevision from = columns.from != kRevisionUntold
                                 ? columns.from
                                 : find_goods_revision(cell(columns.from_revision));
  Target target;
  target.revision =
      columns.to != kRevisionUntold ? columns.to : find_goods_revision(cell(columns.to_revision));
  const std::string code = digits_of(cell(columns.from_code)),
                    to = digits_of(cell(columns.to_code));
  if (from == kRevisionUntold || target.revision == kRevisionUntold || from == target.revision)
    return fail(Code::malformed, "no two editions", place, shorten(join(cells, ","), 80),
                "H0 to H6, S1 to S4");
  if (code.empty() || code.size() > 6 || to.empty() || to.size() > 6)
    return fail(Code::malformed, "no two codes of up to six digits", place,
                shorten(join(cells, ","), 80));
  std::from_chars(to.data(), to.data() + to.size(), target.code);
  target.digits = static_cast<uint8_t>(to.size() + to.size() % 2);
  const std::string_view share = columns.has(columns.share) ? cell(columns.share) : "";
  if (!share.empty()) {
    const auto [end, error] =
        std::from_chars(share.data(), share.data() + share.size(), target.share);
    if (error != std::errc() || end != share.data() + share.size() || !(target.share > 0) ||
        !(target.share <= 1))
      return fail(Code::malformed, "no share above 0 and up to 1", place, std::string(share));
  }
  return put(from, code, target, place);
}

Status Concordance::put(GoodsRevision from, const std::string& code, const Target& target,
                        const std::string& place) {
  auto& targets = rows_[{from, code}];
  for (const Target& other : targets)
    if (other.code == target.code && other.revision == target.revision)
      return fail(Code::malformed, "the same pair of codes again", place, code);
  if (!targets.empty() && targets.front().revision != target.revision)
    return fail(Code::malformed, "one code goes to two editions", place, code,
                "give one file for each edition to convert into");
  targets.push_back(target);
  from_ = static_cast<RevisionSet>(from_ | set_of(from));
  return {};
}

// One target takes all; of several the shares are whole or there are none.
Status Concordance::check(const std::string& path) {
  if (rows_.empty()) return fail(Code::empty_input, "the concordance holds no codes", path);
  for (auto& [key, targets] : rows_) {
    double sum = 0;
    for (const Target& t : targets) sum += t.share;
    if (targets.size() == 1 && sum == 0) targets.front().share = sum = 1;
    if (sum != 0 && std::abs(sum - 1) > 1e-3)
      return fail(Code::malformed, "the shares of a code do not add up to 1", path, key.second,
                  "they add up to " + std::to_string(sum));
  }
  return {};
}

Result<Concordance> Concordance::read(std::string_view csv, const std::string& path) {
  if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
  const std::string_view head = csv.substr(0, csv.find('\n'));
  const char separator = head.find('\t') != head.npos  ? '\t'
                         : head.find(';') != head.npos ? ';'
                                                       : ',';
  CsvReader rows(csv, path, separator);
  std::vector<std::string> cells;
  auto more = rows.next(cells);
  if (!more) return std::unexpected(more.error());
  const auto columns = columns_of(*more ? cells : std::vector<std::string>{}, path + ":1");
  if (!columns) return std::unexpected(columns.error());
  Concordance out;
  for (size_t count = 0;; ++count) {
    more = rows.next(cells);
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if (count >= kRowsMax)
      return fail(Code::too_large, "a concordance of over a million rows", rows.place());
    if (auto ok = out.take(*columns, cells, rows.place()); !ok) return std::unexpected(ok.error());
  }
  if (auto ok = out.check(path); !ok) return std::unexpected(ok.error());
  return out;
}

const std::vector<Concordance::Target>* Concordance::of(GoodsRevision revision,
                                                        std::string_view code) const {
  const auto at = rows_.find(std::pair<GoodsRevision, std::string>(revision, code));
  return at == rows_.end() ? nullptr : &at->second;
}

}  // namespace entente::intake
