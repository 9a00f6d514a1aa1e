#include <gmock/gmock.h>

#include "intake/documents/intake.h"
#include "intake/documents/invariants.h"
#include "intake/documents/zip_writer.h"

namespace entente::intake {
namespace {

using ::testing::HasSubstr;

std::string docx(const std::string& body, const std::string& footnotes = {}) {
  const std::string head =
      "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>";
  std::vector<std::pair<std::string, std::string>> files{
      {"[Content_Types].xml", "<Types/>"},
      {"word/document.xml", head + body + "</w:body></w:document>"}};
  if (!footnotes.empty())
    files.push_back(
        {"word/footnotes.xml", "<w:footnotes xmlns:w=\"w\">" + footnotes + "</w:footnotes>"});
  return make_zip(files);
}

std::string p(const std::string& text, const std::string& properties = {}) {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") +
         "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

std::string shown(const std::string& bytes) {
  const auto document = document_from_bytes(bytes, "a.docx");
  EXPECT_TRUE(document) << to_string(document.error());
  if (!document) return {};
  EXPECT_EQ(broken_rule(*document), "");
  constexpr std::string_view kNames[] = {"title", "heading", "paragraph", "bullet",
                                         "row",   "caption", "meta"};
  std::string out;
  for (const Block& b : document->blocks)
    out += std::string(kNames[static_cast<size_t>(b.kind)]) + ": " +
           std::string(document->slice(b)) + "\n";
  return out;
}

TEST(Docx, ParagraphsHeadingsListsAndTables) {
  const std::string cell =
      "<w:tc>" + p("Ship") + "</w:tc><w:tc>" + p("Sea Crane") + p("(IMO 9)") + "</w:tc>";
  EXPECT_EQ(shown(docx(p("Shells by rail", "<w:pStyle w:val=\"Title\"/>") +
                       p("What is known", "<w:pStyle w:val=\"Heading2\"/>") +
                       p("North Korea sent shells to Russia &amp; denied it.") +
                       p("the first point", "<w:numPr/>") + "<w:tbl><w:tr>" + cell +
                       "</w:tr></w:tbl>" + p("The end of it came on Monday."))),
            "title: Shells by rail\nheading: What is known\n"
            "paragraph: North Korea sent shells to Russia & denied it.\n"
            "bullet: the first point\nrow: Ship | Sea Crane (IMO 9)\n"
            "paragraph: The end of it came on Monday.\n");
}

TEST(Docx, ReadsAsWithAllChangesAccepted) {
  EXPECT_EQ(
      shown(docx("<w:p><w:r><w:t>Iran sold </w:t></w:r><w:del><w:r><w:delText>no </w:delText></w:r>"
                 "<w:r><w:t>never</w:t></w:r></w:del><w:ins><w:r><w:t>much </w:t></w:r></w:ins>"
                 "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:hyperlink><w:r>"
                 "<w:t>crude oil</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText>"
                 "<w:t> to Syria</w:t><w:tab/><w:t>in May.</w:t></w:r></w:p>")),
      "paragraph: Iran sold much crude oil to Syria in May.\n");
}

TEST(Docx, NotesComeBehindTheText) {
  EXPECT_EQ(
      shown(docx(p("The Panel saw it."),
                 "<w:footnote w:type=\"separator\">" + p("-----") + "</w:footnote><w:footnote>" +
                     p("Letter of the ministry of May 2024.") + "</w:footnote>")),
      "paragraph: The Panel saw it.\nparagraph: Letter of the ministry of May 2024.\n");
}

TEST(Docx, BadOnesAreErrors) {
  struct Bad {
    std::string bytes;
    Code code;
  };
  std::string deep;
  for (int i = 0; i < 400; ++i) deep += "<w:tbl>";
  const Bad all[] = {
      {docx("<w:p>"), Code::malformed},
      {docx(deep), Code::too_deep},
      {docx(""), Code::empty_input},
      {make_zip({{"word/document.xml",
                  "<!DOCTYPE d [<!ENTITY a \"b\">]><w:document xmlns:w=\"w\">&a;</w:document>"}}),
       Code::forbidden_entity},
      {make_zip({{"word/document.xml", std::string(size_t{4} << 20, ' ')}}), Code::too_large},
      {make_zip({{"other.xml", "word/document.xml"}}), Code::malformed},
  };
  for (const auto& bad : all) {
    const auto document = document_from_bytes(bad.bytes, "a.docx");
    ASSERT_FALSE(document);
    EXPECT_EQ(code_info(document.error().code).name, code_info(bad.code).name)
        << to_string(document.error());
    EXPECT_THAT(document.error().where, HasSubstr("a.docx"));
  }
}

}  // namespace
}  // namespace entente::intake
