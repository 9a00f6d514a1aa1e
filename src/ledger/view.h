// Reading a ledger, as it is or as it was at an earlier revision.
//
//   auto view = View::open("ledger.db");
//   ClaimFilter filter;
//   filter.actors = {{{.state = "kp"}}};
//   view->claims(filter, [&](const StoredClaim& c) { use(c.claim); return true; });
//
// Claims come in order of document (as added), then of text, with Mention.entity filled by the keys
// in Options. One View serves one thread; several may be open while a Writer works.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ledger/judgements.h"
#include "ledger/replay.h"
#include "ledger/resolver.h"
#include "ledger/search.h"
#include "ledger/sqlite.h"
#include "model/claim.h"
#include "model/document.h"
#include "model/entity.h"

namespace entente {

// One way to recognise an actor in a claim. Exactly one field is set.
struct ActorSign {
  std::string state = {};   // of a mention: two letters
  std::string entity = {};  // that a mention names: an id
  std::string text = {};    // that a mention contains: any part of a name, ASCII case ignored
};

struct ClaimFilter {
  // Each inner list is one actor under all its signs; a claim must show one sign of every actor,
  // as subject, counterpart, against or via, or in any role when `any_role`.
  std::vector<std::vector<ActorSign>> actors = {};
  bool any_role = false;
  std::vector<Kind> kinds = {};  // empty lists let everything through
  std::vector<Domain> domains = {};
  std::vector<Modality> modalities = {};
  std::optional<Polarity> polarity = {};
  std::string source = {};     // part of the publisher, title, path, URL or id; ASCII case ignored
  std::string document = {};   // exact id
  std::string since = {};      // ISO day: the claim's time may reach to it or beyond
  std::string until = {};      // ISO day: the claim's time may begin on it or before
  std::string id = {};         // claims whose id begins with this
  bool with_rejected = false;  // claims that a judgement rejected as well
};

struct DocumentText;

struct StoredClaim {
  Claim claim;
  int64_t row = 0;  // ascending in the order in which View::claims() gives claims
  int64_t revision = 0;
  int64_t rejected = 0;  // the revision of the judgement that rejects it or its document; 0: none
  const DocumentText* document = nullptr;  // while it is being taken: what it was read from
};

struct StoredDocument {
  Document document;
  int64_t revision = 0;
  std::string added;
};

struct StoredEntity {
  Entity entity;
  int64_t revision = 0;
};

struct SourceCount {
  std::string publisher;  // as documents name it; empty: those that name none
  int64_t documents = 0, claims = 0;
  std::string first, last;  // days of publication, empty where none is known
};

struct Counts {
  int64_t revision = 0, documents = 0, claims = 0, lists = 0, entities = 0, judgements = 0;
};

// An edition of a list, as it entered.
struct StoredList {
  std::string list;     // "us_ofac_sdn"
  std::string edition;  // ISO 8601 or empty
  std::string id;
  int64_t revision = 0;
  std::string added;  // when, ISO 8601 in UTC
  int64_t entities = 0;
};

class View {
 public:
  struct Options {
    int busy_ms = 5000;
    int64_t revision_max = 0;   // what was there at this revision; 0: everything
    std::string known_by = {};  // ISO day: what was there at its end; empty: no limit
    NameKeys keys = {};         // empty: no mention is resolved to an entity
    bool file_names = false;    // documents have the name of their file for a path
  };
  // not_found, ledger_version, ledger_busy, ledger_corrupt, malformed.
  static Result<View> open(const std::string& path, const Options& options);
  static Result<View> open(const std::string& path) { return open(path, Options()); }

