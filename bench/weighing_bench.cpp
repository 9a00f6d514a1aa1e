// How long weighing takes: one proposition, a busy pair, a million claims.
//
//   weighing_bench [CLAIMS]      default 1,000,000; claims are generated, seeded
//
// Prints milliseconds (the median of five, of the whole of it the only run) and, for the million,
// microseconds a claim at a tenth of the size and at full size: near equal when nothing is
// quadratic.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "weighing/weighing.h"

namespace entente {
namespace {

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Mention state(int i) {
  Mention m;
  m.state = {static_cast<char>('a' + i / 26 % 26), static_cast<char>('a' + i % 26)};
  m.text = m.state;
  return m;
}

// `pairs` ordered pairs of states, five classes of goods, ten years; one in twenty is a denial, one
// in four cites another outlet, one in ten takes another's words.
std::vector<Claim> generate(size_t count, int pairs, std::mt19937& random) {
  std::vector<Claim> out(count);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<uint32_t>(n)); };
  for (size_t i = 0; i < count; ++i) {
    Claim& c = out[i];
    const int pair = below(pairs);
    c.id = fmt::format("{:032x}", i);
    c.kind = below(3) == 0 ? Kind::acquire : Kind::transfer;
    c.subject = {state(pair % 50)}, c.counterpart = {state(50 + pair / 50)};
    Mention goods;
    goods.text = "goods", goods.goods.add(static_cast<Goods>(below(5)));
    c.object = {goods};
    const int year = 2015 + below(10), month = 1 + below(12);
    c.document.id = fmt::format("{:064x}", i / 4);
    c.document.publisher = fmt::format("Outlet {}", below(400));
    c.document.published = fmt::format("{}-{:02}-{:02}", year, month, 1 + below(28));
    if (below(2) == 0) c.when.interval = {Date{year, 0, 0}, Date{year, 0, 0}};
    c.modality = below(20) == 0  ? Modality::denied
                 : below(3) == 0 ? Modality::assessed
                                 : Modality::reported;
    if (below(4) == 0) {
      Mention cited;
      cited.text = fmt::format("Outlet {}", below(400)), cited.cue = "reported";
      c.attribution = {cited};
    }
    if (i > 0 && below(10) == 0) c.quote.text = out[i - 1].quote.text;
    else
      for (int w = 0; w < 20; ++w) c.quote.text += fmt::format("w{} ", below(3000));
    if (below(5) == 0) {
      Quantity q;
      q.low = q.high = 100 * (1 + below(90)), q.of = "containers";
      c.quantity = {q};
    }
  }
  return out;
}

double run_ms(const std::vector<Claim>& claims, int rounds) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const double start = seconds();
    const auto propositions = weigh(claims, {});
    times.push_back((seconds() - start) * 1000);
    if (propositions.empty()) std::abort();
  }
  std::ranges::sort(times);
  return times[times.size() / 2];
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) {
  using namespace entente;
  const auto count = static_cast<size_t>(argc > 1 ? std::atol(argv[1]) : 1000000);
  std::mt19937 random(7);
  for (const size_t n : {20u, 100u, 300u}) {
    auto one = generate(n, 1, random);
    for (auto& c : one) c.object[0].goods = {}, c.object[0].goods.add(Goods::ammunition);
    for (auto& c : one) c.when = {};
    fmt::print("one proposition of {:4} claims   {:9.2f} ms\n", n, run_ms(one, 5));
  }
  for (const size_t n : {1000u, 3000u, 10000u})
    fmt::print("a pair of {:6} claims          {:9.2f} ms\n", n, run_ms(generate(n, 1, random), 5));
  for (const size_t n : {count / 10, count}) {
    const auto claims =
        generate(n, static_cast<int>(std::max<size_t>(1, std::min<size_t>(2500, n / 400))), random);
    const double ms = run_ms(claims, 1);
    fmt::print("{:8} claims                  {:9.0f} ms   {:.2f} µs a claim\n", n, ms,
               ms * 1000 / static_cast<double>(n));
  }
  return 0;
}
