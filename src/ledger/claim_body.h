// What the `body` of a claim's row holds: everything that is not a column of its own, with offsets
// in place of words, as JSON that SQLite's json functions read.
//
//   [0.9,["s",0,9,"kp"],["o",16,22,"","ammunition"],["q","at least 148",148,null],["t","in
//   2024","2024","2024"]]
//
// First the certainty; then mentions in the order of the roles, quantities, the time and the rest:
//   [role, start, end, state, goods, cue, entity]   role: s subject, c counterpart, g against,
//                                                   o object, r in return, v via, w where,
//                                                   a attribution; goods separated by blanks
//   ["q", text, low, high, approximate, unit, of]   low and high null when open; approximate 0 or 1
//   ["t", text, start, end]                         dates, "" for an open end
//   ["x", name, version]                            what made the claim, when not the reader
//   ["p", page, left, top, right, bottom]           of a paged document, for each line of the quote
// Empty values at the end of an array are left out.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/utf8.h"
#include "model/claim.h"

namespace entente {

std::string encode_body(const Claim& claim);
// Fills what the body holds; words are cut from `text`, whose map is `map`. ledger_corrupt when it
// is not what encode_body() writes or an offset lies outside the text.
Status decode_body(std::string_view body, std::string_view text, const OffsetMap& map, Claim& out);
// The words between two offsets.
std::string_view words_at(std::string_view text, const OffsetMap& map, uint32_t start,
                          uint32_t end);

}  // namespace entente
