// From a document to its claims: blocks in other languages are left out, long documents are worked
// on in parts, and claims of paged documents get their boxes. Works with any extractor.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/claim.h"
#include "model/document.h"
#include "reading/extractor.h"

namespace entente {

// All claims of a document, in text order.
Result<std::vector<Claim>> extract_claims(const Document& document, const Extractor& extractor);

// So long that its claims should not wait for each other: extract_by_parts() is for it.
bool is_long(const Document& document);
// The same claims, those of a part at a time, in text order; parts are worked on by so many
// threads. Memory is that of a few parts, however long the document. `take` says whether it wants
// more.
Status extract_by_parts(const Document& document, const Extractor& extractor, size_t threads,
                        const std::function<bool(std::vector<Claim>&&)>& take);

// True when no block of the document can be read: it is stored and marked, and gives no claims.
bool is_unread(const Document& document);
// What to tell of languages: "is in Russian (ru), which is not read: stored without claims"; empty
// when all blocks are read.
std::string language_note(const Document& document);

}  // namespace entente
