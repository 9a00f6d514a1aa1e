// From a document to its claims: blocks in other languages are left out, long documents are worked
// on in parts, and claims of paged documents get their boxes. Works with any extractor.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/claim.h"
#include "model/document.h"
#include "reading/extractor.h"

namespace entente {

// What an extractor sees of a document at a time. Its text begins within the document's.
struct DocumentPart {
  Document document;  // its own text and blocks; id and all that a document says of itself kept
  size_t bytes_before = 0;
  size_t code_points_before = 0;
};

// Cuts a document between blocks into parts of about `bytes_max`, foreign blocks left out.
//
//   PartCutter cutter(document);
//   while (auto part = cutter.next()) …
class PartCutter {
 public:
  static constexpr size_t kBytesMax = size_t{192} << 10;
  explicit PartCutter(const Document& document, size_t bytes_max = kBytesMax)
      : document_(document), bytes_max_(bytes_max) {}
  std::optional<DocumentPart> next();

 private:
  const Document& document_;
  size_t bytes_max_;
  size_t block_ = 0, bytes_ = 0, code_points_ = 0;
};

// The claims of a part as claims of the whole document.
void place_claims(std::vector<Claim>& claims, const DocumentPart& part, const Document& document);

// All claims of a document, in text order.
Result<std::vector<Claim>> extract_claims(const Document& document, const Extractor& extractor);

// True when no block of the document can be read: it is stored and marked, and gives no claims.
bool is_unread(const Document& document);
// What to tell of languages: "is in Russian (ru), which is not read: stored without claims"; empty
// when all blocks are read.
std::string language_note(const Document& document);

}  // namespace entente
