#include "engine/filing/rules.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "reading/lexicon/table.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, kParts> kPartNames{
    "subject", "counterpart", "object", "via", "where", "at", "attribution"};

std::optional<double> number_in(std::string_view text) {
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<double> number_of(const FoundValue& value) {
  return value.number ? value.number : number_in(value.text);
}

std::optional<FindingRule::Condition> condition_in(std::string_view text) {
  const size_t at = text.find_first_of("=><");
  if (at == 0 || at == text.npos) return std::nullopt;
  FindingRule::Condition out{std::string(text.substr(0, at)), {}, text[at], 0};
  std::string_view value = text.substr(at + 1);
  if (out.sign == '>') {
    if (!value.starts_with('=')) return std::nullopt;
    value.remove_prefix(1);
  }
  out.value = value;
  if (out.sign == '=') return out;
  const auto limit = number_in(value);
  if (!limit) return std::nullopt;
  out.limit = *limit;
  return out;
}

bool holds(const FindingRule::Condition& condition, const Found& found) {
  const FoundValue* value = found.value(condition.name);
  if (condition.sign == '=') return (value ? value->text : std::string()) == condition.value;
  const auto number = value ? number_of(*value) : std::nullopt;
  if (!number) return false;
  return condition.sign == '>' ? *number >= condition.limit : *number < condition.limit;
}

// "duration_hours h silence; kappa  agreement": value, unit (may be empty), of what.
std::optional<std::vector<FindingRule::Figure>> figures_in(std::string_view cell) {
  std::vector<FindingRule::Figure> out;
  for (std::string_view piece : split(cell, ';')) {
    piece = trim(piece);
    if (piece.empty()) continue;
    const size_t first = piece.find(' '), second = piece.find(' ', first + 1);
    if (first == piece.npos || second == piece.npos) return std::nullopt;
    out.push_back({std::string(piece.substr(0, first)),
                   std::string(piece.substr(first + 1, second - first - 1)),
                   std::string(trim(piece.substr(second + 1)))});
  }
  return out;
}

class Wording {
 public:
  explicit Wording(const Found& found) : found_(found) {}

  // False when a value in `words` is not there.
  bool put(std::string_view words) {
    bool whole = true;
    for (size_t at = 0; at < words.size();) {
      const char& c = words[at];
      const size_t end = c == '{' ? words.find('}', at) : c == '[' ? words.find(']', at) : at;
      if (c == '{') whole &= slot(words.substr(at + 1, end - at - 1));
      else if (c == '[') optional(words.substr(at + 1, end - at - 1));
      else add({&c, 1});
      at = end + 1;
    }
    return whole;
  }
  Worded take() { return std::move(out_); }

 private:
  void add(std::string_view text) {
    out_.text += text;
    out_.short_text += text;
  }

  void optional(std::string_view words) {
    Worded before = out_;
    if (!put(words)) out_ = std::move(before);
  }

  bool slot(std::string_view name) {
    const auto part = std::ranges::find(kPartNames, name);
    if (part != kPartNames.end()) return actors(static_cast<Part>(part - kPartNames.begin()));
    const FoundValue* value = found_.value(name);
    if (!value || value->text.empty()) return false;
    add(value->text);
    return true;
  }

  bool actors(Part part) {
    std::vector<const FoundActor*> named;
    for (const FoundActor& actor : found_.actors)
      if (actor.part == part) named.push_back(&actor);
    for (size_t i = 0; i < named.size(); ++i) {
      if (i > 0) add(i + 1 == named.size() ? " and " : ", ");
      const size_t begin = out_.text.size();
      add(named[i]->text);
      out_.names[static_cast<size_t>(part)].push_back({begin, out_.text.size(), named[i]});
      out_.text += named[i]->note;
    }
    return !named.empty();
  }

  const Found& found_;
  Worded out_;
};

}  // namespace

std::optional<EvidenceRow> row_of_place(std::string_view place) {
  const size_t colon = place.rfind(':');
  if (colon == place.npos) return std::nullopt;
  const std::string_view digits = place.substr(colon + 1);
  uint64_t line = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), line);
  if (error != std::errc() || end != digits.data() + digits.size() || line == 0)
    return std::nullopt;
  return EvidenceRow{std::string(place.substr(0, colon)), line};
}

Result<FindingRules> FindingRules::parse(const std::string& path, std::string text) {
  const auto table =
      Table::parse(path, std::move(text),
                   {"finding", "when", "version", "kind", "modality", "figures", "words"});
  if (!table) return std::unexpected(table.error());
  FindingRules out;
  for (const auto& row : table->rows()) {
    FindingRule rule{
        std::string(row.cells[0]), std::string(row.cells[2]), {}, find_kind(row.cells[3]), {}, {},
        std::string(row.cells[6])};
    for (const std::string_view word : split(row.cells[1], ' ')) {
      if (word.empty()) continue;
      const auto condition = condition_in(word);
      if (!condition) return table->bad_cell(row, 1, "no condition", "name=value, name>=1, name<1");
      rule.when.push_back(*condition);
    }
    if (!rule.kind && row.cells[3] != "-") return table->bad_cell(row, 3, "no kind of claim");
    const auto modality = find_modality(row.cells[4]);
    if (rule.kind && !modality) return table->bad_cell(row, 4, "no modality");
    if (modality) rule.modality = *modality;
    auto figures = figures_in(row.cells[5]);
    if (!figures) return table->bad_cell(row, 5, "no figures", "value unit of-what; …");
    rule.figures = std::move(*figures);
    if (rule.words.empty() || (rule.kind && rule.words.find("{subject}") == std::string::npos))
      return table->bad_cell(row, 6, "words without {subject}");
    for (const auto& [open, close] : {std::pair('{', '}'), {'[', ']'}})
      if (std::ranges::count(rule.words, open) != std::ranges::count(rule.words, close))
        return table->bad_cell(row, 6, "a bracket that is not closed");
    out.rules_.push_back(std::move(rule));
  }
  return out;
}

Result<FindingRules> FindingRules::read(const std::string& data_folder) {
  const std::string path = data_folder + "/findings.tsv";
  auto text = Table::text_of(path);
  if (!text) return std::unexpected(text.error());
  return parse(path, std::move(*text));
}

const FindingRule* FindingRules::of(const Found& found) const {
  for (const FindingRule& rule : rules_)
    if (rule.finding == found.finding &&
        std::ranges::all_of(rule.when, [&](const auto& c) { return holds(c, found); }))
      return &rule;
  return nullptr;
}

Worded word(const Found& found, const FindingRule& rule) {
  Wording wording(found);
  wording.put(rule.words);
  Worded out = wording.take();
  for (const FindingRule::Figure& figure : rule.figures) {
    const FoundValue* value = found.value(figure.value);
    const auto number = value ? number_of(*value) : std::nullopt;
    if (!number) continue;
    std::string unit = figure.unit;
    if (unit == "CURRENCY") {
      const FoundValue* currency = found.value("currency");
      unit = currency ? currency->text : std::string();
    }
    const bool told = value->number.has_value();  // its text has the unit already
    out.figures.push_back({told || unit.empty() ? value->text : value->text + " " + unit, number,
                           number, false, unit, figure.of});
  }
  return out;
}

}  // namespace entente
