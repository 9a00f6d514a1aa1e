// Candidates for a name out of a segment: the few entities worth comparing, found by the words they
// share or nearly share, rare words first.
//
//   Searcher searcher(*segment);                     // one a thread: it holds scratch memory
//   for (const Candidate& c : searcher.find(query, 32)) compare(segment->prepared(c.entity), …);
//
// Method: each word of the query finds the terms like it (likely_terms.h); each such term's
// postings give its entities a share of the word's rarity. Words are walked rarest first, the
// likest terms of each first, and only as long as an entity that none of them so far named could
// still come among the best (MaxScore: Turtle and Flood, "Query evaluation: strategies and
// optimizations", 1995); the other terms and words are looked up for the entities found. The result
// is that of adding everything up, which index/reference/search.h does. Word order plays no part,
// missing and further words only lower the share.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "index/likely_terms.h"
#include "index/segment.h"

namespace entente::index {

struct Candidate {
  uint32_t entity;
  float share;  // of the query's words, by rarity and likeness, that it has: 0..1
  bool operator==(const Candidate&) const = default;
};
// The better first: by share, then by number.
bool better(const Candidate& a, const Candidate& b);

// What is asked: the names of one entity, cut into terms once for all segments.
struct Question {
  std::vector<std::vector<Word>> names;
  std::vector<uint32_t> identifiers;  // FeatureRow::value
};
inline constexpr size_t kQuestionNamesMax = 24;
Question question_of(const Entity& entity, const Prepared& prepared);

using Allowed = std::function<bool(const EntityRow&, uint32_t entity)>;

// A word with the terms it may stand for and what they are worth.
struct Asked {
  std::vector<Likely> likely;
  float rarity = 0;  // of the word: as of all that is nearly the same
  size_t postings = 0;
};
struct AskedName {
  std::vector<Asked> words;  // fewest postings first; words that stand for nothing left out
  float whole = 0;           // the rarity of all its words
};
// An identifier that an entity shares counts more than any name.
inline constexpr float kIdentifierShare = 2;
// Postings walked for one name before the rest of its words is only looked up.
inline constexpr size_t kPostingsMax = 400000;

class Searcher {
 public:
  explicit Searcher(const Segment& segment);
  // The best `count_max`, best first; only those that `allowed` lets through, if given.
  std::vector<Candidate> find(const Question& question, size_t count_max,
                              const Allowed& allowed = {});
  AskedName asked(const std::vector<Word>& words);

 private:
  // Of an entity: its share of the name at hand, valid when `word` is not before the name's first.
  struct Tally {
    uint32_t word = 0;  // the last word that counted
    float share = 0;
  };
  // How many entities have a share of about so much: tells a share that enough of them reach.
  static constexpr size_t kSteps = 256;

  void begin_name(float whole);
  void count(Tally& tally, float share);
  // Of some terms of a word, or all.
  void walk(std::span<const Likely> terms, float rarity, const Allowed& allowed);
  void look_up(std::span<const Likely> terms, float rarity);
  void look_up_term(uint32_t term, float share);
  void fill_sieve();
  float reached_by(size_t count) const;
  void keep_above(float share);
  void add_name(const AskedName& name, size_t count_max, const Allowed& allowed);
  bool add_word(const Asked& asked, float left, size_t count_max, bool finding,
                const Allowed& allowed);
  void take_best(size_t count_max, float whole);
  size_t step_of(float share) const;
  void next_word();

  const Segment& segment_;
  LikelyTerms likely_;
  float documents_log_;
  std::vector<Tally> tallies_;  // by entity
  uint32_t name_from_ = 0, word_ = 0;
  float steps_a_share_ = 0;
  std::array<uint32_t, kSteps + 1> steps_{};
  std::vector<uint32_t> touched_;
  bool in_order_ = false;  // touched_
  // A bit for each of touched_, by a hash: of the entities that are looked up, most are not among
  // them, and need not be asked for in tallies_.
  std::array<uint64_t, 1024> sieve_{};
  std::vector<uint32_t> row_;
  std::vector<Candidate> best_, of_name_;
};

}  // namespace entente::index
