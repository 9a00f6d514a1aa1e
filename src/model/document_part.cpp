#include "model/document_part.h"

#include <algorithm>

#include "base/utf8.h"

namespace entente {
namespace {

bool is_foreign(const Block& block) { return block.foreign; }

void shift(Span& span, uint32_t by) {
  span.start += by;
  span.end += by;
}

void shift_all(Claim& claim, uint32_t by) {
  shift(claim.quote, by);
  for (auto* role : {&claim.subject, &claim.counterpart, &claim.against, &claim.object,
                     &claim.in_return, &claim.via, &claim.where, &claim.attribution})
    for (Mention& mention : *role) shift(mention, by);
  claim.id = claim_id(claim);
}

void place_within(std::vector<Claim>& claims, const Document& document, std::string_view text,
                  size_t bytes_before, size_t code_points_before) {
  if (document.words.empty() || claims.empty()) return;
  const OffsetMap map(text);
  for (Claim& claim : claims)
    claim.quote_boxes =
        boxes_of(document.words, bytes_before + map.bytes(claim.quote.start - code_points_before),
                 bytes_before + map.bytes(claim.quote.end - code_points_before));
}

}  // namespace

std::optional<DocumentPart> PartCutter::next() {
  const auto& blocks = document_.blocks;
  while (block_ < blocks.size() && is_foreign(blocks[block_])) ++block_;
  if (block_ == blocks.size()) return std::nullopt;
  const size_t begin = blocks[block_].begin;
  size_t last = block_;
  while (last + 1 < blocks.size() && blocks[last + 1].end - begin <= bytes_max_) ++last;
  const size_t end = blocks[last].end;

  DocumentPart out;
  const std::string_view text = document_.text;
  code_points_ += count_code_points(text.substr(bytes_, begin - bytes_));
  bytes_ = begin;
  out.bytes_before = bytes_;
  out.code_points_before = code_points_;
  Document& d = out.document;
  d.id = document_.id, d.path = document_.path, d.url = document_.url, d.title = document_.title;
  d.publisher = document_.publisher, d.published = document_.published;
  d.language = document_.language;
  d.text = text.substr(begin, end - begin);
  for (size_t b = block_; b <= last; ++b) {
    if (is_foreign(blocks[b])) continue;
    Block block = blocks[b];
    block.begin -= static_cast<uint32_t>(begin);
    block.end -= static_cast<uint32_t>(begin);
    d.blocks.push_back(block);
  }
  block_ = last + 1;
  return out;
}

void place_claims(std::vector<Claim>& claims, const DocumentPart& part, const Document& document) {
  if (part.code_points_before > 0)
    for (Claim& claim : claims) shift_all(claim, static_cast<uint32_t>(part.code_points_before));
  place_within(claims, document, part.document.text, part.bytes_before, part.code_points_before);
}

void place_on_pages(std::vector<Claim>& claims, const Document& document) {
  place_within(claims, document, document.text, 0, 0);
}

}  // namespace entente
