// What holds of the reader whatever the text: trees are trees, claims show their words, the same
// text gives the same claims, and time grows with the length of the text and no faster.
#include "reading/reader.h"

#include <gtest/gtest.h>
#include <time.h>

#include <array>
#include <filesystem>
#include <functional>
#include <random>
#include <thread>

#include "base/file.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/claim_json.h"
#include "reading/mend.h"
#include "reading/simplify.h"
#include "reading/tree_invariants.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

template <class T>
T demand(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", to_string(result.error()).c_str());
    std::abort();
  }
  return std::move(*result);
}

const std::string kHome = ENTENTE_SOURCE_DIR;

const Reader& reader() {
  static const auto opened = demand(Reader::open(kHome));
  return *opened;
}
// Some forty times as fast on hard texts, so that they may be long.
const Reader& fast_reader() {
  static const auto opened = demand(Reader::open(kHome, ReaderKind::fast));
  return *opened;
}
const Grammar& grammar() {
  static const auto loaded = demand(Grammar::load(kHome + "/models/reader-en.bin"));
  return loaded;
}
const Dictionaries& dictionaries() {
  static const auto loaded = demand(Dictionaries::load(kHome + "/data"));
  return *loaded;
}

// Blocks are the stretches between blank lines, as plain text has them.
Document document_of(std::string text) {
  Document d;
  d.id = std::string(64, '0');
  d.published = "2025-07-14";
  d.text = std::move(text);
  for (size_t begin = 0; begin < d.text.size();) {
    const size_t end = std::min(d.text.find("\n\n", begin), d.text.size());
    const auto block = std::string_view(d.text).substr(begin, end - begin);
    if (const auto inner = trim(block); !inner.empty()) {
      const auto at = static_cast<uint32_t>(inner.data() - d.text.data());
      d.blocks.push_back({Block::Kind::paragraph, at, at + static_cast<uint32_t>(inner.size()), 0});
    }
    begin = end + 2;
  }
  return d;
}

std::string print(const std::vector<Claim>& claims) {
  std::string out;
  for (const Claim& c : claims) out += to_json(c) + "\n";
  return out;
}

// Reads `d` and holds every claim against the text; gives the claims.
std::vector<Claim> read_faithfully(const Document& d, const Reader& by = reader()) {
  const OffsetMap map(d.text);
  auto claims = by.read(d);
  for (const Claim& c : claims) {
    const Status ok = check(c, d.text, map);
    EXPECT_TRUE(ok) << to_string(ok.error()) << "\n" << to_json(c);
    if (!ok) break;
  }
  return claims;
}

void expect_trees(const Document& d) {
  for (Sentence& s : grammar().segment(d.text, d.blocks)) {
    const Sentence given = s;
    Sentence* const one[] = {&s};
    parse_simplified(one, dictionaries(), grammar());
    const std::string parsed = broken_tree_rule(s);
    mend(s, dictionaries(), Slips::of_linear_parser);
    const std::string rule = broken_tree_rule(s);
    EXPECT_EQ(parsed, "") << "before mend()\n" << print_tree(s);
    EXPECT_EQ(rule, "") << print_tree(s);
    ASSERT_EQ(s.tokens.size(), given.tokens.size());
    for (size_t i = 0; i < given.tokens.size(); ++i) {
      ASSERT_EQ(s.tokens[i].begin, given.tokens[i].begin);
      ASSERT_EQ(s.tokens[i].end, given.tokens[i].end);
      ASSERT_EQ(s.tokens[i].form, given.tokens[i].form) << print_tree(s);
    }
    if (!rule.empty() || !parsed.empty()) return;
  }
}

std::vector<Document> examples() {
  std::vector<Document> out;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "examples/reports"))
    if (entry.path().extension() == ".txt" || entry.path().extension() == ".md")
      out.push_back(document_of(*read_file(entry.path().string(), 1 << 20)));
  return out;
}

// Pieces that the rules of the reader look for, between bars.
constexpr std::string_view kPieces =
    "North Korea|Russia|the United States, Japan and South Korea|"
    "Iran's Defence Ministry|Moscow|it|they|he|who|Minister Sergei Lavrov|"
    "Korea Mining Development Trading Corporation (KOMID)|the Su-35|"
    "Hwasong-11A missiles|drones|at least 28,000 containers|"
    "between $200,000 and $300,000|up to 70% of|oil|shells|sold|shipped|had sent|"
    "has denied|did not|supplied|with|to|for|of|in return for|through|via Dubai|"
    "on behalf of|was|were|is said to have|said|told lawmakers on Friday that|that|"
    "according to|officials say|officials said,|, which had|"
    ", a small lender in Malta,|, also known as|(FTB)|(|)|\"|“|”|,|;|:|--|and|or|"
    "but|In January|On 11 March 2024,|last week|since late 2023|by 2026|"
    "Should the war drag on,|If|after|not|will|would|may have|trained|deployed|"
    "10,000 troops|signed|a treaty|visit|delivery|deliveries of|'s|the|a|. |. |"
    ".\n\n|? |! |U.S.|Россия|é|—|北朝鮮|🚀";

