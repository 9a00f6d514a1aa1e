#include "reading/layers/acts.h"

#include <gtest/gtest.h>

#include <set>

namespace entente {
namespace {

constexpr const char* kHead = "lemma\tpos\tobjects\tover\tevent\tmode\tcameo\n";

TEST(Acts, TheShippedTableLoadsAndNamesEventTypes) {
  const auto acts = Acts::load(ENTENTE_SOURCE_DIR "/data/acts.tsv");
  ASSERT_TRUE(acts) << acts.error().what << " " << acts.error().where;
  ASSERT_FALSE(acts->find("threaten").empty());
  EXPECT_TRUE(acts->find("threaten")[0].over);
  EXPECT_EQ(acts->find("threaten")[0].code.type, "THREATEN");
  EXPECT_TRUE(acts->find("ship-to-shore").empty());
}

TEST(Acts, RowsOfAVerbStandInFileOrder) {
  const auto acts = Acts::parse(
      "x.tsv", std::string(kHead) +
                   "hold\tv\trally march\t\tPROTEST\t\t14\nhold\tv\ttalk\t\tCONSULT\t\t04\n");
  ASSERT_TRUE(acts);
  ASSERT_EQ(acts->find("hold").size(), 2u);
  EXPECT_EQ(acts->find("hold")[0].objects, (std::vector<std::string>{"rally", "march"}));
  EXPECT_EQ(acts->find("hold")[1].code.cameo, "04");
}

TEST(Acts, BadRowsAreNamed) {
  for (const std::string row : {"hold\tn\t\t\tCONSULT\t\t04\n", "hold\tv\t\tbelow\tCONSULT\t\t04\n",
                                "hold\tv\t\t\t\t\t04\n"}) {
    const auto acts = Acts::parse("x.tsv", kHead + row);
    ASSERT_FALSE(acts) << row;
    EXPECT_EQ(acts.error().code, Code::malformed);
    EXPECT_TRUE(acts.error().where.starts_with("x.tsv:2")) << acts.error().where;
  }
  EXPECT_EQ(Acts::load("/nowhere/acts.tsv").error().code, Code::missing_resource);
}

}  // namespace
}  // namespace entente
