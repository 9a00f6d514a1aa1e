// One pass: sixty-four bytes at a time are compared with the separator and the line's end (with
// AVX2 where the processor has it, else with SSE2, which every x86-64 has; elsewhere a byte at a
// time), and each hit ends a cell. Cells are only looked at where the header gave them a role. A
// block with a quote goes the slow way, line by line, which is also the twin that
// track_reader_test.cpp and fuzz/tracks_csv_fuzz.cpp hold the fast one against.
#include "intake/tracks/csv_rows.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "base/processor.h"
#include "base/text.h"
#include "intake/tracks/fast_cells.h"

namespace entente {
namespace {

constexpr int64_t kNoTimeMs = INT64_MIN;
constexpr RowRole kParticularRoles[] = {RowRole::name, RowRole::imo, RowRole::callsign,
                                        RowRole::type, RowRole::flag};

#if ENTENTE_HAS_VARIANTS
// As each_hit below; gives where it stopped, less than 64 bytes before the end.
template <class Hit>
ENTENTE_TARGET_AVX2 const char* hits_by_avx2(const char* at, const char* end, char separator,
                                             Hit& hit) {
  const __m256i separators = _mm256_set1_epi8(separator), lines = _mm256_set1_epi8('\n');
  for (; at + 64 <= end; at += 64) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 32));
    const auto low_mask = static_cast<unsigned>(_mm256_movemask_epi8(
        _mm256_or_si256(_mm256_cmpeq_epi8(low, separators), _mm256_cmpeq_epi8(low, lines))));
    const auto high_mask = static_cast<unsigned>(_mm256_movemask_epi8(
        _mm256_or_si256(_mm256_cmpeq_epi8(high, separators), _mm256_cmpeq_epi8(high, lines))));
    for (uint64_t mask = low_mask | static_cast<uint64_t>(high_mask) << 32; mask; mask &= mask - 1)
      hit(at + __builtin_ctzll(mask));
  }
  return at;
}
#endif

// Calls hit(at) for each separator and line end of `text`, in order.
template <class Hit>
void each_hit(std::string_view text, char separator, Hit hit) {
  const char* at = text.data();
  const char* const end = at + text.size();
#if ENTENTE_HAS_VARIANTS
  if (has_avx2()) at = hits_by_avx2(at, end, separator, hit);
#endif
#ifdef __SSE2__
  const __m128i separators = _mm_set1_epi8(separator), lines = _mm_set1_epi8('\n');
  for (; at + 16 <= end; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    auto mask = static_cast<unsigned>(_mm_movemask_epi8(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, separators), _mm_cmpeq_epi8(bytes, lines))));
    for (; mask; mask &= mask - 1) hit(at + __builtin_ctz(mask));
  }
#endif
  for (; at < end; ++at)
    if (*at == separator || *at == '\n') hit(at);
}

constexpr std::ptrdiff_t kRoom = 16;  // that fast_cells.h reads behind a row
constexpr std::string_view kNoShip = "no ship";

int16_t tenths(std::string_view cell, int limit) {
  if (cell.empty()) return Fix::kNone;
  int64_t value = 0;
  if (!fast_fixed(cell, 1, value)) return parse_tenths(cell, limit).value_or(Fix::kNone);
  return value >= 0 && value < limit ? static_cast<int16_t>(value) : Fix::kNone;
}

char separator_of(std::string_view header) {
  const auto count = [&](char c) { return std::count(header.begin(), header.end(), c); };
  if (count('\t') > count(',')) return '\t';
  return count(';') > count(',') ? ';' : ',';
}

std::string_view unquoted(std::string_view cell) {
  cell = trim(cell);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
    cell = cell.substr(1, cell.size() - 2);
  return cell;
}

}  // namespace

Result<CsvColumns> CsvColumns::of(std::string_view header) {
  if (header.starts_with("\xEF\xBB\xBF")) header.remove_prefix(3);
  CsvColumns out;
  out.columns.fill(kAbsent);
  out.separator = separator_of(header);
  const auto names = split(trim(header), out.separator);
  if (names.size() > kColumnsMax)
    return fail(Code::malformed, "more than " + std::to_string(kColumnsMax) + " columns");
  out.count = static_cast<uint16_t>(names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    const RowRole role = row_role(unquoted(names[i]));
    if (role == RowRole::none) continue;
    uint16_t& column = out.columns[static_cast<size_t>(role)];
    // "id" is the sender only where nothing better is there.
    const bool better = role == RowRole::mmsi && !equals_ignoring_case(unquoted(names[i]), "id");
    if (column == kAbsent || better) column = static_cast<uint16_t>(i);
  }
  constexpr std::pair<RowRole, std::string_view> kNeeded[] = {{RowRole::mmsi, "mmsi"},
                                                              {RowRole::time, "timestamp"},
                                                              {RowRole::latitude, "lat"},
                                                              {RowRole::longitude, "lon"}};
  for (const auto& [role, name] : kNeeded)
    if (out.at(role) == kAbsent)
      return fail(Code::unknown_column, "positions need a column " + std::string(name), {},
                  shorten(header, 80), "name the columns mmsi, timestamp, lat, lon, speed, course");
  return out;
}

CsvRows::CsvRows(const CsvColumns& columns) : columns_(columns) {
  for (const RowRole role : kParticularRoles) {
    const uint16_t at = columns_.at(role);
    if (at == CsvColumns::kAbsent) continue;
    first_particular_ = std::min(first_particular_, at);
    last_particular_ = std::max(last_particular_, at);
  }
}

