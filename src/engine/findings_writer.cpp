#include "engine/findings_writer.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

std::string cell_of(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_array()) {
    std::string out;
    for (const Json& item : value) out += (out.empty() ? "" : " ") + cell_of(item);
    return out;
  }
  std::string out = value.is_string() ? value.get<std::string>() : value.dump();
  if (out.find_first_of(",\"\n\r") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

void flatten(const Json& value, const std::string& name,
             std::vector<std::pair<std::string, std::string>>& out) {
  if (!value.is_object()) return void(out.emplace_back(name, cell_of(value)));
  for (const auto& [key, inner] : value.items())
    flatten(inner, name.empty() ? key : name + "." + key, out);
}

}  // namespace

Json figure(double value, int decimals) {
  if (!std::isfinite(value)) return nullptr;
  const double factor = std::pow(10, decimals);
  const double scaled = value * factor;
  const double out = std::abs(scaled) < 9e15 ? std::round(scaled) / factor : value;
  return out == 0 ? 0.0 : out;
}

FindingsWriter::FindingsWriter(TableForm form, std::string_view schema, const TakeBytes& take,
                               std::string_view rows_name)
    : form_(form), take_(take), rows_name_(rows_name) {
  head_ = "{\"schema\":" + Json(schema).dump();
}

void FindingsWriter::head(std::string_view name, const Json& value) {
  head_ +=
      "," + Json(name).dump() + ":" + value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool FindingsWriter::open() {
  if (std::exchange(opened_, true)) return go_on_;
  if (form_ == TableForm::json) put(head_ + ",\"" + rows_name_ + "\":[");
  return go_on_;
}

bool FindingsWriter::row(const Json& json, const std::string& text) {
  open();
  ++rows_;
  switch (form_) {
    case TableForm::text:
      return put(text);
    case TableForm::json:
      return put((rows_ > 1 ? ",\n" : "\n") +
                 json.dump(-1, ' ', false, Json::error_handler_t::replace));
    case TableForm::jsonl:
      return put(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    case TableForm::csv:
      break;
  }
  std::vector<std::pair<std::string, std::string>> cells;
  flatten(json, {}, cells);
  std::string line;
  if (columns_.empty()) {
    for (const auto& [name, cell] : cells) columns_.push_back(name);
    for (const auto& name : columns_) line += (line.empty() ? "" : ",") + name;
    line += "\n";
  }
  for (size_t i = 0; i < columns_.size(); ++i) {
    const auto at =
        std::ranges::find(cells, columns_[i], &std::pair<std::string, std::string>::first);
    line += (i ? "," : "") + (at == cells.end() ? std::string() : at->second);
  }
  return put(line + "\n");
}

bool FindingsWriter::end() {
  open();
  if (form_ == TableForm::json) put("]}\n");
  return go_on_;
}

}  // namespace entente
