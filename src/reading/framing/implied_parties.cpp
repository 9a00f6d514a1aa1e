#include "reading/framing/implied_parties.h"

#include <algorithm>
#include <array>
#include <map>

#include "model/vocabulary.h"
#include "reading/framing/party_weights.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;
using States = std::vector<std::string>;
using Candidate = ImpliedParties::Candidate;

// Kinds that are alike in who takes part.
enum Group : uint8_t { kExchange, kForce, kTalk, kSanction, kTrack, kHide, kMake, kGroups };

Group group_of(Kind k) {
  switch (k) {
    case Kind::transfer:
    case Kind::acquire:
    case Kind::exchange:
    case Kind::trade:
      return kExchange;
    case Kind::deploy:
    case Kind::fight:
    case Kind::train:
    case Kind::attack:
    case Kind::lose:
    case Kind::move:
      return kForce;
    case Kind::sanction:
      return kSanction;
    case Kind::track:
      return kTrack;
    case Kind::evade:
    case Kind::mediate:
    case Kind::launder:
    case Kind::steal:
    case Kind::own:
      return kHide;
    case Kind::develop:
    case Kind::derive:
    case Kind::test:
      return kMake;
    default:
      return kTalk;
  }
}

constexpr size_t kInGroup = 7;  // traits that each group has of its own
constexpr size_t kRuleCount = 10, kKindCount = 26,
                 kSortCount = static_cast<size_t>(Sort::other) + 1;

// The order is that of the columns of party_weights.h.
enum Trait : uint8_t {
  kByRule,  // one for each of party_rules()
  kSubjectInSentence = kByRule + kRuleCount,
  kOtherInSentence,
  kSubjectOneBack,
  kOtherOneBack,
  kSubjectFurther,
  kOtherFurther,
  kSubjectOfLast,
  kOtherOfLast,
  kSubjectOfKind,
  kOtherOfKind,
  kFacesPartyNear,
  kFacesPartyBefore,
  kFacesPartyAnywhere,
  kSpeaks,
  kSpeaksDenied,
  kSpeaksClaimed,
  kSpeaksOfPassive,
  kIsOtherParty,
  kMostNamed,
  kSecondNamed,
  kInTitle,
  kOnlyOneAround,
  kOfSection,
  kHereSubject,
  kHereObject,
  kHereOblique,
  kHereInPhrase,
  kHerePossessor,
  kHereModifier,
  kHereElse,
  kHereBefore,
  kHereAfter,
  kHereSameVerb,
  kInObject,
  kIsSent,
  kIsWhere,
  kIsVia,
  kInSentence,
  kOneBack,
  kTwoBack,
  kFurther,
  kNearest,
  kSameHead,
  kSeveralStates,
  kSorted,                          // one for each Nominal::Sort
  kGrouped = kSorted + kSortCount,  // for each group of kinds, those of kInGroupNames
  kNobody = kGrouped + kInGroup * kGroups,
  kNobodyPossible,
  kNobodyDenied,
  kNobodyNegative,
  kNobodyPassive,
  kNobodyNoun,
  kNobodyWithoutObject,
  kNobodyWithoutOther,
  kNobodyNamed,
  kNobodyDefinite,
  kNobodyIndefinite,
  kNobodyPlural,
  kNobodyPronoun,
  kNobodyOfSort,  // what fills the role: one for each Nominal::Sort
  kNobodyOfKind = kNobodyOfSort + kSortCount,
  kTraitCount = kNobodyOfKind + kKindCount,
};
static_assert(kTraitCount <= 255);
static_assert(std::size(kPartyWeights) == ImpliedParties::kWants);
static_assert(std::size(kPartyWeights[0]) == kTraitCount);

