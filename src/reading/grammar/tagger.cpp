// Method: averaged perceptron (Collins 2002) with the feature set of greedy taggers (Ratnaparkhi
// 1996) and, for the words to the right that have no tag yet, the tags that the training texts
// know for them. Greedy, one pass.
#include "reading/grammar/tagger.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "reading/grammar/feature_hash.h"

namespace entente {
namespace {

bool is_upper_at(std::string_view form, size_t at) {
  const char32_t c = decode_at(form, at);
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

// "Xx-d": runs of capitals, small letters, digits and anything else, each run as one letter, but
// twice for a run of capitals or digits longer than one.
uint64_t shape_of(std::string_view form) {
  std::string shape;
  char last = 0;
  for (size_t at = 0; at < form.size() && shape.size() < 12; at = next_code_point(form, at)) {
    const char c = form[at];
    const char kind = is_upper_at(form, at)  ? 'X'
                      : is_digit(c)          ? 'd'
                      : is_lower(c) || c < 0 ? 'x'
                                             : c;
    const bool repeats = kind == last;
    const bool repeats_twice = repeats && shape.size() >= 2 && shape[shape.size() - 2] == kind;
    if (!repeats || ((kind == 'X' || kind == 'd') && !repeats_twice)) shape += kind;
    last = kind;
  }
  return hash_text(shape);
}

// 0 ordinary, 1 all letters capital, 2 most words capitalised: headings need other habits.
uint64_t case_of(const std::vector<Token>& tokens) {
  size_t words = 0, capitalised = 0, all_capital = 0;
  for (const Token& token : tokens) {
    if (!is_alpha(token.form[0])) continue;
    ++words;
    if (!is_upper(token.form[0])) continue;
    ++capitalised;
    all_capital += std::none_of(token.form.begin(), token.form.end(), is_lower);
  }
  if (words >= 2 && all_capital * 10 >= words * 8) return 1;
  return words >= 4 && capitalised * 10 >= words * 6 ? 2 : 0;
}

// Which tags a form may have, as a hash; 0 when it was seen too seldom to know them all. Readings
// with a count of 0 come from a list of words, see training/words.txt.
uint64_t known_tags(const FormReadings& readings) {
  size_t total = 0;
  bool listed = false;
  for (const FormReading& r : readings) {
    listed |= r.log_count == 0;
    total += r.log_count == 0 ? 0 : size_t{1} << r.log_count;
  }
  if (total < 4 && !listed) return 0;
  std::array<bool, 256> known{};
  for (const FormReading& r : readings)
    if (r.log_count == 0 || (size_t{16} << r.log_count) >= total) known[r.tag] = true;
  uint64_t hash = 0;
  for (size_t tag = 0; tag < known.size(); ++tag)
    if (known[tag]) hash = mix(hash, tag + 1);
  return hash;
}

}  // namespace

Result<std::vector<Tag>> parse_tags(std::string_view bytes) {
  std::vector<Tag> tags;
  for (const std::string_view line : split(bytes, '\n')) {
    const size_t slash = line.rfind('/');
    const auto upos =
        slash == std::string_view::npos ? std::nullopt : find_upos(line.substr(slash + 1));
    if (!upos || slash == 0)
      return fail(Code::malformed, "the list of tags is damaged", {}, std::string(line));
    tags.push_back({line.substr(0, slash), *upos});
  }
  return tags;
}

TaggerInput::Word TaggerInput::describe(std::string_view form, const FormTable& forms) {
  Word word;
  const std::string small = lower(form);
  word.lower = hash_text(small);
  word.form = hash_text(form);
  word.shape = shape_of(form);
  size_t at = 0;
  for (size_t i = 0; i < kPrefix; ++i) {
    at = next_code_point(small, at);
    word.prefix[i] = hash_text(std::string_view(small).substr(0, at));
  }
  at = small.size();
  for (size_t i = 0; i < kSuffix; ++i) {
    at = previous_code_point(small, at);
    word.suffix[i] = hash_text(std::string_view(small).substr(at));
  }
  word.readings = known_tags(forms.find(small));
  return word;
}

TaggerInput::TaggerInput(const std::vector<Token>& tokens, const FormTable& forms)
    : words_(tokens.size() + 2 * kPad), case_of_sentence_(case_of(tokens)) {
  for (size_t i = 0; i < tokens.size(); ++i) words_[i + kPad] = describe(tokens[i].form, forms);
  words_[0].lower = words_[1].lower = 1;
  words_[tokens.size() + kPad].lower = words_[tokens.size() + kPad + 1].lower = 2;
}

void TaggerInput::add_word(FeatureList& list, size_t i) const {
  const Word& w = words_[i + kPad];
  const uint64_t place = (i == 0 ? 4 : 0) + case_of_sentence_;
  list.add(0);
  list.add(w.lower);
  list.add(w.form);
  for (const uint64_t p : w.prefix) list.add(p);
  for (const uint64_t s : w.suffix) list.add(s);
  list.add(w.shape);
  list.add(w.shape, place);
  list.add(w.shape, w.suffix[2]);
  list.add(w.shape, place, w.suffix[1]);
  list.add(w.readings);
  list.add(w.readings, w.shape, place);
}

void TaggerInput::add_context(FeatureList& list, size_t i, uint64_t last) const {
  const Word& w = words_[i + kPad];
  const Word &l1 = words_[i + kPad - 1], &l2 = words_[i + kPad - 2];
  const Word &r1 = words_[i + kPad + 1], &r2 = words_[i + kPad + 2];
  list.add(l1.lower);
  list.add(l2.lower);
  list.add(r1.lower);
  list.add(r2.lower);
  list.add(l1.lower, w.lower);
  list.add(w.lower, r1.lower);
  list.add(l1.lower, r1.lower);
  list.add(l1.lower, w.suffix[2]);
  list.add(r1.lower, w.suffix[2]);
  list.add(l2.lower, l1.lower);
  list.add(r1.lower, r2.lower);
  list.add(r1.suffix[2]);
  list.add(l1.suffix[2]);
  list.add(r1.shape);
  list.add(l1.shape, w.shape);
  list.add(w.shape, r1.shape);
  list.add(r1.readings);
  list.add(r2.readings);
  list.add(w.readings, r1.readings);
  list.add(w.lower, r1.readings);
  list.add(last, r1.readings);
  list.add(last, w.readings, r1.readings);
  list.add(w.readings, r1.readings, r2.readings);
  list.add(w.suffix[2], r1.readings);
  list.add(w.lower, r1.suffix[1]);
}

size_t TaggerInput::features(size_t i, uint64_t last, uint64_t before_last, uint64_t* out) const {
  const Word& w = words_[i + kPad];
  FeatureList list(out);
  add_word(list, i);
  list.add(last);
  list.add(before_last);
  list.add(last, before_last);
  list.add(last, w.lower);
  list.add(last, before_last, w.lower);
  list.add(last, w.suffix[2]);
  list.add(last, w.readings);
  list.add(last, before_last, w.readings);
  list.add(last, w.shape);
  add_context(list, i, last);
  return list.size();
}

void Tagger::tag(std::vector<Token>& tokens, std::vector<uint8_t>& numbers) const {
  const TaggerInput input(tokens, forms_);
  numbers.assign(tokens.size(), 0);
  std::array<uint64_t, kFeaturesMax> features;
  std::array<int32_t, kClassesMax> scores;
  uint64_t last = 0, before_last = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const size_t count = input.features(i, last, before_last, features.data());
    std::fill_n(scores.begin(), tags_.size(), 0);
    model_.add_scores({features.data(), count}, scores.data());
    const auto best = std::max_element(scores.begin(), scores.begin() + tags_.size());
    numbers[i] = static_cast<uint8_t>(best - scores.begin());
    tokens[i].upos = tags_[numbers[i]].upos;
    tokens[i].xpos = tags_[numbers[i]].xpos;
    before_last = last;
    last = numbers[i] + uint64_t{1};
  }
}

}  // namespace entente
