// Bytes in, Document out: each format is recognised by its content or name.
//
//   IntakeOptions options;
//   auto document = read_document("reports/dispatch.txt", options);   // "-" is standard input
//   if (!document) report(document.error());                          // code, place, next step
//   for (const Block& b : document->blocks) use(document->slice(b));
//
// What a Document says of itself (title, publisher, published, url) comes from the options first,
// then from NAME.meta.json beside the file, then from the document. Pure but for reading those two
// files; one call needs at most a few times the size of its input in memory.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "intake/documents/containers.h"
#include "model/document.h"

namespace entente {

struct IntakeOptions {
  size_t bytes_max = size_t{64} << 20;
  size_t html_bytes_max = size_t{16} << 20;  // a parsed page takes about 20 times its size
  size_t html_depth_max = 400;               // open tags within each other
  std::string format;                        // an id of document_formats(); empty: recognised
  std::string url, title, publisher;         // empty: taken from the document
  std::string published;                     // ISO 8601
  std::string pdf_program = "pdftotext";     // looked for in the system's folders
  bool side_file = true;                     // honour NAME.meta.json
  const std::atomic<bool>* stop = nullptr;   // ends waiting for a pipe or terminal
  // Where paths into containers ("reports.zip/a.txt") are read; null: each is opened anew.
  std::shared_ptr<Containers> containers = nullptr;
};

// The bytes of a file or of a member of a container.
Result<std::string> read_input(const std::string& path, const IntakeOptions& options);

// Failures: not_found, unreadable, too_large, empty_input, not_text, bad_encoding (the first bad
// byte), too_deep, unknown_format, bad_argument (options.format, options.published), malformed (the
// side file). Error::where starts with the path.
Result<Document> read_document(const std::string& path, const IntakeOptions& options = {});
// The same of bytes that were read from `path` ("-": standard input); only the side file is opened.
Result<Document> document_from_file(std::string bytes, const std::string& path,
                                    const IntakeOptions& options = {});
// `path` names the document and gives the extension; no file is opened.
Result<Document> document_from_bytes(std::string bytes, std::string path,
                                     const IntakeOptions& options = {});

struct DocumentFormat {
  std::string_view id;          // "markdown"
  std::string_view title;       // "Markdown"
  std::string_view media_type;  // "text/markdown"
  std::string_view extensions;  // ".md .markdown", blank-separated
};
// The formats that are read, for listings and help.
std::span<const DocumentFormat> document_formats();

}  // namespace entente
