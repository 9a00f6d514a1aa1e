// Cost: a lookup a key, a likeness a term that shares one (after a look at its letters), a few
// nanoseconds a posting; all bounded by the limits below. Tests: index_test.cpp.
#include "index/search.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/text.h"
#include "index/terms.h"
#include "names/distance.h"

namespace entente::index {
namespace {

constexpr size_t kLikelyMax = 64;        // terms a word may stand for
constexpr size_t kTypoTermsMax = 2048;   // looked at for one key
constexpr size_t kSoundTermsMax = 8192;  // looked at by their letters, for one word
constexpr size_t kSoundedOfKnown = 32;   // the same where the word itself is a term
constexpr size_t kSoundedMax = 600;      // compared by sound, for one word
constexpr size_t kPostingsMax = 12000;   // walked for rare words of a name
constexpr size_t kFrequentMax = 120000;  // walked where all its words are frequent
constexpr size_t kLookedUpMax = 400;     // candidates that frequent words are looked up for
constexpr float kLatinMin = 0.66F, kSoundMin = 0.02F;
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

// Letters that one has and the other has not, and the difference in length.
int unlike(uint32_t letters, size_t size, const TermRow& row) {
  const size_t other = row.latin_size ? row.latin_size : row.text_size;
  return 2 * std::popcount(letters ^ row.letters) +
         static_cast<int>(size > other ? size - other : other - size);
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
    for (std::string& term : joined) words.push_back(word_of(std::move(term), true));
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
      word_share_(segment.size(), 0) {}

// The terms like a word, the likest first.
void Searcher::add_like(const Question::Word& word, std::vector<Likely>& out) {
  add_by_spelling(word, out);
  // Words that were put together are found by their letters only.
  if (!word.joined) add_by_sound(word, out);
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
  std::vector<uint32_t> keys;
  if (!is_native(word.script)) {
    typo_keys(word.term, keys);
    for (uint32_t key : keys) {
      size_t seen = 0;
      a.keys.each(key, [&](uint32_t term) {
        const TermRow& row = a.terms[term];
        if (row.latin_size == 0) {
          const float like = likeness(word.term, segment_.term(term));
          if (like >= kLatinMin) put(term, like);
        }
        return ++seen < kTypoTermsMax;
      });
    }
  }
}

// By sound: those nearest in letters are compared; few where the spelling itself is known.
void Searcher::add_by_sound(const Question::Word& word, std::vector<Likely>& out) {
  const SegmentArrays& a = segment_.arrays();
  const auto put = [&](uint32_t term, float likeness) { put_likely(out, term, likeness); };
  const size_t sounded_max = out.empty() ? kSoundedMax : kSoundedOfKnown;
  struct Near {
    int unlike;
    uint32_t term;
    bool native;
  };
  std::vector<Near> near;
  const std::string_view letters = word.latin.empty() ? std::string_view(word.term) : word.latin;
  const uint32_t mask = letter_mask(letters);
  std::vector<uint32_t> keys;
  for (const bool native : {false, true}) {
    keys.clear();
    const bool crosses = native != is_native(word.script);
    sound_keys(word.term, native, crosses ? kShortenedOfQuery : 0, keys);
    size_t seen = 0;
    for (uint32_t key : keys)
      a.keys.each(key, [&](uint32_t term) {
        near.push_back({unlike(mask, letters.size(), a.terms[term]), term, native});
        return ++seen < kSoundTermsMax;
      });
  }
  std::ranges::sort(near, {}, &Near::term);
  const auto same = std::ranges::unique(near, {}, &Near::term);
  near.erase(same.begin(), same.end());
  if (near.size() > sounded_max) {
    std::ranges::nth_element(near, near.begin() + static_cast<std::ptrdiff_t>(sounded_max), {},
                             &Near::unlike);
    near.resize(sounded_max);
  }
  for (const Near& each : near) {
    const bool native_word = is_native(word.script);
    float like = 0;
    if (native_word && !each.native)
      like =
          kNativeShare * static_cast<float>(sound_likeness(word.sound, segment_.term(each.term)));
    else if (!native_word && each.native)
      like = kNativeShare *
             static_cast<float>(sound_likeness(sound_form(segment_.term(each.term)), word.term));
    else like = 0.95F * likeness(letters, segment_.latin(each.term));
    if (like >= (native_word != each.native ? kSoundMin : kLatinMin)) put(each.term, like);
  }
}

void Searcher::walk(const Likely& likely, size_t, float rarity) {
  const float share = likely.likeness * rarity;
  for (uint32_t entity : segment_.postings(likely.term)) {
    if (word_share_[entity] == 0) word_touched_.push_back(entity);
    word_share_[entity] = std::max(word_share_[entity], share);
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
    if (touched_.size() > kLookedUpMax)
      std::ranges::nth_element(touched_, touched_.begin() + kLookedUpMax,
                               [&](uint32_t x, uint32_t y) { return shares_[x] > shares_[y]; });
    for (size_t k = 0; k < std::min(touched_.size(), kLookedUpMax); ++k)
      for (const Likely& likely : asked[i].likely) {
        const auto postings = segment_.postings(likely.term);
        if (!std::ranges::binary_search(postings, touched_[k])) continue;
        shares_[touched_[k]] += likely.likeness * asked[i].rarity;
        break;
      }
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
