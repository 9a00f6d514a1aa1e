// Lists of claims are kept by blocks of 4,096 claims rather than one row each: adding touches only
// the end of a table, an entry costs 2 or 3 bytes rather than 14 to 20, and ten million claims are
// 2,442 blocks to look into. Measured by bench/ledger_bench.
#include "ledger/derived.h"

#include <algorithm>
#include <set>

#include "ledger/claim_rows.h"
#include "ledger/rows.h"
#include "ledger/schema.h"

namespace entente {
namespace {

enum {
  kInsertWords,
  kFindNaming,
  kInsertNaming,
  kInsertKey,
  kInsertParty,
  kInsertMentioned,
  kInsertDeed,
  kInsertName
};
constexpr const char* kQueries[] = {
    "INSERT INTO words (rowid, text) VALUES (?, ?)",
    "SELECT row FROM namings WHERE state = ? AND text = ?",
    "INSERT INTO namings (state, text, claim) VALUES (?, ?, ?)",
    "INSERT OR IGNORE INTO naming_keys (key, naming) VALUES (?, ?)",
    "INSERT INTO parties (block, state, other, claims) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO "
    "UPDATE SET claims = CAST(claims || excluded.claims AS BLOB)",
    "INSERT INTO mentioned (block, naming, claims) VALUES (?1, ?2, ?3) ON CONFLICT DO "
    "UPDATE SET claims = CAST(claims || excluded.claims AS BLOB)",
    "INSERT INTO deeds (block, number, time, claim) VALUES (?, ?, ?, ?)",
    "INSERT OR IGNORE INTO names (key, entity, dataset, revision) VALUES (?, ?, ?, ?)"};

constexpr size_t kKnownMax = size_t{1} << 20;  // namings remembered; more are looked up again

void append_offset(std::string& out, int64_t claim) {
  const auto offset = static_cast<unsigned>(claim & ((1 << kBlockBits) - 1));
  out += static_cast<char>(offset >> 8);
  out += static_cast<char>(offset & 255);
}

// Calls use(mention, bit of its role) for every mention.
template <class Use>
void each_mention(const Claim& claim, Use use) {
  unsigned bit = 1;
  for (const auto& [role, list] : roles_of(claim)) {
    for (const auto& mention : *list) use(mention, bit);
    bit <<= 1;
  }
}

// The states of a claim with the bits of their roles.
std::map<std::string, unsigned> states_of(const Claim& claim) {
  std::map<std::string, unsigned> out;
  each_mention(claim, [&](const Mention& m, unsigned bit) {
    if (!m.state.empty()) out[m.state] |= bit;
  });
  return out;
}

}  // namespace

ClaimEntries entries_of(const Claim& claim) {
  ClaimEntries out;
  const auto states = states_of(claim);
  for (auto a = states.begin(); a != states.end(); ++a) {
    const bool acts = a->second & kActingRoles;
    out.parties.emplace_back(a->first, acts ? "" : "*");
    for (auto b = std::next(a); acts && b != states.end(); ++b)
      if (b->second & kActingRoles) out.parties.emplace_back(a->first, b->first);
  }
  each_mention(claim, [&](const Mention& m, unsigned bit) {
    for (auto& [known, roles] : out.namings)
      if (known->state == m.state && known->text == m.text) {
        roles |= bit;
        return;
      }
    out.namings.emplace_back(&m, bit);
  });
  return out;
}

Status Deriver::prepare() {
  for (const char* sql : kQueries) {
    auto query = db_->prepare(sql);
    if (!query) return std::unexpected(query.error());
    queries_.push_back(std::move(*query));
  }
  return {};
}

Status Deriver::add_document(int64_t row, const Document& d) {
  if (!keys_->search_words) return {};
  queries_[kInsertWords].bind(1, row).bind(2, keys_->search_words(d.title + "\n" + d.text));
  return queries_[kInsertWords].run();
}

Result<int64_t> Deriver::new_naming(const std::string& state, const std::string& text,
                                    int64_t claim) {
  queries_[kInsertNaming].bind(1, state).bind(2, text).bind(3, claim);
  if (auto ok = queries_[kInsertNaming].run(); !ok) return std::unexpected(ok.error());
  const int64_t row = db_->last_row();
  for (const auto& key : keys_->of_mention(text)) {
    queries_[kInsertKey].bind(1, key).bind(2, row);
    if (auto ok = queries_[kInsertKey].run(); !ok) return std::unexpected(ok.error());
  }
  return row;
}

Result<int64_t> Deriver::naming(const Mention& m, int64_t claim) {
  const std::string both = m.state + '\n' + m.text;
  if (const auto known = known_.find(both); known != known_.end()) return known->second;
  auto& find = queries_[kFindNaming];
  find.bind(1, m.state).bind(2, m.text);
  const auto row = find.step();
  if (!row) return std::unexpected(row.error());
  Result<int64_t> out = *row ? find.integer(0) : 0;
  find.reset();
  if (*out == 0) out = new_naming(m.state, m.text, claim);
  if (!out) return out;
  if (known_.size() >= kKnownMax) known_.clear();
  known_.emplace(both, *out);
  return out;
}

Status Deriver::add_claim(int64_t row, const Claim& claim) {
  if (block_ != row >> kBlockBits) {
    if (auto ok = write_block(); !ok) return ok;
    block_ = row >> kBlockBits;
  }
  if (!deeds_.empty() && deeds_.back()[2] >> kDeedBlockBits != row >> kDeedBlockBits)
    if (auto ok = write_deeds(); !ok) return ok;
  if (keys_->of_claim) {
    const int64_t time = keys_->time_of_claim(claim);
    for (const int64_t number : keys_->of_claim(claim)) deeds_.push_back({number, time, row});
  }
  const ClaimEntries entries = entries_of(claim);
  for (const auto& pair : entries.parties) append_offset(parties_[pair], row);
  for (const auto& [mention, roles] : entries.namings) {
    const auto id = naming(*mention, row);
    if (!id) return std::unexpected(id.error());
    auto& list = mentioned_[*id];
    append_offset(list, row);
    list += static_cast<char>(roles);
  }
  return {};
}

Status Deriver::write_block() {
  for (const auto& [pair, claims] : parties_) {
    queries_[kInsertParty].bind(1, block_).bind(2, pair.first).bind(3, pair.second);
    queries_[kInsertParty].bind_blob(4, claims);
    if (auto ok = queries_[kInsertParty].run(); !ok) return ok;
  }
  for (const auto& [id, claims] : mentioned_) {
    queries_[kInsertMentioned].bind(1, block_).bind(2, id).bind_blob(3, claims);
    if (auto ok = queries_[kInsertMentioned].run(); !ok) return ok;
  }
  parties_.clear();
  mentioned_.clear();
  return {};
}

Status Deriver::add_entity(const Entity& entity, int64_t revision) {
  auto& insert = queries_[kInsertName];
  for (const auto& key : keys_->of_entity(entity)) {
    insert.bind(1, key).bind(2, entity.id).bind(3, entity.dataset).bind(4, revision);
    if (auto ok = insert.run(); !ok) return ok;
  }
  return {};
}

// In the order of the table, so that a whole block is appended.
Status Deriver::write_deeds() {
  std::sort(deeds_.begin(), deeds_.end());
  auto& insert = queries_[kInsertDeed];
  for (const auto& [number, time, claim] : deeds_) {
    insert.bind(1, claim >> kDeedBlockBits).bind(2, number).bind(3, time).bind(4, claim);
    if (auto ok = insert.run(); !ok) return ok;
  }
  deeds_.clear();
  return {};
}

Status Deriver::flush() {
  if (auto ok = write_block(); !ok) return ok;
  return write_deeds();
}

}  // namespace entente
