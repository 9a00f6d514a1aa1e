#include "names/scripts/sound.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "names/reference/alignment.h"
#include "names/scripts/embedded.h"
#include "names/scripts/native_side.h"
#include "names/scripts/sound_table.h"

namespace entente {
namespace {

bool meet(std::string_view a, std::string_view b) {
  const auto x = skeletons(a), y = skeletons(b);
  return std::ranges::find_first_of(x, y) != x.end();
}

TEST(Sound, TheTableOfTheProgramIsWhole) {
  const auto table = scripts::SoundTable::parse(scripts::embedded_sounds());
  ASSERT_TRUE(table) << to_string(table.error());
  for (Script script : {Script::arabic, Script::cyrillic, Script::hangul, Script::han,
                        Script::hebrew, Script::kana})
    EXPECT_TRUE(table->has(script)) << script_name(script);
}

TEST(Sound, AWrongRowIsNamed) {
  for (const char* row : {"cyrillic\tа", "klingon\tа\t3:a", "cyrillic\tа\t3", "han\t=zzz\t3:a",
                          "cyrillic\tа\t3:abcdefgh", "cyrillic\tа\t-3:a"}) {
    const auto table = scripts::SoundTable::parse(std::string("# head\n") + row);
    ASSERT_FALSE(table) << row;
    EXPECT_EQ(table.error().where, "sounds.tsv:2");
  }
}

TEST(Sound, NativeFormsAndTheirSpellingsShareASkeleton) {
  for (const auto& [native, latin] : {std::pair{"Морозов", "Morozov"},
                                      {"محمد", "Mohammed"},
                                      {"محمد", "Muhammad"},
                                      {"구스타프", "Gustav"},
                                      {"נתניהו", "Netanyahu"},
                                      {"スズキ", "Suzuki"},
                                      {"近平", "Jinping"}})
    EXPECT_TRUE(meet(native, latin)) << native << " " << latin;
  EXPECT_FALSE(meet("Морозов", "Petrov"));
}

TEST(Sound, LikenessTellsNamesApart) {
  EXPECT_GT(sound_likeness("Путин", "Putin"), 0.9);
  EXPECT_GT(sound_likeness("Putin", "Путин"), 0.9);
  EXPECT_LT(sound_likeness("Петров", "Morozov"), 0.1);
  EXPECT_GT(sound_likeness("نتنياهو", "Netanyahu"), sound_likeness("نتنياهو", "Nathan"));
  EXPECT_EQ(sound_likeness("", "Putin"), 0);
  EXPECT_EQ(likely_spelling("구스타프"), "gustaf");
}

TEST(Sound, AlignmentCostsWhatItsTwinSays) {
  const auto& table = scripts::SoundTable::built_in();
  const std::vector<std::string> natives{"Морозов", "محمد", "نتنياهو", "구스타프", "נתניהו",
                                         "スズキ",  "近平", "ж",       "ъъq7",     "Щербаков"};
  std::mt19937 random(5);
  scripts::LatinSide side(table);
  scripts::NativeSide native_side(table);
  for (int round = 0; round < 60; ++round) {
    std::string latin;
    for (size_t n = random() % 14; n > 0; --n)
      latin += "aeioubdghkmnrstvzy3"[random() % (round % 7 ? 18 : 19)];
    side.lay_out(latin);
    for (const std::string& native : natives) {
      const Script script = script_of(native);
      const auto rows = scripts::unit_rows(table, script, scripts::sound_units(script, native));
      ASSERT_EQ(side.alignment_cost(rows), reference::alignment_cost(table, rows, latin))
          << native << " " << latin;
      native_side.lay_out(rows);
      ASSERT_EQ(native_side.alignment_cost(latin), reference::alignment_cost(table, rows, latin))
          << native << " " << latin;
    }
  }
}

TEST(Sound, VeryLongTokensAreCut) {
  std::string longest;
  for (int i = 0; i < 5000; ++i) longest += "ж";
  EXPECT_GE(sound_likeness(longest, std::string(100000, 'z')), 0);
  EXPECT_FALSE(skeletons(longest).empty());
  const auto& table = scripts::SoundTable::built_in();
  const auto rows =
      scripts::unit_rows(table, Script::cyrillic, scripts::sound_units(Script::cyrillic, longest));
  scripts::LatinSide latin(table);
  scripts::NativeSide native(table);
  latin.lay_out(std::string(100000, 'z'));
  native.lay_out(rows);
  EXPECT_EQ(native.alignment_cost(std::string(100000, 'z')), latin.alignment_cost(rows));
}

}  // namespace
}  // namespace entente
