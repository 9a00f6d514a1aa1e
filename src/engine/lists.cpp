// What a ledger holds of lists, and what changed between editions. Nothing is stored for it: every
// edition stands whole in the ledger, so a change is what two of them do not share.
#include "entente/lists.h"

#include <algorithm>

#include "base/hash.h"
#include "engine/list_records.h"
#include "engine/parts.h"
#include "engine/published.h"
#include "intake/lists/lists.h"
#include "ledger/view.h"
#include "model/entity_json.h"

namespace entente {
namespace {

std::string label_of(const StoredList& list) {
  return list.edition.empty() ? "r" + std::to_string(list.revision) : list.edition;
}

Result<View> open_view(const Settings& settings, int64_t revision) {
  return View::open(settings.ledger,
                    {.busy_ms = View::Options().busy_ms, .revision_max = revision});
}

std::unexpected<Error> no_list(const std::string& list, const std::vector<StoredList>& all) {
  std::vector<std::string> names;
  for (const auto& l : all) names.push_back(l.list);
  const std::string near = suggest(list, names);
  return fail(Code::not_found, "the ledger has no such list", {}, list,
              near.empty() ? "entente lists" : "did you mean " + near + "?");
}

// The edition that the user names by its date or "r12".
Result<StoredList> edition_named(const std::vector<StoredList>& all, const std::string& name) {
  for (auto at = all.rbegin(); at != all.rend(); ++at)
    if (at->edition == name || "r" + std::to_string(at->revision) == name) return *at;
  return fail(Code::not_found, "the list has no such edition", {}, name,
              "entente lists shows the editions");
}

Result<std::pair<StoredList, StoredList>> editions_of(const View& view,
                                                      const ListDiffRequest& request) {
  const auto all = view.lists(request.list);
  if (!all) return std::unexpected(all.error());
  if (all->empty()) {
    const auto every = view.lists();
    if (!every) return std::unexpected(every.error());
    return no_list(request.list, *every);
  }
  if (request.from.empty()) {
    if (all->size() < 2)
      return fail(Code::not_found, "the ledger has one edition of the list only", {}, request.list,
                  "add a newer edition with entente add");
    return std::pair((*all)[all->size() - 2], all->back());
  }
  auto from = edition_named(*all, request.from);
  if (!from) return std::unexpected(from.error());
  auto to = request.to.empty() ? Result<StoredList>(all->back()) : edition_named(*all, request.to);
  if (!to) return std::unexpected(to.error());
  return std::pair(std::move(*from), std::move(*to));
}

// Gives the changes out as it goes.
class Differ {
 public:
  Differ(std::vector<Entity> before, bool delta,
         const std::function<bool(const ListChangeRecord&)>& take)
      : diff_(std::move(before)), delta_(delta), take_(take) {}
  bool next(const Entity& after) {
    if (const auto change = diff_.take(after)) give(*change, &after);
    return go_on_;
  }
  void end(ListDiffSummary& out) {
    for (const auto& change : diff_.rest()) give(change, nullptr);
    out.added = diff_.added, out.changed = diff_.changed;
    out.removed = diff_.removed, out.same = diff_.same;
    out.json = json_of(out);
  }

