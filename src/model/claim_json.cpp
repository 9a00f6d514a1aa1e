// nlohmann's ordered_json keeps keys in the schema's order; its exceptions stay in this file.
#include "model/claim_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}

Json span_json(const Span& s) { return Json{{"text", s.text}, {"start", s.start}, {"end", s.end}}; }

// A tenth of a point is finer than any eye.
double tenth(float value) { return std::round(static_cast<double>(value) * 10) / 10; }

Json quote_json(const Claim& c) {
  Json out = span_json(c.quote);
  if (c.quote_boxes.empty()) return out;
  out["page"] = c.quote_boxes.front().page;
  out["boxes"] = Json::array();
  for (const PageBox& b : c.quote_boxes)
    out["boxes"].push_back(
        {{"page", b.page},
         {"box", {tenth(b.left), tenth(b.top), tenth(b.right), tenth(b.bottom)}}});
  return out;
}

Json mention_json(const Mention& m) {
  Json out = span_json(m);
  put(out, "state", m.state);
  put(out, "entity", m.entity);
  if (!m.goods.empty()) {
    Json goods = Json::array();
    for (int g = 0; g < kGoodsCount; ++g)
      if (m.goods.has(static_cast<Goods>(g))) goods.push_back(name(static_cast<Goods>(g)));
    out["goods"] = std::move(goods);
  }
  put(out, "cue", m.cue);
  return out;
}

void put(Json& out, const char* key, const std::vector<Mention>& role, bool required = false) {
  if (role.empty() && !required) return;
  Json list = Json::array();
  for (const auto& m : role) list.push_back(mention_json(m));
  out[key] = std::move(list);
}

Json number(double value) {
  const auto whole = static_cast<long long>(value);
  return static_cast<double>(whole) == value ? Json(whole) : Json(value);
}

Json quantity_json(const Quantity& q) {
  Json out = Json::object();
  put(out, "text", q.text);
  if (q.low) out["low"] = number(*q.low);
  if (q.high) out["high"] = number(*q.high);
  if (q.approximate) out["approximate"] = true;
  put(out, "unit", q.unit);
  put(out, "of", q.of);
  return out;
}

Json when_json(const When& w) {
  Json out = Json::object();
  put(out, "text", w.text);
  if (w.interval.start) out["start"] = to_string(*w.interval.start);
  if (w.interval.end) out["end"] = to_string(*w.interval.end);
  return out;
}

Json document_json(const Claim& c) {
  const DocumentRef& d = c.document;
  Json out{{"id", d.id}};
  put(out, "path", d.path);
  put(out, "url", d.url);
  put(out, "title", d.title);
  put(out, "publisher", d.publisher);
  put(out, "published", d.published);
  put(out, "language", d.language);
  if (!c.extractor.name.empty())
    out["extractor"] = {{"name", c.extractor.name}, {"version", c.extractor.version}};
  return out;
}

// Reading back. Json::at and get<> throw on a wrong shape; claim_from_json turns that into a value.
std::string text_of(const Json& in, const char* key) {
  return in.contains(key) ? in.at(key).get<std::string>() : std::string();
}

void read(const Json& in, Span& out) {
  out.text = in.at("text").get<std::string>();
  out.start = in.value("start", 0u);
  out.end = in.value("end", 0u);
}

std::vector<Mention> mentions_of(const Json& in, const char* key) {
  std::vector<Mention> out;
  if (!in.contains(key)) return out;
  for (const auto& item : in.at(key)) {
    Mention m;
    read(item, m);
    m.state = text_of(item, "state");
    m.entity = text_of(item, "entity");
    m.cue = text_of(item, "cue");
    if (item.contains("goods"))
      for (const auto& g : item.at("goods"))
        if (const auto found = find_goods(g.get<std::string>())) m.goods.add(*found);
    out.push_back(std::move(m));
  }
  return out;
}

