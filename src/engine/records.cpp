#include "engine/records.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "model/claim_json.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void put(Json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}

Json document_json(const DocumentRecord& d) {
  Json out{{"id", d.id}};
  put(out, "path", d.path);
  put(out, "url", d.url);
  put(out, "title", d.title);
  put(out, "publisher", d.publisher);
  put(out, "published", d.published);
  put(out, "language", d.language);
  return out;
}

std::string in_brackets(const Mention& m) {
  if (m.state.empty() && m.entity.empty()) return {};
  return " [" + m.state + (m.state.empty() || m.entity.empty() ? "" : ", ") + m.entity + "]";
}

std::string line_of(const std::vector<Mention>& mentions) {
  std::string out;
  for (const auto& m : mentions) out += (out.empty() ? "" : ", ") + m.text + in_brackets(m);
  return out;
}

std::string number(double value) {
  const auto whole = static_cast<long long>(value);
  return static_cast<double>(whole) == value ? fmt::format("{}", whole)
                                             : fmt::format("{:g}", value);
}

std::string line_of(const Quantity& q) {
  std::string out = q.text;
  std::string bounds;
  if (q.low && q.high && *q.low == *q.high) bounds = number(*q.low);
  else if (q.low || q.high)
    bounds = (q.low ? number(*q.low) : "") + ".." + (q.high ? number(*q.high) : "");
  if (q.approximate) bounds = "~" + bounds;
  if (!q.unit.empty()) bounds += (bounds.empty() ? "" : " ") + q.unit;
  if (!bounds.empty() && bounds != out) out += " (" + bounds + ")";
  return out;
}

std::string line_of(const std::vector<Quantity>& quantities) {
  std::string out;
  for (const auto& q : quantities) out += (out.empty() ? "" : "; ") + line_of(q);
  return out;
}

std::string line_of(const When& when) {
  if (when.interval.empty()) return when.text;
  const auto& [start, end] = when.interval;
  std::string dates = start ? to_string(*start) : "..";
  if (start != end) dates += "/" + (end ? to_string(*end) : "..");
  return when.text.empty() ? dates : when.text + " (" + dates + ")";
}

}  // namespace

DocumentRecord record_of(const DocumentRef& d) {
  return {d.id, d.path, d.url, d.title, d.publisher, d.published, d.language};
}

DocumentRecord record_of(const Document& d) {
  return {d.id, d.path, d.url, d.title, d.publisher, d.published, d.language};
}

ClaimRecord record_of(const Claim& c, int64_t revision) {
  ClaimRecord out;
  out.id = c.id;
  out.kind = name(c.kind);
  out.domain = name(info(c.kind).domain);
  out.modality = name(c.modality);
  out.polarity = name(c.polarity);
  out.subject = line_of(c.subject);
  out.counterpart = line_of(c.counterpart);
  out.against = line_of(c.against);
  out.object = line_of(c.object);
  out.in_return = line_of(c.in_return);
  out.via = line_of(c.via);
  out.where = line_of(c.where);
  out.quantity = line_of(c.quantity);
  out.when = line_of(c.when);
  out.attribution = line_of(c.attribution);
  out.quote = c.quote.text;
  out.quote_start = c.quote.start;
  out.quote_end = c.quote.end;
  if (!c.quote_boxes.empty()) out.page = c.quote_boxes.front().page;
  out.document = record_of(c.document);
  out.extractor = c.extractor.name;
  out.revision = revision;
  out.json = to_json(c);
  return out;
}

std::string json_of(const AddRecord& r) {
  Json out{{"kind", r.kind}, {"id", r.id}, {"path", r.path}};
  put(out, "title", r.title);
  out["revision"] = r.revision;
  out["added"] = r.added;
  out[r.kind == "list" ? "entities" : "claims"] = r.count;
  put(out, "list", r.list);
  put(out, "edition", r.edition);
  if (r.changes)
    out["changes"] = {{"added", r.changes->added},
                      {"changed", r.changes->changed},
                      {"removed", r.changes->removed}};
  put(out, "language", r.language);
  if (r.unread) out["unread"] = true;
  return dump(out);
}

