// A name goes through four steps: cut into folded raw words (names/cut_words.h), find the phrases
// of the tables (longest first), give each token its kind, its readings and its weight. Initials
// with stops join for organisations ("A.B.C." is "abc") and stay apart for persons. Tests:
// cases_test.cpp over tests/cases/names, compare_test.cpp.
#include "names/tokens.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "names/cut_words.h"
#include "names/scripts/chinese.h"
#include "names/scripts/chinese_in_hangul.h"
#include "names/scripts/korean.h"
#include "names/scripts/readings.h"

namespace entente {
namespace {

// "Ivanov, Ivan" as "Ivan Ivanov".
std::string uninverted(std::string_view name) {
  const size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos)
    return std::string(name);
  return std::string(name.substr(comma + 1)) + " " + std::string(name.substr(0, comma));
}

bool is_roman(std::string_view w) {
  return !w.empty() && w.size() <= 6 && w.find_first_not_of("ivx") == std::string_view::npos;
}
int roman_value(std::string_view w) {
  const auto digit = [](char c) { return c == 'i' ? 1 : c == 'v' ? 5 : 10; };
  int sum = 0;
  for (size_t i = 0; i < w.size(); ++i) {
    const int d = digit(w[i]);
    sum += i + 1 < w.size() && d < digit(w[i + 1]) ? -d : d;
  }
  return sum;
}

// The digits of "44" and of "2nd"; empty: no number.
std::string_view number_of(std::string_view word) {
  const size_t end = std::min(word.find_first_not_of("0123456789"), word.size());
  const std::string_view rest = word.substr(end);
  if (rest.empty() || (end > 0 && (rest == "st" || rest == "nd" || rest == "rd" || rest == "th")))
    return word.substr(0, end);
  return {};
}

bool is_patronymic(std::string_view r) {
  if (r.size() < 7) return false;
  for (const std::string_view end :
       {"ovich", "evich", "ovna", "evna", "ovych", "ivna", "yevich", "ovitch", "evitch", "ovic",
        "evic", "ievich", "lyich", "inichna", "avich", "auna"})
    if (r.ends_with(end)) return true;
  return false;
}

uint32_t letters_of(const std::vector<std::string>& readings) {
  uint32_t out = 0;
  for (const std::string& r : readings)
    for (const char c : r) out |= c >= 'a' ? 1U << (c - 'a') : 1U << (26 + (c - '0') % 6);
  return out;
}

class Builder {
 public:
  Builder(Sort sort, const NameTables& tables) : sort_(sort), tables_(tables) {}

  TokenisedName build(std::vector<RawWord> words) {
    if (sort_ != Sort::person) join_initials(words);
    if (sort_ != Sort::person || looks_korean(words)) split_characters(words);
    split_korean(words);
    split_chinese(words);
    split_article(words);
    const std::vector<std::string> folded = folded_of(words);
    for (size_t at = 0; at < words.size() && out_.tokens.size() < kTokensMax;) {
      const Phrase* phrase = usable(words, folded, at);
      const size_t span = phrase ? phrase->words : 1;
      if (phrase) add_phrase(words, at, *phrase);
      else add_word(words[at], at, words.size());
      at += span;
    }
    mark_korean();
    add_pinyin();
    add_russian();
    return std::move(out_);
  }

 private:
  bool organisation() const { return sort_ != Sort::person; }

  // A hangul name of two to four syllables; foreign names in hangul are longer, or have blanks.
  static bool looks_korean(const std::vector<RawWord>& words) {
    size_t syllables = 0;
    for (const RawWord& w : words) {
      if (!stands_alone(w.script)) return false;
      syllables += count_code_points(w.folded);
    }
    return syllables >= 2 && syllables <= 4;
  }

  // "Yongju" after a Korean family name becomes "yong" "ju".
  void split_korean(std::vector<RawWord>& words) const {
    if (sort_ == Sort::organisation || sort_ == Sort::vessel) return;
    split_given(words, [&](const std::string& family, const std::string& given) {
      const bool known = !tables_.korean_surname(family).empty() && !korean_sound(given);
      return known ? korean_split(given) : std::nullopt;
    });
  }

  // "Jinping" beside a Chinese family name becomes "jin" "ping".
  void split_chinese(std::vector<RawWord>& words) const {
    if (organisation() && sort_ != Sort::other) return;
    split_given(words, [&](const std::string& family, const std::string& given) {
      return tables_.is_chinese_surname(family) ? chinese_split(given) : std::nullopt;
    });
  }

