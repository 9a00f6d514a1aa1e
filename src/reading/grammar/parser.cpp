// Method: arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011) with the root behind
// the last word (Ballesteros and Nivre 2013) and the features of Zhang and Nivre (2011); trained
// with a dynamic oracle (Goldberg and Nivre 2013), see training/. Every tree has one root and no
// cycle by construction. Non-projective arcs (about 1 in 200) cannot be drawn. Cost: 2n decisions,
// each linear in the number of features, whatever the length of the sentence.
#include "reading/grammar/parser.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

#include "base/text.h"
#include "reading/grammar/feature_hash.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 3> kMoveNames = {"shift", "left", "right"};

uint64_t shape_of(std::string_view form) {
  if (is_digit(form[0])) return 4;
  if (!is_upper(form[0])) return 1;
  return form.size() > 1 && is_upper(form[1]) ? 3 : 2;
}

uint64_t distance_class(int distance) {
  if (distance <= 4) return static_cast<uint64_t>(distance);
  return distance <= 6 ? 5 : distance <= 10 ? 6 : distance <= 20 ? 7 : 8;
}

}  // namespace

Result<std::vector<Action>> parse_actions(std::string_view bytes) {
  std::vector<Action> actions;
  for (const std::string_view line : split(bytes, '\n')) {
    const size_t blank = line.find(' ');
    const auto move = std::find(kMoveNames.begin(), kMoveNames.end(), line.substr(0, blank));
    if (move == kMoveNames.end() || blank == std::string_view::npos)
      return fail(Code::malformed, "the list of parser actions is damaged", {}, std::string(line));
    actions.push_back(
        {static_cast<Move>(move - kMoveNames.begin()), find_rel(line.substr(blank + 1))});
  }
  for (const Move move : {Move::shift, Move::left, Move::right})
    if (std::none_of(actions.begin(), actions.end(),
                     [&](const Action& a) { return a.move == move; }))
      return fail(Code::malformed, "the list of parser actions is incomplete");
  return actions;
}

std::string to_string(const Action& action) {
  return std::string(kMoveNames[static_cast<size_t>(action.move)]) + " " +
         std::string(name(action.rel));
}

ParserInput::ParserInput(const std::vector<Token>& tokens)
    : words_(tokens.size() + 3), punctuation_(tokens.size() + 2) {
  words_[0].form = words_[0].lemma = words_[0].tag = words_[0].upos = 1;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    words_[i + 1] = {hash_text(lower(token.form)), hash_text(token.lemma), hash_text(token.xpos),
                     static_cast<uint64_t>(token.upos) + kUposBase, shape_of(token.form)};
    punctuation_[i + 1] = punctuation_[i] + (token.upos == Upos::punct ? 1 : 0);
  }
  punctuation_[tokens.size() + 1] = punctuation_[tokens.size()];
  for (Word* root : {&words_[tokens.size() + 1]})
    root->form = root->lemma = root->tag = root->upos = 2;
  words_[tokens.size() + 2] = words_[0];
}

ParserState::ParserState(int size) : size_(size), nodes_(static_cast<size_t>(size) + 1) {
  stack_.reserve(static_cast<size_t>(size));
}

bool ParserState::can(Move move) const {
  switch (move) {
    case Move::shift:
      return next_ < size_;
    case Move::left:
      return !stack_.empty() && (next_ < size_ || stack_.size() == 1);
    case Move::right:
      return stack_.size() >= 2;
  }
  return false;
}

std::array<bool, 3> ParserState::choices(const ParserInput& input) const {
  const std::array<bool, 3> all = {can(Move::shift), can(Move::left), can(Move::right)};
  const bool left = all[1] && (next_ == size_ || !input.is_punctuation(next_));
  const bool right = all[2] && !input.is_punctuation(from_top(1));
  return all[0] || left || right ? std::array<bool, 3>{all[0], left, right} : all;
}

