// What findings say as claims: the table holds, nothing is said more firmly than shown, and every
// word of a sheet is where its claim says.
#include <gtest/gtest.h>

#include <set>

#include "base/hash.h"
#include "base/utf8.h"
#include "engine/filing/evidence.h"

namespace entente {
namespace {

FindingRules table() {
  auto rules = FindingRules::read(ENTENTE_SOURCE_DIR "/data");
  EXPECT_TRUE(rules) << to_string(rules.error());
  return std::move(*rules);
}

FindingRule rule_in(const std::string& row) {
  const auto rules = FindingRules::parse(
      "t", "finding\twhen\tversion\tkind\tmodality\tfigures\twords\n" + row + "\n");
  EXPECT_TRUE(rules) << to_string(rules.error());
  return rules->all().front();
}

Found gap() {
  Found out{.finding = "ships.gap"};
  out.actors = {{Part::subject, "ÉTOILE", " (MMSI 273000001)", "ru"},
                {Part::at, "38.9000, 132.6000"}};
  out.values = {{"duration_hours", "21"}, {"start", "2024-03-01"}, {"end", "2024-03-02"}};
  return out;
}

TEST(Findings, NothingIsSaidMoreFirmlyThanADataSetCan) {
  const FindingRules rules = table();
  for (const FindingRule& rule : rules.all()) {
    if (!rule.kind) continue;
    SCOPED_TRACE(rule.finding + ": " + rule.words);
    // Nobody verified, admitted or denied; only a table of formal ties states what it holds.
    EXPECT_TRUE(rule.modality == Modality::assessed || rule.modality == Modality::possible ||
                rule.modality == Modality::claimed || rule.modality == Modality::reported ||
                rule.finding == "votes.tie");
    // A pattern is no crime, and a place of a meeting no delivery.
    EXPECT_TRUE(*rule.kind != Kind::launder && *rule.kind != Kind::steal);
    if (*rule.kind == Kind::evade) {
      EXPECT_EQ(rule.modality, Modality::possible);
      EXPECT_FALSE(rule.when.empty());
    }
    if (rule.finding.starts_with("ships") && *rule.kind == Kind::transfer) {
      EXPECT_EQ(rule.modality, Modality::possible);
    }
  }
}

TEST(Findings, TheFirstRowWhoseConditionsHoldIsTaken) {
  const FindingRules rules = table();
  Found found = gap();
  EXPECT_EQ(rules.of(found)->kind, Kind::move);
  found.values.push_back({"suspected_disabling", "true"});
  EXPECT_EQ(rules.of(found)->kind, Kind::evade);
  Found votes{.finding = "votes.agreement"};
  for (const auto& [kappa, kind] : {std::pair("0.2", std::optional(Kind::support)),
                                    {"0.19", std::nullopt},
                                    {"-0.2", std::nullopt},
                                    {"-0.21", Kind::oppose}}) {
    votes.values = {{"kappa", kappa}};
    EXPECT_EQ(rules.of(votes)->kind, kind) << kappa;
  }
  EXPECT_EQ(rules.of({.finding = "ships.nothing"}), nullptr);
}

TEST(Findings, APieceWithoutItsValueIsLeftOut) {
  const auto rule = rule_in(
      "x\t\t1\tmove\tassessed\t\t{subject} was silent[, {shore_nm} miles out][, {start}] at {at}.");
  EXPECT_EQ(word(gap(), rule).text,
            "ÉTOILE (MMSI 273000001) was silent, 2024-03-01 at 38.9000, 132.6000.");
}

TEST(Findings, ATableThatMakesNoSenseSaysWhere) {
  for (const char* row :
       {"x\t\t1\tfly\tassessed\t\t{subject}", "x\t\t1\tmove\tsurely\t\t{subject}",
        "x\t\t1\tmove\tassessed\t\tnobody", "x\ta?b\t1\tmove\tassessed\t\t{subject}",
        "x\ta>=b\t1\tmove\tassessed\t\t{subject}", "x\t\t1\tmove\tassessed\tlonely\t{subject}",
        "x\t\t1\tmove\tassessed\t\t{subject} [open"}) {
    const auto rules = FindingRules::parse(
        "t", std::string("finding\twhen\tversion\tkind\tmodality\tfigures\twords\n") + row + "\n");
    ASSERT_FALSE(rules) << row;
    EXPECT_EQ(rules.error().code, Code::malformed);
    EXPECT_TRUE(rules.error().where.starts_with("t:2, column ")) << rules.error().where;
  }
}

TEST(Findings, RowsAreTextOnOneLine) {
  EXPECT_EQ(as_row("a,b\r\n"), "a,b");
  EXPECT_EQ(as_row(std::string_view("a\0b\tc", 5)),
            "a\xEF\xBF\xBD"
            "b\tc");
  EXPECT_EQ(as_row("B\xE9LIER"), "B\xEF\xBF\xBDLIER");
  EXPECT_FALSE(first_ill_formed(as_row(std::string(5000, '\xFF'))));
}

TEST(Findings, PlacesOfRows) {
  EXPECT_EQ(row_of_place("a:b.csv:17"), (EvidenceRow{"a:b.csv", 17}));
  EXPECT_FALSE(row_of_place("row 17"));
  EXPECT_FALSE(row_of_place("a.csv:"));
  EXPECT_FALSE(row_of_place("a.csv:0"));
}

}  // namespace
}  // namespace entente
