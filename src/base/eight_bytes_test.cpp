#include "base/eight_bytes.h"

#include <gmock/gmock.h>

#include <random>
#include <string>

namespace entente {
namespace {

TEST(EightBytes, digits_are_those_that_are_read_one_by_one) {
  std::mt19937 random(1);
  for (int round = 0; round < 20000; ++round) {
    std::string text(8, '0');
    for (char& c : text) c = static_cast<char>('0' + random() % 10);
    EXPECT_TRUE(all_digits(eight_bytes(text.data()))) << text;
    EXPECT_EQ(eight_digits(eight_bytes(text.data())), std::stoul(text));
    const auto other = static_cast<uint8_t>(random() % 256);
    text[random() % 8] = static_cast<char>(other);
    EXPECT_EQ(all_digits(eight_bytes(text.data())), other >= '0' && other <= '9') << text;
  }
}

TEST(EightBytes, xor_is_that_of_single_bytes) {
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 90, '\0');
    uint8_t slow = 0;
    for (char& c : text) slow ^= static_cast<uint8_t>(c = static_cast<char>(random()));
    EXPECT_EQ(xor_of(text), slow);
  }
}

}  // namespace
}  // namespace entente