void ParserState::attach(int head, int child, Rel rel) {
  nodes_[static_cast<size_t>(child)].head = head;
  nodes_[static_cast<size_t>(child)].rel = rel;
  Node& parent = nodes_[static_cast<size_t>(head)];
  int* side = child < head ? parent.left : parent.right;
  side[1] = side[0];
  side[0] = child;
  ++(child < head ? parent.lefts : parent.rights);
  (child < head ? parent.left_rels : parent.right_rels) |= uint64_t{1}
                                                           << static_cast<unsigned>(rel);
}

void ParserState::apply(const Action& action) {
  assert(can(action.move));
  if (action.move == Move::shift) {
    stack_.push_back(next_++);
    return;
  }
  const int child = stack_.back();
  stack_.pop_back();
  const int head = action.move == Move::left ? next_ : stack_.back();
  attach(head, child, head == size_ ? Rel::root : action.rel);
}

namespace {

using Word = ParserInput::Word;

// The words around the border of stack and buffer.
struct View {
  const Word &s0, &s1, &s2, &b0, &b1, &b2, &b3;
};

void add_single_words(FeatureList& list, const View& v) {
  for (const Word* w : {&v.s0, &v.s1, &v.b0, &v.b1}) {
    list.add(w->form, w->tag);
    list.add(w->form);
    list.add(w->lemma, w->upos);
    list.add(w->tag);
  }
  for (const Word* w : {&v.s2, &v.b2}) {
    list.add(w->lemma, w->tag);
    list.add(w->tag);
  }
  list.add(v.b3.tag);
  list.add(v.s0.shape, v.b0.shape, v.s0.upos, v.b0.upos);
  list.add(v.s1.shape, v.s0.shape, v.s1.upos, v.s0.upos);
}

// The two arcs that may be drawn now, and what the second word may still get.
void add_pairs(FeatureList& list, const View& v) {
  for (const auto& [x, y] :
       {std::pair{&v.s0, &v.b0}, std::pair{&v.s1, &v.s0}, std::pair{&v.s1, &v.b0}}) {
    list.add(x->lemma, x->tag, y->lemma, y->tag);
    list.add(x->lemma, y->lemma);
    list.add(x->lemma, x->upos, y->tag);
    list.add(x->tag, y->lemma, y->upos);
    list.add(x->tag, y->tag);
    list.add(x->form, y->tag);
    list.add(x->tag, y->form);
  }
  list.add(v.b0.tag, v.b1.tag);
  list.add(v.b0.lemma, v.b1.lemma);
  list.add(v.s0.lemma, v.b1.lemma);
}

void add_triples(FeatureList& list, const View& v) {
  list.add(v.s0.tag, v.b0.tag, v.b1.tag);
  list.add(v.s0.lemma, v.b0.tag, v.b1.tag);
  list.add(v.s0.tag, v.b0.lemma, v.b1.tag);
  list.add(v.s0.tag, v.b0.tag, v.b1.lemma);
  list.add(v.b0.tag, v.b1.tag, v.b2.tag);
  list.add(v.s1.tag, v.s0.tag, v.b0.tag);
  list.add(v.s1.lemma, v.s0.tag, v.b0.tag);
  list.add(v.s1.tag, v.s0.lemma, v.b0.tag);
  list.add(v.s1.tag, v.s0.tag, v.b0.lemma);
  list.add(v.s2.tag, v.s1.tag, v.s0.tag);
  list.add(v.s1.tag, v.s0.tag, v.b0.tag, v.b1.tag);
  list.add(v.s0.tag, v.b0.tag, v.b1.tag, v.b2.tag);
  list.add(v.s1.lemma, v.s0.lemma, v.b0.tag);
  list.add(v.s1.lemma, v.s0.tag, v.b0.lemma);
  list.add(v.s1.tag, v.s0.lemma, v.b0.lemma);
}

// What a preposition ahead, or one already under the top of the stack, belongs to.
void add_attachment(FeatureList& list, const View& v, uint64_t case_of_s0, uint64_t s1_left_rels) {
  list.add(v.s2.lemma, v.b0.lemma);
  list.add(v.s2.tag, v.b0.lemma);
  list.add(v.s2.tag, v.s1.tag, v.s0.tag, v.b0.lemma);
  list.add(v.s0.lemma, v.b0.lemma, v.b1.lemma);
  list.add(v.s1.lemma, v.b0.lemma, v.b1.lemma);
  list.add(v.s0.tag, v.b0.lemma, v.b1.lemma);
  list.add(v.s1.tag, v.b0.lemma, v.b1.lemma);
  list.add(v.s1.lemma, v.s0.tag, v.b0.lemma);
  list.add(case_of_s0, v.s0.lemma);
  list.add(case_of_s0, s1_left_rels);
  list.add(case_of_s0, s1_left_rels, v.s0.tag);
  list.add(case_of_s0, v.s1.tag, v.s0.lemma);
  list.add(case_of_s0, v.s1.lemma, v.s0.lemma);
  list.add(case_of_s0, v.s2.lemma);
  list.add(case_of_s0, v.s2.tag, v.s1.tag);
}

void add_distances(FeatureList& list, const View& v, uint64_t s0_b0, uint64_t s1_s0) {
  list.add(v.s0.lemma, s0_b0);
  list.add(v.s0.tag, s0_b0);
  list.add(v.b0.lemma, s0_b0);
  list.add(v.b0.tag, s0_b0);
  list.add(v.s0.tag, v.b0.tag, s0_b0);
  list.add(v.s0.lemma, v.b0.lemma, s0_b0);
  list.add(v.s1.tag, v.s0.tag, s1_s0);
  list.add(v.s1.lemma, v.s0.lemma, s1_s0);
}

}  // namespace

