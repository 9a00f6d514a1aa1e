// From each account its ways of two steps are walked and counted at their ends, in an array over
// all accounts that is cleared by what was touched. Tested by two_steps_test.cpp against plain
// loops.
#include "tracing/money/two_steps.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ordered_work.h"
#include "tracing/money/chance.h"

namespace entente {
namespace {

constexpr uint32_t kTiesMax = 200;
constexpr uint16_t kMiddlesMin = 3;
constexpr uint32_t kPiece = 1 << 15;

struct Pair {
  uint32_t from, to;
  uint16_t middles;
  double expected, chance;
};

struct Counted {
  std::vector<Pair> pairs;
  size_t looked_at = 0;  // pairs with any way between them
};

// Counts ends of ways from one account.
class Ends {
 public:
  explicit Ends(size_t accounts) : count_(accounts) {}
  void add(uint32_t end) {
    if (count_[end]++ == 0) touched_.push_back(end);
  }
  // use(end, count), and forgets all.
  template <class Use>
  size_t finish(Use use) {
    const size_t out = touched_.size();
    for (const uint32_t end : touched_) {
      use(end, count_[end]);
      count_[end] = 0;
    }
    touched_.clear();
    return out;
  }

 private:
  std::vector<uint16_t> count_;
  std::vector<uint32_t> touched_;
};

// Runs walk(account, ends) for every account on all threads; `expected(from, to)` ways by chance.
template <class Walk, class Expected>
Counted count_ends(const TieTable& ties, size_t threads, Walk walk, Expected expected) {
  Counted out;
  const auto nodes = static_cast<uint32_t>(ties.accounts());
  const bool is_large = ties.size() >= kPaymentsForChance;
  ordered_work((nodes + kPiece - 1) / kPiece, threads,
               [&](size_t i) {
                 thread_local Ends ends(0);
                 thread_local size_t sized_for = 0;
                 if (sized_for != nodes) ends = Ends(nodes), sized_for = nodes;
                 Counted mine;
                 const auto begin = static_cast<uint32_t>(i) * kPiece;
                 for (uint32_t a = begin; a < std::min(begin + kPiece, nodes); ++a) {
                   walk(a, ends);
                   mine.looked_at += ends.finish([&](uint32_t end, uint16_t middles) {
                     if (middles < kMiddlesMin) return;
                     const double by_chance = expected(a, end);
                     const double chance = poisson_tail(middles, by_chance);
                     if (!is_large || chance <= kFalseShare * 1e-3)
                       mine.pairs.push_back({a, end, middles, by_chance, chance});
                   });
                 }
                 return mine;
               },
               [&](size_t, Counted&& mine) {
                 out.looked_at += mine.looked_at;
                 out.pairs.insert(out.pairs.end(), mine.pairs.begin(), mine.pairs.end());
                 return true;
               });
  std::ranges::stable_sort(out.pairs, {}, &Pair::chance);
  if (is_large) {
    std::vector<double> chances;
    for (const Pair& p : out.pairs) chances.push_back(p.chance);
    out.pairs.resize(false_discovery_cut(chances, out.looked_at, kFalseShare));
  }
  return out;
}

// The first payment of one tie is no later than the last of the next.
bool can_follow(const Payments& payments, const TieTable& ties, uint32_t first, uint32_t then) {
  return ties.payments(first).front() < ties.payments(then).back() ||
         payments.time[ties.payments(first).front()] == payments.time[ties.payments(then).back()];
}

void put_payments(const TieTable& ties, uint32_t tie, std::vector<uint32_t>& out) {
  const auto of = ties.payments(tie);
  out.insert(out.end(), of.begin(), of.end());
}

MoneyFinding told(const Payments& payments, const TieTable& ties, const Pair& pair) {
  MoneyFinding out;
  out.typology = Typology::scatter_gather;
  out.accounts = {pair.from, pair.to};
  for (uint32_t t = ties.begin(pair.from); t < ties.end(pair.from); ++t) {
    const uint32_t middle = ties.target(t);
    if (ties.out_degree(middle) > kTiesMax) continue;
    const auto on = ties.find(middle, pair.to);
    if (!on || !can_follow(payments, ties, t, *on)) continue;
    out.accounts.push_back(middle);
    put_payments(ties, t, out.payments);
    put_payments(ties, *on, out.payments);
  }
  std::ranges::sort(out.payments);
  out.figures = {{"middles", pair.middles}, {"expected_by_chance", pair.expected}};
  out.why = fmt::format("one pays {} who pay one and the same", pair.middles);
  if (ties.size() >= kPaymentsForChance) {
    out.chance = pair.chance;
    out.why +=
        fmt::format("; {:.2g} such middles are expected by chance between the two", pair.expected);
  } else {
    out.why += "; the table is too small to say how many chance would make";
  }
  return out;
}

// sum over accounts of f(in, out), for the configuration model.
template <class Of>
double sum_of(const TieTable& ties, Of of) {
  double out = 0;
  for (uint32_t a = 0; a < ties.accounts(); ++a) out += of(a);
  return out;
}

struct Block {
  std::vector<uint32_t> payers, payees;
  double chance = 1;
};

// Payers that hang together by pairs sharing payees, and the payees that most of them pay.
std::vector<Block> blocks_of(const TieTable& ties, const std::vector<Pair>& pairs) {
  std::vector<Block> out;
  std::vector<bool> used(ties.accounts());
  for (const Pair& first : pairs) {
    if (used[first.from] || used[first.to]) continue;
    Block block{{first.from, first.to}, {}, first.chance};
    for (const Pair& p : pairs) {
      const bool with_from = std::ranges::find(block.payers, p.from) != block.payers.end();
      const bool with_to = std::ranges::find(block.payers, p.to) != block.payers.end();
      if (with_from != with_to) block.payers.push_back(with_from ? p.to : p.from);
    }
    if (block.payers.size() < kMiddlesMin) continue;
    std::vector<uint32_t> paid;
    for (const uint32_t payer : block.payers)
      for (const uint32_t payee : ties.targets(payer)) paid.push_back(payee);
    std::ranges::sort(paid);
    for (size_t i = 0; i < paid.size();) {
      size_t end = i;
      while (end < paid.size() && paid[end] == paid[i]) ++end;
      if (3 * (end - i) >= 2 * block.payers.size()) block.payees.push_back(paid[i]);
      i = end;
    }
    if (block.payees.size() < kMiddlesMin) continue;
    for (const uint32_t payer : block.payers) used[payer] = true;
    std::ranges::sort(block.payers);
    out.push_back(std::move(block));
  }
  return out;
}

void put_block(const TieTable& ties, const Block& block, MoneyFinding& out) {
  for (const auto* side : {&block.payers, &block.payees})
    for (const uint32_t a : *side)
      if (std::ranges::find(out.accounts, a) == out.accounts.end()) out.accounts.push_back(a);
  for (const uint32_t payer : block.payers)
    for (const uint32_t payee : block.payees)
      if (const auto tie = ties.find(payer, payee)) put_payments(ties, *tie, out.payments);
  std::ranges::sort(out.payments);
  out.payments.erase(std::ranges::unique(out.payments).begin(), out.payments.end());
}

MoneyFinding told(const TieTable& ties, const Block& block) {
  MoneyFinding out;
  out.typology = Typology::bipartite;
  put_block(ties, block, out);
  out.figures = {{"payers", static_cast<double>(block.payers.size())},
                 {"payees", static_cast<double>(block.payees.size())}};
  out.why = fmt::format("{} pay the same {}", block.payers.size(), block.payees.size());
  if (ties.size() >= kPaymentsForChance) {
    out.chance = block.chance;
    out.why += fmt::format("; the chance of what two of them share is {:.2g}", block.chance);
  } else {
    out.why += "; the table is too small to say how many chance would make";
  }
  return out;
}

// A block whose payees are the payers of another.
std::vector<MoneyFinding> stacks(const Payments& payments, const TieTable& ties,
                                 const std::vector<Block>& blocks) {
  std::vector<MoneyFinding> out;
  for (const Block& first : blocks)
    for (const Block& then : blocks) {
      if (&first == &then) continue;
      std::vector<uint32_t> shared;
      for (const uint32_t a : first.payees)
        if (std::ranges::binary_search(then.payers, a)) shared.push_back(a);
      if (shared.size() < 2) continue;
      MoneyFinding finding;
      finding.typology = Typology::stack;
      put_block(ties, first, finding);
      const uint32_t begins = finding.payments.front();
      MoneyFinding second;
      put_block(ties, then, second);
      if (payments.time[second.payments.back()] < payments.time[begins]) continue;
      put_block(ties, then, finding);
      finding.figures = {{"payers", static_cast<double>(first.payers.size())},
                         {"middles", static_cast<double>(shared.size())},
                         {"payees", static_cast<double>(then.payees.size())}};
      finding.why =
          fmt::format("{} pay the same {}, {} of whom pay the same {}", first.payers.size(),
                      first.payees.size(), shared.size(), then.payees.size());
      if (ties.size() >= kPaymentsForChance) finding.chance = std::max(first.chance, then.chance);
      out.push_back(std::move(finding));
    }
  return out;
}

}  // namespace

std::vector<MoneyFinding> find_scatter_gathers(const Payments& payments, const TieTable& ties,
                                               const TypologySettings& settings) {
  if (!settings.wants(Typology::scatter_gather)) return {};
  const double all = ties.size();
  const double middles = sum_of(ties, [&](uint32_t a) {
    return ties.out_degree(a) > kTiesMax
               ? 0
               : static_cast<double>(ties.in_degree(a)) * ties.out_degree(a);
  });
  const Counted counted = count_ends(
      ties, settings.threads,
      [&](uint32_t a, Ends& ends) {
        if (ties.out_degree(a) < kMiddlesMin || ties.out_degree(a) > kTiesMax) return;
        for (uint32_t t = ties.begin(a); t < ties.end(a); ++t) {
          const uint32_t middle = ties.target(t);
          if (ties.out_degree(middle) > kTiesMax) continue;
          for (uint32_t on = ties.begin(middle); on < ties.end(middle); ++on)
            if (ties.target(on) != a && ties.in_degree(ties.target(on)) >= kMiddlesMin &&
                can_follow(payments, ties, t, on))
              ends.add(ties.target(on));
        }
      },
      [&](uint32_t from, uint32_t to) {
        return static_cast<double>(ties.out_degree(from)) * ties.in_degree(to) * middles / all /
               all;
      });
  std::vector<MoneyFinding> out;
  for (const Pair& pair : counted.pairs) out.push_back(told(payments, ties, pair));
  return out;
}

std::vector<MoneyFinding> find_blocks(const Payments& payments, const TieTable& ties,
                                      const TypologySettings& settings) {
  if (!settings.wants(Typology::bipartite) && !settings.wants(Typology::stack)) return {};
  const double all = ties.size();
  const double meets = sum_of(ties, [&](uint32_t a) {
    const double in = ties.in_degree(a);
    return in > kTiesMax ? 0 : in * (in - 1);
  });
  const Counted counted = count_ends(
      ties, settings.threads,
      [&](uint32_t a, Ends& ends) {
        if (ties.out_degree(a) < kMiddlesMin || ties.out_degree(a) > kTiesMax) return;
        for (const uint32_t payee : ties.targets(a)) {
          if (ties.in_degree(payee) > kTiesMax || ties.in_degree(payee) < kMiddlesMin) continue;
          for (const uint32_t t : ties.incoming(payee))
            if (const uint32_t other = ties.source(t);
                other > a && ties.out_degree(other) >= kMiddlesMin)
              ends.add(other);
        }
      },
      [&](uint32_t from, uint32_t to) {
        return static_cast<double>(ties.out_degree(from)) * ties.out_degree(to) * meets / all / all;
      });
  const std::vector<Block> blocks = blocks_of(ties, counted.pairs);
  std::vector<MoneyFinding> out;
  if (settings.wants(Typology::bipartite))
    for (const Block& block : blocks) out.push_back(told(ties, block));
  if (settings.wants(Typology::stack))
    for (MoneyFinding& f : stacks(payments, ties, blocks)) out.push_back(std::move(f));
  return out;
}

}  // namespace entente
