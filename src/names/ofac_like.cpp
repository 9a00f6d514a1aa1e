// The greater of two scores, as its answers suggest: Jaro-Winkler on the whole strings, and the
// mean over the query's words of the best Jaro-Winkler among the listed words that sound the same
// by Soundex. A common prefix of up to five letters counts: with five the published scores of long
// strings come out, with Winkler's four they do not.
// When not: for judging. It drops word order, scripts, patronymics, numbers and legal forms.
// Tests: compare_test.cpp, tests/cases/names; quality/run names.
#include "names/ofac_like.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"
#include "names/tokens.h"

namespace entente {
namespace {

constexpr size_t kPrefixMax = 5;
constexpr size_t kWordsMax = 64, kTextMax = 512;

std::vector<std::u32string> words_of_name(std::string_view name) {
  std::vector<std::u32string> out(1);
  const auto end_word = [&] {
    if (!out.back().empty() && out.size() < kWordsMax) out.emplace_back();
  };
  std::string word;
  const std::string_view text = name.substr(0, kTextMax);
  for (size_t at = 0; at < text.size();) {
    const size_t next = next_code_point(text, at);
    const char32_t c = decode_at(text, at);
    const std::string letter =
        c < 0x80 && !is_alnum(static_cast<char>(c)) ? "" : fold_word(text.substr(at, next - at));
    if (!letter.empty())
      for (size_t k = 0; k < letter.size(); k = next_code_point(letter, k))
        out.back() += decode_at(letter, k);
    else if (c != '\'' && c != 0x2019 && c != '`') end_word();
    at = next;
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

// The whole string, marks off and in small letters, with its commas and hyphens.
std::u32string as_written(std::string_view name) {
  std::u32string out;
  const std::string_view text = name.substr(0, kTextMax);
  for (size_t at = 0; at < text.size();) {
    const size_t next = next_code_point(text, at);
    const std::string letter = fold_word(text.substr(at, next - at));
    if (letter.empty()) out += decode_at(text, at);
    for (size_t k = 0; k < letter.size(); k = next_code_point(letter, k))
      out += decode_at(letter, k);
    at = next;
  }
  return out;
}

bool is_latin(const std::u32string& text) {
  return std::ranges::all_of(text, [](char32_t c) { return c < 0x250; });
}

char soundex_code(char32_t c) {
  constexpr std::string_view kCodes = "01230120022455012623010202";  // a..z
  return c >= 'a' && c <= 'z' ? kCodes[c - 'a'] : '0';
}

// Four signs, NARA's rules: h and w do not part equal codes.
std::string soundex(const std::u32string& word) {
  std::string out(1, static_cast<char>(word[0] < 0x80 ? word[0] : '?'));
  char last = soundex_code(word[0]);
  for (size_t i = 1; i < word.size() && out.size() < 4; ++i) {
    const char code = soundex_code(word[i]);
    if (code != '0' && code != last) out += code;
    if (word[i] != 'h' && word[i] != 'w') last = code;
  }
  out.resize(4, '0');
  return out;
}

double winkler(std::u32string_view a, std::u32string_view b, size_t prefix_max) {
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 1;
  const size_t window = std::max<size_t>(std::max(a.size(), b.size()) / 2, 1) - 1;
  std::vector<bool> met_a(a.size()), met_b(b.size());
  size_t met = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    const size_t from = i > window ? i - window : 0;
    for (size_t j = from; j < std::min(b.size(), i + window + 1); ++j)
      if (!met_b[j] && a[i] == b[j]) {
        met_a[i] = met_b[j] = true;
        ++met;
        break;
      }
  }
  if (met == 0) return 0;
  size_t swapped = 0;
  for (size_t i = 0, j = 0; i < a.size(); ++i) {
    if (!met_a[i]) continue;
    while (!met_b[j]) ++j;
    swapped += a[i] != b[j++];
  }
  const double m = static_cast<double>(met);
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - static_cast<double>(swapped) / 2) / m) /
                      3;
  size_t prefix = 0;
  while (prefix < std::min({a.size(), b.size(), prefix_max}) && a[prefix] == b[prefix]) ++prefix;
  return jaro + 0.1 * static_cast<double>(prefix) * (1 - jaro);
}

double by_words(const std::vector<std::u32string>& query,
                const std::vector<std::u32string>& listed) {
  double sum = 0;
  for (const auto& q : query) {
    double best = 0;
    const std::string sound = soundex(q);
    for (const auto& l : listed)
      if (q == l || sound == soundex(l)) best = std::max(best, winkler(q, l, kPrefixMax));
    sum += best;
  }
  return sum / static_cast<double>(query.size());
}

}  // namespace

double jaro_winkler(std::u32string_view a, std::u32string_view b) { return winkler(a, b, 4); }

int ofac_like_score(std::string_view query, std::string_view listed) {
  const auto q = words_of_name(query), l = words_of_name(listed);
  if (q.empty() || l.empty()) return 0;
  const std::u32string whole_q = as_written(query), whole_l = as_written(listed);
  if (!is_latin(whole_q) || !is_latin(whole_l)) return 0;
  const double best = std::max(winkler(whole_q, whole_l, kPrefixMax), by_words(q, l));
  return static_cast<int>(std::lround(best * 100));
}

}  // namespace entente
