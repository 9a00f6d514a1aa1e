// A ledger whose pages bear wrong checksums, all else whole, is mended by `rebuild`; one in which a
// row is damaged as well is left as it is.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "engine/random_ledger.h"
#include "entente/engine.h"
#include "ledger/page_check.h"
#include "ledger/verify.h"

namespace entente {
namespace {

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

Verified verified(const std::string& path) {
  return verify_ledger(path, make_name_keys(), [](const Damage&) {}).value();
}

// As a writer leaves it that knows of no checksums: every third page bears none.
int64_t forget_sums(const std::string& path) {
  std::string bytes = bytes_of(path);
  const size_t page = 4096;
  int64_t count = 0;
  for (size_t at = 2 * page; at + page <= bytes.size(); at += 3 * page, ++count)
    bytes.replace(at + page - kPageReserve, kPageReserve, kPageReserve, '\0');
  write(path, bytes);
  return count;
}

struct Rebuilt {
  Exit exit;
  std::vector<std::string> notes, problems;
};

Rebuilt rebuilt(const std::string& path) {
  Rebuilt out{};
  Settings settings;
  settings.ledger = path;
  settings.problem = [&](const Problem& p) { out.problems.push_back(p.code); };
  settings.note = [&](const std::string& text) { out.notes.push_back(text); };
  RebuildRecord record;
  out.exit = Engine(settings).rebuild(record);
  return out;
}

TEST(Mend, PagesWithoutChecksumsAreWrittenAnew) {
  RandomLedger ledger(1);
  ledger.grow(60);
  const Verified before = verified(ledger.path());
  const int64_t pages = forget_sums(ledger.path());
  EXPECT_EQ(verified(ledger.path()).damaged, pages);
  EXPECT_EQ(verified(ledger.path()).damaged_pages, pages);
  const Rebuilt run = rebuilt(ledger.path());
  EXPECT_EQ(run.exit, Exit::done);
  EXPECT_THAT(run.problems, testing::IsEmpty());
  EXPECT_THAT(run.notes,
              testing::ElementsAre(std::to_string(pages) +
                                   " pages written anew, whose checksums alone were wrong"));
  const Verified after = verified(ledger.path());
  EXPECT_EQ(after.damaged, 0);
  EXPECT_EQ(after.head, before.head);
  EXPECT_EQ(after.claims, before.claims);
  EXPECT_THAT(rebuilt(ledger.path()).notes, testing::IsEmpty());
}

TEST(Mend, ADamagedRowIsNotMended) {
  RandomLedger ledger(2);
  ledger.grow(60);
  forget_sums(ledger.path());
  std::string bytes = bytes_of(ledger.path());
  const size_t at = bytes.find("Publisher 1");
  ASSERT_NE(at, bytes.npos);
  bytes[at] ^= 1;
  write(ledger.path(), bytes);
  const Rebuilt run = rebuilt(ledger.path());
  EXPECT_EQ(run.exit, Exit::ledger_damaged);
  EXPECT_THAT(run.problems, testing::ElementsAre("E-LEDGER-CORRUPT"));
  EXPECT_EQ(bytes_of(ledger.path()), bytes);
}

}  // namespace
}  // namespace entente
