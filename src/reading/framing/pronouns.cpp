// Cost: the nominals of four sentences, about a hundred, times some twelve traits each.
#include "reading/framing/pronouns.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "reading/framing/coreference.h"
#include "reading/framing/pronoun_weights.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

constexpr int kSentencesBack = 3;

// The order is that of the rows of pronoun_weights.h.
enum Trait : uint8_t {
  kSameSentence,
  kOneBack,
  kTwoBack,
  kThreeBack,
  kOtherBlock,
  kNearest,
  kSecondNearest,
  kFirstOfSentence,
  kSubject,
  kObject,
  kOblique,
  kInsidePhrase,
  kPossessor,
  kConjunct,
  kApposed,
  kOtherRole,
  kSubjectOfRoot,
  kSubjectForSubject,
  kSubjectOfRootForSubject,
  kObjectForObject,
  kSubjectForPossessor,
  kSameVerbForPossessor,
  kNamed,
  kDefinite,
  kIndefinite,
  kHasState,
  kIsPronoun,
  kSamePronoun,
  kSpokenOfTwice,
  kSpokenOfOften,
  kInClauseBelow,
  kBothSpeak,
  kSpeakerHere,
  kSpeakerInSentence,
  kAccording,
  kAccordingForSpeaker,
  kHereForSpeaker,
  kPlural,
  kGoodsHandled,
  kGoodsNotHandled,
  kHasMembers,
  kSorts,  // one for each Nominal::Sort from here on
};
constexpr size_t kSortCount = static_cast<size_t>(Sort::other) + 1;
constexpr size_t kTraitCount = kSorts + kSortCount;
static_assert(std::size(kPronounWeights) == Pronouns::kWanted);
static_assert(std::size(kPronounWeights[0]) == kTraitCount);

constexpr std::array<std::string_view, kTraitCount> kTraitNames{
    "same sentence",
    "one back",
    "two back",
    "three back",
    "other block",
    "nearest",
    "second nearest",
    "first of sentence",
    "subject",
    "object",
    "oblique",
    "inside a phrase",
    "possessor",
    "conjunct",
    "apposed",
    "other role",
    "subject of the root",
    "subject for subject",
    "subject of the root for subject",
    "object for object",
    "subject for possessor",
    "same verb for possessor",
    "named",
    "definite",
    "indefinite",
    "has a state",
    "is a pronoun",
    "same pronoun",
    "spoken of twice",
    "spoken of often",
    "in a clause below",
    "both speak",
    "speaks, pronoun speaks in another sentence",
    "speaks, pronoun does not",
    "according to it",
    "according to it, pronoun speaks",
    "same sentence, pronoun speaks",
    "plural",
    "goods, handled",
    "goods, not handled",
    "has members",
    "state",
    "person",
    "organisation",
    "group",
    "vessel",
    "place",
    "facility",
    "document",
    "goods sort",
    "measure",
    "time",
    "number",
    "other sort"};

// Verbs whose object is a thing: "shipped them to …", "fired them".
constexpr auto kHandling = std::to_array<std::string_view>(
    {"ship",    "send",     "sell",    "deliver", "buy",   "supply", "fire",
     "use",     "launch",   "import",  "export",  "carry", "make",   "build",
     "produce", "transfer", "relabel", "load",    "test",  "store",  "smuggle"});

// A ship is a "she" too.
constexpr auto kHer = std::to_array<std::string_view>({"she", "her", "hers", "herself"});

bool is_subject(Rel rel) { return rel == Rel::nsubj || rel == Rel::nsubj_pass; }

Trait role_of(Rel rel) {
  switch (rel) {
    case Rel::nsubj:
    case Rel::nsubj_pass:
      return kSubject;
    case Rel::obj:
    case Rel::iobj:
      return kObject;
    case Rel::obl:
    case Rel::obl_agent:
      return kOblique;
    case Rel::nmod:
      return kInsidePhrase;
    case Rel::nmod_poss:
      return kPossessor;
    case Rel::conj:
      return kConjunct;
    case Rel::appos:
      return kApposed;
    default:
      return kOtherRole;
  }
}

}  // namespace

// What is asked of the pronoun once, not for each candidate.
struct Pronouns::Look {
  int pronoun;
  Wanted want;
  std::string word;
  Rel rel;
  int verb;
  bool speaks, handled;
  std::map<int, int> mentions;  // naming nominal -> how often met so far
  int met = 0;
};

