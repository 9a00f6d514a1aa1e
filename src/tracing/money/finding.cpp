#include "tracing/money/finding.h"

namespace entente {
namespace {

struct Row {
  std::string_view name, meaning;
};
constexpr Row kRows[kTypologies] = {
    {"fan-in", "many pay one within a short time, or by unusually repeated payments"},
    {"fan-out", "one pays many within a short time"},
    {"cycle", "money goes round: a chain of payments that closes, or most of one"},
    {"scatter-gather", "one pays several, who pay one and the same"},
    {"gather-scatter", "many pay one, who then pays many"},
    {"bipartite", "several pay the same several"},
    {"stack", "several pay the same several, who pay the same several again"},
    {"peel-chain", "a sum goes from hand to hand, a little smaller each time"},
    {"structuring", "several payments just below a sum from which they are reported"},
    {"pass-through", "nearly all that comes in goes out again at once"},
    {"burst", "one pair pays unusually often within a day"}};

}  // namespace

std::string_view name(Typology typology) { return kRows[static_cast<size_t>(typology)].name; }
std::string_view meaning(Typology typology) { return kRows[static_cast<size_t>(typology)].meaning; }

// Numbers of the size of seconds or milliseconds since 1970 are those; smaller ones are steps.
int64_t units_per_day(const Payments& payments) {
  if (payments.time_form == TimeForm::day || payments.time_form == TimeForm::datetime)
    return 86'400'000;
  if (payments.time.empty() || !payments.has_clock()) return 1;
  const int64_t last = payments.time.back();
  if (payments.time.front() >= 100'000'000'000) return 86'400'000;
  return payments.time.front() >= 100'000'000 && last >= 100'000'000 ? 86'400 : 1;
}

}  // namespace entente
