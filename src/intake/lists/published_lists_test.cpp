// One person and one ship as every publisher's format tells them (tests/lists, of our own writing
// after the published schemata): whatever the format, the same facts come out.
#include <gmock/gmock.h>

#include <map>

#include "intake/lists/lists.h"
#include "model/ftm.h"

namespace entente {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;
using testing::Pair;

using Properties = std::multimap<std::string, std::string>;

struct Read {
  ListReport report;
  std::map<std::string, Entity> entities;
  Properties of(const std::string& id) const {
    Properties out;
    const auto at = entities.find(id);
    EXPECT_NE(at, entities.end()) << id;
    if (at == entities.end()) return out;
    for (const Statement& s : at->second.statements) {
      EXPECT_NE(s.place, "") << s.property;
      out.emplace(s.property, s.value);
    }
    return out;
  }
};

Read read(const std::string& name, const ListOptions& options = {}) {
  Read out;
  auto report = read_list(
      std::string(ENTENTE_SOURCE_DIR) + "/tests/lists/" + name,
      [&](Entity&& e) { out.entities.emplace(e.id, std::move(e)); }, options);
  EXPECT_TRUE(report) << to_string(report.error());
  if (report) out.report = std::move(*report);
  for (const auto& [id, entity] : out.entities) {
    EXPECT_NE(find_ftm_schema(entity.schema), nullptr) << entity.schema;
    EXPECT_EQ(entity.edition, out.report.edition);
    EXPECT_EQ(entity.dataset, out.report.series);
  }
  return out;
}

TEST(PublishedLists, OfacSdnXml) {
  const Read list = read("sdn.xml");
  EXPECT_EQ(list.report.edition, "2025-07-14");
  EXPECT_EQ(list.report.series, "us_ofac_sdn");
  EXPECT_THAT(
      list.of("ofac-900001"),
      IsSupersetOf({Pair("name", "KANG, Yong Su"), Pair("lastName", "KANG"),
                    Pair("alias", "KANG, Ryong Su"), Pair("weakAlias", "THE CAPTAIN"),
                    Pair("previousName", "PAK, Yong Su"), Pair("program", "NPWMD"),
                    Pair("position", "Director & Secretary"), Pair("passportNumber", "654320001"),
                    Pair("gender", "male"), Pair("publicKey", "1ExampleAddressOfNobody"),
                    Pair("address", "1 Harbour Road, Nampo, Korea, North"), Pair("country", "kp"),
                    Pair("nationality", "kp"), Pair("birthDate", "1961"),
                    Pair("birthPlace", "Nampo, North Korea")}));
  EXPECT_THAT(list.of("ofac-900002"),
              IsSupersetOf({Pair("name", "HANA STAR"), Pair("imoNumber", "9187629"),
                            Pair("callSign", "3EXAM"), Pair("flag", "cm"),
                            Pair("type", "Bulk Carrier"), Pair("tonnage", "5000")}));
  EXPECT_EQ(list.entities.at("ofac-900002").schema, "Vessel");
}

TEST(PublishedLists, OfacAdvancedXml) {
  const Read list = read("sdn_advanced.xml");
  EXPECT_EQ(list.report.edition, "2025-07-14");
  EXPECT_THAT(list.of("ofac-900001"),
              IsSupersetOf({Pair("name", "KANG, Yong Su"), Pair("name", "강용수"),
                            Pair("weakAlias", "THE CAPTAIN"), Pair("lastName", "KANG"),
                            Pair("firstName", "Yong Su"), Pair("birthDate", "1961"),
                            Pair("birthPlace", "Nampo, North Korea"), Pair("nationality", "kp"),
                            Pair("gender", "male"), Pair("passportNumber", "654320001"),
                            Pair("program", "DPRK3"), Pair("listingDate", "2021-03-01")}));
  EXPECT_EQ(list.entities.at("ofac-900001").caption, "KANG, Yong Su");
  EXPECT_EQ(list.entities.at("ofac-900001").schema, "Person");
  EXPECT_THAT(list.of("ofac-900002"),
              IsSupersetOf({Pair("imoNumber", "9187629"), Pair("type", "Bulk Carrier"),
                            Pair("flag", "cm")}));
}

TEST(PublishedLists, EuFsf) {
  const Read list = read("fsf.xml");
  EXPECT_EQ(list.report.edition, "2025-07-14");
  EXPECT_THAT(
      list.of("eu-fsf-99001"),
      IsSupersetOf(
          {Pair("name", "Yong Su Kang"), Pair("alias", "강용수"), Pair("weakAlias", "The Captain"),
           Pair("gender", "male"), Pair("position", "Director"), Pair("nationality", "kp"),
           Pair("birthDate", "1961-04-02"), Pair("passportNumber", "654320001"),
           Pair("program", "PRK"), Pair("listingDate", "2021-03-01"), Pair("unscId", "KPi.999"),
           Pair("email", "kang@example.org"), Pair("notes", "Director of a coal trader.")}));
  for (const Statement& s : list.entities.at("eu-fsf-99001").statements)
    EXPECT_TRUE(s.value != "강용수" || s.language == "ko");
}

TEST(PublishedLists, UkXmlAndCsv) {
  for (const char* file : {"uk.xml", "uk.csv"}) {
    const Read list = read(file);
    EXPECT_EQ(list.report.edition, "2025-07-14") << file;
    EXPECT_EQ(list.report.series, "gb_fcdo_sanctions");
    EXPECT_THAT(
        list.of("gb-fcdo-dpr9001"),
        IsSupersetOf({Pair("name", "Yong Su KANG"), Pair("weakAlias", "THE CAPTAIN"),
                      Pair("name", "강용수"), Pair("birthDate", "1961"), Pair("nationality", "kp"),
                      Pair("passportNumber", "654320001"), Pair("listingDate", "2021-03-01"),
                      Pair("unscId", "KPi.999"), Pair("country", "kp")}))
        << file;
    EXPECT_THAT(list.of("gb-fcdo-dpr9002"),
                IsSupersetOf({Pair("imoNumber", "9187629"), Pair("flag", "cm")}))
        << file;
    EXPECT_EQ(list.entities.at("gb-fcdo-dpr9002").schema, "Vessel");
  }
  EXPECT_THAT(read("uk.csv").of("gb-fcdo-dpr9001"),
              IsSupersetOf({Pair("birthDate", "1962-04-02"), Pair("nationality", "ru")}));
}

TEST(PublishedLists, BisDeniedPersons) {
  const Read list = read("dpl.txt", {.edition = "2022-09-07"});
  ASSERT_EQ(list.entities.size(), 1u);
  EXPECT_THAT(list.of(list.entities.begin()->first),
              IsSupersetOf({Pair("name", "YONG SU KANG"), Pair("startDate", "2022-08-24"),
                            Pair("endDate", "2032-01-14"), Pair("country", "us"),
                            Pair("address", "1 HARBOUR ROAD, EL PASO, TX, 79905")}));
}

TEST(PublishedLists, WalletsAndVessels) {
  const Read wallets = read("wallets.csv");
  EXPECT_THAT(wallets.of("wallet-xbt-1ExampleAddressOfNobody"),
              IsSupersetOf({Pair("publicKey", "1ExampleAddressOfNobody"),
                            Pair("currencySymbol", "XBT"), Pair("topics", "sanction")}));
  const Read vessels = read("maritime.csv");
  EXPECT_THAT(
      vessels.of("ex-4"),
      IsSupersetOf({Pair("name", "Hana Star"), Pair("imoNumber", "9187629"),
                    Pair("mmsi", "613000001"), Pair("flag", "cm"), Pair("alias", "Star of Hana")}));
}

TEST(PublishedLists, FtmStatements) {
  const Read list = read("statements.csv");
  ASSERT_EQ(list.entities.size(), 2u);
  const Entity& company = list.entities.at("ex-1");
  EXPECT_EQ(company.schema, "Company") << "the narrower of the two that are said";
  EXPECT_THAT(company.record.datasets, ElementsAre("xx_example", "yy_example"));
  EXPECT_THAT(company.record.referents, ElementsAre("xx-77", "yy-8"));
  EXPECT_EQ(company.record.first_seen, "2023-01-05T08:00:00");
  EXPECT_EQ(company.record.last_seen, "2024-05-27T13:47:02");
  EXPECT_EQ(list.of("ex-1").count("name"), 1u);
  EXPECT_THAT(list.of("ex-1"), Contains(Pair("notes", "Two lines,\nand a \"quote\"")));
  EXPECT_TRUE(list.of("ex-2").empty());
}

TEST(PublishedLists, Senzing) {
  const Read list = read("senzing.jsonl");
  EXPECT_THAT(list.of("1"),
              IsSupersetOf({Pair("name", "Yong Su Kang"), Pair("alias", "The Captain"),
                            Pair("birthDate", "1961-04-02"), Pair("country", "kp"),
                            Pair("address", "1 Harbour Road, Nampo, North Korea"),
                            Pair("passportNumber", "654320001")}));
  EXPECT_EQ(list.entities.at("1").schema, "Person");
  EXPECT_EQ(list.entities.at("2").schema, "Organization");
  EXPECT_THAT(list.of("2"), Contains(Pair("name", "Example Coal Trading")));
}

}  // namespace
}  // namespace entente
