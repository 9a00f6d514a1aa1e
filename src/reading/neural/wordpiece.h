// Words to numbers of wordpieces, as BERT's uncased vocabulary cuts them, and the shape of each
// word, which tells the encoder what lower case hides.
//
//   auto pieces = Wordpieces::view(section);   // one piece a line
//   pieces->append("Pyongyang", out);          // "pyongyang" or "p ##yo ##ng ##yang"
//
// The twin that training uses is training/neural/treebank.py.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace entente {

class Wordpieces {
 public:
  static constexpr size_t kPerWordMax = 8;  // further pieces of a word are left out

  // malformed when a special piece is missing. The bytes must outlive the result.
  static Result<Wordpieces> view(std::string_view lines);
  // Between one and kPerWordMax numbers.
  void append(std::string_view word, std::vector<uint32_t>& out) const;
  uint32_t begin() const { return begin_; }  // [CLS]
  uint32_t end() const { return end_; }      // [SEP]
  size_t size() const { return numbers_.size(); }

 private:
  struct Hash {
    size_t operator()(std::string_view s) const;
  };
  void append_run(std::string_view run, std::vector<uint32_t>& out) const;
  std::unordered_map<std::string_view, uint32_t, Hash> numbers_;  // later pieces with their "##"
  uint32_t begin_ = 0, end_ = 0, unknown_ = 0;
  size_t longest_ = 0;  // bytes
};

// 0 small, 1 Capital, 2 CAPITALS, 3 one capital, 4 miXed, 5 digits, 6 digits and letters.
uint8_t shape_of_word(std::string_view word);

// One sentence as the encoder sees it: [CLS], the pieces of each word, [SEP].
struct PieceRow {
  std::vector<uint32_t> pieces;
  std::vector<uint8_t> shapes;   // of the same length, below 16: as below, later pieces 8 more
  std::vector<uint32_t> firsts;  // 0 for the root, then each word's first piece

  size_t words() const { return firsts.size() - 1; }
  void open(const Wordpieces& vocabulary);
  void add(const Wordpieces& vocabulary, std::string_view word);
  void close(const Wordpieces& vocabulary);
};

}  // namespace entente
