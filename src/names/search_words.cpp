// Most text is ASCII and is folded here by hand; only words with other letters go through ICU.
// Source of the Arabic classes: the letters that Persian and Arabic keyboards and typography
// exchange (Unicode Standard, chapter 9.2).
#include "names/search_words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

char32_t letter_of_its_class(char32_t c) {
  switch (c) {
    case 0x0649:  // ى
    case 0x06CC:  // ی
    case 0x06D2:  // ے
      return 0x064A;
    case 0x06A9:  // ک
    case 0x06AA:
      return 0x0643;
    case 0x0629:  // ة
    case 0x06C1:
    case 0x06BE:
    case 0x06D5:
      return 0x0647;
    case 0x0671:  // ٱ
      return 0x0627;
    case 0x0131:  // ı
      return 'i';
    case 0x0142:  // ł
      return 'l';
    case 0x00F8:  // ø
      return 'o';
    case 0x0111:  // đ
      return 'd';
    default:
      return c;
  }
}

bool is_word_letter(char32_t c) {
  if (c < 0x80) return is_alnum(static_cast<char>(c));
  const auto type = static_cast<int>(u_charType(static_cast<UChar32>(c)));
  return u_isalnum(static_cast<UChar32>(c)) || type == U_NON_SPACING_MARK ||
         type == U_COMBINING_SPACING_MARK || c == 0x200C || c == 0x200D || c == 0x0640;
}

bool runs_together(char32_t c) {
  if (c < 0x1100) return false;
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HANGUL:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return true;
    default:
      return false;
  }
}

// The vowel signs of Indic scripts are letters and stay.
bool is_diacritic(UChar32 c) {
  if (u_charType(c) != U_NON_SPACING_MARK) return c == 0x0640 || c == 0x200C || c == 0x200D;
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &error);
  return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW || script == USCRIPT_ARABIC;
}

icu::UnicodeString folded(std::string_view word) {
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2* const fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  static const icu::Normalizer2* const apart = icu::Normalizer2::getNFDInstance(error);
  static const icu::Normalizer2* const together = icu::Normalizer2::getNFCInstance(error);
  const icu::UnicodeString marked =
      apart->normalize(fold->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(
                                           word.data(), static_cast<int32_t>(word.size()))),
                                       error),
                       error);
  icu::UnicodeString plain;
  for (int32_t i = 0; i < marked.length(); i = marked.moveIndex32(i, 1)) {
    const UChar32 c = marked.char32At(i);
    if (!is_diacritic(c))
      plain.append(static_cast<UChar32>(letter_of_its_class(static_cast<char32_t>(c))));
  }
  return together->normalize(plain, error);
}

void put_word(std::string& out, std::u32string_view word) {
  if (word.empty()) return;
  if (!out.empty()) out += ' ';
  for (const char32_t c : word) append_utf8(out, c);
}

// Cuts a folded word where its letters begin or end to run together.
void put_folded(std::string& out, std::string_view word) {
  const icu::UnicodeString text = folded(word);
  std::u32string run;
  bool joined = false;
  const auto end_run = [&] {
    if (!joined || run.size() == 1) put_word(out, run);
    else
      for (size_t i = 0; i + 1 < run.size(); ++i)
        put_word(out, std::u32string_view(run).substr(i, 2));
    run.clear();
  };
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(text.char32At(i));
    if (!is_word_letter(c)) {  // a folding may bring in a blank or a sign
      end_run();
      continue;
    }
    if (runs_together(c) != joined) end_run(), joined = !joined;
    run += c;
  }
  end_run();
}

}  // namespace

std::string search_words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (!is_word_letter(decode_at(text, at))) {
      at = next_code_point(text, at);
      continue;
    }
    const size_t begin = at;
    bool ascii = true;
    while (at < text.size()) {
      if (static_cast<unsigned char>(text[at]) < 0x80) {
        if (!is_alnum(text[at])) break;
        ++at;
        continue;
      }
      if (!is_word_letter(decode_at(text, at))) break;
      ascii = false;
      at = next_code_point(text, at);
    }
    const std::string_view word = text.substr(begin, at - begin);
    if (!ascii) {
      put_folded(out, word);
      continue;
    }
    if (!out.empty()) out += ' ';
    for (const char c : word) out += lower(c);
  }
  return out;
}

}  // namespace entente
