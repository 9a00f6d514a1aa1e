// What a format reader gives back, and the registry row that names it. Inside intake only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intake/documents/intake.h"
#include "intake/documents/metadata.h"
#include "model/document.h"

namespace entente::intake {

struct Extract {
  std::string text;
  std::vector<Block> blocks;
  std::vector<PlacedWord> words = {};  // of a paged format
  Metadata metadata;
};

// Text is well-formed UTF-8 with \n line ends; `path` is for messages.
using ReadFormat = Result<Extract> (*)(std::string text, const std::string& path,
                                       const IntakeOptions& options);

Result<Extract> read_plain(std::string text, const std::string& path, const IntakeOptions&);
Result<Extract> read_markdown(std::string text, const std::string& path, const IntakeOptions&);
Result<Extract> read_html(std::string text, const std::string& path, const IntakeOptions&);

// Formats that are no text take the bytes as they came.
Result<Extract> read_pdf(std::string bytes, const std::string& path, const IntakeOptions&);
Result<Extract> read_docx(std::string bytes, const std::string& path, const IntakeOptions&);
Result<Extract> read_mail(std::string bytes, const std::string& path, const IntakeOptions&);

bool is_pdf(std::string_view bytes, const std::string& path);
bool is_docx(std::string_view bytes, const std::string& path);
bool is_mail(std::string_view bytes, const std::string& path);

}  // namespace entente::intake
