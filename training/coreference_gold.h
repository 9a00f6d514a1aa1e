// The coreference of GUM: which words head a mention, and of which entity.
//
// In the MISC column of its CoNLL-U, "Entity=(5-person-…(6-place-…)" opens mentions and "6)5)"
// closes them; the number before the first "-" is the entity.
#pragma once

#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reading/grammar/conllu.h"

namespace entente::training {

struct GoldMention {
  size_t sentence, first, last;  // words, inclusive, from 0
  int entity;
};

// Reads the mentions of one document, sentence by sentence.
class MentionReader {
 public:
  void add(const ConlluSentence& lines, size_t sentence) {
    size_t word = 0;
    for (const ConlluRow& row : lines.rows) {
      if (row.kind != ConlluRow::Kind::word) continue;
      read(entity_column(row.columns[9]), sentence, word++);
    }
    open_.clear();  // none crosses a sentence
  }
  const std::vector<GoldMention>& mentions() const { return mentions_; }

 private:
  static std::string_view entity_column(std::string_view misc) {
    const size_t at = misc.find("Entity=");
    if (at == std::string_view::npos) return {};
    misc.remove_prefix(at + 7);
    return misc.substr(0, misc.find('|'));
  }

  void read(std::string_view column, size_t sentence, size_t word) {
    size_t i = 0;
    while (i < column.size()) {
      const bool opens = column[i] == '(';
      if (opens) ++i;
      int entity = 0;
      size_t digits = i;
      while (digits < column.size() && std::isdigit(static_cast<unsigned char>(column[digits])))
        entity = entity * 10 + (column[digits++] - '0');
      i = digits;
      while (i < column.size() && column[i] != '(' && column[i] != ')') ++i;
      if (opens) open_[entity].push_back(word);
      if (i < column.size() && column[i] == ')') {
        ++i;
        close(entity, sentence, word);
      }
    }
  }

  void close(int entity, size_t sentence, size_t word) {
    auto& starts = open_[entity];
    if (starts.empty()) return;
    mentions_.push_back({sentence, starts.back(), word, entity});
    starts.pop_back();
  }

  std::map<int, std::vector<size_t>> open_;
  std::vector<GoldMention> mentions_;
};

}  // namespace entente::training
