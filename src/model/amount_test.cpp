#include "model/amount.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(Amount, ReadsDecimalsFractionsAndExponents) {
  const struct {
    const char* text;
    long numerator, denominator;
  } kCases[] = {{"5", 5, 1},
                {"0.001", 1, 1000},
                {"1/1000", 1, 1000},
                {"1/3", 1, 3},
                {"6/4", 3, 2},
                {"2.50", 25, 10},
                {"-3.5", -35, 10},
                {"1e-05", 1, 100000},
                {"1.5e3", 1500, 1},
                {" 7 ", 7, 1},
                {"1,234.50", 12345, 10},
                {"0.5/2", 1, 4},
                {"1,234,567.0", 1234567, 1}};
  for (const auto& c : kCases) {
    const auto read = parse_amount(c.text);
    ASSERT_TRUE(read) << c.text << ": " << read.error();
    EXPECT_TRUE(read->numerator * c.denominator == read->denominator * c.numerator) << c.text;
  }
}

TEST(Amount, KeepsACurrencyInTheSameCell) {
  for (const char* text : {"100 EUR", "EUR 100", "100eur", "EUR100.0"}) {
    const auto read = parse_amount(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->currency, "EUR");
    EXPECT_TRUE(read->numerator == 100 * read->denominator) << text;
  }
}

TEST(Amount, RefusesWhatMayMeanSeveralThings) {
  for (const char* text : {"", "abc", "1,5", "1.234.567", "12,34.5", "1/0", "1/-2", "$5", "--1",
                           "1e", "1234567890123456789012345678901", "0.0000000000000000001", "nan",
                           "inf", "1 2", "1234,567.0"})
    EXPECT_FALSE(parse_amount(text)) << text;
}

TEST(Amount, WritesExactDecimals) {
  EXPECT_EQ(to_decimal(1234567, 1000), "1234.567");
  EXPECT_EQ(to_decimal(1200, 1000), "1.2");
  EXPECT_EQ(to_decimal(0, 7), "0");
  EXPECT_EQ(to_decimal(-5, 2), "-2.5");
  EXPECT_EQ(to_decimal(6, 3), "2");
  EXPECT_EQ(to_decimal(1, 3), std::nullopt);
  EXPECT_EQ(to_decimal(1000, 1000), "1");
  EXPECT_EQ(to_decimal(5, 1000), "0.005");
  EXPECT_EQ(to_decimal(Wide{INT64_MAX} * 10, 100), "922337203685477580.7");
  EXPECT_EQ(to_decimal(INT64_MAX, 1), "9223372036854775807");
  EXPECT_EQ(to_decimal(INT64_MAX, 1'000'000'000'000'000'000), "9.223372036854775807");
  EXPECT_EQ(to_decimal(1, 8), "0.125");
  EXPECT_DOUBLE_EQ(to_double(1, 3), 1.0 / 3.0);
}

}  // namespace
}  // namespace entente
