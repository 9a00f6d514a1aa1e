#include "reading/lexicon/dictionaries.h"

#include <gmock/gmock.h>

#include <string>

#include "base/text.h"

namespace entente {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const Dictionaries& dictionaries() {
  static const auto loaded = Dictionaries::load(ENTENTE_SOURCE_DIR "/data");
  EXPECT_TRUE(loaded) << (loaded ? "" : to_string(loaded.error()));
  return **loaded;
}

// Tokens stand between blanks; "_" between two tokens glues them together in the text
// ("air _- _defence" is the text "air-defence" in three tokens); "form/lemma/UPOS" sets the rest.
struct TestSentence {
  explicit TestSentence(std::string_view spec) {
    parts.reserve(64);
    for (std::string_view word : split(spec, ' ')) {
      const bool glued = word.starts_with('_');
      if (glued) word.remove_prefix(1);
      const auto fields = split(word, '|');
      parts.push_back(std::string(fields[0]));
      Token token;
      token.begin = sentence.tokens.empty() ? 0 : sentence.tokens.back().end + (glued ? 0 : 1);
      token.end = token.begin + static_cast<uint32_t>(fields[0].size());
      token.form = parts.back();
      parts.push_back(std::string(fields.size() > 1 ? fields[1] : fields[0]));
      token.lemma = parts.back();
      if (fields.size() > 2) token.upos = find_upos(fields[2]).value();
      sentence.tokens.push_back(token);
    }
  }
  std::vector<std::string> parts;
  Sentence sentence;
};

// "first-last kind canonical state" of every match.
std::vector<std::string> found(std::string_view spec) {
  const TestSentence test(spec);
  std::vector<std::string> out;
  for (const Match& m : dictionaries().find(test.sentence)) {
    std::string line = std::to_string(m.first_token);
    if (m.last_token != m.first_token) line += "-" + std::to_string(m.last_token);
    line += " " + std::string(name(m.entry->kind)) + " " + std::string(m.canonical);
    if (!m.state.empty()) line += " " + std::string(m.state);
    out.push_back(line);
  }
  return out;
}

TEST(Dictionaries, FindsTheLongestName) {
  EXPECT_THAT(found("North Korea _'s Foreign Trade Bank"),
              ElementsAre("0-5 bank Foreign Trade Bank kp"));
  EXPECT_THAT(found("North Korea _'s troops|troop|NOUN"),
              ElementsAre("0-1 name North Korea kp", "3 goods troop", "3 group troop"));
}

TEST(Dictionaries, MatchesHoweverTheTokeniserSplits) {
  for (auto spec : {"air-defence system", "air _- _defence system", "air defence system",
                    "air _– _defense system"})
    EXPECT_THAT(found(spec), Contains(testing::EndsWith("goods air-defence system"))) << spec;
  for (auto spec : {"S-400", "S _- _400", "S _-400"})
    EXPECT_THAT(found(spec), ElementsAre(testing::EndsWith("weapon S-400 ru"))) << spec;
}

TEST(Dictionaries, SpacedHyphenSeparates) { EXPECT_THAT(found("S - 400"), IsEmpty()); }

TEST(Dictionaries, GivesThePartOfATokenThatMatches) {
  const TestSentence test("Iran-backed");
  const auto matches = dictionaries().find(test.sentence);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].begin, 0u);
  EXPECT_EQ(matches[0].end, 4u);
}

TEST(Dictionaries, AccentsAndDotsDoNotMatter) {
  EXPECT_THAT(found("Erdoğan"), found("Erdogan"));
  EXPECT_THAT(found("Recep Tayyip Erdogan"), ElementsAre("0-2 leader Recep Tayyip Erdoğan tr"));
  EXPECT_THAT(found("U.S."), Contains("0 alias United States us"));
  EXPECT_THAT(found("Sana’a"), Contains("0 capital Yemen ye"));
}

