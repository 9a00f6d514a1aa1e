// Documents of a ledger: listed, and whole with the claims that were read from them.
//
//   entente::DocumentsAnswer answer;
//   entente::list_documents(settings, {.limit = 20}, answer);
//
// The rules of engine.h hold.
#pragma once

#include <string>
#include <vector>

#include "entente/engine.h"

namespace entente {

struct DocumentsRequest {
  std::string source = {};             // part of the publisher, title, path or URL; case ignored
  std::string since = {}, until = {};  // of publication, ISO 8601
  size_t limit = 20, offset = 0;       // newest in the ledger first
  LedgerTime at = {};
};

struct DocumentsAnswer {
  size_t total = 0;
  // {"schema":"entente.documents.v1","revision","total","limit","offset","documents":[…]}
  std::string json;
};
Exit list_documents(const Settings& settings, const DocumentsRequest& request,
                    DocumentsAnswer& out);

// {"schema":"entente.document.v1","revision","document","text","blocks","claims"}; blocks and
// quotes by code points. not_found for an id that is none.
Exit read_document(const Settings& settings, const std::string& id, const LedgerTime& at,
                   std::string& json);

struct LedgerCounts {
  int64_t revision = 0, documents = 0, claims = 0, lists = 0, entities = 0, judgements = 0;
};
Exit count_ledger(const Settings& settings, const LedgerTime& at, LedgerCounts& out);
// The last revision that is seen so; 0 when there was none.
Exit ledger_revision(const Settings& settings, const LedgerTime& at, int64_t& out);

// {"schema":"entente.sources.v1","revision","sources":[{"name","kind","documents","claims","first",
// "last","grade","grades"}]}: publishers by how much they say, then lists; `grade` is the
// reliability in force or null, `grades` all that were given, oldest first. With `as_of`: what was
// published, and graded, by that day.
Exit list_sources(const Settings& settings, const LedgerTime& at, const std::string& as_of,
                  std::string& json);

// Pairs of actors by how many claims name both, most first: a glance at what a ledger is about.
// {"a","a_name","b","b_name","claims","kinds":{…},"last"} each.
Exit strongest_ties(const Settings& settings, const LedgerTime& at, const std::string& as_of,
                    size_t limit, std::string& json);

}  // namespace entente
