// A joint source-channel model of order one: the cost of a pair of tokens is that of its cheapest
// division into paired segments. Order one, because the table must stay small and the walk fast;
// the ends of the token as symbols of their own give most of what a longer context would. Tests:
// sound_test.cpp.
#include "names/scripts/sound_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/embedded.h"
#include "names/scripts/han.h"

namespace entente::scripts {
namespace {

constexpr int kFree = 1 << 28;  // no way there
constexpr char32_t kStart = '^', kEnd = '$';
constexpr size_t kBeam = 20, kBranches = 5;

uint64_t key_of(Script script, char32_t a, char32_t b) {
  return (static_cast<uint64_t>(script) << 56) | (static_cast<uint64_t>(a) << 28) | b;
}

// Katakana for hiragana, so that both meet; iteration and length marks as they are.
char32_t katakana(char32_t c) { return c >= 0x3041 && c <= 0x3096 ? c + 0x60 : c; }

void add_jamo(char32_t syllable, std::u32string& out) {
  const char32_t index = syllable - 0xAC00;
  out.push_back(0x1100 + index / 588);
  out.push_back(0x1161 + index % 588 / 28);
  if (index % 28 != 0) out.push_back(0x11A7 + index % 28);
}

std::unexpected<Error> bad_line(size_t line, std::string_view piece) {
  return fail(Code::malformed, "a row of the sound table is not understood",
              "sounds.tsv:" + std::to_string(line), std::string(piece));
}

Script script_named(std::string_view name) {
  for (int i = 0; i < 10; ++i)
    if (lower(script_name(static_cast<Script>(i))) == name) return static_cast<Script>(i);
  return Script::none;
}

// The cheapest, in order, each spelling once: among the cheapest only, where others crowd.
void keep_cheapest(std::vector<Reading>& beam, size_t count_max) {
  const auto cheaper = [](const Reading& a, const Reading& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.latin < b.latin;
  };
  const size_t kept = std::min(beam.size(), 3 * count_max);
  std::ranges::partial_sort(beam, beam.begin() + static_cast<std::ptrdiff_t>(kept), cheaper);
  beam.resize(kept);
  std::vector<Reading> out;
  for (Reading& reading : beam) {
    if (out.size() >= count_max) break;
    if (std::ranges::find(out, reading.latin, &Reading::latin) == out.end())
      out.push_back(std::move(reading));
  }
  beam = std::move(out);
}

}  // namespace

std::u32string sound_units(Script script, std::string_view plain_token) {
  std::u32string out;
  for (size_t at = 0; at < plain_token.size() && out.size() < kUnitsMax;
       at = next_code_point(plain_token, at)) {
    const char32_t c = decode_at(plain_token, at);
    if (script == Script::hangul && c >= 0xAC00 && c <= 0xD7A3) add_jamo(c, out);
    else if (script == Script::kana) out.push_back(katakana(c));
    else if (script_of(c) != Script::none || c == '\'') out.push_back(c);
  }
  return out;
}

uint32_t pack(std::string_view letters) {
  uint32_t out = 0;
  for (char c : letters) out = out << 5 | pack(c);
  return out;
}

std::string unpack(uint32_t packed, size_t length) {
  std::string out(length, ' ');
  for (size_t i = length; i-- > 0; packed >>= 5) {
    const unsigned code = packed & 31;
    out[i] = code == 27 ? '^' : code == 28 ? '$' : static_cast<char>('a' + code - 1);
  }
  return out;
}

Result<SoundTable> SoundTable::parse(std::string_view tsv) {
  SoundTable out;
  size_t number = 0;
  for (std::string_view line : split(tsv, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split(line, '\t');
    if (fields.size() != 3) return bad_line(number, line);
    const Script script = script_named(fields[0]);
    if (script == Script::none || fields[1].empty()) return bad_line(number, fields[0]);
    char32_t a, b = 0;
    if (fields[1][0] == '=') {
      if (fields[1].size() > 7) return bad_line(number, fields[1]);
      a = static_cast<char32_t>(syllable_unit(fields[1].substr(1)));
      if (a == 0) return bad_line(number, fields[1]);
    } else {
      a = decode_at(fields[1], 0);
      if (const size_t next = next_code_point(fields[1], 0); next < fields[1].size())
        b = decode_at(fields[1], next);
    }
    std::vector<Entry> entries;
    for (std::string_view entry : split(fields[2], ' ')) {
      int cost = 0;
      const auto [end, error] = std::from_chars(entry.data(), entry.data() + entry.size(), cost);
      const auto used = static_cast<size_t>(end - entry.data());
      if (error != std::errc() || used >= entry.size() || *end != ':' ||
          entry.size() - used - 1 > kSegmentMax || cost < 0 || cost > 4000)
        return bad_line(number, entry);
      const std::string_view latin = entry.substr(used + 1);
      entries.push_back(
          {pack(latin), static_cast<uint16_t>(cost), static_cast<uint8_t>(latin.size())});
    }
    out.add_row(script, a, b, std::move(entries));
  }
  return out;
}

static unsigned first_letter(const SoundTable::Entry& entry) {
  return entry.length == 0 ? 0 : entry.latin >> 5 * (entry.length - 1U) & 31;
}

std::span<const SoundTable::Entry> SoundTable::entries(const Row& row, unsigned letter) const {
  const auto group =
      row.groups_at + static_cast<uint32_t>(__builtin_popcount(row.letters & ((1U << letter) - 1)));
  return std::span(by_letter_).subspan(groups_[group], groups_[group + 1] - groups_[group]);
}

void SoundTable::add_row(Script script, char32_t a, char32_t b, std::vector<Entry>&& entries) {
  std::ranges::stable_sort(entries, {}, &Entry::cost);
  double probability = 0;
  for (const Entry& entry : entries) probability += std::exp2(-entry.cost / double{kEighths});
  Row row;
  row.begin = static_cast<uint32_t>(entries_.size());
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  std::ranges::stable_sort(entries, {}, first_letter);
  row.groups_at = static_cast<uint32_t>(groups_.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    if (i == 0 || first_letter(entries[i]) != first_letter(entries[i - 1]))
      groups_.push_back(static_cast<uint32_t>(by_letter_.size()));
    row.letters |= 1U << first_letter(entries[i]);
    by_letter_.push_back(entries[i]);
  }
  groups_.push_back(static_cast<uint32_t>(by_letter_.size()));
  row.end = static_cast<uint32_t>(entries_.size());
  row.marginal = static_cast<uint16_t>(std::max(0.0, -std::log2(probability) * kEighths));
  if (rows_.size() < kNone && row_of_.emplace(key_of(script, a, b), rows_.size()).second)
    rows_.push_back(row);
}

const SoundTable& SoundTable::built_in() {
  static const SoundTable table = [] {
    auto parsed = parse(embedded_sounds());
    return parsed ? *std::move(parsed) : SoundTable{};
  }();
  return table;
}

bool SoundTable::has(Script script) const { return row_of_.contains(key_of(script, kEnd, 0)); }

uint16_t SoundTable::row(Script script, char32_t unit) const {
  if (const auto at = row_of_.find(key_of(script, unit, 0)); at != row_of_.end()) return at->second;
  if (script != Script::han) return kNone;
  const auto at = row_of_.find(key_of(script, syllable_unit(han_reading(unit)), 0));
  return at == row_of_.end() ? kNone : at->second;
}

uint16_t SoundTable::row(Script script, char32_t first, char32_t second) const {
  const auto at = row_of_.find(key_of(script, first, second));
  return at == row_of_.end() ? kNone : at->second;
}

UnitRows unit_rows(const SoundTable& table, Script script, std::u32string_view units) {
  std::u32string all{kStart};
  all.append(units.substr(0, kUnitsMax)) += kEnd;
  UnitRows out;
  for (size_t i = 0; i < all.size(); ++i) {
    out.one.push_back(table.row(script, all[i]));
    out.two.push_back(i + 1 < all.size() ? table.row(script, all[i], all[i + 1])
                                         : SoundTable::kNone);
  }
  return out;
}

LatinSide::LatinSide(const SoundTable& table) : table_(table), of_row_(table.rows(), kUnasked) {}

void LatinSide::lay_out(std::string_view latin) {
  for (const uint16_t row : asked_) of_row_[row] = kUnasked;
  asked_.clear();
  found_.clear();
  begins_with_.fill(0);
  letters_ = 1;
  latin_ = latin;
  latin = latin.substr(0, kLettersMax);
  size_ = latin.size() + 2;
  uint32_t six = 0;
  for (size_t i = size_; i-- > 0;) {
    const char letter = i == 0 ? '^' : i + 1 == size_ ? '$' : latin[i - 1];
    const uint32_t code = pack(letter);
    six = six >> 5 | code << 5 * (kSegmentMax - 1);
    six_[i] = six;
    unread_[i] = cost_unread(letter);
    begins_with_[code] |= uint64_t{1} << i;
    letters_ |= 1U << code;
  }
}

void LatinSide::add_meetings(const SoundTable::Row& row, unsigned letter) {
  for (const SoundTable::Entry& entry : table_.entries(row, letter)) {
    const unsigned length = entry.length;
    const auto put = [&](size_t from) {
      found_.push_back(
          {static_cast<uint8_t>(from), static_cast<uint8_t>(from + length), entry.cost});
    };
    if (length == 0) {
      for (size_t from = 0; from <= size_; ++from) put(from);
      continue;
    }
    for (uint64_t places = begins_with_[letter]; places != 0; places &= places - 1) {
      const auto from = static_cast<size_t>(std::countr_zero(places));
      if (from + length <= size_ && six_[from] >> 5 * (kSegmentMax - length) == entry.latin)
        put(from);
    }
  }
}

std::span<const LatinSide::Meeting> LatinSide::meetings(uint16_t row) {
  Meetings& known = of_row_[row];
  if (known.begin == kUnasked.begin) {
    known.begin = static_cast<uint32_t>(found_.size());
    asked_.push_back(row);
    const SoundTable::Row& all = table_.at(row);
    for (uint32_t left = all.letters & letters_; left != 0; left &= left - 1)
      add_meetings(all, static_cast<unsigned>(std::countr_zero(left)));
    known.end = static_cast<uint32_t>(found_.size());
  }
  return std::span(found_).subspan(known.begin, known.end - known.begin);
}

// What is free stays above every way there is, since costs are small beside it.
void LatinSide::walk(uint16_t row, const Line& here, Line& there) {
  if (row == SoundTable::kNone) return;
  for (const Meeting& meeting : meetings(row))
    there[meeting.to] = std::min(there[meeting.to], here[meeting.from] + meeting.cost);
}

void LatinSide::leave_letters_unread(Line& line, size_t until) const {
  for (size_t j = 0; j < until; ++j) line[j + 1] = std::min(line[j + 1], line[j] + unread_[j]);
}

int LatinSide::alignment_cost(const UnitRowsView& native) {
  const size_t n = native.one.size(), m = size_;
  std::array<Line, 3> lines;  // this position, the next, the one after
  for (Line& line : lines) std::fill_n(line.begin(), m + 1, kFree);
  lines[0][0] = 0;
  for (size_t i = 0; i < n; ++i) {
    Line &here = lines[i % 3], &next = lines[(i + 1) % 3];
    leave_letters_unread(here, m - 1);  // but for the end, which stands behind them all
    const int skip = native.one[i] == SoundTable::kNone ? kUnitUnknown : kUnitUnread;
    for (size_t j = 0; j <= m; ++j) next[j] = std::min(next[j], here[j] + skip);
    walk(native.one[i], here, next);
    walk(native.two[i], here, lines[(i + 2) % 3]);
    std::fill_n(here.begin(), m + 1, kFree);
  }
  leave_letters_unread(lines[n % 3], m);
  return lines[n % 3][m];
}

int alignment_cost(const SoundTable& table, const UnitRowsView& native, std::string_view latin) {
  LatinSide side(table);
  side.lay_out(latin);
  return side.alignment_cost(native);
}

int least_cost(const SoundTable& table, const UnitRowsView& native) {
  const size_t n = native.one.size();
  std::array<int, kUnitsMax + 4> best;
  best.fill(kFree);
  best[0] = 0;
  for (size_t i = 0; i < n; ++i) {
    const uint16_t one = native.one[i], two = native.two[i];
    best[i + 1] = std::min(
        best[i + 1], best[i] + (one == SoundTable::kNone ? kUnitUnknown : table.at(one).marginal));
    if (two != SoundTable::kNone)
      best[i + 2] = std::min(best[i + 2], best[i] + table.at(two).marginal);
  }
  return best[n];
}

namespace {

// A reading that goes on by one segment: written out only where it is among the cheapest.
struct Longer {
  int cost;
  uint16_t place, reading;  // of the beam it goes on from, and which of it
  uint32_t latin;
  uint8_t length;
};

class Beams {
 public:
  Beams(const SoundTable& table, const UnitRowsView& native)
      : table_(table), native_(native), done_(native.one.size() + 1), open_(done_.size() + 1) {
    done_[0].push_back({"", 0});
  }
  std::vector<Reading> walk(size_t count_max) {
    const size_t n = native_.one.size();
    for (size_t i = 0; i < n; ++i) {
      if (i > 0) write_out(i, kBeam);
      for (size_t r = 0; r < done_[i].size(); ++r) {
        extend(i, r, native_.one[i], i + 1);
        if (native_.one[i] == SoundTable::kNone)
          open_[i + 1].push_back({done_[i][r].cost + kUnitUnknown, static_cast<uint16_t>(i),
                                  static_cast<uint16_t>(r), 0, 0});
        if (i + 2 <= n) extend(i, r, native_.two[i], i + 2);
      }
    }
    write_all(n);
    std::vector<Reading> out = std::move(done_[n]);
    for (Reading& reading : out)
      std::erase_if(reading.latin, [](char c) { return c == '^' || c == '$'; });
    std::erase_if(out, [](const Reading& reading) { return reading.latin.empty(); });
    keep_cheapest(out, count_max);
    return out;
  }

 private:
  void extend(size_t place, size_t reading, uint16_t row, size_t to) {
    if (row == SoundTable::kNone) return;
    const auto entries = table_.entries(row);
    for (const SoundTable::Entry& entry :
         entries.first(std::min<size_t>(kBranches, entries.size())))
      open_[to].push_back({done_[place][reading].cost + entry.cost, static_cast<uint16_t>(place),
                           static_cast<uint16_t>(reading), entry.latin, entry.length});
  }
  // Of those that cost the same as the last that is wanted, all: their letters decide.
  void write_out(size_t place, size_t count_max) {
    auto& open = open_[place];
    if (const size_t kept = 3 * count_max; open.size() > kept) {
      const auto last = open.begin() + static_cast<std::ptrdiff_t>(kept - 1);
      std::ranges::nth_element(open, last, {}, &Longer::cost);
      std::erase_if(open, [most = last->cost](const Longer& each) { return each.cost > most; });
    }
    write_all(place);
    keep_cheapest(done_[place], count_max);
  }
  void write_all(size_t place) {
    for (const Longer& each : open_[place])
      done_[place].push_back(
          {done_[each.place][each.reading].latin + unpack(each.latin, each.length), each.cost});
  }

  const SoundTable& table_;
  const UnitRowsView& native_;
  std::vector<std::vector<Reading>> done_;  // by place
  std::vector<std::vector<Longer>> open_;
};

}  // namespace

std::vector<Reading> likely_readings(const SoundTable& table, const UnitRowsView& native,
                                     size_t count_max) {
  return Beams(table, native).walk(count_max);
}

const std::vector<std::string>& known_readings(Script script, std::string_view plain_token) {
  constexpr size_t kTokensMax = 1024;
  thread_local std::unordered_map<std::string, std::vector<std::string>> known;
  std::string key(plain_token);
  key += static_cast<char>(script);
  if (const auto at = known.find(key); at != known.end()) return at->second;
  if (known.size() >= kTokensMax) known.clear();
  std::vector<std::string> out;
  const SoundTable& table = SoundTable::built_in();
  if (table.has(script))
    for (Reading& reading : likely_readings(
             table, unit_rows(table, script, sound_units(script, plain_token)), kReadingsMax))
      out.push_back(std::move(reading.latin));
  return known.emplace(std::move(key), std::move(out)).first->second;
}

}  // namespace entente::scripts