  // The same ledger as it was at an earlier revision, seen in the same way.
  Result<View> earlier(int64_t revision) const;
  // Another one of the same state of the ledger, for another thread.
  Result<View> again() const;
  // Until it ends, all is asked of one state of the ledger, and faster. Ends before the view.
  ReadLock hold() const { return ReadLock(*db_); }
  Result<Counts> counts() const;
  // The last revision entered on or before a day, "2024-05-17"; 0 when there is none.
  Result<int64_t> revision_on(const std::string& day) const;
  // `take` returns false to stop early.
  Status claims(const ClaimFilter& filter, const std::function<bool(StoredClaim&&)>& take) const;
  // Claims with a number in one of the ranges, which must not overlap, in no order. A claim comes
  // once for each of its numbers.
  struct Numbers {
    int64_t first, last;   // NameKeys::of_claim
    int64_t time_min = 0;  // NameKeys::time_of_claim
  };
  struct Numbered {
    size_t range;  // its place in `ranges`
    int64_t number, time, row;
  };
  Status numbered(std::span<const Numbers> ranges,
                  const std::function<void(const Numbered&)>& use) const;
  // Rows of the claims that `filter.actors` and `filter.id` leave, ascending; the rest of the
  // filter is not looked at. Nothing when neither narrows.
  Result<std::optional<std::vector<int64_t>>> rows_of(const ClaimFilter& filter) const;
  // The claims of these rows that pass the rest of the filter.
  Status claims_at(const std::vector<int64_t>& rows, const ClaimFilter& filter,
                   const std::function<bool(StoredClaim&&)>& take) const;
  // The claims from one row to another, both included, that pass all of the filter but its actors
  // and its id, in order.
  Status claims_between(int64_t first, int64_t last, const ClaimFilter& filter,
                        const std::function<bool(StoredClaim&&)>& take) const;
  // Rows of a document's claims, ascending.
  Result<std::vector<int64_t>> rows_of_document(const std::string& id) const;
  // The last row of claims that a revision and those before it brought; 0 when there is none.
  Result<int64_t> last_row(int64_t revision) const;
  // The words by which claims name an entity.
  Result<std::vector<std::string>> words_for(const std::string& entity) const;
  // The last revision of what is seen.
  Result<int64_t> revision() const;
  const NameKeys& keys() const { return resolver_.keys(); }
  bool has_lists() const { return resolver_.has_names(); }
  // Documents that hold every word, best first. bad_argument when there is no word.
  Result<std::vector<SearchHit>> search(const SearchQuery& query) const;
  // Everything in the order it was added. `take` returns false to stop early.
  Status replay(const std::function<bool(Replayed&&)>& take) const;
  Result<std::optional<StoredDocument>> document(const std::string& id) const;
  // Ids that begin with `prefix`, as added; at most `count_max`.
  Result<std::vector<std::string>> document_ids(const std::string& prefix, size_t count_max) const;
  // Publishers of documents, those with most claims first.
  Result<std::vector<SourceCount>> sources() const;
  // Of all documents, the last added first.
  Result<std::vector<std::string>> newest_documents(size_t offset, size_t count_max) const;
  // Every judgement, oldest first, each with what undid it as of this view's revision.
  Result<std::vector<StoredJudgement>> judgements() const;
  // Names of sources that equal `name`, ASCII case ignored: as documents give them.
  Result<std::vector<std::string>> sources_named(const std::string& name) const;
  // The newest edition's row of an entity; nothing when no list has it.
  Result<std::optional<StoredEntity>> entity(const std::string& id) const;
  // Editions by list, then in the order in which they entered; of one list unless `list` is empty.
  Result<std::vector<StoredList>> lists(const std::string& list = {}) const;
  // Whether an edition of one entered after this revision.
  Result<bool> has_lists_after(int64_t revision) const;
  // The entities of an edition, in the order of the list. `take` returns false to stop early.
  Status entities_of(const StoredList& edition, const std::function<bool(Entity&&)>& take) const;
  // Ids of the entities that bear a name with this key, sorted.
  Result<std::vector<std::string>> entities_named(const std::string& key) const;
  // Texts of mentions in reports that this key may name an entity by, sorted; at most `count_max`.
  Result<std::vector<std::string>> mentions_keyed(const std::string& key, size_t count_max) const;
  // Entities that no list had at `revision`, in the order they came, without their statements.
  Result<std::vector<StoredEntity>> entities_added_after(int64_t revision, size_t count_max) const;
  // Up to `count_max` words of mentions that contain `part`, as added.
  Result<std::vector<std::string>> mentions_like(const std::string& part, int count_max) const;

 private:
  View(Database db, int64_t revision_max, const Options& options);
  void name_file(std::string& path) const;
  struct Rows {
    const std::vector<int64_t>* these = nullptr;  // else all between
    int64_t first = 1, last = INT64_MAX;
    bool all() const { return !these && first == 1 && last == INT64_MAX; }
  };
  Status each_claim(const Rows& rows, const ClaimFilter& filter,
                    const std::function<bool(StoredClaim&&)>& take) const;
  Result<int64_t> rows_until(std::string_view table, int64_t revision) const;
  Result<const Decided*> decided() const;  // read once, when first asked for
  std::unique_ptr<const Database> db_;     // where it is stays when the view is moved
  int64_t revision_max_;
  bool file_names_;
  mutable std::optional<Query> document_;  // kept: a brief asks for thousands
  mutable Resolver resolver_;
  mutable std::optional<Decided> decided_;
};

}  // namespace entente