 private:
  void give(const EntityChange& change, const Entity* after) {
    if (!go_on_) return;
    ListChangeRecord record = record_of(change);
    if (delta_) record.delta = delta_of(diff_.before(change.id), after);
    go_on_ = take_(record);
  }
  EditionDiff diff_;
  bool delta_;
  const std::function<bool(const ListChangeRecord&)>& take_;
  bool go_on_ = true;
};

Status diff_in_ledger(const Settings& settings, const ListDiffRequest& request,
                      ListDiffSummary& summary,
                      const std::function<bool(const ListChangeRecord&)>& take) {
  const auto view = open_view(settings, 0);
  if (!view) return std::unexpected(view.error());
  const auto editions = editions_of(*view, request);
  if (!editions) return std::unexpected(editions.error());
  const auto& [from, to] = *editions;
  summary = {request.list, label_of(from), label_of(to), 0, 0, 0, 0, {}};
  if (summary.from == summary.to)
    summary.from = "r" + std::to_string(from.revision),
    summary.to = "r" + std::to_string(to.revision);
  std::vector<Entity> before;
  auto done = view->entities_of(from, [&](Entity&& e) {
    before.push_back(std::move(e));
    return true;
  });
  if (!done) return done;
  Differ differ(std::move(before), request.delta, take);
  done = view->entities_of(to, [&](Entity&& e) { return differ.next(e); });
  if (done) differ.end(summary);
  return done;
}

Status diff_of_files(const ListDiffRequest& request, ListDiffSummary& summary,
                     const std::function<bool(const ListChangeRecord&)>& take) {
  std::vector<Entity> before;
  const ListOptions options{.keep_partial = request.partial, .series = request.list};
  const auto older = read_list(
      request.files[0], [&](Entity&& e) { before.push_back(std::move(e)); }, options);
  if (!older) return std::unexpected(older.error());
  Differ differ(std::move(before), request.delta, take);
  const auto newer = read_list(
      request.files[1], [&](Entity&& e) { differ.next(e); }, options);
  if (!newer) return std::unexpected(newer.error());
  if (older->list != newer->list)
    return fail(Code::bad_argument, "are lists of different kinds", request.files[1],
                std::string(older->list->id) + ", " + std::string(newer->list->id));
  summary = {newer->series, request.files[0], request.files[1], 0, 0, 0, 0, {}};
  differ.end(summary);
  return {};
}

// The newest edition of each list, or of one.
Result<std::vector<StoredList>> latest_editions(const View& view, const std::string& list) {
  auto all = view.lists(list);
  if (!all) return all;
  std::vector<StoredList> out;
  for (auto& edition : *all) {
    if (!out.empty() && out.back().list == edition.list) out.back() = std::move(edition);
    else out.push_back(std::move(edition));
  }
  if (!out.empty() || list.empty()) return out;
  const auto every = view.lists();
  if (!every) return std::unexpected(every.error());
  return no_list(list, *every);
}

std::string exported(const Entity& entity, bool statements) {
  std::string out;
  for (const Entity& one : as_ftm(entity))
    out += statements ? ftm_statement_rows(one) : ftm_json(one) + "\n";
  return out;
}

}  // namespace

std::vector<ListFormatRecord> list_formats() {
  std::vector<ListFormatRecord> out;
  for (const auto& info : list_infos()) {
    out.push_back({std::string(info.id),
                   std::string(info.title),
                   std::string(info.publisher),
                   std::string(info.files),
                   std::string(info.edition),
                   {}});
    out.back().json = json_of(out.back());
  }
  return out;
}

Exit list_editions(const Settings& settings, const LedgerTime& at, const std::string& as_of,
                   const std::function<bool(const ListEditionRecord&)>& take) {
  const Engine::Parts parts(settings);
  const auto view = parts.view(at);
  if (!view) return parts.report(view.error());
  auto all = view->lists();
  if (!all) return parts.report(all.error());
  std::erase_if(*all, [&](const StoredList& list) { return !published_by(list, as_of); });
  for (size_t i = 0; i < all->size(); ++i) {
    const StoredList& l = (*all)[i];
    ListEditionRecord record{l.list,
                             l.edition,
                             to_hex(l.id),
                             l.added,
                             l.revision,
                             static_cast<size_t>(l.entities),
                             i + 1 == all->size() || (*all)[i + 1].list != l.list,
                             {}};
    record.json = json_of(record);
    if (!take(record)) break;
  }
  return all->empty() ? Exit::nothing_found : Exit::done;
}

Exit diff_lists(const Settings& settings, const ListDiffRequest& request, ListDiffSummary& summary,
                const std::function<bool(const ListChangeRecord&)>& take) {
  const Engine::Parts parts(settings);
  const auto done = request.files.size() == 2 ? diff_of_files(request, summary, take)
                                              : diff_in_ledger(settings, request, summary, take);
  if (!done) return parts.report(done.error());
  const bool same = summary.added + summary.changed + summary.removed == 0;
  return same ? Exit::nothing_found : Exit::done;
}

Exit export_entities(const Settings& settings, const EntityExport& request,
                     const std::function<bool(std::string_view)>& take) {
  const Engine::Parts parts(settings);
  const bool statements = request.format == "statements";
  if (!statements && request.format != "ftm")
    return parts.report(fail(Code::bad_argument, "no form that entities are written in", {},
                             request.format, "ftm or statements")
                            .error());
  Tally tally;
  if (statements) tally.cut_off = !take(kFtmStatementColumns);
  const auto give = [&](const Entity& entity) {
    if (tally.cut_off) return false;
    ++tally.found;
    tally.cut_off = !take(exported(entity, statements)) || parts.stopped();
    return !tally.cut_off;
  };
  for (const auto& path : request.paths) {
    if (tally.cut_off) break;
    const auto report = read_list(path, [&](Entity&& e) { give(e); },
                                  {.keep_partial = request.partial, .series = request.list});
    if (report && report->cut) ++tally.failed, parts.report(*report->cut);
    if (report)
      for (const auto& note : report->notes) parts.note(note);
    else ++tally.failed, parts.report(report.error());
  }
  if (request.paths.empty()) {
    const auto view = open_view(settings, request.revision);
    if (!view) return parts.report(view.error());
    const auto editions = latest_editions(*view, request.list);
    if (!editions) return parts.report(editions.error());
    for (const auto& edition : *editions)
      if (auto done = view->entities_of(edition, [&](Entity&& e) { return give(e); }); !done)
        return parts.report(done.error());
  }
  return tally.end(parts);
}

}  // namespace entente
