// Each layer on sentences that an investigator could read; every span is the text at its offsets.
#include "reading/layers/layers.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "reading/reader.h"

namespace entente {
namespace {

class LayersTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto opened = Reader::open(ENTENTE_SOURCE_DIR, usual_reader(), Reader::Use::claims_and_layers);
    ASSERT_TRUE(opened) << opened.error().what;
    reader_ = std::move(*opened);
  }
  static void TearDownTestSuite() { reader_.reset(); }

  Layers read(const std::string& text, Layer layer, const std::string& published = "2025-07-14") {
    document_ = {};
    document_.text = text;
    document_.published = published;
    document_.blocks = {{Block::Kind::paragraph, 0, static_cast<uint32_t>(text.size()), 0}};
    return reader_->layers(document_, layer);
  }

  std::vector<std::string> figures(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& q : read(text, Layer::quantities).quantities) {
      const OffsetMap map(document_.text);
      EXPECT_EQ(document_.text.substr(map.bytes(q.start), map.bytes(q.end) - map.bytes(q.start)),
                q.text);
      out.push_back(q.text);
    }
    return out;
  }

  std::vector<std::string> dates(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& d : read(text, Layer::dates).dates)
      out.push_back(d.point.start ? to_string(*d.point.start) : "");
    return out;
  }

  static std::unique_ptr<const Reader> reader_;
  Document document_;
};
std::unique_ptr<const Reader> LayersTest::reader_;

using Strings = std::vector<std::string>;

TEST_F(LayersTest, ReferencesAreNoFigures) {
  EXPECT_EQ(figures("See Table 3 and Figures 4 and 5."), Strings{});
  EXPECT_EQ(figures("The panel said so before [27]."), Strings{});
  EXPECT_EQ(figures("It lies at 33°47′N."), Strings{});
  EXPECT_EQ(figures("It broke Resolution 2397 with 12 ships."), Strings{"12"});
}

TEST_F(LayersTest, FiguresAsTheyAreWritten) {
  EXPECT_EQ(figures("The range is 5.5 ± 0.5 km."), Strings{"5.5 ± 0.5 km"});
  EXPECT_EQ(figures("A 14-year-old boy sold 15–20 rifles."), (Strings{"14", "15–20"}));
  const auto spread = read("The range is 5.5 ± 0.5 km.", Layer::quantities).quantities;
  ASSERT_EQ(spread.size(), 1u);
  EXPECT_DOUBLE_EQ(*spread[0].quantity.low / spread[0].factor, 5);
  EXPECT_DOUBLE_EQ(*spread[0].quantity.high / spread[0].factor, 6);
}

TEST_F(LayersTest, MetresAreNoMillions) {
  const auto found = read("The drone flew 300m.", Layer::quantities).quantities;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_DOUBLE_EQ(*found[0].quantity.low / found[0].factor, 300);
}

TEST_F(LayersTest, DatesOfThePast) {
  EXPECT_EQ(dates("He came to Harrow in August 1799."), Strings{"1799-08"});
  EXPECT_EQ(dates("The palace (1821) stands."), Strings{"1821"});
  EXPECT_EQ(dates("It grew in the 19th century."), Strings{"1800-01-01"});
  EXPECT_EQ(dates("The games were held from 776 BCE to 394 AD."), Strings{"-0776"});
  EXPECT_EQ(dates("It met on the 1st day of May 1860, by the edict of the 12th of October last."),
            (Strings{"1860-05-01", "1859-10-12"}));
}

TEST_F(LayersTest, WhatIsToldInOrderGoesByTheDateBefore) {
  EXPECT_EQ(dates("He left in May 2013. On July 6 he came back. Two years later he died."),
            (Strings{"2013-05", "2013-07-06", "2015"}));
}

TEST_F(LayersTest, AttributionsOfEveryShape) {
  const auto found =
      read("Officials in Seoul said that the ship had left. The minister knows what he did.",
           Layer::attributions)
          .attributions;
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].cue->text, "said");
  EXPECT_EQ(found[0].source->state, "kr");
  ASSERT_EQ(found[0].content.size(), 1u);
  EXPECT_EQ(found[0].content[0].text, "that the ship had left.");
  EXPECT_EQ(found[1].manner, "mental");
}

