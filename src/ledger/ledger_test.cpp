// What the ledger promises: the same twice adds nothing, nothing is changed or removed, links
// follow the lists, and one flipped byte anywhere is found and named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "ledger/page_check.h"
#include "ledger/rows.h"
#include "ledger/schema.h"
#include "ledger/verify.h"
#include "ledger/view.h"
#include "ledger/writer.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr const char* kNow = "2025-01-02T03:04:05Z";

NameKeys lower_case_keys() {
  return {[](const Entity& e) { return std::vector{lower(e.caption)}; },
          [](std::string_view text) { return std::vector{lower(text)}; },
          [](std::string_view text) { return lower(text); }};
}

Mention mention(const std::string& text, const std::string& part, const std::string& state) {
  const size_t at = text.find(part);
  Mention m;
  m.text = part;
  m.start = static_cast<uint32_t>(at);
  m.end = static_cast<uint32_t>(at + part.size());
  m.state = state;
  return m;
}

// A document whose one claim is "A ships shells to B."
DocumentEntry entry(const std::string& text, const std::string& a, const std::string& b) {
  DocumentEntry out;
  out.original = text;
  out.document.id = sha256_hex(text);
  out.document.path = "reports/" + a + ".txt";
  out.document.publisher = "Daily";
  out.document.published = "2024-05-17";
  out.document.language = "en";
  out.document.text = text;
  out.document.blocks = {{Block::Kind::paragraph, 0, static_cast<uint32_t>(text.size()), 0}};
  Claim c;
  c.document = {out.document.id, out.document.path, {}, {}, "Daily", "2024-05-17", "en"};
  static_cast<Span&>(c.quote) = mention(text, text, "");
  c.kind = Kind::transfer;
  c.subject = {mention(text, a, "kp")};
  c.counterpart = {mention(text, b, "ru")};
  c.object = {mention(text, "shells", "")};
  c.certainty = 0.5;
  c.id = claim_id(c);
  out.claims = {c};
  return out;
}

ListEntry list(const std::string& dataset, const std::vector<std::string>& names) {
  ListEntry out{dataset, "2024-01-01", {{dataset + ".csv", join(names, "\n")}}, {}};
  for (size_t i = 0; i < names.size(); ++i)
    out.entities.push_back({dataset + "-" + std::to_string(i + 1),
                            "Company",
                            names[i],
                            dataset,
                            "2024-01-01",
                            {{"name", names[i], "", "row " + std::to_string(i)}}});
  return out;
}

class LedgerTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              ("ledger." + std::to_string(getpid()) + "." +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = (folder_ / "ledger.db").string();
  }
  void TearDown() override { fs::remove_all(folder_); }

  Writer writer() { return std::move(Writer::open(path_, lower_case_keys()).value()); }
  Written add(const DocumentEntry& e) { return writer().add_documents({&e, 1}, kNow).value()[0]; }
  std::vector<Damage> damages() {
    std::vector<Damage> out;
    const auto verified =
        verify_ledger(path_, lower_case_keys(), [&](const Damage& d) { out.push_back(d); });
    if (!verified) out.push_back({0, {}, 0, path_, to_string(verified.error())});
    return out;
  }
  std::vector<Claim> claims(const ClaimFilter& filter = {}, int64_t revision_max = 0) {
    std::vector<Claim> out;
    auto view = View::open(path_, {.revision_max = revision_max, .keys = lower_case_keys()});
    EXPECT_TRUE(view->claims(filter, [&](StoredClaim&& c) {
      out.push_back(std::move(c.claim));
      return true;
    }));
    return out;
  }
  // Flips one bit of the first place where `bytes` stand in a file.
  static void flip(const fs::path& file, const std::string& bytes) {
    auto content = read_file(file.string(), 1 << 26).value();
    const size_t at = content.find(bytes);
    ASSERT_NE(at, std::string::npos) << bytes;
    content[at] ^= 1;
    std::ofstream(file, std::ios::binary) << content;
  }
  // Runs SQL behind the ledger's back, triggers off.
  void tamper(const std::string& table, const std::string& sql) {
    const auto db = Database::open(path_, Database::Mode::write, 1000).value();
    for (const char* change : {"UPDATE", "DELETE"})
      ASSERT_TRUE(db.run("DROP TRIGGER IF EXISTS " + table + "_no_" + change));
    ASSERT_TRUE(db.run(sql));
  }

  fs::path folder_;
  std::string path_;
};

