// Children and spans are laid out once, so that the many questions of the framing stages are cheap.
#include "reading/framing/tree.h"

#include <algorithm>

#include "base/text.h"

namespace entente {

Tree::Tree(const Sentence& sentence) : sentence_(&sentence) {
  const auto n = sentence.tokens.size();
  first_.assign(n + 1, 0);
  for (const auto& t : sentence.tokens)
    if (t.head >= 0) ++first_[static_cast<size_t>(t.head) + 1];
  for (size_t i = 0; i < n; ++i) first_[i + 1] += first_[i];
  flat_.resize(static_cast<size_t>(first_[n]));
  auto next = first_;
  for (size_t i = 0; i < n; ++i) {
    const int head = sentence.tokens[i].head;
    if (head >= 0)
      flat_[static_cast<size_t>(next[static_cast<size_t>(head)]++)] = static_cast<int>(i);
  }
  first_token_.resize(n);
  last_token_.resize(n);
  for (size_t i = 0; i < n; ++i) first_token_[i] = last_token_[i] = static_cast<int>(i);
  // Each token widens its ancestors; a tree over n tokens is no deeper than n, so this ends.
  for (size_t i = 0; i < n; ++i) {
    const int at = static_cast<int>(i);
    size_t steps = 0;
    for (int head = sentence.tokens[i].head; head >= 0 && steps++ < n;) {
      const auto h = static_cast<size_t>(head);
      first_token_[h] = std::min(first_token_[h], at);
      last_token_[h] = std::max(last_token_[h], at);
      head = sentence.tokens[h].head;
    }
  }
}

int Tree::child(int i, std::initializer_list<Rel> rels) const {
  for (int c : children(i))
    if (is(c, rels)) return c;
  return -1;
}

bool Tree::is(int i, std::initializer_list<Rel> rels) const {
  return std::find(rels.begin(), rels.end(), (*this)[i].rel) != rels.end();
}

bool Tree::lemma_is(int i, std::initializer_list<std::string_view> lemmas) const {
  return i >= 0 && std::any_of(lemmas.begin(), lemmas.end(), [&](std::string_view lemma) {
           return equals_ignoring_case(lemma, (*this)[i].lemma);
         });
}

bool Tree::below(int i, int ancestor) const {
  for (int steps = 0; i >= 0 && steps <= size(); i = head(i), ++steps)
    if (i == ancestor) return true;
  return false;
}

bool Tree::is_nominal(int i) const {
  switch ((*this)[i].upos) {
    case Upos::noun:
    case Upos::propn:
    case Upos::pron:
    case Upos::num:
    case Upos::sym:
      return true;
    case Upos::det:
    case Upos::adj:
    case Upos::x:
      return is(i, {Rel::nsubj, Rel::nsubj_pass, Rel::obj, Rel::iobj, Rel::obl, Rel::obl_agent,
                    Rel::nmod, Rel::nmod_poss, Rel::appos});
    default:
      return false;
  }
}

bool Tree::is_verbal(int i) const { return (*this)[i].upos == Upos::verb || has(i, {Rel::cop}); }

bool Tree::is_passive(int i) const {
  if (has(i, {Rel::aux_pass, Rel::obl_agent})) return true;
  // with an object of its own, or in a whole sentence without "was", it is a misread active
  if (has(i, {Rel::nsubj_pass})) {
    const bool sentence = head(i) < 0 && (*this)[size() - 1].form == ".";
    return !has(i, {Rel::obj}) && !(sentence && !has(i, {Rel::aux}));
  }
  // "soldiers killed in Kursk", "companies named by …": a participle that modifies its object
  return (*this)[i].xpos == "VBN" && is(i, {Rel::acl}) && !has(i, {Rel::aux});
}

int Tree::first_conjunct(int i) const {
  for (int steps = 0; is(i, {Rel::conj}) && head(i) >= 0 && steps < size(); ++steps) i = head(i);
  return i;
}

std::vector<int> Tree::conjuncts(int i) const {
  std::vector<int> out{i};
  for (size_t k = 0; k < out.size(); ++k)
    for (int c : children(out[k]))
      if (is(c, {Rel::conj})) out.push_back(c);
  std::sort(out.begin(), out.end());
  return out;
}

std::string Tree::hyphenated(int i, bool top) const {
  const auto& tree = *this;
  const auto glued = [&](int hyphen) {
    return hyphen > 0 && hyphen + 1 < size() && tree[hyphen].form == "-" &&
           tree[hyphen - 1].end == tree[hyphen].begin && tree[hyphen].end == tree[hyphen + 1].begin;
  };
  int from = i, to = i;
  while (glued(from - 1)) from -= 2;
  while (glued(to + 1)) to += 2;
  if (from == to || (top && head(i) >= from && head(i) <= to)) return {};
  std::string out;
  for (int k = from; k < to; ++k) out += lower(tree[k].form);
  return out + lower(tree[to].lemma);
}

std::string Tree::preposition(int i) const {
  std::string out;
  for (int c : children(i)) {
    if (!is(c, {Rel::case_, Rel::mark})) continue;
    const Token& word = (*this)[c];
    if (word.form == "'s" || word.form == "’s" || word.form == "'") continue;
    if (word.upos == Upos::part && word.rel == Rel::mark) continue;  // "to" of an infinitive
    if (!out.empty()) out += '_';
    out += lower((*this)[c].form);
    for (int f : children(c)) {
      if (is(f, {Rel::fixed})) out += '_' + lower((*this)[f].form);
      if (lemma_is(f, {"behalf"})) return "on_behalf_of";  // "for or on behalf of"
    }
  }
  return out;
}

}  // namespace entente
