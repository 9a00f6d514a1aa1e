// Stories of tests/cases/network: flows both ways, and who stands in the middle.
#include "network/exchange.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "weighing/claim_cases.h"

namespace entente {
namespace {

std::string print(const Flow& f) {
  return fmt::format("{}{} {} -> {}: {} ({}) [{}], told by {}\n",
                     f.tense == Tense::plan ? "plan: " : "", f.family, f.from, f.to,
                     f.what.empty() ? "no class" : f.what, join(f.objects, ", "), numbers(f.claims),
                     join(f.origins, ", "));
}

TEST(Network, Stories) {
  check_stories("network", [](const Story& story) {
    const auto& [a, b] = *story.options.pair;
    WeighOptions options = story.options;
    options.names = {{"ir", "Iran"}};
    const auto e = find_exchange(story.claims, weigh(story.claims, options), a, b, options);
    std::string out;
    for (const auto* flows : {&e.forth, &e.back})
      for (const auto& f : *flows) out += print(f);
    for (const auto& m : e.middles)
      out += fmt::format("{} {} [{}]\n", name(m.role), m.name, numbers(m.claims));
    return out.empty() ? "nothing" : out;
  });
}

}  // namespace
}  // namespace entente
