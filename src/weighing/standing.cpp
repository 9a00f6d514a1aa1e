// The rules, first match wins; each is named in the verdict:
//
//   refuted       every origin that asserted it has since said the contrary
//   disputed      asserted by some, denied by a party or contradicted by another origin
//   confirmed     acknowledged by a party to the act; by two, where both act
//   corroborated  two or more independent origins, one of them no party and no rival
//   reported      one origin that asserts it plainly and has no interest in it, or several of
//                 which each is a party or a rival and one asserts it plainly
//   unverified    the rest: one origin, hedged or interested; or only a denial is on record
//
// Where a party itself has acknowledged the deed, an outsider who contradicts it is set aside. A
// denial is never more than a denial, whoever makes it: only its origin, or evidence that an
// outsider states as established (confirmed, negative, nobody asserting it since), refutes.
// Reports that only cite each other round have no origin and stay unverified.
//
// "It may be so" asserts nothing and is set aside. So is what was worked out from a table of trade,
// votes or payments: an origin is whoever says it at the end of the chain, and nobody does. What a
// table itself tells ("imports of …, by its office") is the word of its office or publisher. A
// party that denied first and acknowledges later (or in the same text) has withdrawn its denial.
// Acknowledged means that the text says so (confirmed, admitted): what a party merely says of
// itself stays the word of one interested origin. Modality is read for plain or hedged only; no
// number is made of it.
#include "weighing/standing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "base/text.h"
#include "weighing/actors.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 6> kStandingNames{"unverified", "reported", "corroborated",
                                                         "confirmed",  "disputed", "refuted"};
constexpr std::array<std::string_view, 6> kMeanings{
    "one origin, hedged or interested",
    "one origin that asserts it plainly, or several that all lead to one or are all interested",
    "two or more independent origins, at least one of them no rival of those concerned",
    "acknowledged by a party to the act itself, by both where both act",
    "asserted by some, denied by a party or contradicted by another origin",
    "shown false, or withdrawn by its origin"};

bool is_plain(const Claim& c) {
  switch (c.modality) {
    case Modality::stated:
    case Modality::reported:
    case Modality::confirmed:
    case Modality::planned:
      return true;
    default:
      return false;
  }
}

std::optional<Date> published(const Claim& c) { return parse_date(c.document.published); }

std::string names_of(const std::vector<const Origin*>& origins) {
  std::vector<std::string> names;
  for (const auto* o : origins) names.push_back(o->name);
  return join(names, ", ");
}

// A claim with what the rules ask of it, worked out once for all days.
struct Witness {
  ClaimIndex claim;
  std::optional<Date> published;  // nothing: not known, and taken as no earlier and no later
  std::vector<Speaker> speakers;
  std::vector<std::string> owning;    // states of speakers that acknowledge a deed of their own
  std::vector<std::string> words_of;  // keys of those whose words it is: of a copy, the original's
};

class Judge {
 public:
  Judge(std::span<const Claim> claims, const Proposition& p, const WeighOptions& options)
      : claims_(claims), p_(p), options_(options) {
    for (const ClaimIndex c : p.asserts) asserting_.push_back(witness(c));
    for (const ClaimIndex c : p.denies) denying_.push_back(witness(c));
    for (const auto& o : p.origins) add_words_taken(o);
  }

  // By what was published until then; nothing: by all of it.
  Verdict decide(std::optional<Date> until) {
    asserts_.clear(), retracted_.clear(), used_.clear(), denials_.clear(), contradictions_.clear(),
        aside_.clear();
    gather(until);
    if (asserts_.empty() && retracted_.empty())
      return verdict(Standing::unverified, unasserted(), true);
    if (asserts_.empty())
      return verdict(Standing::refuted, "withdrawn by every origin that asserted it", true);
    if (auto v = shown_false()) return *v;
    if (auto v = disputed()) return *v;
    if (auto v = confirmed()) return *v;
    return by_origins();
  }

  // One row for each change. Only days that can change it are judged: see Mood.
  std::vector<StandingSince> history() {
    std::vector<StandingSince> out;
    Mood mood;
    for (const auto& [day, witnesses] : by_day()) {
      bool news = false;
      for (const Witness* w : witnesses) news = hear(*w, mood) || news;
      const auto now = out.empty() ? Standing::refuted : out.back().standing;
      const bool settled =
          now == Standing::corroborated || now == Standing::disputed || now == Standing::confirmed;
      if (now == Standing::refuted || mood.turned || (news && !settled))
        add_row(out, day, witnesses);
      mood.turned = false;
    }
    return out;
  }

