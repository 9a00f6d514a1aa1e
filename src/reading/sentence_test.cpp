#include "reading/sentence.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(SentenceNames, EveryTagAndRelationIsFoundByItsName) {
  for (int i = 0; i <= static_cast<int>(Upos::x); ++i) {
    const auto upos = static_cast<Upos>(i);
    EXPECT_EQ(find_upos(name(upos)), upos);
  }
  for (int i = 0; i <= static_cast<int>(Rel::xcomp); ++i) {
    const auto rel = static_cast<Rel>(i);
    EXPECT_EQ(find_rel(name(rel)), rel);
  }
  EXPECT_EQ(name(Upos::propn), "PROPN");
  EXPECT_EQ(name(Rel::case_), "case");
  EXPECT_EQ(name(Rel::nmod_unmarked), "nmod:unmarked");
  EXPECT_FALSE(find_upos("propn"));
  EXPECT_EQ(find_rel("nmod:tmod"), Rel::dep);
}

}  // namespace
}  // namespace entente
