// Expected failures as values.
//
//   Result<Document> d = read_document(path);
//   if (!d) return std::unexpected(d.error());
//
// An Error names what went wrong (a stable code), the exact offending piece, where it stands
// and what to do next. Programmer errors assert instead. Nothing here prints.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace entente {

enum class Code {
  not_found,         // a path, id, code or name that does not exist
  unreadable,        // the file exists but cannot be read
  empty_input,       // nothing in it
  too_large,         // over a stated limit
  not_text,          // binary junk where text was expected
  bad_encoding,      // bytes that are not in the encoding they claim
  too_deep,          // nesting over a stated limit
  malformed,         // breaks its own format
  truncated,         // ends in the middle
  unknown_format,    // no reader for it
  unknown_column,    // a table whose columns are not those expected
  forbidden_entity,  // XML entity declarations are never expanded
  bad_argument,      // a flag or value that makes no sense
  missing_resource,  // a model or data file that must be there
  ledger_corrupt,    // verification failed
  ledger_version,    // written by another schema version
  ledger_busy,       // another process is writing
  io_failure,        // the system refused to read or write
  interrupted,       // stopped by the user
  service_failed,    // an endpoint that the user named did not answer as it should
};

struct Error {
  Code code{};
  std::string what;   // one sentence: what went wrong
  std::string piece;  // the exact offending text, shortened to 80 code points; may be empty
  std::string where;  // file, and line:column, byte, page or row as far as known; may be empty
  std::string next;   // one line: what to do next; may be empty
};

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

struct CodeInfo {
  Code code;
  std::string_view name;     // "E-TOO-LARGE": stable, for scripts and `entente explain`
  std::string_view meaning;  // one sentence
  std::string_view remedy;   // what a user does about it
};

// The one table of error codes; `entente explain` and its test walk it.
const CodeInfo& code_info(Code code);
// nullptr when there is no such name; the comparison ignores case.
const CodeInfo* find_code(std::string_view name);
// All rows, for listings.
struct CodeTable {
  const CodeInfo* begin;
  const CodeInfo* end;
};
CodeTable code_table();

// "E-TOO-LARGE reports/a.txt:3: what (piece). next"
std::string to_string(const Error& error);

std::unexpected<Error> fail(Code code, std::string what, std::string where = {},
                            std::string piece = {}, std::string next = {});

}  // namespace entente
