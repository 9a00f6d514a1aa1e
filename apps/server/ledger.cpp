// What the ledger holds: documents, claims, lists, words, judgements; and what is recorded in it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "entente/documents.h"
#include "entente/lists.h"
#include "handlers.h"

namespace server {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string dumped(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// What was published by a day: the beginning of a date is compared as far as the day goes.
bool published_by(const std::string& published, const std::string& as_of) {
  return as_of.empty() || (!published.empty() && published.substr(0, as_of.size()) <= as_of);
}

// Whether what the answer is about was published by the day that is asked for.
bool is_published(const Call& call, const std::string& body, const char* at) {
  const std::string as_of = call.text("as_of");
  if (as_of.empty()) return true;
  const json all = json::parse(body, nullptr, false);
  const json::json_pointer pointer(at);
  return all.is_object() && all.contains(pointer) && all[pointer].is_string() &&
         published_by(all[pointer].get<std::string>(), as_of);
}

Answer later_than(const Call& call) {
  return refuse({404, "it was not published by then", "E-NOT-FOUND", call.text("as_of"),
                 "query.as_of", "a later day"});
}

// {"schema","revision",KEY:[items]}
std::string list_of(const char* schema, int64_t revision, const char* key,
                    const std::vector<std::string>& items, const std::string& more = {}) {
  std::string out = std::string("{\"schema\":\"") + schema +
                    "\",\"revision\":" + std::to_string(revision) + more + ",\"" + key + "\":[";
  for (size_t i = 0; i < items.size(); ++i) out += (i ? ",\n" : "\n") + items[i];
  return out + "\n]}\n";
}

}  // namespace

int64_t revision_at(Desk& desk, const Call& call) {
  int64_t out = 0;
  entente::ledger_revision(desk.settings, time_of(call), out);
  return out;
}

Answer ledger_state(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    entente::LedgerCounts counts;
    const auto exit = entente::count_ledger(desk.settings, time_of(call), counts);
    std::string ties;
    if (exit == entente::Exit::done)
      entente::strongest_ties(desk.settings, time_of(call), call.text("as_of"),
                              call.integer("limit"), ties);
    desk.problems.clear();
    ordered_json out{{"schema", "entente.ledger.v1"},   {"revision", counts.revision},
                     {"documents", counts.documents},   {"claims", counts.claims},
                     {"lists", counts.lists},           {"entities", counts.entities},
                     {"judgements", counts.judgements}, {"listed", service.catalogue()->size()},
                     {"version", entente::version()}};
    const json glance = json::parse(ties, nullptr, false);
    out["ties"] = glance.is_object() ? ordered_json(glance["ties"]) : ordered_json::array();
    return answer_of(exit, desk, dumped(out));
  });
}

Answer documents(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    entente::DocumentsRequest request;
    request.source = call.text("source");
    request.since = call.text("since");
    request.until = call.has("as_of") ? call.text("as_of") : call.text("until");
    request.limit = call.integer("limit");
    request.offset = call.integer("offset");
    request.at = time_of(call);
    entente::DocumentsAnswer answer;
    const auto exit = entente::list_documents(desk.settings, request, answer);
    return answer_of(exit, desk, std::move(answer.json));
  });
}

Answer sources(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    std::string body;
    const auto exit = entente::list_sources(desk.settings, time_of(call), call.text("as_of"), body);
    return answer_of(exit, desk, std::move(body));
  });
}

Answer document(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    std::string body;
    const auto exit = entente::read_document(desk.settings, call.text("id"), time_of(call), body);
    if (exit == entente::Exit::done && !is_published(call, body, "/document/published"))
      return later_than(call);
    return answer_of(exit, desk, std::move(body));
  });
}