std::optional<Pronouns::Wanted> Pronouns::wanted(std::string_view word) {
  static constexpr auto kPerson =
      std::to_array<std::string_view>({"he", "she", "him", "his", "her", "himself", "herself"});
  static constexpr auto kSeveral = std::to_array<std::string_view>(
      {"they", "them", "their", "theirs", "themselves", "these", "those"});
  if (among(kPerson, word)) return Wanted::person;
  if (among(kSeveral, word)) return Wanted::several;
  if (word == "it" || word == "its" || word == "itself") return Wanted::thing;
  return std::nullopt;
}

const PronounWeights& learned_pronoun_weights() {
  static const PronounWeights weights = [] {
    PronounWeights out;
    for (size_t w = 0; w < out.size(); ++w)
      out[w].assign(std::begin(kPronounWeights[w]), std::end(kPronounWeights[w]));
    return out;
  }();
  return weights;
}

size_t Pronouns::trait_count() { return kTraitCount; }
std::string_view Pronouns::trait_name(size_t trait) { return kTraitNames[trait]; }

// "urged Abu Dhabi to end its backing": who is urged owns what is theirs, but for what is asked
// back
// ("to release its citizens"); -1 otherwise.
int Pronouns::urged_owner(int i, Wanted want) const {
  const Tree& t = tree(i);
  int verb = verb_above(i);
  if (head(i).rel != Rel::nmod_poss || verb < 0) return -1;
  // "to send back Nepalis fighting in its army": what is asked back is inside that very army
  const bool inside = t.is(verb, {Rel::acl}) && t.head(verb) >= 0;
  for (int steps = 0; inside && verb >= 0 && !t.is(verb, {Rel::xcomp}) && steps < 4; ++steps)
    verb = t.head(verb);
  if (verb < 0 || !t.is(verb, {Rel::xcomp})) return -1;
  if (t.has(verb, {Rel::nsubj, Rel::nsubj_pass}) || t.head(verb) < 0) return -1;
  if (!inside && t.lemma_is(verb, {"release", "free", "return", "spare", "respect", "repatriate"}))
    return -1;
  const int object = t.child(t.head(verb), {Rel::obj, Rel::iobj});
  const int owner = object < 0 || object > verb ? -1 : n_.at(n_[i].sentence, object);
  return owner >= 0 && fits(n_[root(n_, owner)], want) ? root(n_, owner) : -1;
}

// "bought the oil from Iran and resold it": what one verb is done to, the next one joined to it is
// done to as well; -1 when it has another subject, or the verb before no such object.
int Pronouns::joined_object(int i, Wanted want) const {
  const Tree& t = tree(i);
  const int verb = t.head(n_[i].head);
  if (head(i).rel != Rel::obj || verb < 0 || !t.is(verb, {Rel::conj})) return -1;
  if (t.has(verb, {Rel::nsubj, Rel::nsubj_pass})) return -1;
  const int object = t.head(verb) < 0 ? -1 : t.child(t.head(verb), {Rel::obj});
  const int named = object < 0 ? -1 : n_.at(n_[i].sentence, object);
  return named >= 0 && fits(n_[root(n_, named)], want) ? root(n_, named) : -1;
}

// "listed a refinery, and its chief": whose chief, the first of the two tells; -1 otherwise.
int Pronouns::first_of_two(int i, Wanted want) const {
  const Tree& t = tree(i);
  if (head(i).rel != Rel::nmod_poss || want == Wanted::person) return -1;
  const int noun = n_[i].head < 0 ? -1 : t.head(n_[i].head);
  if (noun < 0 || !t.is(noun, {Rel::conj}) || t.head(noun) < 0) return -1;
  const int first = n_.at(n_[i].sentence, t.head(noun));
  if (first < 0 || n_[i].head < n_[first].head) return -1;
  const Nominal& owner = n_[root(n_, first)];
  const bool owns = owner.sort == Sort::organisation || owner.sort == Sort::state ||
                    owner.sort == Sort::vessel || owner.sort == Sort::group || owner.named;
  return owns && fits(owner, want) ? root(n_, first) : -1;
}

