#include "reading/known_verbs.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

KnownVerbs verbs(std::initializer_list<std::string_view> lemmas) {
  KnownVerbs out;
  for (const auto lemma : lemmas) out.add(lemma);
  return out;
}

TEST(KnownVerbs, AreFoundBehindTheirEndings) {
  const KnownVerbs known = verbs({"concede", "laud", "ship", "supply", "tie", "raid", "hope"});
  EXPECT_EQ(known.base_of("conceded"), "concede");
  EXPECT_EQ(known.base_of("conceding"), "concede");
  EXPECT_EQ(known.base_of("lauded"), "laud");
  EXPECT_EQ(known.base_of("shipped"), "ship");
  EXPECT_EQ(known.base_of("supplies"), "supply");
  EXPECT_EQ(known.base_of("tied"), "tie");
  EXPECT_EQ(known.base_of("raids"), "raid");
  EXPECT_EQ(known.base_of("hoped"), "hope");
  EXPECT_EQ(known.base_of("ran"), "");
  EXPECT_EQ(known.base_of("sailing"), "");
}

TEST(KnownVerbs, OfShortSyllablesTheEndIsDoubled) {
  const KnownVerbs known = verbs({"scrap", "scrape", "bar", "bare"});
  EXPECT_EQ(known.base_of("scraped"), "scrape");
  EXPECT_EQ(known.base_of("scrapped"), "scrap");
  EXPECT_EQ(known.base_of("barred"), "bar");
}

TEST(KnownVerbs, TakeThePlaceOfLemmasThatSpellingForbids) {
  const KnownVerbs known = verbs({"insure", "ensure", "scrap", "find"});
  Sentence s;
  for (const auto& [form, lemma] : {std::pair{"insured", "ensure"},
                                    {"scrapped", "scrap"},
                                    {"found", "find"},
                                    {"baked", "bake"}}) {
    Token t;
    t.form = form;
    t.lemma = lemma;
    t.upos = Upos::verb;
    t.xpos = "VBD";
    s.tokens.push_back(t);
  }
  known.restore(s);
  EXPECT_EQ(s.tokens[0].lemma, "insure");
  EXPECT_EQ(s.tokens[1].lemma, "scrap");
  EXPECT_EQ(s.tokens[2].lemma, "find");
  EXPECT_EQ(s.tokens[3].lemma, "bake");
}

}  // namespace
}  // namespace entente
