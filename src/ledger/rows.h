// How values of the model become columns and come back.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ledger/sqlite.h"
#include "model/claim.h"
#include "model/document.h"
#include "model/entity.h"

namespace entente {

// The roles of a claim in the order of its JSON, each with the claim's own list.
std::array<std::pair<std::string_view, const std::vector<Mention>*>, 8> roles_of(const Claim& c);
std::vector<Mention>* find_role(Claim& claim, std::string_view role);  // nullptr: no such role

// First and last exact day of the claim's time; nothing for an open end. A claim without a time
// gets that of its document.
std::pair<std::optional<Date>, std::optional<Date>> days_of(const Claim& claim);

// The publisher, else the host of the URL, else nothing.
std::string source_name(const Document& document);

// Appends the statements that `query` (property, value, language, place of entity ?1) gives.
Status fill_statements(Query& query, int64_t row, Entity& entity);

// "paragraph 0 120 0;bullet 122 140 1;": kind, begin, end, level.
std::string encode_blocks(const std::vector<Block>& blocks);
Result<std::vector<Block>> decode_blocks(std::string_view text);

}  // namespace entente
