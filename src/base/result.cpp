// The table of error codes: one row gives a code its name, meaning and remedy.
#include "base/result.h"

#include <array>
#include <cassert>

#include "base/text.h"

namespace entente {
namespace {

constexpr std::array kCodes{
    CodeInfo{Code::not_found, "E-NOT-FOUND", "The named file, id, actor or code does not exist.",
             "Check the spelling; `entente claims` lists what the ledger holds."},
    CodeInfo{Code::unreadable, "E-UNREADABLE", "The file exists but could not be opened or read.",
             "Check its permissions and whether it is a regular file."},
    CodeInfo{Code::empty_input, "E-EMPTY", "The input holds no text.",
             "Check that the download or export finished."},
    CodeInfo{Code::too_large, "E-TOO-LARGE", "The input is larger than the limit for its kind.",
             "Split it, or raise the limit with --max-bytes."},
    CodeInfo{Code::not_text, "E-NOT-TEXT", "The bytes are not text in any encoding known here.",
             "Convert the file to text or HTML first."},
    CodeInfo{Code::bad_encoding, "E-BAD-ENCODING",
             "The bytes break the encoding that the file claims to have.",
             "Save it again as UTF-8; the message gives the first bad byte."},
    CodeInfo{Code::too_deep, "E-TOO-DEEP", "The nesting of tags is deeper than the limit.",
             "Such pages are usually broken or hostile; save the article as text."},
    CodeInfo{Code::malformed, "E-MALFORMED", "The input breaks the rules of its own format.",
             "The message gives the place; fetch the file again if it was cut or edited."},
    CodeInfo{Code::truncated, "E-TRUNCATED", "The input ends in the middle.",
             "Fetch the file again: the download was probably cut."},
    CodeInfo{Code::unknown_format, "E-UNKNOWN-FORMAT", "No reader here knows this kind of file.",
             "`entente help formats` lists the formats that are read."},
    CodeInfo{Code::unknown_column, "E-UNKNOWN-COLUMN",
             "A table has a column that its format does not define, or lacks one it needs.",
             "Check that the edition of the list is one that is supported."},
    CodeInfo{Code::forbidden_entity, "E-FORBIDDEN-ENTITY",
             "The XML declares entities, which are never expanded.",
             "Lists as published declare none; fetch the file from its publisher."},
    CodeInfo{Code::bad_argument, "E-BAD-ARGUMENT", "A flag or argument makes no sense here.",
             "`entente COMMAND --help` shows what is expected."},
    CodeInfo{Code::missing_resource, "E-MISSING-RESOURCE",
             "The reader's model or a dictionary could not be found or read.",
             "Point ENTENTE_HOME at the folder that holds models/ and data/."},
    CodeInfo{Code::ledger_corrupt, "E-LEDGER-CORRUPT",
             "The ledger does not agree with its own checksums.",
             "Stop writing to it and restore a copy; `entente verify` names what is damaged."},
    CodeInfo{Code::ledger_version, "E-LEDGER-VERSION",
             "The ledger was written by another version of its schema.",
             "Use the version of entente that wrote it, or add its originals to a new ledger."},
    CodeInfo{Code::ledger_busy, "E-LEDGER-BUSY", "Another process is writing to the ledger.",
             "Wait for it to finish, then run the command again: adding twice adds nothing."},
    CodeInfo{Code::io_failure, "E-IO", "The system refused to read or write.",
             "Check free space and permissions."},
    CodeInfo{Code::interrupted, "E-INTERRUPTED", "Stopped before the end by the user.",
             "Run the same command again: what was acknowledged is kept."},
    CodeInfo{
        Code::service_failed, "E-SERVICE",
        "The endpoint named with --endpoint could not be reached or gave no usable answer.",
        "Check the address, the model's name and the key; without --extractor nothing is sent."},
};

}  // namespace

const CodeInfo& code_info(Code code) {
  const auto& row = kCodes[static_cast<size_t>(code)];
  assert(row.code == code && "kCodes stands in the order of enum Code");
  return row;
}

const CodeInfo* find_code(std::string_view name) {
  for (const auto& row : kCodes)
    if (equals_ignoring_case(row.name, name)) return &row;
  return nullptr;
}

CodeTable code_table() { return {kCodes.data(), kCodes.data() + kCodes.size()}; }

std::string to_string(const Error& error) {
  std::string out(code_info(error.code).name);
  if (!error.where.empty()) out += " " + error.where;
  out += ": " + error.what;
  if (!error.piece.empty()) out += " (" + error.piece + ")";
  if (!error.next.empty()) out += "\n  next: " + error.next;
  return out;
}

std::unexpected<Error> fail(Code code, std::string what, std::string where, std::string piece,
                            std::string next) {
  return std::unexpected(
      Error{code, std::move(what), std::move(piece), std::move(where), std::move(next)});
}

}  // namespace entente
