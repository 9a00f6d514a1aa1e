// An undo names a judgement that came before it, so walking backwards settles each undo before
// what it undoes. Merges join clusters; a later split of a pair takes its merge back, an earlier
// one yields to it.
#include "ledger/judgements.h"

#include <algorithm>
#include <set>
#include <utility>

namespace entente {
namespace {

void settle(std::vector<StoredJudgement>& all) {
  std::map<std::string, int64_t, std::less<>> undone;
  for (auto j = all.rbegin(); j != all.rend(); ++j) {
    const auto by = undone.find(j->id);
    if (by != undone.end()) j->undone_by = by->second;
    else if (j->judgement.kind == JudgementKind::undo) undone.emplace(j->judgement.a, j->revision);
  }
}

}  // namespace

Result<std::vector<StoredJudgement>> read_judgements(const Database& db, int64_t revision_max) {
  auto query = db.prepare(
      "SELECT j.kind, j.a, j.b, j.value, j.who, j.why, lower(hex(j.id)), j.revision, j.made "
      "FROM judgements j WHERE j.revision <= ? ORDER BY j.row");
  if (!query) return std::unexpected(query.error());
  query->bind(1, revision_max);
  std::vector<StoredJudgement> out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const auto text = [&](int column) { return std::string(query->text(column)); };
    const auto kind = find_judgement_kind(query->text(0));
    if (!kind)
      return fail(Code::ledger_corrupt, "a judgement of no known kind", db.path(), text(0),
                  "entente verify --ledger " + db.path());
    out.push_back({{*kind, text(1), text(2), text(3), text(4), text(5)},
                   text(6),
                   query->integer(7),
                   text(8),
                   0});
  }
  settle(out);
  return out;
}

Decided::Decided(const std::vector<StoredJudgement>& judgements) {
  std::map<std::pair<std::string, std::string>, bool> merged;  // by pair; the last one decides
  for (const auto& j : judgements) {
    if (j.undone_by != 0) continue;
    const auto kind = j.judgement.kind;
    if (kind == JudgementKind::reject || kind == JudgementKind::correct)
      rejected_.emplace(j.judgement.a, j.revision);
    if (kind == JudgementKind::merge || kind == JudgementKind::split)
      merged[std::minmax(j.judgement.a, j.judgement.b)] = kind == JudgementKind::merge;
  }
  for (const auto& [pair, holds] : merged) {
    if (!holds) splits_.insert(pair);
    if (!holds) continue;
    std::set<std::string> all;
    for (const auto& id : {pair.first, pair.second})
      for (const auto& member : together(id)) all.insert(member);
    for (const auto& member : all) clusters_[member].assign(all.begin(), all.end());
  }
}

int64_t Decided::rejected(std::string_view claim, std::string_view document) const {
  for (const auto id : {claim, document})
    if (const auto found = rejected_.find(id); found != rejected_.end()) return found->second;
  return 0;
}

std::vector<std::string> Decided::together(const std::string& entity) const {
  const auto found = clusters_.find(entity);
  return found == clusters_.end() ? std::vector{entity} : found->second;
}

bool Decided::apart(const std::string& a, const std::string& b) const {
  if (splits_.empty()) return false;
  for (const auto& x : together(a))
    for (const auto& y : together(b))
      if (splits_.contains(std::minmax(x, y))) return true;
  return false;
}

}  // namespace entente
