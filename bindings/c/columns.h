// Records as columns, handed out through the Arrow C Data Interface without a copy.
//
//   Columns columns({{"id", Columns::Type::text}, {"score", Columns::Type::real}});
//   columns.text("q1"), columns.real(0.93);          // a row, cell by cell in the order of columns
//   columns.move_to(schema, array);                  // a struct array; the caller releases it
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "entente/entente.h"

namespace capi {

class Columns {
 public:
  enum class Type : uint8_t { text, real, whole, flag };  // Arrow: utf8, float64, int64, bool
  struct Column {
    const char* name;
    Type type;
  };
  explicit Columns(std::vector<Column> columns);
  ~Columns();
  Columns(Columns&&) noexcept;
  Columns& operator=(Columns&&) noexcept;

  void text(std::string_view value);
  void real(double value);
  void whole(int64_t value);
  void flag(bool value);
  // False when a column holds over 2 GiB of text, which its offsets cannot count: nothing is moved.
  bool move_to(ArrowSchema* schema, ArrowArray* array) &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace capi
