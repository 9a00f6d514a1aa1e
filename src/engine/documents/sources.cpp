// Who says what a ledger holds: publishers and lists, how much of it is theirs, and the reliability
// that analysts gave them, with everything that was decided before. Tests:
// tests/server/ledger_test.py.
#include <map>
#include <nlohmann/json.hpp>

#include "engine/parts.h"
#include "engine/published.h"
#include "entente/documents.h"
#include "ledger/source_counts.h"
#include "ledger/view.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kBusyMs = 1000;

Json grade_json(const StoredJudgement& j) {
  return {{"grade", j.judgement.value},
          {"by", j.judgement.who},
          {"on", j.added.substr(0, 10)},
          {"why", j.judgement.why},
          {"revision", j.revision},
          {"undone_by", j.undone_by == 0 ? Json(nullptr) : Json(j.undone_by)}};
}

// Every grade a source was given, oldest first.
std::map<std::string, Json> grades_of(const std::vector<StoredJudgement>& judgements) {
  std::map<std::string, Json> out;
  for (const auto& j : judgements) {
    if (j.judgement.kind != JudgementKind::regrade || j.judgement.value.empty()) continue;
    if (j.judgement.value.front() < 'A') continue;  // of a claim
    Json& list = out.try_emplace(j.judgement.a, Json::array()).first->second;
    list.push_back(grade_json(j));
  }
  return out;
}

// The one in force: the last that was not undone.
Json holding(const Json& history) {
  for (auto at = history.rbegin(); at != history.rend(); ++at)
    if ((*at)["undone_by"].is_null()) return *at;
  return nullptr;
}

struct Sources {
  std::vector<SourceCount> all;
};

// `graded`: what analysts had decided by then.
Result<Json> sources_json(const Settings& settings, const View& view, const View& graded,
                          int64_t revision, const std::string& as_of) {
  const auto counted = keep<Sources>(
      settings.kept.get(), "sources\n" + as_of + '\n' + ledger_key(settings.ledger, revision),
      [&]() -> Result<Sources> {
        const auto db = Database::open(settings.ledger, Database::Mode::read, kBusyMs);
        if (!db) return std::unexpected(db.error());
        auto all = count_sources(*db, revision, as_of);
        if (!all) return std::unexpected(all.error());
        return Sources{std::move(*all)};
      },
      [](const Sources& s) { return s.all.size() / 8 + 1; });
  if (!counted) return std::unexpected(counted.error());
  const auto judgements = graded.judgements();
  if (!judgements) return std::unexpected(judgements.error());
  auto lists = view.lists();
  if (!lists) return std::unexpected(lists.error());
  std::erase_if(*lists, [&](const StoredList& list) { return !published_by(list, as_of); });
  auto grades = grades_of(*judgements);
  Json out = Json::array();
  const auto put = [&](Json&& one, const std::string& name) {
    const auto at = grades.find(name);
    one["grade"] = at == grades.end() ? Json(nullptr) : holding(at->second);
    one["grades"] = at == grades.end() ? Json::array() : at->second;
    out.push_back(std::move(one));
  };
  for (const SourceCount& s : (*counted)->all)
    put({{"name", s.publisher},
         {"kind", "publisher"},
         {"documents", s.documents},
         {"claims", s.claims},
         {"first", s.first.empty() ? Json(nullptr) : Json(s.first)},
         {"last", s.last.empty() ? Json(nullptr) : Json(s.last)}},
        s.publisher);
  for (size_t i = 0; i < lists->size(); ++i) {
    const StoredList& list = (*lists)[i];
    if (i + 1 < lists->size() && (*lists)[i + 1].list == list.list) continue;  // an older edition
    put({{"name", list.list},
         {"kind", "list"},
         {"entities", list.entities},
         {"last", list.edition.empty() ? Json(nullptr) : Json(list.edition)}},
        list.list);
  }
  return out;
}

}  // namespace

Exit list_sources(const Settings& settings, const LedgerTime& at, const std::string& as_of,
                  std::string& json) {
  const Engine::Parts parts(settings);
  const auto view = parts.view(at);
  if (!view) return parts.report(view.error());
  const auto hold = view->hold();
  const auto revision = view->revision();
  if (!revision) return parts.report(revision.error());
  // A grade is published on the day it is given.
  const auto graded = parts.view({*revision > 0 ? *revision : at.revision, as_of});
  if (!graded) return parts.report(graded.error());
  const auto sources = sources_json(settings, *view, *graded, *revision, as_of);
  if (!sources) return parts.report(sources.error());
  const Json out{{"schema", "entente.sources.v1"}, {"revision", *revision}, {"sources", *sources}};
  json = out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return Exit::done;
}

}  // namespace entente
