// The one way into a ledger. What a call reports as added is on disk when the call returns.
//
//   auto writer = Writer::open("ledger.db", keys);
//   auto outcomes = writer->add_documents(entries);   // one transaction for all of them
//   for (const auto& o : *outcomes)
//     if (o.added) acknowledge(o.id, o.revision);     // durable
//
// Each new document or list edition gets the next revision; content that is there already adds
// nothing and keeps the revision it has. When a call fails, nothing of it is in the ledger.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "ledger/keys.h"
#include "ledger/originals.h"
#include "ledger/sqlite.h"
#include "model/claim.h"
#include "model/document.h"
#include "model/entity.h"
#include "model/judgement.h"

namespace entente {

struct DocumentEntry {
  Document document;          // id is the hash of `original`
  std::string original;       // the bytes as they came
  std::vector<Claim> claims;  // in text order; of this document
};

struct ListFile {
  std::string path;
  std::string bytes;
};

struct ListEntry {
  std::string dataset;  // "us_ofac_sdn"
  std::string edition;  // ISO 8601 or empty
  std::vector<ListFile> files;
  std::vector<Entity> entities;
};

struct Written {
  std::string id = {};   // of the document or list edition
  int64_t revision = 0;  // where it entered
  bool added = false;    // false: it was there already
  int64_t count = 0;     // claims of the document, entities of the edition, as stored
};

class Writer {
 public:
  struct Options {
    int busy_ms = 5000;  // how long another writer is waited for
    // In place of busy_ms: asked again and again while another writes; false gives up.
    std::function<bool()> waiting = {};
    bool to_rebuild = false;  // the version before will do: rebuild() makes it one of this version
  };
  // Creates the ledger when there is none. ledger_version, ledger_busy, ledger_corrupt, io_failure.
  static Result<Writer> open(const std::string& path, NameKeys keys, const Options& options);
  static Result<Writer> open(const std::string& path, NameKeys keys) {
    return open(path, std::move(keys), Options());
  }
  // `added` is the time to record, ISO 8601 in UTC. A repeated id inside `entries` adds once.
  // malformed when a claim does not pass check().
  Result<std::vector<Written>> add_documents(std::span<const DocumentEntry> entries,
                                             const std::string& added);
  Result<Written> add_list(const ListEntry& entry, const std::string& added);
  // A judgement gets a revision of its own. One that holds already (same kind, targets, value and
  // person, not undone) adds nothing. bad_argument when it fails check(), not_found when the
  // judgement that an undo names is not there.
  Result<Written> add_judgement(const Judgement& judgement, const std::string& added);
  // One that was made elsewhere; the same one twice adds nothing.
  Result<Written> import_judgement(const Judgement& judgement, const std::string& made,
                                   const std::string& added);
  // Ids of all documents, to tell which inputs need no reading.
  Result<std::unordered_set<std::string>> document_ids() const;
  // Where a document of this id entered; revision 0 when it is not there.
  Result<Written> find_document(const std::string& id) const;
  // Makes the derived tables anew. `progress` gets claims done and in all; false from it ends with
  // interrupted.
  Status rebuild(const std::function<bool(int64_t, int64_t)>& progress = {});

 private:
  Writer(Database db, Originals originals, NameKeys keys, bool sums)
      : db_(std::move(db)),
        originals_(std::move(originals)),
        keys_(std::move(keys)),
        bears_sums_(sums) {}
  Result<Written> add_judgement(const Judgement& judgement, const std::string& made,
                                const std::string& added, bool unless_held);
  Database db_;
  Originals originals_;
  NameKeys keys_;
  bool bears_sums_;  // its pages have room for checksums; a file of the version before may not
};

}  // namespace entente