// Sentences put together from pieces that the rules of the reader look for, in any order.
std::string generated(unsigned seed, size_t pieces) {
  static const auto pieces_of = split(kPieces, '|');
  std::mt19937 random(seed);
  std::string out;
  for (size_t i = 0; i < pieces; ++i)
    out += std::string(pieces_of[random() % pieces_of.size()]) + (random() % 12 ? " " : "");
  return out;
}

TEST(Reader, ParsesExamplesIntoTrees) {
  const auto documents = examples();
  ASSERT_GE(documents.size(), 4u);
  for (const Document& d : documents) expect_trees(d);
}

TEST(Reader, ParsesAnyOrderOfPiecesIntoTrees) {
  for (unsigned seed = 1; seed <= 60 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    expect_trees(document_of(generated(seed, 400)));
  }
}

TEST(Reader, ClaimsAreTheTextAtTheirOffsets) {
  size_t claims = 0;
  for (const Document& d : examples()) claims += read_faithfully(d).size();
  EXPECT_GT(claims, 50u);
  for (unsigned seed = 1; seed <= 60 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    read_faithfully(document_of(generated(seed, 400)));
  }
}

TEST(Reader, SameTextSameClaimsOnAnyThread) {
  auto documents = examples();
  documents.push_back(document_of(generated(7, 800)));
  std::string once;
  for (const Document& d : documents) once += print(reader().read(d));
  std::array<std::string, 4> many;
  {
    std::vector<std::jthread> threads;
    for (std::string& out : many)
      threads.emplace_back([&] {
        for (const Document& d : documents) out += print(reader().read(d));
      });
  }
  for (const std::string& out : many) EXPECT_EQ(out, once);
}

TEST(Reader, NothingInNothingOut) {
  EXPECT_TRUE(reader().read(document_of("")).empty());
  EXPECT_TRUE(reader().read(document_of(" \n\n\t")).empty());
  for (int c = 1; c < 128; ++c)
    EXPECT_TRUE(read_faithfully(document_of(std::string(1, static_cast<char>(c)))).empty()) << c;
  for (const auto* text : {"é", "\xC2\xA0", "한", "؟", "🚀", "\xEF\xBB\xBF", "...", "?!", "\"\"",
                           "(.)", ". . .\n\n. . .", "--- *** ///"})
    EXPECT_TRUE(read_faithfully(document_of(text)).empty()) << text;
}

TEST(Reader, OtherScriptsGiveNoClaims) {
  for (const auto* text :
       {"Северная Корея поставила России артиллерийские снаряды, сообщила разведка.",
        "북한은 러시아에 포탄을 보냈다고 한국 국가정보원이 밝혔다.",
        "أرسلت كوريا الشمالية قذائف مدفعية إلى روسيا.", "朝鮮はロシアに砲弾を送った。",
        "ইরান রাশিয়াকে ড্রোন দিয়েছে।"}) {
    const Document d = document_of(text);
    expect_trees(d);
    EXPECT_TRUE(read_faithfully(d).empty()) << text;
  }
}

TEST(Reader, OddCharactersAmongWordsBreakNothing) {
  for (const auto* odd : {"\x01", "\x7F", "\t", "\v", "\f", "\xE2\x80\x8B", "\xE2\x80\xAE",
                          "\xCC\x81", "\xEF\xBF\xBD", "\xF0\x9F\x87\xB0", "\xC2\xAD"}) {
    std::string text =
        "North Korea shipped 28,000 containers of shells to Russia, South Korea said on Monday.";
    for (size_t at = text.find(' '); at != text.npos;
         at = text.find(' ', at + 2 + std::string_view(odd).size()))
      text.insert(at, odd);
    const Document d = document_of(text);
    expect_trees(d);
    read_faithfully(d);
  }
}

// --- time

