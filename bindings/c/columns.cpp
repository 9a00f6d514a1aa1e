#include "columns.h"

#include <cassert>
#include <string>

namespace capi {
namespace {

struct Buffers {
  std::vector<int32_t> offsets = {0};
  std::string bytes;  // of text
  std::vector<double> reals;
  std::vector<int64_t> wholes;
  std::vector<uint8_t> bits;
  size_t rows = 0;
  bool overflow = false;
};

// What a child array owns; its parent owns the children's pointers.
struct Held {
  Buffers buffers;
  const void* pointers[3] = {};
};

struct Children {
  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> array_pointers;
  std::vector<ArrowSchema> schemas;
  std::vector<ArrowSchema*> schema_pointers;
  const void* none[1] = {nullptr};
};

void release_child(ArrowArray* array) {
  delete static_cast<Held*>(array->private_data);
  array->release = nullptr;
}

void release_array(ArrowArray* array) {
  auto* children = static_cast<Children*>(array->private_data);
  for (ArrowArray& child : children->arrays)
    if (child.release) child.release(&child);
  delete children;
  array->release = nullptr;
}

void release_child_schema(ArrowSchema* schema) { schema->release = nullptr; }

void release_schema(ArrowSchema* schema) {
  auto* children = static_cast<Children*>(schema->private_data);
  for (ArrowSchema& child : children->schemas)
    if (child.release) child.release(&child);
  delete children;
  schema->release = nullptr;
}

const char* format_of(Columns::Type type) {
  switch (type) {
    case Columns::Type::text:
      return "u";
    case Columns::Type::real:
      return "g";
    case Columns::Type::whole:
      return "l";
    default:
      return "b";
  }
}

}  // namespace

struct Columns::State {
  std::vector<Column> columns;
  std::vector<Buffers> buffers;
  size_t next = 0;

  Buffers& cell(Type type) {
    assert(columns[next].type == type);
    (void)type;
    Buffers& out = buffers[next];
    next = (next + 1) % columns.size();
    ++out.rows;
    return out;
  }
};

Columns::Columns(std::vector<Column> columns) : state_(std::make_unique<State>()) {
  state_->buffers.resize(columns.size());
  state_->columns = std::move(columns);
}
Columns::~Columns() = default;
Columns::Columns(Columns&&) noexcept = default;
Columns& Columns::operator=(Columns&&) noexcept = default;

void Columns::text(std::string_view value) {
  Buffers& column = state_->cell(Type::text);
  if (column.bytes.size() + value.size() > static_cast<size_t>(INT32_MAX)) column.overflow = true;
  else column.bytes += value;
  column.offsets.push_back(static_cast<int32_t>(column.bytes.size()));
}

void Columns::real(double value) { state_->cell(Type::real).reals.push_back(value); }
void Columns::whole(int64_t value) { state_->cell(Type::whole).wholes.push_back(value); }

void Columns::flag(bool value) {
  Buffers& column = state_->cell(Type::flag);
  const size_t at = column.rows - 1;
  if (at % 8 == 0) column.bits.push_back(0);
  if (value) column.bits.back() = static_cast<uint8_t>(column.bits.back() | (1U << (at % 8)));
}

bool Columns::move_to(ArrowSchema* schema, ArrowArray* array) && {
  for (const Buffers& column : state_->buffers)
    if (column.overflow) return false;
  const size_t count = state_->columns.size();
  const auto rows = static_cast<int64_t>(state_->buffers.empty() ? 0 : state_->buffers[0].rows);
  auto arrays = std::make_unique<Children>(), schemas = std::make_unique<Children>();
  arrays->arrays.resize(count);
  schemas->schemas.resize(count);
  for (size_t i = 0; i < count; ++i) {
    const Column& column = state_->columns[i];
    schemas->schemas[i] = {format_of(column.type), column.name, nullptr, 0, 0, nullptr, nullptr,
                           release_child_schema,   nullptr};
    schemas->schema_pointers.push_back(&schemas->schemas[i]);
    auto* held = new Held{std::move(state_->buffers[i]), {}};
    const Buffers& b = held->buffers;
    const bool text = column.type == Type::text;
    held->pointers[1] = text                         ? static_cast<const void*>(b.offsets.data())
                        : column.type == Type::real  ? static_cast<const void*>(b.reals.data())
                        : column.type == Type::whole ? static_cast<const void*>(b.wholes.data())
                                                     : static_cast<const void*>(b.bits.data());
    held->pointers[2] = b.bytes.data();
    arrays->arrays[i] = {rows,           0,       0,       text ? 3 : 2,  0,
                         held->pointers, nullptr, nullptr, release_child, held};
    arrays->array_pointers.push_back(&arrays->arrays[i]);
  }
  *schema = {"+s",
             "",
             nullptr,
             0,
             static_cast<int64_t>(count),
             schemas->schema_pointers.data(),
             nullptr,
             release_schema,
             schemas.get()};
  *array = {rows,
            0,
            0,
            1,
            static_cast<int64_t>(count),
            arrays->none,
            arrays->array_pointers.data(),
            nullptr,
            release_array,
            arrays.get()};
  (void)arrays.release(), (void)schemas.release();
  return true;
}

}  // namespace capi
