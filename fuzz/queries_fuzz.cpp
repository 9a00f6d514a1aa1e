// Queries come from anywhere: as CSV or JSON Lines they are read or refused, and what is read can
// be written and read again.
#include <cstdlib>

#include "engine/screening/queries.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  using namespace entente::screening;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto queries = parse_queries(text, "fuzz", {});
  if (!queries) return 0;
  for (const entente::Entity& entity : queries->entities)
    if (!parse_entity(entity_json(entity), "again")) std::abort();
  return 0;
}
