// Search over the world: words, filters, order, counts by facet.
#pragma once

#include "engine/catalogue/matcher.h"

namespace entente::catalogue {

CatalogueFound search(const World& world, const Searchers& searchers,
                      const CatalogueSearch& request);

}  // namespace entente::catalogue
