#include "tracing/money/trace.h"

#include <gtest/gtest.h>

#include <random>

#include "tracing/money/reference/slow_trace.h"

namespace entente {
namespace {

struct Paid {
  const char* from;
  const char* to;
  int64_t amount;
};

Payments table(const std::vector<Paid>& rows, bool wide = false) {
  Payments out;
  for (const Paid& p : rows) {
    out.source.push_back(out.accounts.add(p.from));
    out.target.push_back(out.accounts.add(p.to));
    if (wide) out.wide.push_back(p.amount);
    else out.narrow.push_back(p.amount);
    out.time.push_back(static_cast<int64_t>(out.time.size()));
    out.row.push_back(static_cast<uint32_t>(out.time.size()));
  }
  return out;
}

double tainted(const Payments& payments, const Trace& trace, const char* account) {
  return trace.purses[*payments.accounts.find(account)].tainted;
}

constexpr TaintMethod kMethods[] = {TaintMethod::poison, TaintMethod::haircut, TaintMethod::fifo,
                                    TaintMethod::lifo};

// 3 stolen, then 7 clean, then 4 and 6 on: the example of Anderson and others.
TEST(Trace, SharesByMethod) {
  const Payments p = table({{"L", "W", 3}, {"x", "W", 7}, {"W", "A", 4}, {"W", "B", 6}});
  const double expected[][2] = {{4, 6}, {1.2, 1.8}, {3, 0}, {0, 3}};
  for (const TaintMethod method : kMethods) {
    const Trace t = trace_taint(p, {.method = method, .origins = {*p.accounts.find("L")}});
    EXPECT_DOUBLE_EQ(tainted(p, t, "A"), expected[static_cast<int>(method)][0]) << name(method);
    EXPECT_DOUBLE_EQ(tainted(p, t, "B"), expected[static_cast<int>(method)][1]) << name(method);
    EXPECT_TRUE(t.conserved());
  }
}

TEST(Trace, PoisonStaysWhenTheAccountWasEmpty) {
  const Payments p = table({{"L", "A", 5}, {"A", "B", 5}, {"x", "A", 8}, {"A", "C", 2}});
  const Trace t =
      trace_taint(p, {.method = TaintMethod::poison, .origins = {*p.accounts.find("L")}});
  EXPECT_EQ(tainted(p, t, "A"), 6);
  EXPECT_EQ(tainted(p, t, "C"), 2);
}

TEST(Trace, DustCarriesNoTaint) {
  const Payments p = table({{"x", "V", 1000}, {"L", "V", 1}, {"L", "W", 50}, {"V", "Z", 500}});
  for (const TaintMethod method : kMethods) {
    const Trace t =
        trace_taint(p, {.method = method, .origins = {*p.accounts.find("L")}, .dust_max = 1});
    EXPECT_EQ(tainted(p, t, "V"), 0);
    EXPECT_EQ(tainted(p, t, "Z"), 0);
    EXPECT_EQ(tainted(p, t, "W"), 50);
    EXPECT_TRUE(t.conserved());
    EXPECT_EQ(t.sums.dust, 1);
  }
}

TEST(Trace, HopsEndTaint) {
  const Payments p = table({{"L", "A", 9}, {"A", "B", 6}, {"B", "C", 4}, {"A", "C", 1}});
  for (const TaintMethod method : kMethods) {
    const Trace t =
        trace_taint(p, {.method = method, .origins = {*p.accounts.find("L")}, .hops_max = 2});
    EXPECT_EQ(tainted(p, t, "A"), 2) << name(method);
    EXPECT_EQ(tainted(p, t, "B"), 2) << name(method);
    EXPECT_EQ(tainted(p, t, "C"), method == TaintMethod::poison ? 5 : 1) << name(method);
    EXPECT_TRUE(t.conserved()) << name(method);
    EXPECT_TRUE(method == TaintMethod::poison || t.sums.beyond == 4);
  }
}

TEST(Trace, TimesBoundIt) {
  const Payments p = table({{"L", "A", 3}, {"L", "B", 3}, {"B", "C", 1}, {"B", "C", 1}});
  const Trace t = trace_taint(
      p, {.method = TaintMethod::fifo, .origins = {*p.accounts.find("L")}, .since = 1, .until = 2});
  EXPECT_EQ(tainted(p, t, "A"), 0);
  EXPECT_EQ(tainted(p, t, "B"), 2);
  EXPECT_EQ(tainted(p, t, "C"), 1);
  EXPECT_EQ(t.payments, 3);
}

TEST(Trace, OutsideAndReturnsAreCounted) {
  const Payments p = table({{"L", "A", 10}, {"A", "L", 3}, {"A", "X", 4}, {"X", "B", 4}});
  for (const TaintMethod method : {TaintMethod::haircut, TaintMethod::fifo, TaintMethod::lifo}) {
    const Trace t = trace_taint(
        p,
        {.method = method, .origins = {*p.accounts.find("L")}, .outside = {*p.accounts.find("X")}});
    EXPECT_EQ(t.sums.returned, 3);
    EXPECT_EQ(t.sums.outside, 4);
    EXPECT_EQ(tainted(p, t, "B"), 0);
    EXPECT_TRUE(t.conserved());
  }
}

TEST(Trace, CurrenciesAreNotAdded) {
  Payments p = table({{"L", "A", 10}, {"x", "A", 10}, {"A", "B", 10}, {"A", "B", 10}});
  p.currencies = {"EUR", "USD"};
  p.currency = {0, 1, 1, 0};
  const Trace t = trace_taint(p, {.method = TaintMethod::fifo, .origins = {*p.accounts.find("L")}});
  for (const Purse& purse : t.purses)
    EXPECT_TRUE(p.accounts[purse.account] != "B" ||
                purse.tainted == (purse.currency == 0 ? 10 : 0));
  const Trace poison =
      trace_taint(p, {.method = TaintMethod::poison, .origins = {*p.accounts.find("L")}});
  for (const Purse& purse : poison.purses)
    EXPECT_TRUE(p.accounts[purse.account] != "B" || purse.tainted == 10);
}

// Every method against its plain twin, on random tables of few accounts with debts and returns.
TEST(Trace, EqualsTheSlowTwin) {
  std::mt19937 random(7);
  const char* const names[] = {"L", "M", "a", "b", "c", "d", "e", "f"};
  for (int round = 0; round < 300; ++round) {
    std::vector<Paid> rows;
    const size_t count = 5 + random() % 14;
    for (size_t i = 0; i < count; ++i) {
      const size_t from = random() % 8, to = (from + 1 + random() % 7) % 8;
      rows.push_back({names[from], names[to], static_cast<int64_t>(1 + random() % 9)});
    }
    const Payments p = table(rows, round % 3 == 0);
    std::set<uint32_t> origins;
    for (const char* name : {"L", "M"})
      if (const auto at = p.accounts.find(name)) origins.insert(*at);
    for (const TaintMethod method : kMethods) {
      const Trace t =
          trace_taint(p, {.method = method, .origins = {origins.begin(), origins.end()}});
      EXPECT_TRUE(t.conserved());
      for (const auto& [account, slow] : reference::slow_trace(p, method, origins)) {
        if (origins.contains(account)) continue;
        EXPECT_EQ(static_cast<int64_t>(t.purses[account].balance),
                  static_cast<int64_t>(slow.balance));
        EXPECT_NEAR(t.purses[account].tainted, slow.tainted.value(), 1e-12)
            << name(method) << " round " << round << " " << p.accounts[account];
      }
    }
  }
}

}  // namespace
}  // namespace entente
