// Commands about who is tied to whom, who owns whom, and what ships did.
#include "call.h"
#include "entente/network.h"
#include "entente/owners.h"
#include "entente/ships.h"

namespace capi {
namespace {

using entente::NetworkRecord;
using Type = Columns::Type;

entente::NetworkScope scope_of(Request& r) {
  entente::NetworkScope out;
  out.data = r.list("data");
  out.kinds = r.list("kinds");
  out.domains = r.list("domains");
  out.groups = r.list("groups");
  out.standing = r.text("standing");
  out.since = r.text("since");
  out.until = r.text("until");
  out.source = r.text("source");
  out.as_of = r.text("as_of");
  out.hub_min = static_cast<size_t>(r.number("hub", 0, 0));
  out.at = ledger_time(r);
  return out;
}

// JSON, or with "form": "text" the words for people.
template <class Request_, class Find>
Exit ask(Call& call, const Request_& request, Find find) {
  const std::string form = call.request.text("form");
  if (!form.empty() && form != "json" && form != "text")
    call.request.refuse("form", "is json or text", form);
  if (call.refused()) return Exit::usage;
  NetworkRecord record;
  const Exit status = find(call.handle.settings, request, record);
  call.whole(form == "text" ? record.text : record.json);
  return status;
}

entente::ShipsRequest ships_of(Request& r) {
  entente::ShipsRequest out;
  out.paths = r.list("paths");
  out.events = r.list("events");
  out.anchorages = r.text("anchorages");
  out.area = r.text("area");
  out.vessels = r.list("vessels");
  out.parameters = r.numbers("parameters");
  return out;
}

void make_finding_columns(Call& call) {
  call.make_columns({{"event", Type::text},
                     {"mmsi", Type::whole},
                     {"imo", Type::whole},
                     {"name", Type::text},
                     {"other_mmsi", Type::whole},
                     {"other_imo", Type::whole},
                     {"other_name", Type::text},
                     {"start", Type::text},
                     {"end", Type::text},
                     {"placed", Type::flag},
                     {"lat", Type::real},
                     {"lon", Type::real},
                     {"evidence", Type::text},
                     {"json", Type::text}});
}

bool put(Call& call, const entente::ShipFinding& f) {
  if (call.answer.columns) {
    Columns& out = *call.answer.columns;
    const entente::ShipFinding::Vessel none;
    out.text(f.event);
    for (size_t i = 0; i < 2; ++i) {
      const auto& v = i < f.vessels.size() ? f.vessels[i] : none;
      out.whole(v.mmsi), out.whole(v.imo), out.text(v.name);
    }
    out.text(f.start), out.text(f.end), out.flag(f.placed), out.real(f.lat), out.real(f.lon);
    std::string evidence;
    for (const auto& line : f.evidence) evidence += (evidence.empty() ? "" : ";") + line;
    out.text(evidence), out.text(f.json);
  }
  return call.line(f.json);
}

}  // namespace

Exit run_ties(Call& call) {
  Request& r = call.request;
  entente::TiesRequest request{r.text("a"), r.text("b"),
                               static_cast<size_t>(r.number("limit", 1, 20)), r.text("as_of"),
                               ledger_time(r)};
  return ask(call, request, entente::find_ties);
}

Exit run_path(Call& call) {
  Request& r = call.request;
  entente::PathRequest request{
      r.text("from"), r.text("to"),       static_cast<size_t>(r.number("count", 1, 3)),
      r.text("by"),   r.flag("directed"), scope_of(r)};
  return ask(call, request, entente::find_path);
}

Exit run_intermediaries(Call& call) {
  Request& r = call.request;
  entente::IntermediariesRequest request{
      r.text("a"), r.text("b"), 3, static_cast<size_t>(r.number("limit", 1, 20)), scope_of(r)};
  return ask(call, request, entente::find_intermediaries);
}

Exit run_exposure(Call& call) {
  Request& r = call.request;
  entente::ExposureRequest request{r.text("who"), static_cast<size_t>(r.number("count", 1, 3)),
                                   scope_of(r)};
  return ask(call, request, entente::find_exposure);
}

Exit run_graph(Call& call) {
  Request& r = call.request;
  entente::GraphRequest request{r.text("format"), r.text("around"),
                                static_cast<size_t>(r.number("hops", 1, 1)), scope_of(r)};
  if (request.format.empty()) request.format = "graphml";
  if (call.refused()) return Exit::usage;
  NetworkRecord record;
  const Exit status = entente::write_graph(call.handle.settings, request, record);
  call.answer.bytes = std::move(record.text);
  return status;
}

Exit run_owners(Call& call) {
  Request& r = call.request;
  entente::OwnersRequest request{r.list("files"), r.list("listed"), r.text("listed_from"),
                                 r.text("rule"), r.text("date")};
  const std::string form = r.text("form");
  if (call.refused()) return Exit::usage;
  entente::OwnersRecord record;
  const Exit status = entente::trace_owners(call.handle.settings, request, record);
  call.whole(form == "text" ? record.text : record.json);
  return status;
}

Exit run_ships(Call& call) {
  const entente::ShipsRequest request = ships_of(call.request);
  make_finding_columns(call);
  if (call.refused()) return Exit::usage;
  entente::ShipsCounts counts;
  return entente::find_ships(
      call.handle.settings, request, counts,
      [&](const entente::ShipFinding& finding) { return put(call, finding); });
}

Exit run_voyage(Call& call) {
  const entente::ShipsRequest request = ships_of(call.request);
  const int64_t number = call.request.number("number", 1, 1);
  const std::string form = call.request.text("form");
  if (number > INT64_C(4294967295))
    call.request.refuse("number", "is an IMO number or an MMSI", std::to_string(number));
  make_finding_columns(call);
  if (call.refused()) return Exit::usage;
  entente::ShipsCounts counts;
  std::string svg;
  const bool draws = form == "svg";
  const Exit status = entente::voyage_of(
      call.handle.settings, static_cast<uint32_t>(number), request, draws ? &svg : nullptr, counts,
      [&](const entente::ShipFinding& finding) { return draws || put(call, finding); });
  if (draws) call.answer.bytes = std::move(svg);
  return status;
}

Exit run_decode(Call& call) {
  const auto paths = call.request.list("paths");
  const bool unscaled = call.request.flag("unscaled");
  if (call.refused()) return Exit::usage;
  entente::AisCounts counts;
  return entente::decode_ais(call.handle.settings, paths, unscaled, counts,
                             [&](std::string_view line) { return call.line(line); });
}

}  // namespace capi
