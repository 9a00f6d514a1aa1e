#include "intake/documents/archive.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "intake/documents/containers.h"
#include "intake/documents/intake.h"
#include "intake/documents/zip_writer.h"

namespace entente::intake {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<std::string> names(const Archive& archive) {
  std::vector<std::string> out;
  for (const auto& member : archive.members()) out.push_back(member.name);
  return out;
}

TEST(Archive, GivesItsFilesInOrderOfName) {
  const auto archive = Archive::open_bytes(
      make_zip({{"b.txt", "two"}, {"a/c.txt", "three"}, {"a.txt", "one"}}), "x.zip", {});
  ASSERT_TRUE(archive) << to_string(archive.error());
  EXPECT_THAT(names(*archive), ElementsAre("a.txt", "a/c.txt", "b.txt"));
  EXPECT_EQ(*archive->read("a/c.txt"), "three");
  EXPECT_EQ(archive->read("z.txt").error().code, Code::not_found);
}

TEST(Archive, NamesThatLeadElsewhereAreProblems) {
  const auto archive = Archive::open_bytes(make_zip({{"../a.txt", "1"},
                                                     {"/etc/b", "2"},
                                                     {"a/../../c", "3"},
                                                     {"d\\e.txt", "4"},
                                                     {"C:/f.txt", "5"},
                                                     {"./g", "6"},
                                                     {"h\ni", "7"},
                                                     {"good.txt", "8"}}),
                                           "x.zip", {});
  ASSERT_TRUE(archive) << to_string(archive.error());
  EXPECT_THAT(names(*archive), ElementsAre("good.txt"));
  EXPECT_THAT(archive->problems(), SizeIs(7));
  for (const auto& problem : archive->problems()) EXPECT_EQ(problem.where, "x.zip");
}

TEST(Archive, BombsAreRefused) {
  const std::string zeros(size_t{30} << 20, '\0');
  const auto bomb = Archive::open_bytes(make_zip({{"zeros.txt", zeros}}), "bomb.zip", {});
  ASSERT_TRUE(bomb);
  EXPECT_THAT(bomb->members(), SizeIs(0));
  ASSERT_THAT(bomb->problems(), SizeIs(1));
  EXPECT_EQ(bomb->problems()[0].code, Code::too_large);
  EXPECT_THAT(bomb->problems()[0].what, HasSubstr("bomb"));

  const auto total =
      Archive::open_bytes(make_zip({{"a", std::string(600, 'a')}, {"b", std::string(600, 'b')}}),
                          "total.zip", {.total_bytes_max = 1000});
  ASSERT_FALSE(total);
  EXPECT_EQ(total.error().code, Code::too_large);

  const auto count = Archive::open_bytes(make_zip({{"a", "1"}, {"b", "2"}, {"c", "3"}}),
                                         "count.zip", {.members_max = 2});
  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().code, Code::too_large);
}

// A directory that understates: what is unpacked is what counts.
TEST(Archive, StatedSizesAreNotBelieved) {
  std::string bytes = make_zip({{"a.txt", std::string(5000, 'a')}});
  const size_t entry = bytes.find("PK\x01\x02");
  ASSERT_NE(entry, std::string::npos);
  bytes[entry + 24] = 10, bytes[entry + 25] = 0;  // uncompressed size
  const auto archive = Archive::open_bytes(bytes, "x.zip", {.member_bytes_max = 1000});
  if (archive && !archive->members().empty()) {
    EXPECT_FALSE(archive->read("a.txt"));
  }
}

TEST(Archive, DamageIsAnError) {
  const std::string whole = make_zip({{"a.txt", "some text to pack"}, {"b.txt", "and more"}});
  for (size_t cut = 0; cut < whole.size(); cut += 7) {
    const auto archive = Archive::open_bytes(whole.substr(0, cut), "cut.zip", {});
    if (!archive) {
      EXPECT_THAT(archive.error().where, HasSubstr("cut.zip"));
    }
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    const auto archive = Archive::open_bytes(bytes, "x.zip", {});
    if (!archive) continue;
    for (const auto& member : archive->members())
      if (const auto read = archive->read(member.name); read && member.name == "a.txt") {
        EXPECT_EQ(*read, "some text to pack");  // by its checksum
      }
  }
}

class ContainersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("entente-containers-" + std::to_string(::getpid()) +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string put(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }
  fs::path folder_;
};

constexpr std::string_view kMail =
    "From: Desk <desk@example.org>\nSubject: Two files\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee the files.\n--x\n"
    "Content-Type: text/plain; name=note.txt\nContent-Disposition: attachment; filename=note.txt\n"
    "Content-Transfer-Encoding: base64\n\nT25lLg==\n--x\nContent-Disposition: attachment; "
    "filename=\"../../note.txt\"\n\nTwo.\n--x--\n";

TEST_F(ContainersTest, PathsLeadIntoArchivesAndMail) {
  const std::string inner = make_zip({{"deep.txt", "deep"}});
  const std::string zip = put("all.zip", make_zip({{"a.txt", "one"},
                                                   {"in/inner.zip", inner},
                                                   {"m.eml", std::string(kMail)},
                                                   {".hidden", "no"},
                                                   {"__MACOSX/a.txt", "no"}}));
  Containers containers;
  std::vector<Error> problems;
  EXPECT_THAT(containers.members(zip, problems),
              ElementsAre(zip + "/a.txt", zip + "/in/inner.zip/deep.txt", zip + "/m.eml",
                          zip + "/m.eml/note.txt", zip + "/m.eml/note 2.txt"));
  EXPECT_THAT(problems, SizeIs(0));
  EXPECT_EQ(*containers.read(zip + "/a.txt", 100), "one");
  EXPECT_EQ(*containers.read(zip + "/in/inner.zip/deep.txt", 100), "deep");
  EXPECT_EQ(*containers.read(zip + "/m.eml/note.txt", 100), "One.");
  EXPECT_EQ(*containers.read(zip + "/m.eml/note 2.txt", 100), "Two.");
  EXPECT_EQ(containers.read(zip + "/a.txt", 2).error().code, Code::too_large);
  EXPECT_EQ(containers.read(zip + "/none.txt", 100).error().code, Code::not_found);
  EXPECT_EQ(containers.read(zip + "/m.eml/none", 100).error().code, Code::not_found);
}

TEST_F(ContainersTest, DepthIsLimited) {
  std::string bytes = make_zip({{"a.txt", "text"}});
  for (int i = 0; i < 6; ++i) bytes = make_zip({{"inner.zip", bytes}});
  Containers containers;
  std::vector<Error> problems;
  EXPECT_THAT(containers.members(put("deep.zip", bytes), problems), SizeIs(0));
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].code, Code::too_deep);
}

TEST_F(ContainersTest, DocumentsAndTheirSideFilesAreReadFromWithin) {
  const std::string zip =
      put("r.zip", make_zip({{"a.txt", "The tanker sailed to Nampo on Monday, officials said."},
                             {"a.meta.json", R"({"publisher":"Harbour Press"})"}}));
  const auto document = read_document(zip + "/a.txt");
  ASSERT_TRUE(document) << to_string(document.error());
  EXPECT_EQ(document->publisher, "Harbour Press");
  EXPECT_EQ(document->path, zip + "/a.txt");
}

}  // namespace
}  // namespace entente::intake
