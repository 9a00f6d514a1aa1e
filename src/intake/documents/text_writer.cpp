#include "intake/documents/text_writer.h"

#include "base/text.h"
#include "intake/documents/blocks.h"

namespace entente::intake {

void TextWriter::write(std::string_view piece, Block::Kind kind, int level) {
  const std::string_view core = trim(piece);
  const bool one_line = core.find('\n') == std::string_view::npos;
  const bool keeps_kind = kind != Block::Kind::paragraph;
  if (one_line || kind == Block::Kind::heading) return put(core, kind, level);
  for (const Block& b : group_lines(core))
    put(core.substr(b.begin, b.end - b.begin), keeps_kind ? kind : b.kind,
        keeps_kind ? level : b.level);
}

void TextWriter::put(std::string_view line, Block::Kind kind, int level) {
  const std::string squeezed = squeeze(line);
  if (squeezed.empty()) return;
  if (!text.empty()) text += "\n\n";
  const auto begin = static_cast<uint32_t>(text.size());
  text += squeezed;
  blocks.push_back({kind, begin, static_cast<uint32_t>(text.size()), level});
}

}  // namespace entente::intake
