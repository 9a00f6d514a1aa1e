// Which part of a page is its text, and which parts of that are not.
#pragma once

#include <cstdint>
#include <vector>

#include "intake/documents/html_page.h"

namespace entente::intake {

struct MainText {
  std::vector<bool> kept;  // one a node of the page: within the main text
  uint32_t root = 0;       // the element that holds most of it
};

MainText find_main_text(const Page& page);

// Whether an element or one around it is tagged or named as navigation, promotion and the like.
bool stands_in_furniture(const Page& page, uint32_t node);

bool is_block(GumboTag tag);
// A table of facts, not of layout: short cells in at least two rows and columns.
bool is_data_table(const Page& page, uint32_t table);

}  // namespace entente::intake
