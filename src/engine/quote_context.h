// The words around a quote, for a reader who has only the brief.
#pragma once

#include "brief/brief.h"
#include "model/document.h"

namespace entente {

// From the start of the quote's sentence to its end, within its block, and at most 160 code points
// on either side; an ellipsis marks where more was left out.
QuoteContext context_of(const Document& document, const Span& quote);

}  // namespace entente
