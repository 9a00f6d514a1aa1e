#include "reading/lexicon/table.h"

#include <gmock/gmock.h>

#include "reading/lexicon/pieces.h"

namespace entente {
namespace {

Result<Table> parse(std::string text) { return Table::parse("t.tsv", std::move(text), {"a", "b"}); }

TEST(Table, ReadsRowsWithTheirLines) {
  const auto table = parse("# head\na\tb\n\n x \ty\r\nz\n");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows().size(), 2u);
  EXPECT_EQ(table->rows()[0].line, 4u);
  EXPECT_EQ(table->rows()[0].cells[0], "x");
  EXPECT_EQ(table->rows()[0].cells[1], "y");
  EXPECT_EQ(table->rows()[1].cells[1], "");
}

TEST(Table, ErrorsNameTheirPlace) {
  struct Case {
    const char* text;
    Code code;
    const char* where;
  };
  for (const auto& c : {Case{"", Code::unknown_column, "t.tsv"},
                        {"a\tc\n", Code::unknown_column, "t.tsv:1"},
                        {"a\n", Code::unknown_column, "t.tsv:1"},
                        {"a\tb\tc\n", Code::unknown_column, "t.tsv:1"},
                        {"a\tb\n1\t2\t3\n", Code::malformed, "t.tsv:2"},
                        {"a\tb\n\t2\n", Code::malformed, "t.tsv:2, column a"},
                        {"a\tb\n\xff\t2\n", Code::bad_encoding, "t.tsv, byte 4"}}) {
    const auto table = parse(c.text);
    ASSERT_FALSE(table) << c.text;
    EXPECT_EQ(table.error().code, c.code) << c.text;
    EXPECT_EQ(table.error().where, c.where);
  }
}

std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  split_pieces(text, pieces);
  std::vector<std::string> out;
  for (const auto& p : pieces) out.push_back(p.folded);
  return out;
}

TEST(Pieces, CutAlikeInPhrasesAndTokens) {
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  EXPECT_THAT(pieces_of("North Korea's"), ElementsAre("North", "Korea", "s"));
  EXPECT_THAT(pieces_of("AT&T"), ElementsAre("AT", "&", "T"));
  EXPECT_THAT(pieces_of("7.62 mm"), ElementsAre("7.62", "mm"));
  EXPECT_THAT(pieces_of("Washington, D.C."), ElementsAre("Washington", ",", "DC"));
  EXPECT_THAT(pieces_of("Øresund–Łódź"), ElementsAre("Oresund", "Lodz"));
  EXPECT_THAT(pieces_of("e\xCC\x81lan"), ElementsAre("elan"));
  EXPECT_THAT(pieces_of("북한"), ElementsAre("북한"));
  EXPECT_THAT(pieces_of("…"), ElementsAre("…"));
  EXPECT_THAT(pieces_of("..."), ElementsAre(".", ".", "."));
  EXPECT_THAT(pieces_of("-- ’"), IsEmpty());
  EXPECT_THAT(pieces_of("\xCC\x81"), IsEmpty());
}

TEST(Pieces, Offsets) {
  std::vector<Piece> pieces;
  split_pieces("Å U.S.-led", pieces);
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[1].begin, 3u);
  EXPECT_EQ(pieces[1].end, 7u);
  EXPECT_EQ(pieces[2].begin, 8u);
}

}  // namespace
}  // namespace entente
