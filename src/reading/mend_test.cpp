#include "reading/mend.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <random>

#include "base/text.h"
#include "reading/tree_invariants.h"

namespace entente {
namespace {

const Dictionaries& dictionaries() {
  static const auto loaded = Dictionaries::load(std::string(ENTENTE_SOURCE_DIR) + "/data");
  if (!loaded) {
    std::fprintf(stderr, "%s\n", to_string(loaded.error()).c_str());
    std::abort();
  }
  return **loaded;
}

std::optional<Upos> upos_of(std::string_view xpos) {
  if (xpos.starts_with("NNP")) return Upos::propn;
  if (xpos.starts_with("NN")) return Upos::noun;
  if (xpos.starts_with("VB")) return Upos::verb;
  if (xpos.starts_with("JJ")) return Upos::adj;
  if (xpos.starts_with("RB")) return Upos::adv;
  if (xpos == "DT") return Upos::det;
  if (xpos == "IN") return Upos::adp;
  if (xpos == "CC") return Upos::cconj;
  if (xpos == "CD") return Upos::num;
  if (xpos == "MD") return Upos::aux;
  if (xpos == "PRP") return Upos::pron;
  return Upos::punct;
}

// One row a token: "form lemma XPOS head rel", heads counted from 1, 0 the root.
struct Built {
  std::string text;  // of the forms, joined by blanks
  std::string rows;  // what lemmas and tags point into
  Sentence sentence;
};

void build(Built& b) {
  for (const auto row : split(b.rows, '\n')) {
    if (trim(row).empty()) continue;
    const auto cells = split(trim(row), ' ');
    ASSERT_EQ(cells.size(), 5u) << row;
    Token t;
    t.begin = static_cast<uint32_t>(b.text.size());
    b.text += std::string(cells[0]);
    t.end = static_cast<uint32_t>(b.text.size());
    b.text += " ";
    t.lemma = cells[1];
    t.xpos = cells[2];
    t.upos = *upos_of(cells[2]);
    t.head = std::stoi(std::string(cells[3])) - 1;
    t.rel = find_rel(cells[4]);
    b.sentence.tokens.push_back(t);
  }
  for (Token& t : b.sentence.tokens)
    t.form = std::string_view(b.text).substr(t.begin, t.end - t.begin);
  b.sentence.end = static_cast<uint32_t>(b.text.size()) - 1;
}

// "form:head:rel" of the tokens that are not punctuation, after mend().
std::string mended(const std::string& rows) {
  Built b;
  b.rows = rows;
  build(b);
  EXPECT_EQ(broken_tree_rule(b.sentence), "") << "the case itself is no tree";
  mend(b.sentence, dictionaries(), Slips::of_linear_parser);
  EXPECT_EQ(broken_tree_rule(b.sentence), "") << print_tree(b.sentence);
  std::string out;
  for (const Token& t : b.sentence.tokens) {
    if (t.upos == Upos::punct) continue;
    const auto head = t.head < 0 ? "-" : b.sentence.tokens[static_cast<size_t>(t.head)].form;
    out += std::string(out.empty() ? "" : " ") + std::string(t.form) + ":" + std::string(head) +
           ":" + std::string(name(t.rel));
  }
  return out;
}

TEST(Mend, ListOfStatesHangsOnItsFirst) {
  EXPECT_EQ(
      mended("Russia Russia NNP 3 compound\n, , , 3 punct\nIran Iran NNP 6 nsubj\nand and CC 5 cc\n"
             "China China NNP 3 conj\nsold sell VBD 0 root\ndrones drone NNS 6 obj\n"),
      "Russia:sold:nsubj Iran:Russia:conj and:China:cc China:Russia:conj sold:-:root "
      "drones:sold:obj");
}

TEST(Mend, BareStateAfterGivingVerbIsTheReceiver) {
  EXPECT_EQ(mended("Iran Iran NNP 2 nsubj\nsold sell VBD 0 root\nMoscow Moscow NNP 4 "
                   "compound\ndrones drone NNS 2 obj\n"),
            "Iran:sold:nsubj sold:-:root Moscow:sold:iobj drones:sold:obj");
  EXPECT_EQ(mended("Iran Iran NNP 2 nsubj\nsupplied supply VBD 0 root\nRussia Russia NNP 5 "
                   "compound\nwith with IN 5 case\n"
                   "missiles missile NNS 2 obj\n"),
            "Iran:supplied:nsubj supplied:-:root Russia:supplied:obj with:missiles:case "
            "missiles:supplied:obl");
}

TEST(Mend, PossessiveStateStaysWhereItIs) {
  EXPECT_EQ(mended("Iran Iran NNP 2 nsubj\nsold sell VBD 0 root\nRussia Russia NNP 5 nmod:poss\n's "
                   "'s POS 3 case\n"
                   "drones drone NNS 2 obj\n"),
            "Iran:sold:nsubj sold:-:root Russia:drones:nmod:poss drones:sold:obj");
}

TEST(Mend, ThatClauseLeavesTheDateForItsVerb) {
  EXPECT_EQ(
      mended(
          "He he PRP 2 nsubj\ntold tell VBD 0 root\nlawmakers lawmaker NNS 2 obj\non on IN 5 case\n"
          "Friday Friday NNP 2 obl\nthat that IN 8 mark\nPyongyang Pyongyang NNP 8 nsubj\nplans "
          "plan VBZ 5 acl:relcl\n"
          "tests test NNS 8 obj\n"),
      "He:told:nsubj told:-:root lawmakers:told:obj on:Friday:case Friday:told:obl that:plans:mark "
      "Pyongyang:plans:nsubj plans:told:ccomp tests:plans:obj");
}

TEST(Mend, VerbTakesTheRootFromItsSubject) {
  EXPECT_EQ(mended("Crest Crest NNP 0 root\n, , , 4 punct\nof of IN 4 case\nIstanbul Istanbul NNP "
                   "1 nmod\n, , , 1 punct\n"
                   "manages manage VBZ 1 parataxis\nvessels vessel NNS 6 obj\n"),
            "Crest:manages:nsubj of:Istanbul:case Istanbul:Crest:nmod manages:-:root "
            "vessels:manages:obj");
}

TEST(Mend, LeavesACorrectTreeAlone) {
  EXPECT_EQ(
      mended(
          "Iran Iran NNP 2 nsubj\nsold sell VBD 0 root\ndrones drone NNS 2 obj\nto to IN 5 case\n"
          "Russia Russia NNP 2 obl\nin in IN 7 case\n2023 2023 CD 2 obl\n"),
      "Iran:sold:nsubj sold:-:root drones:sold:obj to:Russia:case Russia:sold:obl in:2023:case "
      "2023:sold:obl");
}

// --- any tree in, a tree out

struct Word {
  std::string_view form, lemma;
  std::array<std::string_view, 3> tags;
};

constexpr auto kWords = std::to_array<Word>({{"Russia", "Russia", {"NNP", "NNP", "NN"}},
                                             {"Iran", "Iran", {"NNP", "NNP", "JJ"}},
                                             {"Moscow", "Moscow", {"NNP", "NNP", "VB"}},
                                             {"China", "China", {"NNP", "NNP", "NN"}},
                                             {"the", "the", {"DT", "DT", "IN"}},
                                             {"United", "United", {"NNP", "NNP", "VBN"}},
                                             {"States", "States", {"NNPS", "NNPS", "VBZ"}},
                                             {",", ",", {",", ",", ","}},
                                             {",", ",", {",", ",", ","}},
                                             {"and", "and", {"CC", "CC", "RB"}},
                                             {"or", "or", {"CC", "CC", "IN"}},
                                             {"but", "but", {"CC", "CC", "IN"}},
                                             {"that", "that", {"IN", "WDT", "DT"}},
                                             {"that", "that", {"IN", "IN", "PRP"}},
                                             {"said", "say", {"VBD", "VBN", "NN"}},
                                             {"told", "tell", {"VBD", "VBN", "VBD"}},
                                             {"sold", "sell", {"VBD", "VBN", "JJ"}},
                                             {"gave", "give", {"VBD", "VBD", "NN"}},
                                             {"had", "have", {"VBD", "MD", "VBN"}},
                                             {"has", "have", {"VBZ", "VBZ", "MD"}},
                                             {"rejected", "reject", {"VBN", "VBD", "JJ"}},
                                             {"denies", "deny", {"VBZ", "VBZ", "NNS"}},
                                             {"will", "will", {"MD", "MD", "NN"}},
                                             {"to", "to", {"IN", "TO", "RB"}},
                                             {"of", "of", {"IN", "IN", "RB"}},
                                             {"with", "with", {"IN", "IN", "RB"}},
                                             {"on", "on", {"IN", "IN", "RB"}},
                                             {"January", "January", {"NNP", "NNP", "RB"}},
                                             {"Friday", "Friday", {"NNP", "NNP", "NN"}},
                                             {"2024", "2024", {"CD", "CD", "NN"}},
                                             {"drones", "drone", {"NNS", "NNS", "VBZ"}},
                                             {"reports", "report", {"NNS", "VBZ", "NN"}},
                                             {"officials", "official", {"NNS", "NN", "JJ"}},
                                             {"it", "it", {"PRP", "PRP", "NN"}},
                                             {"which", "which", {"WDT", "WDT", "IN"}},
                                             {"if", "if", {"IN", "IN", "RB"}},
                                             {"Should", "should", {"MD", "MD", "NNP"}},
                                             {"'s", "'s", {"POS", "VBZ", "POS"}},
                                             {"\"", "\"", {"``", "''", "``"}},
                                             {".", ".", {".", ".", "."}}});

constexpr auto kRels = std::to_array<Rel>(
    {Rel::nsubj, Rel::nsubj_pass, Rel::obj,      Rel::iobj,          Rel::obl,       Rel::obl_agent,
     Rel::nmod,  Rel::nmod_poss,  Rel::compound, Rel::amod,          Rel::acl,       Rel::acl_relcl,
     Rel::advcl, Rel::ccomp,      Rel::xcomp,    Rel::conj,          Rel::cc,        Rel::case_,
     Rel::mark,  Rel::aux,        Rel::aux_pass, Rel::cop,           Rel::appos,     Rel::parataxis,
     Rel::punct, Rel::det,        Rel::advmod,   Rel::nmod_unmarked, Rel::nmod_desc, Rel::dep,
     Rel::expl});

class RandomTree {
 public:
  explicit RandomTree(unsigned seed) : random_(seed) {}

