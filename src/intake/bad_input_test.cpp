// Every kind of bad input in one table: the code, the place, and that it is quick.
#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>

#include "intake/documents/intake.h"
#include "intake/documents/invariants.h"
#include "intake/lists/lists.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

std::string repeat(std::string_view piece, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += piece;
  return out;
}

std::string numbered(std::string_view before, std::string_view after, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i)
    out += std::string(before) + std::to_string(i) + std::string(after);
  return out;
}

struct Bad {
  std::string what;
  std::string file;
  std::function<std::string()> bytes;
  Code code;
  std::string where;  // contained in Error::where
};

const Bad kDocuments[] = {
    {"empty file", "a.txt", [] { return ""; }, Code::empty_input, "a.txt"},
    {"blank lines only", "a.txt", [] { return " \n\t\r\n "; }, Code::empty_input, "a.txt"},
    {"a mark and nothing else", "a.txt", [] { return "\xEF\xBB\xBF \n"; }, Code::empty_input,
     "a.txt"},
    {"a page without text", "a.html",
     [] { return "<html><body><script>x()</script></body></html>"; }, Code::empty_input, "a.html"},
    {"65 MiB", "a.txt", [] { return std::string(size_t{65} << 20, 'a'); }, Code::too_large,
     "a.txt"},
    {"a page of 17 MiB", "a.html", [] { return "<html>" + std::string(size_t{17} << 20, 'a'); },
     Code::too_large, "a.html"},
    {"zero bytes", "a.txt", [] { return std::string("Iran\0sold\0oil and\0more", 22); },
     Code::not_text, "a.txt:byte 4"},
    {"control bytes", "a.txt", [] { return repeat("ab\x01\x02", 100); }, Code::not_text, "a.txt"},
    {"a picture", "a.txt", [] { return "\x89PNG\r\n\x1A\n...."; }, Code::unknown_format, "a.txt"},
    {"a PDF cut short", "report.pdf", [] { return "%PDF-1.7\n..."; }, Code::malformed,
     "report.pdf"},
    {"damaged UTF-8", "a.txt", [] { return "Kim’s “army” moved\xE2\x80 on."; }, Code::bad_encoding,
     "a.txt:byte 24"},
    {"neither UTF-8 nor windows-1252", "a.txt", [] { return "The list \xC3\x28 ends \xFE here."; },
     Code::bad_encoding, "a.txt:byte 9"},
    {"text in an unnamed code page", "a.txt",
     [] { return repeat("\xD1\xE5\xE2\xE5\xF0\xED\xE0\xFF ", 20); }, Code::bad_encoding,
     "a.txt:byte 0"},
    {"half a UTF-16 pair", "a.txt",
     [] { return std::string("\xFF\xFE\x41\x00\x00\xD8\x41\x00", 8); }, Code::bad_encoding,
     "a.txt:byte 4"},
    {"100,000 nested tags", "a.html", [] { return "<html><body>" + repeat("<div>", 100000) + "x"; },
     Code::too_deep, "a.html:byte"},
    {"nested formatting", "a.html", [] { return "<html>" + numbered("<b id=", ">x", 100000); },
     Code::too_deep, "a.html:byte"},
    {"formatting left open in boxes", "a.html",
     [] { return "<html>" + numbered("<div><i id=", "></div>", 100000); }, Code::too_deep,
     "a.html:byte"},
    {"tags under a stray comment", "a.html", [] { return "<html><!-->" + repeat("<div>", 100000); },
     Code::too_deep, "a.html:byte"},
    {"tags in a drawing's title", "a.html",
     [] { return "<html><svg><title>" + repeat("<div>", 100000); }, Code::too_deep, "a.html:byte"},
    {"100,000 attributes", "a.html", [] { return "<html><p " + numbered("a", " ", 100000) + ">x"; },
     Code::too_large, "a.html:byte"},
    {"100,000 body tags", "a.html",
     [] { return "<html>" + numbered("<body a", "=1>", 100000) + "x"; }, Code::too_large,
     "a.html:byte"},
    {"formatting copied into every paragraph", "a.html",
     [] { return "<html>" + numbered("<b id=", ">", 300) + repeat("<p>x", 100000); },
     Code::too_large, "a.html:byte"},
    {"nested quotes in Markdown", "a.md", [] { return repeat("> ", 5000) + "x"; }, Code::too_deep,
     "a.md"},
    {"other XML", "a.xml", [] { return "<?xml version='1.0'?><feed><x>1</x></feed>"; },
     Code::unknown_format, "a.xml"},
    {"XML with entities", "a.xml",
     [] { return "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'aaaa'>]><l>&a;</l>"; },
     Code::forbidden_entity, "a.xml"},
};