TEST_F(LedgerTest, TheSameTwiceAddsNothing) {
  const auto one = entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow");
  const auto two = entry("Minsk ships shells to Moscow.", "Minsk", "Moscow");
  EXPECT_EQ(add(one).revision, 1);
  EXPECT_EQ(add(two).revision, 2);
  auto moved = one;
  moved.document.path = "elsewhere/copy.txt";
  const std::vector<DocumentEntry> again{moved, two, two};
  const auto outcomes = writer().add_documents(again, kNow).value();
  ASSERT_THAT(outcomes, SizeIs(3));
  for (const auto& o : outcomes) EXPECT_FALSE(o.added);
  EXPECT_EQ(outcomes[0].revision, 1);
  const auto news = list("us_x", {"Alpha Trading"});
  EXPECT_TRUE(writer().add_list(news, kNow)->added);
  EXPECT_FALSE(writer().add_list(news, kNow)->added);
  const auto counts = View::open(path_)->counts().value();
  EXPECT_EQ(counts.revision, 3);
  EXPECT_EQ(counts.documents, 2);
  EXPECT_EQ(counts.claims, 2);
  EXPECT_THAT(damages(), SizeIs(0));
}

TEST_F(LedgerTest, RefusesToChangeOrRemove) {
  add(entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow"));
  writer().add_list(list("us_x", {"Alpha Trading"}), kNow).value();
  writer().add_judgement({JudgementKind::regrade, "Daily", "", "B", "Lee", "known"}, kNow).value();
  const auto db = open_ledger(path_, Database::Mode::write, 1000).value();
  std::vector<std::string> names{"revisions"};
  for (const auto& t : kTables) {
    names.emplace_back(t.name);
    if (!t.child.name.empty()) names.emplace_back(t.child.name);
  }
  for (const auto& name : names) {
    const auto removed = db.run("DELETE FROM " + name);
    ASSERT_FALSE(removed) << name;
    EXPECT_THAT(removed.error().what, HasSubstr("append-only")) << name;
    const std::string first = name == "statements" ? "position" : "revision";
    EXPECT_FALSE(db.run("UPDATE " + name + " SET " + first + " = 9")) << name;
  }
}

TEST_F(LedgerTest, GivesBackWhatWasAdded) {
  const auto e = entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow");
  add(e);
  EXPECT_THAT(claims(), ElementsAre(e.claims[0]));
  const auto d = View::open(path_)->document(e.document.id).value();
  ASSERT_TRUE(d);
  EXPECT_EQ(d->document.text, e.document.text);
  EXPECT_EQ(d->document.published, "2024-05-17");
  EXPECT_EQ(d->document.blocks.size(), 1u);
  EXPECT_EQ(d->added, kNow);
  EXPECT_EQ(Originals(path_).get(e.document.id).value(), e.original);
}

TEST_F(LedgerTest, Filters) {
  auto one = entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow");
  one.claims[0].when.interval = {parse_date("2023-10"), std::nullopt};
  auto two = entry("Minsk ships shells to Kazan.", "Minsk", "Kazan");
  two.claims[0].subject[0].state = "by";
  two.claims[0].when.interval = {parse_date("2020"), parse_date("2021-03")};
  add(one), add(two);
  const auto found = [&](const ClaimFilter& f) { return claims(f).size(); };
  EXPECT_EQ(found({.actors = {{{.state = "kp"}}}}), 1u);
  EXPECT_EQ(found({.actors = {{{.state = "kp"}, {.state = "by"}}}}), 2u);
  EXPECT_EQ(found({.actors = {{{.state = "by"}}, {{.state = "ru"}}}}), 1u);
  EXPECT_EQ(found({.actors = {{{.state = "by"}}, {{.state = "kp"}}}}), 0u);
  EXPECT_EQ(found({.actors = {{{.text = "insk"}}}}), 1u);
  EXPECT_EQ(found({.actors = {{{.text = "ins_"}}}}), 0u);
  EXPECT_EQ(found({.kinds = {Kind::transfer, Kind::meet}}), 2u);
  EXPECT_EQ(found({.domains = {Domain::money}}), 0u);
  EXPECT_EQ(found({.modalities = {Modality::stated}}), 2u);
  EXPECT_EQ(found({.since = "2022-01-01"}), 1u);  // open towards now
  EXPECT_EQ(found({.until = "2021-12-31"}), 1u);
  EXPECT_EQ(found({.since = "2021-03-31"}), 2u);  // the last day of 2021-03
  EXPECT_EQ(found({.since = "2021-04-01"}), 1u);
  EXPECT_EQ(found({.source = "pyongyang.TXT"}), 1u);
  EXPECT_EQ(found({.id = one.claims[0].id.substr(0, 8)}), 1u);
}

TEST_F(LedgerTest, LinksMentionsWhicheverComesFirst) {
  add(entry("Alpha Trading ships shells to Moscow.", "Alpha Trading", "Moscow"));
  EXPECT_EQ(claims()[0].subject[0].entity, "");
  writer().add_list(list("us_x", {"ALPHA TRADING", "Beta", "Gamma", "GAMMA"}), kNow).value();
  add(entry("Beta ships shells to Gamma.", "Beta", "Gamma"));
  const auto now = claims();
  EXPECT_EQ(now[0].subject[0].entity, "us_x-1");
  EXPECT_EQ(now[1].subject[0].entity, "us_x-2");
  EXPECT_EQ(now[1].counterpart[0].entity, "") << "two bearers of one name decide nothing";
  EXPECT_EQ(claims({}, 1)[0].subject[0].entity, "") << "as of the revision before the list";
  EXPECT_EQ(claims({.actors = {{{.entity = "us_x-2"}}}}).size(), 1u);
  const auto view = View::open(path_);
  EXPECT_THAT(view->entities_named("alpha trading").value(), ElementsAre("us_x-1"));
  EXPECT_EQ(view->entity("us_x-2").value()->entity.caption, "Beta");
  EXPECT_FALSE(view->entity("us_x-9").value());
  EXPECT_THAT(damages(), SizeIs(0));
}

TEST_F(LedgerTest, JudgementsSetAsideAndUndoBringsBack) {
  const auto one = entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow");
  const auto two = entry("Minsk ships shells to Moscow.", "Minsk", "Moscow");
  add(one), add(two);
  const Judgement reject{JudgementKind::reject, one.claims[0].id, "", "", "Lee", "a misprint"};
  const auto judged = writer().add_judgement(reject, kNow).value();
  EXPECT_EQ(judged.revision, 3);
  EXPECT_TRUE(judged.added);
  EXPECT_FALSE(writer().add_judgement(reject, "2026-01-01T00:00:00Z")->added) << "it holds already";
  EXPECT_THAT(claims(), ElementsAre(two.claims[0]));
  EXPECT_THAT(claims({.with_rejected = true}), SizeIs(2));
  EXPECT_THAT(claims({}, 2), SizeIs(2)) << "as of the revision before";
  const Judgement undo{JudgementKind::undo, judged.id, "", "", "Kim", "it is none"};
  const auto undone = writer().add_judgement(undo, kNow).value();
  EXPECT_THAT(claims(), SizeIs(2));
  EXPECT_THAT(claims({}, 3), SizeIs(1));
  writer()
      .add_judgement({JudgementKind::undo, undone.id, "", "", "Lee", "it is one"}, kNow)
      .value();
  EXPECT_THAT(claims(), SizeIs(1)) << "an undo undone";
  const auto all = View::open(path_)->judgements().value();
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all[0].judgement, reject);
  EXPECT_EQ(all[0].undone_by, 0);
  EXPECT_EQ(all[1].undone_by, 5);
  EXPECT_EQ(all[2].added, kNow);
  EXPECT_EQ(
      writer().add_judgement({JudgementKind::undo, "none", "", "", "Lee", "?"}, kNow).error().code,
      Code::not_found);
  writer()
      .add_judgement({JudgementKind::reject, two.document.id, "", "", "Lee", "forged"}, kNow)
      .value();
  EXPECT_THAT(claims(), SizeIs(0)) << "a document with all its claims";
  EXPECT_THAT(damages(), SizeIs(0));
}

