// Greedy longest match from the left (Wu et al. 2016), after BERT's rules for uncased text: lower
// case, accents off, cut at every punctuation mark. ASCII words, nearly all, never reach ICU.
#include "reading/neural/wordpiece.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

constexpr size_t kWordMax = 100;  // code points that are looked at
constexpr uint8_t kShapeOfBorder = 7, kLaterPiece = 8;

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return c >= 0; });
}

char32_t straight_quote(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
      return '"';
    default:
      return c;
  }
}

// Lower case, decomposed, without combining marks, quotes made straight.
std::u32string plain_letters(std::string_view word) {
  icu::UnicodeString text;
  for (size_t at = 0; at < word.size(); at = next_code_point(word, at))
    text.append(static_cast<UChar32>(straight_quote(decode_at(word, at))));
  text.toLower(icu::Locale::getRoot());
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  if (U_SUCCESS(status)) text = nfd->normalize(text, status);
  std::u32string out;
  for (int32_t i = 0; i < text.length() && out.size() < kWordMax; i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) out += static_cast<char32_t>(c);
  }
  return out;
}

bool is_mark(char32_t c) {
  if (c < 0x80) return !is_alpha(static_cast<char>(c)) && !is_digit(static_cast<char>(c));
  return u_ispunct(static_cast<UChar32>(c));
}

}  // namespace

size_t Wordpieces::Hash::operator()(std::string_view s) const {
  uint64_t h = 0xcbf29ce484222325u;
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return h ^ h >> 32;
}

Result<Wordpieces> Wordpieces::view(std::string_view lines) {
  Wordpieces out;
  out.numbers_.reserve(32'768);
  for (const std::string_view piece : split(lines, '\n')) {
    out.longest_ = std::max(out.longest_, piece.size());
    out.numbers_.emplace(piece, static_cast<uint32_t>(out.numbers_.size()));
  }
  for (const auto& [piece, number] :
       {std::pair{"[CLS]", &out.begin_}, {"[SEP]", &out.end_}, {"[UNK]", &out.unknown_}}) {
    const auto found = out.numbers_.find(piece);
    if (found == out.numbers_.end())
      return fail(Code::malformed, "the list of wordpieces is damaged", {}, piece,
                  "restore the model file");
    *number = found->second;
  }
  return out;
}

void Wordpieces::append_run(std::string_view run, std::vector<uint32_t>& out) const {
  const size_t before = out.size();
  std::array<char, 64> key = {'#', '#'};
  for (size_t at = 0; at < run.size();) {
    const size_t prefix = at == 0 ? 0 : 2;
    size_t take = std::min(run.size() - at, std::min(longest_, key.size()) - prefix);
    auto found = numbers_.end();
    for (; take > 0; --take) {
      std::copy_n(run.data() + at, take, key.data() + prefix);
      found = numbers_.find(std::string_view(key.data(), prefix + take));
      if (found != numbers_.end()) break;
      if (prefix == 0) continue;
    }
    if (take == 0) {
      out.resize(before);
      out.push_back(unknown_);
      return;
    }
    out.push_back(found->second);
    at += take;
    if (prefix == 0) key = {'#', '#'};
  }
}

void Wordpieces::append(std::string_view word, std::vector<uint32_t>& out) const {
  const size_t before = out.size();
  std::string text;
  if (is_ascii(word)) {
    text = lower(word.substr(0, kWordMax));
  } else {
    for (const char32_t c : plain_letters(word)) append_utf8(text, c);
  }
  for (size_t at = 0; at < text.size() && out.size() - before < kPerWordMax;) {
    size_t end = at;
    while (end < text.size() && !is_mark(decode_at(text, end))) end = next_code_point(text, end);
    if (end == at) end = next_code_point(text, at);
    append_run(std::string_view(text).substr(at, end - at), out);
    at = end;
  }
  if (out.size() == before) out.push_back(unknown_);
  out.resize(std::min(out.size(), before + kPerWordMax));
}

uint8_t shape_of_word(std::string_view word) {
  size_t letters = 0, capitals = 0;
  bool digits = false, first = false;
  for (size_t at = 0; at < word.size(); at = next_code_point(word, at)) {
    const auto c = static_cast<UChar32>(decode_at(word, at));
    const bool ascii = c < 0x80;
    digits |= ascii ? is_digit(static_cast<char>(c)) : u_isdigit(c) != 0;
    if (!(ascii ? is_alpha(static_cast<char>(c)) : u_isalpha(c) != 0)) continue;
    const bool capital = ascii ? is_upper(static_cast<char>(c)) : u_isUUppercase(c) != 0;
    if (letters++ == 0) first = capital;
    capitals += capital;
  }
  if (digits) return letters > 0 ? 6 : 5;
  if (capitals == 0) return 0;
  if (capitals == letters) return capitals > 1 ? 2 : 3;
  return capitals == 1 && first ? 1 : 4;
}

void PieceRow::open(const Wordpieces& vocabulary) {
  pieces = {vocabulary.begin()};
  shapes = {kShapeOfBorder};
  firsts = {0};
}

void PieceRow::add(const Wordpieces& vocabulary, std::string_view word) {
  const uint8_t shape = shape_of_word(word);
  firsts.push_back(static_cast<uint32_t>(pieces.size()));
  vocabulary.append(word, pieces);
  shapes.push_back(shape);
  shapes.resize(pieces.size(), static_cast<uint8_t>(shape + kLaterPiece));
}

void PieceRow::close(const Wordpieces& vocabulary) {
  pieces.push_back(vocabulary.end());
  shapes.push_back(kShapeOfBorder);
}

}  // namespace entente
