// See event_repeats.h. Cost: quadratic in the events of one sentence, which are few.
#include "reading/layers/event_repeats.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/text.h"

namespace entente {
namespace {

using Keys = std::set<std::string>;

// What tells actors apart: the code, else a name.
Keys keys(const std::vector<Mention>& actors, const std::vector<std::string>& codes) {
  Keys out;
  for (size_t i = 0; i < actors.size(); ++i) {
    const std::string& text = actors[i].text;
    if (i < codes.size() && !codes[i].empty()) out.insert(codes[i]);
    else if (std::any_of(text.begin(), text.end(), is_upper)) out.insert(text);
  }
  return out;
}

struct Sides {
  Keys source, target;
};

Sides sides(const FoundEvent& e) {
  return {keys(e.event.source, e.event.source_codes), keys(e.event.target, e.event.target_codes)};
}

bool within(const Keys& some, const Keys& all) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

// "… to demand reform", "… , killing one": what hangs on the other act's clause as its purpose or
// its company.
bool hangs_on(const Tree& t, const FoundEvent& inner, const FoundEvent& outer) {
  if (inner.predicate == outer.predicate || !t.below(inner.predicate, outer.predicate))
    return false;
  for (int at = inner.predicate; at >= 0 && at != outer.predicate; at = t.head(at))
    if (t.is(at, {Rel::advcl, Rel::acl})) {
      if (t[at].xpos == "VBG") return true;
      for (const int c : t.children(at))
        if (t[c].xpos == "TO" && t[at].xpos == "VB") return true;
    }
  return false;
}

// Does `b` say nothing that `a` does not?
bool repeats(const FoundEvent& b, const FoundEvent& a, const Tree& t) {
  const Sides mine = sides(b), other = sides(a);
  if (other.source.empty()) return false;
  if (mine.source.empty()) return true;
  if (!within(mine.source, other.source)) return false;
  if (mine.target.empty() && !other.target.empty()) return true;
  if (b.event.type == a.event.type && within(mine.target, other.target)) return true;
  return hangs_on(t, b, a) && (within(mine.target, other.target) || other.target.empty());
}

}  // namespace

void drop_repeats(std::vector<FoundEvent>& events, const Analysis& analysis) {
  for (FoundEvent& b : events)
    for (FoundEvent& a : events) {
      if (&a == &b || a.dropped || b.dropped || a.sentence != b.sentence) continue;
      if (!repeats(b, a, analysis.tree(b.sentence))) continue;
      b.dropped = true;
      if (keys(a.event.target, a.event.target_codes).empty() &&
          !keys(b.event.target, b.event.target_codes).empty()) {
        a.event.target = b.event.target;
        a.event.target_codes = b.event.target_codes;
      }
    }
}

}  // namespace entente
