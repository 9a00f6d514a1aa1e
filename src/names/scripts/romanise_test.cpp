#include "names/scripts/romanise.h"

#include <gmock/gmock.h>

#include "names/scripts/script.h"

namespace entente {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(Script, IsThatOfMostLetters) {
  EXPECT_EQ(script_of("서홍찬"), Script::hangul);
  EXPECT_EQ(script_of("山田タロウ"), Script::kana);
  EXPECT_EQ(script_of("12-3"), Script::none);
  EXPECT_EQ(script_of("Путин V."), Script::cyrillic);
}

TEST(Script, LookAlikesAreSeenAndReplaced) {
  EXPECT_TRUE(has_lookalikes("ДАВЫДЬКO"));
  EXPECT_EQ(without_lookalikes("ДАВЫДЬКO"), "ДАВЫДЬКО");
  EXPECT_FALSE(has_lookalikes("Smith"));
}

TEST(Script, PresentationFormsInThePagesOrderArePutRight) {
  // محمد as initial, medial, medial, final forms; then the same from left to right.
  EXPECT_EQ(plain_letters("\uFEE3\uFEA4\uFEE4\uFEAA"), "محمد");
  EXPECT_EQ(plain_letters("\uFEAA\uFEE4\uFEA4\uFEE3"), "محمد");
  EXPECT_EQ(plain_letters("كیومرث"), plain_letters("کيومرث"));
}

TEST(Script, TokensEndWhereTheScriptChanges) {
  EXPECT_THAT(script_tokens("Kim 김정은, Brigade44"), ElementsAre("Kim", "김정은", "Brigade44"));
  EXPECT_THAT(script_tokens("KCNA통신"), ElementsAre("KCNA", "통신"));
}

TEST(Romanise, FollowsEachStandard) {
  EXPECT_EQ(romanise_by("정철", Romanisation::revised), "jeongcheol");
  EXPECT_EQ(romanise_by("정철", Romanisation::mccune_reischauer), "chongchol");
  EXPECT_EQ(romanise_by("习近平", Romanisation::pinyin), "xijinping");
  EXPECT_EQ(romanise_by("习近平", Romanisation::wade_giles), "hsichinping");
  EXPECT_EQ(romanise_by("Ельцин", Romanisation::bgn), "yeltsin");
  EXPECT_EQ(romanise_by("Юлия", Romanisation::passport), "iuliia");
  EXPECT_EQ(romanise_by("タロウ", Romanisation::hepburn), "tarou");
  EXPECT_EQ(romanise_by("キョウト", Romanisation::hepburn), "kyouto");
  EXPECT_EQ(romanise_by("x", Romanisation::pinyin), "");
}

TEST(Romanise, FamilyNamesHaveTheirReadings) {
  EXPECT_THAT(romanise("리"), Contains("lee"));
  EXPECT_THAT(romanise("이"), Contains("ri"));
  EXPECT_THAT(romanise_name("서홍찬"), Contains("so hong chan"));
  EXPECT_THAT(romanise_name("리학철"), Contains("ri hak chol"));
  EXPECT_THAT(divide_family_name("남궁민수"), ElementsAre("남궁", "민수"));
  EXPECT_EQ(romanised("Валерий Ермаков"), "valery ermakov");
}

}  // namespace
}  // namespace entente
