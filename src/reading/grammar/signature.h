// A number that changes whenever the features of splitter, tagger or parser do: a model trained on
// other features than the program computes would load and read nonsense, so load() compares it.
#pragma once

#include <cstdint>

#include "reading/grammar/form_table.h"

namespace entente {

// Hash of all features of a few fixed decisions over words that are in no dictionary.
uint64_t feature_signature(const FormTable& forms);

}  // namespace entente