TEST(Dictionaries, NamesKeepTheirCaseOrStandInCapitals) {
  EXPECT_THAT(found("turkey"), IsEmpty());
  EXPECT_THAT(found("us"), IsEmpty());
  EXPECT_THAT(found("NICARAGUA"), Contains("0 name Nicaragua ni"));
  EXPECT_THAT(found("Ministry Of Intelligence And Security"),
              Contains("0-4 intelligence Ministry of Intelligence and Security ir"));
  // Two capitals in a line of mixed case are a numeral or an abbreviation.
  EXPECT_THAT(found("chapter XI"), Not(Contains(testing::HasSubstr("Xi Jinping"))));
}

TEST(Dictionaries, WordsMatchByFormOrLemmaButNotAsVerbs) {
  EXPECT_THAT(found("missiles|missile|NOUN"), Contains("0 goods missile"));
  EXPECT_THAT(found("MISSILES"), Contains("0 goods missile"));
  EXPECT_THAT(found("ships|ship|VERB"), IsEmpty());
  EXPECT_THAT(found("drone|drone|NOUN engines|engine|NOUN"), ElementsAre("0-1 goods drone engine"));
}

TEST(Dictionaries, TheNorthOnlyAfterTheAndAlone) {
  EXPECT_THAT(found("the North said"), ElementsAre("1 metonym North Korea kp"));
  EXPECT_THAT(found("from North"), IsEmpty());
  EXPECT_THAT(found("the North Sea"), ElementsAre("1-2 sea North Sea xx"));
}

TEST(Dictionaries, KeepsAlternativesOfOneSpan) {
  EXPECT_THAT(found("Ankara"), ElementsAre("0 capital Turkey tr", "0 city Ankara tr"));
  // The one without a doubt comes first.
  const TestSentence test("Georgia");
  const auto matches = dictionaries().find(test.sentence);
  ASSERT_FALSE(matches.empty());
  EXPECT_TRUE(matches[0].has(Flag::ambiguous));
}

TEST(Dictionaries, LooksStatesUp) {
  const auto& d = dictionaries();
  for (auto [text, code] : {std::pair{"kp", "kp"},
                            {"KP", "kp"},
                            {"North Korea", "kp"},
                            {"north korea", "kp"},
                            {"DPRK", "kp"},
                            {"Pyongyang", "kp"},
                            {"the United States", "us"},
                            {"U.S.", "us"},
                            {"uk", "gb"},
                            {"Côte d’Ivoire", "ci"},
                            {"Ivory Coast", "ci"},
                            {"Kremlin", "ru"},
                            {"Türkiye", "tr"},
                            {"Georgia", "ge"},
                            {"Niger", "ne"}})
    EXPECT_EQ(d.state_of_name(text), code) << text;
  EXPECT_EQ(d.state_of_name("Atlantis"), "");
  EXPECT_EQ(d.state_of_name(""), "");
  EXPECT_EQ(d.state_of_name("Korea"), "") << "two states share it";
  EXPECT_EQ(d.state_name("kp"), "North Korea");
  EXPECT_EQ(d.state_adjective("us"), "American");
  EXPECT_EQ(d.state_name("zz"), "");
}

TEST(Dictionaries, LooksWordsUp) {
  const auto& d = dictionaries();
  ASSERT_NE(d.noun("troops"), nullptr);
  EXPECT_TRUE(d.noun("troops")->has(Flag::state_organ));
  EXPECT_EQ(d.noun("zebra"), nullptr);
  EXPECT_TRUE(d.goods_of("missile").has(Goods::missiles));
  EXPECT_TRUE(d.goods_of("zebra").empty());
  ASSERT_NE(d.unit("€"), nullptr);
  EXPECT_EQ(d.unit("€")->unit, "EUR");
  EXPECT_EQ(d.unit("Tonnes")->unit, "t");
  EXPECT_EQ(d.unit("furlongs"), nullptr);
}

TEST(Dictionaries, MissingFolderIsNamed) {
  const auto loaded = Dictionaries::load("no/such/folder");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, Code::missing_resource);
  EXPECT_THAT(loaded.error().where, testing::HasSubstr("no/such/folder"));
}

}  // namespace
}  // namespace entente
