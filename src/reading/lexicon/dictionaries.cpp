// Loading of data/*.tsv and the look-ups over it. One row becomes one Entry, and each of its names
// a phrase of the index; phrases without a doubt about them are added first, so that they also come
// first among the matches of one span.
#include "reading/lexicon/dictionaries.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>

#include "base/text.h"
#include "reading/lexicon/phrase_index.h"
#include "reading/lexicon/table.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 9> kUnitKindNames{
    "currency", "mass", "count", "volume", "rate", "length", "energy", "power", "area"};

constexpr std::string_view kNoState = "xx";

bool is_code(std::string_view text) {
  return text.size() == 2 && is_lower(text[0]) && is_lower(text[1]);
}

// What a name of a state is worth to one who looks a state up by it; lower is better.
int rank_of(const Entry& entry) {
  const int doubt = entry.has(Flag::ambiguous) || entry.has(Flag::context) ? 10 : 0;
  switch (entry.kind) {
    case EntryKind::name:
    case EntryKind::official:
    case EntryKind::alias:
      return doubt;
    case EntryKind::capital:
      return doubt + 1;
    case EntryKind::metonym:
      return doubt + 2;
    case EntryKind::adjective:
      return doubt + 3;
    case EntryKind::people:
      return doubt + 4;
    default:
      return doubt + 5;
  }
}

// The regular plural, so that a plural is found where the lemma is missing or wrong. Words that end
// in "s" are plurals already or rare.
std::string plural_of(std::string_view text) {
  const std::string word(text);
  const auto ends = [&](std::string_view tail) { return word.ends_with(tail); };
  if (ends("x") || ends("ch") || ends("sh")) return word + "es";
  const bool vowel_y = ends("ay") || ends("ey") || ends("oy") || ends("uy");
  if (ends("y") && !vowel_y) return word.substr(0, word.size() - 1) + "ies";
  if (ends("man")) return word.substr(0, word.size() - 2) + "en";
  return word + "s";
}

bool is_doubtful(const Entry& entry) {
  return entry.has(Flag::ambiguous) || entry.has(Flag::context) || entry.has(Flag::historical);
}

}  // namespace

struct Dictionaries::Tables {
  struct State {
    std::string_view name, adjective;
  };
  std::unordered_map<std::string_view, State> states;
  std::unordered_map<std::string_view, Unit> units;
};

Dictionaries::Dictionaries()
    : index_(std::make_unique<PhraseIndex>()), tables_(std::make_unique<Tables>()) {}
Dictionaries::~Dictionaries() = default;

// States come first: the other files are checked against their codes.
class DictionaryLoader {
 public:
  explicit DictionaryLoader(std::string folder) : folder_(std::move(folder)) {}

  Result<std::unique_ptr<const Dictionaries>> load() {
    using Step = Status (DictionaryLoader::*)();
    for (Step step : {&DictionaryLoader::load_spellings, &DictionaryLoader::load_states,
                      &DictionaryLoader::load_organisations, &DictionaryLoader::load_weapons,
                      &DictionaryLoader::load_goods, &DictionaryLoader::load_places,
                      &DictionaryLoader::load_nouns, &DictionaryLoader::load_units})
      if (auto status = (this->*step)(); !status) return std::unexpected(status.error());
    fill_index();
    return std::move(out_);
  }

 private:
  using Row = Table::Row;
  struct Name {
    std::string_view text;
    uint32_t entry;
  };

  // Opens a file whose rows begin with a name; its text is kept for the entries to point into.
  Status open(std::string_view file, std::vector<std::string_view> columns) {
    auto table = Table::read(folder_ + "/" + std::string(file), std::move(columns));
    if (!table) return std::unexpected(table.error());
    table_ = std::move(*table);
    out_->texts_.push_back(table_.take_text());
    return {};
  }

  Status load_spellings() {
    if (auto s = open("spellings.tsv", {"british", "american"}); !s) return s;
    for (const Row& row : table_.rows()) {
      if (row.cells[1].empty()) return table_.bad_cell(row, 1, "the cell is empty");
      out_->index_->add_spelling(row.cells[0], row.cells[1]);
    }
    return {};
  }

  Status load_states() {
    if (auto s = open("states.tsv", {"code", "type", "text", "canonical", "from", "to", "flags"});
        !s)
      return s;
    for (const Row& row : table_.rows()) {
      Entry e{.type = EntryType::state, .canonical = row.cells[3], .state = row.cells[0]};
      if (!is_code(e.state)) return table_.bad_cell(row, 0, "a state's code is two small letters");
      if (auto s = read_kind(row, 1, e); !s) return s;
      if (row.cells[2].empty()) return table_.bad_cell(row, 2, "the cell is empty");
      if (auto s = read_year(row, 4, e.from); !s) return s;
      if (auto s = read_year(row, 5, e.to); !s) return s;
      if (auto s = read_flags(row, 6, e); !s) return s;
      auto& state = out_->tables_->states[e.state];
      if (e.kind == EntryKind::name && state.name.empty()) state.name = row.cells[2];
      if (e.kind == EntryKind::adjective && state.adjective.empty()) state.adjective = row.cells[2];
      const bool names_itself = e.kind == EntryKind::leader || e.state == kNoState;
      if (e.canonical.empty() && names_itself) e.canonical = row.cells[2];
      add(e, row.cells[2]);
    }
    for (Entry& e : out_->entries_)
      if (e.canonical.empty()) e.canonical = out_->tables_->states[e.state].name;
    return {};
  }

