// Measures the grammar stage against treebanks, in the way of the CoNLL 2018 shared task:
// punctuation counts, relations are compared without their subtypes for LAS and with them for
// LAS+, raw text is aligned by character offsets.
//
//   evaluate_grammar MODEL.bin TREEBANK.conllu…      see training/eval.sh
//   evaluate_grammar HOME/accurate TREEBANK.conllu…  the accurate reader of HOME/models
//   evaluate_grammar --errors MODEL.bin TREEBANK…    also lists wrong sentence ends and tokens
#include <cstdio>
#include <ctime>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "reading/grammar/grammar.h"
#include "treebank.h"

namespace entente::training {
namespace {

struct Counts {
  size_t words = 0, upos = 0, xpos = 0, lemma = 0, uas = 0, las = 0, las_subtype = 0;
  size_t content = 0, content_las = 0;
};

std::string_view bare(std::string_view rel) { return rel.substr(0, rel.find(':')); }

// Whether CoNLL 2018 counts the relation for content words (CLAS).
bool is_content(std::string_view rel) {
  static const std::set<std::string_view> kFunction = {"aux", "case", "cc",   "clf",
                                                       "cop", "det",  "mark", "punct"};
  return !kFunction.contains(bare(rel));
}

void count_word(Counts& c, const Token& gold, const Token& system, bool same_head) {
  const bool same_rel = bare(name(gold.rel)) == bare(name(system.rel));
  ++c.words;
  c.upos += gold.upos == system.upos;
  c.xpos += gold.xpos == system.xpos;
  c.lemma += gold.lemma == system.lemma || gold.lemma == "_";
  c.uas += same_head;
  c.las += same_head && same_rel;
  c.las_subtype += same_head && gold.rel == system.rel;
  if (!is_content(name(gold.rel))) return;
  ++c.content;
  c.content_las += same_head && same_rel;
}

double percent(size_t part, size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

double f1(size_t right, size_t gold, size_t system) { return percent(2 * right, gold + system); }

void evaluate_gold_tokens(const Grammar& grammar, const Treebank& bank) {
  Counts c;
  for (const Sentence& gold : bank.sentences) {
    Sentence system = gold;
    grammar.tag_and_parse(system);
    for (size_t i = 0; i < gold.tokens.size(); ++i)
      count_word(c, gold.tokens[i], system.tokens[i], gold.tokens[i].head == system.tokens[i].head);
  }
  std::printf(
      "  gold tokens  UPOS %.2f  XPOS %.2f  lemma %.2f  UAS %.2f  LAS %.2f  LAS+ %.2f  "
      "CLAS(recall) %.2f\n",
      percent(c.upos, c.words), percent(c.xpos, c.words), percent(c.lemma, c.words),
      percent(c.uas, c.words), percent(c.las, c.words), percent(c.las_subtype, c.words),
      percent(c.content_las, c.content));
}

using Place = std::pair<uint32_t, uint32_t>;

struct Words {
  std::map<Place, std::pair<const Sentence*, size_t>> at;  // by span
  std::set<Place> sentences;
  size_t count = 0;
};

Words index(const std::vector<Sentence>& sentences) {
  Words words;
  for (const Sentence& s : sentences) {
    words.sentences.emplace(s.begin, s.end);
    for (size_t i = 0; i < s.tokens.size(); ++i, ++words.count)
      words.at.emplace(Place(s.tokens[i].begin, s.tokens[i].end), std::pair(&s, i));
  }
  return words;
}

Place head_place(const Sentence& s, size_t i) {
  const int head = s.tokens[i].head;
  if (head < 0) return {0, 0};
  return {s.tokens[static_cast<size_t>(head)].begin, s.tokens[static_cast<size_t>(head)].end};
}

void print_errors(const RawText& raw, const Words& gold, const Words& system) {
  const auto show = [&](const char* what, const Place& p, uint32_t around) {
    const uint32_t from = p.first > around ? p.first - around : 0;
    std::string text = raw.text.substr(from, p.first - from) + "⟦" +
                       raw.text.substr(p.first, p.second - p.first) + "⟧" +
                       raw.text.substr(p.second, around);
    for (char& c : text)
      if (c == '\n') c = '~';
    std::printf("%s\t%s\n", what, text.c_str());
  };
  std::set<uint32_t> gold_ends, system_ends;
  for (const Place& p : gold.sentences) gold_ends.insert(p.second);
  for (const Place& p : system.sentences) system_ends.insert(p.second);
  for (const uint32_t e : gold_ends)
    if (!system_ends.contains(e)) show("no end", {e, e}, 50);
  for (const uint32_t e : system_ends)
    if (!gold_ends.contains(e)) show("bad end", {e, e}, 50);
  for (const auto& [place, word] : gold.at)
    if (!system.at.contains(place)) show("no word", place, 20);
}

void evaluate_raw_text(const Grammar& grammar, const Treebank& bank, bool errors) {
  const RawText raw = rebuild_raw_text(bank);
  const std::clock_t start = std::clock();
  const std::vector<Sentence> analysed = grammar.analyse(raw.text, raw.blocks);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const Words gold = index(raw.sentences), system = index(analysed);
  size_t sentences = 0, words = 0, upos = 0, las = 0;
  for (const Place& p : gold.sentences) sentences += system.sentences.contains(p);
  for (const auto& [place, g] : gold.at) {
    const auto found = system.at.find(place);
    if (found == system.at.end()) continue;
    const Token& a = g.first->tokens[g.second];
    const Token& b = found->second.first->tokens[found->second.second];
    ++words;
    upos += a.upos == b.upos;
    las += bare(name(a.rel)) == bare(name(b.rel)) &&
           head_place(*g.first, g.second) == head_place(*found->second.first, found->second.second);
  }
  std::printf(
      "  raw text     sentences F1 %.2f  words F1 %.2f  UPOS F1 %.2f  LAS F1 %.2f   %.0f words/s "
      "of processor time\n",
      f1(sentences, gold.sentences.size(), system.sentences.size()),
      f1(words, gold.count, system.count), f1(upos, gold.count, system.count),
      f1(las, gold.count, system.count), static_cast<double>(system.count) / seconds);
  if (errors) print_errors(raw, gold, system);
}

int run(int argc, char** argv) {
  const bool errors = argc > 1 && std::string_view(argv[1]) == "--errors";
  const int first = errors ? 2 : 1;
  if (argc < first + 2) {
    std::fprintf(stderr, "usage: evaluate_grammar [--errors] MODEL.bin TREEBANK.conllu…\n");
    return 2;
  }
  constexpr std::string_view kAccurate = "/accurate";
  const std::string model = argv[first];
  const auto grammar =
      model.ends_with(kAccurate)
          ? Grammar::load(model.substr(0, model.size() - kAccurate.size()), ReaderKind::accurate)
          : Grammar::load(model);
  if (!grammar) {
    std::fprintf(stderr, "%s\n", to_string(grammar.error()).c_str());
    return 5;
  }
  for (int i = first + 1; i < argc; ++i) {
    const auto bank = load_treebank(argv[i]);
    if (!bank) {
      std::fprintf(stderr, "%s\n", to_string(bank.error()).c_str());
      return 3;
    }
    std::printf("%s\n", argv[i]);
    evaluate_gold_tokens(*grammar, *bank);
    evaluate_raw_text(*grammar, *bank, errors);
  }
  return 0;
}

}  // namespace
}  // namespace entente::training

int main(int argc, char** argv) { return entente::training::run(argc, argv); }
