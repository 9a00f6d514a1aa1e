// Numbers under which a ledger finds the claims that may tell of one thing, without weighing the
// rest. A claim has one or a few; what has the same number may be about the same thing, what has
// not is not.
//
//   numbers_of(claim)                              kept by the ledger for each claim
//   assertions_of(key), denials_to(key), …         ranges of them to look for
//
// A number (63 bits) is, from the top: 2 bits what it is about, then
//   assertions and denials   29 of the deed (family, doers, tense), 16 of the recipients (0: none
//   or
//                            anyone), 16 of the goods
//   gifts through a middle   1 out or in, 10 of the state, 18 of the goods, 32 of the middle's name
//   mediation                10 of a state that the claim names
// Claims with several doers or recipients have one for each pair of them as well, because asked
// about a pair the claim stands for it (WeighOptions::pair).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "weighing/grouping.h"

namespace entente {

// Ascending, each once. By what the claim itself says: of entities only those it was stored with.
std::vector<int64_t> numbers_of(const Claim& claim);

struct NumberRange {
  int64_t first, last;
};

NumberRange assertions_of(const PropositionKey& key);     // of this very thing
NumberRange assertions_to(const PropositionKey& key);     // of any goods, to the same recipients
NumberRange assertions_by(const PropositionKey& key);     // the same deed, whatever and to whomever
NumberRange denials_to(const PropositionKey& key);        // to the same recipients, of any goods
NumberRange denials_at_large(const PropositionKey& key);  // that name no recipient, or anyone
// Gifts of a state to some third party, and of some third party to a state.
NumberRange gifts_from(const std::string& state);
NumberRange gifts_to(const std::string& state);
NumberRange mediations_with(const std::string& state);

bool is_state_code(std::string_view key);  // two small letters
bool is_denial(int64_t number);
uint32_t goods_in(int64_t number);   // of a gift
uint32_t middle_in(int64_t number);  // of a gift: see middle_number()
// Of a name; its lowest bit tells whether the mention has a state.
uint32_t middle_number(const std::string& folded_name, bool with_state);

}  // namespace entente