  void make(Built& b) {
    const int n = 1 + pick(18);
    std::vector<int> order(static_cast<size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random_);
    const bool nearby = pick(2) == 0;  // heads a few words off, as a parser would have them
    b.sentence.tokens.resize(order.size());
    std::vector<const Word*> words;
    for (int i = 0; i < n; ++i) words.push_back(&kWords[static_cast<size_t>(pick(kWords.size()))]);
    for (int i = 0; i < n; ++i) fill(b, i, *words[static_cast<size_t>(i)]);
    for (Token& t : b.sentence.tokens)
      t.form = std::string_view(b.text).substr(t.begin, t.end - t.begin);
    for (int k = 0; k < n; ++k) attach(b.sentence, order, k, nearby);
  }

 private:
  int pick(size_t below) { return static_cast<int>(random_() % below); }

  void fill(Built& b, int i, const Word& w) {
    Token& t = b.sentence.tokens[static_cast<size_t>(i)];
    t.begin = static_cast<uint32_t>(b.text.size());
    b.text += std::string(w.form);
    t.end = static_cast<uint32_t>(b.text.size());
    b.text += " ";
    t.lemma = w.lemma;
    t.xpos = w.tags[static_cast<size_t>(pick(3))];
    t.upos = pick(12) == 0 ? static_cast<Upos>(pick(17)) : *upos_of(t.xpos);
    t.rel = kRels[static_cast<size_t>(pick(kRels.size()))];
  }

