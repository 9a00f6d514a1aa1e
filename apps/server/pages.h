// The built pages, read whole into memory once: what is not among them cannot be asked for.
#pragma once

#include <string>
#include <string_view>

#include "route.h"

namespace server {

// `folder` has index.html and what it needs; without it a page of a few lines stands in.
void load_pages(const std::string& folder);
// False when no page has this path. Paths under /view/ are the pages' own.
bool page_answer(std::string_view path, std::string_view if_none_match, Answer& answer);

}  // namespace server
