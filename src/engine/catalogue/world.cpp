// Tests: catalogue_test.cpp, tests/server/api_test.py.
#include "engine/catalogue/world.h"

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "engine/published.h"
#include "index/terms.h"
#include "ledger/judgements.h"
#include "model/ftm.h"

namespace entente::catalogue {
namespace {

constexpr size_t kCodesMax = 32;  // of each kind, of an entity
constexpr size_t kTablesBytesMax = size_t{16} << 20;

std::vector<StoredList> latest(std::vector<StoredList>&& all) {
  std::vector<StoredList> out;
  for (auto& edition : all) {
    if (!out.empty() && out.back().list == edition.list) out.back() = std::move(edition);
    else out.push_back(std::move(edition));
  }
  return out;
}

}  // namespace

uint16_t Words::number(std::string_view word) {
  if (const auto at = numbers_.find(word); at != numbers_.end()) return at->second;
  if (words_.size() == UINT16_MAX) return UINT16_MAX - 1;
  const auto out = static_cast<uint16_t>(words_.size());
  words_.emplace_back(word);
  numbers_.emplace(word, out);
  return out;
}

int Words::find(std::string_view word) const {
  const auto at = numbers_.find(word);
  return at == numbers_.end() ? -1 : at->second;
}

Result<std::unique_ptr<World>> World::open(const Engine::Parts& parts,
                                           const std::vector<std::string>& indexes,
                                           const LedgerTime& at, const std::string& as_of) {
  auto out = std::make_unique<World>();
  out->as_of_ = as_of;
  const auto home = parts.home();
  if (!home) return std::unexpected(home.error());
  auto tables = NameTables::load(*home + "/data");
  if (!tables) return std::unexpected(tables.error());
  out->tables = *std::move(tables);
  if (auto read = out->read_country_names(*home); !read) return std::unexpected(read.error());
  for (const std::string& path : indexes) {
    auto segment = index::Segment::open(path);
    if (!segment) return std::unexpected(segment.error());
    out->segments.push_back(*std::move(segment));
  }
  out->of_indexes_ = out->segments.size();
  if (auto read = out->read_ledger(parts, at); !read) return std::unexpected(read.error());
  out->tabulate();
  out->tabulate_terms();
  return out;
}

Status World::read_country_names(const std::string& home) {
  const auto text = read_file(home + "/data/states.tsv", kTablesBytesMax);
  if (!text) return std::unexpected(text.error());
  for (std::string_view line : split(*text, '\n'))
    if (const auto cells = split(line, '\t'); cells.size() > 2 && cells[1] == "name")
      country_names.emplace(cells[0], cells[2]);
  return {};
}

Status World::read_ledger(const Engine::Parts& parts, const LedgerTime& at) {
  std::error_code ignored;
  if (parts.settings.ledger.empty() || !std::filesystem::exists(parts.settings.ledger, ignored))
    return {};
  const auto view = parts.view(at);
  if (!view) return std::unexpected(view.error());
  const auto hold = view->hold();
  const auto last = view->revision();
  if (!last) return std::unexpected(last.error());
  revision = *last;
  auto all = view->lists();
  if (!all) return std::unexpected(all.error());
  std::erase_if(*all, [&](const StoredList& list) { return !published_by(list, as_of_); });
  std::vector<StoredList> lists = latest(*std::move(all));
  for (const StoredList& list : lists) updated = std::max(updated, list.added);
  // What an index has in the same edition need not be made again.
  std::erase_if(lists, [&](const StoredList& list) {
    return !list.edition.empty() && std::ranges::any_of(segments, [&](const auto& segment) {
      return std::ranges::any_of(segment->datasets(), [&](const index::DatasetRow& row) {
        return row.id == list.list && row.edition == list.edition;
      });
    });
  });
  if (auto read = read_segment(*view, lists, parts); !read) return read;
  const auto judgements = view->judgements();
  if (!judgements) return std::unexpected(judgements.error());
  const Decided decided(*judgements);
  for (const StoredJudgement& each : *judgements) {
    if (each.judgement.kind != JudgementKind::merge) continue;
    for (const std::string& id : {each.judgement.a, each.judgement.b})
      if (auto all_of = decided.together(id); all_of.size() > 1)
        merged_[id] = std::make_shared<std::vector<std::string>>(std::move(all_of));
  }
  return {};
}

Status World::read_segment(const View& view, const std::vector<StoredList>& lists,
                           const Engine::Parts& parts) {
  if (lists.empty()) return {};
  index::SegmentBuilder builder(tables);
  for (const StoredList& list : lists) {
    const uint16_t dataset =
        builder.add_dataset({list.list, list.edition, to_hex(list.id), list.list});
    size_t done = 0;
    const auto read = view.entities_of(list, [&](Entity&& entity) {
      builder.add(entity, dataset);
      if (++done % 1024 == 0) parts.progress("lists", done, static_cast<size_t>(list.entities));
      return !parts.stopped();
    });
    if (!read) return read;
    if (parts.stopped()) return fail(Code::interrupted, "stopped before the end");
  }
  segments.push_back(std::move(builder).build());
  return {};
}

void World::add_row(const Entity& entity, uint32_t number) {
  Row& row = rows_[number];
  row.codes_at = static_cast<uint32_t>(codes_.size());
  std::vector<uint16_t> countries, topics, genders;
  const auto put = [](std::vector<uint16_t>& list, Words& words, std::string_view value) {
    if (value.size() > 64 || list.size() >= kCodesMax) return;
    const uint16_t code = words.number(value);
    if (std::ranges::find(list, code) == list.end()) list.push_back(code);
  };
  for (const Statement& s : entity.statements) switch (ftm_type(entity.schema, s.property)) {
      case FtmType::country:
        put(countries, country_words, s.value);
        break;
      case FtmType::topic:
        put(topics, topic_words, s.value);
        break;
      case FtmType::gender:
        put(genders, gender_words, s.value);
        break;
      case FtmType::entity:
        reference_pairs_.push_back({index::term_hash(s.value), number});
        break;
      default:
        break;
    }
  const std::string& day =
      entity.record.last_change.empty() ? entity.edition : entity.record.last_change;
  row.changed = days.number(day);
  row.countries = static_cast<uint8_t>(countries.size());
  row.topics = static_cast<uint8_t>(topics.size());
  row.genders = static_cast<uint8_t>(genders.size());
  for (const auto* list : {&countries, &topics, &genders})
    codes_.insert(codes_.end(), list->begin(), list->end());
  id_pairs_.push_back({index::term_hash(entity.id), number});
  for (const std::string& other : entity.record.referents)
    referent_pairs_.push_back({index::term_hash(other), number});
}

void World::tabulate() {
  in_force_ = screening::lists_in_force(segments, [&](size_t segment, const std::string& edition) {
    return segment >= of_indexes_ || published_by(edition, as_of_);
  });
  for (const auto& segment : segments)
    bases_.push_back(bases_.back() + static_cast<uint32_t>(segment->size()));
  rows_.resize(size());
  std::vector<std::vector<size_t>> counts;
  for (const auto& segment : segments) counts.emplace_back(segment->datasets().size());
  for (uint32_t n = 0; n < size(); ++n) {
    const Place at = place(n);
    if (!in_force(at)) continue;
    ++counts[at.segment][row(at).dataset];
    if (const auto one = entity(n)) add_row(*one, n);
  }
  ids_ = index::HashedPairs::build(std::move(id_pairs_));
  referents_ = index::HashedPairs::build(std::move(referent_pairs_));
  references_ = index::HashedPairs::build(std::move(reference_pairs_));
  for (size_t s = 0; s < segments.size(); ++s)
    for (size_t d = 0; d < counts[s].size(); ++d)
      if (const index::DatasetRow& set = segments[s]->datasets()[d]; in_force_[s][d])
        datasets.push_back({set.id, set.title, set.edition, set.file_hash, counts[s][d]});
}

void World::tabulate_terms() {
  for (const auto& segment : segments) {
    std::vector<uint32_t> order(segment->arrays().terms.size() - 1);
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](uint32_t term) { return segment->term(term); });
    terms_by_text_.push_back(std::move(order));
  }
}

