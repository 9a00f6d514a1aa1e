// For each payer, its payees' payees are looked at, or, where a payee has very many, its payees are
// looked up among them; accounts that pay more than kPayeesMax are exchanges and banks, whose
// customers are no group. Twin: the plain triple loop in layering_test.cpp.
#include "tracing/money/closed_groups.h"

#include <algorithm>

#include "base/ordered_work.h"
#include "tracing/money/chance.h"

namespace entente {
namespace {

constexpr uint32_t kPayeesMax = 200;
constexpr uint32_t kPayersAPiece = 1 << 14;

struct Found {
  std::vector<ClosedGroup> groups;
  size_t looked_at = 0;
};

void look_at(const TieTable& ties, uint32_t payer, std::vector<uint32_t>& inside) {
  const auto payees = ties.targets(payer);
  inside.clear();
  for (const uint32_t a : payees) {
    const auto paid = ties.targets(a);
    if (paid.size() > payees.size() * 8) {
      for (const uint32_t b : payees)
        if (const auto tie = ties.find(a, b)) inside.push_back(*tie);
      continue;
    }
    // Both are sorted: one walk along the two.
    size_t i = 0;
    for (size_t j = 0; j < paid.size() && i < payees.size(); ++j) {
      while (i < payees.size() && payees[i] < paid[j]) ++i;
      if (i < payees.size() && payees[i] == paid[j])
        inside.push_back(ties.begin(a) + static_cast<uint32_t>(j));
    }
  }
}

Found piece(const TieTable& ties, uint32_t begin, uint32_t end) {
  Found out;
  std::vector<uint32_t> inside;
  for (uint32_t payer = begin; payer < end; ++payer) {
    const auto payees = ties.targets(payer);
    if (payees.size() < 2 || payees.size() > kPayeesMax) continue;
    ++out.looked_at;
    look_at(ties, payer, inside);
    if (inside.empty()) continue;
    double paid = 0, received = 0;
    for (const uint32_t a : payees) paid += ties.out_degree(a), received += ties.in_degree(a);
    const double expected = paid * received / ties.size();
    const double chance = poisson_tail(static_cast<double>(inside.size()), expected);
    if (chance <= kFalseShare) out.groups.push_back({payer, inside, expected, chance});
  }
  return out;
}

}  // namespace

ClosedGroups closed_groups(const TieTable& ties, size_t threads) {
  ClosedGroups out;
  const auto nodes = static_cast<uint32_t>(ties.accounts());
  const size_t pieces = (nodes + kPayersAPiece - 1) / kPayersAPiece;
  ordered_work(
      pieces, threads,
      [&](size_t i) {
        const auto begin = static_cast<uint32_t>(i) * kPayersAPiece;
        return piece(ties, begin, std::min(begin + kPayersAPiece, nodes));
      },
      [&](size_t, Found&& found) {
        out.looked_at += found.looked_at;
        for (ClosedGroup& group : found.groups) out.found.push_back(std::move(group));
        return true;
      });
  std::ranges::stable_sort(out.found, {}, &ClosedGroup::chance);
  std::vector<double> chances;
  for (const ClosedGroup& group : out.found) chances.push_back(group.chance);
  out.found.resize(false_discovery_cut(chances, out.looked_at, kFalseShare));
  return out;
}

}  // namespace entente
