#include "reading/grammar/signature.h"

#include <array>
#include <string_view>

#include "reading/grammar/feature_hash.h"
#include "reading/grammar/linear_model.h"
#include "reading/grammar/parser.h"
#include "reading/grammar/sentence_splitter.h"
#include "reading/grammar/tagger.h"
#include "reading/grammar/tokeniser.h"

namespace entente {
namespace {

class Collector {
 public:
  uint64_t* out() { return features_.data(); }
  void take(size_t count) {
    hash_ = mix(hash_, count);
    for (size_t i = 0; i < count; ++i) hash_ = mix(hash_, features_[i]);
  }
  uint64_t hash() const { return finish(hash_); }

 private:
  std::array<uint64_t, kFeaturesMax> features_{};
  uint64_t hash_ = 0;
};

}  // namespace

uint64_t feature_signature(const FormTable& forms) {
  constexpr std::string_view kText = "Qqzz xxqj zqqxs, Jjqx-7 qzzjed.";
  const std::vector<TokenSpan> spans = tokenise(kText, 0, kText.size());
  std::vector<Token> tokens;
  for (const TokenSpan& s : spans) {
    Token t;
    t.form = t.lemma = kText.substr(s.begin, s.size());
    t.xpos = tokens.size() % 2 == 0 ? "NN" : "VBD";
    t.upos = tokens.size() % 2 == 0 ? Upos::noun : Upos::verb;
    tokens.push_back(t);
  }
  Collector all;
  all.take(SplitterInput(kText, spans).features(0, 3, all.out()));
  all.take(TaggerInput(tokens, forms).features(2, 5, 6, all.out()));
  const ParserInput input(tokens);
  ParserState state(input.size());
  for (const Move move : {Move::shift, Move::shift, Move::left, Move::shift, Move::shift}) {
    state.apply({move, Rel::obj});
    all.take(state.features(input, all.out()));
  }
  return all.hash();
}

}  // namespace entente
