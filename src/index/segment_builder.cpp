// Everything is appended to a few long arrays; postings are counted and placed once at the end. The
// costly part, preparing names, runs on the callers' threads. Tests: index_test.cpp.
#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "index/segment.h"
#include "index/segment_parts.h"
#include "index/terms.h"
#include "model/entity_record.h"
#include "names/scripts/sound.h"

namespace entente::index {

void put_number(std::string& out, uint64_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(0x80 | (number & 0x7F));
  out += static_cast<char>(number);
}

void put_string(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

namespace {

struct Posting {
  uint32_t term, entity;
};

// Numbers for strings in the order they come.
class Numbers {
 public:
  uint16_t of(const std::string& text) {
    const auto [at, added] = number_of_.try_emplace(text, static_cast<uint16_t>(texts.size()));
    if (added) texts.push_back(text);
    return at->second;
  }
  std::vector<std::string> texts;

 private:
  std::unordered_map<std::string, uint16_t> number_of_;
};

std::string plain_line(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  return out;
}

}  // namespace

struct SegmentBuilder::State {
  explicit State(const NameTables& t) : tables(t) {}
  const NameTables& tables;
  std::shared_ptr<Segment::Owner> owner = std::make_shared<Segment::Owner>();
  std::vector<DatasetRow> datasets;
  Numbers schemas, properties;
  std::unordered_map<std::string, uint32_t> term_number;
  std::vector<Posting> postings;
  std::vector<Glance> glances;  // by term
  std::vector<HashedPair> keys, identifiers, term_of;

  uint32_t number_of(const std::string& term);
  void put_record(const Entity& entity);
  void place_postings();
  void write_meta();
};

uint32_t SegmentBuilder::State::number_of(const std::string& term) {
  const auto [at, added] = term_number.try_emplace(term, static_cast<uint32_t>(term_number.size()));
  if (!added) return at->second;
  const uint32_t number = at->second;
  TermRow row{};
  const Script script = script_of(term);
  const bool native = script != Script::latin && script != Script::none;
  std::string latin = native ? likely_spelling(term) : std::string{};
  latin.resize(std::min(latin.size(), kTermBytesMax));
  row.text_at = static_cast<uint32_t>(owner->text.size());
  row.text_size = static_cast<uint8_t>(term.size());
  row.latin_size = static_cast<uint8_t>(latin.size());
  row.script = static_cast<uint8_t>(script);
  glances.push_back(glance_of(native ? latin : term));
  owner->text += term + latin;
  owner->terms.push_back(row);
  term_of.push_back({term_hash(term), number});
  if (is_acronym_term(term)) return number;
  std::vector<uint32_t> hashes;
  typo_keys(term, hashes);
  sound_keys(term, native, native ? kShortenedOfNative : 0, hashes);
  syllable_keys(term, hashes);
  for (uint32_t hash : hashes) keys.push_back({hash, number});
  return number;
}

void SegmentBuilder::State::put_record(const Entity& entity) {
  std::string& out = owner->records;
  put_string(out, entity.id);
  put_string(out, entity.caption);
  put_string(out, entity.edition);
  const std::vector<Statement> of_record = record_statements(entity);
  put_number(out, entity.statements.size() + of_record.size());
  std::string_view place;
  for (const std::vector<Statement>* statements : {&entity.statements, &of_record})
    for (const Statement& statement : *statements) {
      put_number(out, properties.of(statement.property));
      put_string(out, statement.value);
      put_string(out, statement.language);
      const bool same = statement.place == place;
      put_number(out, same);
      if (!same) put_string(out, statement.place);
      place = statement.place;
    }
}

void SegmentBuilder::State::place_postings() {
  Segment::Owner& o = *owner;
  std::vector<uint32_t> counts(o.terms.size() + 1, 0);
  for (const Posting& posting : postings) ++counts[posting.term];
  uint32_t at = 0;
  for (size_t i = 0; i < o.terms.size(); ++i) {
    o.terms[i].postings_at = at;
    at += counts[i];
    counts[i] = o.terms[i].postings_at;
  }
  TermRow end{};
  end.postings_at = at;
  end.text_at = static_cast<uint32_t>(o.text.size());
  o.terms.push_back(end);
  o.postings.resize(postings.size());
  for (const Posting& posting : postings) o.postings[counts[posting.term]++] = posting.entity;
  postings = {};
}

void SegmentBuilder::State::write_meta() {
  std::string& out = owner->meta;
  for (const DatasetRow& row : datasets)
    out += "dataset\t" + plain_line(row.id) + "\t" + plain_line(row.edition) + "\t" +
           plain_line(row.file_hash) + "\t" + plain_line(row.title) + "\n";
  for (const std::string& schema : schemas.texts) out += "schema\t" + plain_line(schema) + "\n";
  for (const std::string& name : properties.texts) out += "property\t" + plain_line(name) + "\n";
}

SegmentBuilder::SegmentBuilder(const NameTables& tables)
    : state_(std::make_unique<State>(tables)) {}
SegmentBuilder::~SegmentBuilder() = default;

uint16_t SegmentBuilder::add_dataset(DatasetRow row) {
  state_->datasets.push_back(std::move(row));
  return static_cast<uint16_t>(state_->datasets.size() - 1);
}

size_t SegmentBuilder::size() const { return state_->owner->entities.size(); }

SegmentBuilder::Entry prepare_entry(Entity&& entity, const NameTables& tables) {
  SegmentBuilder::Entry out;
  out.block = prepare(entity, tables);
  size_t names = 0;
  const Prepared prepared{std::string_view(out.block)};
  for (size_t at = 0; at < entity.statements.size(); ++at) {
    const Statement& statement = entity.statements[at];
    if (!is_name_property(statement.property) || ++names > kEntityNamesMax) continue;
    auto terms = name_terms(statement.value);
    const auto name = std::ranges::find(prepared.names(), at, &NameRow::statement);
    if (name != prepared.names().end())
      if (const std::string letters = acronym(prepared, *name, terms); !letters.empty())
        out.terms.push_back(acronym_term(letters));
    for (std::string& term : russian_terms(terms)) out.terms.push_back(std::move(term));
    for (std::string& term : terms) out.terms.push_back(std::move(term));
    for (std::string& term : meaning_terms(statement.value)) out.terms.push_back(std::move(term));
  }
  std::ranges::sort(out.terms);
  const auto same = std::ranges::unique(out.terms);
  out.terms.erase(same.begin(), same.end());
  out.entity = std::move(entity);
  return out;
}

void SegmentBuilder::add(const Entity& entity, uint16_t dataset) {
  add(prepare_entry(Entity(entity), state_->tables), dataset);
}

void SegmentBuilder::add(Entry&& entry, uint16_t dataset) {
  State& s = *state_;
  Segment::Owner& o = *s.owner;
  const auto number = static_cast<uint32_t>(o.entities.size());
  o.entities.push_back({static_cast<uint32_t>(o.blocks.size() / 4),
                        static_cast<uint32_t>(o.records.size()), dataset,
                        s.schemas.of(entry.entity.schema)});
  o.blocks += entry.block;
  o.blocks.resize((o.blocks.size() + 3) / 4 * 4);
  s.put_record(entry.entity);
  for (const std::string& term : entry.terms) s.postings.push_back({s.number_of(term), number});
  const Prepared prepared{std::string_view(entry.block)};
  for (const FeatureRow& feature : prepared.features())
    if (feature.kind == FeatureKind::identifier) s.identifiers.push_back({feature.value, number});
}

std::shared_ptr<const Segment> SegmentBuilder::build() && {
  State& s = *state_;
  Segment::Owner& o = *s.owner;
  s.term_number = {};
  s.place_postings();
  s.write_meta();
  o.term_of = HashedPairs::build(std::move(s.term_of));
  o.keys = KeyRows::build(std::move(s.keys), s.glances);
  o.identifiers = HashedPairs::build(std::move(s.identifiers));
  const SegmentArrays arrays{o.entities,   o.blocks,         o.records,
                             o.text,       o.meta,           o.terms,
                             o.postings,   o.term_of.view(), o.identifiers.view(),
                             o.keys.view()};
  auto segment = std::make_shared<Segment>(s.owner, arrays);
  (void)segment->read_meta("memory");
  return segment;
}

}  // namespace entente::index
