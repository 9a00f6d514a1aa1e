#include "weighing/likelihood.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace entente {
namespace {

struct Row {
  std::string_view word;
  double low, high;
};
// Longer ones before those they contain.
constexpr std::array kIcd203{Row{"almost no chance", .01, .05},
                             Row{"highly improbable", .05, .20},
                             Row{"roughly even chance", .45, .55},
                             Row{"roughly even odds", .45, .55},
                             Row{"very unlikely", .05, .20},
                             Row{"almost certain", .95, .99},
                             Row{"almost certainly", .95, .99},
                             Row{"nearly certain", .95, .99},
                             Row{"highly probable", .80, .95},
                             Row{"very likely", .80, .95},
                             Row{"remote chance", .01, .05},
                             Row{"improbable", .20, .45},
                             Row{"unlikely", .20, .45},
                             Row{"probable", .55, .80},
                             Row{"probably", .55, .80},
                             Row{"likely", .55, .80}};
constexpr std::array<std::string_view, 10> kSpoilers{
    "not", "more", "less", "most", "as", "equally", "how", "extremely", "high", "highly"};

bool is_word_byte(char c) { return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

std::string_view word_before(std::string_view text, size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  const size_t end = at;
  while (at > 0 && is_word_byte(text[at - 1])) --at;
  return text.substr(at, end - at);
}

}  // namespace

std::optional<Likelihood> likelihood_in(std::string_view text) {
  const std::string folded = lower(squeeze(text));
  size_t first = std::string::npos;
  std::optional<Likelihood> out;
  for (const auto& row : kIcd203) {
    const size_t at = folded.find(row.word);
    if (at >= first || at == std::string::npos) continue;
    const size_t end = at + row.word.size();
    if ((at > 0 && is_word_byte(folded[at - 1])) ||
        (end < folded.size() && is_word_byte(folded[end])))
      continue;
    first = at;
    out = Likelihood{std::string(row.word), "ICD 203", row.low, row.high};
  }
  if (out && std::ranges::find(kSpoilers, word_before(folded, first)) != kSpoilers.end())
    return std::nullopt;
  return out;
}

}  // namespace entente