  // The same, judging every day: slow and obvious.
  std::vector<StandingSince> history_by_every_day() {
    std::vector<StandingSince> out;
    for (const auto& [day, witnesses] : by_day()) add_row(out, day, witnesses);
    return out;
  }

 private:
  // What each speaker has said so far. A day can change the standing only when somebody says what
  // he had not said since he last said the contrary; and, once it is corroborated or disputed, only
  // when somebody denies, withdraws or acknowledges.
  struct Mood {
    enum : unsigned { hedged = 1, plain = 2, owns = 4, denies = 8 };
    std::map<std::string, unsigned> said;
    bool turned = false;  // something other than a further assertion was heard
  };

  bool hear(const Witness& w, Mood& mood) const {
    const Claim& c = claims_[w.claim];
    const bool denial = c.modality == Modality::denied || c.polarity == Polarity::negative;
    const unsigned now = denial              ? Mood::denies
                         : !w.owning.empty() ? Mood::owns
                         : is_plain(c)       ? Mood::plain
                                             : Mood::hedged;
    if (!denial && (c.modality == Modality::possible || is_worked_out(c))) return true;
    bool news = false;
    const auto take = [&](const std::string& key) {
      unsigned& said = mood.said[key];
      const bool contrary = denial ? (said & ~Mood::denies) != 0 : (said & Mood::denies) != 0;
      if (contrary) said = 0;
      if ((said & now) == 0) {
        news = true;
        mood.turned = mood.turned || denial || now == Mood::owns || contrary;
      }
      said |= now;
    };
    for (const auto& key : w.words_of) take(key);
    for (const auto& s : w.speakers)
      if (!s.state.empty()) take("state:" + s.state);
    return news;
  }

  // Undated ones first, then by the last day on which each may have been published.
  std::map<std::optional<Date>, std::vector<const Witness*>> by_day() const {
    std::map<std::optional<Date>, std::vector<const Witness*>> out;
    for (const auto* list : {&asserting_, &denying_})
      for (const auto& w : *list)
        out[w.published ? std::optional(last_day(*w.published)) : std::nullopt].push_back(&w);
    return out;
  }

  void add_row(std::vector<StandingSince>& out, const std::optional<Date>& day,
               const std::vector<const Witness*>& witnesses) {
    Verdict v = decide(day.value_or(Date{1, 1, 1}));
    if (!out.empty() && out.back().standing == v.standing) return;
    std::vector<ClaimIndex> said, because;
    for (const Witness* w : witnesses) said.push_back(w->claim);
    std::ranges::sort(said);
    std::ranges::set_intersection(said, v.used, std::back_inserter(because));
    out.push_back({day, v.standing, because.empty() ? said : because, std::move(v.rule)});
  }

  Witness* asserting(ClaimIndex c) {
    const auto w = std::ranges::lower_bound(asserting_, c, {}, &Witness::claim);
    return w != asserting_.end() && w->claim == c ? &*w : nullptr;
  }

  // Whoever copies or cites a report passes on the words of those whose words the report passes on.
  void add_words_taken(const Origin& o) {
    if (o.claims.size() < 2) return;
    std::map<std::string, std::set<std::string>> words;  // of a publisher's reports here
    for (const ClaimIndex c : o.claims)
      if (const auto& publisher = claims_[c].document.publisher; !publisher.empty())
        words.try_emplace(voice_name(publisher));
    for (bool more = true; more;) {
      more = false;
      for (const ClaimIndex c : o.claims) {
        Witness* w = asserting(c);
        if (!w) continue;
        const std::string own = voice_name(claims_[c].document.publisher);
        for (const auto& m : claims_[c].attribution)
          if (const auto at = words.find(voice_name(m.text)); at != words.end() && at->first != own)
            more = pass_on(at->second, *w) || more;
        if (const auto at = words.find(own); at != words.end())
          for (const auto& key : w->words_of) more = at->second.insert(key).second || more;
      }
      for (const auto& [copy, original] : o.copies)
        if (Witness* from = asserting(original), *to = asserting(copy); from && to)
          more = pass_on(from->words_of, *to) || more;
    }
  }
  template <class Keys>
  static bool pass_on(const Keys& keys, Witness& to) {
    bool more = false;
    for (const auto& key : keys)
      if (std::ranges::find(to.words_of, key) == to.words_of.end())
        to.words_of.push_back(key), more = true;
    return more;
  }