  Status load_organisations() {
    if (auto s = open("organisations.tsv", {"canonical", "aliases", "type", "state", "flags"}); !s)
      return s;
    for (const Row& row : table_.rows()) {
      Entry e{.type = EntryType::organisation, .canonical = row.cells[0]};
      if (auto s = read_kind(row, 2, e); !s) return s;
      if (auto s = read_state(row, 3, e); !s) return s;
      if (auto s = read_flags(row, 4, e); !s) return s;
      add(e, row.cells[0], row.cells[1]);
    }
    return {};
  }

  Status load_weapons() {
    if (auto s = open("weapons.tsv",
                      {"canonical", "aliases", "goods", "state", "derived_from", "flags"});
        !s)
      return s;
    for (const Row& row : table_.rows()) {
      Entry e{.type = EntryType::weapon,
              .kind = EntryKind::weapon,
              .canonical = row.cells[0],
              .derived_from = row.cells[4]};
      if (auto s = read_goods(row, 2, e); !s) return s;
      if (auto s = read_state(row, 3, e); !s) return s;
      if (auto s = read_flags(row, 5, e); !s) return s;
      add(e, row.cells[0], row.cells[1]);
    }
    return {};
  }

  Status load_goods() {
    if (auto s = open("goods.tsv", {"phrase", "goods", "flags"}); !s) return s;
    for (const Row& row : table_.rows()) {
      Entry e{.type = EntryType::goods, .kind = EntryKind::goods, .canonical = row.cells[0]};
      if (auto s = read_goods(row, 1, e); !s) return s;
      if (auto s = read_flags(row, 2, e); !s) return s;
      add(e, row.cells[0]);
    }
    return {};
  }

  Status load_places() {
    if (auto s = open("places.tsv", {"name", "aliases", "state", "type", "flags"}); !s) return s;
    for (const Row& row : table_.rows()) {
      Entry e{.type = EntryType::place, .canonical = row.cells[0]};
      if (auto s = read_state(row, 2, e); !s) return s;
      if (auto s = read_kind(row, 3, e); !s) return s;
      if (auto s = read_flags(row, 4, e); !s) return s;
      add(e, row.cells[0], row.cells[1]);
    }
    return {};
  }

  Status load_nouns() {
    if (auto s = open("nouns.tsv", {"lemma", "class", "flags"}); !s) return s;
    for (const Row& row : table_.rows()) {
      Entry e{.type = EntryType::noun, .canonical = row.cells[0]};
      if (auto s = read_kind(row, 1, e); !s) return s;
      if (auto s = read_flags(row, 2, e); !s) return s;
      add(e, row.cells[0]);
    }
    return {};
  }

