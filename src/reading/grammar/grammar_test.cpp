// Behaviour of the shipped model on sentences of our kind, its limits, and its quality where the
// treebanks are at hand.
#include "reading/grammar/grammar.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>

#include "base/file.h"
#include "base/text.h"
#include "reading/grammar/conllu.h"
#include "reading/grammar/model_file.h"

namespace entente {
namespace {

const std::string kModel = std::string(ENTENTE_SOURCE_DIR) + "/models/reader-en.bin";

const Grammar& grammar() {
  static const Grammar kGrammar = Grammar::load(kModel).value();
  return kGrammar;
}

std::vector<Sentence> analyse(std::string_view text) {
  return grammar().analyse(text,
                           {{Block::Kind::paragraph, 0, static_cast<uint32_t>(text.size()), 0}});
}

std::vector<std::string> sentence_texts(std::string_view text) {
  std::vector<std::string> out;
  for (const Sentence& s : analyse(text)) out.emplace_back(text.substr(s.begin, s.end - s.begin));
  return out;
}

// "nsubj(supply, Tehran)" for every arc, by lemma.
std::set<std::string> arcs(std::string_view text) {
  std::set<std::string> out;
  for (const Sentence& s : analyse(text))
    for (const Token& t : s.tokens) {
      const std::string head =
          t.head < 0 ? "" : std::string(s.tokens[static_cast<size_t>(t.head)].lemma);
      out.insert(std::string(name(t.rel)) + "(" + head + ", " + std::string(t.lemma) + ")");
    }
  return out;
}

TEST(Grammar, SplitsNewsAsItsReadersWould) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(sentence_texts("U.S. officials met Gen. Smith on Jan. 5. They said little."),
            (Texts{"U.S. officials met Gen. Smith on Jan. 5.", "They said little."}));
  EXPECT_EQ(sentence_texts("\"We know,\" he said. \"We wait.\""),
            (Texts{"\"We know,\" he said.", "\"We wait.\""}));
  EXPECT_EQ(sentence_texts("Exports rose 3.5 percent to $4.1 billion in 2023. Imports fell."),
            (Texts{"Exports rose 3.5 percent to $4.1 billion in 2023.", "Imports fell."}));
  EXPECT_EQ(sentence_texts("J. R. Smith of Acme Inc. signed Resolution No. 1718."),
            (Texts{"J. R. Smith of Acme Inc. signed Resolution No. 1718."}));
}

TEST(Grammar, ReadsWhoDoesWhatToWhom) {
  const auto active = arcs("North Korea has shipped artillery shells to Russia.");
  EXPECT_TRUE(active.contains("nsubj(ship, Korea)"));
  EXPECT_TRUE(active.contains("obj(ship, shell)"));
  EXPECT_TRUE(active.contains("obl(ship, Russia)"));
  const auto passive = arcs("The drones were delivered by Iran.");
  EXPECT_TRUE(passive.contains("nsubj:pass(deliver, drone)"));
  EXPECT_TRUE(passive.contains("obl:agent(deliver, Iran)"));
  const auto said = arcs("Kyiv said that Tehran supplied missiles and drones.");
  EXPECT_TRUE(said.contains("ccomp(say, supply)"));
  EXPECT_TRUE(said.contains("conj(missile, drone)"));
}

TEST(Grammar, LemmasOfWordsKnownAndNew) {
  const std::string text =
      "They smuggled centrifuges, transhipped cargoes, bought refineries and were sanctioning "
      "spies.";
  std::set<std::string> lemmas;
  for (const Sentence& s : analyse(text))
    for (const Token& t : s.tokens) lemmas.emplace(t.lemma);
  for (const char* lemma : {"they", "smuggle", "centrifuge", "tranship", "cargo", "buy", "refinery",
                            "be", "sanction", "spy"})
    EXPECT_TRUE(lemmas.contains(lemma)) << lemma;
}

TEST(Grammar, EveryTreeHasOneRootAndNoCycle) {
  for (const char* text : {"", "?", "a", "- - -", "Yes no no no yes , , and and . (",
                           "ALL CAPS HEADLINE HERE", "中文 ‐ é"})
    for (const Sentence& s : analyse(text)) {
      size_t roots = 0;
      for (size_t i = 0; i < s.tokens.size(); ++i) {
        roots += s.tokens[i].head < 0;
        EXPECT_FALSE(s.tokens[i].lemma.empty());
        size_t steps = 0;
        for (int at = static_cast<int>(i); at >= 0; at = s.tokens[static_cast<size_t>(at)].head)
          ASSERT_LE(++steps, s.tokens.size());
      }
      EXPECT_EQ(roots, 1u) << text;
    }
}

TEST(Grammar, ManyThreadsReadTheSame) {
  const std::string text =
      "Iran's navy, which had bought the ships, sold them to Syria. He denied it.";
  const auto expected = arcs(text);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 20; ++n) EXPECT_EQ(arcs(text), expected);
    });
}

