// All phrases of the dictionaries in one trie over pieces, and the search for the longest of them
// in a sentence.
//
//   PhraseIndex index;
//   index.add("North Korea", 17, PhraseIndex::Mode::name);
//   index.find(sentence, entries);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reading/lexicon/dictionaries.h"
#include "reading/lexicon/pieces.h"

namespace entente {

class PhraseIndex {
 public:
  // A name keeps its case or stands in capitals; a word matches by form or lemma in any case.
  enum class Mode : uint8_t { name, word };

  PhraseIndex();
  // Room for about so many phrases, so that filling does not rehash.
  void reserve(size_t phrases);
  // Both spellings read as one piece: defence, defense.
  void add_spelling(std::string_view spelling, std::string_view other);
  // False when the phrase has no pieces, or is there already for this entry. Phrases of one node
  // keep the order of `add`.
  bool add(std::string_view phrase, uint32_t entry, Mode mode);

  std::vector<Match> find(const Sentence& sentence, const std::vector<Entry>& entries) const;
  // Entries whose whole phrase is this text in any case, in the order of `add`.
  std::vector<uint32_t> exact(std::string_view text) const;

 private:
  using PieceId = uint32_t;
  using NodeId = uint32_t;
  struct Phrase {
    uint32_t entry = 0;
    uint32_t next = 0;         // further phrase at this node, 0 for none
    uint32_t first_shape = 0;  // in shapes_
    uint16_t size = 0;         // pieces
    Mode mode{};
  };
  struct Node {
    uint32_t first_phrase = 0, last_phrase = 0;
  };
  // (node, piece) -> child node: open addressing, at most half full, nothing is ever removed.
  class Steps {
   public:
    void reserve(size_t count);
    NodeId find(NodeId node, PieceId piece) const;       // 0 for none
    void set(NodeId node, PieceId piece, NodeId child);  // not yet there

   private:
    struct Slot {
      uint64_t key = 0;
      NodeId child = 0;  // 0 marks a free slot
    };
    size_t place(uint64_t key) const;  // the slot where the key stands or would
    std::vector<Slot> slots_;          // a power of two of them, or none
    size_t used_ = 0;
  };
  struct Text;       // the sentence as pieces
  struct Candidate;  // the longest phrases from one place on
  class Search;

  PieceId intern(std::string_view folded);
  PieceId id_of(std::string_view folded, std::string& scratch) const;
  NodeId child(NodeId node, PieceId piece) const;
  Text text_of(const Sentence& sentence) const;

  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  std::unordered_map<std::string, PieceId, Hash, std::equal_to<>> pieces_;  // by lower-case text
  PieceId next_piece_ = 1;
  std::vector<NodeId> roots_;  // by piece; 0 for none
  Steps steps_;                // below the roots
  std::vector<Node> nodes_;
  std::vector<Phrase> phrases_;
  std::vector<Shape> shapes_;
  std::string scratch_;  // of add() and intern(), kept to save allocations
  std::vector<Piece> split_;
};

}  // namespace entente
