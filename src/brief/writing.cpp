// Shared by the three writers; see writing.h.
#include "brief/writing.h"

#include "base/text.h"
#include "base/utf8.h"

namespace entente {

std::vector<std::pair<size_t, size_t>> note_ranges(const std::vector<ClaimIndex>& claims) {
  std::vector<std::pair<size_t, size_t>> out;
  for (const ClaimIndex c : claims) {
    const size_t n = c + 1;
    if (!out.empty() && out.back().second + 1 == n) out.back().second = n;
    else out.emplace_back(n, n);
  }
  return out;
}

// What is replaced begins with one of few bytes; the rest is copied as it is.
std::string harmless(std::string_view text) {
  const auto may_harm = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\n') || byte == 0x7F || byte == 0xC2 || byte == 0xE2;
  };
  std::string out;
  out.reserve(text.size());
  size_t copied = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (!may_harm(text[at])) continue;
    const char32_t c = decode_at(text, at);
    const bool control = (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0);
    const bool turns =
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    if (!control && !turns) continue;
    out += text.substr(copied, at - copied);
    out += "\uFFFD";
    copied = next_code_point(text, at);
    at = copied - 1;
  }
  out += text.substr(copied);
  return out;
}

std::vector<std::string> standing_facts(const Brief& brief) {
  std::vector<std::string> out;
  if (brief.as_of) out.push_back("As of " + to_string(*brief.as_of));
  if (brief.ledger_revision)
    out.push_back("Ledger revision " + std::to_string(brief.ledger_revision));
  out.push_back("Sources not graded by an analyst");
  return out;
}

std::string document_words(const DocumentRef& d) {
  std::string out = d.title.empty() ? (d.path.empty() ? "Document " + d.id.substr(0, 8) : d.path)
                                    : squeeze(d.title);
  out += ". " + (d.publisher.empty() ? "Publisher not known" : d.publisher);
  return out + ", " + (d.published.empty() ? "date not known" : d.published);
}

}  // namespace entente
