// Text cases that an investigator can read: tests/cases/reading/*.case. Each holds blocks of
//
//   text: one or more lines
//   published: 2025-07-14          (optional)
//   claim: transfer | kp > ru | shells | stated
//   claim: …                       (none: the text carries no claim)
//
// A claim line gives kind | subject states > counterpart states | objects | modality [negative]
// [by attribution] [figures] [when]. ENTENTE_UPDATE_CASES=1 rewrites the claim lines; review the
// diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "reading/framing/predicates.h"
#include "reading/reader.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

const Reader& reader() {
  static const auto opened = Reader::open(ENTENTE_SOURCE_DIR);
  if (!opened) {
    std::fprintf(stderr, "%s\n", to_string(opened.error()).c_str());
    std::abort();
  }
  return **opened;
}

std::string states(const std::vector<Mention>& role) {
  std::vector<std::string> out;
  for (const auto& m : role) out.push_back(m.state == "xx" ? "xx:" + m.text : m.state);
  return join(out, ",");
}

std::string texts(const std::vector<Mention>& role) {
  std::vector<std::string> out;
  for (const auto& m : role) out.push_back(m.text);
  return join(out, ", ");
}

std::string number(const std::optional<double>& value) {
  if (!value) return "";
  std::string out = std::to_string(*value);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.ends_with('.')) out.pop_back();
  return out;
}

std::string line(const Claim& c) {
  std::string out(name(c.kind));
  out += " | " + states(c.subject);
  if (!c.counterpart.empty()) out += " > " + states(c.counterpart);
  if (!c.against.empty()) out += " against " + states(c.against);
  out += " | " + texts(c.object);
  out += " | " + std::string(name(c.modality));
  if (c.polarity == Polarity::negative) out += " negative";
  if (!c.attribution.empty()) out += " by " + texts(c.attribution);
  for (const auto& q : c.quantity)
    out += " | " + number(q.low) + ".." + number(q.high) + (q.unit.empty() ? "" : " " + q.unit);
  if (!c.when.interval.empty()) {
    out += " | " + (c.when.interval.start ? to_string(*c.when.interval.start) : "");
    out += "/" + (c.when.interval.end ? to_string(*c.when.interval.end) : "");
  }
  return out;
}

struct Case {
  std::string text, published;
  std::vector<std::string> expected;
};

Document document_of(const Case& c) {
  Document d;
  d.id = std::string(64, '0');
  d.text = c.text;
  d.published = c.published;
  for (size_t begin = 0; begin < c.text.size();) {
    size_t end = std::min(c.text.find('\n', begin), c.text.size());
    if (end > begin)
      d.blocks.push_back(
          {Block::Kind::paragraph, static_cast<uint32_t>(begin), static_cast<uint32_t>(end), 0});
    begin = end + 1;
  }
  return d;
}

std::vector<std::string> actual_of(const Case& c) {
  std::vector<std::string> out;
  const Document d = document_of(c);
  for (const auto& claim : reader().read(d)) out.push_back(line(claim));
  return out;
}

// Reads a file of cases; with `rewritten` also renders it again with what the reader says now.
void run_file(const fs::path& path, bool update) {
  const auto bytes = read_file(path.string(), 1 << 20);
  ASSERT_TRUE(bytes);
  std::string rewritten;
  Case current;
  int number = 0, first = 0;
  const auto finish = [&] {
    if (current.text.empty()) return;
    const auto actual = actual_of(current);
    EXPECT_TRUE(update || actual == current.expected)
        << path.filename() << ":" << first << "\n  text: " << current.text << "\n  expected:\n    "
        << join(current.expected, "\n    ") << "\n  actual:\n    " << join(actual, "\n    ");
    for (const auto& a : actual) rewritten += "claim: " + a + "\n";
    current = {};
  };
  for (const auto row : split(*bytes, '\n')) {
    ++number;
    if (row.starts_with("claim: ")) {
      current.expected.emplace_back(row.substr(7));
      continue;
    }
    if (row.empty()) finish();
    if (row.starts_with("text: ")) first = number, current.text = row.substr(6);
    else if (row.starts_with("      ")) current.text += "\n" + std::string(row.substr(6));
    else if (row.starts_with("published: ")) current.published = row.substr(11);
    rewritten += std::string(row) + "\n";
  }
  finish();
  while (rewritten.ends_with("\n\n")) rewritten.pop_back();
  if (update) std::ofstream(path) << rewritten;
}

TEST(ReadingCases, All) {
  const bool update = std::getenv("ENTENTE_UPDATE_CASES") != nullptr;
  int files = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "tests/cases/reading"))
    if (entry.path().extension() == ".case") run_file(entry.path(), update), ++files;
  EXPECT_GT(files, 0);
}

TEST(Predicates, TableIsWellFormed) {
  const auto table = Predicates::load(std::string(ENTENTE_SOURCE_DIR) + "/data/predicates.tsv");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_GT(table->size(), 400u);
}

TEST(Predicates, NamesTheBadCell) {
  const auto unknown_kind = Predicates::parse("ship\tv\tteleport\t\t\n", "x.tsv");
  ASSERT_FALSE(unknown_kind);
  EXPECT_EQ(unknown_kind.error().where, "x.tsv:1");
  EXPECT_EQ(unknown_kind.error().piece, "teleport");
  EXPECT_FALSE(Predicates::parse("ship\tv\ttransfer\tZ=obj\t\n", "x.tsv"));
  EXPECT_FALSE(Predicates::parse("ship\tv\ttransfer\t\tobj=@nosuchset\n", "x.tsv"));
}

// A second row without conditions would never be asked.
TEST(Predicates, OneRowOfALemmaHasNoConditions) {
  std::ifstream file(std::string(ENTENTE_SOURCE_DIR) + "/data/predicates.tsv");
  std::set<std::string> seen;
  for (std::string line; std::getline(file, line);) {
    const auto cells = split(line, '\t');
    if (line.starts_with("#") || cells.size() < 3 || cells[0] == "set" || cells[0] == "default")
      continue;
    if (cells.size() > 4 && !trim(cells[4]).empty()) continue;
    EXPECT_TRUE(seen.insert(std::string(cells[0]) + " " + std::string(cells[1])).second) << line;
  }
  EXPECT_GT(seen.size(), 400u);
}

TEST(Predicates, TheRowWithoutConditionsIsAskedLast) {
  const auto t = Predicates::parse("swap\tv\texchange\t\t\nswap\tv\tevade\t\tobj=flag\n", "x.tsv");
  ASSERT_TRUE(t);
  const auto rows = t->find("swap", Predicate::Pos::verb);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].kind, Kind::evade);
}

TEST(Predicates, ParticlesStandFirst) {
  const auto t = Predicates::parse("shoot\tv\ttest\t\t\nshoot down\tv\tattack\t\t\n", "x.tsv");
  ASSERT_TRUE(t);
  const auto rows = t->find("shoot", Predicate::Pos::verb);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].particle, "down");
}

}  // namespace
}  // namespace entente
