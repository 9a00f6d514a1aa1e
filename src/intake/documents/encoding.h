// Bytes of unknown encoding to well-formed UTF-8 with \n line ends.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace entente::intake {

// A byte order mark wins; then UTF-16 by its pattern of zero bytes; then well-formed UTF-8; then
// `declared` (a page's own charset, may be empty); then windows-1252 when its high bytes stand
// where letters and signs of that page stand. The border is described in encoding.cpp.
// Failures: not_text, bad_encoding ("a.txt:byte 17"), unknown_format (a known binary format).
Result<std::string> decode_text(std::string bytes, std::string_view declared,
                                const std::string& path);

// The charset that a page declares in its first 2,048 bytes; empty when none.
std::string declared_charset(std::string_view html);

}  // namespace entente::intake