// "shells to Russia for its war", "gave Mali drones for its army": who gets a thing needs it; -1
// otherwise.
int Pronouns::receiver_before(int i, Wanted want) const {
  const Tree& t = tree(i);
  const int noun = head(i).rel == Rel::nmod_poss ? t.head(n_[i].head) : -1;
  if (want != Wanted::thing || noun < 0 || t.preposition(noun) != "for") return -1;
  const int before = n_[i].head - 2;  // of "for"
  if (before < 0 || lower(t[before + 1].form) != "for") return -1;
  const int who = n_.at(n_[i].sentence, before);
  if (who < 0 || t.preposition(n_[who].head) != "to") return -1;
  const Nominal& named = n_[root(n_, who)];
  return named.sort == Sort::state && fits(named, want) ? root(n_, who) : -1;
}

int Pronouns::antecedent(int i, Wanted want) const {
  if (const int receiver = receiver_before(i, want); receiver >= 0) return receiver;
  if (const int owner = first_of_two(i, want); owner >= 0) return owner;
  if (const int owner = urged_owner(i, want); owner >= 0) return owner;
  if (const int object = joined_object(i, want); object >= 0) return object;
  const auto& weights = weights_[static_cast<size_t>(want)];
  int best = -1;
  double best_weight = 0;
  for (const Candidate& c : candidates(i, want)) {
    double weight = 0;
    for (const uint8_t trait : c.traits) weight += weights[trait];
    if (best < 0 || weight > best_weight) best = c.nominal, best_weight = weight;
  }
  return best;
}

std::vector<Pronouns::Candidate> Pronouns::candidates(int i, Wanted want) const {
  Look look{i, want, lower(head(i).form), head(i).rel, verb_above(i), speaks(i), false, {}};
  look.handled = look.rel == Rel::obj && handles_goods(i);
  const bool possessive = look.rel == Rel::nmod_poss;
  int first = i;
  while (first > 0 && n_[i].sentence - n_[first - 1].sentence <= kSentencesBack) --first;
  for (int c = first; c < i; ++c) ++look.mentions[root(n_, c)];
  const int actor = is_subject(look.rel) ? -1 : shared_subject(i, look.verb);
  std::vector<Candidate> out;
  for (int c = i - 1; c >= first; --c) {
    const int r = n_[c].pronoun ? root(n_, c) : c;
    const bool ship = n_[r].sort == Sort::vessel && !n_[r].plural && among(kHer, look.word);
    if (n_[r].pronoun || !(ship || fits(n_[r], want))) continue;
    if (look.rel == Rel::iobj && no_receiver(n_[r])) continue;
    const bool same = n_[c].sentence == n_[i].sentence;
    // a pronoun never stands for a fellow argument of its own verb, nor for a phrase it stands in
    if (same && tree(i).below(n_[i].head, n_[c].head)) continue;
    if (same && !possessive && n_[c].possessor != n_[i].head && verb_above(c) == look.verb)
      continue;
    if (!possessive && acts(root(n_, c), actor)) continue;
    Candidate candidate{root(n_, r), {}};
    describe(c, r, look, candidate.traits);
    out.push_back(std::move(candidate));
    ++look.met;
  }
  return out;
}

// "keeps their passports and pays them $120": nobody pays passports.
bool Pronouns::no_receiver(const Nominal& c) {
  return c.members.empty() && (c.sort == Sort::document || c.sort == Sort::measure);
}

// "The firm bought powder and shipped it", "watched the dhow before seizing it": the subject of the
// verb that this one is joined to; -1 when it has one of its own or shares none.
int Pronouns::shared_subject(int i, int verb) const {
  const Tree& t = tree(i);
  const auto joined = [&](int v) {
    return t.is(v, {Rel::conj, Rel::xcomp}) || (t.is(v, {Rel::advcl}) && t[v].xpos == "VBG");
  };
  for (int steps = 0; steps < 3 && verb >= 0 && joined(verb); ++steps) {
    if (t.has(verb, {Rel::nsubj, Rel::nsubj_pass})) return -1;
    verb = t.head(verb);
    if (const int subject = verb < 0 ? -1 : t.child(verb, {Rel::nsubj}); subject >= 0)
      return n_.at(n_[i].sentence, subject);
  }
  return -1;
}

