// Bounded by the depth of the tree. Once the climb has left the clause by a side door (a relative
// clause, an apposition, a temporal phrase), what it meets tells who speaks, no longer whether the
// act is planned or denied.
#include "reading/framing/climb.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reading/framing/climb_sources.h"
#include "reading/words.h"

namespace entente {
namespace {

constexpr int kStepsMax = 14;

constexpr auto kNegations = std::to_array<std::string_view>(
    {"not", "n't", "never", "neither", "nor", "hardly", "scarcely"});
constexpr auto kPossible =
    std::to_array<std::string_view>({"could", "may", "might", "can", "should", "ought"});

class Climber {
 public:
  Climber(const Nominals& nominals, const Cues& cues, int sentence)
      : n_(nominals), t_(nominals.analysis().tree(sentence)), cues_(cues), s_(sentence) {}

  Climb run(int predicate) {
    int at = predicate;
    look_at(at, true);
    for (int steps = 0; steps < kStepsMax; ++steps) {
      const int h = t_.head(at);
      if (h < 0 || parted(at, h)) break;
      detached_before_ = detached_;
      step(at, h);
      const bool same_group = t_.is(at, {Rel::conj});
      if (!same_group || (t_.is_verbal(at) && t_.is_verbal(h)))
        look_at(h, (same_group && steps == only_conj_) || (steps == 0 && light_verb(at, h)));
      if (same_group && steps == only_conj_) ++only_conj_;
      at = h;
    }
    according_anywhere(predicate);
    return std::move(out_);
  }

 private:
  // "…, according to X" reaches the whole sentence, but no further than a semicolon.
  void according_anywhere(int predicate) {
    for (int i = 0; i < t_.size(); ++i) {
      if (!t_.is_nominal(i) || !t_.preposition(i).starts_with("according")) continue;
      if (!parted(i, predicate)) sources_.according_to(i);
    }
  }

  bool parted(int a, int b) const {
    for (int i = std::min(a, b); i < std::max(a, b); ++i)
      if (t_[i].form == ";") return true;
    return false;
  }

  // What the head `h` says of its dependent clause `at`.
  void step(int at, int h) {
    if (leaves_clause(at, h)) detached_ = true;
    if (t_.is(at, {Rel::ccomp, Rel::xcomp, Rel::acl, Rel::advcl, Rel::obj, Rel::obl, Rel::nmod,
                   Rel::nsubj, Rel::csubj, Rel::csubj_pass, Rel::nsubj_pass}))
      cue_of_head(at, h);
    // "if Iran sends", "asked whether Iran had sent", "it is unclear whether Iran sent"
    if (t_.is(at, {Rel::advcl}) && instead(at)) out_.negative = true;
    if (begins_or_ends(at, h))
      for (int c : t_.children(h))
        if (t_.is(c, {Rel::aux})) auxiliary(lower(t_[c].lemma), lower(t_[c].form), false);
    if (t_.is(at, {Rel::advcl, Rel::ccomp, Rel::csubj, Rel::csubj_pass, Rel::acl}) &&
        conditional_mark(at))
      out_.conditional = true;
  }

  // "rather than buy oil from Russia", "instead of sending troops"
  bool instead(int at) const {
    for (int c : t_.children(at))
      if (t_.lemma_is(c, {"rather", "instead", "than"}) && c < at) return true;
    const auto prep = t_.preposition(at);
    return prep == "instead_of" || prep == "rather_than" || prep == "without";
  }

  // "will begin selling", "may stop selling": what the auxiliary says of the one, it says of both.
  bool begins_or_ends(int at, int h) const {
    if (!t_.is_verbal(h) || (!t_.is(at, {Rel::xcomp}) && !joined(at, h) && !kept_from(at)))
      return false;
    const auto cue = cue_of_verb(h, lower(t_[h].lemma));
    return cue == Cue::aspect || cue == Cue::negate || cue == Cue::enable;
  }

  // Does the way from `at` to `h` lead out of what `h` tells?
  bool leaves_clause(int at, int h) const {
    switch (t_[at].rel) {
      case Rel::acl_relcl:
      case Rel::appos:
        return true;
      case Rel::obl:
        return !called_for(at, h);
      case Rel::nmod:  // but not from "reports of exports"
        return t_.preposition(at) != "of" || !cues_.noun(lower(t_[h].lemma));
      case Rel::advcl:
        return !reported_by_clause(at) && !joined(at, h) && !kept_from(at) && !spoken_of(at, h);
      default:
        return false;
    }
  }