  // Of two words the one that `divide` takes for a given name beside the other, in front or behind.
  template <class Divide>
  static void split_given(std::vector<RawWord>& words, const Divide& divide) {
    if (words.size() != 2) return;
    for (const size_t given : {size_t{1}, size_t{0}}) {
      const auto parts = divide(words[1 - given].folded, words[given].folded);
      if (!parts) continue;
      RawWord second = words[given];
      second.folded = std::string(parts->second);
      const std::string first(parts->first);
      words[given].folded = first;
      words.insert(words.begin() + static_cast<long>(given) + 1, std::move(second));
      return;
    }
  }

  // "People's Liberation Army": several words that are one body's name in whatever language.
  static bool names_a_body(const Phrase& phrase) {
    return phrase.kind == TokenKind::org_word && phrase.words > 1 && phrase.weight >= kBodyWeight;
  }

  const Phrase* usable(const std::vector<RawWord>& words, const std::vector<std::string>& folded,
                       size_t at) const {
    const Phrase* phrase = tables_.longest(folded, at, sort_);
    if (!phrase) return nullptr;
    const bool whole = phrase->words == words.size();
    if (whole && phrase->kind != TokenKind::number && phrase->kind != TokenKind::territory &&
        !names_a_body(*phrase))
      return nullptr;
    if (phrase->words > 1) return phrase;
    const RawWord& w = words[at];
    // One letter, or a short form in the middle of a word list, is more often a name.
    if (w.single && sort_ != Sort::vessel && phrase->kind != TokenKind::particle) return nullptr;
    if (sort_ == Sort::person && phrase->kind == TokenKind::title && at > 0 &&
        w.folded.size() > 3 && at + 1 == words.size())
      return nullptr;
    if (phrase->kind == TokenKind::particle && at + 1 == words.size() && words.size() > 1)
      return nullptr;
    return phrase;
  }

  void add_phrase(const std::vector<RawWord>& words, size_t at, const Phrase& phrase) {
    std::string text;
    for (size_t i = at; i < at + phrase.words; ++i) text += words[i].folded;
    NameToken token = token_of(words[at], text);
    token.row.kind = phrase.kind;
    token.row.id = phrase.id;
    token.row.weight = phrase.weight;
    if (phrase.kind == TokenKind::legal_form) token.row.rank = static_cast<uint8_t>(phrase.legal);
    if (phrase.kind == TokenKind::particle && phrase.weight == kNasabWeight) {
      ++nasab_;
      after_nasab_ = true;
    }
    if (phrase.kind == TokenKind::title && phrase.weight == 64) token.row.weight = kParticleWeight;
    if (token.row.kind != TokenKind::legal_form) token.row.rank = nasab_;
    push(std::move(token));
  }

  void add_word(const RawWord& raw, size_t at, size_t count) {
    NameToken token = token_of(raw, raw.folded);
    if (token.readings.empty()) return;
    const std::string& r = token.readings[0];
    token.row.kind = TokenKind::word;
    token.row.weight = 64;
    if (const std::string_view digits = number_of(raw.folded); !digits.empty()) {
      token.row.kind = TokenKind::number;
      token.row.id = number_id(digits);
    } else if (is_roman(r) &&
               (r.size() > 1 ? sort_ != Sort::person ||
                                   (at > 1 && at + 1 == count && r.find('x') == std::string::npos)
                             : organisation() && at > 0) &&
               raw.script == Script::latin) {
      token.row.kind = TokenKind::number;
      token.row.id = number_id(std::to_string(roman_value(r)));
    } else if (sort_ != Sort::organisation && sort_ != Sort::vessel && raw.single) {
      token.row.kind = TokenKind::initial;
      token.row.weight = 24;
    } else if (sort_ == Sort::person && raw.folded.size() == 2 && raw.upper &&
               r.find_first_of("aeiouy") == std::string::npos) {
      return add_two_initials(raw);
    } else if (sort_ == Sort::person && count > 2 && is_patronymic(r)) {
      token.row.kind = TokenKind::patronymic;
    }
    if (token.row.kind == TokenKind::word && raw.single) token.row.weight = 24;
    if (token.row.kind == TokenKind::word && !organisation()) {
      const auto groups = tables_.given_name_groups(raw.folded);
      if (!groups.empty()) token.row.id = groups[0];
    }
    token.row.rank = nasab_;
    if (after_nasab_) token.row.flags |= kTokenNasab;
    after_nasab_ = false;
    push(std::move(token));
  }

  // "JC Juncker".
  void add_two_initials(const RawWord& raw) {
    for (const char c : raw.folded) {
      NameToken token = token_of(raw, std::string(1, c));
      token.row.kind = TokenKind::initial;
      token.row.weight = 24;
      push(std::move(token));
    }
  }