// Is `c` that actor, or one of several who are?
bool Pronouns::acts(int c, int actor) const {
  if (actor < 0) return false;
  const Nominal& who = n_[root(n_, actor)];
  return c == root(n_, actor) || std::any_of(who.members.begin(), who.members.end(),
                                             [&](int m) { return root(n_, m) == c; });
}

bool Pronouns::fits(const Nominal& c, Wanted want) const {
  if (c.sort == Sort::time || c.sort == Sort::number || c.pronoun || c.modifier) return false;
  if (want == Wanted::person) return c.sort == Sort::person && !c.plural;
  if (want == Wanted::several) return c.plural || c.sort == Sort::group || !c.members.empty();
  return !c.plural && c.sort != Sort::person;
}

void Pronouns::describe(int c, int r, const Look& look, std::vector<uint8_t>& out) const {
  const Nominal &m = n_[c], &named = n_[r];
  const Token& t = head(c);
  const Tree& tr = tree(c);
  const auto add = [&](bool holds, uint8_t trait) {
    if (holds) out.push_back(trait);
  };
  const int back = n_[look.pronoun].sentence - m.sentence;
  out.push_back(static_cast<uint8_t>(kSameSentence + back));
  add(!a_.same_block(m.sentence, n_[look.pronoun].sentence), kOtherBlock);
  add(look.met == 0, kNearest);
  add(look.met == 1, kSecondNearest);
  add(c == 0 || n_[c - 1].sentence != m.sentence, kFirstOfSentence);

  const bool subject = is_subject(t.rel), for_subject = is_subject(look.rel);
  const bool of_root = subject && t.head >= 0 && tr.head(t.head) < 0;
  const bool possessive = look.rel == Rel::nmod_poss;
  out.push_back(role_of(t.rel));
  add(of_root, kSubjectOfRoot);
  add(subject && for_subject, kSubjectForSubject);
  add(of_root && for_subject, kSubjectOfRootForSubject);
  add(t.rel == Rel::obj && look.rel == Rel::obj, kObjectForObject);
  add(subject && possessive, kSubjectForPossessor);
  add(possessive && back == 0 && verb_above(c) == look.verb, kSameVerbForPossessor);

  add(named.named, kNamed);
  add(named.definite, kDefinite);
  add(!named.named && !named.definite, kIndefinite);
  add(!named.state.empty(), kHasState);
  add(m.pronoun, kIsPronoun);
  add(m.pronoun && lower(t.form) == look.word, kSamePronoun);
  const int mentions = look.mentions.at(root(n_, c));
  add(mentions == 2, kSpokenOfTwice);
  add(mentions > 2, kSpokenOfOften);
  const int verb = verb_above(c);
  add(verb >= 0 && tr.is(verb, {Rel::acl_relcl, Rel::acl, Rel::advcl, Rel::ccomp}), kInClauseBelow);

  const bool speaker = speaks(c);
  add(speaker && look.speaks, kBothSpeak);
  add(speaker && !look.speaks && back > 0, kSpeakerHere);
  add(speaker && !look.speaks && back == 0, kSpeakerInSentence);
  const bool according = tr.preposition(m.head).starts_with("according");
  add(according, look.speaks ? kAccordingForSpeaker : kAccording);
  add(back == 0 && look.speaks, kHereForSpeaker);
  add(named.plural, kPlural);
  add(!named.goods.empty() && look.handled, kGoodsHandled);
  add(!named.goods.empty() && !look.handled, kGoodsNotHandled);
  add(!named.members.empty(), kHasMembers);
  out.push_back(static_cast<uint8_t>(kSorts + static_cast<uint8_t>(named.sort)));
}

int Pronouns::verb_above(int i) const {
  const Tree& t = tree(i);
  int at = t.head(n_[i].head);
  for (int steps = 0; at >= 0 && t[at].upos != Upos::verb && steps < 8; ++steps) at = t.head(at);
  return at;
}

// Is it the subject of a reporting verb?
bool Pronouns::speaks(int i) const {
  const Token& t = head(i);
  return t.rel == Rel::nsubj && t.head >= 0 && is_reporting_form(tree(i)[t.head].form);
}

bool Pronouns::handles_goods(int i) const {
  const int verb = verb_above(i);
  return verb >= 0 && among(kHandling, tree(i)[verb].lemma);
}

}  // namespace entente
