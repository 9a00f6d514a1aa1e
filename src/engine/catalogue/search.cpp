// Words find candidates by the index of names; filters and facets go by the codes beside each
// entity, so that counting thousands reads no record. Filters on other properties and orders by
// them read the records of at most kFoundMax entities; more are not looked at, and the total says
// so ("gte").
#include "engine/catalogue/search.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "base/text.h"
#include "engine/catalogue/shapes.h"
#include "index/terms.h"
#include "model/ftm.h"

namespace entente::catalogue {
namespace {

using nlohmann::ordered_json;

constexpr size_t kFoundMax = 10000;
constexpr size_t kPrefixTerms = 12;
constexpr float kShareMin = 0.7F, kShareFuzzy = 0.4F;

// Asked as a name and as every kind of identifier.
Entity words_as_entity(const std::string& words) {
  Entity out;
  out.id = "query";
  out.schema = "Thing";
  out.caption = words;
  for (const char* property : {"name", "imoNumber", "mmsi", "leiCode", "innCode", "ogrnCode",
                               "registrationNumber", "passportNumber", "idNumber", "taxNumber"})
    out.statements.push_back({property, words, {}, "query"});
  return out;
}

std::vector<bool> schemas_in(const index::Segment& segment, std::string_view asked) {
  std::vector<bool> out;
  for (const std::string& name : segment.schemas()) {
    const FtmSchema* schema = find_ftm_schema(name);
    out.push_back(asked.empty() || name == asked || (schema && schema->is_a(asked)) ||
                  (asked == "Thing" && !schema));
  }
  return out;
}

struct Filter {
  std::string field;
  std::vector<std::string> values;
};

std::vector<Filter> filters_of(const CatalogueSearch& request) {
  std::vector<Filter> out;
  for (const auto& [field, value] : request.filters) {
    auto at = std::ranges::find(out, field, &Filter::field);
    if (at == out.end()) at = out.insert(out.end(), {field, {}});
    at->values.push_back(value);
  }
  return out;
}

// The values of a field of an entity.
std::vector<std::string> values_of(const World& world, uint32_t number, const std::string& field) {
  std::vector<std::string> out;
  const auto words = [&](std::span<const uint16_t> codes, const Words& of) {
    for (uint16_t code : codes) out.push_back(of.word(code));
  };
  const Place at = world.place(number);
  if (field == "countries") words(world.countries(number), world.country_words);
  else if (field == "topics") words(world.topics(number), world.topic_words);
  else if (field == "genders") words(world.genders(number), world.gender_words);
  else if (field == "schema") out = {world.schema(at)};
  else if (const auto one = world.entity(number)) {
    if (field == "datasets") {
      out = one->record.datasets.empty() ? std::vector{one->dataset} : one->record.datasets;
      if (std::ranges::find(out, one->dataset) == out.end()) out.push_back(one->dataset);
    } else if (field == "id") {
      out = {one->id};
    } else if (field == "caption") {
      out = {one->caption};
    } else if (field == "last_change" || field == "first_seen" || field == "last_seen") {
      out = {world.changed(number)};
    } else if (field == "identifiers") {
      for (const Statement& s : one->statements)
        if (ftm_type(one->schema, s.property) == FtmType::identifier) out.push_back(s.value);
    } else {
      for (const Statement& s : one->statements)
        if (s.property == field) out.push_back(s.value);
    }
  }
  return out;
}

bool passes(const World& world, uint32_t number, const std::vector<Filter>& filters, bool all) {
  return std::ranges::all_of(filters, [&](const Filter& filter) {
    const auto values = values_of(world, number, filter.field);
    const auto has = [&](const std::string& wanted) {
      return std::ranges::any_of(values, [&](const std::string& value) {
        return value == wanted || (filter.field != "id" && equals_ignoring_case(value, wanted));
      });
    };
    return all ? std::ranges::all_of(filter.values, has) : std::ranges::any_of(filter.values, has);
  });
}

class Search {
 public:
  Search(const World& world, const Searchers& searchers, const CatalogueSearch& request)
      : world_(world), searchers_(searchers), request_(request), scope_(world, request.scope) {
    for (const auto& segment : world.segments)
      schemas_.push_back(schemas_in(*segment, request.schema));
  }
  std::vector<Scored> found() const;
  bool cut() const { return cut_; }

 private:
  bool takes(Place at) const {
    return scope_.takes(at) && schemas_[at.segment][world_.row(at).schema];
  }
  std::vector<Scored> everything() const;
  std::vector<Scored> named(const std::string& words) const;
  std::vector<Scored> by_prefix() const;

