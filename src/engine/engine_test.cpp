// The codes of errors, each provoked once; the words and suggestions that the command line shows.
#include "entente/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "base/file.h"
#include "engine/parts.h"
#include "intake/documents/intake.h"
#include "intake/lists/lists.h"
#include "ledger/sqlite.h"
#include "ledger/verify.h"
#include "ledger/view.h"
#include "ledger/writer.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

class EngineTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "/engine." + std::to_string(getpid());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string file(const std::string& name, const std::string& content) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  std::string database(const std::string& name, const std::string& sql) {
    const std::string path = folder_ + "/" + name;
    const auto db = Database::open(path, Database::Mode::write, 10).value();
    EXPECT_TRUE(db.run(sql));
    return path;
  }
  std::string folder_;
};

template <class T>
Error error_of(const Result<T>& result) {
  return result ? Error{} : result.error();
}

Error list_error(const std::string& path) { return error_of(read_list(path, [](Entity&&) {})); }
NameKeys no_names() {
  return {[](const Entity&) { return std::vector<std::string>(); },
          [](std::string_view) { return std::vector<std::string>(); }};
}

// One way to each code. A code that has none is not in use and should go.
TEST_F(EngineTest, EveryCodeIsProvoked) {
  const std::string text = file("a.txt", "Iran sold drones to Russia.");
  const std::string sdn = read_file(ENTENTE_SOURCE_DIR "/examples/lists/ofac-sdn/sdn.csv", 1 << 20).value();
  const std::string un = "<?xml version=\"1.0\"?><CONSOLIDATED_LIST dateGenerated=\"2024-01-01T00:00:00Z\">";
  const std::string ledger = folder_ + "/l.db";
  ASSERT_TRUE(Writer::open(ledger, no_names()));
  IntakeOptions small, undated;
  small.bytes_max = 5;
  undated.published = "soon";
  const std::atomic<bool> stop = true;
  const std::pair<Code, std::function<Error()>> table[] = {
      {Code::not_found, [&] { return error_of(read_document(folder_ + "/none.txt")); }},
      {Code::unreadable, [&] { return error_of(read_file(folder_, 10)); }},
      {Code::empty_input, [&] { return error_of(read_document(file("e.txt", " \n"))); }},
      {Code::too_large, [&] { return error_of(read_document(text, small)); }},
      {Code::not_text, [&] { return error_of(read_document(file("j.txt", std::string("\0\1\2\3", 4)))); }},
      {Code::bad_encoding,
       [&] {
         return error_of(read_document(
             file("b.html", "<html><meta charset=\"utf-8\"><p>North Korea \xFF\xFE shipped</p></html>")));
       }},
      {Code::too_deep,
       [&] {
         std::string tags;
         for (int i = 0; i < 1000; ++i) tags += "<div>";
         return error_of(read_document(file("d.html", "<html><body>" + tags + "x")));
       }},
      {Code::malformed, [&] { return error_of(View::open(database("o.db", "CREATE TABLE t (x)"))); }},
      {Code::truncated, [&] { return list_error(file("cut.xml", un + "<INDIVIDUALS><INDIV")); }},
      {Code::unknown_format, [&] { return list_error(text); }},
      {Code::unknown_column,
       [&] { return list_error(file("sdn.csv", "ent_num,SDN_Name,SDN_Type,Extra\n1,\"A\",-0-,x\n")); }},
      {Code::forbidden_entity,
       [&] {
         return list_error(file("l.xml", "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"b\">]>"
                                         "<CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>"));
       }},
      {Code::bad_argument, [&] { return error_of(read_document(text, undated)); }},
      {Code::missing_resource, [&] { return error_of(Reader::open(folder_)); }},
      {Code::ledger_corrupt, [&] { return error_of(View::open(file("n.db", std::string(4096, 'x')))); }},
      {Code::ledger_version,
       [&] {
         database("l.db", "PRAGMA user_version = 7");
         const Error out = error_of(View::open(ledger));
         database("l.db", "PRAGMA user_version = 1");
         return out;
       }},
      {Code::ledger_busy,
       [&] {
         const auto db = Database::open(ledger, Database::Mode::write, 10).value();
         const auto held = Transaction::begin(db).value();
         const DocumentEntry entry{{}, "x", {}};
         return error_of(Writer::open(ledger, no_names(), {.busy_ms = 1})->add_documents({&entry, 1}, "2024"));
       }},
      {Code::io_failure, [&] { return error_of(Writer::open(folder_ + "/no/folder/l.db", no_names())); }},
      {Code::interrupted,
       [&] {
         Error out;
         Settings settings;
         settings.home = ENTENTE_SOURCE_DIR;
         settings.stop = &stop;
         settings.problem = [&](const Problem& p) { out = {find_code(p.code)->code, p.what, {}, {}, {}}; };
         EXPECT_EQ(Engine(settings).read({.paths = {text}}, [](auto&) { return true; }),
                   Exit::interrupted);
         return out;
       }},
  };
  EXPECT_EQ(std::size(table), codes().size());
  for (size_t i = 0; i < std::size(table); ++i) {
    const Error error = table[i].second();
    EXPECT_EQ(static_cast<size_t>(table[i].first), i) << "the table follows enum Code";
    EXPECT_EQ(code_info(error.code).name, codes()[i].name) << to_string(error);
    EXPECT_FALSE(error.what.empty()) << codes()[i].name;
    EXPECT_THAT(to_text(problem_of(error)), StartsWith(codes()[i].name));
    EXPECT_EQ(explain(codes()[i].name)->meaning, codes()[i].meaning);
  }
}

TEST(ExplainTest, TakesACodeInAnyDress) {
  EXPECT_EQ(explain("too-large")->name, "E-TOO-LARGE");
  EXPECT_EQ(explain("e-too-large")->name, "E-TOO-LARGE");
  EXPECT_FALSE(explain("E-NO-SUCH"));
}

TEST(SuggestTest, NearestOrNothing) {
  const std::vector<std::string> words{"read", "parse", "brief", "Côte d'Ivoire"};
  EXPECT_EQ(suggest("raed", words), "read");
  EXPECT_EQ(suggest("PARSE", words), "parse");
  EXPECT_EQ(suggest("Cote d'Ivoire", words), "Côte d'Ivoire");
  EXPECT_EQ(suggest("xylophone", words), "");
  EXPECT_EQ(suggest("", words), "");
  EXPECT_EQ(suggest("\xFF", words), "");
}

TEST(WordsTest, EveryVocabularyOfAFilterHasWords) {
  for (const char* vocabulary : {"kinds", "domains", "modalities", "polarities", "formats", "lists"})
    EXPECT_FALSE(words_of(vocabulary).empty()) << vocabulary;
  EXPECT_EQ(words_of("kinds").size(), 26u);
  EXPECT_EQ(words_of("modalities").size(), 10u);
}

TEST(VersionTest, IsThatOfTheBuild) {
  const auto build = read_file(ENTENTE_SOURCE_DIR "/CMakeLists.txt", 1 << 20).value();
  EXPECT_THAT(build, HasSubstr("project(entente VERSION " + std::string(version()) + " "));
}

}  // namespace
}  // namespace entente