  bool conditional_mark(int at) const {
    const bool decided_yet = is_to_infinitive(at);  // "is considering whether to join"
    for (int c : t_.children(at))
      if (t_.is(c, {Rel::mark}) && t_.lemma_is(c, {"if", "unless", "whether", "lest"}))
        return !(decided_yet && t_[c].lemma == "whether");
    return t_.is(at, {Rel::advcl}) && inverted(at);
  }

  // "Had Iran sent drones, …", "Should Iran send drones, …"
  bool inverted(int at) const {
    const int subject = t_.child(at, {Rel::nsubj, Rel::nsubj_pass});
    for (int c : t_.children(at))
      if (t_.is(c, {Rel::aux, Rel::aux_pass}) && c < subject &&
          t_.lemma_is(c, {"have", "should", "be"}))
        return true;
    return false;
  }

  void cue_of_head(int at, int h) {
    const bool clause =
        t_.is(at, {Rel::ccomp, Rel::xcomp, Rel::advcl, Rel::acl, Rel::csubj, Rel::csubj_pass});
    const std::string lemma = lower(t_[h].lemma);
    if (t_[h].upos == Upos::noun) {
      const bool content = !t_.is(at, {Rel::advcl}) && (clause || t_.preposition(at) == "of");
      if (const auto cue = cues_.noun(lemma); cue && content && !detached_before_)
        noun_cue(h, *cue);
    } else if (t_[h].upos == Upos::adj || t_[h].upos == Upos::adv) {
      const bool soon = lemma == "about" && is_to_infinitive(at);  // "was about to sell"
      const auto cue = soon ? Cue::likely : cues_.adverb(lemma);
      if (!clause && !told_noun(at)) return;
      if (lemma == "true" && negated(h)) out_.negative = true;
      if (!cue || (detached_ && !told_noun(at))) return;
      word_cue(as_told(*cue, at));
      if (t_[h].lemma == "unlikely") out_.negative = true;
    } else if (t_.is_verbal(h)) {
      if (const auto cue = cue_of_complement(at, h, lemma); cue && reports(*cue, at, h))
        verb_cue(h, *cue, t_[at].rel);
      if (t_.is(at, {Rel::xcomp}) && lemma == "have" && has_yet(h)) out_.negative = true;
    }
  }

  // "reports that … are false": what is said of the reports is said of what they tell.
  bool told_noun(int at) const {
    return t_.is(at, {Rel::nsubj}) && t_[at].upos == Upos::noun &&
           cues_.noun(lower(t_[at].lemma)).has_value();
  }

  // The cue of the verb `h`, as it speaks of its clause `at`: "going to sell" plans, "thinking of
  // selling" weighs, "warned against selling" forbids.
  std::optional<Cue> cue_of_complement(int at, int h, const std::string& lemma) const {
    if (called_for(at, h)) return Cue::plan;
    if (lemma == "go" && t_[h].xpos == "VBG" && t_.is(at, {Rel::xcomp}) && is_to_infinitive(at))
      return Cue::plan;
    const auto cue = cue_of_verb(h, lemma);
    if (!spoken_of(at, h)) return cue;
    if (t_.preposition(at) == "against") return Cue::forbid;
    return cue == Cue::assess ? Cue::weigh : cue;
  }

  // "gave up buying" by its particle; "ended up buying" ends nothing.
  std::optional<Cue> cue_of_verb(int h, const std::string& lemma) const {
    const auto plain = cues_.verb(lemma);
    const int particle = t_.child(h, {Rel::compound_prt});
    if (particle < 0 && h + 1 < t_.size() && t_.is(h + 1, {Rel::advmod})) {  // "held back from"
      if (const auto cue = cues_.verb(lemma + ' ' + lower(t_[h + 1].form))) return cue;
    }
    if (particle < 0) return plain;
    if (const auto cue = cues_.verb(lemma + ' ' + lower(t_[particle].form))) return cue;
    return plain == Cue::negate ? std::nullopt : plain;
  }

  // "has yet to deliver"
  bool has_yet(int h) const {
    for (int c : t_.children(h))
      if (t_.is(c, {Rel::advmod}) && t_.lemma_is(c, {"yet"})) return true;
    return false;
  }

