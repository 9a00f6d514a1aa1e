// Origins are compared at the end of the attribution chain. Speakers are joined, with a written
// reason, when they are one entity or one government, bear one folded name, when one claim cites
// the publisher of another's document, when quotes in two documents are near copies, or when one
// names nobody ("media reports") and may have it from the other. Joining is
// transitive (union-find). An origin bears the name of a voice that has it from nobody else here.
#include "weighing/origins.h"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <map>
#include <numeric>

#include "weighing/actors.h"
#include "weighing/chains.h"
#include "weighing/near_copies.h"

namespace entente {
namespace {

constexpr size_t kReasonsMax = 12;

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
    derived_.resize(voices_.size());
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
              : s.key.starts_with("name:")
                  ? fmt::format("“{}” and “{}” are not told apart", other.name, s.name)
                  : fmt::format("“{}” and “{}” are one entity", other.name, s.name);
      join(at->second, i, why);
    }
  }

  void join_cited_publishers() {
    std::map<std::string, std::vector<size_t>> by_publisher;
    for (size_t i = 0; i < voices_.size(); ++i)
      if (const auto& publisher = document(i).publisher; !publisher.empty())
        by_publisher[voice_name(publisher)].push_back(i);
    for (size_t i = 0; i < voices_.size(); ++i)
      for (const auto& m : claims_[voices_[i].claim].attribution) {
        const auto cited = by_publisher.find(voice_name(m.text));
        if (cited == by_publisher.end()) continue;
        const auto report = report_meant(cited->second, i);
        if (!report) continue;
        derived_[i] = true;
        join(*report, i, fmt::format("“{}” is cited, and its own report is in the ledger", m.text));
      }
  }

  // What "media reports" say may be the word of anybody who is here: of the first who said it.
  void join_nobodys() {
    const auto is_named = [&](size_t i) { return !voices_[i].speaker.nobody; };
    std::optional<size_t> first;
    for (const bool named : {true, false})
      for (size_t i = 0; i < voices_.size() && (named || !first || !is_named(*first)); ++i)
        if (is_named(i) == named && (!first || day(i) < day(*first))) first = i;
    for (size_t i = 0; i < voices_.size(); ++i) {
      if (is_named(i) || i == *first) continue;
      const auto& by = voices_[i].speaker.name;
      derived_[i] = true;
      join(*first, i,
           fmt::format("“{}” may mean what “{}” said: it names nobody", by,
                       voices_[*first].speaker.name));
    }
  }

  void join_near_copies() {
    if (std::ranges::all_of(voices_, [&](const Voice& v) {
          return claims_[v.claim].document.id == claims_[voices_[0].claim].document.id;
        }))
      return;
    std::vector<size_t> order(voices_.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](size_t i) { return day(i); });
    std::map<std::string_view, uint32_t> documents;
    std::vector<CopyText> texts;
    for (const size_t i : order) {
      const auto number = documents.emplace(document(i).id, documents.size()).first->second;
      texts.push_back({number, shingles_of(claims_[voices_[i].claim].quote.text)});
    }
    for (const auto& c : find_near_copies(texts)) {
      const size_t copy = order[c.text], original = order[c.original];
      derived_[copy] = true;
      copies_.push_back({voices_[copy].claim, voices_[original].claim});
      join(original, copy,
           fmt::format(
               "the words in “{}” and “{}” are near copies ({:.0f} % of three-word runs shared)",
               document(original).title, document(copy).title, c.alike * 100));
    }
  }

  std::vector<Origin> origins(const PropositionKey& key, const WeighOptions& options) {
    std::vector<std::string> actors = key.from;
    actors.insert(actors.end(), key.to.begin(), key.to.end());
    std::map<size_t, size_t> place;
    std::vector<Origin> out;
    std::vector<bool> named;
    for (size_t i = 0; i < voices_.size(); ++i) {
      const auto [at, fresh] = place.emplace(root(i), out.size());
      const auto& s = voices_[i].speaker;
      if (fresh) out.emplace_back(), named.push_back(false);
      Origin& o = out[at->second];
      if (fresh || (!named[at->second] && !derived_[i])) {
        o.key = s.key, o.name = s.name, o.state = s.state;
        named[at->second] = !derived_[i];
      }
      o.party = o.party || (!s.state.empty() && std::ranges::find(actors, s.state) != actors.end());
      if (o.rival_reason.empty()) o.rival_reason = rivalry_reason(s.state, actors, options);
      if (o.claims.empty() || o.claims.back() != voices_[i].claim)
        o.claims.push_back(voices_[i].claim);
      for (const auto& why : reasons_[i])
        if (o.joined.size() < kReasonsMax && std::ranges::find(o.joined, why) == o.joined.end())
          o.joined.push_back(why);
    }
    for (auto& o : out) {
      trace_chains(claims_, o);
      for (const auto& copy : copies_)
        if (std::ranges::binary_search(o.claims, copy.copy)) o.copies.push_back(copy);
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

  long day(size_t voice) const {
    const auto published = parse_date(document(voice).published);
    return published ? days_from_epoch(first_day(*published)) : LONG_MAX;
  }

  // Of a publisher's reports the last that was out when it was cited, else its first; none of the
  // citing document itself.
  std::optional<size_t> report_meant(const std::vector<size_t>& reports, size_t citing) const {
    std::optional<size_t> out;
    for (const size_t r : reports) {
      if (document(r).id == document(citing).id) continue;
      const bool out_then = day(r) <= day(citing);
      const bool better = !out || (out_then && (day(*out) > day(citing) || day(r) > day(*out)));
      if (better) out = r;
    }
    return out;
  }

  std::span<const Claim> claims_;
  std::vector<Voice> voices_;
  std::vector<size_t> parent_;
  std::vector<std::vector<std::string>> reasons_;
  std::vector<bool> derived_;  // has it from another voice here
  std::vector<Copy> copies_;
};

}  // namespace

std::vector<Origin> find_origins(std::span<const Claim> claims,
                                 const std::vector<ClaimIndex>& which, const PropositionKey& key,
                                 const WeighOptions& options) {
  Voices voices(claims, which, options);
  voices.join_same_speaker();
  voices.join_cited_publishers();
  voices.join_nobodys();
  voices.join_near_copies();
  return voices.origins(key, options);
}

}  // namespace entente
