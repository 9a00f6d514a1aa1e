// For each verb, noun and adjective of the lexicon: gather its slots, take the first row whose
// conditions hold, fill its roles, and keep the frame if it says enough to be an assertion. A noun
// needs an actor and something more; a noun that is the object of a verb already framed is part of
// that frame, not a second one.
#include "reading/framing/frames.h"

#include <algorithm>

#include "base/text.h"
#include "reading/framing/frame_parts.h"

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
    std::sort(out_.begin(), out_.end(),
              [](const Frame& a, const Frame& b) { return a.predicate < b.predicate; });
    for (Frame& f : out_) deed_of_counterpart(f);
    return std::move(out_);
  }

 private:
  // "sanctioned companies for shipping arms", "thanked them for helping": the deed is that of the
  // counterpart of the verb above.
  void deed_of_counterpart(Frame& f) const {
    const int v = f.predicate;
    if (!t_.is(v, {Rel::advcl, Rel::acl}) || t_.preposition(v) != "for") return;
    for (const Frame& above : out_) {
      const Kind k = above.entry->kind;
      if (above.predicate != t_.head(v) ||
          (k != Kind::sanction && k != Kind::support && k != Kind::oppose))
        continue;
      if (!above.role(Role::counterpart).empty())
        f.role(Role::subject) = above.role(Role::counterpart);
    }
  }

  void try_verb(int i) {
    if (t_.is(i, {Rel::amod, Rel::compound, Rel::aux, Rel::case_, Rel::fixed, Rel::mark})) return;
    try_row(i, Predicate::Pos::verb, verb_slots(t_, i));
  }

  void try_noun(int i) {
    if (t_.is(i, {Rel::compound, Rel::flat})) return;
    const std::string word = t_.hyphenated(i, true);  // "go-between"
    try_row(i, Predicate::Pos::noun, noun_slots(t_, i), word.empty() ? lower(t_[i].lemma) : word);
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

  // The first row whose conditions hold decides, whether or not its frame says enough.
  void try_row(int i, Predicate::Pos pos, const Slots& slots) {
    try_row(i, pos, slots, lower(t_[i].lemma));
  }
  void try_row(int i, Predicate::Pos pos, const Slots& slots, const std::string& lemma) {
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
      if (says_enough(context_, f, out_)) out_.push_back(std::move(f));
      return;
    }
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