  // Does the cue of the verb `h` reach its dependent `at`?
  bool reports(Cue cue, int at, int h) const {
    switch (t_[at].rel) {
      case Rel::advcl:
        return joined(at, h) ||
               (reported_by_clause(at) && (cue == Cue::allege || cue == Cue::doubt)) ||
               (kept_from(at) && cue == Cue::negate) || spoken_of(at, h);
      case Rel::obj:
      case Rel::nsubj_pass:
        return cue == Cue::deny || cue == Cue::negate || cue == Cue::plan || cue == Cue::foresee ||
               cue == Cue::confirm || cue == Cue::allege;
      case Rel::obl:
      case Rel::nmod:
        return cue == Cue::allege || cue == Cue::deny || called_for(at, h);
      case Rel::nsubj:
        return false;
      default:
        return true;
    }
  }

  // "never had any dealings with", "has made no deliveries", "may provide support": the noun is the
  // act, and what is said of the verb is said of it.
  bool light_verb(int at, int h) const {
    return t_.is(at, {Rel::obj}) && t_[at].upos == Upos::noun &&
           t_.lemma_is(h, {"have", "make", "give", "provide", "conduct", "hold", "take", "carry",
                           "do", "offer", "maintain", "launch", "stage", "mount", "lend"});
  }

  // "called for the withdrawal of Russian troops", "pressed for a ban"
  bool called_for(int at, int h) const {
    if (t_.is(at, {Rel::xcomp}))  // "called on China to stop"
      for (int c : t_.children(h))
        if (t_.is(c, {Rel::obl}) && asks_with(t_[h].lemma, t_.preposition(c))) return true;
    return t_.is(at, {Rel::obl}) && t_.preposition(at) == "for" &&
           t_.lemma_is(h, {"call", "press", "push", "appeal", "ask", "lobby", "campaign", "hope",
                           "plead", "wait"});
  }

  // "has acknowledged selling drones": an -ing clause right behind its verb is its object.
  bool joined(int at, int h) const {
    if (t_[at].xpos != "VBG" || t_.has(at, {Rel::mark}) || at < h || at > h + 4) return false;
    for (int i = h; i < at; ++i)
      if (t_[i].upos == Upos::punct) return false;
    return true;
  }

  // "refrained from sending", "balked at arming", "stopped short of supplying"
  bool kept_from(int at) const {
    const auto prep = t_.preposition(at);
    return t_[at].xpos == "VBG" &&
           (prep == "from" || prep == "of" || prep == "at" || prep == "short_of");
  }

  // "planning on selling", "dreams of selling", "warned against selling", "admitted to selling"
  bool spoken_of(int at, int h) const {
    static constexpr auto kPrepositions =
        std::to_array<std::string_view>({"on", "about", "of", "against", "to", "at"});
    if (t_[at].xpos != "VBG" || !t_.is_verbal(h)) return false;
    const auto prep = t_.preposition(at);
    if (!among(kPrepositions, prep)) return false;
    if (prep == "against") return true;
    const auto cue = cue_of_verb(h, lower(t_[h].lemma));
    return cue == Cue::plan || cue == Cue::weigh || cue == Cue::confirm || cue == Cue::deny ||
           (cue == Cue::assess && (prep == "of" || prep == "about"));
  }

  bool reported_by_clause(int at) const {
    const auto prep = t_.preposition(at);
    return prep == "of" || prep == "with" || prep == "for";
  }

  void verb_cue(int h, Cue cue, Rel rel) {
    if (detached_) {
      // a relative or temporal clause is told by the speaker, not planned or denied with the rest
      if (!ClimbSources::unreal(cue) && cue != Cue::foresee)
        sources_.add_source(h, cue == Cue::deny || cue == Cue::confirm ? Cue::speech : cue);
      return;
    }
    const bool not_so = negated(h) || by_nobody(h);
    switch (cue) {
      case Cue::aspect:
        return;
      case Cue::negate:  // "did not stop selling"; "refused to stop selling" sells on
        if (!not_so) out_.negative = !out_.negative;
        return;
      case Cue::forbid:  // "was forbidden to sell", "warned against selling"
        out_.planned = true;
        if (!not_so) out_.negative = !out_.negative;
        return;
      case Cue::exclude:
        (not_so ? out_.possible : out_.negative) = true;
        return;
      case Cue::weigh:
        if (rel == Rel::xcomp || rel == Rel::obj || rel == Rel::advcl) out_.possible = true;
        else sources_.add_source(h, Cue::assess);
        return;
      case Cue::doubt:
        out_.negative = out_.negative || !not_so;
        sources_.add_source(h, Cue::assess);
        return;
      case Cue::plan:
        out_.planned = true;
        return;
      case Cue::enable:  // "was not allowed to sell"
        (not_so ? out_.negative : out_.possible) = true;
        return;
      default:
        break;
    }
    if (cue == Cue::foresee) out_.foreseen = true;
    if (cue == Cue::deny) out_.denied = true;
    if (not_so && rel != Rel::xcomp && unasserted(cue)) out_.conditional = true;
    if (not_so && cue != Cue::deny)
      out_.negative = out_.negative || rel == Rel::xcomp || cue == Cue::assess;
    sources_.add_source(h, cue);
  }

