// The way of a document: limits, decoding, the format's reader, then who wins among the places
// that say its title, publisher, date and address. A new format is one file and one row here.
#include "intake/documents/intake.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>

#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/documents/encoding.h"
#include "intake/documents/format.h"
#include "intake/documents/language.h"

namespace entente {
namespace {

using namespace intake;

struct Row {
  DocumentFormat format;
  ReadFormat read;
  bool (*sniff)(std::string_view text);  // of the decoded text; nullptr: by extension only
};

// A format whose text stands inside something else: it takes the bytes as they came.
struct BinaryRow {
  DocumentFormat format;
  ReadFormat read;
  bool (*sniff)(std::string_view bytes, const std::string& path);
};

std::string_view past_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

bool sniff_html(std::string_view text) {
  const std::string head = lower(past_space(text).substr(0, 1024));
  if (head.starts_with("<!doctype html") || head.starts_with("<html")) return true;
  if (head.starts_with("<?xml") || head.starts_with("<!--"))
    return head.find("<html") != std::string::npos ||
           head.find("<!doctype html") != std::string::npos;
  for (std::string_view tag :
       {"<head", "<body", "<div", "<article", "<meta ", "<table", "<p>", "<title"})
    if (head.starts_with(tag)) return true;
  return false;
}

bool sniff_markdown(std::string_view text) {
  text = past_space(text);
  return text.starts_with("# ") || (text.starts_with("---\n") && text.find("\n## ") != text.npos);
}

constexpr std::array kFormats{
    Row{{"html", "HTML", "text/html", ".html .htm .xhtml"}, &read_html, &sniff_html},
    Row{{"markdown", "Markdown", "text/markdown", ".md .markdown .mdown"},
        &read_markdown,
        &sniff_markdown},
    Row{{"plain", "Plain text", "text/plain", ".txt .text"}, &read_plain, nullptr},
};

constexpr std::array kBinaryFormats{
    BinaryRow{{"pdf", "PDF", "application/pdf", ".pdf"}, &read_pdf, &is_pdf},
    BinaryRow{{"docx", "Word",
               "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
              &read_docx,
              &is_docx},
    BinaryRow{{"mail", "E-mail", "message/rfc822", ".eml"}, &read_mail, &is_mail},
};

constexpr auto kPublicFormats = [] {
  std::array<DocumentFormat, kFormats.size() + kBinaryFormats.size()> out{};
  size_t i = 0;
  for (const auto& row : kFormats) out[i++] = row.format;
  for (const auto& row : kBinaryFormats) out[i++] = row.format;
  return out;
}();

std::string ids_of_formats() {
  std::string out;
  for (const auto& format : kPublicFormats)
    out += (out.empty() ? "" : ", ") + std::string(format.id);
  return out;
}

bool has_extension(const DocumentFormat& format, const std::string& path) {
  const std::string extension = lower(std::filesystem::path(path).extension().string());
  return !extension.empty() && std::ranges::count(split(format.extensions, ' '), extension) > 0;
}

// The row for a document: named by the user, else by content, else by extension, else plain text.
Result<const Row*> choose_format(std::string_view text, const std::string& path,
                                 const IntakeOptions& options) {
  if (!options.format.empty()) {
    for (const Row& row : kFormats)
      if (row.format.id == options.format) return &row;
    return fail(Code::bad_argument, "no such format", path, options.format,
                "formats are " + ids_of_formats());
  }
  if (sniff_html(text)) return &kFormats[0];
  const std::string_view start = past_space(text);
  const bool is_xml = start.starts_with("<?xml") || start.starts_with("<!DOCTYPE");
  if (is_xml && start.substr(0, 4096).find("<!ENTITY") != start.npos)
    return fail(Code::forbidden_entity, "the XML declares entities", path, "<!ENTITY");
  if (is_xml)
    return fail(Code::unknown_format, "is XML, but no web page", path,
                shorten(start.substr(0, start.find('\n')), 80),
                "sanctions lists are recognised by their content; other XML is not read");
  for (const Row& row : kFormats)
    if (has_extension(row.format, path)) return &row;
  for (const Row& row : kFormats)
    if (row.sniff && row.sniff(text)) return &row;
  return &kFormats.back();
}

Result<Metadata> metadata_from_options(const IntakeOptions& options, const std::string& path) {
  Metadata out{options.url, options.title, options.publisher, options.published, {}};
  if (out.published.empty()) return out;
  const auto date = parse_date(out.published);
  if (!date)
    return fail(Code::bad_argument, "the date published is no date", path, out.published,
                "write it as 2025-07-14");
  out.published = to_string(*date);
  return out;
}

Result<std::string> read_within(const std::string& path, size_t bytes_max,
                                const IntakeOptions& options) {
  if (options.containers) return options.containers->read(path, bytes_max, options.stop);
  return Containers().read(path, bytes_max, options.stop);
}

Result<Metadata> metadata_beside(const std::string& path, const IntakeOptions& options) {
  const std::string side = std::filesystem::path(path).replace_extension(".meta.json").string();
  auto json = read_within(side, size_t{1} << 20, options);
  if (!json && json.error().code == Code::not_found) return Metadata{};
  if (!json) return std::unexpected(json.error());
  return metadata_from_side_file(*json, side);
}

// The row of a format that is no text; nullptr when these bytes are to be read as text.
Result<const BinaryRow*> choose_binary(std::string_view bytes, const std::string& path,
                                       const IntakeOptions& options) {
  for (const BinaryRow& row : kBinaryFormats) {
    const bool named = row.format.id == options.format;
    if (!options.format.empty() && !named) continue;
    if (row.sniff(bytes, path)) return &row;
    if (named)
      return fail(Code::malformed, "is no " + std::string(row.format.title) + " file", path);
  }
  return nullptr;
}

Result<Extract> extract_text(std::string bytes, const std::string& path,
                             const IntakeOptions& options) {
  const auto binary = choose_binary(bytes, path, options);
  if (!binary) return std::unexpected(binary.error());
  if (*binary) return (*binary)->read(std::move(bytes), path, options);
  const std::string charset = declared_charset(bytes);
  auto text = decode_text(std::move(bytes), charset, path);
  if (!text) return std::unexpected(text.error());
  if (trim(*text).empty()) return fail(Code::empty_input, "holds no text", path);
  const auto row = choose_format(*text, path, options);
  if (!row) return std::unexpected(row.error());
  return (*row)->read(*std::move(text), path, options);
}

Result<Document> build(std::string bytes, std::string path, const IntakeOptions& options,
                       const Metadata& first) {
  if (bytes.size() > options.bytes_max || bytes.size() > std::numeric_limits<uint32_t>::max() / 2)
    return fail(
        Code::too_large,
        std::to_string(bytes.size()) + " bytes, the limit is " + std::to_string(options.bytes_max),
        path);
  if (trim(bytes).empty()) return fail(Code::empty_input, "holds no text", path);
  Document out;
  out.id = sha256_hex(bytes);
  auto extract = extract_text(std::move(bytes), path, options);
  if (!extract) return std::unexpected(extract.error());
  if (extract->blocks.empty()) return fail(Code::empty_input, "holds no text", path);
  Metadata metadata = first;
  metadata.complete_from(extract->metadata);
  out.path = std::move(path);
  out.url = metadata.url;
  out.title = metadata.title;
  out.publisher = metadata.publisher;
  out.published = metadata.published.empty() ? metadata.modified : metadata.published;
  out.text = std::move(extract->text);
  out.blocks = std::move(extract->blocks);
  out.words = std::move(extract->words);
  out.language = detect_language(out.text);
  mark_foreign_blocks(out);
  return out;
}

}  // namespace

std::span<const DocumentFormat> document_formats() { return kPublicFormats; }

Result<Document> document_from_bytes(std::string bytes, std::string path,
                                     const IntakeOptions& options) {
  const auto named = metadata_from_options(options, path);
  if (!named) return std::unexpected(named.error());
  return build(std::move(bytes), std::move(path), options, *named);
}

Result<Document> document_from_file(std::string bytes, const std::string& path,
                                    const IntakeOptions& options) {
  auto metadata = metadata_from_options(options, path);
  if (!metadata) return std::unexpected(metadata.error());
  if (options.side_file && path != "-") {
    const auto beside = metadata_beside(path, options);
    if (!beside) return std::unexpected(beside.error());
    metadata->complete_from(*beside);
  }
  if (path != "-") return build(std::move(bytes), path, options, *metadata);
  auto document = build(std::move(bytes), "standard input", options, *metadata);
  if (document) document->path.clear();
  return document;
}

Result<std::string> read_input(const std::string& path, const IntakeOptions& options) {
  return read_within(path, options.bytes_max, options);
}

Result<Document> read_document(const std::string& path, const IntakeOptions& options) {
  auto bytes = read_input(path, options);
  if (!bytes) return std::unexpected(bytes.error());
  return document_from_file(*std::move(bytes), path, options);
}

}  // namespace entente
