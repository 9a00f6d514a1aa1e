// For each verb, noun and adjective of the lexicon: gather its slots, take the first row whose
// conditions hold, fill its roles, and keep the frame if it says enough to be an assertion. A noun
// needs an actor and something more; a noun that is the object of a verb already framed is part of
// that frame, not a second one.
#include "reading/framing/frames.h"

#include <algorithm>

#include "base/text.h"
#include "reading/framing/frame_parts.h"
#include "reading/known_verbs.h"

namespace entente {
namespace {

class SentenceFrames {
 public:
  SentenceFrames(const Nominals& nominals, const Predicates& predicates, int sentence)
      : context_{nominals, predicates, nominals.analysis().tree(sentence), sentence},
        t_(context_.tree) {}

  std::vector<Frame> find() {
    for (int i = 0; i < t_.size(); ++i)
      if (t_[i].upos == Upos::verb || (t_[i].upos == Upos::aux && t_.has(i, {Rel::obj})))
        try_verb(i);
    for (int i = 0; i < t_.size(); ++i) {
      try_location(i);
      if (t_[i].upos == Upos::noun) try_noun(i);
      else if (t_[i].upos == Upos::adj && t_.has(i, {Rel::cop}))
        try_row(i, Predicate::Pos::adjective, verb_slots(t_, i));
    }
    std::stable_sort(out_.begin(), out_.end(),
                     [](const Frame& a, const Frame& b) { return a.predicate < b.predicate; });
    for (Frame& f : out_) deed_of_counterpart(f);
    std::erase_if(out_, [&](const Frame& f) { return finds_a_deed(f); });
    return std::move(out_);
  }

 private:
  // "The theft of X by Y was discovered": told of the theft, not of who found it out.
  bool finds_a_deed(const Frame& f) const {
    if (f.entry->kind != Kind::track || !t_.is_passive(f.predicate)) return false;
    if (find_slot(verb_slots(t_, f.predicate), "subj") >= 0) return false;
    const int found = t_.child(f.predicate, {Rel::nsubj_pass});
    return std::any_of(out_.begin(), out_.end(),
                       [&](const Frame& deed) { return deed.predicate == found; });
  }

  // "sanctioned companies for shipping arms", "thanked them for helping": the deed is that of the
  // counterpart of the verb above.
  void deed_of_counterpart(Frame& f) const {
    const int v = f.predicate, part = part_played(v);
    if (part < 0 && (!t_.is(v, {Rel::advcl, Rel::acl}) || t_.preposition(v) != "for")) return;
    for (const Frame& above : out_) {
      const Kind k = above.entry->kind;
      if (k != Kind::sanction && k != Kind::support && k != Kind::oppose) continue;
      // "is designating X pursuant to an order for having …": further up than its head
      const bool behind = above.predicate < v && t_.below(v, above.predicate);
      if (above.predicate != t_.head(v) && !(behind && (part >= 0 || t_.has(v, {Rel::aux}))))
        continue;
      if (!above.role(Role::counterpart).empty())
        f.role(Role::subject) = above.role(Role::counterpart);
    }
  }

  // "its role in purchasing oil", "their part in the theft": the noun that the clause hangs on; -1
  int part_played(int v) const {
    const int noun = t_.head(v);
    const bool part = noun >= 0 && t_.is(v, {Rel::acl, Rel::advcl}) && t_.preposition(v) == "in" &&
                      t_.lemma_is(noun, {"role", "part", "involvement", "complicity"});
    return part && t_.preposition(noun) == "for" ? noun : -1;
  }

  void try_verb(int i) {
    if (t_.is(i, {Rel::amod, Rel::compound, Rel::aux, Rel::case_, Rel::fixed, Rel::mark})) return;
    try_row(i, Predicate::Pos::verb, verb_slots(t_, i));
  }

  void try_noun(int i) {
    if (t_.is(i, {Rel::compound, Rel::flat})) return;
    const std::string word = t_.hyphenated(i, true);  // "go-between"
    const Slots slots = noun_slots(t_, i);
    const std::string lemma = word.empty() ? lower(t_[i].lemma) : word;
    if (try_row(i, Predicate::Pos::noun, slots, lemma)) return;
    const std::string verb = verb_of_gerund(i);
    if (verb.empty()) return;
    const Slots own = as_of_verb(slots);
    const bool noun = !context_.predicates.find(lemma, Predicate::Pos::noun).empty();
    if (noun && find_slot(own, "subj") < 0) return;  // "the backing of Iran": is it Iran's?
    try_row(i, Predicate::Pos::verb, own, verb);
  }

