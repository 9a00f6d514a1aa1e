// Does a frame say enough to be a claim? Somebody known must take part, with somebody or something
// else; a purpose ("to drive the army out") is no act, and a noun repeats what its verb has said.
#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "reading/framing/frame_parts.h"
#include "reading/words.h"

namespace entente {
namespace {

// Nouns whose infinitive is what is planned, not what something is for.
constexpr auto kPlans = std::to_array<std::string_view>(
    {"plan",     "attempt", "decision", "agreement", "effort",     "offer", "promise",
     "pledge",   "threat",  "order",    "intention", "proposal",   "deal",  "bid",
     "contract", "refusal", "failure",  "request",   "permission", "scheme"});

constexpr auto kTimes =
    std::to_array<std::string_view>({"since", "after", "before", "until", "during", "following"});

class Assertion {
 public:
  Assertion(const FrameContext& context, const Frame& frame, const std::vector<Frame>& found)
      : context_(context), n_(context.nominals), t_(context.tree), frame_(frame), found_(found) {}

  bool holds() const {
    return frame_.entry->pos == Predicate::Pos::verb ? enough_verb() : enough_noun();
  }

 private:
  bool enough_verb() const {
    const auto& subject = frame_.role(Role::subject);
    if (impersonal(subject) || open_word() || !somebody()) return false;
    if (!subject.empty() && !context_.any_actor(subject) && !context_.any_known(subject) &&
        !things_do(frame_.entry->kind))
      return false;
    if (purpose(frame_.predicate) && frame_.entry->kind != Kind::evade) return false;
    return has_content();
  }

  // "you", "nobody": nobody in particular.
  bool impersonal(const std::vector<int>& subject) const {
    return std::any_of(subject.begin(), subject.end(), [&](int i) {
      return n_[i].pronoun && n_[i].sentence == frame_.sentence &&
             t_.lemma_is(n_[i].head,
                         {"you", "one", "what", "nobody", "nothing", "everyone", "there"});
    });
  }

  // "what", "whether" in any role.
  bool open_word() const {
    for (const auto& role : frame_.roles)
      for (int i : role)
        if (n_[i].sentence == frame_.sentence &&
            t_.lemma_is(n_[i].head, {"what", "whatever", "whether"}))
          return true;
    return false;
  }

  // Does anyone known take part, or goods and an actor?
  bool somebody() const {
    const auto &subject = frame_.role(Role::subject), &other = frame_.role(Role::counterpart);
    if (context_.any_known(subject) || context_.any_known(other)) return true;
    const bool actor = context_.any_actor(subject);
    const bool goods = context_.any_goods(frame_.role(Role::object));
    if (actor && told_of_anyone(frame_.entry->kind)) return true;
    // "Eight tankers were blacklisted": by whom is left open, whom is not
    if (subject.empty() && frame_.entry->kind == Kind::sanction && context_.any_actor(other))
      return true;
    return (actor && (goods || context_.any_actor(other))) || (subject.empty() && goods);
  }

  // Kinds whose subject may be a thing.
  static bool things_do(Kind k) {
    static constexpr std::array kKinds{Kind::derive,   Kind::move,   Kind::develop,
                                       Kind::attack,   Kind::lose,   Kind::relate,
                                       Kind::sanction, Kind::oppose, Kind::evade};
    return std::find(kKinds.begin(), kKinds.end(), k) != kKinds.end();
  }

  // "The tanker switched off its transponder": acts that are told of actors without a name too.
  static bool told_of_anyone(Kind k) {
    return k == Kind::evade || k == Kind::move || k == Kind::launder || k == Kind::steal ||
           k == Kind::own;
  }

  // A transfer of nothing to nobody, a meeting with nobody, says nothing.
  bool has_content() const {
    const auto& subject = frame_.role(Role::subject);
    const bool other = !frame_.role(Role::counterpart).empty() ||
                       !frame_.role(Role::object).empty() || !frame_.role(Role::against).empty();
    switch (frame_.entry->kind) {
      case Kind::lose:
      case Kind::fight:
      case Kind::move:
        return !subject.empty();
      case Kind::relate:
      case Kind::meet:
      case Kind::trade:
      case Kind::agree:
      case Kind::cooperate:
        return other || subject.size() > 1 || plural(subject);
      case Kind::evade:  // "went dark": the row asks for no more
        return other || frame_.entry->roles[static_cast<size_t>(Role::object)].empty();
      default:
        return other;
    }
  }

  bool plural(const std::vector<int>& role) const {
    return std::any_of(role.begin(), role.end(),
                       [&](int i) { return n_[i].plural || !n_[i].members.empty(); });
  }

  // "to drive the army out": a purpose, not an act
  bool purpose(int v) const {
    if (!t_.is(v, {Rel::advcl, Rel::acl})) return false;
    if (only_one_to(v)) return false;
    // "Niger's plan to sell uranium": what is planned
    if (t_.head(v) >= 0 && among(kPlans, lower(t_[t_.head(v)].lemma))) return false;
    for (int c : t_.children(v))
      if (t_.is(c, {Rel::mark}) && t_[c].lemma == "to") return true;
    return false;
  }

