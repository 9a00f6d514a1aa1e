// The lines of a report that are not its report: mastheads, by-lines, datelines, dates, credits,
// buttons of a web page. Shared by all formats.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/date.h"

namespace entente::intake {

struct Dateline {
  size_t end = 0;      // bytes of the line it covers, blanks after it included; 0: there is none
  Date date;           // year 0 or month 0 where not written
  std::string agency;  // "Meridian Newswire"; empty when none
};
// "SEOUL/KYIV, July 14 (Meridian Newswire)", "LONDON, Sept 11, 2024 (Harbour Press) - ",
// "WASHINGTON -- ". Covers the whole line or leads into its text.
Dateline find_dateline(std::string_view line);

// "Published: 2025-07-14": a key known to mastheads and a short value.
bool split_key_line(std::string_view line, std::string_view& key, std::string_view& value);

bool is_by_line(std::string_view line);    // "By Marta Lindqvist", "(Reporting by …)"
bool is_furniture(std::string_view line);  // "Press Release", "Advertisement", "View 3 comments"
bool is_caption(std::string_view line);    // "Photo: …", "Figure 2. …"
// "More from World", "Related articles": short lines after it are links to other pages.
bool opens_link_list(std::string_view line);

// Length of a run-in heading in capitals ("BELARUS. A plant …" gives 8); 0 when there is none.
size_t run_in_heading(std::string_view paragraph);

bool ends_sentence(std::string_view line);  // . ! ? … possibly inside quotes or brackets
bool is_all_caps(std::string_view line);    // at least four letters, nearly all capitals
// Bytes of a bullet or number with the blanks after it: "- ", "• ", "12. ", "(a) "; 0 when none.
size_t bullet_marker(std::string_view line);

}  // namespace entente::intake