  NameToken token_of(const RawWord& raw, const std::string& text) const {
    NameToken token;
    token.written = text;
    token.readings = readings_of(text, raw.script);
    token.row.script = raw.script;
    if (raw.bracketed) token.row.flags |= kTokenBracketed;
    if (raw.mixed) token.row.flags |= kTokenHomoglyph;
    if (writes_few_vowels(text, raw.script)) token.row.flags |= kTokenConsonants;
    if (raw.joined || (raw.upper && raw.folded.size() <= 4)) token.row.flags |= kTokenAcronym;
    const size_t first = text.empty() ? 0 : next_code_point(text, 0);
    const bool one = first == text.size();
    const char32_t c = text.empty() ? 0 : decode_at(text, 0);
    if (one && raw.script == Script::han) token.row.native = static_cast<uint16_t>(simplified(c));
    else if (raw.script != Script::latin)
      token.row.native =
          one && c <= 0xFFFF ? static_cast<uint16_t>(c) : static_cast<uint16_t>(hash32(text));
    if (one && raw.script == Script::hangul) token.row.korean = korean_sound(c);
    return token;
  }

  void push(NameToken&& token) {
    if (token.readings.empty() || out_.tokens.size() >= kTokensMax) return;
    token.row.letters = letters_of(token.readings);
    token.row.readings = static_cast<uint8_t>(token.readings.size());
    out_.tokens.push_back(std::move(token));
  }

  // Every token a Korean syllable and the first or the last a family name.
  void mark_korean() {
    if (sort_ == Sort::organisation || sort_ == Sort::vessel) return;
    std::vector<NameToken*> parts;
    for (NameToken& t : out_.tokens)
      if (t.row.kind != TokenKind::title) parts.push_back(&t);
    if (parts.size() < 2 || parts.size() > 4) return;
    for (NameToken* t : parts) {
      if (t->row.script == Script::latin) t->row.korean = korean_sound(t->readings[0]);
      if (!t->row.korean && tables_.korean_surname(t->written).empty()) return;
    }
    const bool hangul = parts[0]->row.script == Script::hangul;
    const bool first = hangul || !tables_.korean_surname(parts[0]->written).empty();
    if (!first && tables_.korean_surname(parts.back()->written).empty()) return;
    NameToken& family = first ? *parts[0] : *parts.back();
    const auto known = tables_.korean_surname(family.written);
    family.row.korean = korean_surname_sound(
        decode_at(hangul ? std::string_view(family.written) : std::string_view(known[0]), 0));
    for (NameToken* t : parts) {
      if (!t->row.korean) return;
      t->row.kind = TokenKind::word;
      t->row.weight = 64;
    }
    out_.flags |= kNameKorean;
  }

  // Wade-Giles read as pinyin too, where two or three tokens all are Chinese syllables.
  void add_pinyin() {
    if (sort_ == Sort::organisation || sort_ == Sort::vessel || out_.tokens.size() < 2 ||
        out_.tokens.size() > 3)
      return;
    for (const NameToken& t : out_.tokens)
      if (t.row.script != Script::latin || !is_chinese_syllable(t.written)) return;
    if (tables_.is_chinese_surname(out_.tokens.front().written) ||
        tables_.is_chinese_surname(out_.tokens.back().written))
      out_.flags |= kNameChinese;
    if (out_.flags & kNameChinese)
      for (NameToken& t : out_.tokens) t.row.native = chinese_syllable(t.written);
    for (NameToken& t : out_.tokens)
      for (std::string& pinyin : pinyin_of(t.written)) {
        if (t.readings.size() == 1) t.readings.push_back(t.readings[0]);  // the last is its sound
        if (t.readings.size() < kReadingsMax &&
            std::ranges::find(t.readings, pinyin) == t.readings.end()) {
          t.row.letters |= letters_of({pinyin});
          t.readings.insert(t.readings.begin() + 1, std::move(pinyin));
          t.row.readings = static_cast<uint8_t>(t.readings.size());
        }
      }
  }

  // Belarusian names as Russian has them too, where a patronymic shows that they may be such.
  void add_russian() {
    const auto is_father = [](const NameToken& t) {
      return t.row.script == Script::latin && ends_as_patronymic(t.readings[0]);
    };
    if (sort_ == Sort::organisation || sort_ == Sort::vessel || out_.tokens.size() < 2 ||
        std::ranges::none_of(out_.tokens, is_father))
      return;
    for (NameToken& t : out_.tokens) {
      if ((t.row.kind != TokenKind::word && t.row.kind != TokenKind::patronymic) ||
          t.row.script != Script::latin || t.readings.size() >= kReadingsMax)
        continue;
      std::string russian = short_u_as_v(t.readings[0]);
      if (russian.empty()) continue;
      if (t.readings.size() == 1) t.readings.push_back(t.readings[0]);  // the last is its sound
      t.row.letters |= letters_of({russian});
      t.readings.insert(t.readings.begin() + 1, std::move(russian));
      t.row.readings = static_cast<uint8_t>(t.readings.size());
    }
  }

