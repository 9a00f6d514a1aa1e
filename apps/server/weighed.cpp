// What the ledger comes to: propositions, figures, conflicts, briefs, ties and ways through them,
// ownership, ships, screening of files.
#include <nlohmann/json.hpp>

#include "entente/network.h"
#include "entente/owners.h"
#include "entente/screening.h"
#include "entente/ships.h"
#include "handlers.h"
#include "scratch.h"

namespace server {
namespace {

using entente::Exit;

entente::WeighQuery weigh_query(const Call& call) {
  entente::WeighQuery out;
  out.actors = call.list("actor");
  out.kind = call.text("kind");
  out.as_of = call.text("as_of");
  out.at = time_of(call);
  return out;
}

using Weigh = Exit (entente::Engine::*)(const entente::WeighQuery&, entente::WeighedAnswer&);

// All of the answer, or the items from `offset` on.
Answer weighed(Service& service, const Call& call, Weigh weigh, const char* key) {
  return service.with_engine([&](Desk& desk) {
    entente::WeighedAnswer answer;
    const Exit exit = (desk.engine.get()->*weigh)(weigh_query(call), answer);
    const size_t limit = call.integer("limit"), offset = call.integer("offset");
    if (exit != Exit::done || (offset == 0 && answer.items.size() <= limit))
      return answer_of(exit, desk, std::move(answer.json));
    // The head up to the list is kept; the list is cut.
    const size_t at = answer.json.find("\"" + std::string(key) + "\":");
    std::string body = answer.json.substr(0, at) +
                       "\"total\":" + std::to_string(answer.items.size()) + ",\"" + key + "\":[";
    for (size_t i = offset; i < answer.items.size() && i < offset + limit; ++i)
      body += (i > offset ? ",\n" : "\n") + answer.items[i].json;
    return ok(body + "\n]}\n");
  });
}

entente::NetworkScope scope_of_network(const Call& call) {
  entente::NetworkScope out;
  out.kinds = call.list("kind");
  out.domains = call.list("domain");
  out.groups = call.list("group");
  out.standing = call.text("standing");
  out.since = call.text("since");
  out.until = call.text("until");
  out.source = call.text("source");
  out.as_of = call.text("as_of");
  out.at = time_of(call);
  return out;
}

Answer network_answer(Exit exit, Desk& desk, entente::NetworkRecord& record) {
  // Nothing found is an answer too: it says what was looked at.
  if (exit == Exit::nothing_found && !record.json.empty()) return ok(std::move(record.json));
  return answer_of(exit, desk, std::move(record.json));
}

}  // namespace

Answer propositions(Service& s, const Call& c) {
  return weighed(s, c, &entente::Engine::standing, "propositions");
}
Answer figures(Service& s, const Call& c) {
  return weighed(s, c, &entente::Engine::figures, "propositions");
}
Answer gaps(Service& s, const Call& c) {
  return weighed(s, c, &entente::Engine::gaps, "propositions");
}
Answer contradictions(Service& s, const Call& c) {
  return weighed(s, c, &entente::Engine::contradictions, "contradictions");
}
Answer forecasts(Service& s, const Call& c) {
  return weighed(s, c, &entente::Engine::forecasts, "forecasts");
}

Answer proposition(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    entente::WeighQuery query;
    query.proposition = call.text("id");
    query.as_of = call.text("as_of");
    query.at = time_of(call);
    entente::WeighedAnswer answer;
    const Exit exit = desk.engine->standing(query, answer);
    if (exit == Exit::nothing_found && desk.problems.empty())
      return refuse({404, "there is no such proposition", "E-NOT-FOUND", query.proposition,
                     "path.id", "GET /api/propositions lists them"});
    if (exit == Exit::done && answer.json.starts_with('{'))
      answer.json.insert(1, "\"revision\":" + std::to_string(revision_at(desk, call)) + ",");
    return answer_of(exit, desk, std::move(answer.json));
  });
}

Answer diff(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    entente::DiffRequest request;
    request.query = weigh_query(call);
    request.since = call.text("since");
    request.published = call.flag("published");
    const std::string form = call.text("format");
    using Form = entente::DiffRequest::Form;
    request.form = form == "atom" ? Form::atom : form == "feed" ? Form::json_feed : Form::json;
    entente::WeighedAnswer answer;
    const Exit exit = desk.engine->diff(request, answer);
    Answer out = answer_of(exit, desk, std::move(answer.json));
    if (out.status == 200 && form == "atom") out.type = "application/atom+xml; charset=utf-8";
    if (out.status == 200 && form == "feed") out.type = "application/feed+json";
    return out;
  });
}