  // "the arming of the Houthis by Iran": the verb that the table knows, where the noun has an
  // object.
  std::string verb_of_gerund(int i) const {
    const std::string form = lower(t_[i].form);
    if (!form.ends_with("ing") || form.size() < 6) return {};
    const auto of = [&](int c) { return t_.is(c, {Rel::nmod}) && t_.preposition(c) == "of"; };
    const auto children = t_.children(i);
    if (std::none_of(children.begin(), children.end(), of)) return {};
    for (const std::string& lemma : bases_by_spelling(form))
      if (!context_.predicates.find(lemma, Predicate::Pos::verb).empty()) return lemma;
    return {};
  }

  // What hangs on such a noun, named as it would be on its verb.
  Slots as_of_verb(Slots slots) const {
    for (auto& s : slots) {
      if (s.name == "of" && s.direct) s.name = "obj";
      else if (s.name == "by" || s.name == "poss") s.name = "subj";
      else if (s.name == "amod" && context_.nominal(s.token) >= 0) s.name = "subj";
      else if (s.name == "of_amod")
        s.name = t_.is(s.token, {Rel::nmod_poss}) ? "obj_poss" : "obj_amod";
    }
    return slots;
  }

  // "2,000 Syrian fighters are in Libya": the place heads the clause, and "be" is the lemma.
  void try_location(int i) {
    if (!t_.is_nominal(i) || !t_.has(i, {Rel::cop})) return;
    const std::string preposition = t_.preposition(i);
    if (preposition != "in" && preposition != "at" && preposition != "on") return;
    const int subject = t_.child(i, {Rel::nsubj});
    if (subject < 0) return;
    try_row(i, Predicate::Pos::verb, {{"subj", subject, true}, {preposition, i, true}}, "be");
  }

  // The first row whose conditions hold decides, whether or not its frame says enough; false where
  // none does.
  bool try_row(int i, Predicate::Pos pos, const Slots& slots) {
    return try_row(i, pos, slots, lower(t_[i].lemma));
  }
  bool try_row(int i, Predicate::Pos pos, const Slots& slots, const std::string& lemma) {
    const std::string particle = particle_of(i);
    for (const Predicate& row : context_.predicates.find(lemma, pos)) {
      const bool preposed = !row.particle.empty() && stands_next(i, row.particle);
      if (!row.particle.empty() && row.particle != particle && !preposed &&
          !object_word(slots, row.particle))
        continue;
      const Slots own = preposed ? with_object(slots, row.particle) : slots;
      if (!row_holds(context_, row, own, pos == Predicate::Pos::verb ? i : -1)) continue;
      Frame f;
      f.sentence = context_.sentence;
      f.predicate = i;
      f.entry = &row;
      fill_frame(context_, f, own);
      auto halves = split_gaps(context_, f);
      halves.insert(halves.begin(), std::move(f));
      for (Frame& half : halves)
        if (says_enough(context_, half, out_)) out_.push_back(std::move(half));
      return true;
    }
    return false;
  }

  std::string particle_of(int i) const {
    for (int c : t_.children(i))
      if (t_.is(c, {Rel::compound_prt})) return lower(t_[c].form);
    if (i + 1 >= t_.size()) return {};
    const bool adverb = t_.head(i + 1) == i && t_.is(i + 1, {Rel::advmod});
    if (adverb &&
        t_.lemma_is(i + 1, {"around", "round", "over", "off", "out", "back", "away", "on"}))
      return lower(t_[i + 1].form);
    if (t_.is(i + 1, {Rel::case_}) && t_.lemma_is(i + 1, {"around", "round"}))
      return lower(t_[i + 1].form);
    return {};
  }

  // "handed over missiles" with "over" read as a preposition: the particle stands right behind the
  // verb.
  bool stands_next(int i, std::string_view particle) const {
    return i + 1 < t_.size() && lower(t_[i + 1].form) == particle;
  }

  static Slots with_object(Slots slots, std::string_view preposition) {
    for (auto& s : slots)
      if (s.name == preposition) s.name = "obj";
    return slots;
  }

  // "take part", "take delivery": the second word is the object
  bool object_word(const Slots& slots, std::string_view word) const {
    for (const auto& s : slots)
      if (s.token >= 0 && s.direct && (s.name == "obj" || s.name == "obj2") &&
          lower(t_[s.token].lemma) == word)
        return true;
    return false;
  }

  FrameContext context_;
  const Tree& t_;
  std::vector<Frame> out_;
};

}  // namespace

std::vector<Frame> find_frames(const Nominals& nominals, const Predicates& predicates,
                               int sentence) {
  return SentenceFrames(nominals, predicates, sentence).find();
}

}  // namespace entente
