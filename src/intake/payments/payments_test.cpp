#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include "intake/payments/payment_csv.h"
#include "intake/payments/payments_reader.h"
#include "intake/payments/short_names.h"

namespace entente {
namespace {

std::string written(const std::string& text, const char* name = "payments_test") {
  const std::string path = testing::TempDir() + name + std::to_string(getpid());
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

Payments read(const std::string& text, PaymentsReport& report, bool needs_amounts = true) {
  PaymentsOptions options;
  options.needs_amounts = needs_amounts;
  auto out = read_payments({written(text)}, options, report);
  EXPECT_TRUE(out) << to_string(out.error());
  return out ? std::move(*out) : Payments{};
}

std::string reasons(const PaymentsReport& report) {
  std::string out;
  for (const PassedOver& p : report.passed) out += std::to_string(p.row) + ": " + p.why + "\n";
  return out;
}

TEST(Payments, ReadsTheContractsColumnsInAnyOrder) {
  PaymentsReport report;
  const Payments p = read("amount;target;source;seq\n1/3;B;A;1\n0.25;C;B;2\n", report);
  ASSERT_EQ(p.size(), 2u);
  EXPECT_TRUE(p.scale == 300);
  EXPECT_EQ(p.narrow, (std::vector<int64_t>{100, 75}));
  EXPECT_EQ(p.accounts[p.source[1]], "B");
  EXPECT_EQ(p.row, (std::vector<uint32_t>{2, 3}));
  EXPECT_EQ(p.time_form, TimeForm::sequence);
}

TEST(Payments, HoldsCoinsOfEighteenDecimals) {
  PaymentsReport report;
  const Payments p =
      read("time,from,to,value\n2024-01-01,a,b,123456789.000000000000000001\n", report);
  ASSERT_EQ(p.wide.size(), 1u);
  EXPECT_EQ(amount_text(p, p.amount(0)), "123456789.000000000000000001");
}

TEST(Payments, PassesOverBadRowsAndReadsTheRest) {
  PaymentsReport report;
  const Payments p = read(
      "id,time,source,target,amount,currency\n"
      "1,2024-01-01,A,B,5,EUR\n"
      "2,2024-01-02,A,A,5,EUR\n"
      "3,,A,B,5,EUR\n"
      "4,2024-01-02,A,B,-5,EUR\n"
      "5,2024-01-02,A,B,abc,EUR\n"
      "6,2024-01-02,,B,1,EUR\n"
      "7,2024-02-30,A,B,1,EUR\n"
      "8,2024-01-02,A,B,0,EUR\n"
      "1,2024-01-09,A,B,7,EUR\n"
      "9,2024-01-03,A,\"B, \"\"the second\"\"\",2,USD\n"
      "10,2024-01-03,A,\"B,2\n",
      report);
  EXPECT_EQ(p.size(), 2u);
  EXPECT_EQ(report.failures, 7u);
  EXPECT_EQ(report.moves_nothing, 2u);
  EXPECT_EQ(reasons(report),
            "3: pays itself\n4: no time\n5: a negative amount\n6: no amount that can be read\n"
            "7: no source\n8: no time as the others are (2024-05-17)\n9: an amount of nothing\n"
            "12: a quote that does not end on its line\n"
            "10: an id that stood before, of the same two: the payment of " +
                written("") + ":2\n");
  EXPECT_EQ(p.currencies, (std::vector<std::string>{"EUR", "USD"}));
  EXPECT_EQ(report.currency_rows, (std::vector<uint32_t>{11}));
  EXPECT_EQ(p.accounts[p.target[1]], "B, \"the second\"");
}

TEST(Payments, SortsByTimeAndKeepsTheOrderOfEqualTimes) {
  PaymentsReport report;
  const Payments p = read(
      "time,source,target,amount\n2024-01-02,a,b,1\n2024-01-01T10:00:00Z,b,c,2\n2024-01-02,c,d,3\n",
      report);
  EXPECT_TRUE(report.sorted_here);
  EXPECT_EQ(p.row, (std::vector<uint32_t>{3, 2, 4}));
  EXPECT_EQ(time_text(p, p.time[0]), "2024-01-01T10:00:00Z");
}

TEST(Payments, ReadsJsonLinesArraysAndFollowTheMoney) {
  const char* const texts[] = {
      "{\"time\":1,\"source\":\"A\",\"target\":\"B\",\"amount\":0.5}\n"
      "{\"time\":2,\"source\":\"B\",\"target\":\"C\",\"amount\":\"1/4\"}\n",
      "[{\"time\":1,\"source\":\"A\",\"target\":\"B\",\"amount\":0.5},"
      "{\"time\":2,\"source\":\"B\",\"target\":\"C\",\"amount\":\"1/4\"}]",
      "{\"txs\":[{\"seq\":1,\"src\":\"A\",\"dst\":\"B\",\"amount\":\"1/2\"},"
      "{\"seq\":2,\"src\":\"B\",\"dst\":\"C\",\"amount\":0.25}]}",
      "{\"id\":\"x\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\n"
      "{\"id\":\"p\",\"schema\":\"Payment\",\"properties\":{\"payer\":[\"A\"],\"beneficiary\":"
      "[\"B\"],\"amount\":[\"0.5\"],\"date\":[\"2024-01-01\"]}}\n"
      "{\"id\":\"q\",\"schema\":\"Payment\",\"properties\":{\"payer\":[\"B\"],\"beneficiary\":"
      "[\"C\"],\"amount\":[\"0.25\"],\"date\":[\"2024-01-02\"]}}\n"};
  for (const char* text : texts) {
    PaymentsReport report;
    const Payments p = read(text, report);
    ASSERT_EQ(p.size(), 2u) << text;
    EXPECT_EQ(reasons(report), "");
    EXPECT_EQ(p.accounts[p.source[1]], "B");
    EXPECT_EQ(amount_text(p, p.amount(0)), "0.5");
    EXPECT_EQ(amount_text(p, p.amount(1)), "0.25");
  }
}

TEST(Payments, FollowTheMoneyAmountsInEurosAndDollars) {
  PaymentsReport report;
  const Payments p = read(
      "{\"id\":\"p\",\"schema\":\"Payment\",\"properties\":{\"payer\":[\"A\"],\"beneficiary\":"
      "[\"B\"],\"amountEur\":[\"12.50\"],\"date\":[\"2024-01-01\"]}}\n"
      "{\"id\":\"q\",\"schema\":\"Payment\",\"properties\":{\"payer\":[\"B\"],\"beneficiary\":"
      "[\"C\"],\"amount\":[\"7\"],\"currency\":[\"CHF\"],\"amountUsd\":[\"8\"],"
      "\"date\":[\"2024-01-02\"]}}\n",
      report);
  ASSERT_EQ(p.size(), 2u);
  EXPECT_EQ(report.failures, 0u);
  EXPECT_EQ(p.currencies[p.currency[0]], "EUR");
  EXPECT_EQ(amount_text(p, p.amount(0)), "12.5");
  EXPECT_EQ(p.currencies[p.currency[1]], "CHF") << "the payment's own amount before any other";
  EXPECT_EQ(amount_text(p, p.amount(1)), "7");
}

TEST(Payments, AmlsimWithAmountsHidden) {
  PaymentsReport report;
  const Payments p = read("sourceNodeId,targetNodeId,time\n1,2,1\n2,3,2\n", report, false);
  EXPECT_EQ(p.size(), 2u);
  EXPECT_FALSE(p.has_amounts());
  for (const char* hidden : {"", "0", "hidden"}) {
    PaymentsReport other;
    const Payments q = read("sourceNodeId,targetNodeId,value,time\n1,2," + std::string(hidden) +
                                ",1\n2,3," + hidden + ",2\n",
                            other, false);
    EXPECT_EQ(q.size(), 2u) << hidden;
    EXPECT_FALSE(q.has_amounts());
    EXPECT_EQ(other.failures, 0u);
  }
  const auto needed = read_payments({written("source,target,time\n1,2,1\n")}, {}, report);
  ASSERT_FALSE(needed);
  EXPECT_EQ(needed.error().code, Code::unknown_column);
}

TEST(Payments, SeveralPaymentsOfOneTransactionStay) {
  PaymentsReport report;
  const Payments p =
      read("tx_hash,time,from,to,value\naa,1,A,B,1\naa,1,A,C,2\naa,1,A,B,1\n", report);
  EXPECT_EQ(p.size(), 2u);
  EXPECT_EQ(report.failures, 1u);
}

// Names of every length, and those that differ at their end alone, have the numbers of a table.
TEST(Payments, ShortNamesAreThoseOfTheTable) {
  std::mt19937 random(12);
  ShortNames quick;
  NameTable names, twin;
  for (int i = 0; i < 20000; ++i) {
    std::string name(random() % 20, 'a');
    for (char& c : name) c = "ab\0"[random() % 3];
    EXPECT_EQ(quick.number(name, NameTable::hash(name), names), twin.add(name));
  }
}

// Lines with quotes take the slow way; the same cells come out of both.
TEST(Payments, QuotedCellsAreThoseOfPlainOnes) {
  std::mt19937 random(3);
  const auto header = PaymentHeader::of("time,source,target,amount");
  ASSERT_TRUE(header);
  for (int round = 0; round < 2000; ++round) {
    std::string plain, quoted;
    const int cells = 1 + static_cast<int>(random() % 6);
    for (int c = 0; c < cells; ++c) {
      std::string cell;
      for (size_t i = random() % 4; i > 0; --i) cell += "ab 1."[random() % 5];
      plain += (c ? "," : "") + cell;
      quoted += (c ? ",\"" : "\"") + cell + "\"";
    }
    const auto row = [&](const std::string& line) {
      PaymentBlock out;
      std::string text;
      PaymentCsv(*header).each(line, out, [&](const RawPayment& raw) {
        text = std::string(raw.time) + "|" + std::string(raw.source) + "|" +
               std::string(raw.target) + "|" + std::string(raw.amount);
      });
      return text;
    };
    EXPECT_TRUE(cells == 1 || row(plain) == row(quoted)) << plain;
  }
}

}  // namespace
}  // namespace entente
