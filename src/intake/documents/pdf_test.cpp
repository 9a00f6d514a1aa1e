// PDF files are made here, so that what stands where is known. Skipped where Poppler is not there.
#include <gmock/gmock.h>

#include "base/child.h"
#include "intake/documents/intake.h"
#include "intake/documents/invariants.h"
#include "intake/documents/pdf_layout.h"
#include "intake/documents/pdf_writer.h"

namespace entente {
namespace {

using intake::PdfWriter;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Pdf : public ::testing::Test {
 protected:
  void SetUp() override {
    if (find_program("pdftotext").empty()) GTEST_SKIP() << "pdftotext (poppler-utils) is not there";
  }
  static Document read(const PdfWriter& pdf) {
    auto document = document_from_bytes(pdf.bytes(), "report.pdf");
    EXPECT_TRUE(document) << to_string(document.error());
    if (!document) return {};
    EXPECT_EQ(intake::broken_rule(*document), "");
    for (const auto& word : document->words)
      EXPECT_FALSE(document->text.substr(word.begin, word.end - word.begin).empty());
    return std::move(*document);
  }
  static std::vector<std::string> blocks(const Document& d, Block::Kind kind) {
    std::vector<std::string> out;
    for (const auto& b : d.blocks)
      if (b.kind == kind) out.emplace_back(d.slice(b));
    return out;
  }
  static std::vector<std::string> paragraphs(const Document& d) {
    return blocks(d, Block::Kind::paragraph);
  }
};

TEST_F(Pdf, LinesBecomeParagraphsAndWordsKeepTheirPlaces) {
  PdfWriter pdf;
  pdf.page()
      .text(72, 80, 22, "Shells by rail")
      .lines(72, 120, 11,
             {"North Korea sent Russia eight hundred containers of artillery muni-",
              "tions in March, officials said. They went through Tumangang."})
      .lines(72, 170, 11, {"A second paragraph stands apart from the first one."});
  const Document d = read(pdf);
  EXPECT_EQ(d.title, "Shells by rail");
  EXPECT_THAT(paragraphs(d),
              ElementsAre("North Korea sent Russia eight hundred containers of artillery munitions "
                          "in March, officials said. They went through Tumangang.",
                          "A second paragraph stands apart from the first one."));
  const size_t at = d.text.find("munitions in March");
  const auto boxes = boxes_of(d.words, at, at + 18);
  ASSERT_EQ(boxes.size(), 2u);  // a piece of the word ends the first line, the rest is on the next
  EXPECT_EQ(boxes[0].page, 1u);
  EXPECT_GT(boxes[0].left, 300);
  EXPECT_NEAR(boxes[1].left, 72, 1);
  EXPECT_GT(boxes[1].top, boxes[0].top);
}

TEST_F(Pdf, HyphensStayWhereTheDocumentWritesThem) {
  PdfWriter pdf;
  pdf.page().lines(72, 100, 11,
                   {"The long-range missiles were tested in May. Analysts said that such long-",
                    "range missiles, like the KN-", "23, could reach the capital."});
  EXPECT_THAT(paragraphs(read(pdf)),
              ElementsAre("The long-range missiles were tested in May. Analysts said that such "
                          "long-range missiles, like the KN-23, could reach the capital."));
}

TEST_F(Pdf, ColumnsAreReadOneAfterTheOther) {
  PdfWriter pdf;
  pdf.page();
  for (int i = 0; i < 8; ++i) {
    const std::string n = std::to_string(i);
    pdf.text(60, 100 + 14 * i, 11, "the left column holds line number " + n);
    pdf.text(320, 100 + 14 * i, 11, "while the right one has its line " + n);
  }
  const std::string text = read(pdf).text;
  EXPECT_LT(text.find("line number 7"), text.find("has its line 0")) << text;
}

TEST_F(Pdf, HeadsFeetAndPageNumbersAreLeftOut) {
  PdfWriter pdf;
  for (int p = 1; p <= 4; ++p)
    pdf.page()
        .text(72, 40, 9, "S/2024/" + std::to_string(200 + p) + " Panel of Experts")
        .lines(72, 120, 11, {"Page text number " + std::to_string(p) + " tells of a ship."})
        .text(290, 815, 9, std::to_string(p) + "/40");
  const Document d = read(pdf);
  EXPECT_THAT(d.text, Not(HasSubstr("Panel")));
  EXPECT_THAT(d.text, Not(HasSubstr("/40")));
  EXPECT_EQ(paragraphs(d).size(), 4u);
  EXPECT_EQ(d.words.back().box.page, 4u);
}

TEST_F(Pdf, SentencesGoOnOverPagesAndNotesComeBehind) {
  PdfWriter pdf;
  pdf.page()
      .lines(72, 640, 11,
             {"The Panel found that the tanker had transferred oil to a vessel of the",
              "Democratic People's Republic of Korea and then"})
      .lines(72, 720, 8, {"12 See the report of March 2024, paragraph 33."});
  pdf.page().lines(72, 120, 11, {"sailed to Vladivostok, where it was repaired."});
  EXPECT_THAT(paragraphs(read(pdf)),
              ElementsAre("The Panel found that the tanker had transferred oil to a vessel of the "
                          "Democratic People's Republic of Korea and then sailed to Vladivostok, "
                          "where it was repaired.",
                          "12 See the report of March 2024, paragraph 33."));
}

TEST_F(Pdf, CellsSideBySideAreRows) {
  PdfWriter pdf;
  pdf.page().lines(72, 100, 11, {"Port calls of the two vessels in the month of May follow here."});
  const char* const rows[][3] = {{"Ship", "Flag", "Calls"},
                                 {"Sea Crane", "Cameroon", "3"},
                                 {"Ocean Martlet", "Togo", "12"},
                                 {"Lady R", "Russia", "5"}};
  for (int r = 0; r < 4; ++r)
    for (int c = 0; c < 3; ++c) pdf.text(72 + 150 * c, 150 + 18 * r, 11, rows[r][c]);
  EXPECT_THAT(blocks(read(pdf), Block::Kind::table_row),
              ElementsAre("Ship | Flag | Calls", "Sea Crane | Cameroon | 3",
                          "Ocean Martlet | Togo | 12", "Lady R | Russia | 5"));
}

TEST_F(Pdf, DamageIsAnErrorWithItsFile) {
  const std::string whole = PdfWriter().page().text(72, 100, 11, "Some text.").bytes();
  for (size_t cut = 9; cut < whole.size(); cut += 37) {
    const auto document = document_from_bytes(whole.substr(0, cut), "cut.pdf");
    if (document) {
      EXPECT_EQ(intake::broken_rule(*document), "") << cut;
    } else {
      EXPECT_THAT(document.error().where, HasSubstr("cut.pdf")) << cut;
    }
  }
}

TEST_F(Pdf, PicturesOfPagesHoldNoText) {
  const auto document = document_from_bytes(PdfWriter().page().bytes(), "scan.pdf");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, Code::empty_input);
}

TEST(PdfWithoutPoppler, NamesThePackage) {
  IntakeOptions options;
  options.pdf_program = "no-such-pdftotext";
  const auto document = document_from_bytes("%PDF-1.4\n", "a.pdf", options);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, Code::missing_resource);
  EXPECT_THAT(document.error().next, HasSubstr("poppler-utils"));
  EXPECT_EQ(document.error().where, "a.pdf");
}

TEST(PdfPages, BytesThatAreNoXmlAreBlanks) {
  const auto pages = intake::parse_bbox_layout(
      "<doc><page width=\"10\" height=\"10\"><block><line><word xMin=\"1\" yMin=\"1\" xMax=\"2\" "
      "yMax=\"2\">a\x01\xFF"
      "b\xEF\xBF\xBF</word><word>\x02</word></line></block></page></doc>",
      "a.pdf");
  ASSERT_TRUE(pages) << to_string(pages.error());
  EXPECT_EQ((*pages)[0].blocks[0].lines[0].text(), "a b");
}

}  // namespace
}  // namespace entente