TEST_F(LayersTest, AttributionsBesideAQuotationInTalkAndUnderAPicture) {
  for (const auto& [text, source, content] :
       {std::tuple{"After the visit Hernan Weiss, the envoy, said, \"we have learned a lot\".",
                   "Hernan Weiss", "\"we have learned a lot\"."},
        {"And she was like, no, we stay here.", "", "no, we stay here."},
        {"The crew leaves the ship.\nImage: Dana Weiss.", "Dana Weiss",
         "The crew leaves the ship."},
        {"In it, Norton observed: fraud prevents a free vote.", "Norton",
         "fraud prevents a free vote."},
        {"\"The yard built two ships.\nA third is ready,\" Mr Weiss said.", "Mr Weiss",
         "\"The yard built two ships."}}) {
    const auto found = read(text, Layer::attributions).attributions;
    ASSERT_EQ(found.size(), 1u) << text;
    EXPECT_EQ(found[0].source ? found[0].source->text : "", source) << text;
    EXPECT_EQ(found[0].content[0].text, content) << text;
  }
  for (const auto* text :
       {"See that it is done.", "It is clear that the ship has left.",
        "The port has added: a hall, a crane and two quays.",
        "They did justice according to the law.", "He wore it to show what it was."})
    EXPECT_TRUE(read(text, Layer::attributions).attributions.empty()) << text;
  const auto one =
      read("His mother wrote, \"He left in May. The ship is gone.\"", Layer::attributions)
          .attributions;
  ASSERT_EQ(one.size(), 1u);
  ASSERT_EQ(one[0].content.size(), 1u);
  EXPECT_EQ(one[0].content[0].text, "\"He left in May. The ship is gone.\"");
}

TEST_F(LayersTest, NotYetDone) {
  for (const auto& [text, lemma] : {std::pair{"Moscow will send troops.", "send"},
                                    {"He wants to sell the ship.", "sell"},
                                    {"If it fails, they leave.", "fail"},
                                    {"They did not ship the shells.", "ship"}}) {
    bool seen = false;
    for (const auto& f : read(text, Layer::factuality).factuality)
      if (f.lemma == lemma) {
        seen = true;
        EXPECT_LT(f.value, 0) << text;
      }
    EXPECT_TRUE(seen) << text;
  }
}

TEST_F(LayersTest, AnActOverAClauseIsTheEvent) {
  const auto events =
      read("Iran threatened to cut off electricity to Azerbaijan.", Layer::events).events;
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, "THREATEN");
  EXPECT_EQ(events[0].source_codes, Strings{"IRN"});
  EXPECT_EQ(events[0].target_codes, Strings{"AZE"});
}

// Source, target and type of each event, by codes.
TEST_F(LayersTest, WhatIsToldTwiceOrIsOnlyAPurposeIsNoSecondEvent) {
  for (const auto& [text, source, target, type] :
       {std::tuple{"Kenya and Uganda reached a consensus to exchange information on fisheries.",
                   "KEN", "KEN", "AGREE"},
        {"Peruvian teachers marched on Friday to demand the return of the land that the Peruvian "
         "army had fenced.",
         "PER", "PER", "PROTEST"},
        {"A senior Indian minister reiterated that Nepal must open the road.", "IND", "NPL",
         "DEMAND"},
        {"Security forces in Ghana have tortured Togolese refugees.", "GHA", "TGO", "ASSAULT"},
        {"Ethnic Uzbeks in southern Tajikistan demonstrated on Tuesday against Dushanbe.", "TJK",
         "TJK", "PROTEST"},
        {"Angolan troops have captured a Zambian stronghold.", "AGO", "ZMB", "FIGHT"}}) {
    const auto events = read(text, Layer::events).events;
    ASSERT_EQ(events.size(), 1u) << text;
    EXPECT_EQ(events[0].source_codes[0], source) << text;
    EXPECT_EQ(events[0].target_codes.empty() ? "" : events[0].target_codes[0], target) << text;
    EXPECT_EQ(events[0].type, type) << text;
  }
}

}  // namespace
}  // namespace entente
