// Full-text search over documents and their claims.
//
//   SearchQuery query{.words = "missiles Rason"};
//   for (const SearchHit& hit : view.search(query).value()) …   // best first
//
// A document is found when it holds every word of the query, whatever their case, accents or letter
// forms (NameKeys::search_words). Rank: BM25 (Robertson and Zaragoza 2009, k1 1.2, b 0.75) over the
// newest 2,000 documents that match; equal ranks newest first.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/claim.h"

namespace entente {

struct SearchQuery {
  std::string words = {};
  std::vector<Kind> kinds = {};  // when given, only documents with such a claim that has a word
  std::string source = {};       // part of the publisher, title, path or URL; ASCII case ignored
  std::string since = {}, until = {};  // ISO days: when the document was published
  size_t count_max = 20;
};

struct SearchHit {
  DocumentRef document;
  int64_t revision = 0;
  double score = 0;
  std::string snippet;                           // of the text, around the words
  std::vector<std::pair<size_t, size_t>> marks;  // words in the snippet: bytes from, to
  std::vector<Claim> claims;  // whose quote has a word of the query, most words first; at most 10
};

}  // namespace entente
