// Entities in the JSON of FollowTheMoney, as OpenSanctions and others publish them: one object a
// line (entities.ftm.json), an array of them, or a delta, whose objects say what to add, change or
// remove ({"op":"ADD|MOD|DEL","entity":{…}}).
//
// Values are kept as they are written, doubled ones and those of properties that the model does not
// have too: what came in goes out again. Source: followthemoney, EntityProxy.to_dict; the delta
// files of OpenSanctions. Tests: ftm_json_test.cpp.
#include <simdjson.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/lists/json_stream.h"
#include "intake/lists/list_format.h"
#include "model/ftm.h"

namespace entente::intake {
namespace {

namespace sj = simdjson::dom;

std::string_view type_word(sj::element_type type) {
  switch (type) {
    case sj::element_type::ARRAY:
      return "a list";
    case sj::element_type::OBJECT:
      return "an object";
    case sj::element_type::STRING:
      return "a text";
    case sj::element_type::BOOL:
      return "true or false";
    case sj::element_type::NULL_VALUE:
      return "null";
    default:
      return "a number";
  }
}

class FtmReader {
 public:
  FtmReader(JsonStream& objects, std::string series, const EntitySink& out, ListReport& report)
      : objects_(objects), series_(std::move(series)), out_(out), report_(report) {}

  Status run() {
    for (;;) {
      const auto object = objects_.next();
      if (!object) return std::unexpected(object.error());
      if (object->empty()) break;
      place_ = objects_.place();
      if (auto status = take(*object); !status) return status;
    }
    for (const auto& [what, count] : unknown_)
      report_.notes.push_back(what + " is not in the model; " + std::to_string(count) +
                              (count == 1 ? " value kept" : " values kept"));
    return {};
  }

 private:
  std::unexpected<Error> malformed(std::string what, std::string_view piece) const {
    return fail(Code::malformed, std::move(what), objects_.where(), shorten(piece, 80));
  }

  Status take(std::string_view text) {
    sj::element root;
    if (const auto error = parser_.parse(text.data(), text.size(), false).get(root))
      return malformed(simdjson::error_message(error), text.substr(0, 320));
    sj::object object;
    if (root.get(object)) return malformed("is no object", text.substr(0, 320));
    std::string_view op;
    if (object["op"].get(op)) return take_entity(object);
    report_.is_delta = true;
    sj::object entity;
    if (object["entity"].get(entity)) return malformed("a change without an entity", op);
    if (op == "DEL") return take_removal(entity);
    if (op != "ADD" && op != "MOD") return malformed("an operation that is none", op);
    return take_entity(entity);
  }

  Status take_removal(sj::object entity) {
    std::string_view id;
    if (entity["id"].get(id) || id.empty()) return malformed("a removal without an id", {});
    report_.removed.emplace_back(id);
    return {};
  }

  Status take_entity(sj::object object) {
    Entity entity;
    entity.dataset = series_;
    for (const auto field : object)
      if (auto status = take_field(entity, field.key, field.value); !status) return status;
    if (entity.id.empty()) return malformed("an entity without an id", entity.caption);
    if (entity.schema.empty()) return malformed("an entity without a schema", entity.id);
    if (!find_ftm_schema(entity.schema)) ++unknown_["schema " + entity.schema];
    if (entity.caption.empty())
      for (const Statement& s : entity.statements)
        if (entity.caption.empty() && s.property == "name") entity.caption = s.value;
    if (entity.record.last_seen.size() >= 10)
      report_.edition = std::max(report_.edition, entity.record.last_seen.substr(0, 10));
    out_(std::move(entity));
    return {};
  }

  Status take_field(Entity& entity, std::string_view key, sj::element value) {
    EntityRecord& record = entity.record;
    if (key == "properties") return take_properties(entity, value);
    if (key == "id") return take_text(key, value, entity.id);
    if (key == "schema") return take_text(key, value, entity.schema);
    if (key == "caption") return take_text(key, value, entity.caption);
    if (key == "first_seen") return take_text(key, value, record.first_seen);
    if (key == "last_seen") return take_text(key, value, record.last_seen);
    if (key == "last_change") return take_text(key, value, record.last_change);
    if (key == "datasets") return take_list(key, value, record.datasets);
    if (key == "referents") return take_list(key, value, record.referents);
    if (key == "origin") return take_list(key, value, record.origin);
    if (key == "target") {
      bool target = false;
      if (!value.get(target)) record.target = target;
      return {};
    }
    ++unknown_["field " + std::string(key)];
    return {};
  }

