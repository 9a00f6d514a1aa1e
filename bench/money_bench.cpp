// Speed of tracing and of typologies, equality first: on a small table every method is held against
// its plain twin before a figure is printed.
//
//   money_bench FOLDER [PAYMENTS [ACCOUNTS]]        usual: 20000000 and 2000000
//
// FOLDER gets the made-up table, payments.csv, which bench/money_peer.py gives a part of to
// networkx and igraph in the same run. A fifth of the accounts make most of the payments; amounts
// have two decimals. Times are processor time of this process (all threads) and of the wall.
#include <fmt/format.h>
#include <fmt/os.h>

#include <cstdlib>
#include <random>
#include <set>
#include <thread>

#include "intake/payments/payments_reader.h"
#include "measure.h"
#include "tracing/money/closed_groups.h"
#include "tracing/money/reference/slow_trace.h"
#include "tracing/money/trace.h"
#include "tracing/money/typologies.h"

using namespace entente;
using namespace entente::bench;

namespace {

struct Timer {
  double cpu = processor_seconds();
  Clock::time_point wall = Clock::now();
  void tell(const char* what) const {
    fmt::print("  {:32} {:8.3f} s wall {:8.3f} s processor\n", what, seconds_since(wall),
               processor_seconds() - cpu);
    std::fflush(stdout);
  }
};

void write_table(const std::string& path, size_t payments, size_t accounts) {
  std::mt19937_64 random(20);
  auto out = fmt::output_file(path, fmt::buffer_size = 1 << 20);
  out.print("time,source,target,amount\n");
  const auto account = [&] {
    const double r = static_cast<double>(random() >> 11) * 0x1p-53;
    return static_cast<size_t>(r * r * static_cast<double>(accounts));
  };
  for (size_t i = 0; i < payments; ++i) {
    const size_t from = account();
    size_t to = account();
    if (to == from) to = (to + 1) % accounts;
    const uint64_t cents = 1 + random() % 1'000'000;
    out.print("{},a{},a{},{}.{:02}\n", i * 365 / payments, from, to, cents / 100, cents % 100);
  }
}

void hold_against_twin() {
  std::mt19937 random(4);
  Payments p;
  for (int a = 0; a < 400; ++a) p.accounts.add("a" + std::to_string(a));
  for (uint32_t i = 0; i < 20000; ++i) {
    const uint32_t from = random() % 400;
    p.source.push_back(from);
    p.target.push_back((from + 1 + random() % 399) % 400);
    p.narrow.push_back(1 + random() % 1000);
    p.time.push_back(i);
    p.row.push_back(i + 1);
  }
  for (const TaintMethod method : {TaintMethod::poison, TaintMethod::fifo, TaintMethod::lifo}) {
    const Trace trace = trace_taint(p, {.method = method, .origins = {0, 1, 2}});
    for (const auto& [account, slow] : reference::slow_trace(p, method, {0, 1, 2}))
      if (account > 2 && trace.purses[account].tainted_units != slow.tainted.over) {
        fmt::print(stderr, "{} differs from its plain twin\n", name(method));
        std::exit(1);
      }
  }
  fmt::print("20000 payments: poison, fifo and lifo equal to their plain twins\n");
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    fmt::print(stderr, "usage: money_bench FOLDER [PAYMENTS [ACCOUNTS]]\n");
    return 2;
  }
  const auto number = [&](int at, size_t usual) {
    return count > at ? std::strtoull(words[at], nullptr, 10) : usual;
  };
  const std::string path = std::string(words[1]) + "/payments.csv";
  const size_t threads = std::max(1u, std::thread::hardware_concurrency());
  hold_against_twin();
  write_table(path, number(2, 20'000'000), number(3, 2'000'000));
  PaymentsOptions options;
  options.threads = threads;
  PaymentsReport report;
  Timer timer;
  const auto payments = read_payments({path}, options, report);
  if (!payments) return 1;
  fmt::print("{} payments among {} accounts, {} threads, load average {:.1f}\n", payments->size(),
             payments->accounts.size(), threads, load());
  timer.tell("read from CSV");
  std::vector<uint32_t> origins;
  for (uint32_t a = 0; a < payments->accounts.size(); a += 20011) origins.push_back(a);
  for (const TaintMethod method :
       {TaintMethod::poison, TaintMethod::haircut, TaintMethod::fifo, TaintMethod::lifo}) {
    timer = {};
    const Trace trace = trace_taint(*payments, {.method = method, .origins = origins});
    timer.tell(std::string(name(method)).c_str());
    fmt::print("  held tainted {:.6f}\n", trace.sums.held / to_double(payments->scale, 1));
    if (!trace.conserved()) {
      fmt::print(stderr, "{} does not conserve taint\n", name(method));
      return 1;
    }
  }
  timer = {};
  const TieTable ties(*payments);
  const ClosedGroups groups = closed_groups(ties, threads);
  timer.tell("ties and closed groups");
  fmt::print("  {} payers looked at, {} closed groups\n", groups.looked_at, groups.found.size());
  timer = {};
  const Typologies found = find_typologies(*payments, {.threads = threads});
  timer.tell("typologies");
  fmt::print("  {} findings\n", found.findings.size());
  return 0;
}
