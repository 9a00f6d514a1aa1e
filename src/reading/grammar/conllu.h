// CoNLL-U, the ten-column format of Universal Dependencies: read with its comments, multi-word
// lines and empty nodes kept, and written.
//
//   auto file = read_conllu(text, "dev.conllu");      // Result: malformed with the line
//   Sentence s = to_sentence(file->front(), text);    // gold tokens, tags and tree
//   write_conllu(out, s, document.text, "doc-1");     // from raw text
//   fill_conllu(out, file->front(), s);               // same lines, other tags and tree
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/utf8.h"
#include "reading/sentence.h"

namespace entente {

struct ConlluRow {
  enum class Kind : uint8_t { word, range, empty };  // "3", "3-4", "3.1"
  Kind kind = Kind::word;
  size_t first = 0, last = 0;  // word numbers of a range; both the number of a word
  std::array<std::string_view, 10> columns;
};

struct ConlluSentence {
  size_t line = 0;  // of its first line, from 1
  std::vector<std::string_view> comments;
  std::vector<ConlluRow> rows;
  // The value of "# key = value", or of "# key" as an empty text; nothing when absent.
  bool has_comment(std::string_view key, std::string_view* value = nullptr) const;
};

// Views into `text`. Words must be numbered 1, 2, 3, …; forms must not be empty; heads, where
// given, must be words of the sentence. `where` names the file in errors.
Result<std::vector<ConlluSentence>> read_conllu(std::string_view text, const std::string& where);

// The words of a sentence as tokens; begin and end count from `text`, into which the rows point.
Sentence to_sentence(const ConlluSentence& sentence, std::string_view text);

// Appends one sentence of a raw text, with "# text", TokenRange (code points) and SpaceAfter=No.
// Words written together ("don't") get a multi-word line. `offsets` is the map of `text`.
void write_conllu(std::string& out, const Sentence& sentence, std::string_view text,
                  const OffsetMap& offsets, std::string_view id);

// Appends `lines` with lemma, tags, head and relation of every word taken from `sentence`, whose
// tokens are those of to_sentence(lines).
void fill_conllu(std::string& out, const ConlluSentence& lines, const Sentence& sentence);

// True for the second part of a contraction or a genitive: "n't", "'s", "’ll", "'".
bool is_clitic(std::string_view form);

}  // namespace entente
