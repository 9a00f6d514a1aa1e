// Whether the author has it that something happened, for every predicate: grammar tells the ground
// (negated, to come, wished, ordered …) from the clause's own auxiliaries and form and from what
// stands above it; a learned model weighs the ground with the words around it (after Lee et al.
// 2015 and de Marneffe et al. 2012: 3 certainly happened, -3 certainly did not). Cost: linear in
// tokens times the depth of the tree.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "reading/framing/climb.h"
#include "reading/layers/find.h"
#include "reading/words.h"

namespace entente {
namespace {

enum class Ground : uint8_t {
  asserted,
  negated,
  future,
  modal,
  possible,
  hypothetical,
  conditional,
  question,
  order,
  infinitive,
  purpose,
  gerund,
};
constexpr std::array<std::string_view, 12> kGrounds{
    "asserted",    "negated",  "future", "modal",      "possible", "hypothetical",
    "conditional", "question", "order",  "infinitive", "purpose",  "gerund"};

constexpr auto kNegations = std::to_array<std::string_view>(
    {"not", "n't", "never", "no", "neither", "nor", "hardly", "scarcely", "without"});
constexpr auto kWished = std::to_array<std::string_view>(
    {"suggest", "recommend", "hope", "wish", "ask", "demand", "insist", "propose", "request",
     "ensure", "imagine", "require", "urge", "advise", "expect", "want", "prefer", "suppose"});
constexpr auto kModals = std::to_array<std::string_view>({"must", "should", "ought", "shall"});
constexpr auto kPossible = std::to_array<std::string_view>({"can", "could", "may", "might", "ca"});

class Finder {
 public:
  Finder(const Nominals& nominals, const Cues& cues, const FactualityModel& model)
      : n_(nominals),
        a_(nominals.analysis()),
        cues_(cues),
        model_(model),
        spans_(nominals.analysis()) {}

  std::vector<Factuality> find() {
    for (int s = 0; s < a_.size(); ++s) {
      s_ = s;
      t_ = &a_.tree(s);
      for (int i = 0; i < t_->size(); ++i)
        if (is_predicate(i)) add(i);
    }
    return std::move(out_);
  }

 private:
  const Tree& t() const { return *t_; }

  bool is_predicate(int i) const {
    if (t().is(i, {Rel::aux, Rel::aux_pass, Rel::cop})) return false;
    if (t()[i].upos == Upos::verb || t()[i].xpos.starts_with("VB")) return true;
    // a verb taken for another word still has what only verbs have
    return t().has(i, {Rel::cop, Rel::nsubj, Rel::nsubj_pass, Rel::obj, Rel::aux, Rel::ccomp}) ||
           (t()[i].upos == Upos::aux && !t().is(i, {Rel::aux, Rel::aux_pass, Rel::cop}));
  }

  void add(int i) {
    Factuality out;
    static_cast<Span&>(out) = spans_.of(s_, i, i);
    out.lemma = lower(t()[i].lemma);
    const Climb c = climb(n_, cues_, s_, i);
    const Ground ground = ground_of(i, 0);
    out.ground = kGrounds[static_cast<size_t>(ground)];
    out.features = features(i, ground);
    out.value = model_.value(out.features);
    if (ground == Ground::negated) out.value = -std::abs(out.value);
    out.polarity =
        c.negative || ground == Ground::negated ? Polarity::negative : Polarity::positive;
    out.modality = modality_of(c);
    out.conditional = c.conditional || ground == Ground::conditional || ground == Ground::question;
    out_.push_back(std::move(out));
  }

