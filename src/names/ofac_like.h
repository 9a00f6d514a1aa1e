// What OFAC's Sanctions List Search would score, as far as its answers show it: for users who must
// reconcile with it, never for judging. It is a mimicry: OFAC publishes no code.
//
//   ofac_like_score("OSAMA BIN LADEN", "BIN LADIN, Osama")   // 97
//
// Source of the method: OFAC FAQ 249 (Jaro-Winkler on the whole name and on its parts, Soundex to
// propose), and published pairs of queries and scores.
#pragma once

#include <string_view>

namespace entente {

// 0..100. Case and marks of Latin letters count for nothing; other scripts score 0, as there.
int ofac_like_score(std::string_view query, std::string_view listed);

// Jaro-Winkler similarity, 0..1, prefix of four, over code points.
double jaro_winkler(std::u32string_view a, std::u32string_view b);

}  // namespace entente