std::string json_of(const DamageRecord& r) {
  Json out = Json::object();
  if (r.revision > 0) out["revision"] = r.revision;
  put(out, "table", r.table);
  if (r.row > 0) out["row"] = r.row;
  put(out, "file", r.file);
  out["what"] = r.what;
  return dump(out);
}

std::string json_of(const VerifyRecord& r, const std::vector<DamageRecord>& damage) {
  Json out{{"schema", "entente.verify.v1"}, {"whole", r.damaged == 0}, {"revision", r.revisions},
           {"documents", r.documents},      {"claims", r.claims},      {"entities", r.entities},
           {"originals", r.originals},      {"head", r.head}};
  out["damage"] = Json::array();
  for (const auto& d : damage) out["damage"].push_back(Json::parse(d.json));
  return dump(out);
}

std::string json_of(const CodeRecord& r) {
  return dump({{"code", r.name}, {"meaning", r.meaning}, {"remedy", r.remedy}});
}

std::string json_of(const JudgementRecord& r) {
  Json out{{"id", r.id}, {"kind", r.kind}, {"a", r.a}};
  put(out, "b", r.b);
  put(out, "value", r.value);
  out["who"] = r.who;
  out["why"] = r.why;
  out["added"] = r.added;
  out["revision"] = r.revision;
  if (r.undone_by > 0) out["undone_by"] = r.undone_by;
  out["holds"] = r.undone_by == 0;
  return dump(out);
}

std::string json_of(const SearchRecord& r) {
  Json out{
      {"document", document_json({r.id, r.path, r.url, r.title, r.publisher, r.published, {}})},
      {"revision", r.revision},
      {"score", std::round(r.score * 1000) / 1000},
      {"snippet", r.snippet}};
  out["words"] = Json::array();
  for (const auto& [from, to] : r.marks) out["words"].push_back(r.snippet.substr(from, to - from));
  out["claims"] = Json::array();
  for (const auto& c : r.claims)
    out["claims"].push_back({{"id", c.id}, {"kind", c.kind}, {"quote", c.quote}});
  return dump(out);
}

std::string json_of(const MoveRecord& r) {
  return dump({{"schema", "entente.move.v1"},
               {"documents", r.documents},
               {"claims", r.claims},
               {"lists", r.lists},
               {"judgements", r.judgements},
               {"there", r.there}});
}

std::string json_of(const RebuildRecord& r) {
  return dump({{"schema", "entente.rebuild.v1"}, {"claims", r.claims}});
}

std::string json_of(const ShowRecord& r) {
  Json out{{"schema", "entente.show.v1"}};
  if (r.claim) {
    out["revision"] = r.claim->revision;
    out["claim"] = Json::parse(r.claim->json);
    out["context"] = {{"before", r.before}, {"after", r.after}};
  }
  if (r.document) out["document"] = document_json(*r.document);
  if (!r.claim) out["text"] = r.text;
  return dump(out);
}

std::string json_of(const Entity& e) {
  Json properties = Json::object();
  Json statements = Json::array();
  for (const auto& s : e.statements) {
    properties[s.property].push_back(s.value);
    Json one{{"property", s.property}, {"value", s.value}};
    put(one, "language", s.language);
    one["place"] = s.place;
    statements.push_back(std::move(one));
  }
  Json out{{"id", e.id}, {"caption", e.caption}, {"schema", e.schema}};
  out["properties"] = std::move(properties);
  out["datasets"] = {e.dataset};
  put(out, "edition", e.edition);
  out["statements"] = std::move(statements);
  return dump(Json{{"schema", "entente.show.v1"}, {"entity", std::move(out)}});
}

}  // namespace entente
