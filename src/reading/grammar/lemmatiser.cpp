// The endings are learnt from the treebanks: for every form, tag and ending of up to six bytes,
// which change turned form into lemma most often. The longest ending that was seen wins, so that
// "-ggled" restores its e and "-gged" loses a g; but where that gives no word that was ever seen
// and another base of the form was seen, that one is taken. Irregular forms and British spellings
// that the treebanks miss stand in data that training adds to the dictionary.
#include "reading/grammar/lemmatiser.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

constexpr size_t kEndingMax = 6;

bool has_lower(std::string_view form) { return std::any_of(form.begin(), form.end(), is_lower); }

const FormReading* find_tag(const FormReadings& readings, uint8_t tag) {
  for (const FormReading& r : readings)
    if (r.tag == tag) return &r;
  return nullptr;
}

// "1,000" is "1000".
std::string without_commas(std::string_view form) {
  std::string out;
  std::copy_if(form.begin(), form.end(), std::back_inserter(out), [](char c) { return c != ','; });
  return out;
}

// "Ukrainian", "Sudanese", "Kurdish": adjectives that keep their capital in the lemma.
bool is_of_place(std::string_view form) {
  return form.ends_with("ian") || form.ends_with("ean") || form.ends_with("ese") ||
         form.ends_with("ish") || form.ends_with("stani");
}

bool keeps_case(std::string_view form, Upos upos) {
  if (upos == Upos::propn || upos == Upos::x || upos == Upos::sym || upos == Upos::num) return true;
  if (upos == Upos::adj) return is_upper(form[0]) && has_lower(form) && is_of_place(form);
  return upos == Upos::noun && form.size() >= 2 && form.size() <= 6 && is_upper(form[0]) &&
         is_upper(form[1]) && !has_lower(form.substr(0, form.size() - 1));
}

// The bases that an inflected form may have come from, in no order: "aided" from aid or aide.
std::vector<std::string> possible_bases(const std::string& form) {
  std::vector<std::string> bases;
  size_t ending = 0;
  for (const std::string_view known : {"ing", "ed", "es", "s"})
    if (ending == 0 && form.ends_with(known) && form.size() > known.size() + 2)
      ending = known.size();
  if (ending == 0) return bases;
  const std::string stem = form.substr(0, form.size() - ending);
  bases = {stem, stem + "e"};
  if (stem[stem.size() - 1] == stem[stem.size() - 2])
    bases.push_back(stem.substr(0, stem.size() - 1));
  if (stem.ends_with("i")) bases.push_back(stem.substr(0, stem.size() - 1) + "y");
  return bases;
}

bool is_inflected(std::string_view xpos) {
  return xpos == "VBD" || xpos == "VBN" || xpos == "VBG" || xpos == "VBZ" || xpos == "NNS";
}

bool is_verb(std::string_view xpos) { return xpos.starts_with("VB"); }

}  // namespace

// A past form under the tag of a base form: "overran" read as a present. Known, but never as a
// base; or known behind a prefix.
std::string Lemmatiser::past_read_as_present(const std::string& small) const {
  for (const std::string_view prefix : {"", "over", "under", "re", "out", "mis", "with"}) {
    if (!small.starts_with(prefix) || small.size() < prefix.size() + 3) continue;
    const std::string rest = small.substr(prefix.size());
    if (is_known_base(rest)) return {};
    for (const FormReading& r : forms_.find(rest))
      if (r.lemma != rest) return std::string(prefix) + std::string(r.lemma);
  }
  return {};
}

bool Lemmatiser::is_known_base(std::string_view word) const {
  for (const FormReading& r : forms_.find(word))
    if (r.lemma == word) return true;
  return false;
}

std::string Lemmatiser::by_ending(std::string base, const std::string& small, uint8_t tag) const {
  for (size_t size = std::min(kEndingMax, small.size() - 1); size > 0; --size) {
    const FormReadings found = endings_.find(std::string_view(small).substr(small.size() - size));
    const FormReading* ending = find_tag(found, tag);
    if (ending == nullptr) continue;
    const size_t cut = static_cast<unsigned char>(ending->lemma[0]) - size_t{1};
    if (cut >= base.size()) break;
    base.resize(base.size() - cut);
    base += ending->lemma.substr(1);
    break;
  }
  return base;
}

std::string Lemmatiser::lemma(std::string_view form, uint8_t tag, std::string_view xpos,
                              Upos upos) const {
  if (upos == Upos::num && is_digit(form[0])) return without_commas(form);
  const std::string small = lower(form);
  const FormReadings readings = forms_.find(small);
  if (const FormReading* known = find_tag(readings, tag)) return std::string(known->lemma);
  std::string base = keeps_case(form, upos) ? std::string(form) : small;
  if (xpos == "NNP" || xpos == "ADD") return base;
  const std::string learnt = by_ending(base, small, tag);
  if (is_verb(xpos) && learnt == small)
    if (std::string past = past_read_as_present(small); !past.empty()) return past;
  if (!is_inflected(xpos) || base != small || is_known_base(learnt)) return learnt;
  for (const std::string& possible : possible_bases(small))
    if (is_known_base(possible)) return possible;
  return learnt;
}

void Lemmatiser::lemmatise(std::vector<Token>& tokens, const std::vector<uint8_t>& tags,
                           std::shared_ptr<const std::deque<std::string>>& made) const {
  std::shared_ptr<std::deque<std::string>> strings;
  for (size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    std::string text = lemma(token.form, tags[i], token.xpos, token.upos);
    // A suffix rule may cut a character of several bytes: then the form is its own lemma.
    if (text == token.form || first_ill_formed(text)) {
      token.lemma = token.form;
      continue;
    }
    if (!strings) strings = std::make_shared<std::deque<std::string>>();
    token.lemma = strings->emplace_back(std::move(text));
  }
  made = std::move(strings);
}

}  // namespace entente