TEST(BadInput, Documents) {
  for (const Bad& bad : kDocuments) {
    SCOPED_TRACE(bad.what);
    const auto start = std::chrono::steady_clock::now();
    const auto document = document_from_bytes(bad.bytes(), bad.file);
    ASSERT_FALSE(document);
    EXPECT_EQ(code_info(document.error().code).name, code_info(bad.code).name)
        << to_string(document.error());
    EXPECT_THAT(document.error().where, testing::HasSubstr(bad.where));
    EXPECT_NE(document.error().what, "");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  }
}

TEST(BadInput, Files) {
  const auto code = [](const std::string& path) { return read_document(path).error().code; };
  EXPECT_EQ(code("no/such/file.txt"), Code::not_found);
  EXPECT_EQ(code(testing::TempDir()), Code::unreadable);
  const std::string file = testing::TempDir() + "/entente_side.txt";
  std::ofstream(file) << "Some text.";
  std::ofstream(testing::TempDir() + "/entente_side.meta.json") << "{\"published\": \"soon\"}";
  EXPECT_EQ(code(file), Code::malformed);
  IntakeOptions options;
  options.published = "14 July";
  EXPECT_EQ(document_from_bytes("Some text.", "a.txt", options).error().code, Code::bad_argument);
}

// What is odd but sound is read, however it looks.
TEST(BadInput, OddButSound) {
  const std::pair<std::string, std::string> sound[] = {
      {"unclosed paragraphs", "<html><body>" + repeat("<p>Iran sold oil.", 5000)},
      {"unclosed items", "<html><ul>" + repeat("<li>Iran sold oil.", 5000)},
      {"unclosed cells", "<html><table>" + repeat("<tr><td>Iran sold<td>oil.", 5000)},
      {"unclosed fonts", "<html>" + repeat("<p><font size=2>Iran sold oil.</p>", 5000)},
      {"a page cut in a tag", "<html><body><p>Iran sold oil.</p><p cla"},
      {"a nest within the limit", "<html>" + repeat("<div>", 300) + "Iran sold oil."},
  };
  for (const auto& [what, bytes] : sound) {
    const auto document = document_from_bytes(bytes, "a.html");
    ASSERT_TRUE(document) << what << ": " << to_string(document.error());
    EXPECT_EQ(intake::broken_rule(*document), "") << what;
  }
}

