// Treebanks for training and evaluation: sentences with gold tags and trees, and the raw text they
// were cut from, rebuilt from SpaceAfter with one block for each paragraph.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "model/document.h"
#include "reading/grammar/conllu.h"
#include "reading/sentence.h"

namespace entente::training {

// Owns the file's text, into which sentences point.
struct Treebank {
  std::string text;
  std::vector<ConlluSentence> lines;
  std::vector<Sentence> sentences;
};

inline Result<Treebank> load_treebank(const std::string& path) {
  Treebank bank;
  auto text = read_file(path, size_t{1} << 30);
  if (!text) return std::unexpected(text.error());
  bank.text = std::move(*text);
  auto lines = read_conllu(bank.text, path);
  if (!lines) return std::unexpected(lines.error());
  bank.lines = std::move(*lines);
  for (const ConlluSentence& s : bank.lines) bank.sentences.push_back(to_sentence(s, bank.text));
  return bank;
}

struct RawText {
  std::string text;
  std::vector<Block> blocks;
  std::vector<Sentence> sentences;  // gold, with begin and end in text; words of a multi-word
                                    // token whose forms do not spell it share its span
};

inline bool has_no_space_after(const ConlluRow& row) {
  return row.columns[9].find("SpaceAfter=No") != std::string_view::npos;
}

// Appends one written word (a word row or a range row with its words) and sets their spans.
inline void append_written(RawText& raw, const ConlluRow& row, Sentence& s) {
  const size_t begin = raw.text.size();
  raw.text += row.columns[1];
  size_t at = begin;
  std::string joined;
  for (size_t w = row.first; w <= row.last; ++w) joined += s.tokens[w - 1].form;
  for (size_t w = row.first; w <= row.last; ++w) {
    Token& t = s.tokens[w - 1];
    const bool spelt = joined == row.columns[1];
    t.begin = static_cast<uint32_t>(spelt ? at : begin);
    t.end = static_cast<uint32_t>(spelt ? at + t.form.size() : raw.text.size());
    at = t.end;
  }
  if (!has_no_space_after(row)) raw.text += ' ';
}

inline RawText rebuild_raw_text(const Treebank& bank) {
  RawText raw;
  for (size_t i = 0; i < bank.lines.size(); ++i) {
    const ConlluSentence& lines = bank.lines[i];
    Sentence s = bank.sentences[i];
    const bool starts = lines.has_comment("newpar") || lines.has_comment("newpar id") ||
                        lines.has_comment("newdoc id") || lines.has_comment("newdoc");
    if (starts || raw.blocks.empty()) {
      if (!raw.text.empty()) raw.text += "\n\n";
      const auto at = static_cast<uint32_t>(raw.text.size());
      raw.blocks.push_back({Block::Kind::paragraph, at, at, 0});
    }
    size_t covered = 0;
    for (const ConlluRow& row : lines.rows) {
      if (row.kind == ConlluRow::Kind::empty || row.first <= covered) continue;
      append_written(raw, row, s);
      covered = row.last;
    }
    s.begin = s.tokens.front().begin;
    s.end = s.tokens.back().end;
    s.block = static_cast<uint32_t>(raw.blocks.size() - 1);
    raw.blocks.back().end = s.end;
    raw.sentences.push_back(std::move(s));
  }
  return raw;
}

}  // namespace entente::training
