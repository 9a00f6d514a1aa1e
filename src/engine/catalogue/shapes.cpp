#include "engine/catalogue/shapes.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/date.h"
#include "base/text.h"
#include "model/entity_json.h"
#include "model/ftm.h"

namespace entente::catalogue {
namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void put_once(std::vector<std::string>& list, const std::string& value) {
  if (std::ranges::find(list, value) == list.end()) list.push_back(value);
}

// ISO 8601 to the second, without a zone.
ordered_json moment(std::string_view text) {
  if (text.empty()) return nullptr;
  if (text.size() >= 19 && text[10] == 'T') return std::string(text.substr(0, 19));
  const auto day = parse_date(text.substr(0, 10));
  return day ? ordered_json(to_string(first_day(*day)) + "T00:00:00") : ordered_json(nullptr);
}

ordered_json properties_json(const Entity& entity) {
  ordered_json out = ordered_json::object();
  for (const Statement& s : entity.statements) {
    ordered_json& values = out[s.property];
    if (std::ranges::find(values, ordered_json(s.value)) == values.end()) values.push_back(s.value);
  }
  return out;
}

// A word of an answer's key: "birth date" is "birth_date".
std::string key_of(std::string_view what) {
  std::string out;
  for (const char c : what)
    if (is_alnum(c)) out += lower(c);
    else if (!out.empty() && out.back() != '_') out += '_';
  while (out.ends_with('_')) out.pop_back();
  return out + "_match";
}

ordered_json reason_json(const Reason& reason) {
  const double score = std::round(static_cast<double>(reason.weight) * 10000) / 10000;
  ordered_json out;
  out["score"] = score;
  out["detail"] = reason.detail.empty() ? reason.verdict : reason.verdict + ": " + reason.detail;
  out["query"] = reason.left.empty() ? ordered_json(nullptr) : ordered_json(reason.left);
  out["candidate"] = reason.right.empty() ? ordered_json(nullptr) : ordered_json(reason.right);
  return out;
}

}  // namespace

std::string text_json(std::string_view text) { return dumped(std::string(text)); }

std::vector<Entity> parts_of(const Entity& entity) {
  auto out = as_ftm(entity);
  if (!out.empty()) out.erase(out.begin());
  return out;
}

std::optional<Whole> whole_of(const World& world, uint32_t number) {
  auto first = world.entity(number);
  if (!first) return std::nullopt;
  Whole out{*std::move(first), {}};
  out.others = out.entity.record.referents;
  if (out.entity.record.datasets.empty()) out.entity.record.datasets = {out.entity.dataset};
  const auto* merged = world.merged(out.entity.id);
  if (!merged) return out;
  for (const std::string& id : *merged) {
    if (id == out.entity.id) continue;
    put_once(out.others, id);
    const auto other = world.find(id);
    const auto entity = other ? world.entity(*other) : std::nullopt;
    if (!entity) continue;
    for (const Statement& s : entity->statements) out.entity.statements.push_back(s);
    const auto& record = entity->record;
    for (const std::string& set :
         record.datasets.empty() ? std::vector{entity->dataset} : record.datasets)
      put_once(out.entity.record.datasets, set);
    for (const std::string& referent : record.referents) put_once(out.others, referent);
  }
  return out;
}

std::string entity_head(const Whole& whole, const Nested& nested) {
  const Entity main = as_ftm(whole.entity).front();
  const EntityRecord& record = main.record;
  const FtmSchema* schema = find_ftm_schema(main.schema);
  const std::string& seen = main.edition;
  ordered_json out;
  out["id"] = main.id;
  out["caption"] = main.caption.empty() ? main.id : main.caption;
  out["schema"] = main.schema;
  out["datasets"] = record.datasets;
  out["referents"] = whole.others;
  out["target"] = record.target.value_or(schema && schema->is_a("LegalEntity"));
  out["first_seen"] = moment(record.first_seen.empty() ? seen : record.first_seen);
  out["last_seen"] = moment(record.last_seen.empty() ? seen : record.last_seen);
  out["last_change"] = moment(record.last_change.empty() ? seen : record.last_change);
  std::string text = dumped(out), properties;
  text.pop_back();
  const auto put = [&](const std::string& name, const std::string& values) {
    properties += (properties.empty() ? "" : ",") + text_json(name) + ":" + values;
  };
  const ordered_json own = properties_json(main);
  for (const auto& [name, values] : own.items())
    if (!nested.contains(name)) put(name, dumped(values));
  for (const auto& [name, values] : nested) put(name, values);
  return text + ",\"properties\":{" + properties + "}";
}

std::string entity_json(const Whole& whole) { return entity_head(whole) + "}"; }

std::string question_json(const EntityQuestion& question) {
  ordered_json out, properties = ordered_json::object();
  for (const auto& [property, value] : question.properties) properties[property].push_back(value);
  out["id"] = question.id.empty() ? ordered_json(nullptr) : ordered_json(question.id);
  out["schema"] = question.schema;
  out["properties"] = std::move(properties);
  return dumped(out);
}

std::string explanations_json(const Explanation& explanation) {
  ordered_json out = ordered_json::object();
  std::string words;
  for (const Reason& reason : explanation.reasons) {
    const bool token = reason.detail.starts_with("likeness") || reason.detail.starts_with("stands");
    if (token) {
      const std::string sides =
          reason.left == reason.right ? reason.left : reason.left + " / " + reason.right;
      words += (words.empty() ? "" : "; ") + sides + ": " + reason.verdict;
      continue;
    }
    const std::string key = key_of(reason.what);
    if (!out.contains(key)) out[key] = reason_json(reason);
  }
  if (!words.empty() && out.contains("name_match")) out["name_match"]["words"] = words;
  return dumped(out);
}

}  // namespace entente::catalogue
