// Checks every row of data/*.tsv that the loader cannot judge alone: nothing twice, no name that
// means two things without a flag that says so, every state complete.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "reading/lexicon/dictionaries.h"
#include "reading/lexicon/pieces.h"
#include "reading/lexicon/table.h"

namespace entente {
namespace {

struct File {
  std::string_view name;
  EntryType type;
  std::vector<std::string_view> columns;
  int text, aliases, state, flags;  // columns, -1 for none
};

const std::vector<File>& files() {
  static const std::vector<File> all{
      {"states.tsv",
       EntryType::state,
       {"code", "type", "text", "canonical", "from", "to", "flags"},
       2,
       -1,
       0,
       6},
      {"organisations.tsv",
       EntryType::organisation,
       {"canonical", "aliases", "type", "state", "flags"},
       0,
       1,
       3,
       4},
      {"weapons.tsv",
       EntryType::weapon,
       {"canonical", "aliases", "goods", "state", "derived_from", "flags"},
       0,
       1,
       3,
       5},
      {"places.tsv", EntryType::place, {"name", "aliases", "state", "type", "flags"}, 0, 1, 2, 4},
      {"goods.tsv", EntryType::goods, {"phrase", "goods", "flags"}, 0, -1, -1, 2},
      {"nouns.tsv", EntryType::noun, {"lemma", "class", "flags"}, 0, -1, -1, 2},
  };
  return all;
}

Table read(const File& file) {
  auto table = Table::read(ENTENTE_SOURCE_DIR "/data/" + std::string(file.name), file.columns);
  EXPECT_TRUE(table) << to_string(table.error());
  return std::move(*table);
}

// What the index compares: pieces without accents; case kept.
std::string key_of(std::string_view text) {
  std::vector<Piece> pieces;
  split_pieces(text, pieces);
  std::string key;
  for (const Piece& p : pieces) key += p.folded + " ";
  return key;
}

struct Sense {
  EntryType type;
  std::string meaning, state;
  bool doubtful;
  std::string where;
};

// "meaning" is the display name that a row stands for, so that two spellings agree.
std::vector<std::pair<std::string, Sense>> senses_of(const File& file, const Table& table) {
  std::vector<std::pair<std::string, Sense>> out;
  for (const Table::Row& row : table.rows()) {
    const auto cell = [&](int i) { return i < 0 ? std::string() : std::string(row.cells[i]); };
    Sense sense{file.type, cell(file.text), cell(file.state), false,
                std::string(file.name) + ":" + std::to_string(row.line)};
    if (file.type == EntryType::state && cell(1) == "leader")
      sense.meaning = cell(3).empty() ? cell(2) : cell(3);
    else if (file.type == EntryType::state) sense.meaning = cell(0);
    for (auto flag : split(row.cells[file.flags], ' '))
      sense.doubtful |= flag == "ambiguous" || flag == "context" || flag == "historical";
    out.emplace_back(cell(file.text), sense);
    if (cell(file.aliases).empty()) continue;
    for (auto alias : split(row.cells[file.aliases], '|')) {
      Sense other = sense;
      alias = trim(alias);
      if (alias.ends_with('?')) {
        other.doubtful = true;
        alias.remove_suffix(1);
      }
      out.emplace_back(std::string(alias), other);
    }
  }
  return out;
}

TEST(Data, NothingStandsTwice) {
  for (const File& file : files()) {
    std::map<std::string, std::string> seen;
    const Table table = read(file);
    for (const auto& row : table.rows()) {
      std::string key = key_of(row.cells[file.text]);
      if (file.type == EntryType::state || file.type == EntryType::noun)
        key += "|" + std::string(row.cells[0]) + "|" + std::string(row.cells[1]);
      if (file.type == EntryType::place) key += "|" + std::string(row.cells[2]);
      const auto [it, is_new] = seen.emplace(key, std::to_string(row.line));
      EXPECT_TRUE(is_new) << file.name << ":" << row.line << " repeats line " << it->second << ": "
                          << row.cells[file.text];
    }
  }
}

// Of the meanings that share a text in names, one at most may stand without a flag: the one that is
// nearly always meant. A capital and its city are one meaning, and so is all that has one state
// and different types.
TEST(Data, SharedNamesCarryAFlag) {
  std::map<std::string, std::vector<Sense>> by_text;
  for (const File& file : files()) {
    if (file.type == EntryType::goods || file.type == EntryType::noun) continue;
    for (auto& [text, sense] : senses_of(file, read(file))) {
      EXPECT_NE(key_of(text), "") << sense.where << ": no letters or digits in '" << text << "'";
      if (!sense.doubtful) by_text[key_of(text)].push_back(sense);
    }
  }
  for (const auto& [text, senses] : by_text)
    for (const Sense& s : senses) {
      const Sense& first = senses.front();
      const bool same = s.type == first.type ? s.meaning == first.meaning : s.state == first.state;
      EXPECT_TRUE(same) << text << "means both " << first.meaning << " (" << first.where << ") and "
                        << s.meaning << " (" << s.where << "); flag the rarer as ambiguous";
    }
}

TEST(Data, EveryStateHasANameAndSortedRows) {
  const Table table = read(files()[0]);
  std::set<std::string_view> codes, named;
  std::string_view last;
  for (const auto& row : table.rows()) {
    const auto code = row.cells[0];
    EXPECT_TRUE(code == last || !codes.contains(code)) << "line " << row.line << " is out of place";
    codes.insert(last = code);
    if (row.cells[1] == "name") named.insert(code);
    const auto from = row.cells[4], to = row.cells[5];
    EXPECT_TRUE(from.empty() || to.empty() || from <= to) << "line " << row.line;
    EXPECT_TRUE(row.cells[3].empty() || row.cells[1] == "leader") << "line " << row.line;
  }
  codes.erase("xx");
  EXPECT_EQ(codes, named);
  EXPECT_GE(named.size(), 193u + 5u);
}

TEST(Data, WeaponsComeFromKnownWeapons) {
  const Table table = read(files()[2]);
  std::set<std::string_view> names;
  for (const auto& row : table.rows()) names.insert(row.cells[0]);
  for (const auto& row : table.rows())
    EXPECT_TRUE(row.cells[4].empty() || names.contains(row.cells[4]))
        << "line " << row.line << ": derived from " << row.cells[4];
}

TEST(Data, EveryFileSaysItsColumnsAndSource) {
  for (const File& file : files()) {
    const Table table = read(file);
    ASSERT_FALSE(table.rows().empty()) << file.name;
    EXPECT_GT(table.rows().front().line, 5u) << file.name << " lacks its head of comments";
  }
}

}  // namespace
}  // namespace entente
