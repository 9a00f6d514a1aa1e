// Method: an averaged perceptron over the words and shapes around each token, as for tags: web
// texts often end sentences without a mark, so rules over marks alone cannot find their ends. Two
// things are not left to it: no sentence ends after a title or "e.g.", nor after "U.S." before a
// small letter, and none starts with a closing bracket or a comma.
#include "reading/grammar/sentence_splitter.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reading/grammar/feature_hash.h"

namespace entente {
namespace {

constexpr size_t kTokensMax = 400;  // a sentence is cut here at the latest

// Ends are rare, so the classifier misses more of them than it invents: it need not be quite sure.
// At 80 both sorts of error are about as frequent on the development sets.
constexpr int32_t kMargin = 80;

uint64_t shape_of(std::string_view form) {
  if (is_digit(form[0])) return 5;
  if (is_lower(form[0])) return 1;
  if (is_upper(form[0]))
    return form.size() == 1 ? 2 : std::any_of(form.begin(), form.end(), is_lower) ? 3 : 4;
  if (static_cast<unsigned char>(form[0]) >= 0x80 && form.size() > 3) return 6;
  return hash_text(form.substr(0, 4));
}

bool is_any(std::string_view form, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), form) != list.end();
}

}  // namespace

SplitterInput::SplitterInput(std::string_view text, const std::vector<TokenSpan>& tokens)
    : words_(tokens.size()) {
  int quotes = 0, brackets = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view form = text.substr(tokens[i].begin, tokens[i].size());
    Word& w = words_[i];
    w.lower = hash_text(lower(form));
    w.shape = shape_of(form);
    w.abbreviation = is_abbreviation(form);
    w.closes = is_any(form, {"\"", "”", "’", "'", "''", ")", "]", "»"});
    w.stops = form.find_first_of(".!?") != std::string_view::npos && !is_alnum(form[0]);
    w.space_after = i + 1 < tokens.size() && tokens[i + 1].begin > tokens[i].end;
    w.quotes_before = quotes;
    w.brackets_before = brackets;
    if (form == "\"") quotes ^= 1;
    if (form == "“") quotes = 1;
    if (form == "”") quotes = 0;
    if (is_any(form, {"(", "[", "{"})) ++brackets;
    if (is_any(form, {")", "]", "}"}) && brackets > 0) --brackets;
  }
}

const SplitterInput::Word& SplitterInput::word(size_t i, int offset) const {
  const auto at = static_cast<std::ptrdiff_t>(i) + offset;
  return at < 0 || at >= std::ssize(words_) ? none_ : words_[static_cast<size_t>(at)];
}

void SplitterInput::add_words(FeatureList& list, size_t i, uint64_t size, uint64_t open) const {
  const Word &w = word(i, 0), &l1 = word(i, -1), &l2 = word(i, -2);
  const Word &r1 = word(i, 1), &r2 = word(i, 2), &r3 = word(i, 3);
  list.add(w.lower);
  list.add(w.lower, r1.shape);
  list.add(w.lower, r1.shape, open);
  list.add(w.lower, r1.shape, w.space_after);
  list.add(w.lower, r1.lower);
  list.add(w.lower, size);
  list.add(w.lower, r1.shape, size);
  list.add(w.lower, l1.shape, r1.shape);
  list.add(w.lower, l1.lower);
  list.add(w.lower, l1.lower, r1.shape);
  list.add(l1.lower, w.shape, r1.shape);
  list.add(l2.shape, l1.shape, w.shape, r1.shape);
  list.add(w.shape, r1.shape, r2.shape);
  list.add(w.shape, r1.lower);
  list.add(w.shape, r1.lower, r1.shape);
  list.add(w.shape, r1.shape, r2.lower);
  list.add(r1.lower, r2.lower);
  list.add(r1.lower, r1.shape, r2.lower);
  list.add(r1.lower, r1.shape, size);
  list.add(w.shape, r1.shape, size);
  list.add(r1.shape, r2.shape, r3.shape, w.shape);
  list.add(w.lower, r1.shape, r2.shape, r1.space_after);
}

bool SplitterInput::marked(size_t i) const {
  const Word& w = word(i, 0);
  return w.stops || (w.closes && word(i, -1).stops);
}

size_t SplitterInput::features(size_t first, size_t i, uint64_t* out) const {
  const Word &w = word(i, 0), &l1 = word(i, -1);
  const Word &r1 = word(i, 1), &r2 = word(i, 2);
  const size_t length = i + 1 - first;
  const uint64_t size = length < 4    ? length
                        : length < 8  ? 4
                        : length < 15 ? 5
                        : length < 30 ? 6
                                      : 7;
  const uint64_t marks = (w.abbreviation ? 1 : 0) + (w.closes ? 2 : 0) + (w.stops ? 4 : 0) +
                         (w.space_after ? 8 : 0) + (l1.stops ? 16 : 0) + (r1.closes ? 32 : 0);
  const uint64_t open =
      static_cast<uint64_t>(r1.quotes_before + 2 * std::min(1, r1.brackets_before));
  FeatureList list(out);
  list.add(0);
  list.add(marks);
  list.add(marks, r1.shape);
  list.add(marks, r1.shape, open);
  list.add(marks, r1.shape, r2.shape);
  list.add(marks, r1.shape, size);
  list.add(marks, w.shape, r1.shape, w.space_after);
  list.add(marks, l1.shape, w.shape, r1.shape);
  list.add(marks, r1.lower);
  list.add(marks, r1.lower, r1.shape);
  add_words(list, i, size, open);
  list.add(size, open);
  list.add(open, marks);
  return list.size();
}

namespace {

// Whether no sentence can end between the two words.
bool belong_together(std::string_view form, std::string_view after, std::string_view second_after) {
  const bool quoted_small = is_any(after, {"\"", "“"}) && is_lower(second_after[0]);
  if (is_abbreviation(form) && (is_lower(after[0]) || quoted_small)) return true;
  return wants_more(form) || is_any(after, {")", "]", "}", ",", ";", "”", "%", "’s", "'s"});
}

}  // namespace

std::vector<size_t> SentenceSplitter::split(std::string_view text,
                                            const std::vector<TokenSpan>& tokens) const {
  const SplitterInput input(text, tokens);
  std::vector<size_t> ends;
  std::array<uint64_t, kFeaturesMax> features;
  const auto form = [&](size_t i) { return text.substr(tokens[i].begin, tokens[i].size()); };
  // "Some 2,000 | Syrian fighters are in Libya.": in a paragraph that ends with a mark, which is
  // edited text, no figure ends a sentence.
  const bool edited = !tokens.empty() && input.marked(tokens.size() - 1);
  const auto line_ends = [&](size_t i) {
    const size_t from = tokens[i].end, to = tokens[i + 1].begin;
    return text.substr(from, to - from).find('\n') != std::string_view::npos;
  };
  size_t first = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool last = i + 1 == tokens.size(), full = i + 1 - first >= kTokensMax;
    if (!last && !full) {
      const std::string_view after = form(i + 1);
      if (belong_together(form(i), after, i + 2 < tokens.size() ? form(i + 2) : after)) continue;
      int32_t scores[2] = {0, 0};
      const size_t count = input.features(first, i, features.data());
      model_.add_scores({features.data(), count}, scores);
      if (scores[1] + kMargin <= scores[0]) continue;
      if (edited && is_digit(form(i)[0]) && !line_ends(i)) continue;
    }
    ends.push_back(i);
    first = i + 1;
  }
  return ends;
}

}  // namespace entente
