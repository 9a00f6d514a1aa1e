// Figures of stakes are read digit by digit: a share that a register writes as 33.3 must not become
// 33.29999. More than nine decimals are rounded to the nearest.
#include "model/stakes.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <optional>

#include "base/text.h"

namespace entente {
namespace {

constexpr int kDecimals = 9;

// "1e-05", as programs write small figures.
std::optional<Share> parse_scientific(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size() || !std::isfinite(value) || std::abs(value) > 1e6)
    return std::nullopt;
  return static_cast<Share>(std::llround(value * static_cast<double>(kPercent)));
}

std::optional<Share> parse_share(std::string_view text) {
  if (text.ends_with('%')) text = trim(text.substr(0, text.size() - 1));
  const std::string whole(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  Share value = 0;
  int decimals = -1;  // before the point
  size_t digits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c == '.' || c == ',') && decimals < 0) {
      decimals = 0;
    } else if (is_digit(c)) {
      ++digits;
      if (decimals < 0 && value > 1'000'000) return std::nullopt;
      if (decimals < kDecimals) value = value * 10 + (c - '0');
      else if (decimals == kDecimals && c >= '5') ++value;
      if (decimals >= 0) ++decimals;
    } else if ((c == 'e' || c == 'E') && digits > 0 && text.size() < 32) {
      return parse_scientific(whole);
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0) return std::nullopt;
  for (int d = std::max(decimals, 0); d < kDecimals; ++d) value *= 10;
  return negative ? -value : value;
}

// The words or signs before a figure that is one end of a band.
struct Sign {
  std::string_view text;
  bool is_least, itself;  // a least or a most; whether the figure is part of it
};
constexpr Sign kSigns[] = {{">=", true, true},
                           {"<=", false, true},
                           {"\u2265", true, true},
                           {"\u2264", false, true},
                           {">", true, false},
                           {"<", false, false},
                           {"more than", true, false},
                           {"over", true, false},
                           {"at least", true, true},
                           {"less than", false, false},
                           {"under", false, false},
                           {"up to", false, true},
                           {"not more than", false, true}};

// Where "25-50", "25 – 50" or "25 to 50" is cut.
std::optional<std::pair<std::string_view, std::string_view>> cut_range(std::string_view text) {
  for (const std::string_view dash : {"-", "\u2013", "\u2014", " to ", ".."}) {
    const size_t at = text.find(dash, 1);
    if (at == text.npos) continue;
    const char before = text[at - 1];
    if (dash == "-" && (before == 'e' || before == 'E')) continue;
    return std::pair(trim(text.substr(0, at)), trim(text.substr(at + dash.size())));
  }
  return std::nullopt;
}

}  // namespace

std::expected<Band, std::string> parse_band(std::string_view text) {
  const std::string small = lower(trim(text));
  std::string_view rest = small;
  std::optional<Band> out;
  for (const Sign& sign : kSigns)
    if (!out && rest.starts_with(sign.text)) {
      const auto share = parse_share(trim(rest.substr(sign.text.size())));
      if (!share) return std::unexpected("no number");
      const Share past = sign.itself ? 0 : 1;
      out = sign.is_least ? Band{*share + past, kWhole} : Band{0, *share - past};
    }
  if (!out)
    if (const auto share = parse_share(rest)) out = Band{*share, *share};
  if (!out)
    if (const auto range = cut_range(rest)) {
      const auto low = parse_share(range->first), high = parse_share(range->second);
      if (low && high) out = Band{*low, *high};
    }
  if (!out) return std::unexpected("no number");
  if (out->low < 0 || out->high < 0) return std::unexpected("negative");
  if (out->low > kWhole || out->high > kWhole) return std::unexpected("more than 100 %");
  if (out->low > out->high) return std::unexpected("a range that ends before it begins");
  return *out;
}

std::string percent_text(Share share) {
  std::string out = fmt::format("{}.{:09}", share / kPercent, share % kPercent);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.ends_with('.')) out.pop_back();
  return out;
}

std::string to_text(const Band& band) {
  if (band.low == band.high) return percent_text(band.low);
  if (band == Band{}) return "unknown";
  // One unit past or before a round figure is how "more than" and "less than" are kept.
  const bool more = band.low % kPercent == 1, less = band.high % kPercent == kPercent - 1;
  const std::string low = percent_text(band.low - (more ? 1 : 0));
  const std::string high = percent_text(band.high + (less ? 1 : 0));
  if (!more && !less) return low + "-" + high;
  const std::string begin = more ? "more than " + low : low;
  if (band.high == kWhole) return begin + " up to 100";
  return begin + (less ? ", less than " : " up to ") + high;
}

std::string_view name(StakeKind kind) {
  switch (kind) {
    case StakeKind::ownership:
      return "ownership";
    case StakeKind::votes:
      return "votes";
    case StakeKind::control:
      return "control";
    case StakeKind::role:
      return "role";
  }
  return {};
}

HoldsFor holds_for(const Interval& interval) {
  HoldsFor out;
  const auto day = [](const Date& date) { return static_cast<int32_t>(days_from_epoch(date)); };
  if (interval.start) {
    out.begins_first = day(first_day(*interval.start));
    out.begins_last = day(last_day(*interval.start));
  }
  if (interval.end) {
    out.ends_first = day(first_day(*interval.end));
    out.ends_last = day(last_day(*interval.end));
  }
  return out;
}

std::string Stakes::title(uint32_t party) const {
  const auto at = titles.find(party);
  return at != titles.end() ? at->second : std::string(ids[party]);
}

std::string Stakes::place(const Stake& stake) const {
  std::string out = stake.file < files.size() ? files[stake.file] : "";
  if (stake.line != 0) out += ":" + std::to_string(stake.line);
  return out;
}

}  // namespace entente
