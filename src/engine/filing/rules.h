// The table of data/findings.tsv: which kind of claim a finding makes, how firmly, in which words.
//
//   const auto rules = FindingRules::read(home + "/data");
//   if (const FindingRule* rule = rules->of(found); rule && rule->kind) …
//   const Worded worded = word(found, *rule);
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/filing/found.h"
#include "model/claim.h"

namespace entente {

struct FindingRule {
  struct Condition {
    std::string name, value;
    char sign = '=';   // '=', '>' (at least), '<'
    double limit = 0;  // of '>' and '<'
  };
  struct Figure {
    std::string value, unit, of;
  };
  std::string finding, version;
  std::vector<Condition> when;
  std::optional<Kind> kind;  // nothing: it is not filed
  Modality modality = Modality::possible;
  std::vector<Figure> figures;
  std::string words;
};

class FindingRules {
 public:
  // missing_resource; malformed with line and column.
  static Result<FindingRules> read(const std::string& data_folder);
  static Result<FindingRules> parse(const std::string& path, std::string text);
  // The first row of the finding whose conditions hold; null when there is none.
  const FindingRule* of(const Found& found) const;
  const std::vector<FindingRule>& all() const { return rules_; }

 private:
  std::vector<FindingRule> rules_;
};

// The sentences of a finding, and where in them each actor is named. Offsets are bytes.
struct Worded {
  struct Name {
    size_t begin = 0, end = 0;
    const FoundActor* actor = nullptr;
  };
  std::string text;
  std::string short_text;  // without the notes behind names
  std::array<std::vector<Name>, kParts> names;
  std::vector<Quantity> figures;
};
// The actors named are those of `found`, which must outlive the result.
Worded word(const Found& found, const FindingRule& rule);

}  // namespace entente
