// Mail messages (RFC 5322, MIME by RFC 2045–2047 and 2231) as headers and parts, decoded.
//
//   auto mail = parse_mail(bytes, path);
//   for (const MailPart& part : mail->parts) if (!part.attached) use(part.bytes);
//
// Lenient as mail must be: what does not parse stands as it is. Limits are errors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente::intake {

struct MailPart {
  std::string type;     // "text/plain", lower case
  std::string charset;  // as declared; may be empty
  std::string name;     // of an attachment: a file name without folders; may be empty
  std::string bytes;    // transfer encoding undone
  bool attached = false;
};

struct Mail {
  std::string subject, from, date, message_id;  // decoded; empty where not given
  // The parts to show and those attached, in order; of alternatives only the one that is read.
  std::vector<MailPart> parts;
};

// too_large: more than 1,000 parts or 1 MiB of headers in one; too_deep: more than 20 multiparts
// within each other.
Result<Mail> parse_mail(std::string_view bytes, const std::string& path);

std::string decode_base64(std::string_view text);            // what is no base64 is skipped
std::string decode_quoted_printable(std::string_view text);  // what is no escape stands
std::string decode_words(std::string_view header);           // "=?utf-8?Q?…?=", to UTF-8

}  // namespace entente::intake