// How many dependents the words have on either side, and of which relations.
void ParserState::add_valencies(FeatureList& list, const Word& s0, const Word& s1,
                                const Word& b0) const {
  const Node &n0 = node(from_top(0)), &n1 = node(from_top(1)), &m0 = node(next_);
  list.add(s0.lemma, n0.rights);
  list.add(s0.tag, n0.rights);
  list.add(s0.lemma, n0.lefts);
  list.add(s0.tag, n0.lefts);
  list.add(b0.lemma, m0.lefts);
  list.add(b0.tag, m0.lefts);
  list.add(s1.tag, n1.rights);
  list.add(s1.lemma, n1.rights);
  list.add(s0.lemma, n0.right_rels);
  list.add(s0.tag, n0.right_rels);
  list.add(s0.lemma, n0.left_rels);
  list.add(s0.tag, n0.left_rels);
  list.add(b0.lemma, m0.left_rels);
  list.add(b0.tag, m0.left_rels);
  list.add(s1.lemma, n1.right_rels);
  list.add(s1.tag, n1.right_rels);
  list.add(s1.tag, n1.left_rels);
  list.add(s1.tag, s0.tag, n1.right_rels);
  list.add(s1.tag, s0.tag, n1.left_rels);
  list.add(s0.tag, b0.tag, n0.left_rels);
  list.add(s0.tag, b0.tag, m0.left_rels);
  list.add(s0.tag, n0.left_rels, n0.right_rels);
}

