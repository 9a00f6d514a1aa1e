#include "names/normalise.h"

#include <gmock/gmock.h>

namespace entente {
namespace {

using testing::ElementsAre;

struct Row {
  const char* name;
  const char* key;
};

class NormaliseName : public testing::TestWithParam<Row> {};
TEST_P(NormaliseName, GivesKey) { EXPECT_EQ(normalise_name(GetParam().name), GetParam().key); }

INSTANTIATE_TEST_SUITE_P(
    Table, NormaliseName,
    testing::Values(Row{"Blue Harbour Trading Co., Ltd.", "blue harbour trading co ltd"},
                    Row{"BLUE HARBOUR TRADING COMPANY LIMITED", "blue harbour trading co ltd"},
                    Row{"Société Générale d'Import S.A.", "societe generale dimport sa"},
                    Row{"Al-Qa’ida", "al qaida"}, Row{"AL QAIDA", "al qaida"},
                    Row{"The Reconnaissance General Bureau", "reconnaissance general bureau"},
                    Row{"M/V Wise Honest", "wise honest"},
                    Row{"J. Smith & Sons", "j smith and sons"}, Row{"ØRSTED  Łódź", "orsted lodz"},
                    Row{"ﬁrst Ｔｒａｄｉｎｇ", "first trading"}, Row{"Рыбаков", "рыбаков"},
                    Row{"김영철", "김영철"}, Row{"محمّد", "محمد"},
                    Row{"No.5 Factory", "no 5 factory"}, Row{"The", "the"}, Row{" -- ", ""}));

TEST(NameKeys, TurnsSurnameFirstRound) {
  EXPECT_THAT(name_keys("RI, Yong Ju"), ElementsAre("yong ju ri", "ri yong ju"));
  EXPECT_THAT(name_keys("ANGLO-CARIBBEAN CO., LTD."), ElementsAre("anglo caribbean co ltd"));
  EXPECT_THAT(name_keys("KAVEH CUTTING TOOLS COMPANY"), ElementsAre("kaveh cutting tools co"));
}

TEST(NameKeys, TakesAliasesApart) {
  EXPECT_THAT(name_keys("Green Pine (a.k.a. Chongsong Yonhap; formerly known as Paeksan Trading)"),
              ElementsAre("green pine", "chongsong yonhap", "paeksan trading"));
  EXPECT_THAT(name_keys(""), ElementsAre());
}

TEST(NormaliseName, IsIdempotent) {
  for (const char* name :
       {"Blue Harbour Co., Ltd.", "RI, Yong Ju", "S.A. de C.V.", "İstanbul Çelik A.Ş.", "ẞ"}) {
    const std::string key = normalise_name(name);
    EXPECT_EQ(normalise_name(key), key) << name;
  }
}

}  // namespace
}  // namespace entente
