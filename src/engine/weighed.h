// Weighed propositions as text for people and JSON for programs (docs/formats/weighing.md).
#pragma once

#include <string>
#include <vector>

#include "engine/weighing.h"
#include "weighing/conflicts.h"
#include "weighing/difference.h"
#include "weighing/forecasts.h"

namespace entente {

// "North Korea → Russia: give ammunition, 2023-08/2025-05"
std::string title_of(const Proposition& p, const WeighOptions& options);

// The item's first line is the title; those below are indented by two blanks.
WeighedItem standing_item(const WeighedLedger& from, const Proposition& p);
WeighedItem figures_item(const WeighedLedger& from, const Proposition& p);
WeighedItem conflict_item(const WeighedLedger& from, const Conflict& conflict);
WeighedItem gaps_item(const WeighedLedger& from, const std::vector<Gap>& of_one_proposition);
WeighedItem forecast_item(const WeighedLedger& from, const Forecast& forecast);
std::string record_text(const ForecastRecord& record);
std::string record_json(const ForecastRecord& record);
// `before` is what the change is from; its propositions and claims.
WeighedItem change_item(const WeighedLedger& before, const WeighedLedger& after,
                        const Change& change);
WeighedItem gone_item(const WeighedLedger& before, size_t proposition);

// The JSON of each, in weighed_json.cpp.
std::string json_of_standing(const WeighedLedger& from, const Proposition& p);
std::string json_of_figures(const WeighedLedger& from, const Proposition& p);
std::string json_of_conflict(const WeighedLedger& from, const Conflict& c);
std::string json_of_gaps(const WeighedLedger& from, const std::vector<Gap>& gaps);
std::string json_of_forecast(const WeighedLedger& from, const Forecast& f);
std::string json_of_change(const WeighedLedger& before, const WeighedLedger& after,
                           const Change& change);
std::string json_of_gone(const WeighedLedger& before, size_t proposition);

// One more value of the answer's object: a key and JSON.
struct AnswerPart {
  std::string key, json;
};
// {"schema":"entente.NAME.v1","as_of":…,"revision":…, parts…}
std::string answer_json(const std::string& name, const WeighedLedger& from,
                        const std::vector<AnswerPart>& parts);
// "[{…},{…}]" of the items.
std::string list_json(const std::vector<WeighedItem>& items);
std::string quoted_json(const std::string& text);

}  // namespace entente
