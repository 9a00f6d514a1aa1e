#include "model/judgement.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(JudgementTest, WordsAndKindsAgree) {
  for (const auto& row : judgement_kinds()) {
    EXPECT_EQ(name(row.kind), row.name);
    EXPECT_EQ(find_judgement_kind(row.name), row.kind);
  }
  EXPECT_FALSE(find_judgement_kind("forget"));
}

TEST(JudgementTest, EachKindTakesItsTargets) {
  using enum JudgementKind;
  const Judgement good[] = {{merge, "ofac-1", "un-2", "", "Lee", "one IMO number"},
                            {reject, "claim", "", "", "Lee", "misprint"},
                            {regrade, "Daily", "", "B", "Lee", "ten years of reports"},
                            {regrade, "claim", "", "2", "Lee", "seen by two"},
                            {accept, "claim", "", "", "Lee", "compared"},
                            {correct, "claim", "", "Iran sold them", "Lee", "the other way"},
                            {match, "ofac-1", "KIM Yong Chol, 1946", "0.987", "Lee", "same birth"},
                            {clear, "ofac-1", "KIM Yong Chol, 1980", "", "Lee", "another birth"},
                            {undo, "judgement", "", "", "Lee", "wrong ship"}};
  for (const auto& j : good) EXPECT_TRUE(check(j)) << name(j.kind);
  const Judgement bad[] = {{merge, "ofac-1", "", "", "Lee", "why"},
                           {merge, "ofac-1", "ofac-1", "", "Lee", "why"},
                           {reject, "claim", "other", "", "Lee", "why"},
                           {reject, "", "", "", "Lee", "why"},
                           {reject, "claim", "", "B", "Lee", "why"},
                           {regrade, "Daily", "", "G", "Lee", "why"},
                           {regrade, "Daily", "", "0", "Lee", "why"},
                           {reject, "claim", "", "", " ", "why"},
                           {reject, "claim", "", "", "Lee", ""},
                           {accept, "claim", "", "B", "Lee", "why"},
                           {correct, "claim", "", "", "Lee", "why"},
                           {correct, "claim", "other", "x", "Lee", "why"},
                           {match, "ofac-1", "", "", "Lee", "why"},
                           {clear, "ofac-1", "who", "1.5", "Lee", "why"},
                           {match, "ofac-1", "who", "B", "Lee", "why"},
                           {match, "ofac-1", "who", "0.", "Lee", "why"},
                           {clear, "ofac-1", std::string(16385, 'x'), "", "Lee", "why"}};
  for (const auto& j : bad) {
    const auto checked = check(j);
    ASSERT_FALSE(checked) << name(j.kind) << " " << j.a << " " << j.b << " " << j.value;
    EXPECT_EQ(checked.error().code, Code::bad_argument);
    EXPECT_FALSE(checked.error().next.empty());
  }
}

TEST(JudgementTest, IdsTellDecisionsApart) {
  Judgement j{JudgementKind::reject, "claim", "", "", "Lee", "misprint"};
  const auto id = judgement_id(j, "2025-01-01T00:00:00Z");
  EXPECT_EQ(id, judgement_id(j, "2025-01-01T00:00:00Z"));
  EXPECT_NE(id, judgement_id(j, "2025-01-02T00:00:00Z"));
  j.who = "Kim";
  EXPECT_NE(id, judgement_id(j, "2025-01-01T00:00:00Z"));
}

}  // namespace
}  // namespace entente
