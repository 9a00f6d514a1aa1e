#include "engine/kept.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace entente {
namespace {

std::shared_ptr<const int> number(Kept& kept, const std::string& key, int value, size_t weight) {
  return keep<int>(
             &kept, key, [&]() -> Result<int> { return value; }, [&](int) { return weight; })
      .value();
}

TEST(Kept, MakesOnceAndGivesTheSame) {
  Kept kept;
  EXPECT_EQ(*number(kept, "a", 1, 5), 1);
  EXPECT_EQ(*number(kept, "a", 2, 5), 1);
  EXPECT_EQ(*number(kept, "b", 2, 5), 2);
}

TEST(Kept, WhoAsksMeanwhileWaitsForIt) {
  Kept kept;
  std::atomic<int> made = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      (void)keep<int>(
          &kept, "a", [&]() -> Result<int> { return ++made; }, [](int) { return size_t{1}; });
    });
  for (auto& t : threads) t.join();
  EXPECT_EQ(made, 1);
}

TEST(Kept, TheLeastLatelyAskedForGoesFirst) {
  Kept kept;
  const auto held = number(kept, "table", 7, 0);
  number(kept, "a", 1, Kept::kWeightMax / 2);
  number(kept, "b", 2, Kept::kWeightMax / 2);
  number(kept, "a", 0, 0);                     // asked for again
  number(kept, "c", 3, Kept::kWeightMax / 2);  // too much: b goes
  EXPECT_EQ(*number(kept, "a", 9, 1), 1);
  EXPECT_EQ(*number(kept, "b", 9, 1), 9);
  EXPECT_EQ(*number(kept, "table", 9, 0), 7);
}

TEST(Kept, OfAGrowingLedgerTwoRevisionsStay) {
  Kept kept;
  for (int revision = 1; revision <= 30; ++revision)
    for (const char* question : {"ties a\n", "ties b\n"})
      number(kept, question + std::to_string(revision), revision, 1);
  EXPECT_EQ(kept.size(), 4U);
  EXPECT_EQ(*number(kept, "ties a\n29", 0, 1), 29);
  EXPECT_EQ(*number(kept, "ties a\n30", 0, 1), 30);
  EXPECT_EQ(*number(kept, "ties a\n28", 0, 1), 0);  // made anew
}

TEST(Kept, ManySmallOnesAreThinnedOutToo) {
  Kept kept;
  for (int i = 0; i < 500; ++i) number(kept, std::to_string(i), i, 1);
  EXPECT_LE(kept.size(), Kept::kEntriesMax);
}

TEST(Kept, AnErrorIsNotKept) {
  Kept kept;
  const auto weight = [](int) { return size_t{1}; };
  const auto failed = keep<int>(
      &kept, "a", []() -> Result<int> { return fail(Code::not_found, "no"); }, weight);
  EXPECT_FALSE(failed);
  EXPECT_EQ(*number(kept, "a", 4, 1), 4);
}

}  // namespace
}  // namespace entente