TEST_F(LedgerTest, MergedEntitiesAreFoundTogether) {
  writer().add_list(list("us_x", {"Alpha", "Beta"}), kNow).value();
  writer().add_list(list("un_x", {"Gamma"}), kNow).value();
  add(entry("Alpha ships shells to Moscow.", "Alpha", "Moscow"));
  add(entry("Gamma ships shells to Moscow.", "Gamma", "Moscow"));
  const auto found = [&](const std::string& id) { return claims({.actors = {{{.entity = id}}}}); };
  EXPECT_THAT(found("us_x-1"), SizeIs(1));
  const Judgement merge{JudgementKind::merge, "us_x-1", "un_x-1", "", "Lee", "one address"};
  writer().add_judgement(merge, kNow).value();
  EXPECT_THAT(found("us_x-1"), SizeIs(2));
  EXPECT_THAT(found("un_x-1"), SizeIs(2));
  auto split = merge;
  split.kind = JudgementKind::split, split.a = "un_x-1", split.b = "us_x-1";
  writer().add_judgement(split, kNow).value();
  EXPECT_THAT(found("un_x-1"), SizeIs(1));
}

TEST_F(LedgerTest, AnswersAsOfTheDayThingsWereAdded) {
  const auto one = entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow");
  const auto two = entry("Minsk ships shells to Moscow.", "Minsk", "Moscow");
  writer().add_documents({&one, 1}, "2025-01-02T23:59:59Z").value();
  writer().add_documents({&two, 1}, "2025-03-01T00:00:00Z").value();
  const auto known = [&](const std::string& day) {
    return View::open(path_, {.known_by = day, .keys = {}})->counts()->claims;
  };
  EXPECT_EQ(known("2025-01-01"), 0);
  EXPECT_EQ(known("2025-01-02"), 1);
  EXPECT_EQ(known("2025-02-28"), 1);
  EXPECT_EQ(known("2025-03-01"), 2);
}

