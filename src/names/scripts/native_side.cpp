// The walk goes letter by letter: at each place the segments that begin there are looked up, the
// shorter first, as long as any longer one begins with those letters. Cost: a few lookups a letter
// and a step for each segment that is met; laying out takes as long as some thirty alignments.
// Tests: sound_test.cpp.
#include "names/scripts/native_side.h"

#include <algorithm>
#include <bit>

namespace entente::scripts {
namespace {

constexpr int kFree = 1 << 28;  // no way there; stays above every way when costs are added
constexpr size_t kLetterBits = 5;

}  // namespace

NativeSide::Slot& NativeSide::slot_of(uint32_t letters) {
  const size_t mask = slots_.size() - 1;
  for (size_t at = (letters * 2654435769U) >> 8 & mask;; at = (at + 1) & mask)
    if (slots_[at].letters == letters || slots_[at].letters == 0) return slots_[at];
}

void NativeSide::make_room(size_t segments) {
  // With all that begins them, at most six for each; most begin alike.
  slots_.assign(std::bit_ceil(std::max<size_t>(64, 2 * kSegmentMax * segments)), {});
}

void NativeSide::put_segment(const SoundTable::Entry& entry, size_t unit, size_t until) {
  for (size_t left = entry.length - 1U; left > 0; --left)
    if (Slot& beginning = slot_of(entry.latin >> kLetterBits * left); beginning.letters == 0)
      beginning.letters = entry.latin >> kLetterBits * left;
  Slot& slot = slot_of(entry.latin);
  slot.letters = entry.latin;
  segments_.push_back(
      {slot.first, entry.cost, static_cast<uint8_t>(unit), static_cast<uint8_t>(until)});
  slot.first = static_cast<uint32_t>(segments_.size() - 1);
}

void NativeSide::lay_out(const UnitRowsView& native) {
  units_ = native.one.size();
  segments_.clear();
  size_t entries = 0;
  for (const auto rows : {native.one, native.two})
    for (const uint16_t row : rows)
      if (row != SoundTable::kNone) entries += table_.entries(row).size();
  make_room(entries);
  for (size_t i = 0; i < units_; ++i) {
    const uint16_t one = native.one[i], two = native.two[i];
    skip_[i] = one == SoundTable::kNone ? kUnitUnknown : kUnitUnread;
    silent_[i] = skip_[i];
    silent_pair_[i] = kFree;
    for (const size_t span : {size_t{1}, size_t{2}}) {
      const uint16_t row = span == 1 ? one : two;
      if (row == SoundTable::kNone) continue;
      int& silent = span == 1 ? silent_[i] : silent_pair_[i];
      for (const SoundTable::Entry& entry : table_.entries(row))
        if (entry.length == 0) silent = std::min<int>(silent, entry.cost);
        else put_segment(entry, i, i + span);
    }
  }
}

// Ways that take no letter.
void NativeSide::settle(Column& column) const {
  for (size_t i = 0; i < units_; ++i) {
    column[i + 1] = std::min(column[i + 1], column[i] + silent_[i]);
    column[i + 2] = std::min(column[i + 2], column[i] + silent_pair_[i]);
  }
}

void NativeSide::follow(size_t place, uint32_t six, size_t letters_left) {
  const Column& here = columns_[place];
  for (size_t length = 1; length <= std::min(kSegmentMax, letters_left); ++length) {
    const Slot& slot = slot_of(six >> kLetterBits * (kSegmentMax - length));
    if (slot.letters == 0) return;
    Column& there = columns_[place + length];
    for (uint32_t at = slot.first; at != kNone; at = segments_[at].next) {
      const Segment& segment = segments_[at];
      there[segment.until] = std::min(there[segment.until], here[segment.unit] + segment.cost);
    }
  }
}

int NativeSide::alignment_cost(std::string_view latin) {
  latin = latin.substr(0, kLettersMax);
  const size_t size = latin.size() + 2;
  if (columns_.size() < size + 1) columns_.resize(size + 1);
  std::array<uint32_t, kLettersMax + 2> six;
  std::array<int, kLettersMax + 2> unread;
  for (size_t i = size; i-- > 0;) {
    const char letter = i == 0 ? '^' : i + 1 == size ? '$' : latin[i - 1];
    six[i] = (i + 1 < size ? six[i + 1] >> kLetterBits : 0) |
             pack(letter) << kLetterBits * (kSegmentMax - 1);
    unread[i] = cost_unread(letter);
  }
  for (size_t place = 0; place <= size; ++place)
    std::fill_n(columns_[place].begin(), units_ + 2, kFree);
  columns_[0][0] = 0;
  for (size_t place = 0; place <= size; ++place) {
    Column& here = columns_[place];
    settle(here);
    if (place == size) break;
    Column& next = columns_[place + 1];
    // The end is left unread only behind all units.
    for (size_t i = place + 1 < size ? 0 : units_; i <= units_; ++i)
      next[i] = std::min(next[i], here[i] + unread[place]);
    follow(place, six[place], size - place);
  }
  return columns_[size][units_];
}

}  // namespace entente::scripts
