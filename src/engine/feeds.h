// What changed, as a feed that any reader of feeds can follow.
#pragma once

#include <string>
#include <vector>

#include "entente/weighing.h"

namespace entente {

struct FeedEntry {
  std::string id;       // stable: the same change has the same id in every feed
  std::string title;    // one line
  std::string text;     // some lines
  std::string updated;  // ISO day
};

struct Feed {
  std::string title;
  std::string updated;  // ISO day
  std::vector<FeedEntry> entries;
};

std::string to_atom(const Feed& feed);       // RFC 4287
std::string to_json_feed(const Feed& feed);  // JSON Feed 1.1

}  // namespace entente
