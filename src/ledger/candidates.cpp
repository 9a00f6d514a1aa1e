// The tables looked into go by blocks of claims first, so that adding touches only their end; a
// lookup searches once in every block (2,442 of them in ten million claims, about a microsecond
// each).
#include "ledger/candidates.h"

#include <algorithm>

#include "base/hash.h"
#include "ledger/derived.h"

namespace entente {
namespace {

using Rows = std::vector<int64_t>;

std::string blocks_of(std::string_view table) {
  return "WITH RECURSIVE b(n) AS (SELECT min(block) FROM " + std::string(table) +
         " UNION ALL SELECT n + 1 FROM b WHERE n < (SELECT max(block) FROM " + std::string(table) +
         ")) ";
}

// Appends the claims of a list of `stride` bytes an entry; with 3, those with one of `roles`.
void append_rows(Rows& out, int64_t block, std::string_view list, size_t stride, unsigned roles) {
  each_entry(block, list, stride, [&](int64_t claim, unsigned its) {
    if (stride == 2 || its & roles) out.push_back(claim);
  });
}

void sort_once(Rows& rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

Status add_parties(const Database& db, std::string_view state, std::string_view other, Rows& out) {
  auto query = db.prepare(blocks_of("parties") +
                          "SELECT p.block, p.claims FROM b CROSS JOIN parties p "
                          "ON p.block = b.n AND p.state = ? AND p.other = ?");
  if (!query) return std::unexpected(query.error());
  query->bind(1, state).bind(2, other);
  for (;;) {
    const auto row = query->step();
    if (!row || !*row) return row ? Status{} : std::unexpected(row.error());
    append_rows(out, query->integer(0), query->blob(1), 2, 0);
  }
}

Status add_namings(const Database& db, const Rows& namings, unsigned roles, Rows& out) {
  auto query = db.prepare(
      "WITH RECURSIVE b(n) AS (SELECT claim >> 12 FROM namings WHERE row = ?1 UNION ALL "
      "SELECT n + 1 FROM b WHERE n < (SELECT max(block) FROM mentioned)) "
      "SELECT m.block, m.claims FROM b CROSS JOIN mentioned m ON m.block = b.n AND m.naming = ?1");
  static_assert(kBlockBits == 12);
  if (!query) return std::unexpected(query.error());
  for (const int64_t naming : namings) {
    query->reset();
    query->bind(1, naming);
    for (;;) {
      const auto row = query->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      append_rows(out, query->integer(0), query->blob(1), 3, roles);
    }
  }
  return {};
}

Result<Rows> namings_like(const Database& db, const std::string& part) {
  auto query = db.prepare("SELECT row FROM namings WHERE text LIKE ? ESCAPE '\\'");
  if (!query) return std::unexpected(query.error());
  query->bind(1, like_pattern(part));
  Rows out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.push_back(query->integer(0));
  }
}

struct Search {
  const Database& db;
  const Decided& decided;
  Resolver& resolver;
  bool any_role;

