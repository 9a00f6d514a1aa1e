#include "engine/quote_context.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace entente