  Status take_text(std::string_view key, sj::element value, std::string& out) const {
    std::string_view text;
    if (value.is_null()) return {};
    if (value.get(text))
      return malformed(std::string(key) + " is " + std::string(type_word(value.type())) +
                           ", where a text belongs",
                       simdjson::minify(value));
    out = text;
    return {};
  }

  Status take_list(std::string_view key, sj::element value, std::vector<std::string>& out) const {
    sj::array list;
    if (value.get(list)) {
      std::string one;
      if (auto status = take_text(key, value, one); !status) return status;
      if (!one.empty()) out.push_back(std::move(one));
      return {};
    }
    for (const auto item : list) {
      std::string one;
      if (auto status = take_text(key, item, one); !status) return status;
      out.push_back(std::move(one));
    }
    return {};
  }

  Status take_properties(Entity& entity, sj::element value) {
    sj::object properties;
    if (value.get(properties))
      return malformed("properties are no object", simdjson::minify(value));
    for (const auto field : properties) {
      if (field.key.empty() || field.key.starts_with('@'))
        return malformed("no name of a property", field.key);
      sj::array values;
      if (!field.value.get(values)) {
        for (const auto one : values)
          if (auto status = take_value(entity, field.key, one); !status) return status;
      } else if (auto status = take_value(entity, field.key, field.value); !status) {
        return status;
      }
    }
    return {};
  }

  Status take_value(Entity& entity, std::string_view property, sj::element value) {
    std::string_view text;
    std::string written;
    if (value.is_null()) return {};
    if (value.get(text)) {
      if (value.is_object()) {  // an entity within an entity: it is told by its id
        if (value["id"].get(text)) return malformed("an object without an id as a value", property);
      } else if (value.is_array()) {
        return malformed("a list in a list of values", property);
      } else {
        text = written = simdjson::minify(value);
      }
    }
    if (text.empty()) return {};
    if (!is_known(property)) ++unknown_["property " + std::string(property)];
    entity.statements.push_back({std::string(property), std::string(text), {}, place_});
    return {};
  }

  bool is_known(std::string_view property) {
    if (property == last_known_) return true;
    static const auto names = [] {
      std::vector<std::string_view> out;
      for (const auto& p : ftm_properties()) out.push_back(p.name);
      std::ranges::sort(out);
      return out;
    }();
    const auto at = std::ranges::lower_bound(names, property);
    if (at == names.end() || *at != property) return false;
    last_known_ = *at;
    return true;
  }

  JsonStream& objects_;
  sj::parser parser_;
  std::string series_, place_;
  const EntitySink& out_;
  ListReport& report_;
  std::map<std::string, size_t> unknown_;
  std::string_view last_known_;
};

Status read_ftm(const std::string& file, const ListOptions& options, const EntitySink& out,
                ListReport& report) {
  auto objects = JsonStream::open(file, options.bytes_max);
  if (!objects) return std::unexpected(objects.error());
  report.series = series_of(file, options);
  const size_t before = report.entities;
  auto status = FtmReader(*objects, report.series, out, report).run();
  report.parts.push_back({place_name(file), report.entities - before});
  return status;
}

Role ftm_role(std::string_view head, std::string_view) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = trim(head);
  const auto holds = [&](std::string_view key) { return head.find(key) != std::string_view::npos; };
  if (!head.starts_with('{') && !head.starts_with('[')) return Role::none;
  if (holds("\"op\"") && holds("\"entity\"")) return Role::main;
  const bool entity = holds("\"properties\"") && holds("\"schema\"") && holds("\"id\"");
  return entity && !holds("\"$schema\"") ? Role::main : Role::none;
}

}  // namespace

const ListFormat kFtmJson{{"ftm_json", "FollowTheMoney entities", "OpenSanctions and others",
                           "JSON Lines of entities or of changes to them (delta), plain or gzipped",
                           "the latest last_seen"},
                          &ftm_role,
                          &read_ftm};

}  // namespace entente::intake
