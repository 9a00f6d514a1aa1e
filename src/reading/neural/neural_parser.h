// The accurate reader's tagger, parser and recogniser of names: one network for all three.
//
//   auto parser = NeuralParser::load(home + "/models/encoder-en.bin");
//   parser->parse(sentences, tags);    // tags, trees, names; lemmas are the grammar's
//
// A sentence comes out the same whatever it is parsed with and on however many threads. Sentences
// longer than the encoder's window are cut: each further piece hangs on the first as parataxis.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "reading/neural/encoder.h"
#include "reading/sentence.h"

namespace entente {

class NeuralParser {
 public:
  // missing_resource, truncated or malformed, naming the file.
  static Result<NeuralParser> load(const std::string& path);
  // "XPOS/UPOS", in the order of the numbers that parse() gives.
  const std::vector<std::string_view>& tags() const { return model_.tags; }
  // Sets upos, xpos, head and rel of every token, and the names of each sentence, whose tokens are
  // given; tags[s][i] is the number of the tag of token i of sentence s. No sentence is empty.
  void parse(std::span<Sentence* const> sentences, std::vector<std::vector<uint8_t>>& tags) const;

 private:
  struct Tag {
    std::string_view xpos;
    Upos upos = Upos::x;
  };
  struct Window;
  NeuralParser(MappedFile file, EncoderModel model)
      : file_(std::move(file)), model_(std::move(model)) {}
  std::vector<Window> windows_of(std::span<Sentence* const> sentences) const;
  void decode(const Window& window, const float* rows, Sentence& s,
              std::vector<uint8_t>& tags) const;

  MappedFile file_;
  EncoderModel model_;
  std::vector<Tag> tag_values_;
};

}  // namespace entente