  // Heads are taken from the tokens placed before, so that no circle can arise.
  void attach(Sentence& s, const std::vector<int>& order, int k, bool nearby) {
    Token& t = s.tokens[static_cast<size_t>(order[static_cast<size_t>(k)])];
    if (k == 0) {
      t.head = -1;
      t.rel = Rel::root;
      return;
    }
    int best = order[static_cast<size_t>(pick(static_cast<size_t>(k)))];
    for (int tries = 0; nearby && tries < 4; ++tries) {
      const int other = order[static_cast<size_t>(pick(static_cast<size_t>(k)))];
      const int me = order[static_cast<size_t>(k)];
      if (std::abs(other - me) < std::abs(best - me)) best = other;
    }
    t.head = best;
  }

  std::mt19937 random_;
};

TEST(Mend, ATreeStaysATree) {
  int broken = 0;
  for (unsigned seed = 1; seed <= 60000 && broken < 3; ++seed) {
    Built b;
    RandomTree(seed).make(b);
    ASSERT_EQ(broken_tree_rule(b.sentence), "");
    const Sentence before = b.sentence;
    mend(b.sentence, dictionaries(), Slips::of_linear_parser);
    ASSERT_EQ(b.sentence.tokens.size(), before.tokens.size());
    for (size_t i = 0; i < before.tokens.size(); ++i)
      ASSERT_EQ(b.sentence.tokens[i].form, before.tokens[i].form);
    const std::string rule = broken_tree_rule(b.sentence);
    broken += !rule.empty();
    EXPECT_EQ(rule, "") << "seed " << seed << "\nbefore\n"
                        << print_tree(before) << "after\n"
                        << print_tree(b.sentence);
  }
}

}  // namespace
}  // namespace entente
