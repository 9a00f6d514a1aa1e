// Longest word first, since "총회사" is more than "회사". Scripts that run words together are cut;
// others are looked up whole, without the article, then by stems. Tests: meanings_test.cpp.
#include "names/scripts/meanings.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/embedded.h"
#include "names/scripts/script.h"

namespace entente {
namespace {

constexpr size_t kStemLettersMin = 3;
constexpr size_t kRomanMax = 30;

// Teh marbuta at the end, or the heh that is often written for it.
std::string one_ending(std::string word) {
  constexpr std::string_view kMarbuta = "ة", kHeh = "ه";
  if (word.ends_with(kMarbuta)) word.replace(word.size() - kMarbuta.size(), kMarbuta.size(), kHeh);
  return word;
}

struct Table {
  std::unordered_map<std::string, std::string_view> words, stems;
  size_t longest = 0;  // code points of a word

  Table() {
    for (const std::string_view line : split(scripts::embedded_meanings(), '\n')) {
      const auto fields = split(line, '\t');
      if (fields.size() != 2 || line[0] == '#') continue;
      const bool stem = fields[0].ends_with('*');
      std::string word = one_ending(plain_letters(fields[0].substr(0, fields[0].size() - stem)));
      longest = std::max(longest, count_code_points(word));
      (stem ? stems : words).emplace(std::move(word), fields[1]);
    }
  }
};

const Table& table() {
  static const Table all;
  return all;
}

void put(std::vector<std::string>& out, std::string_view words) {
  for (const std::string_view word : split(words, ' '))
    if (!word.empty() && std::ranges::find(out, word) == out.end()) out.emplace_back(word);
}

std::string roman(size_t number) {
  std::string out;
  for (const auto& [value, letters] :
       {std::pair{size_t{10}, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}})
    for (; number >= value; number -= value) out += letters;
  return out;
}

// "8세" of a sovereign: the eighth.
void put_ordinal(std::string_view token, Meant& out) {
  const size_t digits = std::min(token.find_first_not_of("0123456789"), token.size());
  if (digits == 0 || digits > 2 || token.substr(digits) != "세") return;
  const auto number = static_cast<size_t>(std::stoi(std::string(token.substr(0, digits))));
  if (number == 0 || number > kRomanMax) return;
  put(out.english, std::to_string(number));
  put(out.english, roman(number));
}

void cut(std::string_view token, Meant& out) {
  const Table& all = table();
  std::string between;
  std::vector<std::string> rest;
  const auto close = [&] {
    if (!between.empty()) rest.push_back(std::move(between));
    between.clear();
  };
  for (size_t at = 0; at < token.size();) {
    size_t best = 0;
    std::string_view meaning;
    size_t end = at;
    for (size_t letters = 1; letters <= all.longest && end < token.size(); ++letters) {
      end = next_code_point(token, end);
      const auto found = all.words.find(std::string(token.substr(at, end - at)));
      if (found == all.words.end()) continue;
      best = end;
      meaning = found->second;
    }
    if (best == 0) {
      const size_t next = next_code_point(token, at);
      between += token.substr(at, next - at);
      at = next;
      continue;
    }
    close();
    put(out.english, meaning);
    at = best;
  }
  close();
  if (!out.english.empty()) out.rest = std::move(rest);
}

bool put_whole(std::string_view token, Meant& out) {
  const Table& all = table();
  if (const auto found = all.words.find(one_ending(std::string(token))); found != all.words.end()) {
    put(out.english, found->second);
    return true;
  }
  std::vector<size_t> ends;
  for (size_t at = 0; at < token.size();) ends.push_back(at = next_code_point(token, at));
  for (size_t letters = ends.size(); letters >= kStemLettersMin; --letters)
    if (const auto found = all.stems.find(std::string(token.substr(0, ends[letters - 1])));
        found != all.stems.end()) {
      put(out.english, found->second);
      return true;
    }
  return false;
}

}  // namespace

Meant meant_by(std::string_view token) {
  Meant out;
  if (count_code_points(token) > kMeantLettersMax) return out;
  switch (script_of(token)) {
    case Script::hangul:
      put_ordinal(token, out);
      [[fallthrough]];
    case Script::han:
    case Script::kana:
      cut(token, out);
      break;
    case Script::arabic:
      if (put_whole(token, out)) break;
      for (const std::string_view article : {"وال", "بال", "ال", "لل", "و"})
        if (token.starts_with(article) && put_whole(token.substr(article.size()), out)) break;
      break;
    case Script::cyrillic:
    case Script::hebrew:
      put_whole(token, out);
      break;
    default:
      break;
  }
  return out;
}

}  // namespace entente
