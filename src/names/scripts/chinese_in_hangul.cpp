// Every way to cut a word into syllables is tried, since Latin letters leave it open ("fangan");
// words are short. Two characters of hangul before one, since the rules write a diphthong apart
// (샤오, 저우). Tests: chinese_in_hangul_test.cpp, tests/cases/names.
#include "names/scripts/chinese_in_hangul.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/chinese.h"
#include "names/scripts/embedded.h"
#include "names/scripts/han.h"

namespace entente {
namespace {

constexpr size_t kSyllablesMax = 4, kSyllableLettersMax = 6, kWordLettersMax = 20;
// Readings of a syllable that are put together, by how many syllables there are.
constexpr std::array<size_t, kSyllablesMax + 1> kReadingsTried{0, 16, 12, 7, 4};

struct Syllable {
  std::vector<std::string_view> spelt, readings;
  std::vector<char32_t> single;  // those of both that are one character, in order
};

void put(std::vector<std::string_view>& out, std::string_view text) {
  for (const std::string_view each : split(text, ' '))
    if (!each.empty() && each != "-" && std::ranges::find(out, each) == out.end())
      out.push_back(each);
}

struct Table {
  std::vector<Syllable> syllables{1};  // the first is none
  std::unordered_map<std::string, uint16_t> number_of;
  std::unordered_map<std::string_view, std::vector<std::string_view>> pinyin_of;  // by hangul

  Table() {
    read(false);
    read(true);  // behind pinyin, since "ping" is bing in Wade-Giles, and seldom
    for (Syllable& each : syllables) {
      for (const auto* texts : {&each.spelt, &each.readings})
        for (const std::string_view text : *texts)
          if (next_code_point(text, 0) == text.size()) each.single.push_back(decode_at(text, 0));
      std::ranges::sort(each.single);
    }
  }
  void read(bool giles) {
    for (const std::string_view line : split(scripts::embedded_chinese_in_hangul(), '\n')) {
      const auto fields = split(line, '\t');
      if (fields.size() != 3 || line[0] == '#') continue;
      add(giles ? scripts::wade_giles(fields[0]) : std::string(fields[0]), fields);
      if (giles) continue;
      for (const std::string_view spelt : split(fields[1], ' '))
        pinyin_of[spelt].push_back(fields[0]);
    }
  }
  void add(const std::string& latin, const std::vector<std::string_view>& fields) {
    const auto [at, added] = number_of.try_emplace(latin, static_cast<uint16_t>(syllables.size()));
    if (added) syllables.emplace_back();
    put(syllables[at->second].spelt, fields[1]);
    put(syllables[at->second].readings, fields[2]);
  }
};

const Table& table() {
  static const Table all;
  return all;
}

// All ways to cut a word into syllables, the longer ones first.
void cut(std::string_view rest, std::vector<const Syllable*>& so_far,
         std::vector<std::vector<const Syllable*>>& out) {
  if (rest.empty()) {
    out.push_back(so_far);
    return;
  }
  if (so_far.size() == kSyllablesMax) return;
  for (size_t size = std::min(rest.size(), kSyllableLettersMax); size > 0; --size) {
    const uint16_t number = chinese_syllable(rest.substr(0, size));
    if (!number) continue;
    so_far.push_back(&table().syllables[number]);
    cut(rest.substr(size), so_far, out);
    so_far.pop_back();
  }
}

// What one of each gives, put together.
void combine(const std::vector<const Syllable*>& word, bool readings, size_t count_max,
             std::vector<std::string>& out) {
  std::vector<std::string> texts{""};
  for (const Syllable* each : word) {
    const auto& parts = readings ? each->readings : each->spelt;
    const size_t tried = std::min(parts.size(), kReadingsTried[word.size()]);
    std::vector<std::string> longer;
    for (const std::string& text : texts)
      for (size_t i = 0; i < tried; ++i) longer.push_back(text + std::string(parts[i]));
    texts = std::move(longer);
  }
  for (std::string& text : texts)
    if (!text.empty() && out.size() < count_max && std::ranges::find(out, text) == out.end())
      out.push_back(std::move(text));
}

bool spell(std::string_view rest, std::vector<SpeltSyllable>& out) {
  if (rest.empty()) return true;
  const size_t one = next_code_point(rest, 0);
  const size_t two = one < rest.size() ? next_code_point(rest, one) : one;
  for (const size_t size : {two, one}) {
    const auto at = table().pinyin_of.find(rest.substr(0, size));
    if (at == table().pinyin_of.end()) continue;
    out.push_back({at->first, at->second});
    if (spell(rest.substr(size), out)) return true;
    out.pop_back();
    if (one == two) break;
  }
  return false;
}

}  // namespace

uint16_t chinese_syllable(std::string_view folded) {
  if (folded.empty() || folded.size() > kSyllableLettersMax) return 0;
  const auto at = table().number_of.find(std::string(folded));
  return at == table().number_of.end() ? 0 : at->second;
}

bool chinese_reads_as(uint16_t syllable, char32_t hangul) {
  const auto& all = table().syllables;
  return syllable < all.size() && std::ranges::binary_search(all[syllable].single, hangul);
}

std::vector<std::string> hangul_of_chinese(std::string_view latin, size_t count_max) {
  std::vector<std::string> out;
  if (latin.empty() || latin.size() > kWordLettersMax) return out;
  std::vector<std::vector<const Syllable*>> ways;
  std::vector<const Syllable*> so_far;
  cut(latin, so_far, ways);
  for (const bool readings : {false, true})
    for (const auto& word : ways) combine(word, readings, count_max, out);
  return out;
}

std::vector<SpeltSyllable> chinese_by_rules(std::string_view hangul) {
  std::vector<SpeltSyllable> out;
  if (count_code_points(hangul) > 2 * kSyllablesMax || !spell(hangul, out)) out.clear();
  return out;
}

}  // namespace entente
