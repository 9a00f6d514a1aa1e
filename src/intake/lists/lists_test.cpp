// The readers held against the published lists where they lie beside the project
// (ENTENTE_SHARED_DATA, else ../shared/data), and against a small list of our own otherwise.
#include "intake/lists/lists.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "intake/lists/countries.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::Pair;

fs::path shared_data() {
  if (const char* named = std::getenv("ENTENTE_SHARED_DATA")) return named;
  return fs::path(ENTENTE_SOURCE_DIR).parent_path() / "shared" / "data";
}

std::map<std::string, Entity> read(const std::string& path, ListReport& report) {
  std::map<std::string, Entity> out;
  auto result = read_list(path, [&](Entity&& e) { out.emplace(e.id, std::move(e)); });
  EXPECT_TRUE(result) << to_string(result.error());
  if (result) report = *result;
  return out;
}

std::multimap<std::string, std::string> properties(const Entity& entity) {
  std::multimap<std::string, std::string> out;
  for (const Statement& s : entity.statements) {
    EXPECT_NE(s.place, "") << entity.id;
    out.emplace(s.property, s.value);
  }
  return out;
}

TEST(Lists, UnConsolidatedAsPublished) {
  const fs::path path = shared_data() / "un-sc-consolidated";
  if (!fs::exists(path)) GTEST_SKIP() << "no " << path;
  ListReport report;
  const auto entities = read(path.string(), report);
  ASSERT_EQ(report.entities, 1003u);
  EXPECT_EQ(report.parts[0].rows, 730u);
  EXPECT_EQ(report.parts[1].rows, 273u);
  EXPECT_EQ(report.edition, "2026-02-27");
  size_t aliases = 0, persons = 0;
  for (const auto& [id, entity] : entities) {
    persons += entity.schema == "Person";
    EXPECT_EQ(entity.dataset, "un_sc_consolidated");
    EXPECT_NE(entity.caption, "");
    for (const Statement& s : entity.statements) aliases += s.property == "alias";
  }
  EXPECT_EQ(persons, 730u);
  EXPECT_GT(aliases, 2000u);
  const auto badege = properties(entities.at("un-6907993"));
  EXPECT_THAT(badege, Contains(Pair("name", "ERIC BADEGE")));
  EXPECT_THAT(badege, Contains(Pair("nationality", "cd")));
  EXPECT_THAT(badege, Contains(Pair("birthDate", "1971")));
  EXPECT_THAT(badege, Contains(Pair("unscId", "CDi.001")));
}

TEST(Lists, OfacAsPublished) {
  const fs::path path = shared_data() / "ofac-sdn-2021-07";
  if (!fs::exists(path)) GTEST_SKIP() << "no " << path;
  ListReport report;
  const auto entities = read(path.string(), report);
  ASSERT_EQ(report.entities, 8976u);
  EXPECT_EQ(report.parts[0].rows, 8976u);
  EXPECT_EQ(report.parts[1].rows, 11910u);
  EXPECT_EQ(report.parts[2].rows, 13837u);
  const auto paek = properties(entities.at("ofac-15667"));
  EXPECT_THAT(paek, Contains(Pair("birthDate", "1964-06-18")));
  EXPECT_THAT(paek, Contains(Pair("birthPlace", "Kaesong, DPRK")));
  EXPECT_THAT(paek, Contains(Pair("passportNumber", "381420754")));
  // Remarks that go on in sdn_comments.csv in the middle of a name.
  const auto hacker = properties(entities.at("ofac-28263"));
  EXPECT_THAT(hacker, Contains(Pair("unknownLinkTo", "LAZARUS GROUP")));
}

TEST(Lists, ExampleExtract) {
  ListReport report;
  const auto entities =
      read((fs::path(ENTENTE_SOURCE_DIR) / "examples/lists/ofac-sdn").string(), report);
  EXPECT_GE(report.entities, 35u);
  std::map<std::string, int> schemas;
  for (const auto& [id, entity] : entities) ++schemas[entity.schema];
  EXPECT_GE(schemas["Person"], 3);
  EXPECT_GE(schemas["Vessel"], 3);
  EXPECT_GE(schemas["Airplane"], 1);
  EXPECT_GE(schemas["Organization"] + schemas["Company"], 25);
}

TEST(Lists, AreRecognisedByContent) {
  const std::string folder = (fs::path(ENTENTE_SOURCE_DIR) / "examples/lists/ofac-sdn").string();
  ASSERT_TRUE(recognise_list(folder));
  EXPECT_EQ(recognise_list(folder)->list->id, "us_ofac_sdn");
  EXPECT_FALSE(recognise_list(folder + "/sdn.csv")->is_part);
  for (const char* part : {"/alt.csv", "/add.csv", "/sdn_comments.csv"}) {
    ASSERT_TRUE(recognise_list(folder + part)) << part;
    EXPECT_TRUE(recognise_list(folder + part)->is_part) << part;
  }
  EXPECT_FALSE(recognise_list(std::string(ENTENTE_SOURCE_DIR) + "/CMakeLists.txt"));
  EXPECT_FALSE(recognise_list("no/such/file"));
}

TEST(Countries, KnowTheNamesOfLists) {
  using intake::country_code;
  for (const auto& [name, code] : std::initializer_list<std::pair<const char*, const char*>>{
           {"Korea, North", "kp"},
           {"Democratic People's Republic of Korea", "kp"},
           {"Iran (Islamic Republic of)", "ir"},
           {"Russian Federation", "ru"},
           {"China", "cn"},
           {"Hong Kong", "hk"},
           {"Syrian Arab Republic", "sy"},
           {"United Arab Emirates", "ae"},
           {"Burma", "mm"},
           {"Atlantis", ""}})
    EXPECT_EQ(country_code(name), code) << name;
}

}  // namespace
}  // namespace entente