class BadLists : public testing::Test {
 protected:
  BadLists()
      : folder_(fs::path(testing::TempDir()) /
                ("entente_bad_lists_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  std::string write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }
  Error error_of(const std::string& path) {
    size_t delivered = 0;
    const auto report = read_list(path, [&](Entity&&) { ++delivered; });
    EXPECT_EQ(delivered, 0u) << "nothing half-read";
    return report ? Error{} : report.error();
  }
  void expect(const std::string& path, Code code, const std::string& where) {
    const Error error = error_of(path);
    EXPECT_EQ(code_info(error.code).name, code_info(code).name) << to_string(error);
    EXPECT_THAT(error.where, testing::HasSubstr(where)) << to_string(error);
  }
  fs::path folder_;
};

constexpr std::string_view kUnOpen =
    "<?xml version=\"1.0\"?>\n<CONSOLIDATED_LIST "
    "dateGenerated=\"2026-02-27T00:00:09Z\"><INDIVIDUALS>\n"
    "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>RI</FIRST_NAME></INDIVIDUAL>\n";
constexpr std::string_view kSdnRow =
    "9,\"RI, Yong Ju\",\"individual\",\"DPRK\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";

TEST_F(BadLists, UnXml) {
  const std::string open(kUnOpen);
  expect(write("cut.xml", open + "<INDIVIDUAL><DATAID>2</DA"), Code::truncated, "cut.xml:4");
  expect(write("cut2.xml", open), Code::truncated, "cut2.xml:4");
  expect(write("odd.xml", open + "<INDIVIDUAL><WEIGHT>2</WEIGHT></INDIVIDUAL>"),
         Code::unknown_column, "odd.xml:4:13");
  expect(write("bad.xml", open + "</ENTITIES>"), Code::malformed, "bad.xml:4");
  expect(write("nameless.xml", open + "<INDIVIDUAL><DATAID>3</DATAID></INDIVIDUAL>"),
         Code::malformed, "nameless.xml:4");
  std::string laughs =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE CONSOLIDATED_LIST [\n<!ENTITY a0 \"ha\">\n";
  for (int i = 1; i < 30; ++i)
    laughs += "<!ENTITY a" + std::to_string(i) + " \"" +
              repeat("&a" + std::to_string(i - 1) + ";", 10) + "\">\n";
  expect(write("laughs.xml", laughs + "]>\n<CONSOLIDATED_LIST>&a29;</CONSOLIDATED_LIST>"),
         Code::forbidden_entity, "laughs.xml:3");
}

TEST_F(BadLists, OfacTables) {
  const std::string row(kSdnRow);
  const std::string sdn = write("sdn.csv", row);
  expect(sdn, Code::not_found, "");
  write("alt.csv", "9,1,\"aka\",\"LEE, Yong Ju\",-0- \n");
  write("add.csv", "9,1,-0- ,\"Pyongyang\",\"Korea, North\",-0- \n");
  EXPECT_EQ(read_list(folder_.string(), [](Entity&&) {})->entities, 1u);

  expect(write("sdn.csv", row + "10,\"PAK, \n"), Code::truncated, "sdn.csv:2");
  expect(write("sdn.csv", row + "10,\"PAK\",\"indi"), Code::truncated, "sdn.csv:2");
  expect(write("sdn.csv", row + "10,\"PAK\",-0- ,"), Code::truncated, "sdn.csv:2");
  expect(write("sdn.csv", "9,\"RI\",-0- \n" + row), Code::unknown_column, "sdn.csv:1");
  expect(write("sdn.csv", "ent_num,SDN_Name,Height\n" + row), Code::unknown_column, "sdn.csv:1");
  expect(write("sdn.csv", row + row), Code::malformed, "sdn.csv:2");
  expect(write("sdn.csv", row + "x,\"RI\"" + repeat(",-0- ", 10) + "\n"), Code::malformed,
         "sdn.csv:2");
  write("sdn.csv", row);
  write("alt.csv", "9,1,\"aka\",\"LEE, Yong Ju\",-0- \n99,2,\"aka\",\"PAK\",-0- \n");
  expect(folder_.string(), Code::truncated, "alt.csv:2");
}

TEST_F(BadLists, CutListOnRequest) {
  const std::string path = write("cut.xml", std::string(kUnOpen) + "<INDIVIDUAL><DATAID>2</DA");
  std::vector<Entity> entities;
  ListOptions options;
  options.keep_partial = true;
  const auto report = read_list(
      path, [&](Entity&& e) { entities.push_back(std::move(e)); }, options);
  ASSERT_TRUE(report) << to_string(report.error());
  ASSERT_TRUE(report->cut);
  EXPECT_EQ(report->cut->code, Code::truncated);
  ASSERT_EQ(entities.size(), 1u);
  EXPECT_EQ(entities[0].caption, "RI");
}

// "Unknown or renamed": the message has the name and the one that may be meant.
TEST_F(BadLists, ColumnsThatWereRenamed) {
  const auto next_of = [&](const std::string& name, const std::string& bytes) {
    const Error error = error_of(write(name, bytes));
    EXPECT_EQ(error.code, Code::unknown_column) << to_string(error);
    return error.piece + "|" + error.next;
  };
  EXPECT_EQ(
      next_of("t.csv", "id,schema,name,aliases,birth_date,identifiers,contries\n1,Person,A\n"),
      "contries|did you mean countries?");
  EXPECT_EQ(next_of("d.txt", "Name\tEffective_Date\tStandard_Order\tFR_Citation\n"), "Country|");
  EXPECT_EQ(
      next_of("s.xml", "<sdnList><sdnEntry><uid>1</uid><lastNme>A</lastNme></sdnEntry></sdnList>"),
      "lastNme|did you mean lastName?");
  EXPECT_EQ(next_of("f.xml", "<export><sanctionEntity><nameAliass/></sanctionEntity></export>"),
            "nameAliass|did you mean nameAlias?");
}

TEST_F(BadLists, TablesAndObjects) {
  const std::string head = "id,schema,name,aliases,birth_date,identifiers\n";
  expect(write("utf16.csv", std::string("\xFF\xFEi\0d\0", 6)), Code::bad_encoding, "utf16");
  expect(write("latin.csv", head + "1,Person,A,,,\n2,Person,M\xFCller,,,\n"), Code::bad_encoding,
         "latin.csv:3");
  expect(write("cut.csv", head + "1,Person,A,,,\n2,Person,\"B"), Code::truncated, "cut.csv:3");
  expect(write("wide.csv", head + "1,Person,A,,,,x\n"), Code::malformed, "wide.csv:2");
  expect(write("nameless.csv", head + "1,Person,,,,\n"), Code::malformed, "nameless.csv:2");
  const std::string entity = "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}\n";
  expect(write("cut.json", entity + "{\"id\":\"b\",\"schema\":"), Code::truncated, "cut.json:2");
  expect(write("array.json", "[" + entity), Code::truncated, "array.json:2");
  expect(write("junk.json", entity + "junk"), Code::malformed, "junk.json:2");
  expect(write("idless.json", entity + "{\"schema\":\"Person\",\"properties\":{}}"),
         Code::malformed, "idless.json:2");
  expect(write("nested.json", entity + "{\"id\":\"b\",\"schema\":\"Person\",\"properties\":" +
                                  repeat("[", 3000) + repeat("]", 3000) + "}"),
         Code::malformed, "nested.json:2");
  expect(write("tag.xml", "<sdnList><sdnEntry a=\"" + repeat("x", 9 << 20) + "\"/></sdnList>"),
         Code::too_large, "tag.xml:1");
  expect(write("text.xml", "<sdnList><sdnEntry><lastName>" + repeat("x", 2 << 20) +
                               "</lastName></sdnEntry></sdnList>"),
         Code::too_large, "text.xml:1");
  expect(write("short.xml",
               "<sdnList><publshInformation><Publish_Date>07/14/2025</Publish_Date>"
               "<Record_Count>2</Record_Count></publshInformation></sdnList>"),
         Code::truncated, "short.xml");
}

// Nothing lost and nothing quadratic: 10,000 aliases, a name of a million letters, control
// characters.
TEST_F(BadLists, MuchInOneRow) {
  std::string aliases;
  for (int i = 0; i < 10000; ++i) aliases += "alias " + std::to_string(i) + ";";
  const std::string name = repeat("n", 1000000);
  const std::string path =
      write("much.csv", "id,schema,name,aliases,birth_date,identifiers\n1,Person," + name + "," +
                            aliases + ",,\n2,Person,a\x01\x07z,,,\n");
  std::vector<Entity> entities;
  const auto report = read_list(path, [&](Entity&& e) { entities.push_back(std::move(e)); });
  ASSERT_TRUE(report) << to_string(report.error());
  ASSERT_EQ(entities.size(), 2u);
  EXPECT_EQ(entities[0].statements.size(), 10001u);
  EXPECT_EQ(entities[0].caption.size(), name.size());
  EXPECT_EQ(entities[1].caption, "a\x01\x07z");
}

TEST_F(BadLists, NoList) {
  expect(write("a.txt", "Iran sold oil."), Code::unknown_format, "a.txt");
  expect((folder_ / "none.csv").string(), Code::not_found, "none.csv");
  expect(folder_.string(), Code::unknown_format, "");
  expect(write("l.xml", "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\">]><l>&a;</l>"),
         Code::forbidden_entity, "l.xml");
}

}  // namespace
}  // namespace entente
