// Where the border runs. Bytes that are not well-formed UTF-8 are
//   UTF-8 with damage    when more well-formed multi-byte sequences than bad bytes stand in them;
//   windows-1252         when most high bytes stand where that page has a letter inside a word or a
//                        sign beside a word, and they make up less than 30 % of the letters;
//   neither, otherwise.
// The first and the last are bad_encoding: a wrong guess would put letters into names that nobody
// wrote, and names are what the ledger is for. Zero bytes, or over 2 % of control bytes, are no
// text. A page's declared charset is converted by ICU and believed only where the bytes obey it.
//
// Cost: linear, one copy. Tests: encoding_test.cpp.
#include "intake/documents/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"

namespace entente::intake {
namespace {

// Code points of windows-1252 for 0x80..0x9F; 0 where it defines none.
constexpr std::array<char16_t, 32> kUpperControls{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

struct Magic {
  std::string_view bytes;
  std::string_view what;
};
constexpr Magic kMagic[] = {
    {"%PDF-", "a PDF file"},
    {"PK\x03\x04", "a zip archive or an office document"},
    {"\x1F\x8B", "a gzip file"},
    {"\x89PNG", "a PNG picture"},
    {"\xFF\xD8\xFF", "a JPEG picture"},
    {"GIF8", "a GIF picture"},
    {"\xD0\xCF\x11\xE0", "an old office document"},
    {"SQLite format 3", "an SQLite database"},
    {"\x7F"
     "ELF",
     "a program"},
    {"{\\rtf", "a rich text file"},
};

uint8_t byte(std::string_view t, size_t i) { return static_cast<uint8_t>(t[i]); }

std::string place(const std::string& path, size_t at) {
  return path + ":byte " + std::to_string(at);
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (char c : bytes) {
    const auto b = static_cast<uint8_t>(c);
    if (!out.empty()) out += ' ';
    out += kDigits[b >> 4];
    out += kDigits[b & 15];
  }
  return out;
}

std::unexpected<Error> bad_byte(const std::string& path, std::string_view bytes, size_t at,
                                std::string what) {
  return fail(Code::bad_encoding, std::move(what), place(path, at), hex(bytes.substr(at, 4)),
              "save the file again as UTF-8");
}

// Windows line ends and those of old Macs become \n.
std::string with_plain_line_ends(std::string text) {
  if (text.find('\r') == std::string::npos) return text;
  size_t to = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    text[to++] = text[i] == '\r' ? '\n' : text[i];
  }
  text.resize(to);
  return text;
}

Result<std::string> from_utf16(std::string_view bytes, size_t from, bool big,
                               const std::string& path) {
  const auto unit = [&](size_t i) {
    const uint32_t a = byte(bytes, i), b = byte(bytes, i + 1);
    return big ? a << 8 | b : b << 8 | a;
  };
  std::string out;
  out.reserve(bytes.size());
  size_t i = from;
  for (; i + 1 < bytes.size(); i += 2) {
    uint32_t c = unit(i);
    if (c >= 0xD800 && c <= 0xDFFF) {
      const bool pair = c <= 0xDBFF && i + 3 < bytes.size();
      const uint32_t low = pair ? unit(i + 2) : 0;
      if (low < 0xDC00 || low > 0xDFFF) return bad_byte(path, bytes, i, "half a UTF-16 pair");
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    append_utf8(out, c);
  }
  if (i < bytes.size()) return bad_byte(path, bytes, i, "UTF-16 text ends in half a character");
  return out;
}

// UTF-16 without a mark: nearly every second byte of Latin text is zero, and always the same one.
std::optional<bool> looks_like_utf16(std::string_view bytes) {
  const size_t n = std::min<size_t>(bytes.size() & ~size_t{1}, 4096);
  if (n < 4) return std::nullopt;
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < n; ++i) zeros[i & 1] += bytes[i] == '\0';
  for (size_t side : {0u, 1u})
    if (zeros[side] * 10 >= n / 2 * 7 && zeros[1 - side] * 50 <= n / 2) return side == 0;
  return std::nullopt;
}

bool is_word_byte(std::string_view t, size_t i) {
  return i < t.size() && (is_alpha(t[i]) || byte(t, i) >= 0xC0);
}

// Whether the high byte at `i` stands where windows-1252 text has it.
bool plausible_1252(std::string_view t, size_t i) {
  const uint8_t b = byte(t, i);
  const bool before = i > 0 && is_word_byte(t, i - 1), after = is_word_byte(t, i + 1);
  if (b < 0xA0) {
    if (kUpperControls[b - 0x80u] == 0) return false;
    return b >= 0x91 || b == 0x85 || b == 0x80 || before || after;
  }
  if (b < 0xC0)
    return b == 0xA0 || b == 0xA3 || b == 0xA7 || b == 0xA9 || b == 0xAB || b == 0xAD ||
           b == 0xAE || b == 0xB0 || b == 0xB7 || b == 0xBB || b == 0xBD;
  if (b == 0xD7 || b == 0xF7 || b == 0xFE || b == 0xFF) return false;
  const bool capital = b <= 0xDE;
  if (!capital) return before || after;
  const bool before_small = i > 0 && (is_lower(t[i - 1]) || byte(t, i - 1) >= 0xDF);
  return after && !before_small;
}

struct HighBytes {
  size_t sequences = 0;  // well-formed multi-byte sequences of UTF-8
  size_t bad = 0;        // bytes outside any
  size_t high = 0, plausible = 0, letters = 0;
};

HighBytes count_high_bytes(std::string_view t) {
  HighBytes out;
  for (size_t i = 0; i < t.size();) {
    const size_t bad = first_ill_formed(t.substr(i)).value_or(t.size() - i) + i;
    for (size_t k = i; k < bad; ++k) out.sequences += byte(t, k) >= 0xC2;
    out.bad += bad < t.size();
    i = bad + 1;
  }
  for (size_t i = 0; i < t.size(); ++i) {
    out.letters += is_alpha(t[i]);
    if (byte(t, i) < 0x80) continue;
    ++out.high;
    out.plausible += plausible_1252(t, i);
  }
  return out;
}

std::string from_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (char c : bytes) {
    const auto b = static_cast<uint8_t>(c);
    append_utf8(out, b >= 0x80 && b < 0xA0 ? kUpperControls[b - 0x80u] : char32_t{b});
  }
  return out;
}

Result<std::string> from_single_bytes(std::string_view bytes, const std::string& path) {
  const HighBytes count = count_high_bytes(bytes);
  const size_t first_bad = *first_ill_formed(bytes);
  if (count.sequences > count.bad)
    return bad_byte(path, bytes, first_bad, "UTF-8 text with a damaged character");
  if (count.plausible * 2 <= count.high || count.high * 10 > (count.letters + count.high) * 3)
    return bad_byte(path, bytes, first_bad, "the bytes are neither UTF-8 nor windows-1252");
  for (size_t i = 0; i < bytes.size(); ++i)
    if (const uint8_t b = byte(bytes, i); b >= 0x80 && b < 0xA0 && kUpperControls[b - 0x80u] == 0)
      return bad_byte(path, bytes, i, "windows-1252 has no such character");
  return from_1252(bytes);
}

// By ICU; nothing when it does not know the charset or the bytes break it.
std::optional<std::string> from_declared(std::string_view bytes, std::string_view charset) {
  const std::string name = lower(charset);
  if (name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii") return std::nullopt;
  if (name == "iso-8859-1" || name == "latin1" || name == "windows-1252" || name == "cp1252")
    return std::nullopt;  // pages that say so are windows-1252 with signs in 0x80..0x9F
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name.c_str(), &status);
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::u16string units(bytes.size() * 2 + 16, u'\0');
  const int32_t length = ucnv_toUChars(converter, units.data(), static_cast<int32_t>(units.size()),
                                       bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  ucnv_close(converter);
  if (U_FAILURE(status)) return std::nullopt;
  std::string swapped(reinterpret_cast<const char*>(units.data()), static_cast<size_t>(length) * 2);
  auto text = from_utf16(swapped, 0, false, {});
  if (!text) return std::nullopt;
  return *std::move(text);
}

Status check_is_text(std::string_view text, const std::string& path) {
  size_t controls = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const uint8_t b = byte(text, i);
    if (b == 0)
      return fail(Code::not_text, "holds zero bytes", place(path, i), {},
                  "convert it to text first");
    controls += (b < 0x20 && !is_space(text[i]) && b != 0x1B && b != 0x1A) || b == 0x7F;
  }
  if (controls * 50 > text.size())
    return fail(Code::not_text,
                std::to_string(controls) + " control bytes among " + std::to_string(text.size()),
                path, {}, "convert it to text first");
  return {};
}

Result<std::string> decode(std::string&& bytes, std::string_view declared,
                           const std::string& path) {
  const std::string_view start = std::string_view(bytes).substr(0, 3);
  if (start == "\xEF\xBB\xBF") bytes.erase(0, 3);
  else if (start.substr(0, 2) == "\xFF\xFE") return from_utf16(bytes, 2, false, path);
  else if (start.substr(0, 2) == "\xFE\xFF") return from_utf16(bytes, 2, true, path);
  else if (const auto big = looks_like_utf16(bytes)) return from_utf16(bytes, 0, *big, path);
  if (auto status = check_is_text(bytes, path); !status) return std::unexpected(status.error());
  if (!first_ill_formed(bytes)) return std::move(bytes);
  if (bytes.size() <= (size_t{1} << 30))
    if (auto text = from_declared(bytes, declared)) return *std::move(text);
  return from_single_bytes(bytes, path);
}

}  // namespace

Result<std::string> decode_text(std::string bytes, std::string_view declared,
                                const std::string& path) {
  for (const Magic& magic : kMagic)
    if (bytes.starts_with(magic.bytes))
      return fail(Code::unknown_format, "is " + std::string(magic.what), path, {},
                  "convert it to text or HTML first");
  auto text = decode(std::move(bytes), declared, path);
  if (!text) return text;
  if (auto status = check_is_text(*text, path); !status) return std::unexpected(status.error());
  return with_plain_line_ends(*std::move(text));
}

std::string declared_charset(std::string_view html) {
  const std::string head = lower(html.substr(0, 2048));
  size_t at = 0;
  while ((at = head.find("<meta", at)) != std::string::npos) {
    const size_t close = std::min(head.find('>', at), head.size());
    const std::string_view tag = std::string_view(head).substr(at, close - at);
    at = close;
    size_t value = tag.find("charset");
    if (value == std::string_view::npos) continue;
    value = tag.find_first_not_of(" =\"'", value + 7);
    if (value == std::string_view::npos) continue;
    const size_t end = tag.find_first_of(" \"';/>", value);
    return std::string(tag.substr(value, end == std::string_view::npos ? end : end - value));
  }
  return {};
}

}  // namespace entente::intake
