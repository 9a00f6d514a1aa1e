#include "reading/grammar/grammar.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/file.h"
#include "reading/grammar/form_table.h"
#include "reading/grammar/lemmatiser.h"
#include "reading/grammar/linear_model.h"
#include "reading/grammar/model_file.h"
#include "reading/grammar/parser.h"
#include "reading/grammar/sentence_splitter.h"
#include "reading/grammar/signature.h"
#include "reading/grammar/tagger.h"
#include "reading/grammar/tokeniser.h"
#include "reading/neural/neural_parser.h"

namespace entente {

struct Grammar::Parts {
  MappedFile file;
  SentenceSplitter splitter;
  Tagger tagger;
  Lemmatiser lemmatiser;
  Parser parser;
  std::optional<NeuralParser> neural;  // in place of tagger and parser
};

namespace {

// Chosen by what both read of labelled reports and how long it takes them: quality/results.
constexpr ReaderKind kUsualReader = ReaderKind::accurate;

std::unexpected<Error> name_file(Error error, const std::string& path, std::string_view section) {
  error.where = path + ", section " + std::string(section);
  return std::unexpected(std::move(error));
}

// A part of the model whose number of classes must be that of its inventory.
Result<LinearModel> linear_model(const ModelFile& file, std::string_view section, size_t classes,
                                 const std::string& path) {
  auto model = LinearModel::view(file.section(section));
  if (!model) return name_file(model.error(), path, section);
  if (model->classes() != classes)
    return fail(Code::malformed, "the parts of the model do not fit each other",
                path + ", section " + std::string(section), {}, "train the model again");
  return model;
}

Result<FormTable> form_table(const ModelFile& file, std::string_view section, size_t tags,
                             const std::string& path) {
  auto table = FormTable::view(file.section(section), tags);
  if (!table) return name_file(table.error(), path, section);
  return table;
}

}  // namespace

std::span<const ReaderKindInfo> reader_kinds() {
  static constexpr std::array kKinds{
      ReaderKindInfo{ReaderKind::fast, "fast", "a linear model, several times as fast"},
      ReaderKindInfo{ReaderKind::accurate, "accurate", "a neural network with fewer errors"}};
  return kKinds;
}

ReaderKind usual_reader() { return kUsualReader; }

namespace {

bool heads_subject(const Sentence& s, size_t head) {
  return std::any_of(s.tokens.begin(), s.tokens.end(), [&](const Token& t) {
    return t.head == static_cast<int32_t>(head) &&
           (t.rel == Rel::nsubj || t.rel == Rel::nsubj_pass || t.rel == Rel::csubj ||
            t.rel == Rel::expl || t.rel == Rel::cop);
  });
}

size_t root_of(const Sentence& s) {
  size_t root = 0;
  while (root + 1 < s.tokens.size() && s.tokens[root].head >= 0) ++root;
  return root;
}

// Whether an article hangs on a noun behind the root: "The" of "The tanker loaded crude" on
// "crude".
bool article_over_root(const Sentence& s, size_t root) {
  return std::any_of(
      s.tokens.begin(), s.tokens.begin() + static_cast<ptrdiff_t>(root),
      [&](const Token& t) { return t.rel == Rel::det && t.head > static_cast<int32_t>(root); });
}

// "Iran embedded advisers." as advisers that are embedded: a full stop, and nobody who does it.
bool says_nothing(const Sentence& s) {
  const size_t root = root_of(s);
  return root > 0 && s.tokens.back().form == "." &&
         (!heads_subject(s, root) || article_over_root(s, root));
}

bool says_something(const Sentence& s) {
  const size_t root = root_of(s);
  return s.tokens[root].upos == Upos::verb && heads_subject(s, root);
}

}  // namespace

std::string encoder_path(const std::string& home) { return home + "/models/encoder-en.bin"; }

Result<ReaderKind> find_reader_kind(std::string_view word) {
  if (word.empty()) return kUsualReader;
  for (const auto& info : reader_kinds())
    if (info.name == word) return info.kind;
  return fail(Code::bad_argument, "this is no reader", {}, std::string(word),
              "use fast or accurate");
}

Grammar::Grammar(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Grammar::Grammar(Grammar&&) noexcept = default;
Grammar& Grammar::operator=(Grammar&&) noexcept = default;
Grammar::~Grammar() = default;

Result<Grammar> Grammar::load(const std::string& path) {
  auto mapped = MappedFile::open(path);
  if (!mapped && mapped.error().code == Code::not_found)
    return fail(Code::missing_resource, "the reader's model is not there", path, {},
                "train it with training/train.sh, or name its folder with --home");
  if (!mapped) return std::unexpected(mapped.error());
  const auto file = ModelFile::parse(mapped->bytes(), path);
  if (!file) return std::unexpected(file.error());

  auto tags = parse_tags(file->section("tags"));
  if (!tags) return name_file(tags.error(), path, "tags");
  auto actions = parse_actions(file->section("actions"));
  if (!actions) return name_file(actions.error(), path, "actions");
  const auto splitter = linear_model(*file, "splitter", 2, path);
  if (!splitter) return std::unexpected(splitter.error());
  const auto tagger = linear_model(*file, "tagger", tags->size(), path);
  if (!tagger) return std::unexpected(tagger.error());
  const auto parser = linear_model(*file, "parser", actions->size(), path);
  if (!parser) return std::unexpected(parser.error());
  const auto forms = form_table(*file, "forms", tags->size(), path);
  if (!forms) return std::unexpected(forms.error());
  const auto endings = form_table(*file, "endings", tags->size(), path);
  if (!endings) return std::unexpected(endings.error());
  if (file->section("signature") != std::to_string(feature_signature(*forms)))
    return fail(Code::malformed, "the model was trained for another version of the program", path,
                {}, "train the model again (training/train.sh) or restore it");

  return Grammar(std::unique_ptr<Parts>(new Parts{
      std::move(*mapped), SentenceSplitter(*splitter), Tagger(*tagger, *forms, std::move(*tags)),
      Lemmatiser(*forms, *endings), Parser(*parser, std::move(*actions)), std::nullopt}));
}

Result<Grammar> Grammar::load(const std::string& home, ReaderKind kind) {
  auto grammar = load(home + "/models/reader-en.bin");
  if (!grammar || kind == ReaderKind::fast) return grammar;
  const std::string path = encoder_path(home);
  auto neural = NeuralParser::load(path);
  if (!neural) return std::unexpected(neural.error());
  // Lemmas are looked up by the numbers of the fast reader's tags.
  const std::vector<Tag>& tags = grammar->parts_->tagger.tags();
  bool same = tags.size() == neural->tags().size();
  for (size_t i = 0; same && i < tags.size(); ++i)
    same = neural->tags()[i] == std::string(tags[i].xpos) + "/" + std::string(name(tags[i].upos));
  if (!same)
    return fail(Code::malformed, "the two models of the reader know different tags", path, {},
                "train the encoder again (training/train_neural.sh) or restore it");
  grammar->parts_->neural = std::move(*neural);
  return grammar;
}

std::vector<Sentence> Grammar::segment(std::string_view text,
                                       const std::vector<Block>& blocks) const {
  std::vector<Sentence> sentences;
  for (size_t b = 0; b < blocks.size(); ++b) {
    const std::vector<TokenSpan> spans = tokenise(text, blocks[b].begin, blocks[b].end);
    size_t first = 0;
    for (const size_t last : parts_->splitter.split(text, spans)) {
      Sentence s;
      s.begin = spans[first].begin;
      s.end = spans[last].end;
      s.block = static_cast<uint32_t>(b);
      for (; first <= last; ++first) {
        Token token;
        token.begin = spans[first].begin;
        token.end = spans[first].end;
        token.form = text.substr(token.begin, spans[first].size());
        s.tokens.push_back(token);
      }
      sentences.push_back(std::move(s));
    }
  }
  return sentences;
}

ReaderKind Grammar::kind() const {
  return parts_->neural ? ReaderKind::accurate : ReaderKind::fast;
}

void Grammar::tag_and_parse(std::span<Sentence* const> sentences) const {
  if (!parts_->neural) {
    for (Sentence* s : sentences) tag_and_parse(*s);
    return;
  }
  std::vector<std::vector<uint8_t>> tags;
  std::vector<Sentence*> some;  // those with tokens
  for (Sentence* s : sentences)
    if (!s->tokens.empty()) some.push_back(s);
  parts_->neural->parse(some, tags);
  for (size_t i = 0; i < some.size(); ++i) {
    parts_->lemmatiser.lemmatise(some[i]->tokens, tags[i], some[i]->made);
    if (says_nothing(*some[i])) prefer_linear(*some[i]);
  }
}

// The network takes a short sentence whose verb could be a participle for a noun phrase; the linear
// parser seldom does, so it is asked when a full stop says that there should be a verb.
void Grammar::prefer_linear(Sentence& sentence) const {
  Sentence again = sentence;
  tag(again);
  parts_->parser.parse(again.tokens);
  if (says_something(again)) sentence = std::move(again);
}

void Grammar::tag(Sentence& sentence) const {
  if (sentence.tokens.empty()) return;
  std::vector<uint8_t> tags;
  parts_->tagger.tag(sentence.tokens, tags);
  parts_->lemmatiser.lemmatise(sentence.tokens, tags, sentence.made);
}

void Grammar::tag_and_parse(Sentence& sentence) const {
  if (sentence.tokens.empty()) return;
  if (parts_->neural) {
    Sentence* const one[] = {&sentence};
    return tag_and_parse(one);
  }
  tag(sentence);
  parts_->parser.parse(sentence.tokens);
}

std::vector<Sentence> Grammar::analyse(std::string_view text,
                                       const std::vector<Block>& blocks) const {
  std::vector<Sentence> sentences = segment(text, blocks);
  std::vector<Sentence*> all;
  for (Sentence& s : sentences) all.push_back(&s);
  tag_and_parse(all);
  return sentences;
}

}  // namespace entente
