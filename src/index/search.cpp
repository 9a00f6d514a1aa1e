// Cost: a lookup a key, a likeness a term that shares one (after a look at its letters), a few
// nanoseconds a posting; all bounded by the limits below. Tests: index_test.cpp.
#include "index/search.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "index/terms.h"
#include "names/distance.h"

namespace entente::index {
namespace {

constexpr size_t kLikelyMax = 64;          // terms a word may stand for
constexpr size_t kTypoTermsMax = 2048;     // looked at for one key
constexpr size_t kSoundTermsMax = 8192;    // looked at by their letters, for one word
constexpr size_t kSoundedOfKnown = 32;     // the same where the word itself is a term
constexpr size_t kSyllableTermsMax = 256;  // of a key of Korean syllables
constexpr size_t kSoundedMax = 600;        // compared by sound across scripts, for one word
constexpr size_t kSoundedOfScript = 200;   // the same within a script
constexpr size_t kSoundsKept = 65536;      // of native terms, between questions
constexpr size_t kPostingsMax = 12000;     // walked for rare words of a name
constexpr size_t kFrequentMax = 120000;    // walked where all its words are frequent
constexpr size_t kLookedUpMax = 400;       // candidates that frequent words are looked up for
constexpr float kLatinMin = 0.66F, kSoundMin = 0.02F;
constexpr float kTypoFloor = 0.65F;
constexpr float kSameFloor =
    0.69F;  // below kLatinMin once the share of what only sounds alike is off
constexpr float kNativeShare = 0.98F;  // a reading is never as good as the spelling itself

bool is_native(Script script) { return script != Script::latin && script != Script::none; }

Question::Word word_of(std::string term, bool joined) {
  Question::Word out;
  out.script = script_of(term);
  if (is_native(out.script)) {
    out.latin = likely_spelling(term);
    out.sound = sound_form(term);
  }
  out.term = std::move(term);
  out.joined = joined;
  return out;
}

constexpr size_t kAhead = 24;  // rows asked for before they are read

// By hand: without a processor named, std::popcount is a call into a library.
constexpr uint32_t count_bits(uint32_t x) {
  x -= (x >> 1) & 0x55555555U;
  x = (x & 0x33333333U) + ((x >> 2) & 0x33333333U);
  return (((x + (x >> 4)) & 0x0F0F0F0FU) * 0x01010101U) >> 24;
}

constexpr uint32_t kUnlikeMax = 127;

// Letters that one has and the other has not, and the difference in length.
uint32_t unlike(uint32_t letters, size_t size, const TermRow& row) {
  const size_t other = row.latin_size ? row.latin_size : row.text_size;
  const size_t longer = size > other ? size - other : other - size;
  return std::min(kUnlikeMax,
                  2 * count_bits(letters ^ row.letters) + static_cast<uint32_t>(longer));
}

std::string_view letters_of(const Question::Word& word) {
  return word.latin.empty() ? std::string_view(word.term) : word.latin;
}

void put_likely(std::vector<Searcher::Likely>& out, uint32_t term, float likeness) {
  for (Searcher::Likely& other : out)
    if (other.term == term) {
      other.likeness = std::max(other.likeness, likeness);
      return;
    }
  out.push_back({term, likeness});
}

}  // namespace

Question question_of(const Entity& entity, const Prepared& prepared) {
  Question out;
  for (const Statement& statement : entity.statements) {
    if (!is_name_property(statement.property) || out.names.size() >= kQuestionNamesMax) continue;
    std::vector<Question::Word> words;
    auto terms = name_terms(statement.value);
    auto joined = joined_terms(terms);
    for (std::string& term : terms) words.push_back(word_of(std::move(term), false));
    for (JoinedTerm& term : joined) {
      words.push_back(word_of(std::move(term.text), true));
      words.back().syllables = term.syllables;
    }
    if (!words.empty()) out.names.push_back(std::move(words));
  }
  for (const FeatureRow& feature : prepared.features())
    if (feature.kind == FeatureKind::identifier) out.identifiers.push_back(feature.value);
  return out;
}

Searcher::Searcher(const Segment& segment)
    : segment_(segment),
      documents_log_(std::log(static_cast<float>(segment.size()) + 2)),
      shares_(segment.size(), 0),
      best_(segment.size(), 0),
      word_share_(segment.size(), 0),
      marks_(segment.arrays().terms.size() / 64 + 1, 0) {}

// The terms like a word, the likest first.
void Searcher::add_like(const Question::Word& word, std::vector<Likely>& out) {
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

// The same word, or one letter off.
void Searcher::add_by_spelling(const Question::Word& word, std::vector<Likely>& out) {
  const SegmentArrays& a = segment_.arrays();
  const auto put = [&](uint32_t term, float likeness) { put_likely(out, term, likeness); };
  a.term_of.each(term_hash(word.term), [&](uint32_t term) {
    if (segment_.term(term) == word.term) put(term, 1.0F);
    return true;
  });
  if (word.joined && out.empty() && word.term.size() < 5) return;
  keys_.clear();
  if (!is_native(word.script)) {
    typo_keys(word.term, keys_);
    for (uint32_t key : keys_) {
      size_t seen = 0;
      a.keys.each(key, [&](uint32_t term) {
        const TermRow& row = a.terms[term];
        if (row.latin_size == 0) {
          const float like = likeness_from(kTypoFloor, word.term, segment_.term(term));
          if (like >= kLatinMin) put(term, like);
        }
        return ++seen < kTypoTermsMax;
      });
    }
  }
}

// The terms that share a key of sound, as far as the limit goes, none twice. Their rows lie far
// apart: they are asked for some steps before they are read.
void Searcher::gather_sounding(const Question::Word& word, bool native) {
  const SegmentArrays& a = segment_.arrays();
  near_.clear();
  keys_.clear();
  sound_keys(word.term, native, native != is_native(word.script) ? kShortenedOfQuery : 0, keys_);
  size_t seen = 0;
  for (uint32_t key : keys_) {
    if (seen >= kSoundTermsMax) break;
    a.keys.each(key, [&](uint32_t term) {
      uint64_t& marks = marks_[term / 64];
      const uint64_t mark = uint64_t{1} << (term % 64);
      if ((marks & mark) == 0) {
        marks |= mark;
        near_.push_back({0, term});
      }
      return ++seen < kSoundTermsMax;
    });
  }
  const std::string_view letters = letters_of(word);
  const uint32_t mask = letter_mask(letters);
  for (size_t i = 0; i < near_.size(); ++i) {
    if (i + kAhead < near_.size()) __builtin_prefetch(&a.terms[near_[i + kAhead].term]);
    near_[i].unlike = unlike(mask, letters.size(), a.terms[near_[i].term]);
    marks_[near_[i].term / 64] = 0;
  }
}

// Leaves those nearest in letters: counted by distance first, then cut where the count is reached.
void Searcher::keep_nearest(size_t count_max) {
  if (near_.size() <= count_max) return;
  std::array<uint32_t, kUnlikeMax + 1> counts{};
  for (const Near& each : near_) ++counts[each.unlike];
  uint32_t last = 0;
  size_t room = count_max;
  while (counts[last] <= room) room -= counts[last++];
  std::erase_if(near_, [&](const Near& each) {
    if (each.unlike != last) return each.unlike > last;
    return room == 0 || (--room, false);
  });
}

const SoundForm& Searcher::sound_of_term(uint32_t term) {
  const auto at = sounds_.find(term);
  if (at != sounds_.end()) return at->second;
  if (sounds_.size() >= kSoundsKept) sounds_.clear();
  return sounds_.emplace(term, sound_form(segment_.term(term))).first->second;
}

// Hangul for Latin syllables and the other way round: few share a key, all of them are compared.
void Searcher::add_by_syllables(const Question::Word& word, std::vector<Likely>& out) {
  const SegmentArrays& a = segment_.arrays();
  const bool native_word = is_native(word.script);
  keys_.clear();
  syllable_keys(word.term, keys_);
  for (uint32_t key : keys_) {
    size_t seen = 0;
    a.keys.each(key, [&](uint32_t term) {
      const bool native = is_native(static_cast<Script>(a.terms[term].script));
      if (native != native_word) {
        const double like = native ? sound_likeness(sound_of_term(term), word.term)
                                   : sound_likeness(word.sound, segment_.term(term));
        put_likely(out, term, kNativeShare * static_cast<float>(like));
      }
      return ++seen < kSyllableTermsMax;
    });
  }
}

// By sound: those nearest in letters are compared; few where the spelling itself is known.
void Searcher::add_by_sound(const Question::Word& word, std::vector<Likely>& out) {
  const bool known = !out.empty(), native_word = is_native(word.script);
  const std::string_view letters = letters_of(word);
  for (const bool native : {false, true}) {
    const bool crosses = native != native_word;
    gather_sounding(word, native);
    keep_nearest(known ? kSoundedOfKnown : crosses ? kSoundedMax : kSoundedOfScript);
    for (const Near& each : near_) {
      float like = 0;
      if (!crosses) like = 0.95F * likeness_from(kSameFloor, letters, segment_.latin(each.term));
      else if (native_word)
        like =
            kNativeShare * static_cast<float>(sound_likeness(word.sound, segment_.term(each.term)));
      else
        like =
            kNativeShare * static_cast<float>(sound_likeness(sound_of_term(each.term), word.term));
      if (like >= (crosses ? kSoundMin : kLatinMin)) put_likely(out, each.term, like);
    }
  }
}

void Searcher::walk(const Likely& likely, size_t, float rarity) {
  const float share = likely.likeness * rarity;
  for (uint32_t entity : segment_.postings(likely.term)) {
    if (word_share_[entity] == 0) word_touched_.push_back(entity);
    word_share_[entity] = std::max(word_share_[entity], share);
  }
}

// A frequent word: its postings are not walked, the best entities so far are looked for in them,
// in order and in strides that double. Each counts with the likest term that it has.
void Searcher::look_up(const std::vector<Likely>& likely, float rarity) {
  const size_t count = std::min(touched_.size(), kLookedUpMax);
  const auto end = touched_.begin() + static_cast<std::ptrdiff_t>(count);
  if (touched_.size() > count)
    std::ranges::nth_element(touched_, end,
                             [&](uint32_t x, uint32_t y) { return shares_[x] > shares_[y]; });
  left_.assign(touched_.begin(), end);
  std::ranges::sort(left_);
  for (const Likely& each : likely) {
    const auto postings = segment_.postings(each.term);
    size_t at = 0;
    std::erase_if(left_, [&](uint32_t entity) {
      size_t stride = 1;
      while (at + stride < postings.size() && postings[at + stride] < entity) {
        at += stride;
        stride *= 2;
      }
      const auto from =
          postings.begin() + static_cast<std::ptrdiff_t>(std::min(at, postings.size()));
      const size_t reach = std::min(postings.size() - std::min(at, postings.size()), stride + 1);
      at = static_cast<size_t>(
          std::lower_bound(from, from + static_cast<std::ptrdiff_t>(reach), entity) -
          postings.begin());
      if (at >= postings.size() || postings[at] != entity) return false;
      shares_[entity] += each.likeness * rarity;
      return true;
    });
  }
}

void Searcher::add_name(const std::vector<Question::Word>& words) {
  struct Asked {
    std::vector<Likely> likely;
    float rarity = 0;
    size_t postings = 0;
  };
  std::vector<Asked> asked;
  float whole = 0;
  for (const Question::Word& word : words) {
    Asked each;
    add_like(word, each.likely);
    size_t common = 0;
    for (const Likely& likely : each.likely) {
      const size_t count = segment_.postings(likely.term).size();
      each.postings += count;
      if (likely.likeness >= 0.85F) common += count;
    }
    each.rarity = documents_log_ - std::log(static_cast<float>(common) + 1);
    if (!word.joined) whole += each.rarity;
    if (!each.likely.empty()) asked.push_back(std::move(each));
  }
  std::ranges::stable_sort(asked, {}, &Asked::postings);
  const auto take_word = [&] {
    for (uint32_t entity : word_touched_) {
      if (shares_[entity] == 0) touched_.push_back(entity);
      shares_[entity] += word_share_[entity];
      word_share_[entity] = 0;
    }
    word_touched_.clear();
  };
  size_t walked = 0, words_walked = 0;
  for (size_t i = 0; i < asked.size(); ++i) {
    const bool rare = walked + asked[i].postings <= kPostingsMax;
    const bool needed = words_walked < 2 && walked + asked[i].postings <= kFrequentMax;
    if (rare || needed) {
      for (const Likely& likely : asked[i].likely) walk(likely, i, asked[i].rarity);
      walked += asked[i].postings;
      ++words_walked;
      take_word();
      continue;
    }
    look_up(asked[i].likely, asked[i].rarity);
  }
  for (uint32_t entity : touched_) {
    if (best_[entity] == 0) all_touched_.push_back(entity);
    best_[entity] = std::max(best_[entity], shares_[entity] / std::max(whole, 0.1F));
    shares_[entity] = 0;
  }
  touched_.clear();
}

void Searcher::best_touched(size_t count_max, const Allowed& allowed, std::vector<Candidate>& out) {
  for (uint32_t entity : all_touched_) {
    if (!allowed || allowed(segment_.arrays().entities[entity], entity))
      out.push_back({entity, best_[entity]});
    best_[entity] = 0;
  }
  all_touched_.clear();
  const auto better = [](const Candidate& a, const Candidate& b) {
    return a.share != b.share ? a.share > b.share : a.entity < b.entity;
  };
  const size_t keep = std::min(count_max, out.size());
  std::ranges::partial_sort(out, out.begin() + static_cast<std::ptrdiff_t>(keep), better);
  out.resize(keep);
}

std::vector<Candidate> Searcher::find(const Question& question, size_t count_max,
                                      const Allowed& allowed) {
  for (const auto& words : question.names) add_name(words);
  for (uint32_t identifier : question.identifiers)
    segment_.arrays().identifiers.each(identifier, [&](uint32_t entity) {
      if (best_[entity] == 0) all_touched_.push_back(entity);
      best_[entity] += 2;
      return true;
    });
  std::vector<Candidate> out;
  best_touched(count_max, allowed, out);
  return out;
}

}  // namespace entente::index
