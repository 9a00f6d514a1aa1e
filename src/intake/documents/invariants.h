// What holds of every Document, however its bytes were damaged. For tests and fuzzers.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"
#include "base/utf8.h"
#include "model/document.h"

namespace entente::intake {

// The first rule that `document` breaks; empty when it keeps them all.
inline std::string broken_rule(const Document& document) {
  const std::string_view text = document.text;
  if (first_ill_formed(text)) return "text is UTF-8";
  if (text.find('\r') != text.npos) return "line ends are \\n";
  if (document.blocks.empty()) return "a document has blocks";
  size_t at = 0;
  for (const Block& block : document.blocks) {
    if (block.begin < at || block.end <= block.begin || block.end > text.size())
      return "blocks are in order and apart";
    const std::string_view slice = document.slice(block);
    if (trim(slice).size() != slice.size()) return "blocks are trimmed";
    for (size_t edge : {block.begin, block.end})
      if (edge < text.size() && (text[edge] & 0xC0) == 0x80)
        return "blocks begin and end at code points";
    // Between blocks stand white space and marks of structure, never a word.
    for (char c : text.substr(at, block.begin - at))
      if (is_upper(c)) return "no word is left out";
    at = block.end;
  }
  if (document.id.size() != 64) return "the id is a SHA-256";
  if (!document.published.empty() && document.published.size() < 4) return "published is a date";
  return {};
}

}  // namespace entente::intake