// The outermost dependents themselves.
void ParserState::add_children(FeatureList& list, const ParserInput& input) const {
  const int i0 = from_top(0), i1 = from_top(1), j0 = next_;
  const Node &n0 = node(i0), &n1 = node(i1), &m0 = node(j0);
  const Word &s0 = input.word(i0), &s1 = input.word(i1), &b0 = input.word(j0);
  const auto rel = [&](int i) { return i < 0 ? uint64_t{99} : static_cast<uint64_t>(node(i).rel); };
  const auto tag = [&](int i) { return input.word(i).tag; };
  const auto lemma = [&](int i) { return input.word(i).lemma; };
  for (const auto& [parent, child] :
       {std::pair{i0, n0.left[0]}, std::pair{i0, n0.right[0]}, std::pair{j0, m0.left[0]},
        std::pair{i1, n1.left[0]}, std::pair{i1, n1.right[0]}}) {
    list.add(lemma(child), tag(child));
    list.add(tag(child), rel(child), tag(parent));
    list.add(lemma(parent), rel(child), lemma(child));
    list.add(s0.tag, b0.tag, tag(child), rel(child));
    list.add(s1.tag, s0.tag, tag(child), rel(child));
  }
  list.add(s0.tag, tag(n0.left[0]), tag(n0.left[1]));
  list.add(s0.tag, tag(n0.right[0]), tag(n0.right[1]));
  list.add(b0.tag, tag(m0.left[0]), tag(m0.left[1]));
  list.add(s1.tag, tag(n1.right[0]), tag(n1.right[1]));
  list.add(s0.tag, b0.tag, lemma(n0.right[0]));
  list.add(s0.tag, b0.tag, lemma(n0.left[0]));
  list.add(s0.tag, b0.tag, lemma(m0.left[0]));
  list.add(s1.tag, s0.tag, lemma(n0.left[0]));
  list.add(s1.tag, s0.tag, lemma(n1.right[0]));
  list.add(s1.lemma, s0.upos, lemma(n0.left[0]));
  list.add(s0.lemma, b0.upos, lemma(m0.left[0]));
}

size_t ParserState::features(const ParserInput& input, uint64_t* out) const {
  const auto ahead = [&](int i) -> const Word& {
    return input.word(next_ + i <= size_ ? next_ + i : -1);
  };
  const int s0 = from_top(0), s1 = from_top(1);
  const View v = {input.word(s0), input.word(s1), input.word(from_top(2)), ahead(0), ahead(1),
                  ahead(2),       ahead(3)};
  FeatureList list(out);
  add_single_words(list, v);
  add_pairs(list, v);
  add_triples(list, v);
  add_attachment(list, v, input.word(node(s0).left[0]).lemma, node(s1).left_rels);
  add_distances(list, v, s0 < 0 ? 0 : distance_class(next_ - s0),
                s1 < 0 ? 0 : distance_class(s0 - s1));
  const auto marks = [&](int a, int b) {
    return a < 0 ? 9 : std::min(3, input.punctuation_before(b) - input.punctuation_before(a));
  };
  list.add(v.s0.tag, v.b0.tag, marks(s0, next_));
  list.add(v.s1.tag, v.s0.tag, marks(s1, s0));
  add_valencies(list, v.s0, v.s1, v.b0);
  add_children(list, input);
  return list.size();
}

void Parser::parse(std::vector<Token>& tokens) const {
  const ParserInput input(tokens);
  ParserState state(input.size());
  std::array<uint64_t, kFeaturesMax> features;
  std::array<int32_t, kClassesMax> scores;
  while (!state.done()) {
    const size_t count = state.features(input, features.data());
    std::fill_n(scores.begin(), actions_.size(), 0);
    model_.add_scores({features.data(), count}, scores.data());
    const std::array<bool, 3> can = state.choices(input);
    int32_t best_score = std::numeric_limits<int32_t>::min();
    const Action* best = nullptr;
    for (size_t a = 0; a < actions_.size(); ++a) {
      if (!can[static_cast<size_t>(actions_[a].move)] || scores[a] <= best_score) continue;
      best_score = scores[a];
      best = &actions_[a];
    }
    assert(best != nullptr);
    state.apply(*best);
  }
  for (size_t i = 0; i < tokens.size(); ++i) {
    const int head = state.head(static_cast<int>(i));
    tokens[i].head = head == input.size() ? -1 : head;
    tokens[i].rel = state.rel(static_cast<int>(i));
  }
}

}  // namespace entente
