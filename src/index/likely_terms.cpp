// Cost: a lookup a key, a few operations a row that shares one, and a likeness for those nearest in
// letters; all bounded by the limits below. Tests: index_test.cpp.
#include "index/likely_terms.h"

#include <algorithm>
#include <array>

#include "index/terms.h"
#include "names/distance.h"

namespace entente::index {
namespace {

constexpr size_t kLikelyMax = 64;          // terms of its own script that a word may stand for
constexpr size_t kLikelyAcrossMax = 256;   // of others
constexpr size_t kTypoTermsMax = 4096;     // rows looked through for one key
constexpr size_t kSoundTermsMax = 16384;   // the same for all sounds of a word
constexpr size_t kSyllableTermsMax = 256;  // of a key of Korean syllables
constexpr size_t kSoundedOfKnown = 32;     // compared by sound where the word itself is a term
constexpr size_t kSoundedAcross = 600;     // across scripts
constexpr size_t kSoundedOfNative = 2000;  // the same where the terms are native: soon compared
constexpr size_t kSoundedOfScript = 64;    // within a script
constexpr float kLatinMin = 0.66F, kSoundMin = 0.01F;
constexpr float kTypoFloor = 0.65F;
constexpr float kSameFloor =
    0.69F;  // below kLatinMin once the share of what only sounds alike is off
constexpr float kSoundShare = 0.95F;  // what only sounds alike is never as good as what is spelt so
constexpr float kNativeShare = 0.98F;           // a reading is never as good as the spelling itself
constexpr float kHangulShare = 0.97F;           // of a Chinese name in hangul
constexpr size_t kAhead = 8;                    // marks asked for before they are read
constexpr uint32_t kTypoUnlikeMax = 2 * 2 + 1;  // two letters, and one in length
constexpr size_t kTimesFound = 4;  // a term may be found by several keys: so often at most, usually
constexpr unsigned kFormBits = 15;
constexpr size_t kWordsKnownMax = 8192;  // at most 4 MB

bool is_native(Script script) { return script != Script::latin && script != Script::none; }

std::string_view letters_of(const Word& word) {
  return word.latin.empty() ? std::string_view(word.term) : word.latin;
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
      put_(marks_.size(), 0),
      forms_(size_t{1} << kFormBits),
      latin_side_(scripts::SoundTable::built_in()),
      native_side_(scripts::SoundTable::built_in()) {}

// What was found is remembered: queries are full of the same given names. What is put together of
// two names seldom comes again.
void LikelyTerms::find(const Word& word, std::vector<Likely>& out) {
  if (word.joined && !word.syllables) return look_for(word, out);
  std::string key = word.term;
  key += word.joined ? '2' : '0';
  if (!word.hangul.empty()) key += 'h';
  if (word.whole) key += 'w';
  if (const auto at = known_.find(key); at != known_.end()) {
    out = at->second;
    return;
  }
  look_for(word, out);
  if (known_.size() >= kWordsKnownMax) known_.clear();
  known_.emplace(std::move(key), out);
}

void LikelyTerms::put(uint32_t term, float likeness, std::vector<Likely>& out) {
  uint64_t& marks = put_[term / 64];
  const uint64_t mark = uint64_t{1} << (term % 64);
  if (marks & mark) {
    Likely& other = *std::ranges::find(out, term, &Likely::term);
    other.likeness = std::max(other.likeness, likeness);
    return;
  }
  marks |= mark;
  out.push_back({term, likeness});
}

void LikelyTerms::look_for(const Word& word, std::vector<Likely>& out) {
  out.clear();
  if (word.whole) {
    add_whole(word.term, 1.0F, out);
    for (const Likely& each : out) put_[each.term / 64] = 0;
    return;
  }
  add_by_spelling(word, out);
  add_hangul(word, out);
  // Words that were put together are found by their letters only, but for given names of syllables:
  // "Han-sol" is one word in Hangul.
  if (!word.joined || word.syllables) {
    if (is_native(word.script)) native_side_.lay_out({word.sound.units, word.sound.pairs});
    else latin_side_.lay_out(word.term);
    add_by_sound(word, out);
    add_by_syllables(word, out);
  }
  for (const Likely& each : out) put_[each.term / 64] = 0;
  std::ranges::stable_sort(out, std::ranges::greater{}, &Likely::likeness);
  const bool native_word = is_native(word.script);
  size_t own = 0, across = 0;
  std::erase_if(out, [&](const Likely& each) {
    const bool native = segment_.arrays().terms[each.term].latin_size != 0;
    return native == native_word ? ++own > kLikelyMax : ++across > kLikelyAcrossMax;
  });
}

void LikelyTerms::add_hangul(const Word& word, std::vector<Likely>& out) {
  for (const std::string& text : word.hangul) add_whole(text, kHangulShare, out);
}

void LikelyTerms::add_whole(std::string_view text, float likeness, std::vector<Likely>& out) {
  segment_.arrays().term_of.each(term_hash(text), [&](uint32_t term) {
    if (segment_.term(term) == text) put(term, likeness, out);
    return true;
  });
}

// The same word, or one letter off: then at most two letters and one in length are unlike.
void LikelyTerms::add_by_spelling(const Word& word, std::vector<Likely>& out) {
  const KeyRowsView& all = segment_.arrays().keys;
  keys_.clear();
  if (!is_native(word.script)) typo_keys(word.term, keys_);
  for (const uint32_t key : keys_) all.ask_ahead(key);
  add_whole(word.term, 1.0F, out);
  if (word.joined && out.empty() && word.term.size() < 5) return;
  for (const uint32_t key : keys_) all.ask_for_rows(key);
  // Longer ones are cut before they are keys.
  const bool whole = word.term.size() < kTypoLettersMax;
  const Glance glance = glance_of(word.term);
  const size_t size = word.term.size();
  near_.clear();
  for (const uint32_t key : keys_) {
    const KeyRange rows =
        whole ? all.rows(key, size - 1, size + 1) : all.rows(key, 0, kGlanceLengthMax);
    all.sift(rows.first(kTypoTermsMax), glance, whole ? kTypoUnlikeMax : kUnlikeMax, near_);
  }
  leave_each_once();
  std::erase_if(
      near_, [&](const Near& each) { return segment_.arrays().terms[each.term].latin_size != 0; });
  add_alike(word.term, kTypoFloor, 1.0F, out);
}

// The terms that share a key of sound and are not too unlike, none twice. Most are too unlike, in
// no order that a processor could foresee: they are sifted by their glances alone.
void LikelyTerms::gather_sounding(const Word& word, bool crosses, size_t count_max) {
  const KeyRowsView& all = segment_.arrays().keys;
  keys_.clear();
  const size_t whole = sound_keys(word.term, is_native(word.script) != crosses,
                                  crosses ? kShortenedOfQuery : 0, keys_);
  for (const uint32_t key : keys_) all.ask_ahead(key);
  for (const uint32_t key : keys_) all.ask_for_rows(key);
  const std::string_view letters = letters_of(word);
  const Glance glance = glance_of(letters);
  const size_t size = letters.size(), apart = crosses ? 4 + size : 1 + size / 4;
  const uint32_t unlike_max = crosses ? kUnlikeMax : static_cast<uint32_t>(size) + 2;
  size_t left = kSoundTermsMax;
  near_.clear();
  for (size_t i = 0; i < keys_.size(); ++i) {
    const KeyRange rows =
        all.rows(keys_[i], size - std::min(size, apart), size + apart).first(left);
    left -= rows.size();
    const size_t before = near_.size();
    all.sift(rows, glance, unlike_max, near_);
    // Those of a whole skeleton before those that lack a sound: letters alone say little of a term
    // in another script.
    for (size_t k = before; i < whole && crosses && k < near_.size(); ++k) near_[k].unlike /= 2;
  }
  keep_nearest(kTimesFound * count_max);
  leave_each_once();
  keep_nearest(count_max);
}

void LikelyTerms::leave_each_once() {
  for (size_t i = 0; i < near_.size(); ++i) {
    if (i + kAhead < near_.size()) __builtin_prefetch(&marks_[near_[i + kAhead].term / 64]);
    __builtin_prefetch(&segment_.arrays().terms[near_[i].term]);
  }
  std::erase_if(near_, [&](const Near& each) {
    uint64_t& marks = marks_[each.term / 64];
    const uint64_t mark = uint64_t{1} << (each.term % 64);
    const bool seen = marks & mark;
    marks |= mark;
    return seen;
  });
  for (const Near& each : near_) marks_[each.term / 64] = 0;
}

// Leaves those nearest in letters: they are counted by distance, and cut where the count is
// reached.
void LikelyTerms::keep_nearest(size_t count_max) {
  if (near_.size() <= count_max) return;
  std::array<uint32_t, kUnlikeMax + 1> counts{};  // by `unlike`
  for (const Near& each : near_) ++counts[each.unlike];
  uint32_t last = 0;
  size_t room = count_max;
  while (counts[last] <= room) room -= counts[last++];
  std::erase_if(near_, [&](const Near& each) {
    if (each.unlike != last) return each.unlike > last;
    return room == 0 || (--room, false);
  });
}

// Those of near_ that are spelt like these letters; native terms by their Latin spelling.
void LikelyTerms::add_alike(std::string_view letters, float floor, float share,
                            std::vector<Likely>& out) {
  texts_.clear();
  for (const Near& each : near_) {
    texts_.push_back(segment_.latin(each.term));
    __builtin_prefetch(texts_.back().data());
  }
  likenesses_.resize(texts_.size());
  likenesses_from(floor, letters, texts_, likenesses_);
  for (size_t i = 0; i < near_.size(); ++i)
    if (const float like = share * likenesses_[i]; like >= kLatinMin) put(near_[i].term, like, out);
}

LikelyTerms::Form& LikelyTerms::form_of(uint32_t term) {
  return forms_[(term * 2654435769U) >> (32 - kFormBits)];
}

const SoundForm& LikelyTerms::sound_of_term(uint32_t term) {
  Form& form = form_of(term);
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
    const KeyRange rows = a.keys.rows(key, 0, kGlanceLengthMax);
    const auto terms = a.keys.terms.subspan(rows.begin, std::min(rows.size(), kSyllableTermsMax));
    for (const uint32_t term : terms) {
      const bool native = is_native(static_cast<Script>(a.terms[term].script));
      if (native == native_word) continue;
      const double like = native ? sound_likeness(sound_of_term(term), latin_side_)
                                 : sound_likeness(word.sound, native_side_, segment_.term(term));
      put(term, kNativeShare * static_cast<float>(like), out);
    }
  }
}

// By sound: those nearest in letters are compared; few where the spelling itself is known.
void LikelyTerms::add_by_sound(const Word& word, std::vector<Likely>& out) {
  const bool known = !out.empty(), native_word = is_native(word.script);
  for (const bool native : {false, true}) {
    const bool crosses = native != native_word;
    gather_sounding(word, crosses,
                    known     ? kSoundedOfKnown
                    : crosses ? native ? kSoundedOfNative : kSoundedAcross
                              : kSoundedOfScript);
    if (!crosses) {
      add_alike(letters_of(word), kSameFloor, kSoundShare, out);
      continue;
    }
    if (native)
      for (const Near& each : near_) __builtin_prefetch(&form_of(each.term));
    for (const Near& each : near_) {
      const double like = native_word
                              ? sound_likeness(word.sound, native_side_, segment_.term(each.term))
                              : sound_likeness(sound_of_term(each.term), latin_side_);
      if (const float share = kNativeShare * static_cast<float>(like); share >= kSoundMin)
        put(each.term, share, out);
    }
  }
}

}  // namespace entente::index
