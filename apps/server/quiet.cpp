// What tables show that nobody tells: trade told from both ends, votes by year, money followed from
// account to account. The body is the table, or two of them as JSON; nothing of it is kept.
#include <nlohmann/json.hpp>

#include "entente/money.h"
#include "entente/trade.h"
#include "entente/votes.h"
#include "handlers.h"
#include "scratch.h"

namespace server {
namespace {

using entente::Exit;
using nlohmann::json;

// Rows that made no sense are counted in the answer: the rest of the table is answered.
Answer table_answer(Exit exit, Desk& desk, std::string body,
                    const std::vector<const ScratchFile*>& files) {
  if (body.empty()) return answer_of(desk.problems.empty() ? exit : Exit::some_failed, desk, {});
  if (exit == Exit::some_failed) exit = Exit::done;
  if (exit == Exit::nothing_found && !body.empty()) exit = Exit::done;
  for (const ScratchFile* file : files) body = file->shown(std::move(body));
  return answer_of(exit, desk, std::move(body));
}

entente::TakeBytes into(std::string& out) {
  return [&out](std::string_view bytes) {
    out += bytes;
    return true;
  };
}

}  // namespace

Answer trade_mirror(Service& service, const Call& call) {
  const json body = json::parse(call.body, nullptr, false);
  const char* shape = R"({"exports":"reporter,partner,year,value…","imports":"…"})";
  if (body.is_discarded())
    return refuse({400, "the body is no JSON", "E-MALFORMED", {}, "body", shape});
  for (const char* key : {"exports", "imports"})
    if (!body.is_object() || !body.contains(key) || !body[key].is_string() || body.size() != 2)
      return refuse({422, "two tables are needed, as text", "E-MALFORMED", key, "body", shape});
  return service.with_engine([&](Desk& desk) {
    const ScratchFile sent("exports.csv", body["exports"].get<std::string>());
    const ScratchFile arrived("imports.csv", body["imports"].get<std::string>());
    entente::MirrorRequest request;
    request.exports = {sent.path()};
    request.imports = {arrived.path()};
    request.partners = call.list("partner");
    request.each_exporter = call.flag("each");
    request.cif_fob = call.number("cif_fob");
    request.form = entente::TableForm::json;
    entente::TradeCounts counts;
    std::string out;
    const Exit exit = entente::trade_mirror(desk.settings, request, counts, into(out));
    return table_answer(exit, desk, std::move(out), {&sent, &arrived});
  });
}

Answer votes_over_time(Service& service, const Call& call) {
  const auto names = call.list("pair");
  return service.with_engine([&](Desk& desk) {
    const ScratchFile votes(call.text("name"), call.body);
    entente::AgreementRequest agreement;
    agreement.tables.votes = votes.path();
    agreement.pairs = names;
    agreement.final_only = call.flag("final");
    agreement.form = entente::TableForm::json;
    entente::ChangesRequest changes;
    changes.tables = agreement.tables;
    changes.pairs = names;
    changes.final_only = agreement.final_only;
    changes.form = entente::TableForm::json;
    entente::VotesCounts counts;
    std::string yearly, breaks;
    const Exit exit = entente::votes_agreement(desk.settings, agreement, counts, into(yearly));
    if (yearly.empty() || (exit != Exit::done && exit != Exit::some_failed))
      return table_answer(exit, desk, std::move(yearly), {&votes});
    const size_t problems = desk.problems.size();
    entente::votes_changes(desk.settings, changes, counts, into(breaks));
    desk.problems.resize(std::min(problems, desk.problems.size()));
    return table_answer(exit, desk,
                        "{\"schema\":\"entente.votes.over_time.v1\",\"agreement\":" + yearly +
                            ",\"changes\":" + (breaks.empty() ? "null" : breaks) + "}\n",
                        {&votes});
  });
}

Answer money_trace(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    const ScratchFile table(call.text("name"), call.body);
    entente::MoneyTraceRequest request;
    request.paths = {table.path()};
    request.method = call.text("method");
    request.origins = call.list("origin");
    request.back = call.list("back");
    request.dust = call.text("dust");
    entente::MoneyRecord record;
    record.wants_text = false;
    const Exit exit = entente::trace_money(desk.settings, request, record);
    return table_answer(exit, desk, std::move(record.json), {&table});
  });
}

}  // namespace server
