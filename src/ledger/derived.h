// The derived tables: everything that queries look things up in. They follow from the sealed
// tables and can be dropped and rebuilt; feeding the same rows in the same order gives the same
// rows, whether one document at a time or ten million claims at once.
//
//   Deriver deriver(db, keys);
//   deriver.add_document(row, document); deriver.add_claim(row, claim); …
//   deriver.flush();                       // within the same transaction
//
//   names        keys of listed entities              key, entity, dataset, revision
//   namings      each (state, text) that mentions say, with the first claim that says it
//   naming_keys  keys of such a text that may be a name
//   mentioned    by 4,096 claims and naming: the claims that say it, 3 bytes each:
//                offset in the block (2, big-endian), roles (1, a bit each, in kRoleNames order)
//   parties      by 4,096 claims: those in which a state acts (other: ""), in which two states act
//                (state < other), or in which it is only spoken of (other: "*"), 2 bytes each
//   deeds        by 1,048,576 claims: the numbers of what each tells and of when (NameKeys)
//   words        full-text index over the words of titles and texts (FTS5, rowid: documents.row)
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ledger/keys.h"
#include "ledger/sqlite.h"
#include "model/claim.h"
#include "model/document.h"

namespace entente {

inline constexpr int kBlockBits = 12;
inline constexpr int kDeedBlockBits = 20;  // of `deeds`: a batch touches 50 MB of it at most
inline constexpr std::array<std::string_view, 8> kRoleNames{
    "subject", "counterpart", "against", "object", "in_return", "via", "where", "attribution"};
inline constexpr unsigned kActingRoles = 0b0010'0111;  // subject, counterpart, against, via
inline constexpr unsigned kNamedRoles = 0b1011'1111;   // all but where: places are not linked

// What one claim adds to `parties` and `mentioned`.
struct ClaimEntries {
  std::vector<std::pair<std::string, std::string>> parties;  // state, other
  std::vector<std::pair<const Mention*, unsigned>> namings;  // each (state, text) once, its roles
};
ClaimEntries entries_of(const Claim& claim);  // holds pointers into the claim

// Calls use(claim, roles) for each entry of a list of `stride` bytes an entry; roles 0 with 2.
template <class Use>
void each_entry(int64_t block, std::string_view list, size_t stride, Use use) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(list[i]); };
  for (size_t i = 0; i + stride <= list.size(); i += stride)
    use((block << kBlockBits) + byte(i) * 256 + byte(i + 1),
        stride == 3 ? unsigned{byte(i + 2)} : 0u);
}

class Deriver {
 public:
  Deriver(const Database& db, const NameKeys& keys) : db_(&db), keys_(&keys) {}
  Status prepare();  // before the first of the calls below
  // Rows in the order of their tables.
  Status add_document(int64_t row, const Document& document);
  Status add_claim(int64_t row, const Claim& claim);
  Status add_entity(const Entity& entity, int64_t revision);
  Status flush();

 private:
  using Pair = std::pair<std::string, std::string>;
  Result<int64_t> naming(const Mention& mention, int64_t claim);
  Result<int64_t> new_naming(const std::string& state, const std::string& text, int64_t claim);
  Status write_block();
  Status write_deeds();

  const Database* db_;
  const NameKeys* keys_;
  std::vector<Query> queries_;
  int64_t block_ = -1;
  std::map<Pair, std::string> parties_;             // of block_, not yet written
  std::map<int64_t, std::string> mentioned_;        // of block_, by naming
  std::vector<std::array<int64_t, 3>> deeds_;       // number, time, claim; not yet written
  std::unordered_map<std::string, int64_t> known_;  // namings by state and text
};

// Drops all derived tables and makes them again from the sealed ones, in one transaction.
// `progress` gets the claims done; false from it ends with interrupted and changes nothing.
Status rebuild(const Database& db, const NameKeys& keys,
               const std::function<bool(int64_t done, int64_t total)>& progress);

}  // namespace entente
