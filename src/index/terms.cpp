// Tests: index_test.cpp.
#include "index/terms.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/chinese.h"
#include "names/scripts/han.h"
#include "names/scripts/korean.h"
#include "names/scripts/meanings.h"
#include "names/scripts/readings.h"
#include "names/scripts/romanise.h"
#include "names/scripts/sound.h"

namespace entente::index {
namespace {

constexpr size_t kTypoLettersMin = 4;
constexpr size_t kSkeletonsMax = 6, kShortenedMin = 3;
constexpr std::array<std::string_view, 10> kNameProperties{
    "name",      "alias",      "previousName", "weakAlias",  "abbreviation",
    "firstName", "secondName", "middleName",   "fatherName", "lastName"};

// The seed reaches every bit: one that met the first letter only would make keys of one kind those
// of another.
uint32_t hash_of(std::string_view text, uint32_t seed) {
  uint64_t hash = 0xCBF29CE484222325ULL ^ seed * 0x9E3779B97F4A7C15ULL;
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  hash ^= hash >> 29;
  hash *= 0xBF58476D1CE4E5B9ULL;
  return static_cast<uint32_t>(hash >> 32);
}

constexpr uint32_t kTermSeed = 1, kTypoSeed = 2, kLatinSoundSeed = 3, kNativeSoundSeed = 4,
                   kSyllableSeed = 5;

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string cut(std::string text) {
  if (text.size() <= kTermBytesMax) return text;
  size_t at = kTermBytesMax;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  text.resize(at);
  return text;
}

// One run of letters and digits as a term; empty when nothing of it is left.
std::string term_of(std::string_view token) {
  std::string out;
  if (is_ascii(token)) {
    for (char c : token.substr(0, kTermBytesMax)) out += lower(c);
    return out;
  }
  const std::string whole = without_lookalikes(token);
  const Script script = script_of(whole);
  if (script != Script::latin && script != Script::none) return cut(plain_letters(whole));
  // Latin letters with marks: digits must outlive the folding.
  size_t start = 0;
  for (size_t i = 0; i <= whole.size(); ++i) {
    const bool digit = i < whole.size() && is_digit(whole[i]);
    if (i < whole.size() && !digit) continue;
    out += fold_latin(std::string_view(whole).substr(start, i - start));
    if (digit) out += whole[i];
    start = i + 1;
  }
  return cut(std::move(out));
}

bool joins_words(std::string_view between) {
  return between == "'" || between == "\u2019" || between == "`" || between == "\u02BC" ||
         between == "\u2018" || between == "\u02BB";
}

}  // namespace

uint32_t term_hash(std::string_view text) { return hash_of(text, kTermSeed); }

std::vector<std::string> name_terms(std::string_view name) {
  if (name.size() > kNameBytesRead) name = name.substr(0, kNameBytesRead);
  std::string laid_out;
  if (!is_ascii(name) && script_of(name) == Script::arabic) name = laid_out = plain_letters(name);
  const auto tokens = script_tokens(name);
  std::vector<std::string> out;
  for (size_t i = 0; i < tokens.size() && out.size() < kNameTermsMax; ++i) {
    std::string term = term_of(tokens[i]);
    // "Qa'ida", "O'Brien": one word.
    while (i + 1 < tokens.size() &&
           joins_words(std::string_view(tokens[i].end(), tokens[i + 1].begin()))) {
      term += term_of(tokens[++i]);
    }
    if (term.empty()) continue;
    const auto parts =
        tokens.size() == 1 ? divide_family_name(term) : std::vector<std::string_view>{term};
    if (parts.size() == 2) {
      out.emplace_back(parts[0]);
      out.emplace_back(parts[1]);
    }
    if (parts.size() == 1 || count_code_points(term) == 2) out.push_back(std::move(term));
  }
  return out;
}

std::vector<std::string> meaning_terms(std::string_view name) {
  std::vector<std::string> out;
  if (is_ascii(name)) return out;
  if (name.size() > kNameBytesRead) name = name.substr(0, kNameBytesRead);
  std::string laid_out;
  if (script_of(name) == Script::arabic) name = laid_out = plain_letters(name);
  for (const std::string_view token : script_tokens(name)) {
    if (is_ascii(token)) continue;
    Meant meant = meant_by(plain_letters(without_lookalikes(token)));
    for (auto* words : {&meant.english, &meant.rest})
      for (std::string& word : *words)
        if (out.size() < kNameTermsMax) out.push_back(std::move(word));
  }
  return out;
}

std::vector<JoinedTerm> joined_terms(const std::vector<std::string>& terms) {
  const auto is_syllable = [](std::string_view term) {
    return korean_sound(term) != 0 || is_chinese_syllable(term);
  };
  std::vector<JoinedTerm> out;
  for (size_t i = 0; i + 1 < terms.size(); ++i) {
    JoinedTerm joined{terms[i], is_syllable(terms[i])};
    for (size_t k = i + 1; k < terms.size() && k < i + 3; ++k) {
      if (!is_ascii(terms[k]) || !is_ascii(joined.text)) break;
      joined.text += terms[k];
      joined.syllables = joined.syllables && is_syllable(terms[k]);
      if (joined.text.size() > 24) break;
      out.push_back(joined);
    }
  }
  return out;
}

std::vector<std::string> russian_terms(const std::vector<std::string>& terms) {
  std::vector<std::string> out;
  if (terms.size() < 2 || std::ranges::none_of(terms, ends_as_patronymic)) return out;
  for (const std::string& term : terms)
    if (std::string russian = is_ascii(term) ? short_u_as_v(term) : std::string(); !russian.empty())
      out.push_back(std::move(russian));
  return out;
}

std::vector<TermWeight> term_weights(const Prepared& prepared, const NameRow& name,
                                     const std::vector<std::string>& terms) {
  std::vector<TermWeight> out(terms.size());
  for (const TokenRow& token : prepared.tokens(name)) {
    const bool legal = token.kind == TokenKind::legal_form;
    if (!legal && token.kind != TokenKind::org_word) continue;
    const std::string_view text = prepared.text(token);
    for (size_t from = 0; from < terms.size(); ++from) {
      size_t to = from, size = 0;
      while (to < terms.size() && text.substr(size).starts_with(terms[to]))
        size += terms[to++].size();
      if (size != text.size() || to == from || out[from].weight < 1) continue;
      const float share = static_cast<float>(token.weight) / 64.0F / static_cast<float>(to - from);
      std::fill(out.begin() + static_cast<ptrdiff_t>(from),
                out.begin() + static_cast<ptrdiff_t>(to), TermWeight{share, legal});
      break;
    }
  }
  return out;
}

std::string acronym(const Prepared& prepared, const NameRow& name,
                    const std::vector<std::string>& terms) {
  constexpr std::array<std::string_view, 20> kLeftOut{
      "of", "and", "the", "for", "in",   "on", "at",  "to", "de", "la",
      "le", "les", "du",  "des", "pour", "et", "del", "y",  "al", "el"};
  std::string out;
  if (prepared.head().sort == Sort::person || prepared.head().sort == Sort::vessel ||
      terms.size() < kAcronymMin || terms.size() > 2 * kAcronymMax)
    return out;
  const auto weights = term_weights(prepared, name, terms);
  for (size_t i = 0; i < terms.size(); ++i) {
    if (weights[i].legal || std::ranges::find(kLeftOut, terms[i]) != kLeftOut.end()) continue;
    if (!is_lower(terms[i][0])) return {};
    out += terms[i][0];
  }
  return out.size() < kAcronymMin || out.size() > kAcronymMax ? std::string() : out;
}

bool is_name_property(std::string_view property) {
  return std::ranges::find(kNameProperties, property) != kNameProperties.end();
}

void typo_keys(std::string_view term, std::vector<uint32_t>& out) {
  if (term.size() < kTypoLettersMin || !is_ascii(term)) return;
  term = term.substr(0, kTypoLettersMax);
  out.push_back(hash_of(term, kTypoSeed));
  std::string shorter(term.substr(1));
  for (size_t i = 0;; ++i) {
    if (i == 0 || term[i] != term[i - 1]) out.push_back(hash_of(shorter, kTypoSeed));
    if (i + 1 >= term.size()) break;
    shorter[i] = term[i];
  }
}

size_t sound_keys(std::string_view term, bool as_native, size_t shortened,
                  std::vector<uint32_t>& out) {
  if (std::ranges::any_of(term, [](char c) { return is_digit(c); })) return 0;
  const uint32_t seed = as_native ? kNativeSoundSeed : kLatinSoundSeed;
  const size_t before = out.size();
  const auto put = [&](std::string_view skeleton) {
    const uint32_t key = hash_of(skeleton, seed);
    if (std::find(out.begin() + static_cast<ptrdiff_t>(before), out.end(), key) == out.end())
      out.push_back(key);
  };
  const auto all = skeletons(term, kSkeletonsMax);
  for (const std::string& skeleton : all) put(skeleton);
  if (as_native && is_ascii(term))
    for (const std::string& skeleton : heard_skeletons(term)) put(skeleton);
  const size_t whole = out.size() - before;
  for (size_t i = 0; i < std::min(shortened, all.size()); ++i) {
    if (all[i].size() < kShortenedMin) continue;
    for (size_t at = 0; at < all[i].size(); ++at) put(all[i].substr(0, at) + all[i].substr(at + 1));
  }
  return whole;
}

void syllable_keys(std::string_view term, std::vector<uint32_t>& out) {
  constexpr size_t kLettersMax = 12;
  const auto put = [&](uint32_t first, uint32_t second) {
    const uint32_t both = first << 16 | second;
    const char bytes[4] = {static_cast<char>(both >> 24), static_cast<char>(both >> 16),
                           static_cast<char>(both >> 8), static_cast<char>(both)};
    const uint32_t key = hash_of({bytes, sizeof bytes}, kSyllableSeed);
    if (std::ranges::find(out, key) == out.end()) out.push_back(key);
  };
  const auto put_latin = [&](std::string_view latin) {
    if (const uint16_t whole = korean_class(korean_sound(latin))) put(whole, 0);
  };
  if (is_ascii(term)) {
    if (term.size() > kLettersMax) return;
    put_latin(term);
    for (size_t at = 1; at < term.size(); ++at) {
      const uint16_t first = korean_class(korean_sound(term.substr(0, at))),
                     second = korean_class(korean_sound(term.substr(at)));
      if (first && second) put(first, second);
    }
    return;
  }
  const char32_t one = decode_at(term, 0);
  if (!is_hangul(one) || count_code_points(term) > 2) return;
  const size_t next = next_code_point(term, 0);
  const uint16_t first = korean_class(korean_sound(one));
  if (next == term.size()) {
    put(first, 0);
    for (const std::string& spelling : scripts::family_name_readings(term)) put_latin(spelling);
  } else if (const uint16_t second = korean_class(korean_sound(decode_at(term, next)))) {
    put(first, second);
  }
}

uint32_t letter_mask(std::string_view letters) {
  uint32_t out = 0;
  for (char c : letters)
    if (is_lower(c)) out |= 1U << (c - 'a');
  return out;
}

}  // namespace entente::index