TEST_F(LedgerTest, VerifyNamesTheDamage) {
  struct Case {
    std::string table, sql;
    int64_t revision;
  };
  const Case cases[] = {
      {"claims", "UPDATE claims SET body = replace(body, 'kp', 'ir')", 1},
      {"claims", "UPDATE claims SET modality = 'denied'", 1},
      {"documents", "UPDATE documents SET text = replace(text, 'ships', 'shops')", 1},
      {"claims", "UPDATE claims SET quote_end = quote_end - 1", 1},
      {"statements", "UPDATE statements SET value = 'Alfa'", 2},
      {"entities", "DELETE FROM entities", 2},
      {"judgements", "UPDATE judgements SET who = 'Kim'", 3},
      {"revisions", "UPDATE revisions SET added = '2020-01-01T00:00:00Z' WHERE revision = 1", 1},
      {"revisions", "DELETE FROM revisions WHERE revision = 1", 1},
  };
  for (const auto& c : cases) {
    SetUp();
    add(entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow"));
    writer().add_list(list("us_x", {"Alpha"}), kNow).value();
    writer()
        .add_judgement({JudgementKind::regrade, "Daily", "", "B", "Lee", "known"}, kNow)
        .value();
    ASSERT_THAT(damages(), SizeIs(0));
    tamper(c.table, c.sql);
    const auto found = damages();
    ASSERT_FALSE(found.empty()) << c.sql;
    EXPECT_EQ(found[0].revision, c.revision) << c.sql;
    const bool whole = c.sql.starts_with("DELETE") || c.table == "revisions";
    EXPECT_EQ(found[0].table, whole                     ? "revisions"
                              : c.table == "statements" ? "entities"
                                                        : c.table)
        << c.sql;
  }
}

TEST_F(LedgerTest, VerifyFindsAFlippedByteInTheFiles) {
  const auto e = entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow");
  add(e);
  flip(path_, "ships shells");
  EXPECT_FALSE(damages().empty());
  SetUp();
  add(e);
  flip(Originals(path_).path_of(e.document.id), "shells");
  const auto found = damages();
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].file, Originals(path_).path_of(e.document.id));
  fs::remove(Originals(path_).path_of(e.document.id));
  EXPECT_THAT(damages(), SizeIs(1));
  SetUp();
  add(e);
  flip(path_, "SQLite format 3");
  EXPECT_FALSE(damages().empty());
}

