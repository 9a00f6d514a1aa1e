// A sentence whose tree is being changed: what the rules of mend.cpp ask of it and the one way in
// which they move a token without closing a circle. Unlike framing/tree.h it keeps no index, so
// that it stays true after each change; its searches are linear in the sentence.
#pragma once

#include <initializer_list>
#include <string_view>

#include "reading/sentence.h"

namespace entente {

class TreeEditor {
 public:
  explicit TreeEditor(Sentence& sentence) : sentence_(&sentence) {}

  int size() const { return static_cast<int>(sentence_->tokens.size()); }
  Token& at(int i) { return sentence_->tokens[static_cast<size_t>(i)]; }
  const Token& at(int i) const { return sentence_->tokens[static_cast<size_t>(i)]; }
  // The form at `i`; empty outside the sentence.
  std::string_view form(int i) const;
  bool is(int i, std::string_view word) const;  // in any case
  bool has_rel(int i, std::initializer_list<Rel> rels) const;
  bool has_upos(int i, std::initializer_list<Upos> tags) const;
  bool inflected(int v) const;  // tagged as a past or present tense
  bool finite(int v) const { return inflected(v) || at(v).xpos == "MD"; }
  bool is_date(int i) const;  // a month, a weekday or a year since 2000

  bool below(int i, int ancestor) const;  // also true for i == ancestor
  bool has_child(int head, Rel rel, int after, int before) const;
  bool has_own_subject(int v) const;
  bool infinitive(int v) const;  // "to" stands close before it
  // From `i` upwards to a verb, or as far as the steps reach; -1 above the root.
  int verb_above(int i, int steps_max) const;

  // Hangs `i` on `head`; false and unchanged where that would close a circle.
  bool hang(int i, int head, Rel rel);
  // As hang(), for a tree that is known to stay one.
  void set(int i, int head, Rel rel);
  void make_root(int i) { set(i, -1, Rel::root); }
  void make_that_mark(int i);  // "that" as the word that opens a clause

 private:
  Sentence* sentence_;
};

}  // namespace entente