  Status load_units() {
    if (auto s = open("units.tsv", {"surface", "unit", "kind", "factor"}); !s) return s;
    for (const Row& row : table_.rows()) {
      Unit unit{.unit = row.cells[1]};
      const auto kind = std::ranges::find(kUnitKindNames, row.cells[2]);
      if (kind == kUnitKindNames.end()) return table_.bad_cell(row, 2, "no kind of unit");
      unit.kind = static_cast<Unit::Kind>(kind - kUnitKindNames.begin());
      const auto cell = row.cells[3];
      if (!cell.empty()) {
        const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), unit.factor);
        if (read.ptr != cell.data() + cell.size() || !(unit.factor > 0))
          return table_.bad_cell(row, 3, "a factor is a number above 0");
      }
      if (!out_->tables_->units.emplace(row.cells[0], unit).second)
        return table_.bad_cell(row, 0, "the unit stands twice");
    }
    return {};
  }

  Status read_kind(const Row& row, size_t column, Entry& entry) const {
    const auto kind = find_entry_kind(entry.type, row.cells[column]);
    if (!kind)
      return table_.bad_cell(row, column, "no such type in this file",
                             "the file's head lists the types");
    entry.kind = *kind;
    return {};
  }

  Status read_state(const Row& row, size_t column, Entry& entry) const {
    entry.state = row.cells[column];
    const bool known = entry.state.empty() || entry.state == kNoState ||
                       out_->tables_->states.contains(entry.state);
    if (!known)
      return table_.bad_cell(row, column, "no such state in states.tsv",
                             "use its code, or xx for none");
    return {};
  }

  Status read_goods(const Row& row, size_t column, Entry& entry) const {
    for (std::string_view word : split(row.cells[column], ' ')) {
      const auto goods = find_goods(word);
      if (!goods)
        return table_.bad_cell(row, column, "no such class of goods",
                               "the file's head lists the classes");
      entry.goods.add(*goods);
    }
    return {};
  }

  Status read_flags(const Row& row, size_t column, Entry& entry) const {
    if (row.cells[column].empty()) return {};
    for (std::string_view word : split(row.cells[column], ' ')) {
      const auto flag = find_flag(word);
      if (!flag)
        return table_.bad_cell(row, column, "no such flag", "the file's head lists the flags");
      entry.flags |= static_cast<uint32_t>(*flag);
    }
    return {};
  }

  Status read_year(const Row& row, size_t column, uint16_t& year) const {
    const auto cell = row.cells[column];
    if (cell.empty()) return {};
    const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), year);
    if (cell.size() != 4 || read.ptr != cell.data() + 4 || year < 1000)
      return table_.bad_cell(row, column, "a year has four digits");
    return {};
  }

  void add(const Entry& entry, std::string_view text, std::string_view aliases = {}) {
    const auto id = static_cast<uint32_t>(out_->entries_.size());
    out_->entries_.push_back(entry);
    names_.push_back({text, id});
    if (aliases.empty()) return;
    std::optional<uint32_t> doubtful;  // the same entry with the flag, for aliases that end in "?"
    for (std::string_view other : split(aliases, '|')) {
      other = trim(other);
      if (!other.ends_with('?')) {
        names_.push_back({other, id});
        continue;
      }
      if (!doubtful) {
        doubtful = static_cast<uint32_t>(out_->entries_.size());
        out_->entries_.push_back(entry);
        out_->entries_.back().flags |= static_cast<uint32_t>(Flag::ambiguous);
      }
      other.remove_suffix(1);
      names_.push_back({other, *doubtful});
    }
  }

  void fill_index() {
    const auto& entries = out_->entries_;
    std::ranges::stable_partition(names_,
                                  [&](const Name& n) { return !is_doubtful(entries[n.entry]); });
    out_->index_->reserve(names_.size() * 5 / 4);  // with the plurals
    for (const Name& n : names_) {
      const EntryType type = entries[n.entry].type;
      const bool is_word = type == EntryType::goods || type == EntryType::noun;
      const auto mode = is_word ? PhraseIndex::Mode::word : PhraseIndex::Mode::name;
      out_->index_->add(n.text, n.entry, mode);
      if ((type == EntryType::weapon || is_word) && !n.text.ends_with('s'))
        out_->index_->add(plural_of(n.text), n.entry, mode);
    }
  }

  std::string folder_;
  std::unique_ptr<Dictionaries> out_{new Dictionaries()};
  Table table_;  // the file being read
  std::vector<Name> names_;
};

Result<std::unique_ptr<const Dictionaries>> Dictionaries::load(const std::string& data_folder) {
  return DictionaryLoader(data_folder).load();
}

std::vector<Match> Dictionaries::find(const Sentence& sentence) const {
  return index_->find(sentence, entries_);
}

std::vector<const Entry*> Dictionaries::entries_named(std::string_view text) const {
  std::vector<const Entry*> found;
  for (uint32_t id : index_->exact(text)) found.push_back(&entries_[id]);
  return found;
}

std::string_view Dictionaries::state_of_name(std::string_view text) const {
  text = trim(text);
  const std::string small = lower(text);
  if (const auto it = tables_->states.find(small); it != tables_->states.end()) return it->first;
  auto found = entries_named(text);
  if (found.empty() && small.starts_with("the ")) found = entries_named(text.substr(4));
  const Entry* best = nullptr;
  bool shared = false;
  for (const Entry* e : found) {
    if (e->type != EntryType::state) continue;
    if (!best || rank_of(*e) < rank_of(*best)) {
      best = e;
      shared = false;
    } else if (rank_of(*e) == rank_of(*best) && e->state != best->state) {
      shared = true;
    }
  }
  return best && !shared ? best->state : std::string_view{};
}

std::string_view Dictionaries::state_name(std::string_view code) const {
  const auto it = tables_->states.find(code);
  return it == tables_->states.end() ? std::string_view{} : it->second.name;
}

std::string_view Dictionaries::state_adjective(std::string_view code) const {
  const auto it = tables_->states.find(code);
  return it == tables_->states.end() ? std::string_view{} : it->second.adjective;
}

const Entry* Dictionaries::noun(std::string_view lemma) const {
  for (uint32_t id : index_->exact(lemma))
    if (entries_[id].type == EntryType::noun) return &entries_[id];
  return nullptr;
}

GoodsSet Dictionaries::goods_of(std::string_view lemma) const {
  GoodsSet set;
  for (uint32_t id : index_->exact(lemma)) set.add(entries_[id].goods);
  return set;
}

const Unit* Dictionaries::unit(std::string_view surface) const {
  auto it = tables_->units.find(surface);
  if (it == tables_->units.end()) it = tables_->units.find(lower(surface));
  return it == tables_->units.end() ? nullptr : &it->second;
}

}  // namespace entente
