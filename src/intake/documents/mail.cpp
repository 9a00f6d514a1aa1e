// A mail message as a document: its subject is the title, its sender the publisher, its date the
// date published, and the text parts its text. Attachments are documents of their own
// (containers.h). Marks of quotation (">") are taken off; who is quoted stays as the text says it.
//
// Tests: mail_test.cpp, fuzz/mail_fuzz.cpp.
#include <array>

#include "base/text.h"
#include "intake/documents/calendar.h"
#include "intake/documents/encoding.h"
#include "intake/documents/format.h"
#include "intake/documents/mime.h"

namespace entente::intake {
namespace {

constexpr std::string_view kMarks[] = {
    "received:", "message-id:", "mime-version:", "return-path:", "delivered-to:"};

// "Jane Doe <jane@example.org>": the name, else the address.
std::string sender(std::string_view from) {
  const size_t angle = from.find('<');
  std::string_view name = trim(from.substr(0, angle));
  if (name.size() > 1 && name.front() == '"' && name.back() == '"')
    name = trim(name.substr(1, name.size() - 2));
  if (!name.empty() || angle == std::string_view::npos) return std::string(name);
  const std::string_view rest = from.substr(angle + 1);
  return std::string(trim(rest.substr(0, rest.find('>'))));
}

std::string without_quotation_marks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool line_start = true;
  for (size_t i = 0; i < text.size(); ++i) {
    if (line_start && text[i] == '>') {
      if (i + 1 < text.size() && text[i + 1] == ' ') ++i;
      continue;
    }
    line_start = text[i] == '\n';
    out += text[i];
  }
  return out;
}

void append(Extract& out, Extract&& piece) {
  if (!out.text.empty()) out.text += "\n\n";
  const auto shift = static_cast<uint32_t>(out.text.size());
  out.text += piece.text;
  for (Block block : piece.blocks) {
    block.begin += shift;
    block.end += shift;
    out.blocks.push_back(block);
  }
}

}  // namespace

bool is_mail(std::string_view bytes, const std::string& path) {
  if (lower(path).ends_with(".eml")) return true;
  // The first lines are all headers, and one of them only mail has.
  bool marked = false;
  size_t lines = 0;
  while (!bytes.empty() && lines < 40) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    if (trim(line).empty()) break;
    ++lines;
    if (is_space(line[0])) continue;
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.substr(0, colon).find(' ') != line.npos)
      return false;
    const std::string start = lower(line.substr(0, colon + 1));
    for (const auto mark : kMarks) marked = marked || start == mark;
  }
  return marked && lines >= 3;
}

Result<Extract> read_mail(std::string bytes, const std::string& path,
                          const IntakeOptions& options) {
  auto mail = parse_mail(bytes, path);
  if (!mail) return std::unexpected(mail.error());
  Extract out;
  out.metadata.title = mail->subject;
  out.metadata.publisher = sender(mail->from);
  if (const auto date = read_date(mail->date)) out.metadata.published = to_string(*date);
  if (!mail->subject.empty()) {
    out.text = mail->subject;
    out.blocks.push_back({Block::Kind::title, 0, static_cast<uint32_t>(out.text.size()), 0});
  }
  for (MailPart& part : mail->parts) {
    if (part.attached || trim(part.bytes).empty()) continue;
    auto text = decode_text(std::move(part.bytes), part.charset, path);
    if (!text) return std::unexpected(text.error());
    if (trim(*text).empty()) continue;
    auto piece = part.type == "text/html"
                     ? read_html(*std::move(text), path, options)
                     : read_plain(without_quotation_marks(*text), path, options);
    if (!piece) return std::unexpected(piece.error());
    append(out, *std::move(piece));
  }
  if (out.blocks.empty()) return fail(Code::empty_input, "the message holds no text", path);
  return out;
}

}  // namespace entente::intake
