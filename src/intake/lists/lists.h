// Sanctions lists as their publishers put them out, read into entities.
//
//   if (auto match = recognise_list(path); match && !match->is_part)
//     auto report = read_list(path, [&](Entity&& e) { ledger.add(std::move(e)); });
//
// Nothing half-read leaves here: the sink is called only after the whole list has been read and
// found sound, unless ListOptions::keep_partial asks for what came before a cut. A list of up to
// hold_bytes_max is held meanwhile; a larger one is read twice, first to check it, then to deliver
// it, so that memory does not grow with the list. Plain and gzipped files are read alike. The
// tables of OFAC's legacy list, and the tables that sdn_advanced.xml refers to, are held in any
// case.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/entity.h"

namespace entente {

struct ListInfo {
  std::string_view id;     // "un_sc_consolidated": Entity::dataset
  std::string_view title;  // "UN Security Council Consolidated List"
  std::string_view publisher;
  std::string_view files;    // "one XML file"
  std::string_view edition;  // where its date comes from
};
// The lists that are read, for listings and help.
std::span<const ListInfo> list_infos();

struct ListMatch {
  const ListInfo* list;
  bool is_part;  // read together with its main file (alt.csv beside sdn.csv), not alone
};
// By content: a file, or a folder that holds a list's files. Nothing when it is no list known here
// or cannot be read.
std::optional<ListMatch> recognise_list(const std::string& path);

struct ListOptions {
  size_t bytes_max = size_t{512} << 20;  // a file, unpacked
  std::string edition = {};              // ISO 8601; for lists that do not state their date
  bool keep_partial = false;             // deliver what stands before a cut or damage
  std::string series =
      {};  // the list's name, for formats that hold any list (FollowTheMoney, Senzing)
  size_t hold_bytes_max = size_t{16} << 20;  // of entities; more are read twice
};

struct ListReport {
  const ListInfo* list = nullptr;
  std::string series;   // Entity::dataset of all: the list that this is an edition of
  std::string edition;  // ISO 8601 or empty
  size_t entities = 0, statements = 0;
  struct Part {
    std::string name;  // "sdn.csv", "INDIVIDUAL"
    size_t rows = 0;
  };
  std::vector<Part> parts;
  std::optional<Error> cut;          // with keep_partial: why it ends early
  bool is_delta = false;             // changes to the edition before, no whole list
  std::vector<std::string> removed;  // of a delta: ids that are no longer listed
  std::vector<std::string> notes;    // worth knowing, no failure
};

using EntitySink = std::function<void(Entity&&)>;

// Entities come in the order of the source, each whole: a streaming reader for any list known here.
// Failures: not_found, unreadable, too_large, too_deep, unknown_format, unknown_column (naming the
// column or element), malformed, truncated, forbidden_entity. Error::where has file and line.
Result<ListReport> read_list(const std::string& path, const EntitySink& sink,
                             const ListOptions& options = {});

}  // namespace entente
