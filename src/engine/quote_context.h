// The words around a quote, for a reader who has only the brief.
#pragma once

#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "brief/brief.h"
#include "model/document.h"

namespace entente {

// From the start of the quote's sentence to its end, within its block, and at most 160 code points
// on either side; an ellipsis marks where more was left out.
QuoteContext context_of(const Document& document, const Span& quote);
// The same of a document of which no more than this is at hand.
QuoteContext context_of(std::string_view text, const OffsetMap& map,
                        const std::vector<Block>& blocks, const Span& quote);

}  // namespace entente