  // "could not confirm that", "did not say that", "did not deny that": tells nothing either way.
  static bool unasserted(Cue cue) {
    return cue == Cue::confirm || cue == Cue::show || cue == Cue::speech || cue == Cue::claim ||
           cue == Cue::allege || cue == Cue::deny || cue == Cue::warn;
  }

  // "nothing shows that", "nobody believes that", "found no evidence that"
  bool by_nobody(int v) const {
    const int object = t_.child(v, {Rel::obj});
    if (object >= 0 && none_of(object) && cues_.noun(lower(t_[object].lemma))) return true;
    const int subject = t_.child(v, {Rel::nsubj, Rel::nsubj_pass});
    return subject >= 0 &&
           (t_.lemma_is(subject, {"nothing", "nobody", "none"}) || none_of(subject));
  }

  bool none_of(int noun) const {
    for (int c : t_.children(noun))
      if (t_.is(c, {Rel::det}) && t_.lemma_is(c, {"no"})) return true;
    return false;
  }

  // "no evidence that", "did not find evidence that"
  bool lacking(int noun) const {
    const int verb = t_.head(noun);
    return none_of(noun) || (verb >= 0 && t_.is(noun, {Rel::obj}) && negated(verb));
  }

  // "turned down a request to re-export", "vetoed the plan to sell"
  bool refused(int noun) const {
    const int verb = t_.head(noun);
    if (verb < 0 || !t_.is(noun, {Rel::obj}) || !t_.is_verbal(verb) || negated(verb)) return false;
    if (t_.lemma_is(verb, {"turn"})) return t_.has(verb, {Rel::compound_prt});
    return t_.lemma_is(verb, {"reject", "refuse", "decline", "rebuff", "veto", "block", "deny",
                              "spurn", "scrap", "shelve"});
  }

  void noun_cue(int h, Cue cue) {
    if (lacking(h) && (cue == Cue::show || cue == Cue::confirm)) out_.conditional = true;
    switch (cue) {
      case Cue::plan:
        (refused(h) ? out_.negative : out_.planned) = true;
        break;
      case Cue::enable:
        out_.possible = true;
        break;
      case Cue::foresee:
        out_.foreseen = true;
        break;
      case Cue::deny:
        out_.denied = true;
        break;
      case Cue::allege:
        out_.alleged = true;
        break;
      case Cue::show:
        out_.hearsay = true;
        break;
      case Cue::assess:
        out_.assessed = true;
        break;
      default:
        break;
    }
    // "South Korea's estimate that …"
    if (cue != Cue::plan && cue != Cue::aspect)
      if (const int owner = t_.child(h, {Rel::nmod_poss}); owner >= 0)
        sources_.push(n_.at(s_, owner), h, h, cue);
  }

  void word_cue(Cue cue) {
    if (cue == Cue::plan) out_.planned = true;
    if (cue == Cue::negate || cue == Cue::doubt) out_.negative = true;  // "was unable to deliver"
    if (cue == Cue::doubt) out_.assessed = true;
    adverb(cue);
  }

  bool negated(int v) const {
    for (int c : t_.children(v))
      if (t_.is(c, {Rel::advmod}) && t_.lemma_is(c, {"not", "n't", "never", "no", "nor"}))
        return true;
    return false;
  }

