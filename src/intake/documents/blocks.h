// Structure of plain text: which lines make a paragraph, and what each block is.
#pragma once

#include <string_view>
#include <vector>

#include "intake/documents/metadata.h"
#include "model/document.h"

namespace entente::intake {

// Blocks of `text` from byte `from` on, in order; what the head says of itself goes to `metadata`
// where that is still empty.
std::vector<Block> find_blocks(std::string_view text, size_t from, Metadata& metadata);

// The same for blocks already cut by a format with structure of its own: paragraphs that are
// mastheads, by-lines or captions become meta or caption, datelines and run-in headings are cut
// off.
std::vector<Block> refine_blocks(std::string_view text, std::vector<Block> blocks,
                                 Metadata& metadata);

// Paragraphs, bullets and rows of `text` by their lines alone, not yet told apart from headings.
std::vector<Block> group_lines(std::string_view text);

}  // namespace entente::intake
