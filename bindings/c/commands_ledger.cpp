// Commands that weigh and keep a ledger, and those that tell what the program knows.
#include "call.h"
#include "entente/lists.h"

namespace capi {
namespace {

using entente::Engine;
using entente::WeighedAnswer;

entente::WeighQuery query_of(Request& request) {
  entente::WeighQuery out;
  out.proposition = request.text("proposition");
  out.actors = request.list("actors");
  out.kind = request.text("kind");
  out.as_of = request.text("as_of");
  out.at = ledger_time(request);
  return out;
}

// One object, or with "lines" an object a line as --jsonl prints.
void put(Call& call, const WeighedAnswer& answer, bool lines) {
  if (!lines) return call.whole(answer.json);
  for (const auto& item : answer.items)
    if (!call.line(item.json)) return;
}

Exit weigh(Call& call, Exit (Engine::*question)(const entente::WeighQuery&, WeighedAnswer&)) {
  const entente::WeighQuery query = query_of(call.request);
  const bool lines = call.request.flag("lines");
  if (call.refused()) return Exit::usage;
  WeighedAnswer answer;
  const Exit status = (call.engine().*question)(query, answer);
  put(call, answer, lines);
  return status;
}

}  // namespace

Exit run_standing(Call& call) { return weigh(call, &Engine::standing); }
Exit run_figures(Call& call) { return weigh(call, &Engine::figures); }
Exit run_contradictions(Call& call) { return weigh(call, &Engine::contradictions); }
Exit run_gaps(Call& call) { return weigh(call, &Engine::gaps); }
Exit run_forecasts(Call& call) { return weigh(call, &Engine::forecasts); }

Exit run_diff(Call& call) {
  entente::DiffRequest request;
  request.query = query_of(call.request);
  request.since = call.request.text("since");
  request.published = call.request.flag("published");
  const std::string feed = call.request.text("feed");
  using Form = entente::DiffRequest::Form;
  if (feed == "atom") request.form = Form::atom;
  else if (feed == "json") request.form = Form::json_feed;
  else if (!feed.empty()) call.request.refuse("feed", "is atom or json", feed);
  const bool lines = call.request.flag("lines");
  if (call.refused()) return Exit::usage;
  WeighedAnswer answer;
  const Exit status = call.engine().diff(request, answer);
  put(call, answer, lines);
  return status;
}

Exit run_judge(Call& call) {
  const entente::JudgeRequest request{call.request.text("kind"), call.request.list("targets"),
                                      call.request.text("who"), call.request.text("why")};
  if (call.refused()) return Exit::usage;
  return call.engine().judge(request,
                             [&](const entente::JudgementRecord& j) { call.line(j.json); });
}

Exit run_judgements(Call& call) {
  const auto at = ledger_time(call.request);
  if (call.refused()) return Exit::usage;
  return call.engine().judgements(
      at, [&](const entente::JudgementRecord& j) { return call.line(j.json); });
}

Exit run_verify(Call& call) {
  if (call.refused()) return Exit::usage;
  entente::VerifyRecord record;
  const Exit status = call.engine().verify(record, [](const entente::DamageRecord&) {});
  call.whole(record.json);
  return status;
}

Exit run_rebuild(Call& call) {
  if (call.refused()) return Exit::usage;
  entente::RebuildRecord record;
  const Exit status = call.engine().rebuild(record);
  call.whole(record.json);
  return status;
}

Exit run_export(Call& call) {
  Request& r = call.request;
  const entente::ExportRequest request{r.text("folder"), r.list("actors"), r.text("source"),
                                       r.text("since"),  r.text("until"),  ledger_time(r)};
  if (call.refused()) return Exit::usage;
  entente::MoveRecord record;
  const Exit status = call.engine().export_archive(request, record);
  call.whole(record.json);
  return status;
}

Exit run_import(Call& call) {
  const std::string folder = call.request.text("folder");
  if (call.refused()) return Exit::usage;
  entente::MoveRecord record;
  const Exit status = call.engine().import_archive(folder, record);
  call.whole(record.json);
  return status;
}

Exit run_lists(Call& call) {
  const int64_t revision = call.request.number("revision", 0, 0);
  if (call.refused()) return Exit::usage;
  return entente::list_editions(
      call.handle.settings, {revision, {}}, {},
      [&](const entente::ListEditionRecord& r) { return call.line(r.json); });
}

Exit run_explain(Call& call) {
  const std::string code = call.request.text("code");
  if (call.refused()) return Exit::usage;
  if (code.empty()) {
    for (const auto& row : entente::codes()) call.line(row.json);
    return Exit::done;
  }
  const auto row = entente::explain(code);
  if (row) call.line(row->json);
  return row ? Exit::done : Exit::nothing_found;
}

}  // namespace capi
