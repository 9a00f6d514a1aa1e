#include "reading/known_verbs.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace entente {
namespace {

bool is_vowel(char c) { return std::string_view("aeiou").contains(c); }

// "hop", "rap": one short syllable, whose end would be doubled before "-ed".
bool doubles(std::string_view stem) {
  const size_t n = stem.size();
  if (n < 3 || is_vowel(stem[n - 1]) || !is_vowel(stem[n - 2]) || is_vowel(stem[n - 3]))
    return false;
  const bool one_syllable = std::count_if(stem.begin(), stem.end(), is_vowel) == 1;
  return one_syllable && !std::string_view("wxyh").contains(stem[n - 1]);
}

bool inflected_verb(const Token& token) {
  return token.upos == Upos::verb &&
         (token.xpos == "VBD" || token.xpos == "VBN" || token.xpos == "VBG" || token.xpos == "VBZ");
}

}  // namespace

std::vector<std::string> bases_by_spelling(std::string_view form) {
  std::vector<std::string> out;
  for (const std::string_view ending : {"ied", "ies"})
    if (form.ends_with(ending) && form.size() > 4) {
      out.push_back(std::string(form.substr(0, form.size() - 3)) + "y");
      out.push_back(std::string(form.substr(0, form.size() - 1)));
    }
  for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
    if (!form.ends_with(ending) || form.size() < ending.size() + 2) continue;
    const std::string stem(form.substr(0, form.size() - ending.size()));
    const size_t n = stem.size();
    if (ending == "s" || !doubles(stem)) out.push_back(stem);
    if (ending != "s") out.push_back(stem + "e");
    if (n > 2 && stem[n - 1] == stem[n - 2]) out.push_back(stem.substr(0, n - 1));
  }
  return out;
}

std::string_view KnownVerbs::base_of(std::string_view form) const {
  for (const std::string& base : bases_by_spelling(form))
    if (const auto known = lemmas_.find(base); known != lemmas_.end()) return *known;
  return {};
}

void KnownVerbs::restore(Sentence& sentence) const {
  for (Token& token : sentence.tokens) {
    if (!inflected_verb(token)) continue;
    const std::string small = lower(token.form);
    const auto bases = bases_by_spelling(small);
    const bool allowed = std::find(bases.begin(), bases.end(), token.lemma) != bases.end();
    if (allowed && lemmas_.contains(token.lemma)) continue;
    if (const std::string_view base = base_of(small); !base.empty()) token.lemma = base;
  }
}

}  // namespace entente
