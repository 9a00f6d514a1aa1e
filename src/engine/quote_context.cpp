// Sentences are found by their marks alone, since no model is needed to show words: a full stop, a
// question or exclamation mark, closing quotation marks, a space, and no small letter after it.
// "Mr. Lee" is cut, which costs the reader a word, never a meaning: the quote itself is whole.
#include "engine/quote_context.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

constexpr size_t kAroundMax = 160;  // code points
constexpr std::string_view kEllipsis = "…";

bool ends_sentence(std::string_view text, size_t space) {
  if (!is_space(text[space]) || space + 1 >= text.size() || is_lower(text[space + 1])) return false;
  size_t at = space;
  for (const std::string_view mark : {"\"", "”", "’", ")"})
    if (text.substr(0, at).ends_with(mark)) at -= mark.size();
  return at > 0 && (text[at - 1] == '.' || text[at - 1] == '?' || text[at - 1] == '!');
}

}  // namespace

QuoteContext context_of(const Document& document, const Span& quote) {
  return context_of(document.text, OffsetMap(document.text), document.blocks, quote);
}

QuoteContext context_of(std::string_view whole, const OffsetMap& map,
                        const std::vector<Block>& blocks, const Span& quote) {
  const size_t begin = map.bytes(quote.start), end = map.bytes(quote.end);
  size_t from = begin, to = end;
  for (const auto& block : blocks)
    if (block.begin <= begin && end <= block.end) from = block.begin, to = block.end;
  const std::string_view text = whole.substr(0, to);
  const size_t first = map.bytes(quote.start > kAroundMax ? quote.start - kAroundMax : 0);
  const size_t last = map.bytes(quote.end + kAroundMax);
  // The nearest ends of sentences; what is not shown is not looked through.
  for (size_t i = begin; i > from && i >= first; --i)
    if (ends_sentence(text, i - 1)) {
      from = i;
      break;
    }
  for (size_t i = end; i < to && i <= last; ++i)
    if (ends_sentence(text, i)) {
      to = i;
      break;
    }
  QuoteContext out{std::string(text.substr(std::max(from, first), begin - std::max(from, first))),
                   std::string(text.substr(end, std::min(to, last) - end))};
  if (from < first) out.before.insert(0, kEllipsis);
  if (last < to) out.after += kEllipsis;
  return out;
}

}  // namespace entente