TEST(Grammar, DamagedModelsAreErrors) {
  const std::string bytes = read_file(kModel, 64 << 20).value();
  const std::string path =
      (std::filesystem::temp_directory_path() / "grammar_test_model.bin").string();
  EXPECT_EQ(Grammar::load(path + ".none").error().code, Code::missing_resource);
  for (const size_t size :
       {size_t{0}, size_t{20}, size_t{100}, bytes.size() / 2, bytes.size() - 1}) {
    ASSERT_TRUE(write_file_atomically(path, std::string_view(bytes).substr(0, size)));
    const auto cut = Grammar::load(path);
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code, Code::truncated) << size;
  }
  for (const size_t at : {size_t{3}, size_t{40}, bytes.size() / 3, bytes.size() - 5}) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(~damaged[at]);
    ASSERT_TRUE(write_file_atomically(path, damaged));
    const auto model = Grammar::load(path);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, Code::malformed) << at;
  }
  std::filesystem::remove(path);
}

TEST(Grammar, AModelForOtherFeaturesIsRefused) {
  const std::string bytes = read_file(kModel, 64 << 20).value();
  const auto file = ModelFile::parse(bytes, kModel);
  ASSERT_TRUE(file);
  ModelSections sections;
  for (const char* name : {"tags", "actions", "forms", "endings", "splitter", "tagger", "parser"})
    sections.emplace_back(name, file->section(name));
  sections.emplace_back("signature", "1");
  const std::string path =
      (std::filesystem::temp_directory_path() / "grammar_test_other.bin").string();
  ASSERT_TRUE(write_file_atomically(path, pack_model_file(sections)));
  const auto other = Grammar::load(path);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, Code::malformed);
  std::filesystem::remove(path);
}

// The treebank, unpacked; empty when it is not at hand.
std::string treebank(const std::string& name) {
  const char* shared = std::getenv("ENTENTE_SHARED");
  const std::string base =
      shared != nullptr ? shared : std::string(ENTENTE_SOURCE_DIR) + "/../shared";
  const std::string path = base + "/data/" + name;
  std::string text;
  if (!std::filesystem::exists(path)) return text;
  FILE* pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
  if (pipe == nullptr) return text;
  char buffer[1 << 16];
  for (size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, got);
  pclose(pipe);
  return text;
}

TEST(GrammarQuality, TagsAndTreesOfTheEwtDevelopmentSet) {
  const std::string text = treebank("ud-ewt/en_ewt-ud-dev.conllu.gz");
  if (text.empty())
    GTEST_SKIP() << "skipped: no ud-ewt treebank under $ENTENTE_SHARED or ../shared";
  const auto file = read_conllu(text, "en_ewt-ud-dev.conllu");
  ASSERT_TRUE(file) << to_string(file.error());
  size_t words = 0, tags = 0, arcs_right = 0;
  const auto bare = [](Rel rel) { return name(rel).substr(0, name(rel).find(':')); };
  for (const ConlluSentence& lines : *file) {
    const Sentence gold = to_sentence(lines, text);
    Sentence system = gold;
    grammar().tag_and_parse(system);
    for (size_t i = 0; i < gold.tokens.size(); ++i) {
      const Token &g = gold.tokens[i], &s = system.tokens[i];
      ++words;
      tags += g.upos == s.upos;
      arcs_right += g.head == s.head && bare(g.rel) == bare(s.rel);
    }
  }
  EXPECT_GE(static_cast<double>(tags) / static_cast<double>(words), 0.945);
  EXPECT_GE(static_cast<double>(arcs_right) / static_cast<double>(words), 0.805);
}

}  // namespace
}  // namespace entente