  Witness witness(ClaimIndex c) const {
    Witness out{c, published(claims_[c]), speakers_of(claims_[c], options_), {}, {}};
    for (const auto& s : out.speakers) {
      if (acknowledges(claims_[c]) && is_actor(s.state)) out.owning.push_back(s.state);
      out.words_of.push_back(s.key);
    }
    return out;
  }

  // Admitted, announced, verified by itself. What a party merely says of itself is a claim.
  static bool acknowledges(const Claim& c) {
    return c.modality == Modality::confirmed && !c.attribution.empty();
  }

  std::string unasserted() const {
    const bool denied = !denials_.empty() || !contradictions_.empty();
    if (aside_.empty()) return "only the denial is on record: no claim here asserts it";
    if (std::ranges::all_of(aside_,
                            [&](const SetAside& s) { return is_worked_out(claims_[s.claim]); }))
      return denied ? "worked out from a table, said by nobody, and denied"
                    : "worked out from a table, and said by nobody";
    return denied ? "it is only said that it may be so, and that is denied"
                  : "it is only said that it may be so";
  }

  bool is_party(const std::string& state) const {
    return !state.empty() && (std::ranges::find(p_.key.from, state) != p_.key.from.end() ||
                              std::ranges::find(p_.key.to, state) != p_.key.to.end());
  }

  std::vector<std::string> actors() const {
    std::vector<std::string> out = p_.key.from;
    out.insert(out.end(), p_.key.to.begin(), p_.key.to.end());
    return out;
  }

  // Those who act: giver and receiver of goods, both sides of a tie, else the doer alone.
  bool is_actor(const std::string& state) const {
    if (state.empty()) return false;
    const bool doer = std::ranges::find(p_.key.from, state) != p_.key.from.end();
    return doer || (takes_two() && is_party(state));
  }
  bool takes_two() const {
    const auto& f = p_.key.family;
    return p_.key.mutual || f == "give" || f == "deploy" || f == "train" || f == "fight";
  }

  void gather(std::optional<Date> until) {
    const auto counts = [&](const Witness& w) {
      return !until || !w.published || last_day(*w.published) <= last_day(*until);
    };
    std::map<std::string, Date> owned;  // state -> the last day on which it acknowledged the deed
    for (const auto& w : asserting_) {
      if (!counts(w)) continue;
      if (claims_[w.claim].modality == Modality::possible) {
        set_aside(w.claim, "says only that it may be so");
        continue;
      }
      if (is_worked_out(claims_[w.claim])) {
        set_aside(w.claim, "was worked out from a table: nobody says it");
        continue;
      }
      asserts_.push_back(w.claim);
      for (const auto& state : w.owning) {
        Date& last = owned[state];
        last = std::max(last, w.published ? last_day(*w.published) : Date{9999, 12, 31});
      }
    }
    for (const auto& w : denying_)
      if (counts(w)) sort_denial(w, owned);
    if (admitted(owned)) drop_outsiders();
    drop_taken_back();
    drop_retracted();
  }

  void sort_denial(const Witness& w, const std::map<std::string, Date>& owned) {
    for (const auto& s : w.speakers) {
      if (!is_party(s.state)) {
        const bool rival = !rivalry_reason(s.state, actors(), options_).empty();
        contradictions_.push_back({w.claim, s.name, s.key, !rival});
        continue;
      }
      const auto own = owned.find(s.state);
      if (own == owned.end() || (w.published && own->second < first_day(*w.published)))
        denials_.push_back({w.claim, s.name, s.key, false});
      else set_aside(w.claim, fmt::format("{} has acknowledged it since", s.name));
    }
  }

  bool admitted(const std::map<std::string, Date>& owned) const {
    return p_.key.mutual ? owned.size() >= 2 : !owned.empty();
  }

  // What an outsider says against a deed that those who did it acknowledge.
  void drop_outsiders() {
    for (const auto& c : contradictions_)
      set_aside(c.claim, fmt::format("{} contradicts what a party itself acknowledges", c.who));
    contradictions_.clear();
  }

  // The denials of those who have said on a later day that it is so.
  void drop_taken_back() {
    if (denials_.empty() && contradictions_.empty()) return;
    std::map<std::string_view, Date>
        last;                         // speaker -> first of the days on which it may last have
    for (const auto& w : asserting_)  // asserted it
      if (w.published && std::ranges::binary_search(asserts_, w.claim))
        for (const auto& s : w.speakers) {
          Date& day = last[s.key];
          day = std::max(day, first_day(*w.published));
        }
    for (auto* list : {&denials_, &contradictions_})
      std::erase_if(*list, [&](const Denial& d) {
        const auto at = last.find(d.key);
        const auto said = published(claims_[d.claim]);
        if (at == last.end() || !said || !(last_day(*said) < at->second)) return false;
        set_aside(d.claim, fmt::format("{} has said since that it is so", d.who));
        return true;
      });
  }

