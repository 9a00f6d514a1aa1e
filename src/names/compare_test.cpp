#include "names/compare.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

#include "names/identifiers.h"
#include "names/known_likeness.h"
#include "names/near_names.h"
#include "names/ofac_like.h"
#include "names/reference/distance.h"
#include "names/scripts/korean.h"
#include "names/tables.h"
#include "names/tokens.h"

namespace entente {
namespace {

const NameTables& tables() {
  static const NameTables loaded = *NameTables::load(std::string(ENTENTE_SOURCE_DIR) + "/data");
  return loaded;
}

Entity named(std::string name, std::string schema = "Person") {
  Entity out;
  out.schema = std::move(schema);
  out.statements.push_back({"name", std::move(name), "", "test"});
  return out;
}

float score(const std::string& a, const std::string& b, const std::string& schema = "Person") {
  return explain(named(a, schema), named(b, schema), tables()).result.score;
}

std::string random_word(std::mt19937& random, size_t size_max) {
  std::string out;
  for (size_t n = random() % (size_max + 1); n > 0; --n)
    out += static_cast<char>('a' + random() % 8);
  return out;
}

TEST(Distance, AgreesWithItsTwin) {
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    const std::string a = random_word(random, 9), b = random_word(random, 9);
    const float slow = reference::distance(a, b);
    ASSERT_NEAR(distance(a, b), slow, 1e-3F) << a << " " << b;
    const float like = likeness(a, b), from = likeness_from(0.5F, a, b);
    if (like >= 0.5F) ASSERT_FLOAT_EQ(from, like) << a << " " << b;
    else ASSERT_LT(from, 0.5F) << a << " " << b;
  }
}

TEST(Distance, OfManyAtOnceIsThatOfEach) {
  std::mt19937 random(4);
  for (int round = 0; round < 300; ++round) {
    const std::string word = random_word(random, round % 20 ? 12 : 60);
    std::vector<std::string> others;
    for (size_t n = random() % 50; n > 0; --n) {
      others.push_back(random_word(random, round % 17 ? 12 : 60));
      if (n % 5 == 0) others.back() = word;
      if (n % 3 == 0 && !others.back().empty())
        others.back()[random() % others.back().size()] = 'c';
    }
    const std::vector<std::string_view> views(others.begin(), others.end());
    std::vector<float> likenesses(others.size());
    likenesses_from(0.6F, word, views, likenesses);
    for (size_t i = 0; i < others.size(); ++i)
      ASSERT_EQ(likenesses[i], likeness_from(0.6F, word, others[i])) << word << " " << others[i];
  }
}

TEST(Compare, IsSymmetricAndWithinBounds) {
  std::mt19937 random(2);
  constexpr const char* kWords[] = {"Kim",     "Yong",   "chol",      "bin",    "Ahmad", "Muhammad",
                                    "al-Rawi", "Sergey", "Ivanovich", "Petrov", "Bank",  "of",
                                    "Chile",   "LLC",    "7",         "سلمان",  "Иван",  "平"};
  const auto name = [&] {
    std::string out;
    for (size_t n = 1 + random() % 5; n > 0; --n)
      out += std::string(kWords[random() % std::size(kWords)]) + " ";
    return out;
  };
  for (int round = 0; round < 800; ++round) {
    const std::string a = name(), b = name(), schema = round % 2 ? "Person" : "Company";
    const float there = score(a, b, schema);
    ASSERT_FLOAT_EQ(there, score(b, a, schema)) << a << "| " << b;
    ASSERT_GE(there, 0.0F);
    ASSERT_LE(there, 1.0F);
  }
}

TEST(Compare, IsTheSameWithWhatIsKnownOfTokens) {
  std::mt19937 random(6);
  constexpr const char* kWords[] = {"Kim",     "Yong",   "chol", "bin",  "Ahmad", "Ahmed",
                                    "al-Rawi", "7",      "Ltd",  "Bank", "Chile", "J.",
                                    "سلمان",   "Salman", "Иван", "平"};
  const auto block = [&] {
    Entity out;
    out.schema = random() % 3 ? "Person" : "Company";
    for (size_t names = 1 + random() % 3; names > 0; --names) {
      std::string name;
      for (size_t n = 1 + random() % 4; n > 0; --n) {
        name += std::string(kWords[random() % std::size(kWords)]) + (random() % 4 ? " " : "a ");
      }
      out.statements.push_back({"name", name, "", "test"});
    }
    return prepare(out, tables());
  };
  for (int round = 0; round < 60; ++round) {
    const std::string asked = block();
    const Prepared left{std::string_view(asked)};
    KnownLikeness known(left);
    for (int i = 0; i < 40; ++i) {
      const std::string other = block();
      const Prepared right{std::string_view(other)};
      const Comparison with = compare(left, right, known), without = compare(left, right);
      ASSERT_EQ(with.score, without.score) << round << " " << i;
      ASSERT_EQ(with.name_score, without.name_score);
      ASSERT_EQ(with.score_within_script, without.score_within_script);
      ASSERT_EQ(with.left_name, without.left_name);
      ASSERT_EQ(with.right_name, without.right_name);
    }
  }
}

TEST(Compare, IsGraded) {
  const float written = score("Vladimir Putin", "Vladimir Putin"),
              folded = score("Vladimir Putin", "VLADIMIR PUTIN"),
              spelt = score("Vladimir Putin", "Vladimir Poutine"),
              left_out = score("Vladimir Putin", "Vladimir Vladimirovich Putin"),
              other = score("Vladimir Putin", "Vladimir Medvedev");
  EXPECT_FLOAT_EQ(written, 1.0F);
  EXPECT_LT(folded, written);
  EXPECT_LT(spelt, folded);
  EXPECT_LT(left_out, folded);
  EXPECT_GE(left_out, kMatchThreshold);
  EXPECT_LT(other, kMatchThreshold);
}

TEST(Compare, FeaturesSupportAndContradict) {
  Entity a = named("Hans Weber"), b = named("Hans Weber"), c = named("Hans Weber");
  a.statements.push_back({"birthDate", "1960-05-01", "", "test"});
  b.statements.push_back({"birthDate", "1960", "", "test"});
  c.statements.push_back({"birthDate", "1977-02-03", "", "test"});
  EXPECT_GT(explain(a, b, tables()).result.score, explain(a, c, tables()).result.score);
  const Explanation against = explain(a, c, tables());
  const auto date = std::ranges::find(against.reasons, "birth date", &Reason::what);
  ASSERT_NE(date, against.reasons.end());
  EXPECT_EQ(date->left, "1960-05-01");
  EXPECT_EQ(date->right, "1977-02-03");
  EXPECT_EQ(date->verdict, "contradicts");
  EXPECT_LT(date->weight, 0);
}

bool warned(const Explanation& e, std::string_view about) {
  return std::ranges::any_of(e.reasons, [&](const Reason& r) {
    return r.verdict == "flagged" && r.detail.find(about) != std::string::npos;
  });
}

TEST(Compare, FlagsOddWriting) {
  EXPECT_TRUE(warned(explain(named("Al\x01i Khan"), named("Ali Khan"), tables()), "control"));
  EXPECT_TRUE(warned(explain(named("Al\u202Ei Khan"), named("Ali Khan"), tables()), "direction"));
  EXPECT_TRUE(warned(explain(named("S\u0435rgey Petrov"), named("Sergey Petrov"), tables()),
                     "look-alikes"));
  Entity ship = named("Blue Star", "Vessel");
  ship.statements.push_back({"imoNumber", "9074720", "", "test"});
  EXPECT_TRUE(warned(explain(ship, ship, tables()), "check digit"));
}

TEST(Compare, LimitsHoldAndAreSaid) {
  const Explanation huge = explain(named(std::string(1 << 20, 'a')), named("Ali Khan"), tables());
  EXPECT_TRUE(warned(huge, "longer than"));
  Entity many = named("Ali Khan");
  for (int i = 0; i < 10000; ++i)
    many.statements.push_back({"alias", "Alias Number" + std::to_string(i), "", "test"});
  EXPECT_LT(prepare(many, tables()).size(), size_t{64} << 10);
  const Explanation cut = explain(many, named("Ali Khan"), tables());
  EXPECT_TRUE(warned(cut, "more names"));
  EXPECT_FLOAT_EQ(cut.result.score, 1.0F);
}

TEST(Compare, OfVeryManyNamesTheNearestAreCompared) {
  Entity many{"m", "Person", "", "", "", {}};
  for (int i = 0; i < 2000; ++i)
    many.statements.push_back({"alias", "Name" + std::to_string(i) + " Invented", {}, ""});
  many.statements.push_back({"alias", "Boris Petrovich Kuznetsov", {}, ""});
  const Entity asked{"q", "Person", "", "", "", {{"name", "Kuznetsov Boris", {}, ""}}};
  const Entity near = near_names_first(asked, many);
  EXPECT_EQ(near.statements.size(), many.statements.size());
  EXPECT_EQ(near.statements[0].value, "Boris Petrovich Kuznetsov");
  EXPECT_EQ(near.statements[1].value, many.statements[0].value);
  EXPECT_EQ(near.statements.back().value, many.statements[1999].value);
  const Explanation told = explain(asked, many, tables());
  EXPECT_GE(told.result.score, kMatchThreshold);
  EXPECT_EQ(told.reasons[0].right, "Boris Petrovich Kuznetsov");
}

TEST(Prepared, RefusesForeignBytes) {
  const std::string sound = prepare(named("Ali Akbar Khan"), tables());
  ASSERT_TRUE(Prepared::check(sound));
  EXPECT_FALSE(Prepared::check(std::string_view(sound).substr(0, sound.size() - 4)));
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::string damaged = sound;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    if (const auto p = Prepared::check(damaged)) (void)compare(*p, Prepared(sound));
  }
}

