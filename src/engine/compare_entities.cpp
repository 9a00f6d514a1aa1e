// `entente compare`: two names, or pairs of entities a line, with reasons. Each line stands by
// itself: a bad one is a problem with its number, and the others are answered.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"
#include "engine/parts.h"
#include "entente/names.h"
#include "names/compare.h"
#include "names/ofac_like.h"
#include "names/tables.h"

namespace entente {
namespace {

using nlohmann::json;

constexpr size_t kLineBytesMax = 64 << 20;
constexpr std::string_view kEntente = "entente", kOfacLike = "ofac-like";

double rounded(double score) { return std::round(score * 10000) / 10000; }

// One value or a list of them; what is no text is not compared.
void add_values(Entity& out, const std::string& property, const json& values) {
  const auto add = [&](const json& value) {
    if (value.is_string() && !value.get_ref<const std::string&>().empty())
      out.statements.push_back({property, value.get<std::string>(), "", "line"});
  };
  if (values.is_array())
    for (const json& value : values) add(value);
  else add(values);
}

Result<Entity> entity_of(const json& object, std::string_view side) {
  const std::string where = "\"" + std::string(side) + "\"";
  if (!object.is_object()) return fail(Code::malformed, "an entity is an object", where);
  Entity out;
  const auto schema = object.find("schema");
  if (schema == object.end() || !schema->is_string())
    return fail(Code::malformed, "an entity needs its schema", where, {},
                "for example \"schema\":\"Person\"");
  out.schema = schema->get<std::string>();
  const auto properties = object.find("properties");
  if (properties == object.end() || !properties->is_object())
    return fail(Code::malformed, "an entity needs its properties", where, {},
                "for example \"properties\":{\"name\":[\"…\"]}");
  for (const auto& [property, values] : properties->items()) add_values(out, property, values);
  const auto caption = object.find("caption");
  if (caption != object.end() && caption->is_string()) out.caption = caption->get<std::string>();
  for (const Statement& s : out.statements)
    if (out.caption.empty() && s.property == "name") out.caption = s.value;
  return out;
}

// A name of the entity that any of the listed may be searched by.
std::vector<std::string_view> names_of(const Entity& entity) {
  std::vector<std::string_view> out;
  for (const Statement& s : entity.statements)
    if ((s.property == "name" || s.property == "alias" || s.property == "weakAlias" ||
         s.property == "previousName") &&
        out.size() < kNamesMax)
      out.push_back(s.value);
  return out;
}

Explanation explain_ofac_like(const Entity& left, const Entity& right) {
  Explanation out;
  int best = -1;
  Reason reason{
      "OFAC-like name score", {}, {}, "alike", "mimics OFAC Sanctions List Search; names only", 0};
  for (const std::string_view a : names_of(left))
    for (const std::string_view b : names_of(right))
      if (const int score = ofac_like_score(a, b); score > best) {
        best = score;
        reason.left = shorten(a, 120);
        reason.right = shorten(b, 120);
      }
  out.result.score = static_cast<float>(std::max(best, 0)) / 100.0F;
  reason.weight = out.result.score;
  if (best >= 0) out.reasons.push_back(std::move(reason));
  return out;
}

std::string key_of(const Reason& reason, const json& taken) {
  std::string key = reason.what == "name" ? "name_match" : lower(reason.what);
  for (char& c : key)
    if (!is_alnum(c)) c = '_';
  std::string out = key;
  for (int n = 2; taken.contains(out); ++n) out = key + "_" + std::to_string(n);
  return out;
}

// By feature, as the matching API has them: score, detail, query, candidate; and the verdict.
json explanations_of(const std::vector<Reason>& reasons) {
  json out = json::object();
  for (const Reason& r : reasons)
    out[key_of(r, out)] = {{"score", rounded(static_cast<double>(r.weight))},
                           {"verdict", r.verdict},
                           {"detail", r.detail},
                           {"query", r.left},
                           {"candidate", r.right}};
  return out;
}

std::string dumped(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

CompareRecord record_of(const Explanation& explanation, std::string_view algorithm) {
  CompareRecord out;
  out.score = rounded(static_cast<double>(explanation.result.score));
  // The OFAC-like score has the threshold its users know, 80 of its slider's 100.
  out.match = explanation.result.score >= (algorithm == kOfacLike ? 0.80F : kMatchThreshold);
  out.algorithm = algorithm;
  for (const Reason& r : explanation.reasons)
    out.reasons.push_back(
        {r.what, r.left, r.right, r.verdict, r.detail, rounded(static_cast<double>(r.weight))});
  out.json = dumped({{"score", out.score},
                     {"match", out.match},
                     {"algorithm", out.algorithm},
                     {"explanations", explanations_of(explanation.reasons)}});
  return out;
}

CompareRecord failed_record(const Error& error) {
  CompareRecord out;
  out.failed = true;
  out.json = dumped({{"score", nullptr},
                     {"match", nullptr},
                     {"error",
                      {{"code", std::string(code_info(error.code).name)},
                       {"what", error.what},
                       {"where", error.where}}}});
  return out;
}

}  // namespace

struct NameComparer::State {
  State(Settings settings, std::string named)
      : parts(std::move(settings)), algorithm(std::move(named)) {}

