// Where a clause hangs: content below the verb that reports it, conditions below what they
// condition, a reporter behind a comma below what is reported.
#include "reading/mend_rules.h"
#include "reading/words.h"

namespace entente {
namespace {

// How far behind its verb "that" may stand ("said in a report on Monday that …").
constexpr int kThatTokensBack = 9;

// The verb that takes the clause opened by `that`: the nearest before it, if it is of that kind.
int that_verb_before(const TreeEditor& t, int that) {
  for (int i = that - 1; i >= 0 && i >= that - kThatTokensBack; --i) {
    if (t.at(i).upos == Upos::verb) return takes_that_clause(t.at(i).lemma) ? i : -1;
    if (t.form(i) == ";" || t.form(i) == "\"") return -1;
  }
  return -1;
}

// The head of the first finite clause behind `that`.
int clause_after(const TreeEditor& t, int that) {
  for (int i = that + 1; i < t.size() && t.form(i) != ";"; ++i) {
    if (!t.finite(i)) continue;
    int v = t.at(i).upos == Upos::aux || t.at(i).rel == Rel::cop ? t.at(i).head : i;
    if (v <= that) v = i;
    for (int steps = 0; t.at(v).head > that && steps < t.size(); ++steps) v = t.at(v).head;
    return v;
  }
  return -1;
}

void attach_clause(TreeEditor& t, int reporter, int that, int clause) {
  if (t.below(reporter, clause)) {  // the reporting verb was hung in its own content
    t.set(reporter, t.at(clause).head, t.at(clause).rel);
    for (int i = 0; i < that; ++i)
      if (t.at(i).head == clause && i != reporter) t.at(i).head = reporter;
    t.set(clause, reporter, Rel::ccomp);
  } else {
    t.hang(clause, reporter, Rel::ccomp);
  }
  if (t.at(that).head != clause) t.hang(that, clause, Rel::mark);
  t.make_that_mark(that);
}

bool nominal(const TreeEditor& t, int i) {
  return t.has_upos(i, {Upos::noun, Upos::propn, Upos::pron});
}

// The verb of saying that ends the sentence; -1 when it ends otherwise.
int closing_reporter(const TreeEditor& t) {
  int v = t.size() - 1;
  while (v > 0 && t.at(v).upos != Upos::verb) {
    if (t.has_upos(v, {Upos::noun, Upos::pron})) return -1;
    --v;
  }
  const bool tense = t.at(v).xpos != "VBN" && t.at(v).xpos != "VBG";
  return v >= 3 && tense && closes_report(t.at(v).lemma) ? v : -1;
}

// The comma that sets the reporter `v` off, with no other verb between; -1 when there is none.
int comma_before(const TreeEditor& t, int v) {
  int comma = v - 1;
  while (comma > 0 && t.form(comma) != "," && v - comma < 10) {
    if (t.has_upos(comma, {Upos::verb, Upos::aux})) return -1;
    --comma;
  }
  return t.form(comma) == "," && comma + 1 < v ? comma : -1;
}

int nominal_before(const TreeEditor& t, int v, int comma) {
  for (int i = v - 1; i > comma; --i)
    if (nominal(t, i) && (t.at(i).head == v || t.at(i).head <= comma)) return i;
  return -1;
}

// The head of what stands before the comma: a verb if there is one.
int main_verb_before(const TreeEditor& t, int comma) {
  int best = -1;
  for (int i = 0; i < comma; ++i) {
    if (!t.has_upos(i, {Upos::verb, Upos::adj, Upos::noun})) continue;
    if (t.at(i).head >= 0 && t.at(i).head <= comma) continue;
    if (t.at(i).upos == Upos::verb) return i;
    if (best < 0 && t.at(i).head < 0) best = i;
  }
  return best;
}

int root_of(const TreeEditor& t) {
  int root = -1;
  for (int i = 0; i < t.size(); ++i)
    if (t.at(i).head < 0) root = i;
  return root;
}

bool finite_anywhere(const TreeEditor& t) {
  for (int i = 0; i < t.size(); ++i)
    if (t.finite(i)) return true;
  return false;
}

// May `v`, hung below the name `root`, be the verb of which the name is the subject?
bool verb_of_name(const TreeEditor& t, int v, int root) {
  if (t.at(v).head != root || t.at(v).upos != Upos::verb) return false;
  const bool participle = t.at(v).xpos == "VBN" && v <= root + 3 && !finite_anywhere(t) &&
                          !t.has_child(v, Rel::obl_agent, v, t.size());
  if (!t.inflected(v) && !participle) return false;
  return t.has_rel(v,
                   {Rel::parataxis, Rel::acl_relcl, Rel::acl, Rel::conj, Rel::appos, Rel::dep}) &&
         !t.has_own_subject(v);
}

}  // namespace

namespace {

// Is the word before a noun that hangs on it?
bool names_its_doer(TreeEditor& t, int i) {
  return t.has_upos(i - 1, {Upos::noun, Upos::propn}) && t.at(i - 1).head == i;
}

// The "plural" at `i` becomes the verb of the noun before it.
void make_verb(TreeEditor& t, int i) {
  const int noun = i - 1;
  for (int k = 0; k < noun; ++k)
    if (t.at(k).head == i) t.at(k).head = noun;
  t.at(noun).rel = Rel::nsubj;
  t.at(i).upos = Upos::verb;
  t.at(i).xpos = "VBZ";
  t.at(i).lemma = t.form(i).substr(0, t.form(i).size() - 1);
}

}  // namespace

void reporting_nouns(TreeEditor& t) {
  for (int i = 1; i + 2 < t.size(); ++i) {
    if (t.at(i).upos != Upos::noun || t.at(i).xpos != "NNS") continue;
    if (!is_reporting_form(t.form(i)) || !t.is(i + 1, "that")) continue;
    // "have denied South Korean claims that …": what a verb before it is done to stays a noun
    const int h = t.at(i).head;
    if (t.at(i).rel == Rel::obj && h >= 0 && h < i && t.at(h).upos == Upos::verb) continue;
    if (names_its_doer(t, i)) make_verb(t, i);
  }
}

void plural_at_root(TreeEditor& t) {
  if (finite_anywhere(t)) return;
  for (int i = 1; i < t.size(); ++i) {
    if (t.at(i).head >= 0 || t.at(i).xpos != "NNS" || !names_its_doer(t, i)) continue;
    const auto before = t.at(i - 1).xpos;
    if (before != "NN" && before != "NNP") return;
    make_verb(t, i);
    for (int k = i + 1; k < t.size(); ++k)
      if (t.at(k).head == i && t.at(k).rel == Rel::nmod) t.at(k).rel = Rel::obl;
    return;
  }
}

void prepositions_of_relatives(TreeEditor& t) {
  for (int i = 0; i + 1 < t.size(); ++i) {
    if (t.at(i).upos != Upos::adp || t.at(i).rel != Rel::case_ || t.at(i).head == i + 1) continue;
    if (t.is(i + 1, "which") || t.is(i + 1, "whom")) t.hang(i, i + 1, Rel::case_);
  }
}

void pronoun_that(TreeEditor& t) {
  for (int i = 1; i + 1 < t.size(); ++i) {
    if (!t.is(i, "that") || t.at(i - 1).upos != Upos::verb || !t.is(i + 1, "as")) continue;
    if (!t.hang(i, i - 1, Rel::obj)) continue;
    t.at(i).upos = Upos::pron;
    t.at(i).xpos = "DT";
  }
}

void conjunction_that(TreeEditor& t) {
  for (int i = 1; i < t.size(); ++i) {
    const int v = t.at(i).head;
    if (!t.is(i, "that") || v <= i) continue;
    if (!t.has_rel(i, {Rel::nsubj, Rel::nsubj_pass, Rel::obj, Rel::obl, Rel::advmod, Rel::det}))
      continue;
    if (t.at(v).upos != Upos::verb || t.at(v).rel == Rel::acl_relcl) continue;
    t.make_that_mark(i);
    t.at(i).xpos = "IN";
  }
}

void that_clauses(TreeEditor& t) {
  for (int i = 1; i + 2 < t.size(); ++i) {
    if (!t.is(i, "that")) continue;
    const int reporter = that_verb_before(t, i);
    if (reporter < 0 || t.at(i + 1).upos == Upos::aux) continue;
    if (t.at(i + 1).upos == Upos::verb && reporter != i - 1) continue;
    const int clause = clause_after(t, i);
    if (clause < 0 || (t.at(clause).head == reporter && t.at(clause).rel == Rel::ccomp)) continue;
    attach_clause(t, reporter, i, clause);
  }
}

void clauses_on_dates(TreeEditor& t) {
  for (int c = 0; c < t.size(); ++c) {
    if (!t.has_rel(c, {Rel::acl_relcl, Rel::acl})) continue;
    const int date = t.at(c).head;
    if (date < 0 || !t.is_date(date)) continue;
    const int verb = t.verb_above(t.at(date).head, 4);
    if (verb < 0 || !t.hang(c, verb, Rel::ccomp)) continue;
    for (int i = date; i < c; ++i)
      if (t.is(i, "that") && t.at(i).head == c) t.make_that_mark(i);
  }
}

void trailing_reporter(TreeEditor& t) {
  const int v = closing_reporter(t);
  const int comma = v < 0 ? -1 : comma_before(t, v);
  if (comma < 0) return;
  const int subject = nominal_before(t, v, comma);
  const int main = main_verb_before(t, comma);
  if (subject < 0 || main < 0) return;
  for (int i = 0; i < comma; ++i)
    if (t.at(i).head > comma && i != main)
      t.hang(i, main, t.at(i).rel == Rel::nsubj ? Rel::obl : t.at(i).rel);
  if (!t.below(main, v)) t.hang(v, main, Rel::parataxis);
  t.hang(subject, v, Rel::nsubj);
}

void name_at_root(TreeEditor& t) {
  const int root = root_of(t);
  if (root < 0 || !t.has_upos(root, {Upos::propn, Upos::noun})) return;
  if (t.has_child(root, Rel::cop, -1, t.size())) return;
  if (t.has_child(root, Rel::nsubj, -1, t.size())) return;
  for (int v = root + 1; v < t.size(); ++v) {
    if (!verb_of_name(t, v, root)) continue;
    t.make_root(v);
    t.set(root, v, Rel::nsubj);
    return;
  }
}

void opening_condition(TreeEditor& t) {
  if (!t.is(0, "if") && !t.is(0, "unless")) return;
  const int v = t.at(0).head;
  if (v <= 0 || t.at(v).head >= 0) return;
  for (int w = v + 1; w < t.size(); ++w) {
    if (t.at(w).head != v) continue;
    if (!t.has_rel(w, {Rel::conj, Rel::parataxis, Rel::ccomp, Rel::xcomp})) continue;
    t.make_root(w);
    t.set(v, w, Rel::advcl);
    t.at(0).rel = Rel::mark;
    for (int i = w + 1; i < t.size(); ++i)
      if (t.at(i).head == v) t.at(i).head = w;
    return;
  }
}

}  // namespace entente
