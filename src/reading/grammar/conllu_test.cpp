#include "reading/grammar/conllu.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

constexpr std::string_view kSentence =
    "# sent_id = 1\n"
    "# text = It can't.\n"
    "1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n"
    "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
    "2\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n"
    "3.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t2:conj\t_\n"
    "4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

TEST(Conllu, FillingWithWhatWasReadGivesTheSameLines) {
  const auto file = read_conllu(kSentence, "a.conllu");
  ASSERT_TRUE(file) << to_string(file.error());
  ASSERT_EQ(file->size(), 1u);
  const Sentence s = to_sentence(file->front(), kSentence);
  ASSERT_EQ(s.tokens.size(), 4u);
  EXPECT_EQ(s.tokens[2].form, "n't");
  EXPECT_EQ(s.tokens[2].head, 1);
  EXPECT_EQ(s.tokens[1].head, -1);
  std::string out;
  fill_conllu(out, file->front(), s);
  EXPECT_EQ(out, kSentence);
}

TEST(Conllu, NamesTheBadLine) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"1\tIt\tit\n", "a.conllu:1"},
      {"# x\n2\ta\ta\tX\tX\t_\t0\troot\t_\t_\n", "a.conllu:2"},
      {"1\ta\ta\tX\tX\t_\t7\tdep\t_\t_\n\n", "a.conllu:2"},
      {"1\t\ta\tX\tX\t_\t0\troot\t_\t_\n", "a.conllu:1"},
      {"1-4\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n", "a.conllu:2"},
      {"x\ta\ta\tX\tX\t_\t0\troot\t_\t_\n", "a.conllu:1"},
      {"99999999999999999999999\ta\ta\tX\tX\t_\t0\troot\t_\t_\n", "a.conllu:1"},
  };
  for (const auto& [text, where] : cases) {
    const auto file = read_conllu(text, "a.conllu");
    ASSERT_FALSE(file) << text;
    EXPECT_EQ(file.error().code, Code::malformed);
    EXPECT_EQ(file.error().where, where) << text;
  }
}

TEST(Conllu, WritesRawTextWithOffsetsInCodePoints) {
  const std::string text = "Été? It can’t.";
  Sentence s;
  const auto add = [&](uint32_t begin, uint32_t end, std::string_view lemma, Upos upos) {
    Token t;
    t.begin = begin;
    t.end = end;
    t.form = std::string_view(text).substr(begin, end - begin);
    t.lemma = lemma;
    t.upos = upos;
    t.head = s.tokens.empty() ? -1 : 0;
    s.tokens.push_back(t);
  };
  add(7, 9, "it", Upos::pron);
  add(10, 12, "can", Upos::aux);
  add(12, 17, "not", Upos::part);
  add(17, 18, ".", Upos::punct);
  s.begin = 7;
  s.end = 18;
  std::string out;
  write_conllu(out, s, text, OffsetMap(text), "d-1");
  EXPECT_EQ(out,
            "# sent_id = d-1\n# text = It can’t.\n"
            "1\tIt\tit\tPRON\t_\t_\t0\tdep\t_\tTokenRange=5:7\n"
            "2-3\tcan’t\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
            "2\tca\tcan\tAUX\t_\t_\t1\tdep\t_\tTokenRange=8:10\n"
            "3\tn’t\tnot\tPART\t_\t_\t1\tdep\t_\tTokenRange=10:13\n"
            "4\t.\t.\tPUNCT\t_\t_\t1\tdep\t_\tTokenRange=13:14\n\n");
}

}  // namespace
}  // namespace entente