  // "the last state to recognise Taiwan", "the only bank to lend": it does
  bool only_one_to(int v) const {
    const int noun = t_.head(v);
    if (noun < 0 || !t_.is(v, {Rel::acl})) return false;
    for (int c : t_.children(noun))
      if (t_.is(c, {Rel::amod, Rel::nummod}) &&
          t_.lemma_is(c, {"first", "last", "only", "second", "third", "latest", "sole"}))
        return true;
    return t_.lemma_is(noun, {"first", "last", "latest"});
  }

  bool enough_noun() const {
    if (part_of_verb_frame(frame_.predicate) || time_anchor(frame_.predicate)) return false;
    const Kind k = frame_.entry->kind;
    const auto& subject = frame_.role(Role::subject);
    const bool other = context_.any_known(frame_.role(Role::counterpart)) ||
                       context_.any_known(frame_.role(Role::against));
    // "the killing of three Russian instructors by Tuareg rebels"
    const bool actor =
        context_.any_known(subject) || (k == Kind::attack && other && context_.any_actor(subject));
    if (k == Kind::own && t_.has(frame_.predicate, {Rel::cop}))  // "is in the hands of"
      return context_.any_actor(subject) && context_.any_actor(frame_.role(Role::counterpart));
    if (k == Kind::own || k == Kind::mediate || k == Kind::relate) return actor && other;
    if (k == Kind::derive)  // "the drone is a copy of the Israeli Heron"
      return other && (actor || context_.any_goods(subject));
    const bool goods = context_.any_goods(frame_.role(Role::object));
    // "said that military cooperation with X will go on", "rejected reports of exports to Russia":
    // the speaker is a party; drafts drop the frame when nobody speaks.
    if (subject.empty() && other)
      return k == Kind::cooperate || ((k == Kind::transfer || k == Kind::acquire) && goods);
    if (!actor) return false;
    if (goods && !other && only_things()) return false;
    if (other || goods || k == Kind::lose) return true;
    if (done_to_things(k) &&
        (!frame_.role(Role::object).empty() || context_.any_actor(frame_.role(Role::counterpart))))
      return true;
    if (info(k).symmetric) return subject.size() > 1 || plural(subject);
    // "deliveries from China slowed"
    return is_exchange(k) && t_.is(frame_.predicate, {Rel::nsubj, Rel::nsubj_pass});
  }

  // "intercepted a shipment of Iranian missiles": what was intercepted, sent by nobody to nobody
  bool only_things() const {
    return t_.is(frame_.predicate, {Rel::obj}) &&
           !t_.has(frame_.predicate, {Rel::nmod_poss, Rel::amod, Rel::compound});
  }

  // "Germany's seizure of the tanker", "Rwanda's violation of the embargo"
  static bool done_to_things(Kind k) {
    static constexpr std::array kKinds{Kind::sanction, Kind::oppose,  Kind::evade, Kind::attack,
                                       Kind::develop,  Kind::launder, Kind::steal, Kind::test};
    return std::find(kKinds.begin(), kKinds.end(), k) != kKinds.end();
  }

  // Is the noun what a verb of the sentence already says ("made deliveries")?
  bool part_of_verb_frame(int noun) const {
    const auto rows = context_.predicates.find(lower(t_[noun].lemma), Predicate::Pos::noun);
    return std::any_of(found_.begin(), found_.end(), [&](const Frame& v) {
      return v.entry->pos == Predicate::Pos::verb && says_the_same(v.entry->kind, rows) &&
             is_object(v, noun);
    });
  }

  static bool says_the_same(Kind kind, std::span<const Predicate> rows) {
    return std::any_of(rows.begin(), rows.end(), [&](const Predicate& row) {
      return row.kind == kind || (is_exchange(row.kind) && is_exchange(kind));
    });
  }

  bool is_object(const Frame& verb, int noun) const {
    if (t_.head(noun) == verb.predicate && t_.is(noun, {Rel::obj, Rel::nsubj_pass})) return true;
    const auto& objects = verb.role(Role::object);
    return std::any_of(objects.begin(), objects.end(), [&](int i) {
      return n_[i].head == noun && n_[i].sentence == frame_.sentence;
    });
  }

  // "since the invasion of Ukraine", "before the delivery"
  bool time_anchor(int noun) const {
    if (!t_.is(noun, {Rel::obl, Rel::nmod})) return false;
    return among(kTimes, t_.preposition(noun));
  }

  const FrameContext& context_;
  const Nominals& n_;
  const Tree& t_;
  const Frame& frame_;
  const std::vector<Frame>& found_;
};

}  // namespace

bool says_enough(const FrameContext& context, const Frame& frame, const std::vector<Frame>& found) {
  return Assertion(context, frame, found).holds();
}

}  // namespace entente
