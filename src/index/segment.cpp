// Tests: index_test.cpp, fuzz/index_fuzz.cpp.
#include "index/segment.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "base/text.h"
#include "base/utf8.h"
#include "index/segment_parts.h"
#include "model/entity_record.h"
#include "names/scripts/script.h"

namespace entente::index {
namespace {

constexpr std::string_view kMagic = "ENTINDEX";
constexpr size_t kSections = 14;

// Where an array lies in the file; every one begins at a multiple of 8.
struct Place {
  uint64_t at, bytes;
};
struct Head {
  char magic[8];
  uint32_t version, sections;
  uint64_t file_bytes;
  uint32_t block_version, spare;
  Place places[kSections];
};
static_assert(sizeof(Head) == 32 + kSections * 16);

template <class T>
std::string_view as_bytes(std::span<const T> items) {
  return {reinterpret_cast<const char*>(items.data()), items.size_bytes()};
}

std::array<std::string_view, kSections> sections_of(const SegmentArrays& a) {
  return {as_bytes(a.entities),
          a.blocks,
          a.records,
          a.text,
          a.meta,
          as_bytes(a.terms),
          as_bytes(a.postings),
          as_bytes(a.term_of.directory),
          as_bytes(a.term_of.pairs),
          as_bytes(a.keys.directory),
          as_bytes(a.keys.glances),
          as_bytes(a.identifiers.directory),
          as_bytes(a.identifiers.pairs),
          as_bytes(a.keys.terms)};
}

std::unexpected<Error> damaged(const std::string& where, std::string what) {
  return fail(Code::malformed, std::move(what), where, {}, "make it again with entente index");
}

class SectionReader {
 public:
  SectionReader(std::string_view bytes, const Head& head) : bytes_(bytes), head_(head) {}
  bool inside() const {
    return std::ranges::all_of(head_.places, [&](const Place& p) {
      return p.at % 8 == 0 && p.at <= bytes_.size() && p.bytes <= bytes_.size() - p.at;
    });
  }
  std::string_view bytes(size_t section) const {
    return bytes_.substr(head_.places[section].at, head_.places[section].bytes);
  }
  template <class T>
  bool items(size_t section, std::span<const T>& out) const {
    const std::string_view raw = bytes(section);
    if (raw.size() % sizeof(T) != 0) return false;
    out = {reinterpret_cast<const T*>(raw.data()), raw.size() / sizeof(T)};
    return true;
  }

