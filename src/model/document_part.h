// A long document in parts, so that what works on text need not hold all of it, and the way back
// from a part's claims to the document's.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/claim.h"
#include "model/document.h"

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
// Gives claims of a paged document their boxes.
void place_on_pages(std::vector<Claim>& claims, const Document& document);

}  // namespace entente