  // What its own origin has contradicted on a later day.
  void drop_retracted() {
    std::map<std::string, ClaimIndex> last_word;  // speaker -> its latest dated denial
    for (const auto* list : {&denials_, &contradictions_})
      for (const auto& d : *list) {
        if (!published(claims_[d.claim])) continue;
        const auto [at, fresh] = last_word.emplace(d.key, d.claim);
        if (!fresh && *published(claims_[at->second]) < *published(claims_[d.claim]))
          at->second = d.claim;
      }
    if (last_word.empty()) return;
    for (const auto& w : asserting_) {
      if (!w.published) continue;
      for (const auto& key : w.words_of) {
        const auto word = last_word.find(key);
        if (word == last_word.end()) continue;
        const Claim& denial = claims_[word->second];
        if (first_day(*published(denial)) <= last_day(*w.published)) continue;
        const auto at = std::ranges::lower_bound(asserts_, w.claim);
        if (at == asserts_.end() || *at != w.claim) continue;
        set_aside(w.claim, fmt::format("its origin has since said the contrary ({})",
                                       denial.document.published));
        retracted_.push_back(w.claim);
        asserts_.erase(at);
        break;
      }
    }
  }

  // The contrary, established by someone without interest, and nobody has asserted it since.
  std::optional<Verdict> shown_false() {
    for (const auto& d : contradictions_) {
      const Claim& c = claims_[d.claim];
      const auto shown = published(c);
      if (c.modality != Modality::confirmed || !shown || !d.impartial) continue;
      const bool asserted_since = std::ranges::any_of(asserts_, [&](ClaimIndex a) {
        const auto day = published(claims_[a]);
        return !day || last_day(*shown) < first_day(*day);
      });
      if (asserted_since) continue;
      used_.push_back(d.claim);
      for (const auto* list : {&denials_, &contradictions_})
        for (const auto& other : *list) used_.push_back(other.claim);
      return verdict(Standing::refuted, "shown false: the contrary is established by " + d.who,
                     true);
    }
    return std::nullopt;
  }

  std::optional<Verdict> disputed() {
    if (denials_.empty() && contradictions_.empty()) return std::nullopt;
    std::vector<std::string> deniers, others;
    for (const auto& d : denials_) used_.push_back(d.claim), add_name(deniers, d.who);
    for (const auto& d : contradictions_) used_.push_back(d.claim), add_name(others, d.who);
    std::string rule;
    if (!deniers.empty()) rule = "denied by a party: " + join(deniers, ", ");
    if (!others.empty())
      rule += (rule.empty() ? "" : "; ") + ("contradicted by " + join(others, ", "));
    return verdict(Standing::disputed, rule, true);
  }

  static void add_name(std::vector<std::string>& names, const std::string& who) {
    if (std::ranges::find(names, who) == names.end()) names.push_back(who);
  }

  std::optional<Verdict> confirmed() {
    std::set<std::string> states;
    std::vector<std::string> names;
    std::vector<ClaimIndex> by;
    for (const auto& w : asserting_) {
      if (w.owning.empty() || !std::ranges::binary_search(asserts_, w.claim)) continue;
      by.push_back(w.claim);
      states.insert(w.owning.begin(), w.owning.end());
      for (const auto& s : w.speakers)
        if (is_actor(s.state)) add_name(names, s.name);
    }
    const bool enough = p_.key.mutual ? states.size() >= 2 : !states.empty();
    if (!enough) return std::nullopt;
    used_ = by;
    return verdict(
        Standing::confirmed,
        fmt::format("acknowledged by {}: {}", p_.key.mutual ? "both parties" : "a party to the act",
                    join(names, ", ")),
        false);
  }

  Verdict by_origins() {
    std::vector<const Origin*> all, impartial, plain;
    drop_circles();
    for (const auto& o : p_.origins) {
      const auto counts = [&](ClaimIndex c) { return std::ranges::binary_search(asserts_, c); };
      if (std::ranges::none_of(o.claims, counts)) continue;
      all.push_back(&o);
      if (!o.party && o.rival_reason.empty() && !o.closed) impartial.push_back(&o);
      if (!o.closed && std::ranges::any_of(o.claims, [&](ClaimIndex c) {
            return counts(c) && is_plain(claims_[c]) && is_named(c);
          }))
        plain.push_back(&o);
    }
    return by_counted(all, impartial, plain);
  }

