#include "reading/tree_editor.h"

#include <algorithm>

#include "base/text.h"
#include "reading/words.h"

namespace entente {

std::string_view TreeEditor::form(int i) const {
  return i >= 0 && i < size() ? at(i).form : std::string_view();
}

bool TreeEditor::is(int i, std::string_view word) const {
  return equals_ignoring_case(form(i), word);
}

bool TreeEditor::has_rel(int i, std::initializer_list<Rel> rels) const {
  return std::find(rels.begin(), rels.end(), at(i).rel) != rels.end();
}

bool TreeEditor::has_upos(int i, std::initializer_list<Upos> tags) const {
  return std::find(tags.begin(), tags.end(), at(i).upos) != tags.end();
}

bool TreeEditor::inflected(int v) const {
  const auto x = at(v).xpos;
  return x == "VBD" || x == "VBZ" || x == "VBP";
}

bool TreeEditor::is_date(int i) const {
  const auto f = form(i);
  return is_calendar_word(lower(f)) || (f.size() == 4 && f[0] == '2' && is_digit(f[1]));
}

bool TreeEditor::below(int i, int ancestor) const {
  for (int steps = 0; i >= 0 && steps <= size(); i = at(i).head, ++steps)
    if (i == ancestor) return true;
  return false;
}

bool TreeEditor::has_child(int head, Rel rel, int after, int before) const {
  for (int i = after + 1; i < before; ++i)
    if (at(i).head == head && at(i).rel == rel) return true;
  return false;
}

bool TreeEditor::has_own_subject(int v) const {
  return has_child(v, Rel::nsubj, -1, size()) || has_child(v, Rel::nsubj_pass, -1, size());
}

bool TreeEditor::infinitive(int v) const {
  for (int i = v - 1; i >= 0 && i > v - 5; --i)
    if (at(i).head == v && at(i).rel == Rel::mark && is(i, "to")) return true;
  return false;
}

int TreeEditor::verb_above(int i, int steps_max) const {
  for (int steps = 0; i >= 0 && at(i).upos != Upos::verb && steps < steps_max; ++steps)
    i = at(i).head;
  return i;
}

bool TreeEditor::hang(int i, int head, Rel rel) {
  if (i == head || below(head, i)) return false;
  set(i, head, rel);
  return true;
}

void TreeEditor::set(int i, int head, Rel rel) {
  at(i).head = head;
  at(i).rel = rel;
}

void TreeEditor::make_that_mark(int i) {
  at(i).rel = Rel::mark;
  at(i).upos = Upos::sconj;
}

}  // namespace entente
