// Cells are cut at the separator with memchr; a line with a quote goes the slow way, which is the
// twin payments_test.cpp holds the fast one against.
#include "intake/payments/payment_csv.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace entente {
namespace {

char separator_of(std::string_view line) {
  char best = ',';
  for (const char c : {'\t', ';', '|'})
    if (std::ranges::count(line, c) > std::ranges::count(line, best)) best = c;
  return best;
}

std::string_view unquoted(std::string_view cell) {
  cell = trim(cell);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
    cell = trim(cell.substr(1, cell.size() - 2));
  return cell;
}

constexpr bool needs_trim(std::string_view cell) {
  return !cell.empty() && (is_space(cell.front()) || is_space(cell.back()));
}

}  // namespace

Result<PaymentHeader> PaymentHeader::of(std::string_view line) {
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  line = trim(line);
  PaymentHeader out;
  out.separator = separator_of(line);
  for (const std::string_view cell : split(line, out.separator)) {
    const PaymentRole role = payment_role(unquoted(cell));
    // The first column of a role has it.
    out.roles.push_back(out.has(role) ? PaymentRole::none : role);
    if (out.roles.size() > kColumnsMax)
      return fail(Code::malformed, "more than 256 columns", {}, shorten(line, 80));
  }
  for (const auto& [role, what] :
       {std::pair{PaymentRole::source, "source"}, std::pair{PaymentRole::target, "target"}})
    if (!out.has(role))
      return fail(Code::unknown_column, std::string("payments need a column ") + what, {},
                  shorten(line, 80), "name the columns time,source,target,amount[,currency]");
  return out;
}

bool PaymentHeader::has(PaymentRole role) const {
  return role != PaymentRole::none && std::ranges::find(roles, role) != roles.end();
}

PaymentCsv::PaymentCsv(PaymentHeader header) : header_(std::move(header)) {
  for (size_t i = 0; i < header_.roles.size(); ++i)
    if (header_.roles[i] != PaymentRole::none) needed_ = i + 1;
}

const char* PaymentCsv::cells(std::string_view line, PaymentBlock& out, RawPayment& raw) const {
  if (std::memchr(line.data(), '"', line.size())) return quoted_cells(line, out, raw);
  const char* at = line.data();
  const char* const end = at + line.size();
  for (size_t i = 0; i < needed_; ++i) {
    const auto* stop =
        static_cast<const char*>(std::memchr(at, header_.separator, static_cast<size_t>(end - at)));
    if (!stop) stop = end;
    if (header_.roles[i] != PaymentRole::none) {
      std::string_view cell(at, static_cast<size_t>(stop - at));
      cell_of(raw, header_.roles[i]) = needs_trim(cell) ? trim(cell) : cell;
    }
    if (stop == end) return i + 1 < needed_ && i == 0 ? "fewer columns than the head" : nullptr;
    at = stop + 1;
  }
  return nullptr;
}

const char* PaymentCsv::quoted_cells(std::string_view line, PaymentBlock& out,
                                     RawPayment& raw) const {
  size_t at = 0;
  for (size_t i = 0; at <= line.size(); ++i) {
    std::string cell;
    if (at < line.size() && line[at] == '"') {
      for (++at;; ++at) {
        if (at >= line.size()) return "a quote that does not end on its line";
        if (line[at] != '"') {
          cell += line[at];
          continue;
        }
        if (at + 1 >= line.size() || line[at + 1] != '"') break;
        cell += line[at++];
      }
      if (++at < line.size() && line[at] != header_.separator) return "text behind a closing quote";
    } else {
      const size_t end = std::min(line.find(header_.separator, at), line.size());
      cell = line.substr(at, end - at);
      at = end;
    }
    if (i < header_.roles.size() && header_.roles[i] != PaymentRole::none)
      cell_of(raw, header_.roles[i]) = trim(out.keep(std::move(cell)));
    ++at;
  }
  return nullptr;
}

}  // namespace entente
