// Asides: stretches of a sentence that interrupt its main clause and can be read by themselves:
// brackets, ", officials say,", ", which had closed its border,", ", a small lender in Malta,",
// ", also known as X,", and the date or the subordinate clause that opens it. See simplify.h for
// what is done with them.
#pragma once

#include <cstdint>
#include <vector>

#include "reading/sentence.h"

namespace entente {

enum class AsideKind : uint8_t { bracket, reporter, relative, apposition, date, clause };

struct Aside {
  size_t first = 0, last = 0;  // tokens, inclusive, with the commas or brackets that set it off
  AsideKind kind{};
};

// `tagged` has tags; its tree is not looked at. In order, apart; never the whole sentence.
std::vector<Aside> find_asides(const Sentence& tagged);

}  // namespace entente
