// Plain text: the text is kept as it is, so that offsets count in the file itself.
#include "intake/documents/blocks.h"
#include "intake/documents/format.h"

namespace entente::intake {

Result<Extract> read_plain(std::string text, const std::string&, const IntakeOptions&) {
  Extract out;
  out.text = std::move(text);
  const size_t front_matter = read_front_matter(out.text, out.metadata);
  out.blocks = find_blocks(out.text, front_matter, out.metadata);
  if (front_matter == 0) return out;
  size_t end = front_matter;
  while (end > 0 && out.text[end - 1] == '\n') --end;
  out.blocks.insert(out.blocks.begin(), Block{Block::Kind::meta, 0, static_cast<uint32_t>(end), 0});
  return out;
}

}  // namespace entente::intake