  bool is_named(ClaimIndex c) const {
    const auto w = std::ranges::lower_bound(asserting_, c, {}, &Witness::claim);
    return std::ranges::any_of(w->speakers, [](const Speaker& s) { return !s.nobody; });
  }

  // Reports that only cite each other add nothing to what somebody says of his own knowledge.
  void drop_circles() {
    if (std::ranges::none_of(p_.origins, &Origin::closed)) return;
    std::vector<ClaimIndex> round, own;
    for (const auto& o : p_.origins)
      for (const ClaimIndex c : o.claims)
        if (std::ranges::binary_search(asserts_, c)) (o.closed ? round : own).push_back(c);
    if (own.empty()) return;
    for (const ClaimIndex c : round) {
      if (std::ranges::find(own, c) != own.end() || std::erase(asserts_, c) == 0) continue;
      set_aside(c, "cites only reports that cite each other");
    }
  }

  Verdict by_counted(const std::vector<const Origin*>& all,
                     const std::vector<const Origin*>& impartial,
                     const std::vector<const Origin*>& plain) {
    if (all.size() >= 2 && !impartial.empty())
      return verdict(Standing::corroborated,
                     fmt::format("{} independent origins: {}", all.size(), names_of(all)), true);
    if (all.size() >= 2)
      return verdict(
          plain.empty() ? Standing::unverified : Standing::reported,
          fmt::format("{} origins, each a party or a rival of one: {}", all.size(), names_of(all)),
          true);
    const std::string leads = asserts_.size() > 1
                                  ? fmt::format("{} claims lead to one origin, ", asserts_.size())
                                  : "one origin, ";
    const Origin& only = *all.front();
    if (only.closed)
      return verdict(Standing::unverified, "reports that only cite each other: " + only.circle,
                     true);
    if (only.party) return verdict(Standing::unverified, leads + "a party: " + only.name, true);
    if (!only.rival_reason.empty())
      return verdict(Standing::unverified,
                     fmt::format("{}a rival {}: {}", leads, only.rival_reason, only.name), true);
    if (plain.empty()) return verdict(Standing::unverified, leads + "hedged: " + only.name, true);
    return verdict(Standing::reported, leads + "asserted plainly: " + only.name, true);
  }

  void set_aside(ClaimIndex c, std::string why) { aside_.push_back({c, std::move(why)}); }

  // With `all`, every assertion was used; else those not used are set aside as not needed.
  Verdict verdict(Standing standing, std::string rule, bool all) {
    if (all) used_.insert(used_.end(), asserts_.begin(), asserts_.end());
    if (asserts_.empty())
      for (const auto* list : {&denials_, &contradictions_})
        for (const auto& d : *list) used_.push_back(d.claim);
    std::ranges::sort(used_);
    used_.erase(std::ranges::unique(used_).begin(), used_.end());
    for (const ClaimIndex c : asserts_)
      if (!std::ranges::binary_search(used_, c))
        set_aside(c, "not needed once a party acknowledges it");
    std::ranges::sort(aside_, {}, &SetAside::claim);
    return {standing, std::move(rule), std::move(used_), std::move(aside_)};
  }

  struct Denial {
    ClaimIndex claim;
    std::string who, key;
    bool impartial;  // neither a party nor a rival of one
  };
  std::span<const Claim> claims_;
  const Proposition& p_;
  const WeighOptions& options_;
  std::vector<Witness> asserting_, denying_;
  std::vector<ClaimIndex> asserts_, retracted_, used_;  // of one decision
  std::vector<Denial> denials_, contradictions_;
  std::vector<SetAside> aside_;
};

}  // namespace

std::string_view name(Standing s) { return kStandingNames[static_cast<size_t>(s)]; }
std::string_view meaning(Standing s) { return kMeanings[static_cast<size_t>(s)]; }

void judge(std::span<const Claim> claims, const WeighOptions& options, Proposition& p) {
  Judge judge(claims, p, options);
  p.verdict = judge.decide(std::nullopt);
  if (options.parts.history) p.history = judge.history();
}

std::vector<StandingSince> judge_every_day(std::span<const Claim> claims, const Proposition& p,
                                           const WeighOptions& options) {
  return Judge(claims, p, options).history_by_every_day();
}

}  // namespace entente
