// Nearly every amount is a short decimal and nearly every time a short number or a day: those are
// read here in place, all others by model/amount.h and the calendar of base/date.h, which are also
// the twins that payments_test.cpp holds these against.
#include "intake/payments/payment_values.h"

#include <algorithm>
#include <functional>

#include "base/date.h"
#include "base/text.h"
#include "intake/tracks/row_values.h"

namespace entente {
namespace {

struct RoleName {
  std::string_view name;
  PaymentRole role;
};
// Lower case, letters and digits only.
constexpr RoleName kRoleNames[] = {{"source", PaymentRole::source},
                                   {"src", PaymentRole::source},
                                   {"from", PaymentRole::source},
                                   {"sender", PaymentRole::source},
                                   {"payer", PaymentRole::source},
                                   {"orig", PaymentRole::source},
                                   {"originator", PaymentRole::source},
                                   {"nameorig", PaymentRole::source},
                                   {"origacct", PaymentRole::source},
                                   {"sourcenodeid", PaymentRole::source},
                                   {"sourceid", PaymentRole::source},
                                   {"sourceaccount", PaymentRole::source},
                                   {"senderaccount", PaymentRole::source},
                                   {"senderaccountid", PaymentRole::source},
                                   {"fromaddress", PaymentRole::source},
                                   {"fromaccount", PaymentRole::source},
                                   {"debtor", PaymentRole::source},
                                   {"target", PaymentRole::target},
                                   {"dst", PaymentRole::target},
                                   {"dest", PaymentRole::target},
                                   {"to", PaymentRole::target},
                                   {"destination", PaymentRole::target},
                                   {"receiver", PaymentRole::target},
                                   {"recipient", PaymentRole::target},
                                   {"payee", PaymentRole::target},
                                   {"beneficiary", PaymentRole::target},
                                   {"bene", PaymentRole::target},
                                   {"namedest", PaymentRole::target},
                                   {"beneacct", PaymentRole::target},
                                   {"targetnodeid", PaymentRole::target},
                                   {"targetid", PaymentRole::target},
                                   {"targetaccount", PaymentRole::target},
                                   {"receiveraccount", PaymentRole::target},
                                   {"receiveraccountid", PaymentRole::target},
                                   {"toaddress", PaymentRole::target},
                                   {"toaccount", PaymentRole::target},
                                   {"creditor", PaymentRole::target},
                                   {"amount", PaymentRole::amount},
                                   {"value", PaymentRole::amount},
                                   {"sum", PaymentRole::amount},
                                   {"baseamt", PaymentRole::amount},
                                   {"txamount", PaymentRole::amount},
                                   {"amountpaid", PaymentRole::amount},
                                   {"time", PaymentRole::time},
                                   {"date", PaymentRole::time},
                                   {"datetime", PaymentRole::time},
                                   {"timestamp", PaymentRole::time},
                                   {"trantimestamp", PaymentRole::time},
                                   {"blocktime", PaymentRole::time},
                                   {"blocktimestamp", PaymentRole::time},
                                   {"step", PaymentRole::time},
                                   {"day", PaymentRole::time},
                                   {"startdate", PaymentRole::time},
                                   {"bookingdate", PaymentRole::time},
                                   {"valuedate", PaymentRole::time},
                                   {"seq", PaymentRole::sequence},
                                   {"sequence", PaymentRole::sequence},
                                   {"sequencenumber", PaymentRole::sequence},
                                   {"id", PaymentRole::id},
                                   {"transactionid", PaymentRole::id},
                                   {"transactionnumber", PaymentRole::id},
                                   {"tranid", PaymentRole::id},
                                   {"paymentid", PaymentRole::id},
                                   {"reference", PaymentRole::id},
                                   {"txid", PaymentRole::id},
                                   {"hash", PaymentRole::id},
                                   {"txhash", PaymentRole::id},
                                   {"transactionhash", PaymentRole::id},
                                   {"currency", PaymentRole::currency},
                                   {"ccy", PaymentRole::currency},
                                   {"asset", PaymentRole::currency},
                                   {"token", PaymentRole::currency},
                                   {"tokensymbol", PaymentRole::currency},
                                   {"currencysymbol", PaymentRole::currency},
                                   {"paymentcurrency", PaymentRole::currency}};

// "digits[.digits]", at most 18 of them.
bool short_decimal(std::string_view cell, int64_t& digits, uint8_t& places) {
  if (cell.empty() || cell.size() > 18) return false;
  int64_t value = 0;
  size_t at = 0;
  for (; at < cell.size() && is_digit(cell[at]); ++at) value = value * 10 + (cell[at] - '0');
  const size_t whole = at;
  if (at < cell.size() && cell[at] == '.')
    for (++at; at < cell.size() && is_digit(cell[at]); ++at) value = value * 10 + (cell[at] - '0');
  if (at != cell.size() || whole == 0) return false;
  digits = value;
  places = static_cast<uint8_t>(whole == cell.size() ? 0 : cell.size() - whole - 1);
  return true;
}

PaymentId id_of(std::string_view text) {
  if (const auto number = parse_step(text); number && *number >= 0)
    return {0, static_cast<uint64_t>(*number)};
  const uint64_t hash = NameTable::hash(text);
  const std::string salted = "id" + std::string(text);
  return {hash | 1, NameTable::hash(salted)};
}

constexpr const char* kNoAmount = "no amount";
constexpr const char* kNothing = "an amount of nothing";
constexpr size_t kNameBytesMax = 512;
constexpr size_t kCurrenciesMax = 4096;

}  // namespace

PaymentRole payment_role(std::string_view name) {
  std::string plain;
  for (const char c : name)
    if (is_alnum(c)) plain += lower(c);
  const auto row = std::ranges::find(kRoleNames, plain, &RoleName::name);
  return row == std::end(kRoleNames) ? PaymentRole::none : row->role;
}

std::string_view& cell_of(RawPayment& raw, PaymentRole role) {
  switch (role) {
    case PaymentRole::source:
      return raw.source;
    case PaymentRole::target:
      return raw.target;
    case PaymentRole::amount:
      return raw.amount;
    case PaymentRole::time:
      return raw.time;
    case PaymentRole::sequence:
      return raw.sequence;
    case PaymentRole::currency:
      return raw.currency;
    default:
      return raw.id;
  }
}

std::optional<int64_t> parse_step(std::string_view cell) {
  if (cell.empty() || cell.size() > 24) return std::nullopt;
  const bool negative = cell[0] == '-';
  size_t at = negative;
  int64_t value = 0;
  for (; at < cell.size() && is_digit(cell[at]); ++at) {
    if (value > 99'999'999'999'999'999) return std::nullopt;
    value = value * 10 + (cell[at] - '0');
  }
  if (at == static_cast<size_t>(negative)) return std::nullopt;
  if (at < cell.size() && cell[at] == '.')
    for (++at; at < cell.size() && cell[at] == '0';) ++at;
  if (at != cell.size()) return std::nullopt;
  return negative ? -value : value;
}

std::optional<CalendarTime> parse_calendar(std::string_view cell) {
  if (cell.size() < 10 || cell[4] != '-' || cell[7] != '-') return std::nullopt;
  const auto date = parse_date(cell.substr(0, 10));
  if (!date || !date->is_exact_day()) return std::nullopt;
  const int64_t day_ms = days_from_epoch(*date) * 86'400'000LL;
  if (cell.size() == 10) return CalendarTime{day_ms, false};
  if (cell[10] != 'T' && cell[10] != ' ') return std::nullopt;
  // The time of day, as in logs of positions, on a day that those have.
  TimeParser times;
  const int64_t ms = times.parse("1970-01-02" + std::string(cell.substr(10)));
  if (ms == INT64_MIN) return std::nullopt;
  return CalendarTime{day_ms + ms - 86'400'000, true};
}

uint16_t PaymentRows::currency_number(const std::string& code, PaymentBlock& out) const {
  const auto at = std::ranges::find(out.currencies, code);
  if (at == out.currencies.end() && out.currencies.size() < kCurrenciesMax)
    out.currencies.push_back(code);
  return static_cast<uint16_t>(std::min<size_t>(
      static_cast<size_t>(std::ranges::find(out.currencies, code) - out.currencies.begin()),
      out.currencies.size() - 1));
}

// Why it is no amount to trace; null when it is one, which then stands in the block.
const char* PaymentRows::read_amount(std::string_view cell, PaymentBlock& out,
                                     std::string& currency) {
  int64_t digits = 0;
  uint8_t places = 0;
  if (!short_decimal(cell, digits, places)) {
    auto amount = parse_amount(cell);
    if (!amount) return "no amount that can be read";
    if (amount->numerator < 0) return "a negative amount";
    if (amount->numerator == 0) return kNothing;
    currency = amount->currency;
    amount->currency.clear();
    out.odd.emplace_back(static_cast<uint32_t>(out.digits.size()), std::move(*amount));
    out.digits.push_back(0);
    out.places.push_back(PaymentBlock::kOdd);
    return nullptr;
  }
  if (digits == 0) return kNothing;
  for (; places > 0 && digits % 10 == 0; --places) digits /= 10;
  out.digits.push_back(digits);
  out.places.push_back(places);
  return nullptr;
}

void PaymentRows::take(const RawPayment& raw, PaymentBlock& out) {
  const auto pass = [&](const char* why, std::string_view piece, bool failure = true) {
    out.passed.push_back({raw.line, why, shorten(piece, 80), failure});
  };
  if (raw.source.empty()) return pass("no source", raw.target);
  if (raw.target.empty()) return pass("no target", raw.source);
  if (raw.source.size() > kNameBytesMax || raw.target.size() > kNameBytesMax)
    return pass("a name of more than 512 bytes", raw.source);
  int64_t time = 0, sequence = 0;
  bool time_of_day = false;
  if (columns_.time) {
    if (raw.time.empty()) return pass("no time", raw.source);
    if (columns_.calendar) {
      const auto read = parse_calendar(raw.time);
      if (!read) return pass("no time as the others are (2024-05-17)", raw.time);
      time = read->ms;
      time_of_day = read->has_time_of_day;
    } else {
      const auto read = parse_step(raw.time);
      if (!read) return pass("no time as the others are (a whole number)", raw.time);
      time = *read;
    }
  }
  if (columns_.sequence) {
    if (raw.sequence.empty()) return pass("no sequence number", raw.source);
    const auto read = parse_step(raw.sequence);
    if (!read) return pass("no sequence number that can be read", raw.sequence);
    sequence = *read;
  }
  if (raw.source == raw.target) return pass("pays itself", raw.source, false);
  std::string code;
  if (columns_.amount) {
    const char* why = raw.amount.empty() ? kNoAmount : read_amount(raw.amount, out, code);
    if (columns_.amount_optional && (why == kNoAmount || why == kNothing)) {
      out.digits.push_back(0);
      out.places.push_back(PaymentBlock::kHidden);
    } else if (why) {
      return pass(why, raw.amount.empty() ? raw.source : raw.amount, why != kNothing);
    }
  }
  out.source.push_back(
      {raw.source.data(), static_cast<uint32_t>(raw.source.size()), NameTable::hash(raw.source)});
  out.target.push_back(
      {raw.target.data(), static_cast<uint32_t>(raw.target.size()), NameTable::hash(raw.target)});
  out.time.push_back(time);
  out.has_time_of_day |= time_of_day;
  if (columns_.sequence) out.sequence.push_back(sequence);
  if (columns_.id) out.ids.push_back(raw.id.empty() ? PaymentId{} : id_of(raw.id));
  else if (columns_.sequence) out.ids.push_back({0, static_cast<uint64_t>(sequence)});
  if (columns_.currency && !raw.currency.empty()) {
    code.clear();
    for (const char c : raw.currency) code += is_lower(c) ? static_cast<char>(c - 32) : c;
  }
  out.currency.push_back(currency_number(code, out));
  out.line.push_back(raw.line);
}

}  // namespace entente