std::string_view CsvRows::cell(RowRole role) const {
  const uint16_t at = columns_.at(role);
  if (at >= columns_.count) return {};
  return {starts_[at], static_cast<size_t>(starts_[at + 1] - starts_[at] - 1)};
}

// Key: the bytes from the first to the last of these columns, which stand together in the formats
// that matter; a column in between that varies (a status) would only cost time.
uint64_t CsvRows::key_of_particulars() const {
  if (first_particular_ == CsvColumns::kAbsent) return 0;
  const char* const from = starts_[first_particular_];
  return particulars_key({from, static_cast<size_t>(starts_[last_particular_ + 1] - from - 1)});
}

void CsvRows::read_particulars(Fix& fix, TrackBlock& out) {
  if (fix.particulars == 0 || seen_.seen(fix.particulars)) return;
  Particulars said;
  said.imo = parse_imo(unquoted(cell(RowRole::imo)));
  said.name = parse_word(unquoted(cell(RowRole::name)));
  said.callsign = parse_word(unquoted(cell(RowRole::callsign)));
  said.type = parse_word(unquoted(cell(RowRole::type)));
  said.flag = parse_word(unquoted(cell(RowRole::flag)));
  out.particulars.emplace_back(fix.particulars, std::move(said));
}

// What is wrong with the row under way; empty: nothing, and the fix is filled.
template <bool kQuoted>
std::string_view CsvRows::read(Fix& fix, TrackBlock& out) {
  const auto value = [&](RowRole role) { return kQuoted ? unquoted(cell(role)) : cell(role); };
  const std::string_view mmsi = value(RowRole::mmsi), sender = value(RowRole::sender);
  fix.particulars = key_of_particulars();
  seen_.fetch(fix.particulars);  // will be there once the numbers are read
  if (!roomy_ || !fast_mmsi(mmsi, fix.mmsi)) {
    const auto parsed = parse_mmsi(mmsi);
    if (!parsed) return "no MMSI";
    fix.mmsi = *parsed;
  }
  fix.time_ms = times_.parse(value(RowRole::time));
  if (fix.time_ms == kNoTimeMs) return "no time";
  if (is_no_ship(fix.mmsi) || is_station(sender)) return kNoShip;
  const std::string_view lat = value(RowRole::latitude), lon = value(RowRole::longitude);
  int32_t y = 0, x = 0;
  if (roomy_ && fast_degrees(lat, 90, y) && fast_degrees(lon, 180, x)) {
    fix.lat_e7 = y;
    fix.lon_e7 = x;
  } else if (const auto south = parse_degrees(lat, 90), west = parse_degrees(lon, 180);
             south && west) {
    fix.lat_e7 = *south;
    fix.lon_e7 = *west;
  }
  fix.speed_dkn = tenths(value(RowRole::speed), 1023);
  fix.course_ddeg = tenths(value(RowRole::course), 3600);
  fix.sender = parse_sender(sender);
  fix.receiver = parse_receiver(value(RowRole::receiver));
  read_particulars(fix, out);
  return {};
}

void CsvRows::row(uint64_t line, size_t cells, TrackBlock& out) {
  const std::string_view whole(starts_[0], static_cast<size_t>(starts_[cells] - starts_[0] - 1));
  if (cells == 1 && trim(whole).empty()) {
    ++out.counts.other;
    return;
  }
  if (cells != columns_.count)
    return out.add_bad(line, "another number of cells than the header", whole);
  Fix& fix = out.fixes.emplace_back();
  fix.row = line;
  roomy_ = block_end_ - starts_[cells] > kRoom;
  if (const std::string_view why = quoted_ ? read<true>(fix, out) : read<false>(fix, out);
      !why.empty()) {
    out.fixes.pop_back();
    if (why == kNoShip) ++out.counts.not_ships;
    else out.add_bad(line, why, whole);
    return;
  }
  ++out.counts.fixes;
}

void CsvRows::parse_quoted(std::string_view lines, TrackBlock& out) {
  quoted_ = true;
  block_end_ = lines.data() + lines.size();
  while (!lines.empty()) {
    const size_t size = std::min(lines.find('\n'), lines.size());
    const char* const end = lines.data() + size;
    size_t cells = 0;
    bool inside = false;
    starts_[0] = lines.data();
    for (const char* at = lines.data(); at < end; ++at) {
      inside ^= *at == '"';
      if (*at == columns_.separator && !inside && cells < CsvColumns::kColumnsMax)
        starts_[++cells] = at + 1;
    }
    starts_[++cells] = end + 1;
    row(++out.counts.lines, cells, out);
    lines.remove_prefix(std::min(size + 1, lines.size()));
  }
}

void CsvRows::parse(std::string_view lines, TrackBlock& out) {
  if (lines.empty()) return;
  if (std::memchr(lines.data(), '"', lines.size())) return parse_quoted(lines, out);
  quoted_ = false;
  block_end_ = lines.data() + lines.size();
  // Rows are of one length, more or less: room for all of them at once.
  const size_t first = std::min(lines.find('\n'), lines.size());
  out.fixes.reserve(out.fixes.size() + lines.size() / std::max<size_t>(24, first * 9 / 10) + 16);
  size_t cells = 0;
  starts_[0] = lines.data();
  each_hit(lines, columns_.separator, [&](const char* at) {
    cells += cells <= CsvColumns::kColumnsMax;
    starts_[cells] = at + 1;
    if (*at != '\n') return;
    row(++out.counts.lines, cells, out);
    starts_[0] = at + 1;
    cells = 0;
  });
  const char* const end = lines.data() + lines.size();
  if (starts_[0] == end) return;
  starts_[++cells] = end + 1;  // the last line has no end of its own
  row(++out.counts.lines, cells, out);
}

}  // namespace entente