Quantity quantity_of(const Json& in) {
  Quantity q;
  q.text = text_of(in, "text");
  if (in.contains("low")) q.low = in.at("low").get<double>();
  if (in.contains("high")) q.high = in.at("high").get<double>();
  q.approximate = in.value("approximate", false);
  q.unit = text_of(in, "unit");
  q.of = text_of(in, "of");
  return q;
}

std::vector<PageBox> boxes_of(const Json& quote) {
  std::vector<PageBox> out;
  if (!quote.contains("boxes")) return out;
  for (const auto& one : quote.at("boxes")) {
    const auto& box = one.at("box");
    out.push_back({one.at("page").get<uint32_t>(), box.at(0).get<float>(), box.at(1).get<float>(),
                   box.at(2).get<float>(), box.at(3).get<float>()});
  }
  return out;
}

void read(const Json& in, DocumentRef& out) {
  out = {in.at("id").get<std::string>(), text_of(in, "path"),      text_of(in, "url"),
         text_of(in, "title"),           text_of(in, "publisher"), text_of(in, "published"),
         text_of(in, "language")};
}

Claim claim_of(const Json& in) {
  Claim c;
  c.id = text_of(in, "id");
  read(in.at("document"), c.document);
  if (in.at("document").contains("extractor")) {
    const auto& extractor = in.at("document").at("extractor");
    c.extractor = {text_of(extractor, "name"), text_of(extractor, "version")};
  }
  read(in.at("quote"), c.quote);
  c.quote_boxes = boxes_of(in.at("quote"));
  c.kind = find_kind(in.at("kind").get<std::string>()).value();
  c.subject = mentions_of(in, "subject");
  c.counterpart = mentions_of(in, "counterpart");
  c.against = mentions_of(in, "against");
  c.object = mentions_of(in, "object");
  c.in_return = mentions_of(in, "in_return");
  c.via = mentions_of(in, "via");
  if (in.contains("quantity"))
    for (const auto& q : in.at("quantity")) c.quantity.push_back(quantity_of(q));
  if (in.contains("when")) {
    c.when.text = text_of(in.at("when"), "text");
    c.when.interval.start = parse_date(text_of(in.at("when"), "start"));
    c.when.interval.end = parse_date(text_of(in.at("when"), "end"));
  }
  c.where = mentions_of(in, "where");
  c.polarity = find_polarity(in.at("polarity").get<std::string>()).value();
  c.modality = find_modality(in.at("modality").get<std::string>()).value();
  c.attribution = mentions_of(in, "attribution");
  c.certainty = in.value("certainty", 0.0);
  return c;
}

}  // namespace

std::string to_json(const Claim& c) {
  Json out{{"id", c.id},
           {"document", document_json(c)},
           {"quote", quote_json(c)},
           {"kind", name(c.kind)}};
  put(out, "subject", c.subject, true);
  put(out, "counterpart", c.counterpart);
  put(out, "against", c.against);
  put(out, "object", c.object);
  put(out, "in_return", c.in_return);
  put(out, "via", c.via);
  if (!c.quantity.empty()) {
    out["quantity"] = Json::array();
    for (const auto& q : c.quantity) out["quantity"].push_back(quantity_json(q));
  }
  if (!c.when.empty()) out["when"] = when_json(c.when);
  put(out, "where", c.where);
  out["polarity"] = name(c.polarity);
  out["modality"] = name(c.modality);
  put(out, "attribution", c.attribution, true);
  out["certainty"] = c.certainty;
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Claim> claim_from_json(std::string_view json) {
  try {
    return claim_of(Json::parse(json));
  } catch (const Json::exception& e) {
    return fail(Code::malformed, e.what(), {}, std::string(json.substr(0, 80)));
  } catch (const std::bad_optional_access&) {
    return fail(Code::malformed, "an unknown kind, modality or polarity", {},
                std::string(json.substr(0, 80)));
  }
}

}  // namespace entente
