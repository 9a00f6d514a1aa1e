// Scripts decide first: a text mostly in Hangul is Korean. Within the Latin script the small words
// do: each language's most frequent function words, which a text of sixty words cannot avoid.
// Method: Ingle, "A language identification table" (1976), with shares in place of presence. Where
// no language leads by its small words, Compact Language Detector 2 decides by n-grams of letters
// (Sites 2013), which knows eighty languages and also half a sentence.
//
// A text that is taken for foreign is not read, so short texts, headlines and lists of names are
// given the benefit of the doubt: of the 26,450 English sentences of EWT and GUM, five are taken
// for foreign, and three of them are. Tests: language_test.cpp.
#include "intake/documents/language.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>  // for CLD2's header, which does not include it
#include <unordered_map>

#include "base/text.h"
#include "base/utf8.h"

namespace entente::intake {
namespace {

constexpr size_t kBytesMax = 40000;
constexpr size_t kWordsMin = 8;
constexpr size_t kLatinWordsMin = 6;  // fewer name a thing and tell no language
constexpr size_t kSurelyWords = 30;

struct Words {
  std::string_view language;
  std::string_view list;  // apart by blanks
};
// Words shared between neighbours are left to the one that uses them most.
constexpr Words kWords[] = {
    {"en",
     " the of and to in that is was for it with as his on be at by had not are but from or have "
     "an they which were has been its their said who will would this "},
    {"fr",
     " le la les des et est dans une du que qui pour pas sur au avec ce il sont par aux cette "
     "ont été plus leur mais nous elle "},
    {"de",
     " der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an "
     "werden aus er hat dass sie nach wird bei "},
    {"es",
     " el los las del que en una por con para es se su al lo como más pero sus fue ha este "
     "entre cuando son desde "},
    {"it",
     " il di che è la per un del non una della sono le con gli nel alla dei si anche delle più "
     "da al ha come "},
    {"pt",
     " o a de que e do da em um para com não uma os no se na por mais as dos como mas ao das "
     "foi à pelo são "},
    {"nl",
     " de het een van en in is dat op te zijn met voor niet die er aan ook door naar bij om "
     "heeft wordt uit maar "},
    {"pl",
     " w i na z do się nie że jest o to przez od po ale jak za dla są oraz został które tym "},
    {"tr",
     " ve bir bu da de için ile olarak olan daha çok gibi sonra kadar ne ancak ise tarafından "},
    {"sv", " och att det som en på är av för med den till inte har de ett om var men sig från "},
    {"id",
     " yang dan di untuk dengan dari ini pada dalam tidak akan oleh telah itu juga ke adalah "},
    {"ro", " și în de la cu nu din pe care este un pentru că mai au fost o sunt prin "},
    {"cs", " v se na je že s z do to o by ale jako za pro jsou byl které podle "},
};

struct Scripts {
  size_t latin = 0, cyrillic = 0, greek = 0, hebrew = 0, arabic = 0, han = 0, kana = 0, hangul = 0,
         thai = 0, devanagari = 0;
  size_t persian = 0, ukrainian = 0;  // letters that the neighbour does not have
  size_t all() const {
    return latin + cyrillic + greek + hebrew + arabic + han + kana + hangul + thai + devanagari;
  }
};

void count(char32_t c, Scripts& s) {
  const auto in = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
  if (c < 0x80) s.latin += is_alpha(static_cast<char>(c));
  else if (in(0xC0, 0x24F)) ++s.latin;
  else if (in(0x370, 0x3FF)) ++s.greek;
  else if (in(0x400, 0x52F)) ++s.cyrillic;
  else if (in(0x590, 0x5FF)) ++s.hebrew;
  else if (in(0x600, 0x6FF)) ++s.arabic;
  else if (in(0x900, 0x97F)) ++s.devanagari;
  else if (in(0xE00, 0xE7F)) ++s.thai;
  else if (in(0x3040, 0x30FF)) ++s.kana;
  else if (in(0x3400, 0x9FFF)) ++s.han;
  else if (in(0xAC00, 0xD7A3) || in(0x1100, 0x11FF)) ++s.hangul;
  s.persian += c == 0x67E || c == 0x686 || c == 0x698 || c == 0x6AF || c == 0x6CC;
  s.ukrainian += c == 0x456 || c == 0x457 || c == 0x454 || c == 0x491;
}

// The language of a text that is mostly not Latin; empty when it is Latin or mixed.
std::string_view by_script(const Scripts& s) {
  const size_t half = s.all() / 2;
  if (s.hangul > half) return "ko";
  if (s.kana + s.han > half) return s.kana * 10 > s.han ? "ja" : "zh";
  if (s.cyrillic > half) return s.ukrainian * 50 > s.cyrillic ? "uk" : "ru";
  if (s.arabic > half) return s.persian * 50 > s.arabic ? "fa" : "ar";
  if (s.hebrew > half) return "he";
  if (s.greek > half) return "el";
  if (s.thai > half) return "th";
  if (s.devanagari > half) return "hi";
  return {};
}

bool is_letter_byte(char c) { return is_alpha(c) || static_cast<uint8_t>(c) >= 0xC3; }

// Each small word with one bit a language that has it.
std::unordered_map<std::string_view, uint32_t> index_words() {
  std::unordered_map<std::string_view, uint32_t> out;
  for (size_t l = 0; l < std::size(kWords); ++l)
    for (std::string_view word : split(trim(kWords[l].list), ' ')) out[word] |= 1u << l;
  return out;
}

// Words of each language in the text, and of all words.
using Hits = std::array<size_t, std::size(kWords)>;
size_t count_words(std::string_view text, Hits& hits) {
  static const auto index = index_words();
  size_t words = 0;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() &&
           (is_letter_byte(text[end]) || (end > i && (text[end] & 0xC0) == 0x80)))
      ++end;
    if (end > i && end - i < 16)
      if (const auto at = index.find(lower(text.substr(i, end - i))); at != index.end())
        for (size_t l = 0; l < hits.size(); ++l) hits[l] += at->second >> l & 1u;
    words += end > i;
    i = std::max(end, i + 1);
  }
  return words;
}