constexpr std::string_view kTraitNames[] = {
    "subject of a claim in the sentence",
    "other party of a claim in the sentence",
    "subject of a claim one sentence back",
    "other party of a claim one sentence back",
    "subject of a claim further back",
    "other party of a claim further back",
    "subject of the last claim",
    "other party of the last claim",
    "subject of the last claim of the kind",
    "other party of the last claim of the kind",
    "faces the known party nearby",
    "faces the known party before",
    "faces the known party somewhere",
    "speaks",
    "speaks and denies",
    "speaks for itself",
    "speaks of a passive",
    "is the known party",
    "named most",
    "named second most",
    "in the title",
    "the only state around",
    "its section's state",
    "subject in the sentence",
    "object in the sentence",
    "oblique in the sentence",
    "inside a phrase of the sentence",
    "possessor in the sentence",
    "modifier in the sentence",
    "elsewhere in the sentence",
    "before the predicate",
    "behind the predicate",
    "at the same verb",
    "whose the object is",
    "whose people are sent",
    "where it happens",
    "via which it goes",
    "named in the sentence",
    "named one sentence back",
    "named two sentences back",
    "not named nearby",
    "named last",
    "state of an earlier one of the same noun",
    "several states",
};
static_assert(std::size(kTraitNames) == kSorted - kSubjectInSentence);

constexpr std::string_view kSortNames[] = {"state", "person",   "organisation", "group", "vessel",
                                           "place", "facility", "document",     "goods", "measure",
                                           "time",  "number",   "other"};
static_assert(std::size(kSortNames) == kSortCount);

constexpr std::string_view kGroupNames[] = {"exchange", "force",  "talk",  "sanctions",
                                            "tracking", "hiding", "making"};
static_assert(std::size(kGroupNames) == kGroups);

constexpr std::string_view kInGroupNames[] = {
    "is the known party", "speaks",           "subject nearby",     "other party nearby",
    "named most",         "where it happens", "whose the object is"};
static_assert(std::size(kInGroupNames) == kInGroup);

constexpr std::string_view kNobodyNames[] = {
    "nobody",          "nobody: possible", "nobody: denied",     "nobody: negative",
    "nobody: passive", "nobody: noun",     "nobody: no object",  "nobody: no known party",
    "nobody: named",   "nobody: definite", "nobody: indefinite", "nobody: plural",
    "nobody: pronoun"};
static_assert(std::size(kNobodyNames) == kNobodyOfSort - kNobody);

// What is asked once of a draft and a role.
class Scene {
 public:
  Scene(const OpenDraft& open, ImpliedParties::Want want)
      : open_(open),
        d_(open.draft()),
        n_(open.nominals),
        t_(n_.analysis().tree(d_.frame.sentence)),
        subject_wanted_(want == ImpliedParties::Want::subject ||
                        want == ImpliedParties::Want::subject_state),
        whole_role_(want == ImpliedParties::Want::subject ||
                    want == ImpliedParties::Want::counterpart),
        known_(states_of(n_, d_.role(subject_wanted_ ? Role::counterpart : Role::subject))),
        group_(group_of(d_.kind)),
        passive_(d_.frame.entry->pos == Predicate::Pos::verb && t_.is_passive(d_.frame.predicate)) {
  }

  std::vector<Candidate> candidates(const std::string& most, const std::string& second,
                                    const States& title, const std::string& section) {
    nobody();
    ask_rules();
    look_at_drafts();
    look_at_speakers();
    look_at_nominals();
    for (size_t c = 1; c < out_.size(); ++c) describe(out_[c], most, second, title, section);
    return std::move(out_);
  }

 private:
  Role wanted() const { return subject_wanted_ ? Role::subject : Role::counterpart; }

  void add(Candidate& c, bool holds, size_t trait) const {
    const auto number = static_cast<uint8_t>(trait);
    if (holds && std::find(c.traits.begin(), c.traits.end(), number) == c.traits.end())
      c.traits.push_back(number);
  }

  // The candidate of these nominals' states; none when they have none.
  Candidate* of(const std::vector<int>& nominals) {
    States states = states_of(n_, nominals);
    std::sort(states.begin(), states.end());
    if (states.empty() || (!whole_role_ && states.size() > 1)) return nullptr;
    for (size_t c = 1; c < out_.size(); ++c)
      if (out_[c].states == states) return &out_[c];
    out_.push_back({nominals, std::move(states), {}});
    return &out_.back();
  }

