// Candidates for a name out of a segment: the few entities worth comparing, found by the words they
// share or nearly share, rare words first.
//
//   Searcher searcher(*segment);                     // one a thread: it holds scratch memory
//   for (const Candidate& c : searcher.find(query, 32)) compare(segment->prepared(c.entity), …);
//
// Method: each word of the query finds the terms like it (the same, one letter off, of the same
// sound in any script); each such term's postings give its entities a share of the word's rarity.
// Words so frequent that their postings would cost more than they tell are only added to what
// the others found; where all are frequent, the two rarest are walked in full. Word order plays no
// part, missing and further words only lower the share.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/segment.h"
#include "names/scripts/sound.h"

namespace entente::index {

struct Candidate {
  uint32_t entity;
  float share;  // of the query's words, by rarity and likeness, that it has: 0..1
};

// What is asked: the names of one entity, cut into terms once for all segments.
struct Question {
  struct Word {
    std::string term;
    std::string latin;  // its first Latin spelling when it is native
    Script script = Script::none;
    SoundForm sound;
    bool joined = false;     // put together from neighbours
    bool syllables = false;  // each of them a syllable, so that a native form may be one word
  };
  std::vector<std::vector<Word>> names;
  std::vector<uint32_t> identifiers;  // FeatureRow::value
};
inline constexpr size_t kQuestionNamesMax = 24;
Question question_of(const Entity& entity, const Prepared& prepared);

using Allowed = std::function<bool(const EntityRow&, uint32_t entity)>;

class Searcher {
 public:
  explicit Searcher(const Segment& segment);
  // The best `count_max`, best first; only those that `allowed` lets through, if given.
  std::vector<Candidate> find(const Question& question, size_t count_max,
                              const Allowed& allowed = {});

  // How like a word of the question a term of the segment is.
  struct Likely {
    uint32_t term;
    float likeness;
  };

 private:
  void add_like(const Question::Word& word, std::vector<Likely>& out);
  void add_by_spelling(const Question::Word& word, std::vector<Likely>& out);
  void add_by_sound(const Question::Word& word, std::vector<Likely>& out);
  void add_by_syllables(const Question::Word& word, std::vector<Likely>& out);
  void gather_sounding(const Question::Word& word, bool native);
  void keep_nearest(size_t count_max);
  const SoundForm& sound_of_term(uint32_t term);
  void look_up(const std::vector<Likely>& likely, float rarity);
  void add_name(const std::vector<Question::Word>& words);
  void walk(const Likely& likely, size_t word, float rarity);
  void best_touched(size_t count_max, const Allowed& allowed, std::vector<Candidate>& out);

  struct Near {
    uint32_t unlike, term;
  };

  const Segment& segment_;
  float documents_log_;
  std::vector<float> shares_, best_;  // by entity: of the name at hand; of all names so far
  std::vector<float> word_share_;     // by entity: of the word at hand
  std::vector<uint32_t> touched_, word_touched_, all_touched_, left_;
  std::vector<uint64_t> marks_;  // a bit a term: seen already; all 0 between uses
  std::vector<Near> near_;
  std::vector<uint32_t> keys_;
  std::unordered_map<uint32_t, SoundForm> sounds_;  // of native terms that were compared before
};

}  // namespace entente::index
