// JSON is written by hand: a value is escaped once into the output and nothing else is allocated.
// Tests: entity_json_test.cpp, which reads every property of every schema back.
#include "model/entity_json.h"

#include <algorithm>

#include "base/hash.h"
#include "model/ftm.h"

namespace entente {
namespace {

void put_text(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else if (c == '\r') out += "\\r";
    else if (byte < 0x20) out += "\\u00", out += kHex[byte >> 4], out += kHex[byte & 15];
    else out += c;
  }
  out += '"';
}

void put_key(std::string& out, std::string_view key) {
  if (out.back() != '{') out += ',';
  put_text(out, key);
  out += ':';
}

void put_field(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  put_key(out, key);
  put_text(out, value);
}

void put_list(std::string& out, std::string_view key, const std::vector<std::string>& values) {
  put_key(out, key);
  out += '[';
  for (const auto& value : values) {
    if (out.back() != '[') out += ',';
    put_text(out, value);
  }
  out += ']';
}

void put_properties(std::string& out, const Entity& entity) {
  std::vector<std::string_view> names;
  for (const auto& s : entity.statements)
    if (std::ranges::find(names, s.property) == names.end()) names.push_back(s.property);
  put_key(out, "properties");
  out += '{';
  for (const auto name : names) {
    put_key(out, name);
    out += '[';
    for (const auto& s : entity.statements) {
      if (s.property != name) continue;
      if (out.back() != '[') out += ',';
      put_text(out, s.value);
    }
    out += ']';
  }
  out += '}';
}

std::string_view first_dataset(const Entity& e) {
  return e.record.datasets.empty() ? std::string_view(e.dataset) : e.record.datasets.front();
}

void put_cell(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
    out += text;
  } else {
    out += '"';
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += ',';
}

Entity part_of(const Entity& entity, std::string_view suffix, std::string_view schema) {
  Entity out;
  out.id = entity.id + std::string(suffix);
  out.schema = schema;
  out.caption = entity.caption;
  out.dataset = entity.dataset;
  out.edition = entity.edition;
  return out;
}

// The part of `parts` with this schema, made and tied to its entity when there is none.
Entity& part(std::vector<Entity>& parts, const Entity& entity, const Statement& s,
             std::string_view schema) {
  const bool sanction = schema == "Sanction";
  for (auto& p : parts)
    if (p.schema == schema) return p;
  Entity& made = parts.emplace_back(part_of(entity, sanction ? "-sanction" : "-wallet", schema));
  made.statements.push_back({sanction ? "entity" : "holder", entity.id, {}, s.place});
  return made;
}

}  // namespace

std::string ftm_json(const Entity& e) {
  std::string out = "{";
  put_field(out, "id", e.id);
  put_field(out, "caption", e.caption);
  put_field(out, "schema", e.schema);
  put_properties(out, e);
  put_list(out, "datasets", e.record.datasets.empty() ? std::vector{e.dataset} : e.record.datasets);
  put_list(out, "referents", e.record.referents);
  if (e.record.target) {
    put_key(out, "target");
    out += *e.record.target ? "true" : "false";
  }
  put_field(out, "first_seen", e.record.first_seen);
  put_field(out, "last_seen", e.record.last_seen);
  put_field(out, "last_change", e.record.last_change);
  if (!e.record.origin.empty()) put_list(out, "origin", e.record.origin);
  return out + "}";
}

namespace {

// One row, in the order of kFtmStatementColumns.
void put_row(std::string& out, const Entity& e, const Statement& s, const StatementSource& source) {
  const auto type = s.property == "id" ? "id" : name(ftm_type(e.schema, s.property));
  const std::string id =
      !source.id.empty()
          ? source.id
          : sha1_hex(source.dataset + "." + source.entity_id + "." + s.property + "." + s.value);
  for (const std::string_view cell :
       {std::string_view(e.id), std::string_view(source.entity_id), std::string_view(s.property),
        std::string_view(type), std::string_view(source.schema), std::string_view(s.value),
        std::string_view(source.dataset), std::string_view(source.language),
        std::string_view(source.original_value), std::string_view(source.external),
        std::string_view(source.first_seen), std::string_view(source.last_seen),
        std::string_view(id), std::string_view(source.origin)})
    put_cell(out, cell);
  out.back() = '\n';
}

}  // namespace

std::string ftm_statement_rows(const Entity& e) {
  std::string out;
  const Statement is_there{"id", e.id, {}, {}};
  for (const StatementSource& source : e.record.sources) {
    Statement id = is_there;
    id.value = source.value;
    put_row(out, e, source.statement < e.statements.size() ? e.statements[source.statement] : id,
            source);
  }
  if (!out.empty()) return out;
  StatementSource source;
  source.entity_id = e.id;
  source.schema = e.schema;
  source.dataset = first_dataset(e);
  source.external = "f";
  source.first_seen = e.record.first_seen;
  source.last_seen = e.record.last_seen;
  for (const auto& s : e.statements) {
    source.language = s.language;
    put_row(out, e, s, source);
  }
  if (e.statements.empty()) put_row(out, e, is_there, source);
  return out;
}

std::vector<Entity> as_ftm(const Entity& entity) {
  const FtmSchema* schema = find_ftm_schema(entity.schema);
  if (!schema || !entity.record.sources.empty()) return {entity};  // it is FollowTheMoney already
  const FtmSchema* sanction = find_ftm_schema("Sanction");
  Entity main = part_of(entity, "", entity.schema);
  main.record = entity.record;
  std::vector<Entity> parts;
  for (const auto& s : entity.statements) {
    if (schema->property(s.property)) {
      main.statements.push_back(s);
    } else if (sanction->property(s.property) && schema->is_a("Thing")) {
      part(parts, entity, s, "Sanction").statements.push_back(s);
    } else if ((s.property == "publicKey" || s.property == "currencySymbol") &&
               schema->is_a("Thing")) {
      part(parts, entity, s, "CryptoWallet").statements.push_back(s);
    } else if (schema->property("notes") && entity.record.datasets.empty()) {
      main.statements.push_back({"notes", s.property + ": " + s.value, s.language, s.place});
    } else {
      main.statements.push_back(s);
    }
  }
  parts.insert(parts.begin(), std::move(main));
  return parts;
}

}  // namespace entente