  std::vector<std::string> features(int i, Ground ground) const {
    const std::string g(kGrounds[static_cast<size_t>(ground)]), lemma = lower(t()[i].lemma);
    const std::string rel(name(t()[i].rel)), xpos(t()[i].xpos);
    std::vector<std::string> out{"bias",
                                 "g=" + g,
                                 "l=" + lemma,
                                 "gl=" + g + "|" + lemma,
                                 "x=" + xpos,
                                 "gr=" + g + "|" + rel,
                                 "gx=" + g + "|" + xpos};
    const int h = t().head(i);
    if (h >= 0) {
      const std::string above = lower(t()[h].lemma);
      const std::string ground_above(kGrounds[static_cast<size_t>(ground_of(h, 0))]);
      out.push_back("h=" + rel + "|" + above);
      out.push_back("gh=" + g + "|" + above);
      out.push_back("hx=" + rel + "|" + std::string(t()[h].xpos));
      out.push_back("hg=" + g + "|" + rel + "|" + ground_above);
    }
    bool subject = false;
    for (int c : t().children(i)) {
      const std::string form = lower(t()[c].form);
      if (t().is(c, {Rel::nsubj, Rel::nsubj_pass})) {
        subject = true;
        const bool pronoun = t()[c].upos == Upos::pron;
        out.push_back("s=" + g + "|" + (pronoun ? form : std::string(t()[c].xpos)));
      }
      if (t().is(c, {Rel::aux, Rel::aux_pass, Rel::mark, Rel::advmod, Rel::cop}))
        out.push_back("c=" + std::string(name(t()[c].rel)) + "|" + form);
    }
    if (!subject) out.push_back("s=" + g + "|none");
    if (t().size() > 0 && t()[t().size() - 1].form == "?") out.push_back("?=" + g);
    return out;
  }

  static Modality modality_of(const Climb& c) {
    if (c.denied) return Modality::denied;
    if (c.possible || c.would) return Modality::possible;
    if (c.foreseen || c.will) return Modality::foreseen;
    if (c.planned) return Modality::planned;
    if (c.alleged) return Modality::alleged;
    if (c.assessed) return Modality::assessed;
    return c.hearsay || !c.sources.empty() ? Modality::reported : Modality::stated;
  }

  // The clause itself decides first; a clause without a sign of its own has that of the one above.
  Ground ground_of(int i, int depth) const {
    if (negated(i)) return Ground::negated;
    for (int c : t().children(i)) {
      if (!t().is(c, {Rel::aux})) continue;
      const std::string lemma = lower(t()[c].lemma), form = lower(t()[c].form);
      if (form == "would" || form == "'d") return Ground::hypothetical;
      if (among(kPossible, lemma) || among(kPossible, form)) return Ground::possible;
      if (among(kModals, lemma)) return Ground::modal;
      if (lemma == "will" || form == "wo" || form == "'ll") return Ground::future;
    }
    if (mark_is(i, {"if", "unless", "whether", "lest"})) return Ground::conditional;
    if (is_going_to(i)) return Ground::future;
    if (mark_is(i, {"to"})) return infinitive(i, depth);
    const int h = t().head(i);
    if (h < 0) return of_root(i);
    if (depth < 8 && shares(i, h)) return ground_of(h, depth + 1);
    if (is_bare(i)) return bare(i, h, depth);
    if (depth < 8 && awaits(i, h)) {
      const Ground above = ground_of(h, depth + 1);
      if (is_open(above)) return above;
    }
    if (t().is(i, {Rel::ccomp}) && among(kWished, lower(t()[h].lemma))) return Ground::hypothetical;
    if (t()[i].xpos == "VBG" &&
        t().is(i, {Rel::advcl, Rel::acl, Rel::csubj, Rel::obl, Rel::nmod}) &&
        !t().has(i, {Rel::aux}))
      return Ground::gerund;
    return Ground::asserted;
  }

  // Grounds by which it has not come about yet.
  static bool is_open(Ground g) {
    return g == Ground::future || g == Ground::modal || g == Ground::possible ||
           g == Ground::hypothetical || g == Ground::conditional || g == Ground::order ||
           g == Ground::infinitive || g == Ground::purpose;
  }

  // "is going to send"
  bool is_going_to(int i) const {
    if (lower(t()[i].form) != "going") return false;
    for (int c : t().children(i))
      if (t().is(c, {Rel::xcomp}) && mark_is(c, {"to"})) return true;
    return false;
  }

