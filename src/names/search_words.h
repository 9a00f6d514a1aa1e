// A text as full-text search takes it: folded words between blanks, the same for a text and for a
// query, so that one matches the other whatever their case, accents and letter forms.
//
//   search_words("Pyongyang's KN-23s")  == "pyongyang s kn 23s"
//   search_words("Ёлкин")               == "елкин"
//   search_words("북한군")               == "북한 한군"
//
// Latin and Cyrillic: case and diacritics go. Arabic and Persian: vowel signs, tatweel and
// presentation forms go; ي ی ى, ك ک, ة ه and the alefs are one each. Hangul, Han and kana, which
// run words together: every two neighbours are a word; one alone is itself.
#pragma once

#include <string>
#include <string_view>

namespace entente {

// Well-formed UTF-8 in; the words stand in text order.
std::string search_words(std::string_view text);

}  // namespace entente