TEST(Korean, SyllablesOfAllStandardsAgree) {
  EXPECT_TRUE(korean_agree(korean_sound("chol"), korean_sound("cheol")));
  EXPECT_TRUE(korean_agree(korean_sound("pak"), korean_sound(U'박')));
  EXPECT_TRUE(korean_agree(korean_sound("seo"), korean_sound(U'서')));
  EXPECT_FALSE(korean_agree(korean_sound("chol"), korean_sound("chun")));
  EXPECT_FALSE(korean_agree(korean_sound(U'형'), korean_sound(U'명')));
  EXPECT_EQ(korean_sound("smith"), 0);
}

struct IdRow {
  const char *property, *value, *normal;
  IdentifierType type;
  Check check;
};
class Identifiers : public testing::TestWithParam<IdRow> {};
TEST_P(Identifiers, AreReadAndChecked) {
  const auto id = find_identifier(GetParam().property, GetParam().value);
  ASSERT_TRUE(id);
  EXPECT_EQ(id->value, GetParam().normal);
  EXPECT_EQ(id->type, GetParam().type);
  EXPECT_EQ(id->check, GetParam().check);
}
INSTANTIATE_TEST_SUITE_P(
    Table, Identifiers,
    testing::Values(
        IdRow{"imoNumber", "IMO 9074729", "9074729", IdentifierType::imo_ship, Check::good},
        IdRow{"imoNumber", "IMO 9074720", "9074720", IdentifierType::imo_ship, Check::bad},
        IdRow{"imoNumber", "IMO 0912681", "912681", IdentifierType::imo_ship, Check::bad},
        IdRow{"registrationNumber", "IMO 9074729", "9074729", IdentifierType::imo_ship,
              Check::good},
        IdRow{"leiCode", "529900T8BM49AURSDO55", "529900T8BM49AURSDO55", IdentifierType::lei,
              Check::good},
        IdRow{"leiCode", "529900T8BM49AURSDO56", "529900T8BM49AURSDO56", IdentifierType::lei,
              Check::bad},
        IdRow{"innCode", "7707083893", "7707083893", IdentifierType::inn, Check::good},
        IdRow{"innCode", "7707083890", "7707083890", IdentifierType::inn, Check::bad},
        IdRow{"ogrnCode", "1027700132195", "1027700132195", IdentifierType::ogrn, Check::good},
        IdRow{"isin", "US0378331005", "US0378331005", IdentifierType::isin, Check::good},
        IdRow{"isin", "US0378331006", "US0378331006", IdentifierType::isin, Check::bad},
        IdRow{"swiftBic", "DEUTDEFFXXX", "DEUTDEFF", IdentifierType::bic, Check::good},
        IdRow{"passportNumber", "no. 12-34 ab", "NO1234AB", IdentifierType::passport,
              Check::none}));

TEST(OfacLike, ScoresAsItsSearchShows) {
  EXPECT_EQ(ofac_like_score("BLUE HARBOUR", "HARBOUR, Blue"), 100);
  EXPECT_EQ(ofac_like_score("Владимир Путин", "PUTIN, Vladimir"), 0);
  EXPECT_NEAR(jaro_winkler(U"martha", U"marhta"), 0.961, 0.001);
  EXPECT_NEAR(jaro_winkler(U"dixon", U"dicksonx"), 0.813, 0.001);
}

}  // namespace
}  // namespace entente