// Every row of every table, as text.
std::string content_of(const std::string& path) {
  std::string out;
  const auto db = Database::open(path, Database::Mode::read, 1000);
  for (const char* name :
       {"revisions", "sources", "originals", "documents", "claims", "lists", "entities",
        "statements", "judgements", "names", "namings", "naming_keys", "mentioned", "parties"}) {
    auto query = db->prepare("SELECT * FROM " + std::string(name));
    if (!query) return "damaged";
    for (auto row = query->step(); !row || *row; row = query->step()) {
      if (!row) return "damaged";
      for (int c = 0; c < query->columns(); ++c)
        out += std::string(query->is_blob(c) ? query->blob(c) : query->text(c)) + "\x1F";
    }
  }
  return out;
}

// What `rebuild` makes is what adding one by one had made, bit for bit; and made twice, the same.
TEST_F(LedgerTest, RebuiltIsWhatGrew) {
  for (int i = 0; i < 40; ++i) {
    const std::string name = "Alpha" + std::to_string(i % 7);
    add(entry(name + " ships shells to Moscow on day " + std::to_string(i) + ".", name, "Moscow"));
    if (i == 20) writer().add_list(list("us_x", {"Alpha1", "Alpha2"}), kNow).value();
  }
  const std::string grown = content_of(path_);
  tamper("none",
         "DELETE FROM parties; DELETE FROM names; UPDATE namings SET text = 'x' WHERE row = 2;"
         "DELETE FROM mentioned WHERE naming = 3; INSERT INTO words (words) VALUES "
         "('delete-all')");
  const auto found = damages();
  for (const char* name : {"parties", "namings", "mentioned"})
    EXPECT_THAT(found, Contains(testing::Field(&Damage::table, name)));
  EXPECT_TRUE(writer().rebuild());
  EXPECT_EQ(content_of(path_), grown);
  EXPECT_THAT(damages(), SizeIs(0));
  EXPECT_EQ(claims({.actors = {{{.entity = "us_x-1"}}}}).size(), 6u);
}

// The property behind verify: a ledger it calls whole says what it said. Flips outside the rows
// (unused space of a page) change nothing and may pass.
TEST_F(LedgerTest, NoFlipThatChangesARowPasses) {
  add(entry("Alpha ships shells to Moscow.", "Alpha", "Moscow"));
  writer().add_list(list("us_x", {"Alpha", "Beta"}), kNow).value();
  const std::string bytes = read_file(path_, 1 << 26).value(), content = content_of(path_);
  std::mt19937 random(7);
  int found = 0;
  for (int i = 0; i < 150; ++i) {
    std::string flipped = bytes;
    size_t at = random() % bytes.size();
    while (bytes[at] == 0) at = random() % bytes.size();  // unused space is zero
    flipped[at] ^= static_cast<char>(1 << random() % 8);
    std::ofstream(path_, std::ios::binary) << flipped;
    if (!damages().empty()) ++found;
    else ASSERT_EQ(content_of(path_), content) << "flip " << i;
  }
  EXPECT_GT(found, 140);
}

TEST_F(LedgerTest, AQuoteThatIsNotTheTextIsRefused) {
  auto e = entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow");
  e.claims[0].subject[0].start += 1;
  EXPECT_EQ(writer().add_documents({&e, 1}, kNow).error().code, Code::malformed);
  EXPECT_EQ(View::open(path_)->counts()->revision, 0);
}

