// One list format: how it is recognised and read. Inside intake only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "intake/lists/lists.h"
#include "model/entity.h"

namespace entente::intake {

enum class Role { none, main, part };

struct ListFormat {
  ListInfo info;
  // By the first bytes of a file and its name.
  Role (*role)(std::string_view head, std::string_view file_name);
  // Hands on whole entities as it goes; on failure those before it were handed on. Fills the
  // report's edition, series, parts; called twice for a list too large to be held.
  Status (*read)(const std::string& main_file, const ListOptions&, const EntitySink& out,
                 ListReport&);
  // Nothing is handed on before the whole list was found sound, so it need not be held.
  bool checks_first = false;
  // All main files of a folder make one list (EU acts, each in a table of its own).
  bool takes_folder = false;
};

extern const ListFormat kUnConsolidated;
extern const ListFormat kOfacLegacy;
extern const ListFormat kFtmJson;
extern const ListFormat kTargetsSimple;
extern const ListFormat kEuJournal;
extern const ListFormat kBisDenied;
extern const ListFormat kWallets;
extern const ListFormat kFtmStatements;
extern const ListFormat kMaritime;
extern const ListFormat kOfacSdnXml;
extern const ListFormat kOfacAdvanced;
extern const ListFormat kEuFsf;
extern const ListFormat kUkCsv;
extern const ListFormat kUkXml;
extern const ListFormat kSenzing;

// Collects the statements of one entity; blank values and repeated ones are left out. Linear in
// the number of values, whatever it is.
class EntityBuilder {
 public:
  EntityBuilder(std::string id, std::string schema, std::string dataset);
  void add(std::string_view property, std::string_view value, const std::string& place,
           std::string_view language = {});
  bool empty() const { return entity_.statements.empty(); }
  const std::string& id() const { return entity_.id; }
  const std::string& schema() const { return entity_.schema; }
  EntityRecord& record() { return entity_.record; }
  Entity build() &&;  // the first name becomes the caption

 private:
  bool is_new(std::string_view property, std::string_view value);
  Entity entity_;
  std::unordered_multimap<size_t, size_t> by_hash_;  // once there are many statements
};

// "Company" for a name with a legal form (LTD, GMBH, S.A.), else "Organization".
std::string_view schema_of_organisation(std::string_view name);
// "IMO Number: 1790183", "IMO 8412467": seven digits after the letters; empty when none.
std::vector<std::string> imo_numbers(std::string_view text);
// The list's name for formats that carry lists of many publishers: ListOptions::series, else the
// file's name up to its first dot, else (of "entities.ftm.json", "targets.simple.csv") its
// folder's.
std::string series_of(const std::string& file, const ListOptions& options);
// "sdn.csv" of "lists/sdn.csv.gz": the file as places in it are told.
std::string place_name(const std::string& file);

}  // namespace entente::intake
