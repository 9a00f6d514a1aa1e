// Which words are verbs and which verbs share a subject. Auxiliaries tell: a participle behind
// "have" is finite, and an auxiliary behind "and" opens another verb of the same subject.
#include <algorithm>

#include "reading/mend_rules.h"
#include "reading/words.h"

namespace entente {
namespace {

// The auxiliary "has/have/had" before `v`, with only adverbs between; -1 when there is none.
int auxiliary_before(const TreeEditor& t, int v) {
  int i = v - 1;
  while (i >= 0 && t.at(i).upos == Upos::adv) --i;
  return i >= 0 && t.at(i).lemma == "have" ? i : -1;
}

bool participle(const TreeEditor& t, int v) {
  return t.at(v).xpos == "VBN" || t.at(v).xpos == "VBD";
}

// `v` takes the place of its head `old`, which hangs below it with `rel`; clause parts move along.
void take_over(TreeEditor& t, int v, int old, Rel rel) {
  t.set(v, t.at(old).head, t.at(old).rel);
  t.set(old, v, rel);
  for (int i = 0; i < t.size(); ++i) {
    if (i == v || t.at(i).head != old) continue;
    const bool clause =
        t.has_rel(i, {Rel::nsubj, Rel::nsubj_pass, Rel::aux, Rel::mark, Rel::obl, Rel::advmod,
                      Rel::advcl, Rel::parataxis, Rel::ccomp, Rel::obj, Rel::cop}) ||
        (t.has_rel(i, {Rel::conj}) && i > v) || (t.has_rel(i, {Rel::punct}) && i < v);
    if (rel == Rel::aux || clause) t.at(i).head = v;
  }
}

int first_auxiliary(const TreeEditor& t, int v) {
  for (int i = 0; i < v; ++i)
    if (t.at(i).head == v && t.has_rel(i, {Rel::aux, Rel::aux_pass})) return i;
  return -1;
}

// The nearest verb before `end` with the auxiliary `lemma`, its own subject before it.
int verb_with_auxiliary(const TreeEditor& t, int end, std::string_view lemma) {
  for (int v = end - 1; v > 0; --v) {
    if (t.at(v).upos != Upos::verb) continue;
    const int aux = first_auxiliary(t, v);
    if (aux >= 0 && t.at(aux).lemma == lemma) return v;
    if (t.inflected(v)) return -1;
  }
  return -1;
}

// "was helping X to improve Y and had given it Z": a finite verb is no second infinitive.
void out_of_infinitive(TreeEditor& t, int v) {
  int h = t.at(v).head;
  if (h < 0 || !t.infinitive(h) || t.has_own_subject(v)) return;
  while (h >= 0 && (t.at(h).upos != Upos::verb || t.infinitive(h))) h = t.at(h).head;
  if (h >= 0) t.hang(v, h, Rel::conj);
}

// The comma or "and" right before the auxiliary `aux`, adverbs aside; -1 when there is none.
int joint_before(const TreeEditor& t, int aux) {
  int joint = aux - 1;
  while (joint > 0 && t.at(joint).upos == Upos::adv) --joint;
  const auto f = t.form(joint);
  return f == "," || f == "and" || f == "but" ? joint : -1;
}

// What `v` has drawn to itself although it stands behind the verb `before`; true when there was
// any.
bool give_back(TreeEditor& t, int v, int before, int joint) {
  bool any = false;
  for (int i = before + 1; i < joint; ++i) {
    if (t.at(i).head != v || !t.has_rel(i, {Rel::nsubj, Rel::nsubj_pass, Rel::obl})) continue;
    t.set(i, before, t.at(i).rel == Rel::obl ? Rel::obl : Rel::obj);
    any = true;
  }
  return any;
}

void chain_verb(TreeEditor& t, int v) {
  const int aux = first_auxiliary(t, v);
  const int joint = aux < 2 ? -1 : joint_before(t, aux);
  if (joint < 0) return;
  const int before = verb_with_auxiliary(t, joint, t.at(aux).lemma);
  if (before < 0 && t.at(v).rel == Rel::conj) out_of_infinitive(t, v);
  if (before < 0 || t.below(before, v)) return;
  if (t.at(v).rel == Rel::conj) {
    // hung on the reporting verb instead: "said that X had … and had …"
    const int h = t.at(v).head;
    if (h != before && t.below(before, h) && !t.has_own_subject(v)) t.hang(v, before, Rel::conj);
    out_of_infinitive(t, v);
    return;
  }
  if (give_back(t, v, before, joint) || t.has_rel(v, {Rel::advcl, Rel::parataxis, Rel::ccomp}))
    t.hang(v, before, Rel::conj);
}

// Does an "and" join the list of `first` that `second` is in, near enough to be seen?
bool joined(const TreeEditor& t, int first, int second) {
  for (int k = first + 1; k < std::min(t.size(), second + 16); ++k) {
    const int h = t.at(k).head;
    if (t.at(k).rel == Rel::cc && h >= 0 && (h == first || h == second || t.at(h).head == first))
      return true;
  }
  return false;
}

}  // namespace

void perfect_participles(TreeEditor& t) {
  for (int v = 1; v < t.size(); ++v) {
    if (!participle(t, v)) continue;
    const int have = auxiliary_before(t, v);
    if (have < 0) continue;
    const bool modifies = t.at(v).rel == Rel::amod && t.at(v).head > v;
    if (modifies) take_over(t, v, t.at(v).head, Rel::obj);
    if (t.at(v).head == have && t.has_rel(v, {Rel::xcomp, Rel::ccomp, Rel::obj}))
      take_over(t, v, have, Rel::aux);
    else if (!modifies) continue;
    t.at(v).upos = Upos::verb;
    if (t.at(v).rel == Rel::obj && t.at(have).xpos == "VBG") t.at(v).rel = Rel::advcl;
    if (t.hang(have, v, Rel::aux)) t.at(have).upos = Upos::aux;
  }
}

void nouns_behind_prepositions(TreeEditor& t) {
  for (int i = 2; i < t.size(); ++i) {
    const int before = i - 1, head = t.at(i).head;
    if (t.at(i).xpos != "VBZ" || t.at(i).rel != Rel::conj || head < 0 || head >= before) continue;
    if (t.at(before).upos != Upos::noun || t.at(before).head < 0) continue;
    if (!t.has_child(before, Rel::case_, head, before) || t.has_child(i, Rel::cc, head, i))
      continue;
    t.at(i).upos = Upos::noun;
    t.at(i).xpos = "NNS";
    t.at(i).head = t.at(before).head;
    t.at(i).rel = t.at(before).rel;
    for (int k = head; k < t.size(); ++k) {
      if (t.at(k).head == before) t.at(k).head = i;
      if (t.at(k).head == i && t.at(k).rel == Rel::obl) t.at(k).rel = Rel::nmod;
    }
    t.at(before).head = i;
    t.at(before).rel = Rel::compound;
  }
}

void coordinated_participles(TreeEditor& t) {
  for (int v = 1; v < t.size(); ++v) {
    if (t.at(v).rel != Rel::acl || !participle(t, v)) continue;
    const int noun = t.at(v).head;
    if (noun < 0 || noun > v || t.at(noun).rel != Rel::nsubj) continue;
    const int second = t.at(noun).head;
    if (second <= v || t.at(second).upos != Upos::verb) continue;
    if (!t.has_child(v, Rel::obj, v, second) || !t.has_child(second, Rel::cc, v, second)) continue;
    t.set(v, t.at(second).head, t.at(second).rel);
    t.at(v).xpos = "VBD";
    t.at(noun).head = v;
    t.set(second, v, Rel::conj);
    for (int i = 0; i < noun; ++i)
      if (t.at(i).head == second) t.at(i).head = v;
  }
}

void verb_chains(TreeEditor& t) {
  for (int v = 2; v < t.size(); ++v)
    if (t.at(v).upos == Upos::verb) chain_verb(t, v);
}

void participles_with_a_task(TreeEditor& t) {
  for (int p = 2; p + 4 < t.size(); ++p) {
    const int crews = p + 1;
    if (!participle(t, p) || t.at(p).rel != Rel::amod || t.at(p).head != crews) continue;
    if (t.at(p - 1).upos != Upos::cconj || t.at(crews).rel != Rel::conj) continue;
    const bool task = t.is(p + 2, "to") && t.at(p + 3).upos == Upos::verb &&
                      (t.is(p + 4, "them") || t.is(p + 4, "it"));
    const int thing = t.at(crews).head;
    if (!task || thing < 0 || thing > p || t.at(thing).rel != Rel::obj) continue;
    const int verb = t.at(thing).head;
    if (verb < 0 || verb > thing || !t.inflected(verb)) continue;
    t.set(p, verb, Rel::conj);
    t.set(crews, p, Rel::obj);
    t.hang(p - 1, p, Rel::cc);
    t.hang(p + 3, p, Rel::advcl);
  }
}

void conjunct_labels(TreeEditor& t) {
  for (int i = 1; i < t.size(); ++i) {
    const int h = t.at(i).head;
    if (h < 0 || h > i) continue;
    const bool joint = t.has_child(i, Rel::cc, h, i);
    const bool verb = t.at(i).rel == Rel::conj && t.at(i).upos == Upos::verb;
    if (verb && !joint && t.infinitive(i) && !t.infinitive(h)) t.at(i).rel = Rel::xcomp;
    const bool modifier = t.has_rel(i, {Rel::nmod, Rel::appos});
    if (modifier && joint && !t.has_child(i, Rel::case_, h, i)) t.at(i).rel = Rel::conj;
  }
}

void clefts(TreeEditor& t) {
  for (int v = 0; v < t.size(); ++v) {
    const int h = t.at(v).head;
    if (t.at(v).rel == Rel::advcl_relcl && h >= 0 && h < v &&
        t.has_upos(h, {Upos::noun, Upos::propn, Upos::pron}))
      t.at(v).rel = Rel::acl_relcl;
  }
}

void lists_without_and(TreeEditor& t) {
  for (int i = 1; i < t.size(); ++i) {
    const int h = t.at(i).head;
    if (t.at(i).rel != Rel::conj || h < 0 || h > i || t.at(i).upos != Upos::noun) continue;
    const bool described = t.has_child(i, Rel::nmod_poss, h, i) || t.has_child(i, Rel::det, h, i);
    if (described && !joined(t, h, i)) t.at(i).rel = Rel::appos;
  }
}

void complements_of_asking(TreeEditor& t) {
  for (int v = 2; v < t.size(); ++v) {
    const int asks = t.at(v).head;
    if (t.at(v).rel != Rel::advcl || asks < 0 || asks > v || !t.infinitive(v)) continue;
    for (int who = asks + 1; who < v; ++who) {
      if (t.at(who).head != asks || t.at(who).rel != Rel::obl || t.is_date(who)) continue;
      for (int i = asks + 1; i < who; ++i)
        if (t.at(i).head == who && t.at(i).rel == Rel::case_ &&
            asks_with(t.at(asks).lemma, t.at(i).lemma))
          t.at(v).rel = Rel::xcomp;
    }
  }
}

void below_auxiliaries(TreeEditor& t) {
  for (int i = 0; i < t.size(); ++i) {
    const int h = t.at(i).head;
    if (h < 0 || !t.has_rel(h, {Rel::aux, Rel::aux_pass})) continue;
    if (t.at(h).head < 0 || t.at(h).head == i) continue;
    if (t.has_rel(i, {Rel::nsubj, Rel::nsubj_pass, Rel::obl, Rel::advmod, Rel::mark}))
      t.at(i).head = t.at(h).head;
  }
}

}  // namespace entente