 private:
  std::string_view bytes_;
  const Head& head_;
};

bool read_arrays(const SectionReader& in, SegmentArrays& out) {
  out.blocks = in.bytes(1);
  out.records = in.bytes(2);
  out.text = in.bytes(3);
  out.meta = in.bytes(4);
  return in.items(0, out.entities) && in.items(5, out.terms) && in.items(6, out.postings) &&
         in.items(7, out.term_of.directory) && in.items(8, out.term_of.pairs) &&
         in.items(9, out.keys.directory) && in.items(10, out.keys.glances) &&
         in.items(11, out.identifiers.directory) && in.items(12, out.identifiers.pairs) &&
         in.items(13, out.keys.terms);
}

bool values_below(const HashedPairsView& view, size_t limit) {
  return view.sound() &&
         std::ranges::all_of(view.pairs, [&](const HashedPair& p) { return p.value < limit; });
}

// That no number leads out of the array it points into.
const char* fault_of(const SegmentArrays& a) {
  if (a.terms.empty() || a.entities.size() >= UINT32_MAX || a.blocks.size() % 4 != 0)
    return "its arrays are of impossible sizes";
  const size_t terms = a.terms.size() - 1;
  for (size_t i = 0; i < terms; ++i) {
    const TermRow& row = a.terms[i];
    if (row.postings_at > a.terms[i + 1].postings_at ||
        size_t{row.text_at} + row.text_size + row.latin_size > a.text.size() ||
        row.script > static_cast<uint8_t>(Script::other))
      return "a term points outside";
  }
  if (a.terms[terms].postings_at != a.postings.size())
    return "its postings do not end where they should";
  for (uint32_t entity : a.postings)
    if (entity >= a.entities.size()) return "a posting names no entity";
  for (const EntityRow& row : a.entities)
    if (size_t{row.block_at} * 4 >= a.blocks.size() || row.record_at >= a.records.size())
      return "an entity points outside";
  if (!values_below(a.term_of, terms) || !a.keys.sound() ||
      !std::ranges::all_of(a.keys.terms, [&](uint32_t term) { return term < terms; }) ||
      !values_below(a.identifiers, a.entities.size()))
    return "a key names nothing";
  return nullptr;
}

}  // namespace

std::optional<uint64_t> RecordReader::number() {
  uint64_t out = 0;
  for (unsigned shift = 0; shift < 63 && !bytes_.empty(); shift += 7) {
    const auto byte = static_cast<uint8_t>(bytes_[0]);
    bytes_.remove_prefix(1);
    out |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return out;
  }
  return std::nullopt;
}

std::optional<std::string_view> RecordReader::string() {
  const auto size = number();
  if (!size || *size > bytes_.size()) return std::nullopt;
  const std::string_view out = bytes_.substr(0, *size);
  bytes_.remove_prefix(*size);
  return out;
}

Segment::Segment(std::shared_ptr<const Owner> owner, SegmentArrays arrays)
    : owner_(std::move(owner)), arrays_(arrays), checked_(arrays.entities.size() / 32 + 1) {}

Status Segment::read_meta(const std::string& where) {
  for (std::string_view line : split(arrays_.meta, '\n')) {
    const auto fields = split(line, '\t');
    if (fields[0] == "dataset" && fields.size() == 5)
      datasets_.push_back({std::string(fields[1]), std::string(fields[2]), std::string(fields[3]),
                           std::string(fields[4])});
    else if (fields[0] == "schema" && fields.size() == 2) schemas_.emplace_back(fields[1]);
    else if (fields[0] == "property" && fields.size() == 2) properties_.emplace_back(fields[1]);
    else if (!line.empty()) return damaged(where, "its table of lists is not understood");
  }
  for (const EntityRow& row : arrays_.entities)
    if (row.dataset >= datasets_.size() || row.schema >= schemas_.size())
      return damaged(where, "an entity is of no list");
  return {};
}

Result<std::shared_ptr<const Segment>> Segment::from_bytes(std::string_view bytes,
                                                           const std::string& where) {
  Head head;
  if (bytes.size() < sizeof head || !bytes.starts_with(kMagic))
    return fail(Code::unknown_format, "is no index", where, {}, "make one with entente index");
  std::memcpy(&head, bytes.data(), sizeof head);
  if (head.version != kFormatVersion || head.block_version != kPreparedVersion ||
      head.sections != kSections)
    return fail(Code::unknown_format, "is an index of another version", where,
                std::to_string(head.version), "make it again with entente index");
  if (head.file_bytes > bytes.size())
    return fail(Code::truncated, "the index ends early", where, {},
                "make it again with entente index");
  const SectionReader sections(bytes, head);
  SegmentArrays arrays;
  if (!sections.inside() || !read_arrays(sections, arrays))
    return damaged(where, "an array of the index lies outside the file");
  if (const char* fault = fault_of(arrays))
    return damaged(where, std::string("the index is damaged: ") + fault);
  auto segment = std::make_shared<Segment>(nullptr, arrays);
  if (auto status = segment->read_meta(where); !status) return std::unexpected(status.error());
  return segment;
}

Result<std::shared_ptr<const Segment>> Segment::open(const std::string& path) {
  auto opened = OpenFile::open(path);
  if (!opened) return std::unexpected(opened.error());
  auto file = MappedFile::map(*opened, path);
  if (!file) return std::unexpected(file.error());
  auto owner = std::make_shared<Owner>();
  owner->records_file = std::move(*opened);
  owner->file = std::move(*file);
  auto segment = from_bytes(owner->file->bytes(), path);
  if (!segment) return segment;
  auto owned = std::make_shared<Segment>(owner, (*segment)->arrays());
  if (auto status = owned->read_meta(path); !status) return std::unexpected(status.error());
  return owned;
}

Status Segment::save(const std::string& path) const {
  const auto sections = sections_of(arrays_);
  Head head{};
  kMagic.copy(head.magic, sizeof head.magic);
  head.version = kFormatVersion;
  head.sections = kSections;
  head.block_version = kPreparedVersion;
  uint64_t at = sizeof head;
  for (size_t i = 0; i < kSections; ++i) {
    at = (at + 7) / 8 * 8;
    head.places[i] = {at, sections[i].size()};
    at += sections[i].size();
  }
  head.file_bytes = at;
  const std::string beside = path + ".part";
  std::FILE* file = std::fopen(beside.c_str(), "wb");
  if (!file) return fail(Code::io_failure, "could not be written", beside);
  bool good = std::fwrite(&head, sizeof head, 1, file) == 1;
  uint64_t written = sizeof head;
  for (size_t i = 0; i < kSections && good; ++i) {
    constexpr char kZeros[8] = {};
    good = std::fwrite(kZeros, 1, head.places[i].at - written, file) == head.places[i].at - written;
    good =
        good && std::fwrite(sections[i].data(), 1, sections[i].size(), file) == sections[i].size();
    written = head.places[i].at + sections[i].size();
  }
  good = std::fclose(file) == 0 && good && std::rename(beside.c_str(), path.c_str()) == 0;
  if (good) return {};
  std::remove(beside.c_str());
  return fail(Code::io_failure, "could not be written", path, {}, "is there room on the disk?");
}

std::optional<Prepared> Segment::prepared(uint32_t entity) const {
  const EntityRow& row = arrays_.entities[entity];
  const std::string_view bytes = arrays_.blocks.substr(size_t{row.block_at} * 4);
  std::atomic<uint32_t>& checked = checked_[entity / 32];
  const uint32_t bit = uint32_t{1} << (entity % 32);
  if (checked.load(std::memory_order_relaxed) & bit) return Prepared(bytes);
  PreparedHead head;
  if (bytes.size() < sizeof head) return std::nullopt;
  std::memcpy(&head, bytes.data(), sizeof head);
  auto sound = Prepared::check(bytes.substr(0, head.bytes));
  if (sound) checked.fetch_or(bit, std::memory_order_relaxed);
  return sound;
}

// It ends where the next begins.
std::optional<std::string_view> Segment::record(uint32_t entity, std::string& buffer) const {
  const auto rows = arrays_.entities;
  const size_t begin = rows[entity].record_at;
  const size_t end = entity + 1 < rows.size() ? rows[entity + 1].record_at : arrays_.records.size();
  if (end < begin || end > arrays_.records.size()) return std::nullopt;
  const std::string_view mapped = arrays_.records.substr(begin, end - begin);
  if (!owner_ || !owner_->records_file) return mapped;
  buffer.resize(mapped.size());
  const auto at = static_cast<uint64_t>(mapped.data() - owner_->file->bytes().data());
  if (!owner_->records_file->read_at(at, buffer)) return std::nullopt;
  return buffer;
}

Result<Entity> Segment::entity(uint32_t number) const {
  const EntityRow& row = arrays_.entities[number];
  const auto bad = [] { return damaged("index", "the record of an entity is damaged"); };
  std::string buffer;
  const auto bytes = record(number, buffer);
  if (!bytes) return bad();
  RecordReader in(*bytes);
  Entity out;
  const auto id = in.string(), caption = in.string(), edition = in.string();
  const auto count = in.number();
  if (!id || !caption || !edition || !count) return bad();
  out.id = *id;
  out.caption = *caption;
  out.edition = *edition;
  out.schema = schemas_[row.schema];
  out.dataset = datasets_[row.dataset].id;
  std::string place;
  for (uint64_t i = 0; i < *count; ++i) {
    const auto property = in.number();
    const auto value = in.string(), language = in.string();
    const auto same = in.number();
    if (!property || *property >= properties_.size() || !value || !language || !same) return bad();
    if (!*same) {
      const auto next = in.string();
      if (!next) return bad();
      place = *next;
    }
    Statement statement{properties_[*property], std::string(*value), std::string(*language), place};
    if (!take_record_statement(out, statement)) out.statements.push_back(std::move(statement));
  }
  return out;
}

std::string_view Segment::term(uint32_t term) const {
  const TermRow& row = arrays_.terms[term];
  return arrays_.text.substr(row.text_at, row.text_size);
}

std::string_view Segment::latin(uint32_t term) const {
  const TermRow& row = arrays_.terms[term];
  if (row.script <= static_cast<uint8_t>(Script::latin)) return this->term(term);
  return arrays_.text.substr(size_t{row.text_at} + row.text_size, row.latin_size);
}

std::span<const uint32_t> Segment::postings(uint32_t term) const {
  const uint32_t begin = arrays_.terms[term].postings_at;
  return arrays_.postings.subspan(begin, arrays_.terms[term + 1].postings_at - begin);
}

}  // namespace entente::index