  const World& world_;
  const Searchers& searchers_;
  const CatalogueSearch& request_;
  Scope scope_;
  std::vector<std::vector<bool>> schemas_;
  mutable bool cut_ = false;
};

std::vector<Scored> Search::everything() const {
  std::vector<Scored> out;
  for (uint32_t n = 0; n < world_.size(); ++n)
    if (takes(world_.place(n))) out.push_back({n, 1, 1});
  return out;
}

std::vector<Scored> Search::named(const std::string& words) const {
  const Entity asked = words_as_entity(words);
  const std::string block = prepare(asked, world_.tables);
  auto out = candidates(
      world_, searchers_, asked, block, kFoundMax, [&](Place at) { return takes(at); }, false);
  const float least = request_.fuzzy ? kShareFuzzy : kShareMin;
  std::erase_if(out, [&](const Scored& c) { return c.share < least; });
  cut_ = cut_ || out.size() >= kFoundMax;
  if (const auto number = world_.find(words); number && takes(world_.place(*number))) {
    std::erase_if(out, [&](const Scored& c) { return c.number == *number; });
    out.insert(out.begin(), {*number, 1, 3});
  }
  return out;
}

// The words as they stand, then with the last one longer: the terms that begin so.
std::vector<Scored> Search::by_prefix() const {
  std::vector<Scored> out = named(request_.words);
  const auto terms = index::name_terms(request_.words);
  if (terms.empty()) return out;
  std::string before;
  for (size_t i = 0; i + 1 < terms.size(); ++i) before += terms[i] + " ";
  for (size_t s = 0; s < world_.segments.size(); ++s)
    for (const std::string& term : world_.terms_from(s, terms.back(), kPrefixTerms))
      for (const Scored& each : named(before + term))
        if (std::ranges::find(out, each.number, &Scored::number) == out.end() &&
            out.size() < request_.offset + request_.limit + kPrefixTerms)
          out.push_back(each);
  return out;
}

std::vector<Scored> Search::found() const {
  if (request_.words.empty() || request_.words == "*") return everything();
  return request_.prefix ? by_prefix() : named(request_.words);
}

std::string label_of(const World& world, const std::string& facet, const std::string& name) {
  if (facet == "countries") {
    const auto at = world.country_names.find(name);
    return at == world.country_names.end() ? name : at->second;
  }
  if (facet == "datasets")
    for (const CatalogueDataset& set : world.datasets)
      if (set.name == name) return set.title;
  if (facet == "schema")
    if (const FtmSchema* schema = find_ftm_schema(name)) return std::string(schema->label);
  return name;
}

std::string facets_json(const World& world, const std::vector<Scored>& found,
                        const std::vector<std::string>& facets) {
  static const std::unordered_map<std::string, const char*> kLabels{
      {"datasets", "Data sources"},   {"schema", "Entity types"}, {"countries", "Countries"},
      {"identifiers", "Identifiers"}, {"topics", "Topics"},       {"genders", "Genders"}};
  constexpr size_t kValuesMax = 100;
  ordered_json out = ordered_json::object();
  for (const std::string& facet : facets) {
    std::unordered_map<std::string, size_t> counts;
    for (size_t i = 0; i < found.size() && i < (facet == "identifiers" ? kFoundMax : SIZE_MAX); ++i)
      for (const std::string& value : values_of(world, found[i].number, facet)) ++counts[value];
    std::vector<std::pair<std::string, size_t>> rows(counts.begin(), counts.end());
    std::ranges::sort(rows, [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (rows.size() > kValuesMax) rows.resize(kValuesMax);
    ordered_json values = ordered_json::array();
    for (const auto& [name, count] : rows)
      values.push_back({{"name", name}, {"label", label_of(world, facet, name)}, {"count", count}});
    const auto label = kLabels.find(facet);
    out[facet] = {{"label", label == kLabels.end() ? facet : label->second},
                  {"values", std::move(values)}};
  }
  return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void order(const World& world, const CatalogueSearch& request, std::vector<Scored>& found) {
  for (auto by = request.sort.rbegin(); by != request.sort.rend(); ++by) {
    std::unordered_map<uint32_t, std::string> keys;
    for (const Scored& each : found) {
      auto values = values_of(world, each.number, by->first);
      keys[each.number] = values.empty() ? "" : *std::ranges::min_element(values);
    }
    std::ranges::stable_sort(found, [&](const Scored& a, const Scored& b) {
      const std::string &x = keys[a.number], &y = keys[b.number];
      if (x.empty() || y.empty()) return !x.empty() && y.empty();  // those without come last
      return by->second ? x > y : x < y;
    });
  }
}

}  // namespace

CatalogueFound search(const World& world, const Searchers& searchers,
                      const CatalogueSearch& request) {
  const Search by(world, searchers, request);
  auto found = by.found();
  if (const auto filters = filters_of(request); !filters.empty())
    std::erase_if(found, [&](const Scored& each) {
      return !passes(world, each.number, filters, request.all_of_field);
    });
  CatalogueFound out;
  if (!request.sort.empty()) {
    if (found.size() > kFoundMax) found.resize(kFoundMax), out.total_exact = false;
    order(world, request, found);
  }
  out.total = found.size();
  out.total_exact = out.total_exact && !by.cut();
  for (size_t i = request.offset; i < found.size() && out.results.size() < request.limit; ++i) {
    const auto whole = whole_of(world, found[i].number);
    if (!whole) continue;
    const Entity& e = whole->entity;
    out.results.push_back({e.id, e.caption, e.schema, static_cast<double>(found[i].share), false,
                           entity_json(*whole)});
  }
  out.facets = facets_json(world, found, request.facets);
  return out;
}

}  // namespace entente::catalogue
