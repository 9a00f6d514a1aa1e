// The inventory of tags and the dictionaries of forms and endings, counted in the treebanks.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "reading/grammar/form_table.h"
#include "reading/grammar/tagger.h"
#include "reading/sentence.h"
#include "word_list.h"

namespace entente::training {

using Sentences = std::vector<Sentence>;

// The two treebanks differ in a few tags; the reader follows EWT.
inline void harmonise(Token& token) {
  if (token.upos == Upos::verb && token.xpos == "NNP") token.upos = Upos::adj;
  if (token.upos == Upos::x && token.xpos == "LS") token.upos = Upos::num;
}

inline std::string tag_name(const Token& t) {
  return std::string(t.xpos) + "/" + std::string(name(t.upos));
}

class TagList {
 public:
  explicit TagList(const Sentences& sentences) {
    std::map<std::string, size_t> counts;
    for (const Sentence& s : sentences)
      for (const Token& t : s.tokens) ++counts[tag_name(t)];
    for (const auto& [tag, count] : counts)
      if (count >= 5) numbers_.emplace(tag, 0);
    uint8_t next = 0;
    for (auto& [tag, number] : numbers_) {
      number = next++;
      text_ += (text_.empty() ? "" : "\n") + tag;
    }
    parsed_ = parse_tags(text_).value();
  }
  // A rare pair counts as the most alike frequent one: same Penn tag.
  uint8_t number(const Token& token) const {
    const std::string wanted = tag_name(token);
    if (const auto found = numbers_.find(wanted); found != numbers_.end()) return found->second;
    const auto near = numbers_.lower_bound(std::string(token.xpos) + "/");
    return near == numbers_.end() ? uint8_t{0} : near->second;
  }
  std::optional<uint8_t> find(std::string_view tag) const {
    const auto found = numbers_.find(std::string(tag));
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
  }
  const std::string& text() const { return text_; }
  const std::vector<Tag>& tags() const { return parsed_; }

 private:
  std::map<std::string, uint8_t> numbers_;
  std::string text_;
  std::vector<Tag> parsed_;
};

// How a form becomes its lemma: bytes cut from its end, and what is appended.
inline std::string change_of(std::string_view form, std::string_view lemma) {
  size_t same = 0;
  while (same < form.size() && same < lemma.size() && form[same] == lemma[same]) ++same;
  if (same < 2 && form.size() > 3) return {};
  return static_cast<char>(form.size() - same + 1) + std::string(lemma.substr(same));
}

using Counts = std::map<std::string, std::map<uint8_t, std::map<std::string, uint32_t>>>;

inline std::vector<FormRow> rows_of(const Counts& counts, uint32_t count_min) {
  std::vector<FormRow> rows;
  for (const auto& [key, tags] : counts) {
    FormRow row{key, {}};
    for (const auto& [tag, lemmas] : tags) {
      uint32_t total = 0;
      for (const auto& [lemma, count] : lemmas) total += count;
      const auto best =
          std::max_element(lemmas.begin(), lemmas.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      if (total >= count_min && best->second * 2 > total)
        row.readings.push_back({tag, total, best->first});
    }
    if (!row.readings.empty() && key.size() < 200) rows.push_back(std::move(row));
  }
  return rows;
}

// Adds what the list knows and the treebanks do not, with a count of 0: lemmas use such readings,
// the tagger does not.
inline void add_listed(std::vector<FormRow>& rows, const std::vector<ListedForm>& listed,
                       const TagList& tags) {
  std::map<std::string, FormRow*> by_key;
  std::vector<FormRow> added;
  for (FormRow& row : rows) by_key[row.key] = &row;
  added.reserve(listed.size());
  for (const ListedForm& l : listed) {
    const auto number = tags.find(l.tag);
    if (!number) continue;
    FormRow*& row = by_key[l.form];
    if (row == nullptr) row = &added.emplace_back(FormRow{l.form, {}});
    const bool known = std::any_of(row->readings.begin(), row->readings.end(),
                                   [&](const auto& r) { return r.tag == *number; });
    if (!known) row->readings.push_back({*number, 0, l.lemma});
  }
  rows.insert(rows.end(), added.begin(), added.end());
}

inline std::string form_rows(const Sentences& sentences, const TagList& tags,
                             const std::vector<ListedForm>& listed) {
  Counts counts;
  for (const Sentence& s : sentences)
    for (const Token& t : s.tokens)
      if (t.lemma != "_" || t.form == "_")
        ++counts[lower(t.form)][tags.number(t)][std::string(t.lemma)];
  std::vector<FormRow> rows = rows_of(counts, 1);
  add_listed(rows, listed, tags);
  return pack_form_table(std::move(rows));
}

inline std::string ending_rows(const Sentences& sentences, const TagList& tags) {
  std::map<std::pair<std::string, uint8_t>, std::string> seen;
  Counts counts;
  for (const Sentence& s : sentences) {
    for (const Token& t : s.tokens) {
      const std::string small = lower(t.form);
      const uint8_t tag = tags.number(t);
      if (t.xpos == "NNP" || t.xpos == "ADD" || !seen.emplace(std::pair(small, tag), "").second)
        continue;
      const std::string change = change_of(small, lower(t.lemma));
      if (change.empty() ||
          std::any_of(small.begin(), small.end(), [](char c) { return !is_alpha(c); }))
        continue;
      const size_t cut = static_cast<size_t>(change[0]) - 1;
      for (size_t size = std::max<size_t>(cut, 1); size <= 6 && size < small.size(); ++size)
        ++counts[small.substr(small.size() - size)][tag][change];
    }
  }
  return pack_form_table(rows_of(counts, 2));
}

}  // namespace entente::training