  // What hangs on a clause head: auxiliaries, negation, adverbs, "according to", "officials said".
  // `own`: this is the predicate itself or the verb whose auxiliaries it shares.
  void look_at(int i, bool own) {
    for (int c : t_.children(i)) {
      const std::string lemma = lower(t_[c].lemma), form = lower(t_[c].form);
      if (own && t_.is(c, {Rel::aux})) auxiliary(lemma, form, perfect(i));
      if (own && t_.is(c, {Rel::advmod, Rel::det, Rel::cc_preconj}) && among(kNegations, lemma))
        out_.negative = true;
      if (own && t_.is(c, {Rel::advmod}) && (form == "almost" || form == "nearly") && c == i - 1)
        out_.negative = true;
      if (own && t_.is(c, {Rel::nsubj_outer}))  // "Seoul's estimate is that …"
        if (const auto cue = cues_.noun(lemma)) noun_cue(c, *cue);
      if (own && form == "longer" && c > 0 && t_.lemma_is(c - 1, {"no"})) out_.negative = true;
      if (t_.is(c, {Rel::advmod}))
        if (const auto cue = cues_.adverb(lemma)) adverb(as_told(*cue, i));
      if (t_.is(c, {Rel::obl, Rel::nmod, Rel::advcl, Rel::advmod, Rel::case_}))
        sources_.according_to(c);
      if (t_.is(c, {Rel::parataxis, Rel::dep})) sources_.parenthesis(c);
      if (t_.is(c, {Rel::obl})) sources_.viewed(c);
      sources_.as_reported(c);
    }
    if (own && is_to_infinitive(i)) out_.planned = out_.planned || stands_alone(i);
  }

  bool is_to_infinitive(int i) const {
    for (int c : t_.children(i))
      if (t_.is(c, {Rel::mark}) && t_[c].lemma == "to") return true;
    return false;
  }

  // "A delegation is to visit", "The line is to start"
  bool stands_alone(int i) const {
    const int h = t_.head(i);
    return h < 0 || (t_.is(i, {Rel::xcomp, Rel::ccomp}) && t_[h].lemma == "be");
  }

  bool perfect(int i) const {
    for (int c : t_.children(i))
      if (t_.is(c, {Rel::aux}) && t_.lemma_is(c, {"have"})) return true;
    return false;
  }

  // "probably sent", "is likely to have sent", "it is likely that plants now make": what is over or
  // goes on is judged, not foreseen.
  Cue as_told(Cue cue, int clause) const {
    const bool told = perfect(clause) || past(clause) || present(clause);
    return cue == Cue::likely && told ? Cue::assessed : cue;
  }

  bool present(int i) const {
    bool now = t_[i].xpos == "VBZ" || t_[i].xpos == "VBP";
    for (int c : t_.children(i)) {
      if (!t_.is(c, {Rel::aux, Rel::aux_pass, Rel::mark})) continue;
      if (t_[c].xpos == "MD" || t_[c].lemma == "to") return false;
      now = now || t_[c].xpos == "VBZ" || t_[c].xpos == "VBP";
    }
    return now;
  }

  bool past(int i) const {
    for (int c : t_.children(i)) {
      if (!t_.is(c, {Rel::aux, Rel::aux_pass, Rel::cop})) continue;
      if (t_[c].xpos == "VBD") return true;
      if (t_[c].xpos == "MD") return false;
    }
    return t_[i].xpos == "VBD";
  }

  // `perfect`: "must have sent" is inferred, "must send" an obligation told as a fact.
  void auxiliary(const std::string& lemma, const std::string& form, bool perfect) {
    static constexpr auto kFuture = std::to_array<std::string_view>({"will", "'ll", "shall", "wo"});
    const bool would = form == "would" || form == "'d";
    if (among(kPossible, lemma) || form == "could" || form == "might") {
      out_.possible = true;
    } else if (lemma == "must" && perfect) {
      out_.assessed = true;
    } else if (lemma == "will" || among(kFuture, form)) {
      (would ? out_.would : out_.will) = true;
    } else if (lemma == "would" || form == "would") {
      out_.would = true;
    }
  }

  void adverb(Cue cue) {
    switch (cue) {
      case Cue::hearsay:
        out_.hearsay = true;
        break;
      case Cue::alleged:
        out_.alleged = true;
        break;
      case Cue::assessed:
        out_.assessed = true;
        break;
      case Cue::maybe:
        out_.possible = true;
        break;
      case Cue::likely:
        out_.foreseen = true;
        break;
      default:
        break;
    }
  }

  const Nominals& n_;
  const Tree& t_;
  const Cues& cues_;
  int s_;
  int only_conj_ = 0;             // steps so far that led from conjunct to conjunct alone
  bool detached_ = false;         // the climb has left the clause of the predicate by a side door
  bool detached_before_ = false;  // … already before the present step
  Climb out_;
  ClimbSources sources_{n_, t_, cues_, s_, out_};
};

}  // namespace

Climb climb(const Nominals& nominals, const Cues& cues, int sentence, int predicate) {
  return Climber(nominals, cues, sentence).run(predicate);
}

}  // namespace entente