Answer claims(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    entente::ClaimQuery query;
    query.actors = call.list("actor");
    query.kinds = call.list("kind");
    query.domains = call.list("domain");
    query.modalities = call.list("modality");
    query.polarity = call.text("polarity");
    query.source = call.text("source");
    query.since = call.text("since");
    query.until = call.text("until");
    query.at = time_of(call);
    const size_t limit = call.integer("limit"), offset = call.integer("offset");
    const std::string as_of = call.text("as_of");
    std::vector<std::string> items;
    size_t passed = 0;
    bool more = false;
    const auto exit = desk.engine->claims(query, [&](const entente::ClaimRecord& claim) {
      if (!published_by(claim.document.published, as_of)) return true;
      if (passed++ < offset) return true;
      if (items.size() == limit) return more = true, false;
      items.push_back(claim.json);
      return true;
    });
    return answer_of(exit, desk,
                     list_of("entente.claims.v1", revision_at(desk, call), "claims", items,
                             std::string(",\"more\":") + (more ? "true" : "false")));
  });
}

Answer show(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    std::vector<std::string> found;
    const auto exit =
        desk.engine->show(call.text("id"), time_of(call), [&](const entente::ShowRecord& record) {
          found.push_back(record.json);
          return true;
        });
    if (found.size() > 1)
      return refuse({404, "several ids begin so", "E-NOT-FOUND", call.text("id"), "path.id",
                     "more of the id"});
    if (!found.empty() && !is_published(call, found.front(), "/claim/document/published"))
      return later_than(call);
    return answer_of(exit, desk, found.empty() ? "{}" : found.front());
  });
}

Answer search_documents(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    entente::SearchRequest request;
    request.words = call.text("q");
    request.kinds = call.list("kind");
    request.source = call.text("source");
    request.since = call.text("since");
    request.until = call.has("as_of") ? call.text("as_of") : call.text("until");
    request.count_max = call.integer("limit");
    request.at = time_of(call);
    std::vector<std::string> items;
    const auto exit = desk.engine->search(request, [&](const entente::SearchRecord& record) {
      items.push_back(record.json);
      return true;
    });
    return answer_of(exit, desk,
                     list_of("entente.search.v1", revision_at(desk, call), "documents", items));
  });
}

Answer lists(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    std::vector<std::string> items;
    const auto exit = entente::list_editions(desk.settings, time_of(call), call.text("as_of"),
                                             [&](const entente::ListEditionRecord& record) {
                                               items.push_back(record.json);
                                               return true;
                                             });
    return answer_of(exit, desk,
                     list_of("entente.lists.v1", revision_at(desk, call), "lists", items));
  });
}

Answer words(Service&, const Call& call) {
  ordered_json out{
      {"schema", "entente.words.v1"}, {"of", call.text("of")}, {"words", ordered_json::array()}};
  const auto words = entente::words_of(call.text("of"));
  if (words.empty())
    return refuse({422, "there is no such vocabulary", "E-BAD-ARGUMENT", call.text("of"),
                   "query.of",
                   "kinds, domains, modalities, polarities, judgements, tie-groups, …"});
  for (const auto& word : words)
    out["words"].push_back({{"word", word.word}, {"meaning", word.meaning}});
  return ok(dumped(out));
}

Answer judgements(Service& service, const Call& call) {
  return service.with_engine([&](Desk& desk) {
    const auto kinds = call.list("kind");
    const auto known = entente::words_of("judgements");
    for (const std::string& kind : kinds)
      if (std::ranges::find(known, kind, &entente::WordRecord::word) == known.end())
        return refuse({422, "there is no such kind of judgement", "E-BAD-ARGUMENT", kind,
                       "query.kind", "a word of /api/words?of=judgements"});
    const std::string about = call.text("about");
    std::vector<std::string> items;
    const auto exit =
        desk.engine->judgements(decided_by(call), [&](const entente::JudgementRecord& record) {
          if (!kinds.empty() && std::ranges::find(kinds, record.kind) == kinds.end()) return true;
          if (about.empty() || record.a == about || record.b == about) items.push_back(record.json);
          return true;
        });
    return answer_of(
        exit, desk, list_of("entente.judgements.v1", revision_at(desk, call), "judgements", items));
  });
}

