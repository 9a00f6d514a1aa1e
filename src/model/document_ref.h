// What claims carry of the document they stand in, taken from it in one place.
#pragma once

#include <vector>

#include "model/claim.h"
#include "model/document.h"

namespace entente {

inline DocumentRef ref_of(const Document& d) {
  return {d.id, d.path, d.url, d.title, d.publisher, d.published, d.language};
}

// Gives claims made without a reader their document, then the id that follows from it.
inline void bind_claims(const Document& document, std::vector<Claim>& claims) {
  for (Claim& c : claims) {
    c.document = ref_of(document);
    c.id = claim_id(c);
  }
}

}  // namespace entente
