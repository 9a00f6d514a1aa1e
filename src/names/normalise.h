// The key by which two spellings of a name count as the same. Exact: nothing is guessed, only what
// typography, case, diacritics and legal forms vary is taken away.
//
//   normalise_name("Blue Harbour Trading Co., Ltd.")  == "blue harbour trading co ltd"
//   normalise_name("BLUE HARBOUR TRADING COMPANY LIMITED")  == the same
//   name_keys("RI, Yong Ju")  == {"yong ju ri", "ri yong ju"}
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente {

// NFKC, case folded, without diacritics; apostrophes and the stops of initials dropped ("S.A." is
// "sa"), other punctuation a blank, "&" is "and"; "the", "M/V" and "Mr" dropped in front; Limited,
// Company, Corporation and Incorporated as ltd, co, corp, inc. Well-formed UTF-8 in; may be empty.
std::string normalise_name(std::string_view name);

// Keys of a name as a list or a report writes it: each part around "a.k.a.", "formerly known as"
// and the like on its own; "LAST, First" in both orders. Empty keys are left out, none twice.
std::vector<std::string> name_keys(std::string_view name);

}  // namespace entente
