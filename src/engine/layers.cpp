// Documents to what one layer of the reader finds: the same way as read.cpp, a JSON object for each
// thing found.
#include <fmt/format.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/ordered_work.h"
#include "engine/extraction.h"
#include "engine/gather.h"
#include "engine/parts.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}

Json span_json(const Span& s) { return {{"text", s.text}, {"start", s.start}, {"end", s.end}}; }

Json mention_json(const Mention& m, const std::string& code = {}) {
  Json out = span_json(m);
  put(out, "state", m.state);
  put(out, "code", code);
  return out;
}

Json goods_json(GoodsSet goods) {
  Json out = Json::array();
  for (int g = 0; g < kGoodsCount; ++g)
    if (goods.has(static_cast<Goods>(g))) out.push_back(name(static_cast<Goods>(g)));
  return out;
}

std::string date_text(const std::optional<Date>& d) { return d ? to_string(*d) : ".."; }

// EDTF, level 1; a decade as "198X".
std::string edtf(const Interval& i) {
  if (i.empty()) return {};
  if (i.start && i.start == i.end) return to_string(*i.start);
  const bool decade = i.start && i.end && i.start->year % 10 == 0 &&
                      i.end->year == i.start->year + 9 && i.start->month <= 1 &&
                      (i.end->month == 12 || i.end->month == 0) && i.start->day <= 1;
  if (decade) return to_string(Date{i.start->year, 0, 0}).substr(0, 3) + "X";
  return date_text(i.start) + "/" + date_text(i.end);
}

// Whole numbers without a point.
Json number_json(double value) {
  const auto whole = static_cast<int64_t>(value);
  const bool fits = value > -9e15 && value < 9e15 && static_cast<double>(whole) == value;
  return fits ? Json(whole) : Json(std::strtod(fmt::format("{:.12g}", value).c_str(), nullptr));
}

Json json_of(const Attribution& a) {
  Json out = Json::object();
  if (a.source) out["source"] = mention_json(*a.source);
  if (a.cue) out["cue"] = span_json(*a.cue);
  out["content"] = Json::array();
  for (const Span& s : a.content) out["content"].push_back(span_json(s));
  out["manner"] = a.manner;
  out["negative"] = a.negative;
  return out;
}

void put_numbers(Json& out, const Quantity& q, double divisor, const std::string& unit) {
  if (q.low) out["low"] = number_json(*q.low / divisor);
  if (q.high) out["high"] = number_json(*q.high / divisor);
  put(out, "unit", unit);
}

// As written; the canonical unit beside it where that is another.
Json json_of(const QuantityMention& q) {
  Json out = span_json(q);
  const bool other = !q.written_unit.empty() && q.factor != 1;
  put_numbers(out, q.quantity, q.factor, other ? q.written_unit : q.quantity.unit);
  out["approximate"] = q.quantity.approximate;
  put(out, "of", q.quantity.of);
  if (other) {
    out["canonical"] = Json::object();
    put_numbers(out["canonical"], q.quantity, 1, q.quantity.unit);
  }
  return out;
}

Json json_of(const DateMention& d) {
  Json out = span_json(d);
  put(out, "value", edtf(d.point));
  Json interval = Json::object();
  if (d.interval.start) interval["start"] = to_string(*d.interval.start);
  if (d.interval.end) interval["end"] = to_string(*d.interval.end);
  out["interval"] = std::move(interval);
  return out;
}

Json json_of(const EntityMention& e) {
  Json out = span_json(e);
  out["type"] = e.type;
  put(out, "kind", e.kind);
  put(out, "canonical", e.canonical);
  put(out, "state", e.state);
  if (!e.goods.empty()) out["goods"] = goods_json(e.goods);
  return out;
}

Json json_of(const Factuality& f) {
  Json out = span_json(f);
  out["lemma"] = f.lemma;
  out["modality"] = name(f.modality);
  out["polarity"] = name(f.polarity);
  out["conditional"] = f.conditional;
  out["ground"] = f.ground;
  out["value"] = f.value;
  return out;
}

Json json_of(const Event& e) {
  Json out = Json::object();
  const auto actors = [&](const std::vector<Mention>& who, const std::vector<std::string>& codes) {
    Json list = Json::array();
    for (size_t i = 0; i < who.size(); ++i) list.push_back(mention_json(who[i], codes[i]));
    return list;
  };
  put(out, "id", e.claim.id);
  out["source"] = actors(e.source, e.source_codes);
  out["target"] = actors(e.target, e.target_codes);
  out["type"] = e.type;
  out["mode"] = e.mode;
  out["cameo"] = e.cameo;
  out["span"] = span_json(e.claim.quote);
  if (!e.claim.when.interval.empty()) out["date"] = edtf(e.claim.when.interval);
  if (!e.claim.id.empty()) {
    out["kind"] = name(e.claim.kind);
    out["modality"] = name(e.claim.modality);
    out["polarity"] = name(e.claim.polarity);
  }
  return out;
}

std::vector<std::string> lines(const Layers& found, Layer layer, const Document& d) {
  Json document{{"id", d.id}};
  put(document, "path", d.path);
  put(document, "published", d.published);
  std::vector<std::string> out;
  const auto all = [&](const auto& list) {
    for (const auto& one : list) {
      Json json = json_of(one);
      json["document"] = document;
      out.push_back(json.dump(-1, ' ', false, Json::error_handler_t::replace));
    }
  };
  if (layer == Layer::attributions) all(found.attributions);
  else if (layer == Layer::quantities) all(found.quantities);
  else if (layer == Layer::dates) all(found.dates);
  else if (layer == Layer::entities) all(found.entities);
  else if (layer == Layer::factuality) all(found.factuality);
  else all(found.events);
  return out;
}

}  // namespace

Exit Engine::read_layer(const Inputs& inputs, std::string_view layer_name,
                        const std::function<bool(const std::string&)>& take) {
  const auto layer = find_layer(layer_name);
  if (!layer)
    return parts_->report(
        fail(Code::bad_argument, "no such layer", {}, std::string(layer_name)).error());
  const auto options = intake_options(inputs, parts_->settings.stop);
  if (!options) return parts_->report(options.error());
  const Gathered gathered = gather(inputs.paths, *options);
  const size_t count = gathered.files.size() + inputs.texts.size();
  parts_->progress("reading", 0, count);
  const auto reader = parts_->reader(Reader::Use::claims_and_layers);
  if (!reader) return parts_->report_missing(reader.error());
  Tally tally;
  for (const auto& problem : gathered.problems) ++tally.failed, parts_->report(problem);
  for (const auto& list : gathered.lists) ++tally.failed, parts_->report(not_a_document(list));
  if (!gathered.left_out.empty()) parts_->note(left_out_note(gathered.left_out));

  using Lines = Result<std::vector<std::string>>;
  const auto make = [&](size_t i) -> Lines {
    if (parts_->stopped()) return fail(Code::interrupted, "stopped");
    const auto document = nth_document(gathered, inputs, i, *options);
    if (!document) return std::unexpected(document.error());
    if (is_unread(*document)) return std::vector<std::string>();
    return lines((*reader)->layers(*document, *layer), *layer, *document);
  };
  const auto give = [&](size_t i, Lines&& found) {
    if (parts_->stopped()) return false;
    if (!found) ++tally.failed, parts_->report(found.error());
    else
      for (const auto& line : *found) {
        ++tally.found;
        if (!take(line)) return tally.cut_off = true, false;
      }
    parts_->progress("reading", i + 1, count);
    return true;
  };
  ordered_work(count, parts_->threads(), make, give);
  return tally.end(*parts_);
}

}  // namespace entente
