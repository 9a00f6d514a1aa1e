// The search against its twin that adds everything up, and the rows of keys against a look at all.
#include "index/reference/search.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "index/terms.h"

namespace entente::index {
namespace {

const NameTables& tables() {
  static const NameTables all = [] {
    auto loaded = NameTables::load(std::string(ENTENTE_SOURCE_DIR) + "/data");
    if (!loaded) std::abort();
    return *std::move(loaded);
  }();
  return all;
}

// Names of few words, some of them in many entities, so that shares tie and lists are long.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {
    for (int i = 0; i < 120; ++i) words_.push_back(word());
    for (const char* native : {"محمد", "علي", "Иванов", "Петров", "서", "홍찬", "王", "小明"})
      words_.emplace_back(native);
  }
  std::string name() {
    std::string out;
    for (size_t n = 1 + random_() % 4; n > 0; --n) {
      // The square makes the first words frequent.
      const size_t at = random_() % words_.size() * (random_() % words_.size()) / words_.size();
      std::string one = words_[at];
      if (random_() % 6 == 0 && one[0] > 0) one[random_() % one.size()] = letter();
      out += (out.empty() ? "" : " ") + one;
    }
    return out;
  }
  Entity entity(size_t number) {
    Entity out{"e" + std::to_string(number), "Person", "", "test", "", {}};
    for (size_t n = 1 + random_() % 3; n > 0; --n)
      out.statements.push_back({"name", name(), {}, "row"});
    if (random_() % 10 == 0)
      out.statements.push_back(
          {"passportNumber", std::to_string(random_() % 50 + 1000000), {}, ""});
    out.caption = out.statements[0].value;
    return out;
  }

 private:
  char letter() { return "aeioulnrstkm"[random_() % 12]; }
  std::string word() {
    std::string out;
    for (size_t n = 3 + random_() % 6; n > 0; --n) out += letter();
    return out;
  }
  std::mt19937 random_;
  std::vector<std::string> words_;
};

std::shared_ptr<const Segment> made(Maker& maker, size_t count) {
  SegmentBuilder builder(tables());
  const uint16_t lists[2] = {builder.add_dataset({"even", "", "", ""}),
                             builder.add_dataset({"odd", "", "", ""})};
  for (size_t i = 0; i < count; ++i) builder.add(maker.entity(i), lists[i % 2]);
  return std::move(builder).build();
}

TEST(Search, FindsWhatItsTwinFinds) {
  size_t found_in_all = 0;
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Maker maker(seed);
    const auto segment = made(maker, 700 * seed);
    Searcher searcher(*segment), words(*segment);
    for (size_t i = 0; i < 1500; ++i) {
      const Entity query = maker.entity(i);
      const std::string block = prepare(query, tables());
      const Question question = question_of(query, Prepared(block));
      const size_t count_max = 1 + i % 40;
      Allowed allowed;
      if (i % 5 == 0) allowed = [](const EntityRow& row, uint32_t) { return row.dataset == 1; };
      const auto found = searcher.find(question, count_max, allowed);
      ASSERT_EQ(found, reference::find(*segment, words, question, count_max, allowed))
          << query.caption << ", seed " << seed << ", the best " << count_max;
      found_in_all += found.size();
    }
  }
  EXPECT_GT(found_in_all, 20000U);
}

TEST(KeyRows, HaveEveryTermOfAKey) {
  std::mt19937 random(3);
  std::vector<HashedPair> pairs;
  std::vector<Glance> glances;
  for (uint32_t term = 0; term < 3000; ++term) {
    glances.push_back(static_cast<Glance>(random()) & (kGlanceLetters | 15U << kGlanceLengthAt));
    for (int n = 0; n < 4; ++n)
      pairs.push_back({static_cast<uint32_t>(random() % 900 * 4711003), term});
  }
  const auto all = pairs;
  const KeyRows rows = KeyRows::build(std::move(pairs), glances);
  ASSERT_TRUE(rows.view().sound());
  for (const HashedPair& pair : all) {
    const size_t letters = glances[pair.value] >> kGlanceLengthAt & 15;
    std::vector<Near> found;
    rows.view().sift(rows.view().rows(pair.hash, letters, letters), glances[pair.value], 0, found);
    EXPECT_TRUE(std::ranges::any_of(found, [&](const Near& n) { return n.term == pair.value; }));
  }
}

TEST(KeyRows, AreSiftedAsByALookAtEach) {
  std::mt19937 random(9);
  std::vector<HashedPair> pairs;
  std::vector<Glance> glances;
  for (uint32_t term = 0; term < 5000; ++term) {
    glances.push_back(static_cast<Glance>(random() & random()) &
                      (kGlanceLetters | 15U << kGlanceLengthAt));
    pairs.push_back({static_cast<uint32_t>(term % 7 * 613566757), term});
  }
  const KeyRows rows = KeyRows::build(std::move(pairs), glances);
  const KeyRowsView view = rows.view();
  size_t found_in_all = 0;
  for (int round = 0; round < 400; ++round) {
    const Glance glance = glances[random() % glances.size()];
    const KeyRange range =
        view.rows(static_cast<uint32_t>(random() % 7 * 613566757), random() % 8, 8 + random() % 8);
    const auto unlike_max = static_cast<uint32_t>(random() % kUnlikeMax);
    std::vector<Near> found;
    view.sift(range, glance, unlike_max, found);
    size_t at = 0;
    for (uint32_t row = range.begin; row < range.end; ++row) {
      if (unlike(glance, view.glances[row]) > unlike_max) continue;
      ASSERT_LT(at, found.size());
      EXPECT_EQ(found[at].term, view.terms[row]);
      EXPECT_EQ(found[at++].unlike, unlike(glance, view.glances[row]));
    }
    EXPECT_EQ(at, found.size());
    found_in_all += at;
  }
  EXPECT_GT(found_in_all, 10000U);
}

TEST(Glance, CountsLettersAndLength) {
  EXPECT_EQ(unlike(glance_of("morozov"), glance_of("morozov")), 0U);
  EXPECT_EQ(letters_unlike(glance_of("morosov"), glance_of("morozov")), 2U);
  EXPECT_EQ(length_unlike(glance_of("laden"), glance_of("lade")), 1U);
}

}  // namespace
}  // namespace entente::index
