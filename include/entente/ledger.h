// Records and requests of the commands that keep a ledger: judgements, search, rebuilding, moving.
// The calls themselves are those of Engine (engine.h).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace entente {

// `kind` and what `targets` it takes are the rows of words_of("judgements").
struct JudgeRequest {
  std::string kind;
  std::vector<std::string> targets = {};  // ids or their beginnings, a source's name, a grade
  std::string who = {}, why = {};
};

// What the ledger held: after revision `revision`, and at the end of the day `known_by` (UTC), both
// when both are given. This is when things were added, not when they were published.
struct LedgerTime {
  int64_t revision = 0;       // 0: no limit
  std::string known_by = {};  // ISO 8601 as precise as wished; empty: no limit
};

struct JudgementRecord {
  std::string id, kind, a, b, value, who, why;
  std::string added;      // when, ISO 8601 in UTC
  int64_t revision = 0;   // where it entered the ledger
  int64_t undone_by = 0;  // the revision of the judgement that undid it; 0: it holds
  bool is_new = false;    // of judge(): false when the same judgement held already
  std::string json;
};

struct SearchRequest {
  std::string words;
  std::vector<std::string> kinds = {};
  std::string source = {}, since = {}, until = {};  // of the document; dates are of publication
  size_t count_max = 20;
  LedgerTime at = {};
};

struct SearchRecord {
  std::string id, path, url, title, publisher, published;  // of the document
  int64_t revision = 0;
  double score = 0;
  std::string snippet;
  std::vector<std::pair<size_t, size_t>> marks;  // words in the snippet: bytes from, to
  struct Claim {
    std::string id, kind, quote;
  };
  std::vector<Claim> claims;  // whose quote has a word of the query
  std::string json;
};

// What of a ledger is exported; empty fields let everything through. Lists go with the whole ledger
// only, a judgement with the claims or documents that it is about.
struct ExportRequest {
  std::string folder;                    // made; must not hold an archive already
  std::vector<std::string> actors = {};  // documents with a claim in which all of them act
  std::string source = {};               // part of the publisher, title, path or URL
  std::string since = {}, until = {};    // of publication
  LedgerTime at = {};
};

struct MoveRecord {
  int64_t documents = 0, claims = 0, lists = 0, judgements = 0;
  int64_t there = 0;  // of import: records that were there already
  std::string json;
};

struct RebuildRecord {
  int64_t claims = 0;
  std::string json;
};

}  // namespace entente
