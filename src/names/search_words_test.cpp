#include "names/search_words.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(SearchWordsTest, FoldsEachScript) {
  const std::pair<const char*, const char*> cases[] = {
      {"Pyongyang's KN-23s", "pyongyang s kn 23s"},
      {"Émigré ŁÓDŹ Straße", "emigre lodz strasse"},
      {"Ёлкин, Зелёный", "елкин зеленый"},
      {"북한군이 러시아", "북한 한군 군이 러시 시아"},
      {"朝鲜", "朝鲜"},
      {"朝鮮人民軍KN23号", "朝鮮 鮮人 人民 民軍 kn23 号"},
      {"ミサイル", "ミサ サイ イル"},
      {"حیدرﻯ", "حيدري"},
      {"مُحَمَّد كتـاب", "محمد كتاب"},
      {"ایران کره", "ايران كره"},
      {"", ""},
      {" — … ", ""},
      {"ﬁne", "fine"},
  };
  for (const auto& [text, words] : cases)
    EXPECT_EQ(search_words(text), search_words(words)) << text;
  EXPECT_EQ(search_words("북한군"), "북한 한군");
  EXPECT_EQ(search_words("Ёлкин"), "елкин");
  EXPECT_EQ(search_words("朝"), "朝");
}

}  // namespace
}  // namespace entente
