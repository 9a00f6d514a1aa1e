// Origins are compared at the end of the attribution chain. Speakers are joined, with a written
// reason, when they are one entity or one government, bear one folded name, when one claim cites
// the publisher of another's document, or when quotes in two documents are near copies. Joining is
// transitive (union-find). Near copies are looked for only among quotes that share a three-word
// run, so the cost stays near linear for texts that differ.
#include "weighing/origins.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "weighing/actors.h"

namespace entente {
namespace {

constexpr double kNearCopy = 0.7;  // a reworded sentence shares under half of its three-word runs
constexpr size_t kShortestWords = 6;
constexpr size_t kReasonsMax = 12;

std::set<std::string> shingles(std::string_view quote) {
  std::vector<std::string> words;
  const std::string folded = lower(quote);
  std::string word;
  for (size_t i = 0; i <= folded.size(); ++i) {
    const char c = i < folded.size() ? folded[i] : ' ';
    if (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) word += c;
    else if (!word.empty()) words.push_back(std::move(word)), word.clear();
  }
  std::set<std::string> out;
  if (words.size() < kShortestWords) return out;
  for (size_t i = 0; i + 2 < words.size(); ++i)
    out.insert(words[i] + ' ' + words[i + 1] + ' ' + words[i + 2]);
  return out;
}

double resemblance(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  std::vector<std::string> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(a.size() + b.size() - both.size());
}

class Voices {
 public:
  Voices(std::span<const Claim> claims, const std::vector<ClaimIndex>& which,
         const WeighOptions& options)
      : claims_(claims) {
    for (const ClaimIndex c : which)
      for (auto& s : speakers_of(claims[c], options)) {
        voices_.push_back({c, std::move(s)});
        parent_.push_back(parent_.size());
      }
    reasons_.resize(voices_.size());
  }

  void join_same_speaker() {
    std::map<std::string, size_t> first;
    for (size_t i = 0; i < voices_.size(); ++i) {
      const auto& s = voices_[i].speaker;
      const auto [at, fresh] = first.emplace(s.key, i);
      if (fresh) continue;
      const auto& other = voices_[at->second].speaker;
      std::string why;
      if (fold_name(s.name) != fold_name(other.name))
        why = s.key.starts_with("state:")
                  ? fmt::format("“{}” and “{}” both speak for one government ({})", other.name,
                                s.name, s.state)
                  : fmt::format("“{}” and “{}” are one entity", other.name, s.name);
      join(at->second, i, why);
    }
  }

  void join_cited_publishers() {
    std::map<std::string, size_t> by_publisher;
    for (size_t i = 0; i < voices_.size(); ++i)
      by_publisher.emplace(fold_name(document(i).publisher), i);
    for (size_t i = 0; i < voices_.size(); ++i)
      for (const auto& m : claims_[voices_[i].claim].attribution) {
        const auto cited = by_publisher.find(fold_name(m.text));
        if (cited == by_publisher.end() || cited->first.empty()) continue;
        if (document(cited->second).id == document(i).id) continue;
        join(cited->second, i,
             fmt::format("“{}” is cited, and its own report is in the ledger", m.text));
      }
  }

  void join_near_copies() {
    std::vector<std::set<std::string>> runs;
    std::unordered_map<std::string, std::vector<size_t>> by_run;
    for (size_t i = 0; i < voices_.size(); ++i) {
      runs.push_back(shingles(claims_[voices_[i].claim].quote.text));
      std::set<size_t> near;
      for (const auto& run : runs[i]) {
        if (const auto seen = by_run.find(run); seen != by_run.end())
          for (const size_t j : seen->second) near.insert(j);
      }
      bool copy = false;
      for (const size_t j : near) copy = join_if_copy(i, j, runs) || copy;
      if (copy) continue;  // later copies will meet the first
      for (const auto& run : runs[i]) by_run[run].push_back(i);
    }
  }

  std::vector<Origin> origins(const PropositionKey& key, const WeighOptions& options) {
    std::vector<std::string> actors = key.from;
    actors.insert(actors.end(), key.to.begin(), key.to.end());
    std::map<size_t, size_t> place;
    std::vector<Origin> out;
    for (size_t i = 0; i < voices_.size(); ++i) {
      const auto [at, fresh] = place.emplace(root(i), out.size());
      const auto& s = voices_[i].speaker;
      if (fresh)
        out.emplace_back(), out.back().key = s.key, out.back().name = s.name,
                            out.back().state = s.state;
      Origin& o = out[at->second];
      o.party = o.party || (!s.state.empty() && std::ranges::find(actors, s.state) != actors.end());
      if (o.rival_reason.empty()) o.rival_reason = rivalry_reason(s.state, actors, options);
      if (o.claims.empty() || o.claims.back() != voices_[i].claim)
        o.claims.push_back(voices_[i].claim);
      for (const auto& why : reasons_[i])
        if (o.joined.size() < kReasonsMax && std::ranges::find(o.joined, why) == o.joined.end())
          o.joined.push_back(why);
    }
    return out;
  }

 private:
  struct Voice {
    ClaimIndex claim;
    Speaker speaker;
  };

  const DocumentRef& document(size_t voice) const { return claims_[voices_[voice].claim].document; }

  size_t root(size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

  void join(size_t a, size_t b, const std::string& why) {
    const size_t ra = root(a), rb = root(b);
    if (!why.empty() && ra != rb) reasons_[b].push_back(why);
    parent_[std::max(ra, rb)] = std::min(ra, rb);
  }

  bool join_if_copy(size_t i, size_t j, const std::vector<std::set<std::string>>& runs) {
    const double alike = resemblance(runs[i], runs[j]);
    if (alike < kNearCopy) return false;
    if (document(i).id == document(j).id) return false;
    join(j, i,
         fmt::format(
             "the words in “{}” and “{}” are near copies ({:.0f} % of three-word runs shared)",
             document(j).title, document(i).title, alike * 100));
    return true;
  }

  std::span<const Claim> claims_;
  std::vector<Voice> voices_;
  std::vector<size_t> parent_;
  std::vector<std::vector<std::string>> reasons_;
};

}  // namespace

double resemblance(std::string_view a, std::string_view b) {
  return resemblance(shingles(a), shingles(b));
}

std::vector<Origin> find_origins(std::span<const Claim> claims,
                                 const std::vector<ClaimIndex>& which, const PropositionKey& key,
                                 const WeighOptions& options) {
  Voices voices(claims, which, options);
  voices.join_same_speaker();
  voices.join_cited_publishers();
  voices.join_near_copies();
  return voices.origins(key, options);
}

}  // namespace entente