  void nobody() {
    out_.push_back({});
    Candidate& c = out_[0];
    add(c, true, kNobody);
    add(c, d_.grading.modality == Modality::possible, kNobodyPossible);
    add(c, d_.grading.modality == Modality::denied, kNobodyDenied);
    add(c, d_.grading.polarity == Polarity::negative, kNobodyNegative);
    add(c, passive_, kNobodyPassive);
    add(c, d_.frame.entry->pos == Predicate::Pos::noun, kNobodyNoun);
    add(c, d_.role(Role::object).empty(), kNobodyWithoutObject);
    add(c, known_.empty(), kNobodyWithoutOther);
    add(c, true, kNobodyOfKind + static_cast<size_t>(d_.kind));
    for (const int i : d_.role(wanted())) {
      const Nominal& m = n_[i];
      add(c, m.named, kNobodyNamed);
      add(c, m.definite && !m.named, kNobodyDefinite);
      add(c, !m.definite && !m.named, kNobodyIndefinite);
      add(c, m.plural, kNobodyPlural);
      add(c, m.pronoun, kNobodyPronoun);
      add(c, true, kNobodyOfSort + static_cast<size_t>(m.sort));
    }
  }

  void ask_rules() {
    const auto rules = party_rules();
    for (size_t r = 0; r < rules.size(); ++r)
      if (rules[r].role == wanted())
        if (Candidate* c = of(rules[r].answer(open_))) add(*c, true, kByRule + r);
  }

  // --- the claims before
  void look_at_drafts() {
    bool kind_met = false;
    for (size_t j = open_.at; j-- > 0;) {
      const Draft& before = open_.drafts[j];
      const int back = d_.frame.sentence - before.frame.sentence;
      if (back > 3) break;
      const bool of_kind = before.kind == d_.kind && !kind_met;
      kind_met = kind_met || of_kind;
      for (const bool subject : {true, false}) {
        Candidate* c = of(before.role(subject ? Role::subject : Role::counterpart));
        if (!c) continue;
        const size_t other = subject ? 0 : 1;
        add(*c, true,
            other + (back <= 0   ? kSubjectInSentence
                     : back == 1 ? kSubjectOneBack
                                 : kSubjectFurther));
        add(*c, j + 1 == open_.at, other + kSubjectOfLast);
        add(*c, of_kind, other + kSubjectOfKind);
        add(*c, back <= 1, kGrouped + kInGroup * group_ + 2 + other);
        const auto faced = states_of(n_, before.role(subject ? Role::counterpart : Role::subject));
        add(*c, !known_.empty() && shares_any(faced, known_), kFacesPartyNear);
      }
    }
  }

  void look_at_speakers() {
    for (const Source& s : d_.grading.sources) {
      if (s.nominal < 0 || cannot_be(n_[s.nominal])) continue;
      Candidate* c = of({s.nominal});
      if (!c) continue;
      add(*c, true, kSpeaks);
      add(*c, true, kGrouped + kInGroup * group_ + 1);
      add(*c, d_.grading.modality == Modality::denied, kSpeaksDenied);
      add(*c, d_.grading.modality == Modality::claimed, kSpeaksClaimed);
      add(*c, passive_, kSpeaksOfPassive);
    }
  }

  // --- what is named nearby
  void look_at_nominals() {
    const int s = d_.frame.sentence;
    bool any = false;
    for (int i = last_nominal(s); i >= 0 && s - n_[i].sentence <= 2; --i) {
      const Nominal& m = n_[i];
      if (m.pronoun || m.state.empty() || m.state == "xx" || cannot_be(m)) continue;
      Candidate* c = of({i});
      if (!c) continue;
      const int back = s - m.sentence;
      add(*c, true, back == 0 ? kInSentence : back == 1 ? kOneBack : kTwoBack);
      add(*c, !any, kNearest);
      any = true;
      add(*c, !m.modifier, kSorted + static_cast<size_t>(m.sort));
      if (back == 0) here(*c, m);
      if (!whole_role_) same_head(*c, m);
    }
  }

