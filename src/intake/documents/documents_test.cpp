// Cases an investigator can read: tests/cases/intake/*.case and the pages of tests/fixtures/html.
// ENTENTE_UPDATE_CASES=1 writes what comes out into them, to be reviewed as a diff.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "base/utf8.h"
#include "intake/documents/intake.h"
#include "intake/documents/invariants.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = ENTENTE_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string_view kind_name(Block::Kind kind) {
  constexpr std::string_view kNames[] = {"title",     "heading", "paragraph", "bullet",
                                         "table_row", "caption", "meta"};
  return kNames[static_cast<size_t>(kind)];
}

std::string field(std::string_view name, const std::string& value) {
  return std::string(name) + ":" + (value.empty() ? "" : " ") + value + "\n";
}

std::string print(const Document& d) {
  std::string out = field("title", d.title) + field("publisher", d.publisher) +
                    field("published", d.published) + field("url", d.url) +
                    field("language", d.language) + "\n";
  for (const Block& block : d.blocks) {
    out += "[" + std::string(kind_name(block.kind));
    if (block.level) out += " " + std::to_string(block.level);
    out += "] ";
    for (char c : d.slice(block)) out += c == '\n' ? "⏎" : std::string(1, c);
    out += "\n";
  }
  return out;
}

std::vector<fs::path> files(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == extension) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

bool update() { return std::getenv("ENTENTE_UPDATE_CASES") != nullptr; }

void expect_document(const Result<Document>& document, const std::string& expected,
                     const fs::path& file) {
  ASSERT_TRUE(document) << to_string(document.error());
  EXPECT_EQ(intake::broken_rule(*document), "") << file;
  EXPECT_EQ(print(*document), expected) << file;
}

TEST(Documents, Cases) {
  const auto cases = files(kSource / "tests/cases/intake", ".case");
  ASSERT_GE(cases.size(), 10u);
  for (const fs::path& file : cases) {
    const std::string whole = read(file);
    const size_t input = whole.find("--- input "), expect = whole.find("--- expect\n");
    ASSERT_NE(input, std::string::npos) << file;
    ASSERT_NE(expect, std::string::npos) << file;
    const size_t line = whole.find('\n', input);
    const std::string name = whole.substr(input + 10, line - input - 10);
    const auto document = document_from_bytes(whole.substr(line + 1, expect - line - 1), name);
    if (update() && document)
      std::ofstream(file) << whole.substr(0, expect) << "--- expect\n" << print(*document);
    else expect_document(document, whole.substr(expect + 11), file);
  }
}

TEST(Documents, Pages) {
  const auto pages = files(kSource / "tests/fixtures/html", ".html");
  ASSERT_GE(pages.size(), 6u);
  for (fs::path page : pages) {
    const auto document = read_document(page.string());
    const fs::path expected = page.replace_extension(".expected");
    if (update() && document) std::ofstream(expected) << print(*document);
    else expect_document(document, read(expected), page);
  }
}

// Random damage: bytes changed, cut out or doubled. Whatever comes of it is an error or a sound
// document, never a crash.
TEST(Documents, SurviveDamage) {
  std::mt19937 random(20250714);
  auto sources = files(kSource / "tests/fixtures/html", ".html");
  for (const fs::path& file : files(kSource / "tests/cases/intake", ".case"))
    sources.push_back(file);
  for (const fs::path& source : sources) {
    const std::string sound = read(source);
    for (int round = 0; round < 100; ++round) {
      std::string bytes = sound;
      for (int hit = 0; hit < 1 + round % 8; ++hit) {
        const size_t at = random() % bytes.size();
        if (random() % 3 == 0) bytes[at] = static_cast<char>(random());
        else if (random() % 2) bytes.erase(at, random() % 40);
        else bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40));
        if (bytes.empty()) break;
      }
      const auto document = document_from_bytes(bytes, source.string());
      if (document) EXPECT_EQ(intake::broken_rule(*document), "") << source << " round " << round;
      else EXPECT_THAT(document.error().where, testing::StartsWith(source.string()));
    }
  }
}

TEST(Documents, PlainTextIsKeptAsItIs) {
  const std::string bytes = "\xEF\xBB\xBFKim met Putin.\r\n\r\n  They talked.\r\n";
  const auto document = document_from_bytes(bytes, "a.txt");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, "Kim met Putin.\n\n  They talked.\n");
}

TEST(Documents, OptionsWinOverSideFileOverDocument) {
  const fs::path folder = fs::path(testing::TempDir()) / "entente_side_file";
  fs::create_directories(folder);
  const std::string file = (folder / "foo.txt").string();
  std::ofstream(file) << "A title of its own\n\nPublished: 2020-01-01\n\nSome text stands here.\n";
  std::ofstream(folder / "foo.meta.json")
      << R"({"title": "From beside", "published": "2021-02-03 21:09:03Z", "publisher": "Beside", "id": 7})";
  IntakeOptions options;
  options.publisher = "From flags";
  auto document = read_document(file, options);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->title, "From beside");
  EXPECT_EQ(document->published, "2021-02-03");
  EXPECT_EQ(document->publisher, "From flags");
  options.side_file = false;
  document = read_document(file, options);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->title, "A title of its own");
  EXPECT_EQ(document->published, "2020-01-01");
}

TEST(Documents, FormatIsChosenByContentThenName) {
  const auto kind_of_first = [](const std::string& bytes, const std::string& name) {
    const auto document = document_from_bytes(bytes, name);
    return document ? document->text : to_string(document.error());
  };
  EXPECT_EQ(kind_of_first("<html><body><p>Iran sold oil.</p></body></html>", "a.txt"),
            "Iran sold oil.");
  EXPECT_EQ(kind_of_first("**Iran** sold oil.", "a.md"), "Iran sold oil.");
  EXPECT_EQ(kind_of_first("**Iran** sold oil.", "a.txt"), "**Iran** sold oil.");
}

TEST(Documents, ACharacterReferenceBeyondUnicodeLeavesWellFormedText) {
  const auto document = document_from_bytes(
      "<html><title>A&#1111111111111;b</title><p>Iran &#1111111111111; oil.</p></html>", "a.html");
  ASSERT_TRUE(document);
  EXPECT_FALSE(first_ill_formed(document->text)) << document->text;
  EXPECT_FALSE(first_ill_formed(document->title)) << document->title;
}

}  // namespace
}  // namespace entente