TEST_F(LedgerTest, OtherVersionsOtherDatabasesAndBusyLedgers) {
  EXPECT_EQ(View::open(path_).error().code, Code::not_found);
  add(entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow"));
  {
    const auto db = Database::open(path_, Database::Mode::write, 1000).value();
    const auto held = Transaction::begin(db).value();
    auto busy = Writer::open(path_, lower_case_keys(), {.busy_ms = 10}).value();
    const auto more = entry("Minsk ships shells to Moscow.", "Minsk", "Moscow");
    EXPECT_EQ(busy.add_documents({&more, 1}, kNow).error().code, Code::ledger_busy);
    EXPECT_TRUE(View::open(path_)->counts()) << "reading goes on while another writes";
  }
  {
    const auto db = Database::open(path_, Database::Mode::write, 1000).value();
    ASSERT_TRUE(db.run("PRAGMA user_version = 99"));
  }
  EXPECT_EQ(View::open(path_).error().code, Code::ledger_version);
  EXPECT_EQ(Writer::open(path_, lower_case_keys()).error().code, Code::ledger_version);
  path_ = (folder_ / "other.db").string();
  ASSERT_TRUE(Database::open(path_, Database::Mode::write, 1000)->run("CREATE TABLE t (x)"));
  EXPECT_EQ(Writer::open(path_, lower_case_keys()).error().code, Code::malformed);
  path_ = (folder_ / "empty.db").string();
  std::ofstream(path_).flush();
  EXPECT_THAT(damages(), SizeIs(0)) << "what a crash before the first commit leaves";
}

// One that opened the file before another made it knows its first page from the log alone, and may
// be the one who carries pages over.
TEST_F(LedgerTest, WhoOpenedAnEmptyFileWritesSumsToo) {
  path_ = (folder_ / "new.db").string();
  auto first = Database::open(path_, Database::Mode::write, 1000).value();
  auto second = std::make_optional(Database::open(path_, Database::Mode::write, 1000).value());
  ASSERT_TRUE(second->run("SELECT 1 FROM sqlite_schema"));
  ASSERT_TRUE(
      first.run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;"
                "CREATE TABLE t(x); INSERT INTO t VALUES (1);"));
  ASSERT_TRUE(second->run("PRAGMA wal_autocheckpoint = 0; SELECT x FROM t"));
  ASSERT_TRUE(first.run("PRAGMA wal_checkpoint(PASSIVE)"));
  ASSERT_TRUE(second->run("UPDATE t SET x = 2; PRAGMA wal_checkpoint(PASSIVE)"));
  second.reset();
  ASSERT_TRUE(first.run("PRAGMA wal_checkpoint(TRUNCATE)"));  // no page is excused by the log
  EXPECT_THAT(damage_of(path_)->pages, SizeIs(0));
}

// Every page, in rows, in slack and in pages that nothing uses: several bits of each.
TEST_F(LedgerTest, AFlippedBitInAnyPageIsNamed) {
  for (int i = 0; i < 12; ++i)
    add(entry("Report " + std::to_string(i) + ": Pyongyang ships shells to Moscow.", "Pyongyang",
              "Moscow"));
  ASSERT_TRUE(writer().rebuild());  // leaves free pages
  const std::string whole = read_file(path_, 1 << 26).value();
  constexpr size_t kPage = 4096;
  ASSERT_EQ(whole.size() % kPage, 0u);
  ASSERT_GT(whole.size() / kPage, 20u);
  std::mt19937 random(1);
  for (size_t page = 0; page < whole.size() / kPage; ++page)
    for (int n = 0; n < 8; ++n) {
      std::string bytes = whole;
      const size_t bit = n == 0 ? 0 : n == 1 ? kPage * 8 - 1 : random() % (kPage * 8);
      char& byte = bytes[page * kPage + bit / 8];
      byte = static_cast<char>(byte ^ 1 << bit % 8);
      std::ofstream(path_, std::ios::binary) << bytes;
      const auto found = damage_of(path_);
      ASSERT_TRUE(found);
      EXPECT_THAT(found->pages, testing::ElementsAre(page + 1)) << "bit " << bit;
      if (n != 2 || page % 4 != 0) continue;  // some through all of verify
      bool named = false;
      const auto verified = verify_ledger(path_, lower_case_keys(), [&](const Damage& d) {
        named = named || d.what.starts_with("page " + std::to_string(page + 1) + " ");
      });
      EXPECT_TRUE(named) << "page " << page + 1 << " bit " << bit;
      EXPECT_TRUE(!verified || verified->damaged > 0);
    }
  std::ofstream(path_, std::ios::binary) << whole;
  EXPECT_THAT(damages(), SizeIs(0));
}