  Status state(const std::string& code, Rows& out) const {
    if (auto ok = add_parties(db, code, "", out); !ok || !any_role) return ok;
    return add_parties(db, code, "*", out);
  }
  Status entity(const std::string& id, Rows& out) const {
    for (const auto& one : decided.together(id)) {
      const auto namings = resolver.namings_of(one);
      if (!namings) return std::unexpected(namings.error());
      const unsigned roles = any_role ? kNamedRoles : kActingRoles;
      if (auto ok = add_namings(db, *namings, roles, out); !ok) return ok;
    }
    return {};
  }
  Status text(const std::string& part, Rows& out) const {
    const auto namings = namings_like(db, part);
    if (!namings) return std::unexpected(namings.error());
    return add_namings(db, *namings, any_role ? 0xFF : kActingRoles, out);
  }
  Result<Rows> actor(const std::vector<ActorSign>& signs) const {
    Rows out;
    for (const auto& sign : signs) {
      const Status ok = !sign.state.empty()    ? state(sign.state, out)
                        : !sign.entity.empty() ? entity(sign.entity, out)
                                               : text(sign.text, out);
      if (!ok) return std::unexpected(ok.error());
    }
    sort_once(out);
    return out;
  }
};

// The claims of blocks in which one state is spoken of (`*`) that the other acts or is spoken of
// in. A state that is only spoken of is so seldom: of the other, which may act in a claim of 25,
// only the blocks are read in which it is.
Status add_spoken_of(const Database& db, std::string_view one, std::string_view other, Rows& out) {
  auto spoken = db.prepare(blocks_of("parties") +
                           "SELECT p.block, p.claims FROM b CROSS JOIN parties p "
                           "ON p.block = b.n AND p.state = ? AND p.other = '*'");
  auto its =
      db.prepare("SELECT claims FROM parties WHERE block = ? AND state = ? AND other IN ('', '*')");
  if (!spoken || !its) return std::unexpected(spoken ? its.error() : spoken.error());
  spoken->bind(1, one);
  its->bind(2, other);
  for (;;) {
    const auto row = spoken->step();
    if (!row || !*row) return row ? Status{} : std::unexpected(row.error());
    const int64_t block = spoken->integer(0);
    Rows here, there;
    append_rows(here, block, spoken->blob(1), 2, 0);
    its->reset();
    its->bind(1, block);
    for (;;) {
      const auto more = its->step();
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
      append_rows(there, block, its->blob(0), 2, 0);
    }
    sort_once(there);
    std::ranges::set_intersection(here, there, std::back_inserter(out));
  }
}

// The claims that name both states: in which both act, or one of them is only spoken of.
Status add_naming_both(const Database& db, std::string_view a, std::string_view b, Rows& out) {
  if (auto ok = add_parties(db, a, b, out); !ok) return ok;
  if (auto ok = add_spoken_of(db, a, b, out); !ok) return ok;
  if (auto ok = add_spoken_of(db, b, a, out); !ok) return ok;
  sort_once(out);
  return {};
}

// The two states when the filter asks for claims that name both, and no more.
std::optional<std::pair<std::string, std::string>> two_states(const ClaimFilter& f) {
  if (f.actors.size() != 2) return std::nullopt;
  for (const auto& signs : f.actors)
    if (signs.size() != 1 || signs[0].state.empty()) return std::nullopt;
  const auto [a, b] = std::minmax(f.actors[0][0].state, f.actors[1][0].state);
  if (a == b) return std::nullopt;
  return std::pair(a, b);
}

Result<Rows> rows_by_id(const Database& db, const std::string& prefix) {
  Rows out;
  const auto range = id_range(prefix, 16);
  if (!range) return out;
  auto query = db.prepare(
      "WITH RECURSIVE b(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM b "
      "WHERE n < (SELECT max(row) FROM claims) >> 16) SELECT c.row FROM b CROSS JOIN claims c "
      "ON c.row >> 16 = b.n AND c.id BETWEEN ? AND ?");
  if (!query) return std::unexpected(query.error());
  query->bind_blob(1, range->first).bind_blob(2, range->second);
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    out.push_back(query->integer(0));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::optional<std::pair<std::string, std::string>> id_range(const std::string& prefix,
                                                            size_t bytes) {
  std::string low = prefix, high = prefix;
  if (prefix.size() % 2 != 0) low += '0', high += 'f';
  const auto from = from_hex(low), to = from_hex(high);
  if (!from || !to || from->size() > bytes) return std::nullopt;
  return std::pair(*from, *to + std::string(bytes - to->size(), '\xFF'));
}

std::string like_pattern(std::string_view part) {
  std::string out = "%";
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

Result<std::optional<Rows>> candidate_rows(const Database& db, const ClaimFilter& f,
                                           const Decided& decided, Resolver& resolver) {
  std::optional<Rows> out;
  const auto narrow = [&](Result<Rows>&& rows) -> Status {
    if (!rows) return std::unexpected(rows.error());
    if (!out) {
      out = std::move(*rows);
      return {};
    }
    Rows both;
    std::set_intersection(out->begin(), out->end(), rows->begin(), rows->end(),
                          std::back_inserter(both));
    out = std::move(both);
    return {};
  };
  const Search search{db, decided, resolver, f.any_role};
  if (!f.id.empty())
    if (auto ok = narrow(rows_by_id(db, f.id)); !ok) return std::unexpected(ok.error());
  if (const auto states = two_states(f)) {
    Rows rows;
    const auto find = f.any_role ? &add_naming_both : &add_parties;
    if (auto ok = find(db, states->first, states->second, rows); !ok)
      return std::unexpected(ok.error());
    if (auto ok = narrow(std::move(rows)); !ok) return std::unexpected(ok.error());
    return out;
  }
  for (const auto& signs : f.actors)
    if (auto ok = narrow(search.actor(signs)); !ok) return std::unexpected(ok.error());
  return out;
}

}  // namespace entente
