// Rows are appended as they come; what needs all of them (ids, order, the unit of amounts) is done
// at the end, each only where it has to be: ids that only grow cannot come again, and rows in order
// are not sorted.
#include "intake/payments/table_builder.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>

#include "base/text.h"

namespace entente {
namespace {

constexpr Wide kScaleMax = Wide{1} << 80;
constexpr int64_t kNarrowMax = int64_t{1} << 62;
constexpr Wide kWideMax = Wide{1} << 120;
constexpr size_t kFetchAhead = 24;

struct IdHash {
  size_t operator()(const PaymentId& id) const {
    return static_cast<size_t>((id.high ^ id.low * 0x9E3779B97F4A7C15) + id.low);
  }
};

template <class Column>
void drop_rows(Column& column, const std::vector<bool>& drop) {
  if (column.size() != drop.size()) return;
  size_t into = 0;
  for (size_t i = 0; i < column.size(); ++i)
    if (!drop[i]) column[into++] = column[i];
  column.resize(into);
}

template <class Column>
void reorder(Column& column, const std::vector<uint32_t>& order) {
  if (column.size() != order.size()) return;
  Column sorted(column.size());
  for (size_t i = 0; i < order.size(); ++i) sorted[i] = column[order[i]];
  column = std::move(sorted);
}

template <class Column>
void append(Column& column, const Column& more) {
  column.insert(column.end(), more.begin(), more.end());
}

}  // namespace

void PaymentTableBuilder::pass(uint32_t row, std::string why, std::string_view piece,
                               bool failure) {
  ++(failure ? report_.failures : report_.moves_nothing);
  if (report_.passed.size() < PaymentsReport::kToldMax)
    report_.passed.push_back({row, std::move(why), std::string(piece), failure});
}

bool PaymentTableBuilder::begin_file(const std::string& path, const PaymentColumns& columns) {
  const bool first = out_.files.empty();
  if (!first && (columns.time != columns_.time || columns.calendar != columns_.calendar ||
                 columns.sequence != columns_.sequence || columns.amount != columns_.amount))
    return false;
  const bool ids = first ? columns.id || columns.sequence : !ids_.empty();
  columns_ = columns;
  columns_.id = ids;
  out_.files.push_back({static_cast<uint32_t>(rows_before_), path});
  return true;
}

uint16_t PaymentTableBuilder::currency(const std::string& code, uint32_t row) {
  const auto at = std::ranges::find(out_.currencies, code);
  if (at != out_.currencies.end()) return static_cast<uint16_t>(at - out_.currencies.begin());
  if (!out_.currencies.empty()) report_.currency_rows.push_back(row);
  out_.currencies.push_back(code);
  return static_cast<uint16_t>(out_.currencies.size() - 1);
}

void PaymentTableBuilder::expect(uint64_t rows) {
  const size_t size = out_.source.size() + std::min<uint64_t>(rows, UINT32_MAX);
  out_.source.reserve(size), out_.target.reserve(size), out_.row.reserve(size);
  out_.time.reserve(size);
  if (columns_.amount) digits_.reserve(size), places_.reserve(size);
}

bool PaymentTableBuilder::add(const PaymentBlock& block) {
  const size_t count = block.source.size();
  if (rows_before_ + block.lines >= UINT32_MAX - 1) return false;
  const auto base = static_cast<uint32_t>(rows_before_);
  for (const auto& passed : block.passed)
    pass(base + passed.line, passed.why, passed.piece, passed.failure);
  std::vector<uint16_t> numbers;
  for (size_t c = 0; c < block.currencies.size(); ++c) {
    const auto first = std::ranges::find(block.currency, static_cast<uint16_t>(c));
    const auto at = static_cast<size_t>(first - block.currency.begin());
    numbers.push_back(at < count ? currency(block.currencies[c], base + block.line[at]) : 0);
  }
  for (const auto& [at, amount] : block.odd)
    odd_.emplace_back(static_cast<uint32_t>(digits_.size() + at), amount);
  for (size_t i = 0; i < count; ++i) {
    if (i + kFetchAhead < count) {
      quick_.fetch(block.source[i + kFetchAhead].hash);
      quick_.fetch(block.target[i + kFetchAhead].hash);
    }
    out_.source.push_back(
        quick_.number(block.source[i].text(), block.source[i].hash, out_.accounts));
    out_.target.push_back(
        quick_.number(block.target[i].text(), block.target[i].hash, out_.accounts));
  }
  for (const uint32_t line : block.line) out_.row.push_back(base + line);
  append(out_.time, block.time);
  append(sequence_, block.sequence);
  append(digits_, block.digits);
  append(places_, block.places);
  if (columns_.id) append(ids_, block.ids);
  ids_.resize(columns_.id ? out_.source.size() : 0);
  // One currency needs no column; the column begins with the second.
  if (out_.currencies.size() > 1) {
    out_.currency.resize(out_.source.size() - count, 0);
    for (const uint16_t c : block.currency) out_.currency.push_back(numbers[c]);
  }
  has_time_of_day_ |= block.has_time_of_day;
  rows_before_ += block.lines;
  report_.lines += block.lines;
  return true;
}

// Rows whose id stood before, but for those of a transaction with several payments.
std::vector<bool> PaymentTableBuilder::find_repeated() {
  std::vector<bool> drop;
  bool grows = true;
  for (size_t i = 1; i < ids_.size() && grows; ++i)
    grows = ids_[i].high == 0 && ids_[i - 1].high == 0 && ids_[i - 1].low < ids_[i].low;
  if (grows) return drop;
  std::unordered_map<PaymentId, uint32_t, IdHash> seen;
  seen.reserve(ids_.size());
  drop.assign(ids_.size(), false);
  for (uint32_t i = 0; i < ids_.size(); ++i) {
    if (ids_[i] == PaymentId{} && !columns_.sequence) continue;
    const auto [at, is_new] = seen.try_emplace(ids_[i], i);
    if (is_new) continue;
    const uint32_t first = at->second;
    const bool same = out_.source[i] == out_.source[first] && out_.target[i] == out_.target[first];
    if (columns_.id_is_hash && !same) continue;
    drop[i] = true;
    const std::string place = place_of_row(out_, out_.row[first]);
    pass(out_.row[i],
         same ? "an id that stood before, of the same two: the payment of " + place
              : "an id that stood before, of another payment: " + place,
         out_.accounts[out_.source[i]], true);
  }
  return drop;
}

void PaymentTableBuilder::keep_only(const std::vector<bool>& drop) {
  if (std::ranges::none_of(drop, [](bool d) { return d; })) return;
  std::vector<uint32_t> now(drop.size());
  for (uint32_t i = 0, next = 0; i < drop.size(); ++i) now[i] = drop[i] ? UINT32_MAX : next++;
  std::erase_if(odd_, [&](const auto& odd) { return drop[odd.first]; });
  for (auto& odd : odd_) odd.first = now[odd.first];
  drop_rows(out_.source, drop);
  drop_rows(out_.target, drop);
  drop_rows(out_.time, drop);
  drop_rows(out_.row, drop);
  drop_rows(out_.currency, drop);
  drop_rows(sequence_, drop);
  drop_rows(digits_, drop);
  drop_rows(places_, drop);
}

// What nearly every table is: decimals that fit 64 bits together. False, with nothing changed, when
// they do not.
bool PaymentTableBuilder::set_narrow(int64_t scale, uint8_t places_max) {
  std::array<int64_t, 19> factor{};
  for (int64_t places = places_max, below = 1; places >= 0; --places, below *= 10)
    factor[static_cast<size_t>(places)] = below;
  uint64_t sum = 0;
  for (size_t i = 0; i < digits_.size(); ++i) {
    int64_t units = 0;
    if (__builtin_mul_overflow(digits_[i], factor[places_[i]], &units)) return false;
    sum += static_cast<uint64_t>(units);
    if (units >= kNarrowMax || sum >= static_cast<uint64_t>(kNarrowMax)) return false;
  }
  for (size_t i = 0; i < digits_.size(); ++i) digits_[i] *= factor[places_[i]];
  out_.scale = scale;
  out_.narrow = std::move(digits_);
  return true;
}

// All amounts in one unit; a row whose amount cannot be held beside the others is passed over.
void PaymentTableBuilder::set_amounts() {
  if (digits_.empty()) return;
  report_.without_amount = static_cast<uint64_t>(
      std::ranges::count(places_, static_cast<uint8_t>(PaymentBlock::kHidden)));
  if (report_.without_amount > 0) return;  // sums of some would be read as sums of all
  uint8_t most = 0;
  for (const uint8_t places : places_)
    if (places != PaymentBlock::kOdd) most = std::max(most, places);
  Wide scale = 1;
  for (uint8_t i = 0; i < most; ++i) scale *= 10;
  if (odd_.empty() && most <= 18 && set_narrow(static_cast<int64_t>(scale), most)) return;
  std::vector<bool> drop(digits_.size());
  bool any_drop = false;
  for (const auto& [at, amount] : odd_) {
    const auto common = least_common_multiple(scale, amount.denominator, kScaleMax);
    if (common) scale = *common;
    else drop[at] = any_drop = true;
  }
  std::vector<Wide> factor(most + size_t{1});
  for (size_t places = 0, power = 0; places <= most; ++places, ++power) {
    Wide below = 1;
    for (size_t i = 0; i < power; ++i) below *= 10;
    factor[places] = scale / below;
  }
  std::vector<Wide> units(digits_.size());
  Wide sum = 0;
  for (size_t i = 0; i < digits_.size(); ++i)
    if (places_[i] != PaymentBlock::kOdd &&
        (__builtin_mul_overflow(Wide{digits_[i]}, factor[places_[i]], &units[i]) ||
         units[i] > kWideMax - sum))
      drop[i] = any_drop = true;
    else sum += units[i];
  for (const auto& [at, amount] : odd_)
    if (!drop[at] &&
        (__builtin_mul_overflow(amount.numerator, scale / amount.denominator, &units[at]) ||
         units[at] > kWideMax - sum))
      drop[at] = any_drop = true;
    else if (!drop[at]) sum += units[at];
  if (any_drop) {
    for (size_t i = 0; i < drop.size(); ++i)
      if (drop[i])
        pass(out_.row[i], "an amount too fine or too large to be held exactly beside the others",
             {}, true);
    keep_only(drop);
    drop_rows(units, drop);
  }
  out_.scale = scale;
  if (sum < kNarrowMax) out_.narrow.assign(units.begin(), units.end());
  else out_.wide = std::move(units);
}

void PaymentTableBuilder::sort_by_time() {
  const auto before = [&](uint32_t a, uint32_t b) {
    if (out_.time[a] != out_.time[b]) return out_.time[a] < out_.time[b];
    return !sequence_.empty() && sequence_[a] < sequence_[b];
  };
  bool sorted = true;
  for (uint32_t i = 1; i < out_.time.size() && sorted; ++i) sorted = !before(i, i - 1);
  if (sorted) return;
  report_.sorted_here = true;
  std::vector<uint32_t> order(out_.time.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, before);
  reorder(out_.source, order);
  reorder(out_.target, order);
  reorder(out_.narrow, order);
  reorder(out_.wide, order);
  reorder(out_.time, order);
  reorder(out_.row, order);
  reorder(out_.currency, order);
}

Payments PaymentTableBuilder::finish() && {
  keep_only(find_repeated());
  set_amounts();
  if (!columns_.time && !sequence_.empty()) out_.time = sequence_;
  if (!columns_.time && sequence_.empty()) std::iota(out_.time.begin(), out_.time.end(), 0);
  out_.time_form = columns_.time && columns_.calendar
                       ? (has_time_of_day_ ? TimeForm::datetime : TimeForm::day)
                   : columns_.time     ? TimeForm::number
                   : columns_.sequence ? TimeForm::sequence
                                       : TimeForm::row;
  sort_by_time();
  if (out_.currencies == std::vector<std::string>{""}) out_.currencies.clear();
  return std::move(out_);
}

}  // namespace entente