Answer judge(Service& service, const Call& call) {
  const json body = json::parse(call.body, nullptr, false);
  const auto bad = [](const char* detail, const std::string& piece, const char* where,
                      const char* allowed) {
    return refuse({422, detail, "E-MALFORMED", piece, where, allowed});
  };
  if (body.is_discarded())
    return refuse(
        {400, "the body is no JSON", "E-MALFORMED", {}, "body", "{\"kind\",\"targets\",\"why\"}"});
  if (!body.is_object())
    return bad("the body is no object", "", "body", "{\"kind\",\"targets\",\"why\"}");
  entente::JudgeRequest request;
  for (const auto& [key, value] : body.items()) {
    const bool text = value.is_string();
    if (key == "kind" && text) request.kind = value.get<std::string>();
    else if (key == "why" && text) request.why = value.get<std::string>();
    else if (key == "targets" && value.is_array() &&
             std::ranges::all_of(value, [](const json& v) { return v.is_string(); }))
      request.targets = value.get<std::vector<std::string>>();
    else
      return bad("there is no such field, or not of this type", key, "body", "kind, targets, why");
  }
  request.who = call.who;
  return service.with_engine([&](Desk& desk) {
    const std::lock_guard lock(service.writing());
    std::string record;
    bool fresh = false;
    const auto exit = desk.engine->judge(request, [&](const entente::JudgementRecord& made) {
      record = made.json;
      fresh = made.is_new;
    });
    Answer out = answer_of(exit, desk, record);
    if (out.status == 200 && fresh) {
      out.status = 201;
      if (request.kind == "merge" || request.kind == "split" || request.kind == "undo")
        service.reload();
    }
    return out;
  });
}

Answer upload(Service& service, const Call& call) {
  if (call.body.empty())
    return refuse(
        {422, "the body is empty", "E-EMPTY-INPUT", {}, "body", "the bytes of a report or a list"});
  Service::Upload upload;
  upload.name = call.text("name");
  upload.body = call.body;
  upload.inputs.title = call.text("title");
  upload.inputs.publisher = call.text("publisher");
  upload.inputs.published = call.text("published");
  upload.inputs.url = call.text("url");
  upload.inputs.list = call.text("list");
  const uint64_t id = service.add(std::move(upload));
  if (id == 0) {
    Answer full = refuse({503, "too many uploads wait", "E-TOO-MANY", {}, {}, "later"});
    full.headers.emplace_back("Retry-After", "5");
    return full;
  }
  const auto job = call.flag("wait") ? service.wait_for(id, 120) : service.job(id);
  Answer out = ok(job ? job_json(*job) : "{}");
  out.status = !job || !job->ended() ? 202 : job->state == "failed" ? 422 : 201;
  out.headers.emplace_back("Location", "/api/jobs/" + std::to_string(id));
  return out;
}

Answer jobs(Service& service, const Call&) {
  std::vector<std::string> items;
  for (const Job& job : service.jobs()) items.push_back(job_json(job));
  std::ranges::reverse(items);
  return ok(list_of("entente.jobs.v1", service.revision(), "jobs", items));
}

Answer job(Service& service, const Call& call) {
  const std::string id = call.text("id");
  const auto found = service.job(std::strtoull(id.c_str(), nullptr, 10));
  if (!found)
    return refuse({404, "there is no such job", "E-NOT-FOUND", id.substr(0, 40), "path.id",
                   "GET /api/jobs lists them"});
  return ok(job_json(*found));
}

Answer job_events(Service& service, const Call& call) {
  Answer out = job(service, call);
  if (out.status == 200) out.events_of_job = std::strtoull(call.text("id").c_str(), nullptr, 10);
  return out;
}

Answer whoami(Service& service, const Call& call) {
  ordered_json out{{"name", call.who},
                   {"role", name(call.role)},
                   {"writes", call.role >= Role::analyst},
                   {"tokens", !service.tokens().empty()}};
  return ok(dumped(out));
}

}  // namespace server
