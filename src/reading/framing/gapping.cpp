// "Iran sold drones to Ethiopia and missiles to Sudan": the verb is said once and meant twice. The
// parser hangs the second half anywhere, so it is looked for by position: behind the first party a
// phrase without a preposition, and right behind that one the preposition of the first. What stands
// in front of the second preposition is another thing of the same kind of deed, or, where it is an
// actor and no thing, another doer.
// Cost: linear in the tokens behind the first party.
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "reading/framing/frame_parts.h"
#include "reading/words.h"

namespace entente {
namespace {

class Gapping {
 public:
  Gapping(const FrameContext& context, Frame& frame)
      : context_(context), n_(context.nominals), t_(context.tree), frame_(frame) {}

  std::vector<Frame> split() {
    std::vector<Frame> out;
    const int first = first_party();
    if (first < 0) return out;
    preposition_ = t_.preposition(n_[first].head);
    if (preposition_.empty()) return out;
    int at = n_[first].head + 1;
    while (const auto half = half_at(at)) {
      halves_.push_back(*half);
      at = n_[half->party].head + 1;
    }
    for (const Half& half : halves_) out.push_back(with(half));
    for (const Half& half : halves_) take_out(half);
    return out;
  }

 private:
  struct Half {
    int thing, party;  // nominals
  };

  // The leftmost party behind the verb.
  int first_party() const {
    if (frame_.entry->pos != Predicate::Pos::verb) return -1;
    int first = -1;
    for (const int i : frame_.role(Role::counterpart)) {
      if (n_[i].sentence != frame_.sentence || n_[i].head < frame_.predicate) continue;
      if (first < 0 || n_[i].head < n_[first].head) first = i;
    }
    return first;
  }

  // ", drones from Iran", "and missiles to Sudan", ", and Turkey to Mali"
  std::optional<Half> half_at(int i) const {
    const int from = i;
    while (i < t_.size() && (t_[i].form == "," || t_.lemma_is(i, {"and", "or"}))) ++i;
    if (i == from) return std::nullopt;
    const int thing = phrase_at(i);
    if (thing < 0) return std::nullopt;
    const int prep = n_[thing].head + 1;
    if (prep + 1 >= t_.size() || !equals_ignoring_case(t_[prep].form, preposition_))
      return std::nullopt;
    const int party = phrase_at(prep + 1);
    if (party < 0 || !context_.is_actor(party)) return std::nullopt;
    return Half{thing, party};
  }

  // The phrase that begins at `i`: nothing but its own words up to its head. -1 without one.
  int phrase_at(int i) const {
    for (int head = i; head < t_.size() && head < i + 8; ++head) {
      const Upos upos = t_[head].upos;
      if (upos == Upos::verb || upos == Upos::aux || upos == Upos::adp || upos == Upos::punct ||
          upos == Upos::cconj || upos == Upos::sconj || upos == Upos::adv)
        return -1;
      const bool ends = head + 1 >= t_.size() || t_.head(head) < i || t_.head(head) > head + 4;
      const int index = context_.nominal(head);
      if (ends && index >= 0 && n_[index].head == head) return n_[index].modifier ? -1 : index;
    }
    return -1;
  }

  Frame with(const Half& half) const {
    Frame out = frame_;
    out.role(Role::counterpart) = {half.party};
    const bool doer = context_.is_actor(half.thing) && n_[half.thing].goods.empty();
    out.role(doer ? Role::subject : Role::object) = {half.thing};
    return out;
  }

  void take_out(const Half& half) {
    for (auto& role : frame_.roles)
      std::erase_if(role, [&](int i) { return i == half.thing || i == half.party; });
  }

  const FrameContext& context_;
  const Nominals& n_;
  const Tree& t_;
  Frame& frame_;
  std::string preposition_;
  std::vector<Half> halves_;
};

}  // namespace

std::vector<Frame> split_gaps(const FrameContext& context, Frame& frame) {
  return Gapping(context, frame).split();
}

}  // namespace entente
