// What is written as FollowTheMoney JSON or statements is read back the same: every property of
// every schema, with values that are hard to quote.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "intake/lists/lists.h"
#include "model/entity_json.h"
#include "model/ftm.h"

namespace entente {
namespace {

constexpr std::string_view kValues[] = {"plain", "two, \"quoted\"\nlines;\tand \\ a tab",
                                        "대성석탄무역 — Чхве", "a\x01\x1F b"};

// One entity a schema, that says something under every property it may have.
std::vector<Entity> every_schema() {
  std::vector<Entity> out;
  for (const FtmSchema& schema : ftm_schemata()) {
    Entity e;
    e.id = "id-" + std::string(schema.name);
    e.schema = schema.name;
    e.caption = "caption of " + std::string(schema.name);
    for (const auto* p : schema.properties)
      for (const auto value : kValues)
        e.statements.push_back({std::string(p->name), std::string(value), {}, "here"});
    e.record.datasets = {"one", "two"};
    e.record.referents = {"other-1", "other-2"};
    e.record.target = e.statements.size() % 2 == 0;
    e.record.first_seen = "2024-01-05T08:00:00";
    e.record.last_seen = "2024-05-27T13:47:02";
    e.record.last_change = "2024-03-01T00:00:00";
    e.record.origin = {"inferred"};
    out.push_back(std::move(e));
  }
  return out;
}

std::vector<Entity> read_back(const std::string& name, const std::string& bytes) {
  const auto path = std::filesystem::path(testing::TempDir()) / name;
  std::ofstream(path, std::ios::binary) << bytes;
  std::vector<Entity> out;
  const auto report = read_list(path.string(), [&](Entity&& e) { out.push_back(std::move(e)); });
  EXPECT_TRUE(report) << to_string(report.error());
  return out;
}

std::vector<std::pair<std::string, std::string>> values(const Entity& e) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& s : e.statements) out.emplace_back(s.property, s.value);
  std::ranges::stable_sort(out, {}, &std::pair<std::string, std::string>::first);
  return out;
}

TEST(FtmRoundTrip, Json) {
  const auto written = every_schema();
  std::string text;
  size_t properties = 0;
  for (const auto& e : written) text += ftm_json(e) + "\n", properties += e.statements.size();
  EXPECT_GT(properties, 4u * 1000u);
  const auto read = read_back("round_trip.ftm.json", text);
  ASSERT_EQ(read.size(), written.size());
  for (size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(read[i].id, written[i].id);
    EXPECT_EQ(read[i].schema, written[i].schema);
    EXPECT_EQ(read[i].caption, written[i].caption);
    EXPECT_EQ(read[i].record, written[i].record) << read[i].id;
    EXPECT_EQ(values(read[i]), values(written[i])) << read[i].id;
    EXPECT_EQ(ftm_json(read[i]), ftm_json(written[i]));
    ASSERT_EQ(as_ftm(read[i]).size(), 1u) << "all of it is in the model";
    EXPECT_EQ(ftm_json(as_ftm(read[i])[0]), ftm_json(read[i]));
  }
}

TEST(FtmRoundTrip, Statements) {
  const auto written = every_schema();
  std::string text(kFtmStatementColumns);
  for (const auto& e : written) text += ftm_statement_rows(e);
  const auto read = read_back("round_trip.statements.csv", text);
  size_t with_values = 0;
  for (const auto& e : written) with_values += !e.statements.empty();
  ASSERT_EQ(read.size(), written.size());
  for (size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(read[i].schema, written[i].schema);
    EXPECT_EQ(values(read[i]), values(written[i])) << read[i].id;
    EXPECT_EQ(read[i].record.first_seen, written[i].record.first_seen);
  }
  EXPECT_GT(with_values, 70u);
}

// Two sources that say the same, a merged id, a value as it was first written, an external one, a
// row that only says that the entity is there: each row goes out as it came in.
TEST(FtmRoundTrip, EveryRowOfAStatementTableKeepsItsSource) {
  const std::string rows =
      "NK-1,xx-77,name,name,Person,Ri Yong Ju,xx_list,eng,\"RI, Yong Ju\",f,2023-01-05T08:00:00,"
      "2024-05-27T13:47:02,aa11,\n"
      "NK-1,yy-8,name,name,LegalEntity,Ri Yong Ju,yy_list,,,t,2022-01-01,2023-02-02,bb22,crawl\n"
      "NK-1,xx-77,alias,name,Person,리용주,xx_list,kor,,f,2023-01-05T08:00:00,,cc33,\n"
      "NK-1,xx-77,program,string,Person,DPRK,xx_list,,,f,,,dd44,\n"
      "NK-1,yy-8,id,id,LegalEntity,5f3e0a,yy_list,,,f,2022-01-01,2023-02-02,ee55,\n"
      "NK-2,NK-2,id,id,Vessel,NK-2,xx_list,,,f,,,ff66,\n";
  const auto read = read_back("sources.statements.csv", std::string(kFtmStatementColumns) + rows);
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[0].schema, "Person");
  EXPECT_EQ(read[0].statements.size(), 3u) << "what two sources say is one value";
  ASSERT_EQ(read[0].record.sources.size(), 5u);
  EXPECT_EQ(read[0].record.sources[1].statement, 0u);
  EXPECT_EQ(read[0].record.sources[0].original_value, "RI, Yong Ju");
  std::string written;
  for (const auto& e : read)
    for (const auto& part : as_ftm(e)) written += ftm_statement_rows(part);
  EXPECT_EQ(written, rows);
}

TEST(FtmRoundTrip, WhatTheSchemaLacksGoesToASanctionOrTheNotes) {
  Entity e;
  e.id = "un-1";
  e.schema = "Person";
  e.dataset = "un_sc_consolidated";
  for (const auto& [property, value] : {std::pair{"name", "Kang"},
                                        {"unscId", "KPi.999"},
                                        {"publicKey", "1Example"},
                                        {"unknownLinkTo", "Coal"}})
    e.statements.push_back({property, value, {}, "DATAID 1"});
  const auto parts = as_ftm(e);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(ftm_json(parts[0]),
            "{\"id\":\"un-1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Kang\"],"
            "\"notes\":[\"unknownLinkTo: Coal\"]},\"datasets\":[\"un_sc_consolidated\"],"
            "\"referents\":[]}");
  EXPECT_EQ(parts[1].schema, "Sanction");
  EXPECT_EQ(parts[1].statements[0].property, "entity");
  EXPECT_EQ(parts[2].schema, "CryptoWallet");
}

}  // namespace
}  // namespace entente
