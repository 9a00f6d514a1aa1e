// Cost: a few nanoseconds a posting walked; a posting list that is looked up is strode through.
// Tests: index_test.cpp, search_test.cpp against reference/search.h.
#include "index/search.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "index/terms.h"
#include "names/scripts/chinese_in_hangul.h"

namespace entente::index {
namespace {

constexpr float kNearlySame = 0.85F;   // terms that count for how rare a word is
constexpr float kSlack = 1e-3F;        // rounding may not cost a candidate
constexpr size_t kAhead = 16;          // tallies asked for before they are read
constexpr size_t kTermsAtOnce = 16;    // of a word, before it is asked again what may still come
constexpr float kKeptAgain = 0.75F;    // of what might come, from which it pays to let go again
constexpr size_t kHangulMax = 256;     // spellings in hangul of a Chinese word
constexpr size_t kJoinedWordsMax = 3;  // as joined_terms() joins them
constexpr size_t kStrideFrom = 8;      // postings for each entity looked up from which to stride

constexpr unsigned kSieveBits = 16;  // as many as sieve_ holds
uint32_t sieve_bit(uint32_t entity) { return entity * 2654435769U >> (32 - kSieveBits); }

}  // namespace

bool better(const Candidate& a, const Candidate& b) {
  return a.share != b.share ? a.share > b.share : a.entity < b.entity;
}

namespace {

// A name of syllables with some of them written as one, as Hangul and Han have them: "kim" "yongju"
// beside "kim" "yong" "ju". Asked for by themselves, for what is one word there would count once
// where two words that are each like a part count twice.
void add_with_joined(const std::vector<Word>& words, size_t count,
                     std::vector<std::vector<Word>>& out) {
  for (size_t from = 0; from < count; ++from) {
    std::string text = words[from].term;
    for (size_t to = from + 1; to < std::min(count, from + kJoinedWordsMax); ++to) {
      text += words[to].term;
      const auto joined =
          std::ranges::find_if(words, [&](const Word& w) { return w.syllables && w.term == text; });
      if (joined == words.end() || out.size() >= kQuestionNamesMax) continue;
      std::vector<Word> name(words.begin(), words.begin() + static_cast<ptrdiff_t>(from));
      name.push_back(*joined);
      name.back().beside = false;
      name.insert(name.end(), words.begin() + static_cast<ptrdiff_t>(to) + 1,
                  words.begin() + static_cast<ptrdiff_t>(count));
      out.push_back(std::move(name));
    }
  }
}

// A Chinese name may stand in hangul, each of its words by itself or all of them as one.
void add_hangul(std::vector<Word>& words, size_t count) {
  std::string whole;
  for (size_t i = 0; i < count; ++i) {
    words[i].hangul = hangul_of_chinese(words[i].term, kHangulMax);
    whole += words[i].term;
  }
  auto hangul = hangul_of_chinese(whole, kHangulMax);
  if (hangul.empty()) return;
  auto same = std::ranges::find(words, whole, &Word::term);
  if (same == words.end()) {
    words.push_back(word_of(whole, true));
    words.back().beside = true;
    same = words.end() - 1;
  }
  same->hangul = std::move(hangul);
}

// What the tokens of a name say of its words: their weight ("joint stock company" is three rare
// words in few lists, and says hardly anything), and an abbreviation, or what one may stand for.
void heed_tokens(const Prepared& prepared, const NameRow& name,
                 const std::vector<std::string>& terms, std::vector<Word>& words) {
  const auto weights = term_weights(prepared, name, terms);
  const auto put_whole = [&](std::string term) {
    Word& word = words.emplace_back();
    word.term = std::move(term);
    word.beside = word.whole = true;
  };
  if (const std::string letters = acronym(prepared, name, terms); !letters.empty())
    put_whole(letters);
  const bool person = prepared.head().sort == Sort::person;
  for (size_t i = 0; i < terms.size(); ++i) {
    words[i].weight = weights[i].weight;
    if (!person && weights[i].weight == 1 && terms[i].size() >= kAcronymMin &&
        terms[i].size() <= kAcronymMax && is_lower(terms[i][0]))
      put_whole(acronym_term(terms[i]));
  }
}

// The first, which is the whole of it.
const NameRow* name_of(const Prepared& prepared, size_t statement) {
  const auto names = prepared.names();
  const auto at = std::ranges::find(names, statement, &NameRow::statement);
  return at == names.end() ? nullptr : &*at;
}

}  // namespace

Question question_of(const Entity& entity, const Prepared& prepared) {
  Question out;
  std::vector<std::vector<Word>> with_joined;  // behind the names as they stand
  for (size_t at = 0; at < entity.statements.size(); ++at) {
    const Statement& statement = entity.statements[at];
    if (!is_name_property(statement.property) || out.names.size() >= kQuestionNamesMax) continue;
    std::vector<Word> words;
    auto terms = name_terms(statement.value);
    auto joined = joined_terms(terms);
    for (const std::string& term : terms) words.push_back(word_of(term, false));
    const size_t count = words.size();
    const auto put_beside = [&](std::string term) -> Word& {
      words.push_back(word_of(std::move(term), true));
      words.back().beside = true;
      return words.back();
    };
    for (JoinedTerm& term : joined) put_beside(std::move(term.text)).syllables = term.syllables;
    add_with_joined(words, count, with_joined);
    std::erase_if(words, [](const Word& w) { return w.syllables; });
    if (const NameRow* name = name_of(prepared, at)) {
      heed_tokens(prepared, *name, terms, words);
      if (name->flags & kNameChinese) add_hangul(words, count);
    }
    // Beside the words themselves: they make a name no longer.
    for (std::string& term : russian_terms(terms)) put_beside(std::move(term));
    for (std::string& term : meaning_terms(statement.value)) put_beside(std::move(term));
    if (!words.empty()) out.names.push_back(std::move(words));
  }
  for (auto& name : with_joined)
    if (out.names.size() < kQuestionNamesMax) out.names.push_back(std::move(name));
  for (const FeatureRow& feature : prepared.features())
    if (feature.kind == FeatureKind::identifier) out.identifiers.push_back(feature.value);
  return out;
}

Searcher::Searcher(const Segment& segment)
    : segment_(segment),
      likely_(segment),
      documents_log_(std::log(static_cast<float>(segment.size()) + 2)),
      tallies_(segment.size()) {}

AskedName Searcher::asked(const std::vector<Word>& words) {
  AskedName out;
  for (const Word& word : words) {
    Asked each;
    likely_.find(word, each.likely);
    size_t common = 0;
    for (const Likely& likely : each.likely) {
      const size_t count = segment_.postings(likely.term).size();
      each.postings += count;
      if (likely.likeness >= kNearlySame) common += count;
    }
    // Joined words can make a word as common as the segment is large, or more.
    each.rarity =
        word.weight * std::max(0.0F, documents_log_ - std::log(static_cast<float>(common) + 1));
    if (!word.beside) out.whole += each.rarity;
    if (!each.likely.empty()) out.words.push_back(std::move(each));
  }
  std::ranges::stable_sort(out.words, {}, &Asked::postings);
  for (const Asked& each : out.words)
    for (const Likely& likely : each.likely)
      __builtin_prefetch(segment_.postings(likely.term).data());
  return out;
}

size_t Searcher::step_of(float share) const {
  return std::min(kSteps, static_cast<size_t>(share * steps_a_share_));
}

void Searcher::next_word() {
  if (++word_ != 0) return;
  tallies_.assign(tallies_.size(), {});  // once in four milliards of words
  name_from_ = word_ = 1;
}

void Searcher::begin_name(float most) {
  steps_a_share_ = static_cast<float>(kSteps) / std::max(most, 0.1F);
  steps_.fill(0);
  touched_.clear();
  in_order_ = false;
  next_word();
  name_from_ = word_;
}

// A word counts once, with the likest of its terms, which come first.
void Searcher::count(Tally& tally, float share) {
  if (tally.word == word_) return;
  tally.word = word_;
  --steps_[step_of(tally.share)];
  tally.share += share;
  ++steps_[step_of(tally.share)];
}

// Lists are short: their postings are put in a row first, so that tallies can be asked for ahead.
// Most entities are met for the first time: these are counted together.
void Searcher::walk(std::span<const Likely> terms, float rarity, const Allowed& allowed) {
  const auto rows = segment_.arrays().entities;
  row_.clear();
  for (const Likely& likely : terms) {
    const auto postings = segment_.postings(likely.term);
    row_.insert(row_.end(), postings.begin(), postings.end());
  }
  size_t at = 0, found = touched_.size();
  touched_.resize(found + row_.size());
  for (const Likely& likely : terms) {
    const float share = likely.likeness * rarity;
    const size_t before = found, end = at + segment_.postings(likely.term).size();
    for (; at < end; ++at) {
      __builtin_prefetch(&tallies_[row_[std::min(at + kAhead, row_.size() - 1)]]);
      const uint32_t entity = row_[at];
      Tally& tally = tallies_[entity];
      if (tally.word >= name_from_) {
        count(tally, share);
      } else if (!allowed || allowed(rows[entity], entity)) {
        tally = {word_, share};
        touched_[found++] = entity;
      }
    }
    steps_[step_of(share)] += static_cast<uint32_t>(found - before);
  }
  touched_.resize(found);
}

void Searcher::fill_sieve() {
  sieve_.fill(0);
  for (const uint32_t entity : touched_) {
    const uint32_t bit = sieve_bit(entity);
    sieve_[bit / 64] |= uint64_t{1} << bit % 64;
  }
}

// For entities found already. A long list is strode through, in strides that double.
void Searcher::look_up_term(uint32_t term, float share) {
  const auto postings = segment_.postings(term);
  if (postings.size() < kStrideFrom * touched_.size()) {
    for (const uint32_t entity : postings) {
      const uint32_t bit = sieve_bit(entity);
      if (!(sieve_[bit / 64] >> bit % 64 & 1)) continue;
      if (Tally& tally = tallies_[entity]; tally.word >= name_from_) count(tally, share);
    }
    return;
  }
  if (!in_order_) std::ranges::sort(touched_);
  in_order_ = true;
  auto from = postings.begin();
  for (const uint32_t entity : touched_) {
    auto to = from;
    for (ptrdiff_t stride = 1; to != postings.end() && *to < entity; stride *= 2) {
      from = to;
      to += std::min(stride, postings.end() - to);
    }
    from = std::lower_bound(from, to, entity);
    if (from == postings.end()) return;
    if (*from == entity) count(tallies_[entity], share);
  }
}

void Searcher::look_up(std::span<const Likely> terms, float rarity) {
  for (const Likely& likely : terms) look_up_term(likely.term, likely.likeness * rarity);
}

// A share that at least `count` entities have; 0 when there are not so many.
float Searcher::reached_by(size_t count) const {
  for (size_t step = kSteps + 1; step > 0; --step) {
    if (steps_[step - 1] >= count) return static_cast<float>(step - 1) / steps_a_share_ - kSlack;
    count -= steps_[step - 1];
  }
  return 0;
}

// Lets go of the entities that stay below, whatever comes. As many as are asked for stay above, so
// that reached_by() never comes down to the steps of those that are let go.
void Searcher::keep_above(float share) {
  if (share <= 0) return;
  size_t kept = 0;
  for (const uint32_t entity : touched_) {
    Tally& tally = tallies_[entity];
    const bool stays = tally.share >= share;
    if (!stays) tally.word = name_from_ - 1;
    touched_[kept] = entity;
    kept += stays;
  }
  touched_.resize(kept);
}

// `left`: what this word and those behind it may give. Whether entities are still being found.
bool Searcher::add_word(const Asked& asked, float left, size_t count_max, bool finding,
                        const Allowed& allowed) {
  const std::span<const Likely> all(asked.likely);
  const float behind = left - all[0].likeness * asked.rarity;
  float kept_for = 2 * left;
  for (size_t at = 0; at < all.size(); at += kTermsAtOnce) {
    const auto terms = all.subspan(at, std::min(kTermsAtOnce, all.size() - at));
    const float most = behind + terms[0].likeness * asked.rarity, reached = reached_by(count_max);
    if (finding && reached > most + kSlack) finding = false;
    if (finding) {
      walk(terms, asked.rarity, allowed);
      continue;
    }
    if (most < kKeptAgain * kept_for) {
      keep_above(reached - most - kSlack);
      fill_sieve();
      kept_for = most;
    }
    look_up(terms, asked.rarity);
  }
  return finding;
}

void Searcher::add_name(const AskedName& name, size_t count_max, const Allowed& allowed) {
  float most = 0;
  for (const Asked& each : name.words) most += each.likely[0].likeness * each.rarity;
  begin_name(most);
  float left = most;
  size_t walked = 0;
  bool finding = true;
  for (const Asked& each : name.words) {
    if (walked > 0 && walked + each.postings > kPostingsMax) finding = false;
    finding = add_word(each, left, count_max, finding, allowed);
    walked += each.postings;
    left -= each.likely[0].likeness * each.rarity;
    next_word();
  }
  take_best(count_max, std::max(name.whole, 0.1F));
}

void Searcher::take_best(size_t count_max, float whole) {
  const float least = reached_by(count_max);
  of_name_.clear();
  for (const uint32_t entity : touched_)
    if (const float share = tallies_[entity].share; share >= least)
      of_name_.push_back({entity, share / whole});
  const size_t keep = std::min(count_max, of_name_.size());
  std::ranges::partial_sort(of_name_, of_name_.begin() + static_cast<std::ptrdiff_t>(keep), better);
  best_.insert(best_.end(), of_name_.begin(), of_name_.begin() + static_cast<std::ptrdiff_t>(keep));
}

std::vector<Candidate> Searcher::find(const Question& question, size_t count_max,
                                      const Allowed& allowed) {
  best_.clear();
  if (count_max == 0) return {};
  for (const auto& words : question.names) add_name(asked(words), count_max, allowed);
  // The best of an entity's names.
  std::ranges::sort(best_, [](const Candidate& a, const Candidate& b) {
    return a.entity != b.entity ? a.entity < b.entity : a.share > b.share;
  });
  const auto same = std::ranges::unique(best_, {}, &Candidate::entity);
  best_.erase(same.begin(), same.end());
  for (const uint32_t identifier : question.identifiers)
    segment_.arrays().identifiers.each(identifier, [&](uint32_t entity) {
      if (allowed && !allowed(segment_.arrays().entities[entity], entity)) return true;
      const auto at = std::ranges::find(best_, entity, &Candidate::entity);
      if (at != best_.end()) at->share += kIdentifierShare;
      else best_.push_back({entity, kIdentifierShare});
      return true;
    });
  std::ranges::sort(best_, better);
  if (best_.size() > count_max) best_.resize(count_max);
  return best_;
}

}  // namespace entente::index
