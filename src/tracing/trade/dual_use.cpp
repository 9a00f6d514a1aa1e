#include "tracing/trade/dual_use.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace entente {
namespace {

uint64_t key_of(TradeRow::Flow flow, uint16_t reporter, uint16_t partner, int year) {
  return uint64_t{reporter} << 32 | uint64_t{partner} << 16 | static_cast<uint64_t>(year) << 3 |
         static_cast<uint64_t>(flow);
}

}  // namespace

Result<GoodsList> GoodsList::read(std::string_view text, const std::string& path) {
  GoodsList out;
  size_t number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    line = trim(line);
    constexpr std::string_view kEdition = "# edition:";
    if (line.starts_with(kEdition))
      out.revision_ = find_goods_revision(line.substr(kEdition.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const auto cells = split(line, line.find('\t') != line.npos ? '\t' : ',');
    const std::string_view cell = trim(cells[0]);
    if (!cell.empty() && !is_digit(cell[0]) && out.rows_.empty()) continue;  // the header
    std::string digits;
    for (const char c : cell)
      if (is_digit(c)) digits += c;
    if (digits.size() < 6)
      return fail(Code::malformed, "a list of goods needs six digits of the Harmonized System",
                  path + ":" + std::to_string(number), std::string(line));
    uint32_t code = 0;
    std::from_chars(digits.data(), digits.data() + 6, code);
    out.listed_[code] = true;
    out.rows_.emplace(code, cells.size() > 1 ? std::string(trim(cells[1])) : std::string());
  }
  if (out.rows_.empty()) return fail(Code::empty_input, "the list holds no goods", path);
  return out;
}

const std::string& GoodsList::tier(uint32_t hs6) const {
  static const std::string kNone;
  const auto at = rows_.find(hs6);
  return at == rows_.end() ? kNone : at->second;
}

void DualUseSums::add(const TradeRow& row) {
  all_.add(row);
  if (row.digits < 6) return;
  TradeRow listed = row;
  if (row.digits == 8) listed.code /= 100;
  if (list_->has(listed.code)) rows_.push_back(listed);
}

void DualUseSums::add_listed(const TradeRow& row) {
  Listed& listed = listed_[key_of(row.flow, row.reporter, row.partner, row.year)][row.code];
  listed.value += row.value;
  listed.revisions = static_cast<RevisionSet>(listed.revisions | set_of(row.revision));
  if (listed.rows++ == 0) listed.first_line = row.line;
  listed.last_line = row.line;
}

void DualUseSums::merge(DualUseSums&& part, uint64_t lines_before) {
  all_.merge(std::move(part.all_), lines_before);
  for (TradeRow& row : part.rows_) {
    row.line += lines_before;
    add_listed(row);
  }
}

std::vector<DualUseProfile> DualUseSums::profiles() const {
  std::vector<DualUseProfile> out;
  all_.each(
      [&](TradeRow::Flow flow, uint16_t reporter, uint16_t partner, int year, const FlowSum& sum) {
        const auto at = listed_.find(key_of(flow, reporter, partner, year));
        if (at == listed_.end()) return;
        DualUseProfile profile;
        profile.flow = flow, profile.reporter = reporter, profile.partner = partner,
        profile.year = year;
        profile.all = sum.value();
        for (const auto& [code, listed] : at->second) {
          profile.goods.emplace_back(code, listed.value);
          profile.rows += listed.rows;
          profile.revisions = static_cast<RevisionSet>(profile.revisions | listed.revisions);
          if (profile.first_line == 0 || listed.first_line < profile.first_line)
            profile.first_line = listed.first_line;
          profile.last_line = std::max(profile.last_line, listed.last_line);
        }
        std::ranges::sort(profile.goods, [](const auto& a, const auto& b) {
          return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
        for (const auto& [code, value] : profile.goods) {
          profile.listed += value;
          profile.by_tier[list_->tier(code)] += value;
        }
        if (const auto before = listed_.find(key_of(flow, reporter, partner, year - 1));
            before != listed_.end()) {
          std::vector<double> values;
          for (const auto& [code, listed] : before->second) {
            values.push_back(listed.value);
            profile.revisions_before =
                static_cast<RevisionSet>(profile.revisions_before | listed.revisions);
          }
          std::ranges::sort(values);
          for (const double v : values) profile.listed_before += v;
        }
        out.push_back(std::move(profile));
      });
  return out;
}

}  // namespace entente