  Sort sort_;
  const NameTables& tables_;
  TokenisedName out_;
  uint8_t nasab_ = 0;
  bool after_nasab_ = false;
};

// Where "a.k.a." and the like stand: begin and end of the first.
std::pair<size_t, size_t> find_also_known(std::string_view lower_name) {
  constexpr std::string_view kMarks[] = {"a.k.a.",        "a.k.a ",
                                         " aka ",         "a/k/a",
                                         "f.k.a.",        "f/k/a",
                                         "n.k.a.",        "d/b/a",
                                         "also known as", "formerly known as",
                                         "now known as",  "doing business as",
                                         "trading as",    "formerly listed as"};
  std::pair<size_t, size_t> best{lower_name.size(), lower_name.size()};
  for (const std::string_view mark : kMarks)
    if (const size_t at = lower_name.find(mark); at < best.first) best = {at, at + mark.size()};
  return best;
}

// Pieces that are names by themselves, besides the whole.
std::vector<std::string_view> names_within(std::string_view name) {
  std::vector<std::string_view> out;
  const auto [begin, end] = find_also_known(lower(name));
  if (begin < name.size()) out = {name.substr(0, begin), name.substr(end)};
  else if (const size_t slash = name.find('/');
           slash != std::string_view::npos && slash > 4 && name.size() - slash > 5)
    out = {name.substr(0, slash), name.substr(slash + 1)};
  return out;
}

// A hangul name as the Chinese one that it spells by the rules for loan words; no tokens when it
// spells none, or its first syllable is no Chinese family name.
TokenisedName spelt_chinese(const TokenisedName& hangul, const NameTables& tables) {
  TokenisedName out;
  std::string text;
  for (const NameToken& t : hangul.tokens) {
    if (t.row.script != Script::hangul) return out;
    text += t.written;
  }
  const auto syllables = chinese_by_rules(text);
  if (syllables.size() < 2 ||
      !std::ranges::any_of(syllables[0].pinyin, [&](std::string_view pinyin) {
        return tables.is_chinese_surname(pinyin);
      }))
    return out;
  for (const SpeltSyllable& each : syllables) {
    NameToken token;
    token.written = each.hangul;
    for (const std::string_view pinyin : each.pinyin)
      if (token.readings.size() + 1 < kReadingsMax) token.readings.emplace_back(pinyin);
    token.readings.push_back(sound_of(token.readings[0]));
    token.row.kind = TokenKind::word;
    token.row.weight = 64;
    token.row.script = Script::hangul;
    token.row.flags = kTokenPinyin;
    token.row.native = static_cast<uint16_t>(hash32(each.hangul));
    token.row.letters = letters_of(token.readings);
    token.row.readings = static_cast<uint8_t>(token.readings.size());
    out.tokens.push_back(std::move(token));
  }
  out.flags = kNameChinese;
  return out;
}

bool distinctive(const TokenisedName& name) {
  return std::ranges::any_of(name.tokens, [](const NameToken& t) {
    return (t.row.kind == TokenKind::word ||
            (t.row.kind == TokenKind::org_word && t.row.weight > 40)) &&
           t.readings[0].size() > 3;
  });
}

TokenisedName one_name(std::string_view name, Sort sort, const NameTables& tables) {
  const std::string text = composed(name.substr(0, kNameBytesMax));
  uint8_t flags = 0;
  std::vector<RawWord> words =
      cut_words(sort == Sort::person || sort == Sort::other ? uninverted(text) : text, flags);
  TokenisedName out = Builder(sort, tables).build(std::move(words));
  out.flags |= flags;
  if (name.size() > kNameBytesMax || out.tokens.size() >= kTokensMax) out.flags |= kNameCut;
  return out;
}

}  // namespace

uint32_t hash32(std::string_view bytes) {
  uint64_t h = 14695981039346656037ULL;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return static_cast<uint32_t>(h ^ (h >> 32));
}

uint16_t number_id(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return static_cast<uint16_t>(hash32(digits) % 65535 + 1);
}

std::vector<TokenisedName> tokenise(std::string_view name, Sort sort, const NameTables& tables) {
  std::vector<TokenisedName> out;
  TokenisedName whole = one_name(name, sort, tables);
  TokenisedName chinese;
  if (sort == Sort::person || sort == Sort::other) chinese = spelt_chinese(whole, tables);
  if (!whole.tokens.empty()) out.push_back(std::move(whole));
  if (!chinese.tokens.empty()) out.push_back(std::move(chinese));
  if (name.size() <= kNameBytesMax)
    for (const std::string_view part : names_within(name)) {
      TokenisedName inner = one_name(part, sort, tables);
      if (!inner.tokens.empty() && distinctive(inner)) out.push_back(std::move(inner));
    }
  return out;
}

}  // namespace entente
