// Whatever makes claims of a document: the reader, or a model behind an endpoint. Same document in,
// same kind of claims out, so that the two can be compared.
#pragma once

#include <vector>

#include "base/result.h"
#include "model/claim.h"
#include "model/document.h"

namespace entente {

class Extractor {
 public:
  virtual ~Extractor() = default;
  // Claims in text order, each past check(). An error says that the document could not be worked
  // on, never that it holds no claims. May be called from any number of threads.
  virtual Result<std::vector<Claim>> extract(const Document& document) const = 0;
};

}  // namespace entente
