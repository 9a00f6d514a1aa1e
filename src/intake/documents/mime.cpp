// Tests: mime_test.cpp, fuzz/mail_fuzz.cpp. Cost: linear in the message times the depth of its
// parts.
#include "intake/documents/mime.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/documents/encoding.h"

namespace entente::intake {
namespace {

constexpr size_t kPartsMax = 1000;
constexpr size_t kHeaderBytesMax = size_t{1} << 20;
constexpr size_t kDepthMax = 20;
constexpr size_t kBoundaryBytesMax = 200;

using Headers = std::map<std::string, std::string, std::less<>>;

// Takes the line at the start of `text`, without its end.
std::string_view take_line(std::string_view& text) {
  const size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Headers from the start of `text`, which is left at the body. The first of a name counts.
std::optional<Headers> take_headers(std::string_view& text) {
  Headers out;
  std::string* last = nullptr;
  size_t bytes = 0;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if ((bytes += line.size()) > kHeaderBytesMax) return std::nullopt;
    if (is_space(line[0])) {
      if (last) *last += " " + std::string(trim(line));
      continue;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const auto [at, fresh] =
        out.emplace(lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
    last = fresh ? &at->second : nullptr;
  }
  return out;
}

std::string_view header(const Headers& headers, std::string_view name) {
  const auto at = headers.find(name);
  return at == headers.end() ? std::string_view{} : std::string_view(at->second);
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](size_t k) {
      const size_t at = k < text.size() ? std::string_view("0123456789abcdef").find(lower(text[k]))
                                        : std::string_view::npos;
      return at == std::string_view::npos ? -1 : static_cast<int>(at);
    };
    if (text[i] == '%' && digit(i + 1) >= 0 && digit(i + 2) >= 0) {
      out += static_cast<char>(digit(i + 1) * 16 + digit(i + 2));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Bytes in a named charset as UTF-8; with damage, what is ASCII of them.
std::string to_utf8(std::string bytes, std::string_view charset) {
  if (bytes.empty()) return {};
  std::string copy = bytes;
  if (auto text = decode_text(std::move(copy), charset, {})) return *std::move(text);
  std::erase_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return bytes;
}

// "text/plain; charset=utf-8; name*=utf-8''a%20b.pdf": the value, and one parameter.
std::string_view value_of(std::string_view field) { return trim(field.substr(0, field.find(';'))); }

std::string parameter_of(std::string_view field, std::string_view wanted) {
  std::string pieces;
  std::string_view rest = field.substr(std::min(field.size(), field.find(';')));
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const size_t equals = rest.find_first_of("=;");
    if (equals == std::string_view::npos) break;
    const std::string name = lower(trim(rest.substr(0, equals)));
    if (rest[equals] == ';') {
      rest.remove_prefix(equals);
      continue;
    }
    rest.remove_prefix(equals + 1);
    while (!rest.empty() && is_space(rest[0])) rest.remove_prefix(1);
    std::string value;
    if (!rest.empty() && rest[0] == '"') {
      size_t i = 1;
      for (; i < rest.size() && rest[i] != '"'; ++i) {
        if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
        value += rest[i];
      }
      rest.remove_prefix(std::min(rest.size(), rest.find(';', i)));
    } else {
      const size_t end = std::min(rest.size(), rest.find(';'));
      value = trim(rest.substr(0, end));
      rest.remove_prefix(end);
    }
    if (name == wanted) return decode_words(value);
    // RFC 2231: "name*=charset'language'…", "name*0=…", "name*1*=…"
    if (!name.starts_with(std::string(wanted) + "*")) continue;
    if (name.ends_with('*')) {
      const size_t first = value.find('\''), second = value.find('\'', first + 1);
      if (first != std::string::npos && second != std::string::npos)
        pieces += to_utf8(percent_decoded(std::string_view(value).substr(second + 1)),
                          std::string_view(value).substr(0, first));
      else pieces += percent_decoded(value);
    } else {
      pieces += value;
    }
  }
  return pieces;
}

// A file name without folders and control characters.
std::string file_name(std::string name) {
  std::replace(name.begin(), name.end(), '\\', '/');
  name.erase(0, name.rfind('/') + 1);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (first_ill_formed(name) || name == "." || name == "..") return {};
  return shorten(name, 120);
}

std::string undo_transfer(std::string_view body, std::string_view encoding) {
  const std::string name = lower(encoding);
  if (name == "base64") return decode_base64(body);
  if (name == "quoted-printable") return decode_quoted_printable(body);
  return std::string(body);
}

class Parser {
 public:
  explicit Parser(const std::string& path) : path_(path) {}

  Result<Mail> run(std::string_view bytes) {
    const auto headers = take_headers(bytes);
    if (!headers) return too_long();
    mail_.subject = decode_words(header(*headers, "subject"));
    mail_.from = decode_words(header(*headers, "from"));
    mail_.date = header(*headers, "date");
    mail_.message_id = header(*headers, "message-id");
    if (auto ok = part(*headers, bytes, 0, mail_.parts); !ok) return std::unexpected(ok.error());
    return std::move(mail_);
  }

 private:
  std::unexpected<Error> too_long() const {
    return fail(Code::too_large, "more than 1 MiB of headers in one part", path_);
  }

  Status part(const Headers& headers, std::string_view body, size_t depth,
              std::vector<MailPart>& out) {
    const std::string_view field = header(headers, "content-type");
    std::string type = lower(value_of(field));
    if (type.empty()) type = "text/plain";
    if (type.starts_with("multipart/")) {
      const std::string boundary = parameter_of(field, "boundary");
      if (!boundary.empty() && boundary.size() <= kBoundaryBytesMax)
        return multipart(type, boundary, body, depth + 1, out);
      type = "text/plain";
    }
    if (++parts_ > kPartsMax) return fail(Code::too_large, "more than 1,000 parts", path_);
    const std::string_view disposition = header(headers, "content-disposition");
    MailPart one;
    one.name = file_name(parameter_of(disposition, "filename"));
    if (one.name.empty()) one.name = file_name(parameter_of(field, "name"));
    const bool text = type == "text/plain" || type == "text/html";
    one.attached = !text || lower(value_of(disposition)) == "attachment";
    one.charset = parameter_of(field, "charset");
    one.bytes = undo_transfer(body, header(headers, "content-transfer-encoding"));
    one.type = std::move(type);
    out.push_back(std::move(one));
    return {};
  }

  Status multipart(std::string_view type, const std::string& boundary, std::string_view body,
                   size_t depth, std::vector<MailPart>& out) {
    if (depth > kDepthMax)
      return fail(Code::too_deep, "more than 20 multiparts within each other", path_);
    std::vector<std::vector<MailPart>> alternatives;
    for (std::string_view piece : pieces(body, "--" + boundary)) {
      const auto headers = take_headers(piece);
      if (!headers) return too_long();
      alternatives.emplace_back();
      if (auto ok = part(*headers, piece, depth, alternatives.back()); !ok) return ok;
    }
    if (type == "multipart/alternative") return keep_one(alternatives, out);
    for (auto& parts : alternatives) std::move(parts.begin(), parts.end(), std::back_inserter(out));
    return {};
  }

  // Plain text says the same as the page beside it, without its furniture. An empty one says
  // nothing.
  static Status keep_one(std::vector<std::vector<MailPart>>& alternatives,
                         std::vector<MailPart>& out) {
    const auto has = [](const std::vector<MailPart>& parts, std::string_view type) {
      return std::ranges::any_of(parts, [&](const MailPart& p) {
        return p.type == type && !p.attached && !trim(p.bytes).empty();
      });
    };
    for (const std::string_view type : {"text/plain", "text/html"})
      for (auto& parts : alternatives)
        if (has(parts, type)) {
          std::move(parts.begin(), parts.end(), std::back_inserter(out));
          return {};
        }
    for (auto& parts : alternatives) std::move(parts.begin(), parts.end(), std::back_inserter(out));
    return {};
  }

  // What stands between the lines of the boundary; the last may lack its end.
  static std::vector<std::string_view> pieces(std::string_view body, const std::string& mark) {
    std::vector<std::string_view> out;
    const char* begin = nullptr;
    std::string_view rest = body;
    while (!rest.empty()) {
      const char* line_begin = rest.data();
      const std::string_view line = take_line(rest);
      if (!line.starts_with(mark)) continue;
      const std::string_view after = trim(line.substr(mark.size()));
      if (!after.empty() && after != "--") continue;
      if (begin) out.push_back(without_last_end({begin, static_cast<size_t>(line_begin - begin)}));
      begin = after == "--" ? nullptr : rest.data();
      if (after == "--") break;
    }
    const char* const end = body.data() + body.size();
    if (begin && begin < end) out.emplace_back(begin, static_cast<size_t>(end - begin));
    return out;
  }

  static std::string_view without_last_end(std::string_view piece) {
    if (piece.ends_with('\n')) piece.remove_suffix(1);
    if (piece.ends_with('\r')) piece.remove_suffix(1);
    return piece;
  }

  const std::string& path_;
  Mail mail_;
  size_t parts_ = 0;
};

}  // namespace

std::string decode_base64(std::string_view text) {
  static constexpr auto kValues = [] {
    std::array<int8_t, 256> out{};
    out.fill(-1);
    constexpr std::string_view kLetters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < kLetters.size(); ++i)
      out[static_cast<uint8_t>(kLetters[i])] = static_cast<int8_t>(i);
    return out;
  }();
  std::string out;
  out.reserve(text.size() / 4 * 3);
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int8_t value = kValues[static_cast<uint8_t>(c)];
    if (value < 0) continue;
    bits = bits << 6 | static_cast<uint32_t>(value);
    if (++count % 4 == 0) {
      out += {static_cast<char>(bits >> 16), static_cast<char>(bits >> 8), static_cast<char>(bits)};
      bits = 0;
    }
  }
  if (count % 4 == 2) out += static_cast<char>(bits >> 4);
  if (count % 4 == 3) out += {static_cast<char>(bits >> 10), static_cast<char>(bits >> 2)};
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  const auto digit = [](char c) {
    const size_t at = std::string_view("0123456789abcdef").find(lower(c));
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
  };
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
    } else if (i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
    } else if (i + 2 < text.size() && text[i + 1] == '\r' && text[i + 2] == '\n') {
      i += 2;
    } else if (i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string decode_words(std::string_view field) {
  std::string out;
  bool after_word = false;
  while (!field.empty()) {
    const size_t begin = field.find("=?");
    const size_t charset_end = field.find('?', begin == field.npos ? begin : begin + 2);
    const size_t end = charset_end == field.npos ? field.npos : field.find("?=", charset_end + 3);
    if (begin == field.npos || end == field.npos || charset_end + 2 >= field.size() ||
        field[charset_end + 2] != '?') {
      out += field;
      break;
    }
    // Blanks between two encoded words belong to neither.
    if (!after_word || !trim(field.substr(0, begin)).empty()) out += field.substr(0, begin);
    const std::string_view charset = field.substr(begin + 2, charset_end - begin - 2);
    std::string body(field.substr(charset_end + 3, end - charset_end - 3));
    if (lower(field[charset_end + 1]) == 'b') {
      body = decode_base64(body);
    } else {
      std::replace(body.begin(), body.end(), '_', ' ');
      body = decode_quoted_printable(body);
    }
    out += to_utf8(std::move(body), charset.substr(0, charset.find('*')));
    field.remove_prefix(end + 2);
    after_word = true;
  }
  return to_utf8(squeeze(out), {});
}

Result<Mail> parse_mail(std::string_view bytes, const std::string& path) {
  return Parser(path).run(bytes);
}

}  // namespace entente::intake
