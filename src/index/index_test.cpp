#include <gmock/gmock.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>

#include "base/file.h"
#include "index/search.h"
#include "index/terms.h"

namespace entente::index {
namespace {

using testing::ElementsAre;

const NameTables& tables() {
  static const NameTables all = [] {
    auto loaded = NameTables::load(std::string(ENTENTE_SOURCE_DIR) + "/data");
    if (!loaded) std::abort();
    return *std::move(loaded);
  }();
  return all;
}

Entity entity(std::string id, std::vector<std::string> names, std::string schema = "Person") {
  Entity out{std::move(id), std::move(schema), names[0], "test", "2026-01-01", {}};
  for (std::string& name : names) out.statements.push_back({"name", std::move(name), {}, "row 1"});
  return out;
}

std::shared_ptr<const Segment> small() {
  SegmentBuilder builder(tables());
  const uint16_t list = builder.add_dataset({"test", "2026-01-01", "hash", "A list"});
  builder.add(entity("a", {"Vladimir Morozov", "Владимир Морозов"}), list);
  builder.add(entity("b", {"Abdul Rahman Yasin"}), list);
  builder.add(entity("c", {"서홍찬"}), list);
  Entity ship = entity("d", {"Hellenic Spirit"}, "Vessel");
  ship.statements.push_back({"imoNumber", "9074729", {}, "row 4"});
  builder.add(ship, list);
  for (int i = 0; i < 300; ++i)
    builder.add(entity("x" + std::to_string(i), {"Ali Company " + std::to_string(i)}), list);
  return std::move(builder).build();
}

std::string first(const Segment& segment, const Entity& query) {
  const std::string block = prepare(query, tables());
  Searcher searcher(segment);
  const auto found = searcher.find(question_of(query, Prepared(block)), 5);
  return found.empty() ? "" : segment.entity(found[0].entity)->id;
}

std::string first(const Segment& segment, std::string name) {
  return first(segment, entity("q", {std::move(name)}));
}

TEST(Question, ANameOfSyllablesIsAskedForWithTheseWrittenAsOneToo) {
  const Entity query = entity("q", {"Kim Yong-ju"});
  const std::string block = prepare(query, tables());
  std::vector<std::string> asked;
  for (const auto& words : question_of(query, Prepared(block)).names) {
    std::string name;
    for (const Word& word : words)
      if (!word.beside) name += (name.empty() ? "" : " ") + word.term;
    asked.push_back(name);
  }
  EXPECT_THAT(asked, ElementsAre("kim yong ju", "kimyong ju", "kimyongju", "kim yongju"));
}

TEST(Question, WhatIsOneWordInHangulIsNoWorseThanTwoThatAreLikeItsParts) {
  SegmentBuilder builder(tables());
  const uint16_t list = builder.add_dataset({"test", "2026-01-01", "hash", "A list"});
  for (const char* name : {"당주", "양주", "김용", "김용규", "주영", "김영주"})
    builder.add(entity(name, {name}), list);
  for (int i = 0; i < 300; ++i) builder.add(entity("x" + std::to_string(i), {"박철수"}), list);
  EXPECT_EQ(first(*std::move(builder).build(), "Kim Yong-ju"), "김영주");
}

TEST(Terms, AreWordsInTheirOwnScript) {
  EXPECT_THAT(name_terms("RI, Yong-ju"), ElementsAre("ri", "yong", "ju"));
  EXPECT_THAT(name_terms("Al-Qa'ida"), ElementsAre("al", "qaida"));
  EXPECT_THAT(name_terms("Zdražila 44"), ElementsAre("zdrazila", "44"));
  EXPECT_THAT(name_terms("서홍찬"), ElementsAre("서", "홍찬"));
}

TEST(Index, FindsAcrossSpellingsOrdersAndScripts) {
  const auto segment = small();
  for (const char* name : {"Vladimir Morozov", "MOROZOV Vladimir", "Vladimir Morosov", "Morozow",
                           "Владимир Морозов", "موروزوف"})
    EXPECT_EQ(first(*segment, name), "a") << name;
  EXPECT_EQ(first(*segment, "Abdulrahman Yasin"), "b");
  EXPECT_EQ(first(*segment, "SO Hong Chan"), "c");
  EXPECT_EQ(first(*segment, "Zebediah Quux"), "");
}

TEST(Terms, KoreanSyllablesShareAKeyInEverySpelling) {
  const auto meet = [](std::string_view a, std::string_view b) {
    std::vector<uint32_t> x, y;
    syllable_keys(a, x);
    syllable_keys(b, y);
    return std::ranges::find_first_of(x, y) != x.end();
  };
  for (const auto& [native, latin] : {std::pair{"진우", "jinwoo"},
                                      {"현진", "hyunjin"},
                                      {"현진", "hyeonjin"},
                                      {"희근", "heekeun"},
                                      {"이", "lee"},
                                      {"이", "ri"},
                                      {"황", "hwang"}})
    EXPECT_TRUE(meet(native, latin)) << native << " " << latin;
  EXPECT_FALSE(meet("진우", "jinho"));
  EXPECT_FALSE(meet("민", "smith"));
}

TEST(Index, AGivenNameOfTwoWordsIsFoundWhereItIsOne) {
  SegmentBuilder builder(tables());
  const uint16_t list = builder.add_dataset({"test", "2026-01-01", "hash", "A list"});
  const char* natives[] = {"황진우", "황희태", "왕휘", "우지윤", "홍성선"};
  for (const char* native : natives) builder.add(entity(native, {native}), list);
  const auto segment = std::move(builder).build();
  const auto found = [&](const char* name, const char* native) {
    const Entity query = entity("q", {name});
    const std::string block = prepare(query, tables());
    Searcher searcher(*segment);
    for (const Candidate& c : searcher.find(question_of(query, Prepared(block)), 2))
      if (segment->entity(c.entity)->id == native) return true;
    return false;
  };
  EXPECT_TRUE(found("Hwang Jin-woo", "황진우"));
  EXPECT_TRUE(found("Hong Seong-seon", "홍성선"));
}

TEST(Index, AnIdentifierFindsByItself) {
  Entity query = entity("q", {"Another Name"}, "Vessel");
  query.statements.push_back({"imoNumber", "IMO 9074729", {}, "row 1"});
  EXPECT_EQ(first(*small(), query), "d");
}

TEST(Index, ASavedIndexGivesTheSameEntities) {
  const auto segment = small();
  const std::string path = testing::TempDir() + "small.index";
  ASSERT_TRUE(segment->save(path));
  const auto again = Segment::open(path);
  ASSERT_TRUE(again) << to_string(again.error());
  ASSERT_EQ((*again)->size(), segment->size());
  for (uint32_t i = 0; i < segment->size(); ++i) {
    EXPECT_EQ(*(*again)->entity(i), *segment->entity(i));
    EXPECT_TRUE((*again)->prepared(i));
  }
  EXPECT_EQ(first(**again, "Vladimir Morosov"), "a");
}

TEST(Index, DamagedFilesAreErrorsOrHarmless) {
  const std::string path = testing::TempDir() + "damaged.index";
  ASSERT_TRUE(small()->save(path));
  const std::string whole = *read_file(path, 1 << 28);
  std::mt19937 random(11);
  size_t refused = 0;
  for (int round = 0; round < 400; ++round) {
    std::string bytes = whole;
    if (round % 4 == 0) bytes.resize(random() % bytes.size());
    else
      for (int k = 0; k < 3; ++k) bytes[random() % bytes.size()] = static_cast<char>(random());
    std::vector<uint64_t> aligned((bytes.size() + 7) / 8);
    std::memcpy(aligned.data(), bytes.data(), bytes.size());
    const auto segment = Segment::from_bytes(
        {reinterpret_cast<const char*>(aligned.data()), bytes.size()}, "damaged.index");
    if (!segment) {
      ++refused;
      continue;
    }
    first(**segment, "Vladimir Morosov");
    for (uint32_t i = 0; i < (*segment)->size(); ++i) (void)(*segment)->entity(i);
  }
  EXPECT_GT(refused, 100U);
}

TEST(Index, AMegabyteOfNameIsCut) {
  SegmentBuilder builder(tables());
  const uint16_t list = builder.add_dataset({"test", "", "", ""});
  std::string name;
  while (name.size() < (1U << 20)) name += "Abdul \x01 Rahman ";
  builder.add(entity("a", {name}), list);
  EXPECT_EQ(first(*std::move(builder).build(), name), "a");
}

}  // namespace
}  // namespace entente::index
