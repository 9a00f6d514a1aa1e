// A native token laid out for being aligned with many Latin ones, as LatinSide (sound_table.h) is
// for the other way round: what its units may stand for, found by its letters.
//
//   NativeSide side(SoundTable::built_in());
//   side.lay_out({form.units, form.pairs});
//   int cost = side.alignment_cost("petrov");    // that of LatinSide, eighths of a bit
//
// One a thread: it holds scratch memory.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "names/scripts/sound_table.h"

namespace entente::scripts {

class NativeSide {
 public:
  explicit NativeSide(const SoundTable& table) : table_(table) {}
  void lay_out(const UnitRowsView& native);
  // What is beyond kLettersMax is cut. The same as of LatinSide, which is its twin in the tests.
  int alignment_cost(std::string_view latin);

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  // A Latin segment that a unit of the token, or two, may stand for; those of the same letters in
  // a chain.
  struct Segment {
    uint32_t next;
    uint16_t cost;
    uint8_t unit, until;
  };
  // Letters that are a segment, or begin one.
  struct Slot {
    uint32_t letters = 0;  // pack(); 0: free
    uint32_t first = kNone;
  };
  using Column = std::array<int, kUnitsMax + 4>;  // by unit: the least cost of a way there
  Slot& slot_of(uint32_t letters);
  void make_room(size_t segments);
  void put_segment(const SoundTable::Entry& entry, size_t unit, size_t until);
  void settle(Column& column) const;
  void follow(size_t place, uint32_t six, size_t letters_left);

  const SoundTable& table_;
  size_t units_ = 0;                       // with ^ and $
  std::array<int, kUnitsMax + 2> skip_{};  // by unit: what it costs to stand for nothing
  // By unit: the least cost of it standing for no letter, of it and the next.
  std::array<int, kUnitsMax + 2> silent_{}, silent_pair_{};
  std::vector<Segment> segments_;
  std::vector<Slot> slots_;      // a power of two
  std::vector<Column> columns_;  // by place in the Latin token
};

}  // namespace entente::scripts