std::string repeat(std::string_view piece, size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

// "Aabca Aabcaov, Abbca Abbcaov, …": a new name every few words.
std::string many_names(size_t bytes) {
  std::string out;
  for (unsigned i = 0; out.size() < bytes; ++i) {
    std::string name = "A";
    for (unsigned k = i, letters = 0; letters < 4; ++letters, k /= 26)
      name += static_cast<char>('a' + k % 26);
    out += name + " " + name + "ov sold " + name + "el, ";
  }
  return out;
}

struct Hard {
  std::string_view name;
  std::function<std::string(size_t)> make;
  size_t bytes = 15'000;
};

const std::vector<Hard>& hard_texts() {
  const auto repeated = [](std::string_view piece) {
    return [piece](size_t bytes) { return repeat(piece, bytes); };
  };
  static const std::vector<Hard> all{
      {"commas", repeated(", ")},
      {"brackets", repeated("( a ) ")},
      {"open brackets", repeated("(")},
      {"nested brackets",
       [](size_t n) { return std::string(n / 2, '(') + "a" + std::string(n / 2, ')'); }},
      {"quotation marks", repeated("\"")},
      {"curly quotation", repeated("“Russia sold drones. ")},
      {"nested asides", repeated("Iran, which Russia, a state, who said, ")},
      {"nested conditions", repeated("If Iran, if Russia, should ")},
      {"states", repeated("Iran, Russia, ")},
      {"that-clauses", repeated("Iran said that ")},
      {"and", repeated("sold and ")},
      {"figures", repeated("at least 5 million ")},
      {"designations", repeated("Su-35-")},
      {"initials", repeated("U.S. ")},
      {"capitals", repeated("Alpha Beta ")},
      {"shouting", repeated("NORTH KOREA ")},
      {"pronouns", repeated("They sold them to it. ")},
      {"nouns", repeated("The company sold the drones to the ministry. ")},
      {"dates", repeated("On Monday, it said. ")},
      {"paragraphs", repeated("Russia sold drones.\n\n")},
      {"names", many_names, 100'000},  // few enough names cost nothing however they are compared
      {"one word", repeated("a")},
      {"digits", repeated("1")},
      {"dots", repeated(".")},
      {"dashes", repeated("-")},
      {"hangul", repeated("북한은 러시아에 ")},
      {"blanks", [](size_t n) { return "a" + std::string(n, ' ') + "b"; }},
  };
  return all;
}

// Processor time of this thread: other work on the machine does not count.
double seconds_to_read(const Document& d, const Reader& by) {
  const auto now = [] {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  };
  const double start = now();
  read_faithfully(d, by);
  return now() - start;
}

// Four times the text takes four times as long; six are allowed for noise, a quadratic step takes
// up to sixteen.
void expect_linear_time(const Hard& hard, size_t bytes, const Reader& by) {
  const Document small = document_of(hard.make(bytes)), large = document_of(hard.make(4 * bytes));
  double few = seconds_to_read(small, by), many = seconds_to_read(large, by);
  for (int tries = 0; tries < 3 && many > 6 * few + 0.02; ++tries) {
    few = std::max(few, seconds_to_read(small, by));
    many = std::min(many, seconds_to_read(large, by));
  }
  EXPECT_LT(many, 6 * few + 0.02) << hard.name << ": four times the text, " << many / few
                                  << " times the time";
}

TEST(Reader, TimeGrowsWithTheText) {
  for (const Hard& hard : hard_texts()) expect_linear_time(hard, hard.bytes, fast_reader());
}

TEST(Reader, TimeOfTheAccurateReaderGrowsWithTheText) {
  for (const Hard& hard : hard_texts()) expect_linear_time(hard, hard.bytes / 8, reader());
}

TEST(Reader, LargeParagraphWithoutFullStops) {
  const std::string_view piece =
      "North Korea shipped missiles to Russia and said that Iran which sold drones ";
  const auto seconds = [&](size_t bytes, const Reader& by) {
    return seconds_to_read(document_of(repeat(piece, bytes)), by);
  };
  const double tenth = seconds(200'000, fast_reader()), whole = seconds(2'000'000, fast_reader());
  EXPECT_LT(whole, 20 * tenth) << "2 MB in one paragraph: " << whole << " s of processor time";
  const double small = seconds(20'000, reader()), large = seconds(200'000, reader());
  EXPECT_LT(large, 20 * small) << "200 kB in one paragraph: " << large << " s of processor time";
}

// What interrupts a clause is found by looking ahead, also where there is nothing ahead.
TEST(Reader, TextsThatBreakOffAnywhere) {
  constexpr std::string_view kText =
      "Korea Tangun (KT CORPORATION), a.k.a. KTT, also known as Tangun, a trader in Dalian, which, "
      "officials said, is owned by Iran, sold drones, of which 20, worth $3 million, went to "
      "Russia, \"the buyer\", said Kim, who, according to Seoul, left on 3 May 2024.";
  for (size_t size = 1; size <= kText.size(); ++size)
    read_faithfully(document_of(std::string(kText.substr(0, size))), fast_reader());
}

TEST(Reader, TwentyThousandMarks) {
  const auto marked = [](std::string_view mark, size_t count) {
    return document_of("Russia sold Iran drones " + repeat(mark, count * mark.size()) +
                       " last week.");
  };
  for (const auto* mark : {"(", ")", "()", ", ", "\"", "“", "”", "'", ";", "—", ".", "?!"}) {
    expect_trees(marked(mark, 20'000));
    read_faithfully(marked(mark, 20'000), fast_reader());
    read_faithfully(marked(mark, 2'000));
  }
}

}  // namespace
}  // namespace entente
