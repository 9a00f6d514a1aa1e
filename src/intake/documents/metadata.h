// What a document says of itself, and the places where it says so in running text.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace entente::intake {

struct Metadata {
  std::string url, title, publisher;
  std::string published;  // ISO 8601, as precise as known
  std::string modified;   // stands in where no date published is given
  // Fills what is empty here from `other`.
  void complete_from(const Metadata& other);
};

// NAME.meta.json: keys url, title, publisher, published; others are left alone. malformed when it
// is not a JSON object of texts or its date is none.
Result<Metadata> metadata_from_side_file(std::string_view json, const std::string& path);

// JSON-LD of a page: the first article's headline, publisher, dates and address. Anything that
// does not parse counts as not there.
Metadata metadata_from_json_ld(std::string_view json);

// One "key: value" of front matter, a head line or a meta tag. False when the key means nothing.
bool take_key(Metadata& metadata, std::string_view key, std::string_view value);

// Takes "---\nkey: value\n---\n" from the start of `text` and gives the bytes it covers; 0: none.
size_t read_front_matter(std::string_view text, Metadata& metadata);

}  // namespace entente::intake
