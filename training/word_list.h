// Reads training/words.txt, the word forms that are added to the dictionary of lemmas.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "base/text.h"

namespace entente::training {

struct ListedForm {
  std::string form, lemma;
  std::string_view tag;  // "VBD/VERB"
};

class WordList {
 public:
  static Result<WordList> load(const std::string& path) {
    const auto text = read_file(path, 1 << 20);
    if (!text) return std::unexpected(text.error());
    WordList list;
    size_t number = 0;
    for (const std::string_view line : split(*text, '\n')) {
      ++number;
      if (trim(line).empty() || line[0] == '#') continue;
      if (!list.add_line(split(trim(line), ' ')))
        return fail(Code::malformed, "no such kind of line in the list of words",
                    path + ":" + std::to_string(number), std::string(line));
    }
    return list;
  }
  const std::vector<ListedForm>& forms() const { return forms_; }

 private:
  using Fields = std::vector<std::string_view>;

  bool add_line(const Fields& fields) {
    const std::string_view kind = fields[0];
    if (kind == "irregular" && fields.size() == 4) {
      add_present(fields[1], std::string(fields[2]).ends_with("cked"));
      add_all(fields[1], fields[2], "VBD/VERB");
      add_all(fields[1], fields[3], "VBN/VERB");
      return true;
    }
    if (kind == "plural" && fields.size() == 3) {
      add(fields[1], fields[1], "NN/NOUN");
      add_all(fields[1], fields[2], "NNS/NOUN");
      return true;
    }
    const bool once = kind == "regular" || kind == "both",
               twice = kind == "doubling" || kind == "both";
    for (size_t i = 1; i < fields.size(); ++i) {
      if (once) add_regular(fields[i], fields[i]);
      if (twice) add_regular(fields[i], std::string(fields[i]) + fields[i].back());
    }
    return once || twice;
  }

  static bool is_vowel(char c) {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
  }

  void add(std::string_view lemma, std::string_view form, std::string_view tag) {
    forms_.push_back({std::string(form), std::string(lemma), tag});
  }
  void add_all(std::string_view lemma, std::string_view alternatives, std::string_view tag) {
    for (const std::string_view form : split(alternatives, '/')) add(lemma, form, tag);
  }
  // VB, VBP, VBZ and VBG of a verb; `stem` is what -ing is put to.
  void add_present(std::string_view base, bool with_k, std::string_view doubled = {}) {
    const std::string word(base);
    const char last = word.back(), before = word.size() > 1 ? word[word.size() - 2] : 'a';
    add(base, base, "VB/VERB");
    add(base, base, "VBP/VERB");
    const bool sibilant =
        last == 's' || last == 'x' || last == 'z' || word.ends_with("sh") || word.ends_with("ch");
    const bool y = last == 'y' && !is_vowel(before);
    add(base,
        y ? word.substr(0, word.size() - 1) + "ies" : word + (sibilant || last == 'o' ? "es" : "s"),
        "VBZ/VERB");
    std::string stem = with_k ? word + "k" : doubled.empty() ? word : std::string(doubled);
    if (word.ends_with("ie")) stem = word.substr(0, word.size() - 2) + "y";
    else if (last == 'e' && before != 'e' && before != 'o' && word.size() > 2) stem.pop_back();
    else if (doubled.empty() && is_short(word)) stem += last;
    add(base, stem + "ing", "VBG/VERB");
  }
  // One syllable that ends in one vowel and one consonant: "get", "cut".
  static bool is_short(const std::string& word) {
    size_t vowels = 0;
    for (const char c : word) vowels += is_vowel(c);
    const size_t n = word.size();
    return vowels == 1 && n >= 3 && !is_vowel(word[n - 1]) && is_vowel(word[n - 2]) &&
           std::string_view("wxy").find(word[n - 1]) == std::string_view::npos;
  }
  // `stem` is the base, or the base with its last consonant doubled.
  void add_regular(std::string_view base, std::string_view stem) {
    if (stem == base) add_present(base, false);
    else add_present(base, false, stem);
    const char last = base.back(), before = base[base.size() - 2];
    std::string past = std::string(stem) + "ed";
    if (stem == base && last == 'e') past = std::string(base) + "d";
    if (last == 'y' && !is_vowel(before))
      past = std::string(base.substr(0, base.size() - 1)) + "ied";
    add(base, past, "VBD/VERB");
    add(base, past, "VBN/VERB");
  }

  std::vector<ListedForm> forms_;
};

}  // namespace entente::training