  // A verb above whose sign reaches this clause: a conjunct without a subject, a complement.
  bool shares(int i, int h) const {
    if (t().is(i, {Rel::conj}))
      return t().is_verbal(h) && !t().has(i, {Rel::nsubj, Rel::nsubj_pass});
    return t().is(i, {Rel::xcomp}) && t()[i].xpos == "VBG";
  }

  // "after we return", "until it expires": goes by the clause it dates.
  bool awaits(int i, int h) const {
    return t().is(i, {Rel::advcl}) && t().is_verbal(h) &&
           (t()[i].xpos == "VBP" || t()[i].xpos == "VBZ" || t()[i].xpos == "VBG");
  }

  // A base form with neither subject, auxiliary nor "to".
  bool is_bare(int i) const {
    return t()[i].xpos == "VB" &&
           !t().has(i, {Rel::nsubj, Rel::nsubj_pass, Rel::expl, Rel::csubj, Rel::aux});
  }

  // "made him leave" is told with its verb; "suggest you go" is wished; by itself it is an order.
  Ground bare(int i, int h, int depth) const {
    if (t().is(i, {Rel::xcomp, Rel::ccomp}) && t().is_verbal(h) && depth < 8)
      return among(kWished, lower(t()[h].lemma)) ? Ground::hypothetical : ground_of(h, depth + 1);
    return Ground::order;
  }

  bool negated(int i) const {
    for (int c : t().children(i)) {
      if (t().is(c, {Rel::advmod, Rel::det, Rel::cc, Rel::cc_preconj, Rel::mark}) &&
          among(kNegations, lower(t()[c].lemma)))
        return true;
      if (t().is(c, {Rel::obj, Rel::nsubj, Rel::nsubj_pass})) {
        if (t().lemma_is(c, {"nothing", "nobody", "none"})) return true;
        for (int d : t().children(c))
          if (t().is(d, {Rel::det}) && lower(t()[d].lemma) == "no") return true;
      }
    }
    return false;
  }

  bool mark_is(int i, std::initializer_list<std::string_view> words) const {
    for (int c : t().children(i))
      if (t().is(c, {Rel::mark}) && among(words, lower(t()[c].form))) return true;
    return false;
  }

  // "managed to", "began to" happened; "to", "want to", "in order to" did not yet.
  Ground infinitive(int i, int depth) const {
    const int h = t().head(i);
    if (h < 0) return Ground::infinitive;
    if (t().is(i, {Rel::xcomp}) && depth < 8) {
      static constexpr auto kDone = std::to_array<std::string_view>(
          {"manage", "begin", "start",  "continue", "have",   "get", "come",
           "prove",  "seem",  "appear", "tend",     "happen", "use", "help",
           "force",  "lead",  "cause",  "turn",     "love",   "like"});
      if (is_going_to(h)) return Ground::future;
      if (among(kDone, lower(t()[h].lemma))) return ground_of(h, depth + 1);
      if (t().lemma_is(h, {"have", "need"})) return Ground::modal;
      const auto cue = cues_.verb(lower(t()[h].lemma));
      if (cue == Cue::negate || cue == Cue::exclude || cue == Cue::doubt) return Ground::negated;
    }
    return t().is(i, {Rel::advcl}) ? Ground::purpose : Ground::infinitive;
  }

  Ground of_root(int i) const {
    const int last = t().size() - 1;
    if (last >= 0 && t()[last].form == "?") return Ground::question;
    const bool subject = t().has(i, {Rel::nsubj, Rel::nsubj_pass, Rel::expl, Rel::csubj});
    if (t()[i].xpos == "VB" && !subject && !t().has(i, {Rel::aux})) return Ground::order;
    return Ground::asserted;
  }

  const Nominals& n_;
  const Analysis& a_;
  const Cues& cues_;
  const FactualityModel& model_;
  Spans spans_;
  const Tree* t_ = nullptr;
  int s_ = 0;
  std::vector<Factuality> out_;
};

}  // namespace

std::vector<Factuality> find_factuality(const Nominals& nominals, const Cues& cues,
                                        const FactualityModel& model) {
  return Finder(nominals, cues, model).find();
}

}  // namespace entente
