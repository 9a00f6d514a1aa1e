#include "engine/quote_context.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

// Brackets stand around the quote; a bar parts blocks.
std::string shown(std::string text) {
  Document document;
  size_t block = 0;
  for (size_t at = 0; at <= text.size(); ++at)
    if (at == text.size() || text[at] == '|')
      document.blocks.push_back(
          {.begin = static_cast<uint32_t>(block), .end = static_cast<uint32_t>(at)}),
          block = at + 1;
  const size_t open = text.find('['), close = text.find(']');
  Span quote{text.substr(open + 1, close - open - 1), 0, 0};
  document.text = text;
  quote.start = static_cast<uint32_t>(count_code_points(text.substr(0, open + 1)));
  quote.end = static_cast<uint32_t>(count_code_points(text.substr(0, close)));
  const QuoteContext around = context_of(document, quote);
  return around.before.substr(0, around.before.size() - 1) + "<>" + around.after.substr(1);
}

TEST(QuoteContext, IsTheSentenceWithinItsBlock) {
  EXPECT_EQ(shown("It rained. Moscow denied that [it sold oil], again. It snowed."),
            "Moscow denied that <>, again.");
  EXPECT_EQ(shown("He said “no.” Kyiv’s army [lost 3.5 tonnes] of it! So?"),
            "Kyiv’s army <> of it!");
  EXPECT_EQ(shown("A heading|Some 2.5 t, it [said so]|Another block."), "Some 2.5 t, it <>");
  EXPECT_EQ(shown("[All of it.]"), "<>");
}

TEST(QuoteContext, IsCutWhereItIsLong) {
  const std::string words(400, 'x'), cut = "…" + std::string(159, 'x');
  EXPECT_EQ(shown(words + "[said]" + words), cut + "<>" + std::string(159, 'x') + "…");
}

// Twin: every end of a sentence in the block is looked at.
QuoteContext slowly(const std::string& text, const Span& quote) {
  const OffsetMap map(text);
  const auto is_end = [&](size_t i) {
    return is_space(text[i]) && i + 1 < text.size() && !is_lower(text[i + 1]) && i > 0 &&
           text[i - 1] == '.';
  };
  const size_t begin = map.bytes(quote.start), end = map.bytes(quote.end);
  size_t from = 0, to = text.size();
  for (size_t i = 0; i < begin; ++i)
    if (is_end(i)) from = i + 1;
  for (size_t i = end; i < to; ++i)
    if (is_end(i)) to = i;
  const size_t first = map.bytes(quote.start > 160 ? quote.start - 160 : 0);
  const size_t last = map.bytes(quote.end + 160);
  QuoteContext out{text.substr(std::max(from, first), begin - std::max(from, first)),
                   text.substr(end, std::min(to, last) - end)};
  if (from < first) out.before.insert(0, "…");
  if (last < to) out.after += "…";
  return out;
}

TEST(QuoteContext, LooksOnlyAsFarAsItShows) {
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    Document document;
    for (int i = static_cast<int>(random() % 700); i >= 0; --i) {
      static constexpr std::string_view kPieces[] = {"x", "é", ".", " ", " X", ". Y", "한", "ab"};
      document.text += kPieces[random() % (round % 2 ? 8 : 5)];
    }
    const auto size = static_cast<uint32_t>(count_code_points(document.text));
    const auto bytes = static_cast<uint32_t>(document.text.size());
    document.blocks = {{.begin = 0, .end = bytes}};
    const auto a = static_cast<uint32_t>(random() % (size + 1));
    const auto b = static_cast<uint32_t>(random() % (size + 1));
    const Span quote{"", std::min(a, b), std::max(a, b)};
    const QuoteContext slow = slowly(document.text, quote), fast = context_of(document, quote);
    ASSERT_EQ(std::pair(slow.before, slow.after), std::pair(fast.before, fast.after))
        << document.text << "\n"
        << quote.start << " to " << quote.end;
  }
}

}  // namespace
}  // namespace entente
