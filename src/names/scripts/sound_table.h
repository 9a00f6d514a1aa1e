// The learned table behind sound.h, and the two walks over it: the cheapest way to read a native
// token as a given Latin one, and the likeliest Latin readings of a native token.
//
// A row is a segment of one or two native units; its entries are the Latin segments (0 to 6
// letters) that it was seen to stand for, with the cost of the pair, -log2 of its joint
// probability, in eighths of a bit. ^ and $ stand for the ends of a token, on both sides.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "names/scripts/script.h"

namespace entente::scripts {

constexpr size_t kUnitsMax = 40;            // of a native token; what goes beyond is cut
constexpr size_t kLettersMax = 40;          // of a Latin token; likewise
constexpr size_t kSegmentMax = 6;           // letters of a Latin segment
constexpr int kEighths = 8;                 // of a bit
constexpr int kUnitUnread = 10 * kEighths;  // a native unit that stands for nothing
constexpr int kUnitUnknown = 14 * kEighths;
constexpr int kLetterUnread = 9 * kEighths;  // a Latin consonant that nothing stands for
constexpr int kVowelUnread = 6 * kEighths;
constexpr int cost_unread(char letter) {
  switch (letter) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y':
    case 'h':
    case 'w':
      return kVowelUnread;
    default:
      return kLetterUnread;
  }
}

// The units that a token of this script is aligned by: letters; jamo of Hangul; katakana; Han
// characters. Without ^ and $. Wants plain_letters().
std::u32string sound_units(Script script, std::string_view plain_token);

// A Latin segment as a number: five bits a letter, ^ is 27 and $ is 28.
constexpr uint32_t pack(char letter) {
  return (letter == '^' ? 27U : letter == '$' ? 28U : static_cast<unsigned>(letter - 'a' + 1)) & 31;
}
uint32_t pack(std::string_view letters);
std::string unpack(uint32_t packed, size_t length);

class SoundTable {
 public:
  struct Entry {
    uint32_t latin;  // pack()
    uint16_t cost;   // eighths of a bit
    uint8_t length;  // letters
  };
  struct Row {
    uint32_t begin = 0, end = 0;  // entries, cheapest first
    uint16_t marginal = 0;        // cost of the native segment whatever it stands for
    uint32_t letters = 0;         // a bit for each first letter of an entry; the lowest: no letters
    uint32_t groups_at = 0;
  };
  static constexpr uint16_t kNone = 0xFFFF;

  // models/sounds.tsv; malformed names the line.
  static Result<SoundTable> parse(std::string_view tsv);
  // The one that is part of the program.
  static const SoundTable& built_in();

  // Row of a unit, or of two; kNone.
  uint16_t row(Script script, char32_t unit) const;
  uint16_t row(Script script, char32_t first, char32_t second) const;
  const Row& at(uint16_t row) const { return rows_[row]; }
  std::span<const Entry> entries(uint16_t row) const {
    return std::span(entries_).subspan(rows_[row].begin, rows_[row].end - rows_[row].begin);
  }
  // Those that begin with this letter, one of the row's `letters` (0: without letters).
  std::span<const Entry> entries(const Row& row, unsigned letter) const;
  bool has(Script script) const;
  size_t rows() const { return rows_.size(); }

 private:
  void add_row(Script script, char32_t a, char32_t b, std::vector<Entry>&& entries);
  std::unordered_map<uint64_t, uint16_t> row_of_;
  std::vector<Row> rows_;
  std::vector<Entry> entries_;
  // The same entries of each row by their first letter, and where each letter's begin and end.
  std::vector<Entry> by_letter_;
  std::vector<uint32_t> groups_;
};

// A native token as rows: for each position the row of its unit and of it with the next, ^ and $
// included.
struct UnitRows {
  std::vector<uint16_t> one, two;  // the same length
};
// The same, held elsewhere.
struct UnitRowsView {
  std::span<const uint16_t> one, two;
  UnitRowsView(const UnitRows& rows) : one(rows.one), two(rows.two) {}
  UnitRowsView(std::span<const uint16_t> o, std::span<const uint16_t> t) : one(o), two(t) {}
};
UnitRows unit_rows(const SoundTable& table, Script script, std::u32string_view units);

// A Latin token laid out for being aligned with many native ones: for each row of the table, once
// and when it is first asked for, where its entries occur in the token. One a thread.
class LatinSide {
 public:
  explicit LatinSide(const SoundTable& table);
  // What is beyond kLettersMax is cut; `latin` must outlive the alignments.
  void lay_out(std::string_view latin);
  std::string_view latin() const { return latin_; }
  // Eighths of a bit of the cheapest reading of the units as these letters. Letters and units that
  // no entry covers are paid by the piece, so that one slip does not break a pair. Its obvious twin
  // is names/reference/alignment.h.
  int alignment_cost(const UnitRowsView& native);

 private:
  // An entry of a row that stands in the token.
  struct Meeting {
    uint8_t from, to;
    uint16_t cost;
  };
  struct Meetings {
    uint32_t begin, end;
  };
  static constexpr Meetings kUnasked{UINT32_MAX, 0};
  using Line = std::array<int, kLettersMax + 3>;
  std::span<const Meeting> meetings(uint16_t row);
  void add_meetings(const SoundTable::Row& row, unsigned letter);
  void walk(uint16_t row, const Line& here, Line& there);
  void leave_letters_unread(Line& line, size_t until) const;

  const SoundTable& table_;
  std::string_view latin_;
  size_t size_ = 0;                              // letters, with ^ and $
  std::array<int, kLettersMax + 2> unread_{};    // by letter: what it costs to leave it out
  std::array<uint32_t, kLettersMax + 2> six_{};  // pack() of it and the next five, or zeros
  std::array<uint64_t, 32> begins_with_{};       // by letter: a bit a place
  uint32_t letters_ = 0;                         // a bit for each that it has, and the lowest
  std::vector<Meeting> found_;
  std::vector<Meetings> of_row_;  // by row; kUnasked: not asked for yet
  std::vector<uint16_t> asked_;
};
int alignment_cost(const SoundTable& table, const UnitRowsView& native, std::string_view latin);
// The least that any reading of the units costs: what alignment_cost() is measured against.
int least_cost(const SoundTable& table, const UnitRowsView& native);

struct Reading {
  std::string latin;
  int cost;
};
// The likeliest readings, cheapest first: a beam over whole strings.
std::vector<Reading> likely_readings(const SoundTable& table, const UnitRowsView& native,
                                     size_t count_max);

// Those of the built-in table for a token of plain_letters(), none when it does not know the
// script. They are asked for again and again while a name is read: a thread remembers the last
// thousand tokens. Good until the next call.
inline constexpr size_t kReadingsMax = 24;
const std::vector<std::string>& known_readings(Script script, std::string_view plain_token);

}  // namespace entente::scripts
