// An index over entities: everything that screening needs, in flat arrays without pointers, built
// in memory or mapped from a file and used the same way.
//
//   SegmentBuilder builder(tables);
//   uint16_t list = builder.add_dataset({"un_sc_consolidated", "2026-02-27", hash, title});
//   for (const Entity& e : entities) builder.add(e, list);
//   auto segment = std::move(builder).build();          // std::shared_ptr<const Segment>
//   segment->save("un.index");   …   auto again = Segment::open("un.index");
//
// A term (a word of a name) has a row, its postings (entities, ascending) and keys under which
// other spellings find it; an entity has its prepared block (names/prepared.h) and a record with
// its statements, which is read only for results. docs/formats/index.md has the file.
//
// A file is foreign: open() checks every array's bounds and order once (linear, well under a second
// for a million entities); blocks and records are checked when they are first read.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "index/hashed_pairs.h"
#include "index/key_rows.h"
#include "model/entity.h"
#include "names/prepared.h"
#include "names/tables.h"

namespace entente::index {

inline constexpr uint32_t kFormatVersion = 3;

struct DatasetRow {
  std::string id, edition, file_hash, title;
};

struct EntityRow {
  uint32_t block_at;   // in units of 4 bytes
  uint32_t record_at;  // in bytes
  uint16_t dataset, schema;
};
static_assert(sizeof(EntityRow) == 12);

struct TermRow {
  uint32_t text_at;               // the term, then its first Latin spelling when it is native
  uint32_t postings_at;           // its postings end where the next row's begin
  uint8_t text_size, latin_size;  // latin_size 0: the term is Latin itself
  uint8_t script, spare;
};
static_assert(sizeof(TermRow) == 12);

// The arrays of a segment, wherever they lie.
struct SegmentArrays {
  std::span<const EntityRow> entities;
  std::string_view blocks, records, text, meta;
  std::span<const TermRow> terms;  // one more than there are, as the end of the last
  std::span<const uint32_t> postings;
  HashedPairsView term_of, identifiers;
  KeyRowsView keys;  // of spelling and of sound, see terms.h
};

class Segment {
 public:
  // not_found, unreadable, malformed, truncated; ledger_version names no index: unknown_format
  // when it is of another version or no index at all.
  static Result<std::shared_ptr<const Segment>> open(const std::string& path);
  // Bytes of such a file, for tests and fuzzers; they must outlive the segment and be aligned to 8.
  static Result<std::shared_ptr<const Segment>> from_bytes(std::string_view bytes,
                                                           const std::string& where);
  Status save(const std::string& path) const;

  size_t size() const { return arrays_.entities.size(); }
  const SegmentArrays& arrays() const { return arrays_; }
  const std::vector<DatasetRow>& datasets() const { return datasets_; }
  const std::vector<std::string>& schemas() const { return schemas_; }

  // Nothing when the block is damaged.
  std::optional<Prepared> prepared(uint32_t entity) const;
  // Asks for the block before it is read: by the row first, by the block some time later.
  void ask_for_row(uint32_t entity) const { __builtin_prefetch(&arrays_.entities[entity]); }
  void ask_for_block(uint32_t entity) const {
    const char* block = arrays_.blocks.data() + size_t{arrays_.entities[entity].block_at} * 4;
    for (int line = 0; line < 4; ++line) __builtin_prefetch(block + 64 * line);
  }
  // The entity as it was added. malformed when the record is damaged.
  Result<Entity> entity(uint32_t entity) const;

  std::string_view term(uint32_t term) const;
  std::string_view latin(uint32_t term) const;  // the term itself when it is Latin
  std::span<const uint32_t> postings(uint32_t term) const;

  struct Owner;  // vectors, or a mapped file
  Segment(std::shared_ptr<const Owner> owner, SegmentArrays arrays);
  Status read_meta(const std::string& where);

 private:
  // The bytes of its record, in the segment or in `buffer`; nothing when they are not to be had.
  std::optional<std::string_view> record(uint32_t entity, std::string& buffer) const;
  std::shared_ptr<const Owner> owner_;
  SegmentArrays arrays_;
  std::vector<DatasetRow> datasets_;
  std::vector<std::string> schemas_, properties_;
  // A bit for each block that was found sound. Two threads may check one twice; that does no harm.
  mutable std::vector<std::atomic<uint32_t>> checked_;
};

class SegmentBuilder {
 public:
  explicit SegmentBuilder(const NameTables& tables);
  ~SegmentBuilder();
  uint16_t add_dataset(DatasetRow row);
  void add(const Entity& entity, uint16_t dataset);
  // Made by prepare() and the like on another thread; see prepare_entry().
  struct Entry;
  void add(Entry&& entry, uint16_t dataset);
  size_t size() const;
  std::shared_ptr<const Segment> build() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The costly part of adding, which needs no order: safe on many threads.
struct SegmentBuilder::Entry {
  std::string block;
  Entity entity;
  std::vector<std::string> terms;  // none twice
};
SegmentBuilder::Entry prepare_entry(Entity&& entity, const NameTables& tables);

}  // namespace entente::index
