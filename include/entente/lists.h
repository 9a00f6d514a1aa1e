// Sanctions lists: what formats are read, which editions a ledger holds, what one edition changed
// against another, and entities written out as others read them.
//
//   entente::diff_lists(settings, {.list = "us_ofac_sdn"}, summary,
//                       [](const entente::ListChangeRecord& c) { … return true; });
//
// The rules of engine.h hold: problems go to Settings, `take` returns false to stop, the same input
// gives the same bytes.
#pragma once

#include "entente/engine.h"

namespace entente {

struct ListFormatRecord {
  std::string id, title, publisher;
  std::string files;    // "one XML file"
  std::string edition;  // where its date comes from
  std::string json;
};
std::vector<ListFormatRecord> list_formats();

struct ListEditionRecord {
  std::string list;     // "us_ofac_sdn"
  std::string edition;  // ISO 8601 or empty
  std::string id;
  std::string added;  // when it entered
  int64_t revision = 0;
  size_t entities = 0;
  bool latest = false;  // of its list
  std::string json;
};
// Every edition in the ledger, by list, as they entered; with `as_of` those of that day or before
// (an edition without a date is as old as its entering).
Exit list_editions(const Settings& settings, const LedgerTime& at, const std::string& as_of,
                   const std::function<bool(const ListEditionRecord&)>& take);

struct ListValueRecord {
  std::string property, value, place;
};
struct ListChangeRecord {
  std::string change;  // "added", "changed", "removed"
  std::string id, schema, caption;
  std::string schema_before, caption_before;    // where they changed
  std::vector<ListValueRecord> added, removed;  // of a changed entity
  std::string json;
  // The change as lines of a FollowTheMoney delta, {"op":"ADD|MOD|DEL","entity":{…}}, which make
  // the older edition the newer one; where the request asks for it.
  std::string delta = {};
};

struct ListDiffRequest {
  std::vector<std::string> files = {};  // two of them: the ledger is not asked
  std::string list = {};
  bool partial = false;            // of a file that is cut: what stands before the cut
  std::string from = {}, to = {};  // an edition's date, or "r12"; empty: the last two
  bool delta = false;
};
struct ListDiffSummary {
  std::string list, from, to;  // editions by date, else by revision; of files, their paths
  size_t added = 0, changed = 0, removed = 0, same = 0;
  std::string json;
};
// In the order of the newer edition, then what was removed in the order of the older one.
// Exit::nothing_found when both say the same.
Exit diff_lists(const Settings& settings, const ListDiffRequest& request, ListDiffSummary& summary,
                const std::function<bool(const ListChangeRecord&)>& take);

struct EntityExport {
  std::vector<std::string> paths = {};  // lists to read; none: the latest editions of the ledger
  std::string format = {};              // "ftm" or "statements"
  std::string list = {};                // of the ledger: this one only; of files: their list's name
  int64_t revision = 0;                 // the ledger as it was then; 0: as it is
  bool partial = false;                 // of a file that is cut: what stands before the cut
};
// JSON Lines of entities, or a statement CSV with its head.
Exit export_entities(const Settings& settings, const EntityExport& request,
                     const std::function<bool(std::string_view)>& take);

}  // namespace entente
