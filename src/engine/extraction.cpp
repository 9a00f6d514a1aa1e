// A document of ordinary length is handed on as it is. A long one is cut where a paragraph ends:
// what one part says of its actors is not known in the next, which costs little, since references
// rarely reach over a hundred pages; in return memory does not grow with the document.
#include "engine/extraction.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/ordered_work.h"
#include "model/document_part.h"

namespace entente {
namespace {

bool is_foreign(const Block& block) { return block.foreign; }

// "Russian"
std::string name_of_language(const std::string& code) {
  icu::UnicodeString name;
  icu::Locale(code.c_str()).getDisplayLanguage(icu::Locale::getEnglish(), name);
  std::string out;
  name.toUTF8String(out);
  return out == code ? code : out + " (" + code + ")";
}

}  // namespace

Result<std::vector<Claim>> extract_claims(const Document& document, const Extractor& extractor) {
  const bool foreign = std::ranges::any_of(document.blocks, is_foreign);
  if (!foreign && document.text.size() <= PartCutter::kBytesMax) {
    auto claims = extractor.extract(document);
    if (claims) place_on_pages(*claims, document);
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

bool is_long(const Document& document) {
  constexpr size_t kPartsAtOnce = 8;
  return document.text.size() > kPartsAtOnce * PartCutter::kBytesMax;
}

Status extract_by_parts(const Document& document, const Extractor& extractor, size_t threads,
                        const std::function<bool(std::vector<Claim>&&)>& take) {
  std::vector<PartCutter> at;  // each part, before it is cut
  PartCutter cutter(document);
  do at.push_back(cutter);
  while (cutter.next());
  at.pop_back();

  Status outcome;
  const auto make = [&](size_t i) -> Result<std::vector<Claim>> {
    const auto part = at[i].next();
    auto claims = extractor.extract(part->document);
    if (claims) place_claims(*claims, *part, document);
    return claims;
  };
  ordered_work(at.size(), threads, make, [&](size_t, Result<std::vector<Claim>>&& claims) {
    if (!claims) return outcome = std::unexpected(claims.error()), false;
    return take(std::move(*claims));
  });
  return outcome;
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