std::vector<std::string> World::terms_from(size_t segment, std::string_view prefix,
                                           size_t max) const {
  const index::Segment& of = *segments[segment];
  const auto& order = terms_by_text_[segment];
  auto at =
      std::ranges::lower_bound(order, prefix, {}, [&](uint32_t term) { return of.term(term); });
  std::vector<uint32_t> found;
  constexpr size_t kLooked = 20000;
  for (; at != order.end() && found.size() < kLooked && of.term(*at).starts_with(prefix); ++at)
    found.push_back(*at);
  const auto count = [&](uint32_t term) { return of.postings(term).size(); };
  std::ranges::stable_sort(found, std::greater{}, count);
  std::vector<std::string> out;
  for (uint32_t term : found)
    if (out.size() < max) out.emplace_back(of.term(term));
  return out;
}

Place World::place(uint32_t number) const {
  const auto after = std::ranges::upper_bound(bases_, number);
  const auto segment = static_cast<size_t>(after - bases_.begin()) - 1;
  return {segment, number - bases_[segment]};
}

std::optional<Entity> World::entity(uint32_t number) const {
  const Place at = place(number);
  auto out = segments[at.segment]->entity(at.entity);
  if (!out) return std::nullopt;
  return *std::move(out);
}

std::span<const uint16_t> World::countries(uint32_t number) const {
  return {codes_.data() + rows_[number].codes_at, rows_[number].countries};
}
std::span<const uint16_t> World::topics(uint32_t number) const {
  const Row& row = rows_[number];
  return {codes_.data() + row.codes_at + row.countries, row.topics};
}
std::span<const uint16_t> World::genders(uint32_t number) const {
  const Row& row = rows_[number];
  return {codes_.data() + row.codes_at + row.countries + row.topics, row.genders};
}
const std::string& World::changed(uint32_t number) const {
  return days.word(rows_[number].changed);
}

std::optional<uint32_t> World::find(std::string_view id) const {
  std::optional<uint32_t> out;
  ids_.view().each(index::term_hash(id), [&](uint32_t number) {
    if (const auto one = entity(number); one && one->id == id) out = number;
    return !out;
  });
  return out;
}

std::optional<uint32_t> World::find_referent(std::string_view id) const {
  std::optional<uint32_t> out;
  referents_.view().each(index::term_hash(id), [&](uint32_t number) {
    const auto one = entity(number);
    if (one && std::ranges::find(one->record.referents, id) != one->record.referents.end())
      out = number;
    return !out;
  });
  return out;
}

std::vector<uint32_t> World::referring_to(std::string_view id) const {
  std::vector<uint32_t> out;
  references_.view().each(index::term_hash(id), [&](uint32_t number) {
    const auto one = entity(number);
    if (one && std::ranges::any_of(one->statements, [&](const Statement& s) {
          return s.value == id && ftm_type(one->schema, s.property) == FtmType::entity;
        }))
      out.push_back(number);
    return true;
  });
  std::ranges::sort(out);
  return out;
}

const std::vector<std::string>* World::merged(std::string_view id) const {
  const auto at = merged_.find(std::string(id));
  return at == merged_.end() ? nullptr : at->second.get();
}

}  // namespace entente::catalogue
