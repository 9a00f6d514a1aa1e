// The terms of a segment that a word of a question may stand for: the same, a letter off, of the
// same sound in its own script or across scripts.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/key_rows.h"
#include "index/segment.h"
#include "names/scripts/native_side.h"
#include "names/scripts/sound.h"
#include "names/scripts/sound_table.h"

namespace entente::index {

// A word of a question, cut once for all segments.
struct Word {
  std::string term;
  std::string latin;  // its first Latin spelling when it is native
  Script script = Script::none;
  SoundForm sound;
  std::vector<std::string> hangul;  // that it may be written in, being Chinese; as terms
  float weight = 1;        // of a legal form and the like less: they tell no two names apart
  bool joined = false;     // put together from neighbours
  bool beside = false;     // beside the words of the name: it makes it no longer
  bool whole = false;      // an abbreviation: found only as it stands
  bool syllables = false;  // each of them a syllable, so that a native form may be one word
};
Word word_of(std::string term, bool joined);

// How like a word of the question a term of the segment is.
struct Likely {
  uint32_t term;
  float likeness;  // 0..1
};

// One a thread: it holds scratch memory.
class LikelyTerms {
 public:
  explicit LikelyTerms(const Segment& segment);
  // The likest first, of equals the one found first; at most kLikelyMax of its
  // own script and kLikelyAcrossMax of others, none twice.
  void find(const Word& word, std::vector<Likely>& out);

 private:
  struct Form {
    uint32_t term = UINT32_MAX;
    SoundForm form;
  };
  void look_for(const Word& word, std::vector<Likely>& out);
  void add_hangul(const Word& word, std::vector<Likely>& out);
  void add_whole(std::string_view text, float likeness, std::vector<Likely>& out);
  void add_by_spelling(const Word& word, std::vector<Likely>& out);
  void add_by_sound(const Word& word, std::vector<Likely>& out);
  void add_by_syllables(const Word& word, std::vector<Likely>& out);
  void gather_sounding(const Word& word, bool crosses, size_t count_max);
  void keep_nearest(size_t count_max);
  void leave_each_once();
  void add_alike(std::string_view letters, float floor, float share, std::vector<Likely>& out);
  Form& form_of(uint32_t term);
  const SoundForm& sound_of_term(uint32_t term);

  const Segment& segment_;
  void put(uint32_t term, float likeness, std::vector<Likely>& out);

  std::vector<uint64_t> marks_;  // a bit a term: seen already; all 0 between uses
  std::vector<uint64_t> put_;    // the same: among the likely ones of the word at hand
  std::vector<Near> near_;
  std::vector<std::string_view> texts_;
  std::vector<float> likenesses_;
  std::vector<uint32_t> keys_;
  std::vector<Form> forms_;  // of native terms that were compared before, by a hash of the term
  scripts::LatinSide latin_side_;  // of the word at hand
  scripts::NativeSide native_side_;
  std::unordered_map<std::string, std::vector<Likely>> known_;
};

}  // namespace entente::index
