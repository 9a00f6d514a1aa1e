#include "names/scripts/meanings.h"

#include <gmock/gmock.h>

namespace entente {
namespace {

using testing::ElementsAre;
using testing::IsSupersetOf;

TEST(Meanings, WordsAreCutOffWhereScriptsRunThemTogether) {
  const Meant firm = meant_by("俄泰科技有限公司");
  EXPECT_THAT(firm.english, IsSupersetOf({"technology", "company", "limited"}));
  EXPECT_THAT(firm.rest, ElementsAre("俄泰"));
  // The longest word counts: not 회사 behind 무역총.
  EXPECT_THAT(meant_by("무역총회사").english, IsSupersetOf({"general", "trading", "corporation"}));
  EXPECT_TRUE(meant_by("무역총회사").rest.empty());
}

TEST(Meanings, NamesOfPeopleAreLeftWhole) {
  for (const char* name : {"서홍찬", "김정은", "习近平", "王小明", "Петров", "محمد"}) {
    EXPECT_TRUE(meant_by(name).english.empty()) << name;
    EXPECT_TRUE(meant_by(name).rest.empty()) << name;
  }
}

TEST(Meanings, InflectionAndArticleAreNoHindrance) {
  EXPECT_THAT(meant_by("вертолеты").english, ElementsAre("helicopter", "helicopters"));
  EXPECT_THAT(meant_by("государственного").english, ElementsAre("state"));
  EXPECT_THAT(meant_by("المحدوده").english, ElementsAre("limited", "ltd"));
  EXPECT_THAT(meant_by("والشرطه").english, ElementsAre("police"));
}

TEST(Meanings, SovereignsHaveNumbers) {
  EXPECT_THAT(meant_by("8세").english, ElementsAre("8", "viii"));
  EXPECT_TRUE(meant_by("80세").english.empty());
}

TEST(Meanings, VeryLongTokensAreLeftAlone) {
  std::string longest;
  for (int i = 0; i < 100000; ++i) longest += "公司";
  EXPECT_TRUE(meant_by(longest).english.empty());
}

}  // namespace
}  // namespace entente
