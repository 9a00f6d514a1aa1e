// The codes of errors, each provoked once; the words and suggestions that the command line shows.
#include "entente/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/file.h"
#include "engine/parts.h"
#include "intake/documents/intake.h"
#include "intake/lists/lists.h"
#include "ledger/sqlite.h"
#include "ledger/view.h"
#include "ledger/writer.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class EngineTest : public testing::Test {
 public:
  const std::string& folder() const { return folder_; }
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

 private:
  std::string folder_;
};

template <class T>
Error error_of(const Result<T>& result) {
  return result ? Error{} : result.error();
}

Error list_error(const std::string& path) {
  return error_of(read_list(path, [](Entity&&) {}));
}
NameKeys no_names() {
  return {[](const Entity&) { return std::vector<std::string>(); },
          [](std::string_view) { return std::vector<std::string>(); },
          {}};
}

using Provoked = std::pair<Code, Error>;

// Through intake: documents and lists.
std::vector<Provoked> input_errors(EngineTest& t) {
  const std::string text = t.file("a.txt", "Iran sold drones to Russia.");
  const std::string un =
      "<CONSOLIDATED_LIST dateGenerated=\"2024-01-01T00:00:00Z\"><INDIVIDUALS><INDIV";
  const std::string entity = "<!DOCTYPE l [<!ENTITY a \"b\">]><CONSOLIDATED_LIST>&a;";
  std::string tags = "<html><body>";
  for (int i = 0; i < 1000; ++i) tags += "<div>";
  IntakeOptions small, undated;
  small.bytes_max = 5;
  undated.published = "soon";
  const auto document = [&](const std::string& name, const std::string& bytes) {
    return error_of(read_document(t.file(name, bytes)));
  };
  return {
      {Code::not_found, error_of(read_document(t.folder() + "/none.txt"))},
      {Code::unreadable, error_of(read_file(t.folder(), 10))},
      {Code::empty_input, document("e.txt", " \n")},
      {Code::too_large, error_of(read_document(text, small))},
      {Code::not_text, document("j.txt", std::string("\0\1\2\3", 4))},
      {Code::bad_encoding,
       document("b.html", "<html><meta charset=\"utf-8\"><p>Iran \xFF\xFE sold</p>")},
      {Code::too_deep, document("d.html", tags + "x")},
      {Code::truncated, list_error(t.file("cut.xml", "<?xml version=\"1.0\"?>" + un))},
      {Code::unknown_format, list_error(text)},
      {Code::unknown_column,
       list_error(t.file("sdn.csv", "ent_num,SDN_Name,SDN_Type,Extra\n1,\"A\",-0-,x\n"))},
      {Code::forbidden_entity, list_error(t.file("l.xml", "<?xml version=\"1.0\"?>" + entity))},
      {Code::bad_argument, error_of(read_document(text, undated))},
      {Code::missing_resource, error_of(Reader::open(t.folder()))},
  };
}

Error busy_error(const std::string& ledger) {
  const auto db = Database::open(ledger, Database::Mode::write, 10).value();
  const auto held = Transaction::begin(db).value();
  const DocumentEntry entry{{}, "x", {}};
  return error_of(
      Writer::open(ledger, no_names(), {.busy_ms = 1})->add_documents({&entry, 1}, "2024"));
}

std::vector<Provoked> ledger_errors(EngineTest& t) {
  const std::string ledger = t.folder() + "/l.db";
  EXPECT_TRUE(Writer::open(ledger, no_names()));
  std::vector<Provoked> out{
      {Code::malformed, error_of(View::open(t.database("o.db", "CREATE TABLE t (x)")))},
      {Code::ledger_corrupt, error_of(View::open(t.file("n.db", std::string(4096, 'x'))))},
      {Code::ledger_busy, busy_error(ledger)},
      {Code::io_failure, error_of(Writer::open(t.folder() + "/no/folder/l.db", no_names()))},
  };
  t.database("l.db", "PRAGMA user_version = 7");
  out.push_back({Code::ledger_version, error_of(View::open(ledger))});
  return out;
}

Error interruption() {
  Error out;
  const std::atomic<bool> stop = true;
  Settings settings;
  settings.home = ENTENTE_SOURCE_DIR;
  settings.stop = &stop;
  settings.problem = [&](const Problem& p) { out = {find_code(p.code)->code, p.what, {}, {}, {}}; };
  EXPECT_EQ(Engine(settings).read({.paths = {"a.txt"}}, [](auto&) { return true; }),
            Exit::interrupted);
  return out;
}

// Nobody listens on port 1 of this machine.
Error no_service(EngineTest& t) {
  Error out;
  Settings settings;
  settings.home = ENTENTE_SOURCE_DIR;
  settings.problem = [&](const Problem& p) { out = {find_code(p.code)->code, p.what, {}, {}, {}}; };
  Inputs inputs{.paths = {t.file("report.txt", "A report.\n\nIran sent drones to Russia.\n")}};
  inputs.extractor = {"llm", "http://127.0.0.1:1/v1", "none", {}, 1};
  EXPECT_EQ(Engine(settings).read(inputs, [](auto&) { return true; }), Exit::some_failed);
  return out;
}

// One way to each code. A code that has none is not in use and should go.
TEST_F(EngineTest, EveryCodeIsProvoked) {
  std::vector<Provoked> all = input_errors(*this);
  for (auto& one : ledger_errors(*this)) all.push_back(std::move(one));
  all.push_back({Code::interrupted, interruption()});
  all.push_back({Code::service_failed, no_service(*this)});
  std::set<Code> met;
  for (const auto& [code, error] : all) {
    met.insert(code);
    const std::string_view code_name = code_info(code).name;
    EXPECT_EQ(code_info(error.code).name, code_name) << to_string(error);
    EXPECT_FALSE(error.what.empty()) << code_name;
    EXPECT_THAT(to_text(problem_of(error)), StartsWith(std::string(code_name)));
    EXPECT_FALSE(explain(code_name)->remedy.empty());
  }
  EXPECT_EQ(met.size(), codes().size());
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
  for (const char* vocabulary :
       {"kinds", "domains", "modalities", "polarities", "formats", "lists", "readers"})
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
