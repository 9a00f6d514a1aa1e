// Cost: a lookup a key, a few operations a row that shares one, and a likeness for those nearest in
// letters; all bounded by the limits below. Tests: index_test.cpp.
#include "index/likely_terms.h"

#include <algorithm>
#include <array>

#include "index/terms.h"
#include "names/distance.h"

namespace entente::index {
namespace {

constexpr size_t kLikelyMax = 64;          // terms a word may stand for
constexpr size_t kTypoTermsMax = 4096;     // rows looked through for one key
constexpr size_t kSoundTermsMax = 16384;   // the same for all sounds of a word
constexpr size_t kSyllableTermsMax = 256;  // of a key of Korean syllables
constexpr size_t kSoundedOfKnown = 32;     // compared by sound where the word itself is a term
constexpr size_t kSoundedMax = 600;        // across scripts
constexpr size_t kSoundedOfScript = 64;    // within a script
constexpr float kLatinMin = 0.66F, kSoundMin = 0.02F;
constexpr float kTypoFloor = 0.65F;
constexpr float kSameFloor =
    0.69F;  // below kLatinMin once the share of what only sounds alike is off
constexpr float kNativeShare = 0.98F;  // a reading is never as good as the spelling itself
constexpr size_t kAhead = 8;           // texts asked for before they are read
constexpr size_t kTimesFound = 4;  // a term may be found by several keys: so often at most, usually
constexpr unsigned kFormBits = 15;

bool is_native(Script script) { return script != Script::latin && script != Script::none; }

std::string_view letters_of(const Word& word) {
  return word.latin.empty() ? std::string_view(word.term) : word.latin;
}

void put_likely(std::vector<Likely>& out, uint32_t term, float likeness) {
  for (Likely& other : out)
    if (other.term == term) {
      other.likeness = std::max(other.likeness, likeness);
      return;
    }
  out.push_back({term, likeness});
}

}  // namespace

Word word_of(std::string term, bool joined) {
  Word out;
  out.script = script_of(term);
  if (is_native(out.script)) {
    out.latin = likely_spelling(term);
    out.sound = sound_form(term);
  }
  out.term = std::move(term);
  out.joined = joined;
  return out;
}

LikelyTerms::LikelyTerms(const Segment& segment)
    : segment_(segment),
      marks_(segment.arrays().terms.size() / 64 + 1, 0),
      forms_(size_t{1} << kFormBits) {}

void LikelyTerms::find(const Word& word, std::vector<Likely>& out) {
  out.clear();
  add_by_spelling(word, out);
  // Words that were put together are found by their letters only, but for given names of syllables:
  // "Han-sol" is one word in Hangul.
  if (!word.joined || word.syllables) {
    add_by_sound(word, out);
    add_by_syllables(word, out);
  }
  std::ranges::stable_sort(out, std::ranges::greater{}, &Likely::likeness);
  if (out.size() > kLikelyMax) out.resize(kLikelyMax);
}

// The same word, or one letter off: then at most two letters and one in length are unlike.
void LikelyTerms::add_by_spelling(const Word& word, std::vector<Likely>& out) {
  const SegmentArrays& a = segment_.arrays();
  keys_.clear();
  if (!is_native(word.script)) typo_keys(word.term, keys_);
  for (uint32_t key : keys_) a.keys.ask_ahead(key);
  a.term_of.each(term_hash(word.term), [&](uint32_t term) {
    if (segment_.term(term) == word.term) put_likely(out, term, 1.0F);
    return true;
  });
  if (word.joined && out.empty() && word.term.size() < 5) return;
  const Glance glance = glance_of(word.term);
  const bool whole =
      word.term.size() < kTypoLettersMax;  // longer ones are cut before they are keys
  const size_t size = word.term.size();
  for (uint32_t key : keys_) {
    const auto rows =
        whole ? a.keys.rows(key, size - 1, size + 1) : a.keys.rows(key, 0, kGlanceLengthMax);
    for (const KeyRow& row : rows.first(std::min(rows.size(), kTypoTermsMax))) {
      if (whole && letters_unlike(glance, row.glance) > 2) continue;
      if (a.terms[row.term].latin_size != 0) continue;
      const float like = likeness_from(kTypoFloor, word.term, segment_.term(row.term));
      if (like >= kLatinMin) put_likely(out, row.term, like);
    }
  }
}

// The terms that share a key of sound and are not too unlike, none twice. Most are too unlike, in
// no order that a processor could foresee: so each is put down, and the next over it where it is.
void LikelyTerms::gather_sounding(const Word& word, bool crosses, size_t count_max) {
  const SegmentArrays& a = segment_.arrays();
  keys_.clear();
  sound_keys(word.term, is_native(word.script) != crosses, crosses ? kShortenedOfQuery : 0, keys_);
  for (uint32_t key : keys_) a.keys.ask_ahead(key);
  const std::string_view letters = letters_of(word);
  const Glance glance = glance_of(letters);
  const size_t size = letters.size(), apart = crosses ? 4 + size : 1 + size / 4;
  counts_.fill(0);
  const uint32_t unlike_max = crosses ? kUnlikeMax : static_cast<uint32_t>(size) + 2;
  size_t left = kSoundTermsMax, count = 0;
  for (uint32_t key : keys_) {
    auto rows = a.keys.rows(key, size - std::min(size, apart), size + apart);
    rows = rows.first(std::min(rows.size(), left));
    left -= rows.size();
    near_.resize(count + rows.size() + 1);
    for (const KeyRow& row : rows) {
      const uint32_t distance = unlike(glance, row.glance);
      ++counts_[distance];
      near_[count] = {distance, row.term};
      count += distance <= unlike_max;
    }
  }
  near_.resize(count);
  keep_nearest(kTimesFound * count_max);
  std::erase_if(near_, [&](const Near& each) {
    uint64_t& marks = marks_[each.term / 64];
    const uint64_t mark = uint64_t{1} << (each.term % 64);
    const bool seen = marks & mark;
    marks |= mark;
    return seen;
  });
  for (const Near& each : near_) marks_[each.term / 64] = 0;
  counts_.fill(0);
  for (const Near& each : near_) ++counts_[each.unlike];
  keep_nearest(count_max);
}

// Leaves those nearest in letters: they are counted by distance, and cut where the count is
// reached.
void LikelyTerms::keep_nearest(size_t count_max) {
  if (near_.size() <= count_max) return;
  uint32_t last = 0;
  size_t room = count_max;
  while (counts_[last] <= room) room -= counts_[last++];
  std::erase_if(near_, [&](const Near& each) {
    if (each.unlike != last) return each.unlike > last;
    return room == 0 || (--room, false);
  });
}

// Rows of terms and their texts lie far apart: rows are asked for all at once.
void LikelyTerms::ask_for_texts() {
  for (const Near& each : near_) __builtin_prefetch(&segment_.arrays().terms[each.term]);
}

const SoundForm& LikelyTerms::sound_of_term(uint32_t term) {
  Form& form = forms_[(term * 2654435769U) >> (32 - kFormBits)];
  if (form.term != term) form = {term, sound_form(segment_.term(term))};
  return form.form;
}

// Hangul for Latin syllables and the other way round: few share a key, all of them are compared.
void LikelyTerms::add_by_syllables(const Word& word, std::vector<Likely>& out) {
  const SegmentArrays& a = segment_.arrays();
  const bool native_word = is_native(word.script);
  keys_.clear();
  syllable_keys(word.term, keys_);
  for (uint32_t key : keys_) {
    const auto rows = a.keys.rows(key, 0, kGlanceLengthMax);
    for (const KeyRow& row : rows.first(std::min(rows.size(), kSyllableTermsMax))) {
      const bool native = is_native(static_cast<Script>(a.terms[row.term].script));
      if (native == native_word) continue;
      const double like = native ? sound_likeness(sound_of_term(row.term), word.term)
                                 : sound_likeness(word.sound, segment_.term(row.term));
      put_likely(out, row.term, kNativeShare * static_cast<float>(like));
    }
  }
}

// By sound: those nearest in letters are compared; few where the spelling itself is known.
void LikelyTerms::add_by_sound(const Word& word, std::vector<Likely>& out) {
  const SegmentArrays& a = segment_.arrays();
  const bool known = !out.empty(), native_word = is_native(word.script);
  const std::string_view letters = letters_of(word);
  for (const bool native : {false, true}) {
    const bool crosses = native != native_word;
    gather_sounding(word, crosses,
                    known     ? kSoundedOfKnown
                    : crosses ? kSoundedMax
                              : kSoundedOfScript);
    ask_for_texts();
    for (size_t i = 0; i < near_.size(); ++i) {
      if (i + kAhead < near_.size())
        __builtin_prefetch(a.text.data() + a.terms[near_[i + kAhead].term].text_at);
      const uint32_t term = near_[i].term;
      float like = 0;
      if (!crosses) like = 0.95F * likeness_from(kSameFloor, letters, segment_.latin(term));
      else if (native_word)
        like = kNativeShare * static_cast<float>(sound_likeness(word.sound, segment_.term(term)));
      else like = kNativeShare * static_cast<float>(sound_likeness(sound_of_term(term), word.term));
      if (like >= (crosses ? kSoundMin : kLatinMin)) put_likely(out, term, like);
    }
  }
}

}  // namespace entente::index
