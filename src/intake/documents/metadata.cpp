// One table of keys serves front matter, head lines and meta tags. JSON (side files, JSON-LD) is
// read with nlohmann, whose header stays in this file; nesting is bounded before parsing.
#include "intake/documents/metadata.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/documents/calendar.h"

namespace entente::intake {
namespace {

using Json = nlohmann::json;

enum class Field { title, publisher, published, modified, url };

struct Key {
  std::string_view name;
  Field field;
};

constexpr Key kKeys[] = {
    {"title", Field::title},
    {"headline", Field::title},
    {"og:title", Field::title},
    {"citation_title", Field::title},
    {"dc.title", Field::title},
    {"dcterms.title", Field::title},
    {"publisher", Field::publisher},
    {"source", Field::publisher},
    {"site", Field::publisher},
    {"og:site_name", Field::publisher},
    {"citation_publisher", Field::publisher},
    {"citation_journal_title", Field::publisher},
    {"dc.publisher", Field::publisher},
    {"dcterms.publisher", Field::publisher},
    {"published", Field::published},
    {"publication date", Field::published},
    {"date published", Field::published},
    {"date", Field::published},
    {"posted", Field::published},
    {"pubdate", Field::published},
    {"publishdate", Field::published},
    {"publish-date", Field::published},
    {"publish_date", Field::published},
    {"date_published", Field::published},
    {"datepublished", Field::published},
    {"article:published_time", Field::published},
    {"og:published_time", Field::published},
    {"citation_publication_date", Field::published},
    {"citation_online_date", Field::published},
    {"citation_date", Field::published},
    {"dc.date", Field::published},
    {"dc.date.issued", Field::published},
    {"dcterms.date", Field::published},
    {"dcterms.issued", Field::published},
    {"dcterms.created", Field::published},
    {"parsely-pub-date", Field::published},
    {"sailthru.date", Field::published},
    {"updated", Field::modified},
    {"last updated", Field::modified},
    {"article:modified_time", Field::modified},
    {"datemodified", Field::modified},
    {"dcterms.modified", Field::modified},
    {"url", Field::url},
    {"link", Field::url},
    {"original", Field::url},
    {"og:url", Field::url},
};

std::string& slot(Metadata& m, Field field) {
  switch (field) {
    case Field::title:
      return m.title;
    case Field::publisher:
      return m.publisher;
    case Field::published:
      return m.published;
    case Field::modified:
      return m.modified;
    case Field::url:
      break;
  }
  return m.url;
}

void fill(std::string& slot, const std::string& value) {
  if (slot.empty()) slot = value;
}

// Without the quotes of YAML.
std::string_view unquoted(std::string_view value) {
  value = trim(value);
  if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
    return value.substr(1, value.size() - 2);
  return value;
}

// Citation tags write 2024/05/17.
std::string with_dashes(std::string_view value) {
  std::string out(value);
  if (out.size() >= 7 && is_digit(out[3]) && out[4] == '/')
    std::replace(out.begin(),
                 out.begin() + static_cast<std::ptrdiff_t>(std::min<size_t>(out.size(), 10)), '/',
                 '-');
  return out;
}

bool nests_deeper(std::string_view json, size_t depth_max) {
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      else if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > depth_max) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

std::string text_at(const Json& object, const char* key) {
  const auto at = object.find(key);
  if (at == object.end()) return {};
  if (at->is_string()) return at->get<std::string>();
  if (at->is_array() && !at->empty() && at->front().is_string())
    return at->front().get<std::string>();
  return {};
}

// "publisher": "X", {"name": "X"} or [{"name": "X"}].
std::string name_at(const Json& object, const char* key) {
  const auto at = object.find(key);
  if (at == object.end()) return {};
  const Json& value = at->is_array() && !at->empty() ? at->front() : *at;
  if (value.is_object()) return text_at(value, "name");
  return value.is_string() ? value.get<std::string>() : std::string{};
}

bool is_article(const Json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto names_one = [](const Json& t) {
    if (!t.is_string()) return false;
    const std::string name = t.get<std::string>();
    return name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report" ||
           name == "WebPage" || name == "PressRelease";
  };
  return type->is_array() ? std::ranges::any_of(*type, names_one) : names_one(*type);
}

void collect_articles(const Json& node, int levels, Metadata& out) {
  if (levels == 0) return;
  if (node.is_array()) {
    for (const Json& child : node) collect_articles(child, levels - 1, out);
    return;
  }
  if (!node.is_object()) return;
  if (is_article(node)) {
    Metadata found;
    take_key(found, "headline", text_at(node, "headline"));
    take_key(found, "datepublished", text_at(node, "datePublished"));
    take_key(found, "datemodified", text_at(node, "dateModified"));
    take_key(found, "publisher", name_at(node, "publisher"));
    take_key(found, "url", text_at(node, "url"));
    out.complete_from(found);
  }
  for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"})
    if (const auto at = node.find(key); at != node.end()) collect_articles(*at, levels - 1, out);
}

}  // namespace

void Metadata::complete_from(const Metadata& other) {
  fill(url, other.url);
  fill(title, other.title);
  fill(publisher, other.publisher);
  fill(published, other.published);
  fill(modified, other.modified);
}

bool take_key(Metadata& metadata, std::string_view key, std::string_view value) {
  value = unquoted(value);
  const auto row =
      std::ranges::find_if(kKeys, [&](const Key& k) { return equals_ignoring_case(k.name, key); });
  if (row == std::end(kKeys) || value.empty()) return false;
  const bool is_address = value.starts_with("http://") || value.starts_with("https://");
  if (row->field == Field::published || row->field == Field::modified) {
    const auto date = read_date(with_dashes(value));
    if (!date) return false;
    fill(slot(metadata, row->field), to_string(*date));
  } else if (is_address || row->field != Field::url) {
    fill(is_address ? metadata.url : slot(metadata, row->field), squeeze(value));
  }
  return true;
}

Result<Metadata> metadata_from_side_file(std::string_view json, const std::string& path) {
  const auto bad = [&](std::string what, std::string piece) {
    return fail(Code::malformed, std::move(what), path, shorten(piece, 80),
                "write it as {\"title\": \"…\", \"published\": \"2025-07-14\"} or remove it");
  };
  if (first_ill_formed(json) || nests_deeper(json, 64)) return bad("is not JSON in UTF-8", {});
  const Json object = Json::parse(json, nullptr, false);
  if (!object.is_object()) return bad("is not a JSON object", {});
  Metadata out;
  for (const auto& [key, field] :
       {std::pair{"url", &out.url}, std::pair{"title", &out.title},
        std::pair{"publisher", &out.publisher}, std::pair{"published", &out.published}}) {
    const auto at = object.find(key);
    if (at == object.end() || at->is_null()) continue;
    if (!at->is_string()) return bad(std::string(key) + " is not a text", at->dump());
    *field = squeeze(at->get<std::string>());
  }
  if (out.published.empty()) return out;
  const auto date = read_date(out.published);
  if (!date) return bad("published is no date", out.published);
  out.published = to_string(*date);
  return out;
}

Metadata metadata_from_json_ld(std::string_view json) {
  Metadata out;
  if (first_ill_formed(json) || nests_deeper(json, 64)) return out;
  collect_articles(Json::parse(json, nullptr, false), 6, out);
  return out;
}

size_t read_front_matter(std::string_view text, Metadata& metadata) {
  if (!text.starts_with("---\n")) return 0;
  size_t at = 4;
  for (int rows = 0; rows < 100 && at < text.size(); ++rows) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, end - at));
    if (line == "---" || line == "...") return std::min(end + 1, text.size());
    const size_t colon = line.find(':');
    const bool is_list_item = line.starts_with("- ") || line.starts_with('#') || line.empty();
    if (colon == std::string_view::npos && !is_list_item) return 0;
    if (!is_list_item) take_key(metadata, trim(line.substr(0, colon)), line.substr(colon + 1));
    at = end + 1;
  }
  return 0;
}

}  // namespace entente::intake
