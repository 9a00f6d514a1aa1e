#include "names/scripts/chinese_in_hangul.h"

#include <gmock/gmock.h>

namespace entente {
namespace {

using testing::Contains;
using testing::IsEmpty;

TEST(ChineseInHangul, ByTheRulesAndByReadings) {
  const auto ping = hangul_of_chinese("jinping", 64);
  ASSERT_FALSE(ping.empty());
  EXPECT_EQ(ping[0], "진핑");
  EXPECT_THAT(ping, Contains("근평"));
  EXPECT_THAT(hangul_of_chinese("enlai", 64), Contains("언라이"));
  EXPECT_THAT(hangul_of_chinese("hsiaoping", 64), Contains("샤오핑"));
  EXPECT_THAT(hangul_of_chinese("vladimir", 64), IsEmpty());
  EXPECT_EQ(hangul_of_chinese("jinping", 3).size(), 3U);
}

TEST(ChineseInHangul, ASyllableHasItsReadings) {
  EXPECT_TRUE(chinese_reads_as(chinese_syllable("xi"), U'습'));
  EXPECT_TRUE(chinese_reads_as(chinese_syllable("hsi"), U'시'));
  EXPECT_FALSE(chinese_reads_as(chinese_syllable("xi"), U'박'));
  EXPECT_FALSE(chinese_reads_as(chinese_syllable("kim"), U'김'));
}

TEST(ChineseInHangul, HangulFallsIntoSpeltSyllables) {
  const auto deng = chinese_by_rules("덩샤오핑");
  ASSERT_EQ(deng.size(), 3U);
  EXPECT_EQ(deng[1].hangul, "샤오");
  EXPECT_EQ(deng[1].pinyin[0], "xiao");
  EXPECT_THAT(chinese_by_rules("박정희"), IsEmpty());
}

}  // namespace
}  // namespace entente
