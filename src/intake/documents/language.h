// The language of a text by its script and its most frequent small words.
#pragma once

#include <string>
#include <string_view>

#include "model/document.h"

namespace entente::intake {

// BCP 47 ("en", "fr", "ru", "fa"); empty when there is too little text or no clear answer.
// Looks at the first 40,000 bytes of well-formed UTF-8.
std::string detect_language(std::string_view text);

// Sets Block::foreign: the block is in another language than English, which alone is read. A block
// too short to tell goes with the document. Needs document.language.
void mark_foreign_blocks(Document& document);

}  // namespace entente::intake
