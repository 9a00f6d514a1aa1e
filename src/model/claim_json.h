// Claims as JSON by claim.schema.json: one object, one line, keys in the schema's order; empty
// fields are left out, required ones always stand.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/claim.h"

namespace entente {

std::string to_json(const Claim& claim);
// malformed with the offending key or byte as the piece.
Result<Claim> claim_from_json(std::string_view json);

}  // namespace entente
