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
  Metadata metadata;
};

// Text is well-formed UTF-8 with \n line ends; `path` is for messages.
using ReadFormat = Result<Extract> (*)(std::string text, const std::string& path,
                                       const IntakeOptions& options);

Result<Extract> read_plain(std::string text, const std::string& path, const IntakeOptions&);
Result<Extract> read_markdown(std::string text, const std::string& path, const IntakeOptions&);
Result<Extract> read_html(std::string text, const std::string& path, const IntakeOptions&);

}  // namespace entente::intake
