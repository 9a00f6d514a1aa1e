// The parser need not see everything. Long names, weapon designations and brackets are what a
// treebank parser trips over in this genre; this folds each name into one token that the parser
// knows well, leaves brackets out, parses what remains, and unfolds the tree again. Where those are
// is read from the tags of Grammar::tag, so each word is parsed once.
//
//   parse_simplified(sentences, dictionaries, grammar);   // tokens in, tags and tree out
//
// The result covers all tokens; inside a name the last token is the head, the rest are compounds.
#pragma once

#include <span>

#include "reading/grammar/grammar.h"
#include "reading/lexicon/dictionaries.h"
#include "reading/sentence.h"

namespace entente {

// The sentences have tokens only (Grammar::segment); tags, lemmas and tree are set.
void parse_simplified(std::span<Sentence* const> sentences, const Dictionaries& dictionaries,
                      const Grammar& grammar);

}  // namespace entente