Answer brief(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    entente::BriefRequest request;
    request.a = call.text("a");
    request.b = call.text("b");
    request.as_of = call.text("as_of");
    request.since = call.text("since");
    request.changed_since = call.text("changed_since");
    request.at = time_of(call);
    const std::string form = call.text("format");
    using Form = entente::BriefRequest::Form;
    request.form = form == "html" ? Form::html : form == "md" ? Form::markdown : Form::json;
    std::string text;
    const Exit exit = desk.engine->brief(request, text);
    Answer out = answer_of(exit, desk, std::move(text));
    if (out.status != 200) return out;
    if (form == "md") out.type = "text/markdown; charset=utf-8";
    if (form != "html") return out;
    out.type = "text/html; charset=utf-8";
    // One file with its own style; nothing in it runs, nothing is fetched.
    out.headers.emplace_back("Content-Security-Policy",
                             "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                             "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox "
                             "allow-popups allow-same-origin");
    return out;
  });
}

Answer ties(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    entente::TiesRequest request;
    request.a = call.text("a");
    request.b = call.text("b");
    request.as_of = call.text("as_of");
    request.at = time_of(call);
    entente::NetworkRecord record;
    const Exit exit = entente::find_ties(desk.settings, request, record);
    return network_answer(exit, desk, record);
  });
}

// A question about the part of the graph that the call names.
template <class Request, class Find>
Answer of_network(Service& service, const Call& call, Request request, Find find) {
  request.scope = scope_of_network(call);
  return service.with_engine([&](Desk& desk) {
    entente::NetworkRecord record;
    const Exit exit = find(desk.settings, request, record);
    return network_answer(exit, desk, record);
  });
}

Answer paths(Service& service, const Call& call) {
  entente::PathRequest request;
  request.from = call.text("from");
  request.to = call.text("to");
  request.count = call.integer("count");
  request.by = call.text("by");
  request.directed = call.flag("directed");
  return of_network(service, call, std::move(request), entente::find_path);
}

Answer intermediaries(Service& service, const Call& call) {
  entente::IntermediariesRequest request;
  request.a = call.text("a");
  request.b = call.text("b");
  request.ties_max = call.integer("ties");
  request.most = call.integer("limit");
  request.legs_max = call.integer("legs");
  return of_network(service, call, std::move(request), entente::find_intermediaries);
}

Answer exposure(Service& service, const Call& call) {
  entente::ExposureRequest request;
  request.who = call.text("who");
  request.count = call.integer("count");
  return of_network(service, call, std::move(request), entente::find_exposure);
}

Answer neighbours(Service& service, const Call& call) {
  entente::NeighboursRequest request;
  request.who = call.text("who");
  request.by = call.list("by");
  request.shown = call.list("shown");
  request.limit = call.integer("limit");
  request.offset = call.integer("offset");
  return of_network(service, call, std::move(request), entente::find_neighbours);
}

Answer graph(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    entente::GraphRequest request;
    request.format = call.text("format");
    request.around = call.text("around");
    request.hops = call.integer("hops");
    request.scope = scope_of_network(call);
    entente::NetworkRecord record;
    const Exit exit = entente::write_graph(desk.settings, request, record);
    Answer out = answer_of(exit, desk, std::move(record.text));
    if (out.status != 200) return out;
    out.type = request.format == "svg"                                   ? "image/svg+xml"
               : request.format == "graphml" || request.format == "gexf" ? "application/xml"
               : request.format == "ftm"                                 ? "application/x-ndjson"
                                         : "text/plain; charset=utf-8";
    return out;
  });
}

Answer ownership(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    const ScratchFile file(call.text("name"), call.body);
    entente::OwnersRequest request;
    request.files = {file.path()};
    request.listed = call.list("listed");
    request.rule = call.text("rule");
    request.date = call.text("date");
    entente::OwnersRecord record;
    Exit exit = entente::trace_owners(desk.settings, request, record);
    if (exit == Exit::some_failed && !record.json.empty()) exit = Exit::done;
    return answer_of(exit, desk, std::move(record.json));
  });
}

Answer ships(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    const ScratchFile file(call.text("name"), call.body);
    entente::ShipsRequest request;
    request.paths = {file.path()};
    request.events = call.list("event");
    request.area = call.text("area");
    request.vessels = call.list("vessel");
    entente::ShipsCounts counts;
    const size_t limit = call.integer("limit");
    std::string body = "{\"schema\":\"entente.ships.v1\",\"findings\":[";
    size_t given = 0;
    const Exit exit =
        entente::find_ships(desk.settings, request, counts, [&](const entente::ShipFinding& f) {
          body += (given++ ? ",\n" : "\n") + f.json;
          return given < limit;
        });
    body += "\n],\"fixes\":" + std::to_string(counts.fixes) +
            ",\"vessels\":" + std::to_string(counts.vessels) + "}\n";
    return answer_of(exit, desk, file.shown(std::move(body)));
  });
}

}  // namespace server