// Read by a command, it is an error rather than an answer.
TEST_F(LedgerTest, AFlippedBitOfAPageThatIsReadIsAnError) {
  add(entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow"));
  std::string bytes = read_file(path_, 1 << 26).value();
  bytes[bytes.find("Pyongyang ships")] = 'Q';
  std::ofstream(path_, std::ios::binary) << bytes;
  const auto view = View::open(path_);
  ASSERT_TRUE(view);
  const auto read = view->claims({}, [](StoredClaim&&) { return true; });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Code::ledger_corrupt);
}

// As files were before pages had checksums.
void begin_without_room_for_sums(const std::string& path) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "PRAGMA journal_mode = WAL; CREATE TABLE t (x); DROP TABLE t", nullptr,
                         nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(db);
}

// The version before lacks one derived table, and its pages the checksums.
TEST_F(LedgerTest, TheVersionBeforeIsRefusedUntouchedUntilItIsRebuilt) {
  begin_without_room_for_sums(path_);
  const auto id = add(entry("Pyongyang ships shells to Moscow.", "Pyongyang", "Moscow"));
  {
    const auto db = Database::open(path_, Database::Mode::write, 1000).value();
    ASSERT_TRUE(db.run("DROP TABLE deeds; PRAGMA user_version = 2"));
  }
  ASSERT_FALSE(bears_sums(path_));
  const auto bytes = read_file(path_, 1 << 24).value();
  const auto refused = View::open(path_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::ledger_version);
  EXPECT_THAT(refused.error().what, HasSubstr("schema version 2"));
  EXPECT_THAT(refused.error().next, HasSubstr("entente rebuild"));
  EXPECT_EQ(Writer::open(path_, lower_case_keys()).error().code, Code::ledger_version);
  EXPECT_EQ(read_file(path_, 1 << 24).value(), bytes);
  ASSERT_TRUE(Writer::open(path_, lower_case_keys(), {.to_rebuild = true})->rebuild());
  EXPECT_TRUE(bears_sums(path_));
  EXPECT_THAT(damages(), SizeIs(0));
  EXPECT_TRUE(View::open(path_)->document(id.id).value());
  {
    const auto db = Database::open(path_, Database::Mode::write, 1000).value();
    ASSERT_TRUE(db.run("PRAGMA user_version = 1"));
  }
  const auto old = Writer::open(path_, lower_case_keys(), {.to_rebuild = true});
  ASSERT_FALSE(old);
  EXPECT_THAT(old.error().next, HasSubstr("entente import"));
}

// docs/formats/ledger.md shows this ledger; every checksum of it stands on that page.
TEST_F(LedgerTest, TheWorkedExampleIsTrue) {
  DocumentEntry e;
  e.original = e.document.text = "The weather was mild.\n";
  e.document.id = sha256_hex(e.original);
  e.document.path = "note.txt";
  e.document.publisher = "Daily";
  e.document.published = "2024-05-17";
  e.document.blocks = {{Block::Kind::paragraph, 0, 21, 0}};
  writer().add_documents({&e, 1}, "2025-07-14T09:00:00Z").value();
  const auto page = read_file(ENTENTE_SOURCE_DIR "/docs/formats/ledger.md", 1 << 20).value();
  const auto db = Database::open(path_, Database::Mode::read, 1000).value();
  for (const char* name : {"sources", "documents", "revisions"}) {
    auto query = db.prepare("SELECT checksum FROM " + std::string(name)).value();
    ASSERT_TRUE(query.step().value());
    EXPECT_THAT(page, HasSubstr("checksum " + to_hex(query.blob(0)))) << name;
  }
  for (const auto& t : kTables)
    for (const auto column : split(t.columns, ','))
      EXPECT_THAT(page, HasSubstr("`" + std::string(trim(column)) + "`")) << t.name;
}

TEST(RowsTest, BlocksRoundTrip) {
  const std::vector<Block> blocks{{Block::Kind::title, 0, 5, 0}, {Block::Kind::bullet, 7, 9, 2}};
  const auto back = decode_blocks(encode_blocks(blocks)).value();
  ASSERT_THAT(back, SizeIs(2));
  EXPECT_EQ(back[1].kind, Block::Kind::bullet);
  EXPECT_EQ(back[1].begin, 7u);
  EXPECT_EQ(back[1].level, 2);
  EXPECT_EQ(decode_blocks("bullet 7 nine 2;").error().code, Code::ledger_corrupt);
}

}  // namespace
}  // namespace entente