  // Out of whose hands it comes gets nothing ("smuggled from Iran"); who is inside the phrase of
  // the one it is done to did not do it ("The line, which ships for Iran, was listed").
  bool cannot_be(const Nominal& m) const {
    if (m.sentence != d_.frame.sentence) return false;
    if (wanted() == Role::counterpart)
      return d_.kind == Kind::transfer && t_.head(m.head) == d_.frame.predicate &&
             t_.preposition(m.head) == "from";
    if (wanted() != Role::subject) return false;
    if (passive_ && t_.preposition(m.head).starts_with("according")) return true;
    if (d_.grading.modality == Modality::alleged && accuses(m)) return true;
    if (d_.kind != Kind::sanction) return false;
    return std::ranges::any_of(d_.role(Role::counterpart), [&](int target) {
      const Nominal& n = n_[target];
      return n.sentence == m.sentence && n.head != m.head && t_.below(m.head, n.head);
    });
  }

  // "The tanker was suspected by the United States of carrying": not an American one
  bool accuses(const Nominal& m) const {
    return std::ranges::any_of(d_.grading.sources, [&](const Source& s) {
      return s.nominal >= 0 && n_[s.nominal].head == m.head && n_[s.nominal].sentence == m.sentence;
    });
  }

  // The last nominal of the sentence, or of those before it; -1 without one.
  int last_nominal(int sentence) const {
    int low = 0, high = n_.size();
    while (low < high) {
      const int middle = low + (high - low) / 2;
      if (n_[middle].sentence <= sentence) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  void here(Candidate& c, const Nominal& m) const {
    const Token& t = t_[m.head];
    add(c, true, m.modifier ? static_cast<size_t>(kHereModifier) : role_of(t.rel));
    add(c, m.head < d_.frame.predicate, kHereBefore);
    add(c, m.head > d_.frame.predicate, kHereAfter);
    add(c, t_.head(m.head) == d_.frame.predicate, kHereSameVerb);
  }

  static size_t role_of(Rel rel) {
    switch (rel) {
      case Rel::nsubj:
      case Rel::nsubj_pass:
        return kHereSubject;
      case Rel::obj:
      case Rel::iobj:
        return kHereObject;
      case Rel::obl:
      case Rel::obl_agent:
        return kHereOblique;
      case Rel::nmod:
        return kHereInPhrase;
      case Rel::nmod_poss:
        return kHerePossessor;
      default:
        return kHereElse;
    }
  }

  void same_head(Candidate& c, const Nominal& m) const {
    for (const int i : d_.role(wanted()))
      add(c, n_.head_lemma(n_[i]) == n_.head_lemma(m), kSameHead);
  }

  // --- what holds of a candidate as such
  void describe(Candidate& c, const std::string& most, const std::string& second,
                const States& title, const std::string& section) const {
    const auto is = [&](const std::string& state) {
      return c.states.size() == 1 && c.states[0] == state;
    };
    add(c, !known_.empty() && shares_any(c.states, known_), kIsOtherParty);
    add(c, !known_.empty() && shares_any(c.states, known_), kGrouped + kInGroup * group_);
    add(c, is(most), kMostNamed);
    add(c, is(most), kGrouped + kInGroup * group_ + 4);
    add(c, is(second), kSecondNamed);
    add(c, is(section), kOfSection);
    add(c, shares_any(c.states, title), kInTitle);
    add(c, c.states.size() > 1, kSeveralStates);
    add(c, out_.size() == 2, kOnlyOneAround);
    const bool object = shares_any(c.states, states_of(n_, d_.role(Role::object)));
    add(c, object, kInObject);
    add(c, object && d_.kind == Kind::deploy && people_sent(), kIsSent);
    add(c, object, kGrouped + kInGroup * group_ + 6);
    const bool where = shares_any(c.states, states_of(n_, d_.role(Role::where)));
    add(c, where, kIsWhere);
    add(c, where, kGrouped + kInGroup * group_ + 5);
    add(c, shares_any(c.states, states_of(n_, d_.role(Role::via))), kIsVia);
    const auto has = [&](size_t t) {
      return std::find(c.traits.begin(), c.traits.end(), t) != c.traits.end();
    };
    add(c, !has(kInSentence) && !has(kOneBack) && !has(kTwoBack), kFurther);
    faces(c);
  }

  // Is the object a body of people of one state: troops, labourers, their units?
  bool people_sent() const {
    const auto& objects = d_.role(Role::object);
    return !objects.empty() && std::all_of(objects.begin(), objects.end(), [&](int i) {
      const Sort sort = n_[i].sort;
      return sort == Sort::group || sort == Sort::person || sort == Sort::organisation;
    });
  }

  // Does the document say elsewhere that it gives to or takes from the party that is known?
  void faces(Candidate& c) const {
    for (const auto& state : c.states) {
      const auto found = open_.partners.find(state);
      if (found == open_.partners.end()) continue;
      for (const auto& other : known_) {
        const auto first = found->second.states.find(other);
        if (first == found->second.states.end()) continue;
        add(c, true, kFacesPartyAnywhere);
        add(c, first->second < open_.at, kFacesPartyBefore);
      }
    }
  }

  const OpenDraft& open_;
  const Draft& d_;
  const Nominals& n_;
  const Tree& t_;
  bool subject_wanted_, whole_role_;
  States known_;  // states of the party on the other side
  Group group_;
  bool passive_;
  std::vector<Candidate> out_;
};

}  // namespace

ImpliedParties::ImpliedParties(const Nominals& nominals)
    : sections_(section_states(nominals.analysis())) {
  std::map<std::string, int> count;
  for (int i = 0; i < nominals.size(); ++i) {
    const Nominal& m = nominals[i];
    if (m.state.empty() || m.state == "xx") continue;
    ++count[m.state];
    if (nominals.analysis().block(m.sentence).kind == Block::Kind::title &&
        !among(in_title_, m.state))
      in_title_.push_back(m.state);
  }
  int most = 0, second = 0;
  for (const auto& [state, times] : count) {
    if (times > most) {
      second = most, second_named_ = most_named_;
      most = times, most_named_ = state;
    } else if (times > second) {
      second = times, second_named_ = state;
    }
  }
}

std::vector<Candidate> ImpliedParties::candidates(const OpenDraft& open, Want want) const {
  auto out = Scene(open, want)
                 .candidates(most_named_, second_named_, in_title_,
                             sections_[static_cast<size_t>(open.draft().frame.sentence)]);
  for (Candidate& c : out)
    for (const uint8_t trait : c.traits)
      c.weight += kPartyWeights[static_cast<size_t>(want)][trait];
  return out;
}

const Candidate& ImpliedParties::best(const std::vector<Candidate>& candidates) {
  return *std::max_element(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.weight < b.weight; });
}

std::string ImpliedParties::trait_name(size_t trait) {
  if (trait < kSubjectInSentence) return "rule: " + std::string(party_rules()[trait].name);
  if (trait < kSorted) return std::string(kTraitNames[trait - kSubjectInSentence]);
  if (trait < kGrouped) return "is a " + std::string(kSortNames[trait - kSorted]);
  if (trait < kNobody)
    return std::string(kInGroupNames[(trait - kGrouped) % kInGroup]) + ", in claims of " +
           std::string(kGroupNames[(trait - kGrouped) / kInGroup]);
  if (trait < kNobodyOfSort) return std::string(kNobodyNames[trait - kNobody]);
  if (trait < kNobodyOfKind)
    return "nobody: for a " + std::string(kSortNames[trait - kNobodyOfSort]);
  return "nobody: " + std::string(name(static_cast<Kind>(trait - kNobodyOfKind)));
}

}  // namespace entente
