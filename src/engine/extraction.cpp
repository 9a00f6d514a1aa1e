// A document of ordinary length is handed on as it is. A long one is cut where a paragraph ends:
// what one part says of its actors is not known in the next, which costs little, since references
// rarely reach over a hundred pages; in return memory does not grow with the document.
#include "engine/extraction.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

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

void place_on_pages(std::vector<Claim>& claims, const Document& document, std::string_view text,
                    size_t bytes_before, size_t code_points_before) {
  if (document.words.empty() || claims.empty()) return;
  const OffsetMap map(text);
  for (Claim& claim : claims)
    claim.quote_boxes =
        boxes_of(document.words, bytes_before + map.bytes(claim.quote.start - code_points_before),
                 bytes_before + map.bytes(claim.quote.end - code_points_before));
}

// "Russian"
std::string name_of_language(const std::string& code) {
  icu::UnicodeString name;
  icu::Locale(code.c_str()).getDisplayLanguage(icu::Locale::getEnglish(), name);
  std::string out;
  name.toUTF8String(out);
  return out == code ? code : out + " (" + code + ")";
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
  place_on_pages(claims, document, part.document.text, part.bytes_before, part.code_points_before);
}

Result<std::vector<Claim>> extract_claims(const Document& document, const Extractor& extractor) {
  const bool foreign = std::ranges::any_of(document.blocks, is_foreign);
  if (!foreign && document.text.size() <= PartCutter::kBytesMax) {
    auto claims = extractor.extract(document);
    if (claims) place_on_pages(*claims, document, document.text, 0, 0);
    return claims;
  }
  std::vector<Claim> out;
  PartCutter cutter(document);
  while (const auto part = cutter.next()) {
    auto claims = extractor.extract(part->document);
    if (!claims) return claims;
    place_claims(*claims, *part, document);
    std::move(claims->begin(), claims->end(), std::back_inserter(out));
  }
  return out;
}

bool is_unread(const Document& document) {
  return !document.language.empty() && document.language != "en" &&
         std::ranges::all_of(document.blocks, [](const Block& b) {
           return b.foreign || b.kind == Block::Kind::meta;
         });
}

std::string language_note(const Document& document) {
  if (is_unread(document))
    return document.path + " is in " + name_of_language(document.language) +
           ", which is not read: it gives no claims";
  const auto foreign = std::ranges::count_if(document.blocks, is_foreign);
  if (foreign == 0) return {};
  return document.path + ": " + std::to_string(foreign) + " of " +
         std::to_string(document.blocks.size()) + " blocks are not in English and were not read";
}

}  // namespace entente