  Status ready() {
    if (algorithm.empty()) algorithm = kEntente;
    const auto known = compare_algorithms();
    if (std::ranges::find(known, algorithm, &AlgorithmRecord::name) == known.end())
      return fail(Code::bad_argument, "there is no such algorithm", {}, algorithm,
                  "one of: entente, ofac-like");
    if (tables) return {};
    const auto folder = parts.home();
    if (!folder) return std::unexpected(folder.error());
    auto loaded = NameTables::load(*folder + "/data");
    if (!loaded) return std::unexpected(loaded.error());
    tables = std::move(*loaded);
    return {};
  }

  CompareRecord compared(const Entity& left, const Entity& right) const {
    return record_of(
        algorithm == kOfacLike ? explain_ofac_like(left, right) : explain(left, right, *tables),
        algorithm);
  }

  Result<CompareRecord> compare_line(const std::string& line) const {
    if (line.size() > kLineBytesMax) return fail(Code::too_large, "a line over 64 MB");
    if (const auto bad = first_ill_formed(line))
      return fail(Code::bad_encoding, "a line that is not UTF-8",
                  "byte " + std::to_string(*bad + 1));
    const json object = json::parse(line, nullptr, false);
    if (object.is_discarded())
      return fail(Code::malformed, "a line that is no JSON", {}, shorten(line, 80));
    if (!object.is_object() || !object.contains("left") || !object.contains("right"))
      return fail(Code::malformed, "a line needs \"left\" and \"right\"", {}, shorten(line, 80));
    const auto left = entity_of(object["left"], "left"),
               right = entity_of(object["right"], "right");
    if (!left) return std::unexpected(left.error());
    if (!right) return std::unexpected(right.error());
    return compared(*left, *right);
  }

  Engine::Parts parts;
  std::string algorithm;
  std::optional<NameTables> tables;
};

std::vector<AlgorithmRecord> compare_algorithms() {
  return {{std::string(kEntente),
           "graded, by the sound and the role of each word, then dates, countries and identifiers"},
          {std::string(kOfacLike),
           "mimics the scores of OFAC Sanctions List Search, to reconcile with it"}};
}

NameComparer::NameComparer(Settings settings, std::string algorithm)
    : state_(std::make_unique<State>(std::move(settings), std::move(algorithm))) {}
NameComparer::~NameComparer() = default;

Exit NameComparer::compare(const ComparePair& pair, CompareRecord& out) {
  if (const Status ready = state_->ready(); !ready) return state_->parts.report(ready.error());
  Entity sides[2];
  for (const size_t i : {0, 1}) {
    const std::string& name = i == 0 ? pair.left : pair.right;
    if (const auto bad = first_ill_formed(name))
      return state_->parts.report(
          fail(Code::bad_encoding, "a name that is not UTF-8", "byte " + std::to_string(*bad + 1))
              .error());
    sides[i].schema = pair.schema;
    sides[i].caption = name;
    sides[i].statements.push_back({"name", name, "", "argument"});
  }
  out = state_->compared(sides[0], sides[1]);
  return out.match ? Exit::done : Exit::nothing_found;
}

Exit NameComparer::compare_lines(const std::string& path,
                                 const std::function<bool(const CompareRecord&)>& take) {
  if (const Status ready = state_->ready(); !ready) return state_->parts.report(ready.error());
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  if (path != "-" && !file)
    return state_->parts.report(fail(Code::not_found, "the file cannot be read", path).error());
  std::istream& in = path == "-" ? std::cin : file;
  Tally tally;
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    if (state_->parts.stopped()) return Exit::interrupted;
    if (trim(line).empty()) continue;
    auto record = state_->compare_line(line);
    if (!record) {
      Error error = record.error();
      error.where =
          path + ":" + std::to_string(number) + (error.where.empty() ? "" : " " + error.where);
      state_->parts.report(error);
      ++tally.failed;
      record = failed_record(error);
    } else {
      ++tally.found;
    }
    if (!take(*record)) return Exit::done;
  }
  return tally.end(state_->parts);
}

}  // namespace entente
