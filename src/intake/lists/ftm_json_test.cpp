// FollowTheMoney JSON, deltas, targets.simple.csv and the tables of EU acts, from lists of our own.
#include <gmock/gmock.h>

#include <map>

#include "intake/lists/lists.h"

namespace entente {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

std::string fixture(const std::string& name) {
  return std::string(ENTENTE_SOURCE_DIR) + "/tests/lists/" + name;
}

struct Read {
  ListReport report;
  std::vector<Entity> entities;
};

Read read(const std::string& name, const ListOptions& options = {}) {
  Read out;
  auto report = read_list(
      fixture(name), [&](Entity&& e) { out.entities.push_back(std::move(e)); }, options);
  EXPECT_TRUE(report) << to_string(report.error());
  if (report) out.report = std::move(*report);
  return out;
}

std::multimap<std::string, std::string> properties(const Entity& entity) {
  std::multimap<std::string, std::string> out;
  for (const Statement& s : entity.statements) out.emplace(s.property, s.value);
  return out;
}

TEST(FtmJson, KeepsAllThatIsSaid) {
  const Read list = read("entities.ftm.json", {.series = "example"});
  ASSERT_EQ(list.entities.size(), 3u);
  EXPECT_EQ(list.report.series, "example");
  EXPECT_EQ(list.report.edition, "2024-05-27");
  EXPECT_THAT(list.report.notes,
              ElementsAre("property futureProperty is not in the model; 1 value kept"));
  const Entity& company = list.entities[0];
  EXPECT_EQ(company.id, "ex-1");
  EXPECT_EQ(company.dataset, "example");
  EXPECT_EQ(company.statements.size(), 8u) << "a doubled alias as well";
  EXPECT_EQ(company.statements[1].value, "대성석탄무역");
  EXPECT_EQ(company.statements[1].place, "entities.ftm.json:1");
  EXPECT_THAT(company.record.datasets, ElementsAre("xx_example", "yy_example"));
  EXPECT_THAT(company.record.referents, ElementsAre("xx-77"));
  EXPECT_EQ(company.record.target, true);
  EXPECT_EQ(company.record.last_change, "2024-03-01T00:00:00");
  EXPECT_THAT(properties(list.entities[1]),
              Contains(Pair("notes", "Line one.\nLine two, \"quoted\" \\ with a tab\tin it.")));
  EXPECT_THAT(properties(list.entities[2]), Contains(Pair("percentage", "51")));
  EXPECT_FALSE(list.entities[2].record.target.has_value());
}

TEST(FtmJson, HoldsOrReadsTwiceTheSame) {
  const Read held = read("entities.ftm.json");
  const Read twice = read("entities.ftm.json", {.hold_bytes_max = 1});
  EXPECT_EQ(held.entities, twice.entities);
  EXPECT_EQ(held.report.notes, twice.report.notes);
  EXPECT_EQ(held.report.statements, twice.report.statements);
}

TEST(FtmJson, Delta) {
  const Read list = read("changes.delta.json");
  EXPECT_TRUE(list.report.is_delta);
  EXPECT_EQ(list.entities.size(), 2u);
  EXPECT_THAT(list.report.removed, ElementsAre("ex-3"));
}

TEST(TargetsSimple, CellsOfSeveralValues) {
  const Read list = read("targets.simple.csv");
  ASSERT_EQ(list.entities.size(), 2u);
  const auto person = properties(list.entities[0]);
  EXPECT_THAT(person, Contains(Pair("alias", "Pak; Myong Il")));
  EXPECT_THAT(person, Contains(Pair("alias", "Park Myung-il")));
  EXPECT_THAT(person, Contains(Pair("birthDate", "1962")));
  EXPECT_THAT(person, Contains(Pair("idNumber", "654320001")));
  EXPECT_THAT(list.entities[0].record.datasets,
              ElementsAre("Example List One", "Example List Two"));
  EXPECT_EQ(list.report.edition, "2024-05-28");
  EXPECT_EQ(list.entities[1].statements[0].place, "targets.simple.csv:3");
}

TEST(EuJournal, RowsOfOneEntryAreOneEntity) {
  const Read list = read("32099R0001.csv", {.edition = "2026-08-21"});
  ASSERT_EQ(list.entities.size(), 2u);
  EXPECT_EQ(list.report.series, "eu_journal_32099r0001");
  const Entity& person = list.entities[0];
  EXPECT_EQ(person.id, "eu-32099r0001-i-12");
  EXPECT_EQ(person.edition, "2026-08-21");
  const auto said = properties(person);
  EXPECT_THAT(said, Contains(Pair("alias", "Pak; Myong Il")));
  EXPECT_THAT(said, Contains(Pair("weakAlias", "The Captain")));
  EXPECT_THAT(said, Contains(Pair("nationality", "kp")));
  EXPECT_THAT(said, Contains(Pair("nationality", "ru")));
  EXPECT_THAT(said, Contains(Pair("birthDate", "1965-03-03")));
  EXPECT_THAT(said, Contains(Pair("birthDate", "1966")));
  EXPECT_THAT(said, Contains(Pair("startDate", "2021-03-01")));
  EXPECT_EQ(said.count("provisions"), 2u);
  EXPECT_EQ(said.count("name"), 1u);
  const auto ship = properties(list.entities[1]);
  EXPECT_THAT(ship, Contains(Pair("imoNumber", "9187629")));
  EXPECT_THAT(ship, Contains(Pair("flag", "cm")));
  EXPECT_THAT(ship, Contains(Pair("previousName", "Hana Maru")));
}

}  // namespace
}  // namespace entente
