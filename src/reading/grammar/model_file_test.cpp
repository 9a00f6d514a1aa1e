#include "reading/grammar/model_file.h"

#include <gtest/gtest.h>

#include <array>

#include "reading/grammar/feature_hash.h"
#include "reading/grammar/form_table.h"
#include "reading/grammar/linear_model.h"

namespace entente {
namespace {

TEST(ModelFile, EveryCutAndEveryFlippedByteIsRefused) {
  const std::string bytes =
      pack_model_file({{"tags", "NN/NOUN"}, {"parser", std::string(37, 'x')}});
  ASSERT_TRUE(ModelFile::parse(bytes, "m"));
  EXPECT_EQ(ModelFile::parse(bytes, "m")->section("tags"), "NN/NOUN");
  EXPECT_EQ(ModelFile::parse(bytes, "m")->section("none"), "");
  for (size_t size = 0; size < bytes.size(); ++size) {
    const auto cut = ModelFile::parse(std::string_view(bytes).substr(0, size), "m");
    ASSERT_FALSE(cut) << size;
    EXPECT_EQ(cut.error().code, Code::truncated) << size;
  }
  size_t padding = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x20);
    padding += ModelFile::parse(damaged, "m").has_value();
  }
  EXPECT_LT(padding, 8u);  // only the bytes between two sections may change unseen
}

TEST(LinearModel, GivesBackTheWeightsItWasPackedFrom) {
  std::vector<WeightRow> rows;
  for (uint64_t i = 0; i < 500; ++i)
    rows.push_back({feature(1, i),
                    {{static_cast<uint8_t>(i % 7), static_cast<int8_t>(i % 100 - 50)}, {7, 3}}});
  const std::string bytes = pack_linear_model(8, rows);
  const auto model = LinearModel::view(bytes);
  ASSERT_TRUE(model);
  for (uint64_t i = 0; i < 500; ++i) {
    std::array<int32_t, 8> scores{}, expected{};
    expected[i % 7] = static_cast<int32_t>(i % 100) - 50;
    expected[7] = 6;
    const std::array<uint64_t, 3> features = {feature(1, i), feature(2, i),
                                              feature(1, (i + 1) % 500)};
    expected[(i + 1) % 500 % 7] += static_cast<int32_t>((i + 1) % 500 % 100) - 50;
    model->add_scores(features, scores.data());
    EXPECT_EQ(scores, expected);
  }
}

TEST(LinearModel, RefusesAnyDamageThatWouldLeadOutside) {
  const std::string bytes =
      pack_linear_model(2, {{feature(1, 1), {{0, 5}}}, {feature(1, 2), {{1, -5}, {0, 9}}}});
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(LinearModel::view(std::string_view(bytes).substr(0, size)));
  for (size_t i = 0; i < bytes.size(); ++i)
    for (const int value : {0, 1, 2, 127, 255}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(value);
      const auto model = LinearModel::view(damaged);
      if (!model || model->classes() > 2) continue;
      std::array<int32_t, 2> scores{};
      const std::array<uint64_t, 2> features = {feature(1, 1), feature(1, 2)};
      model->add_scores(features, scores.data());  // must stay inside: checked by the sanitizer
    }
}

TEST(FormTable, FindsReadingsMostFrequentFirst) {
  const std::string bytes =
      pack_form_table({{"saw", {{1, 3, "saw"}, {2, 90, "see"}}}, {"x", {{0, 1, "x"}}}});
  const auto table = FormTable::view(bytes, 3);
  ASSERT_TRUE(table);
  const FormReadings saw = table->find("saw");
  ASSERT_EQ(saw.size(), 2u);
  EXPECT_EQ(saw.begin()->lemma, "see");
  EXPECT_EQ(saw.begin()[1].lemma, "saw");
  EXPECT_TRUE(table->find("sa").empty());
  EXPECT_FALSE(FormTable::view(bytes, 2));
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(FormTable::view(std::string_view(bytes).substr(0, size), 3));
}

}  // namespace
}  // namespace entente