std::string_view by_words(const Hits& hits, size_t words) {
  if (words < kWordsMin) return {};
  const auto best = std::ranges::max_element(hits);
  size_t second = 0;
  for (auto it = hits.begin(); it != hits.end(); ++it)
    if (it != best) second = std::max(second, *it);
  // Two and a tenth of all words, and ahead of the next language.
  if (*best < 2 || *best * 10 < words || *best * 4 <= second * 5) return {};
  return kWords[static_cast<size_t>(best - hits.begin())].language;
}

// By CLD2; empty when it is not sure.
std::string_view by_letters(std::string_view text) {
  const CLD2::CLDHints no_hints{nullptr, nullptr, 0, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3], text_bytes = 0;
  double scores[3];
  bool reliable = false;
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &no_hints, 0,
                                 languages, percents, scores, nullptr, &text_bytes, &reliable);
  if (!reliable || percents[0] < 80 || languages[0] == CLD2::UNKNOWN_LANGUAGE) return {};
  const std::string_view code = CLD2::LanguageCode(languages[0]);
  return code == "iw" ? "he" : code;
}

// Words with a letter that English does not have, names left out: "tykistön", not "Société".
size_t foreign_words(std::string_view text) {
  size_t out = 0;
  for (std::string_view word : split(text, ' '))
    out += !word.empty() && is_lower(word[0]) && std::ranges::any_of(word, [](char c) {
      return static_cast<uint8_t>(c) >= 0xC3 && static_cast<uint8_t>(c) <= 0xC9;
    });
  return out;
}

// The Latin script. A long text is known by its small words. Of a short one, what CLD2 says is
// believed where something else speaks for it: a small word of that language and none of English,
// or a word written as English writes none.
std::string_view of_latin(std::string_view text) {
  Hits hits{};
  const size_t words = count_words(text, hits);
  const auto leader = by_words(hits, words);
  if (leader == "en" || (!leader.empty() && words >= kSurelyWords)) return leader;
  const size_t english = hits[0];
  if (words < kLatinWordsMin || english * 8 > words) return {};
  const auto language = by_letters(text);
  if (language.empty()) return {};
  if (language == "en") return words < kWordsMin ? std::string_view{} : language;
  if (language == leader || (words >= kSurelyWords && english * 25 < words)) return language;
  if (english <= 1 && foreign_words(text) > 0) return language;
  if (english > 0) return {};
  for (size_t l = 1; l < hits.size(); ++l)
    if (kWords[l].language == language && hits[l] > 0) return language;
  return {};
}

std::string_view head_of(std::string_view text) {
  size_t end = std::min(text.size(), kBytesMax);
  while (end < text.size() && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

bool has_words(Block::Kind kind) { return kind != Block::Kind::meta; }

}  // namespace

std::string detect_language(std::string_view text) {
  text = head_of(text);
  Scripts scripts;
  for (size_t i = 0; i < text.size(); i = next_code_point(text, i))
    count(decode_at(text, i), scripts);
  if (scripts.all() < 4) return {};
  if (const std::string_view language = by_script(scripts); !language.empty())
    return std::string(language);
  return std::string(of_latin(text));
}

void mark_foreign_blocks(Document& document) {
  const bool foreign_document = !document.language.empty() && document.language != "en";
  for (Block& block : document.blocks) {
    if (!has_words(block.kind)) continue;
    const std::string language = detect_language(document.slice(block));
    block.foreign = language.empty() ? foreign_document : language != "en";
  }
}

}  // namespace entente::intake
