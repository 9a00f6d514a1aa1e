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
    actions.push_back({static_cast<Move>(move - kMoveNames.begin()), find_rel(line.substr(blank + 1))});
  }
  for (const Move move : {Move::shift, Move::left, Move::right})
    if (std::none_of(actions.begin(), actions.end(), [&](const Action& a) { return a.move == move; }))
      return fail(Code::malformed, "the list of parser actions is incomplete");
  return actions;
}

std::string to_string(const Action& action) {
  return std::string(kMoveNames[static_cast<size_t>(action.move)]) + " " + std::string(name(action.rel));
}

ParserInput::ParserInput(const std::vector<Token>& tokens)
    : words_(tokens.size() + 3), punctuation_(tokens.size() + 2) {
  words_[0].form = words_[0].lemma = words_[0].tag = words_[0].upos = 1;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    words_[i + 1] = {hash_text(lower(token.form)), hash_text(token.lemma), hash_text(token.xpos),
                     static_cast<uint64_t>(token.upos) + 10, shape_of(token.form)};
    punctuation_[i + 1] = punctuation_[i] + (token.upos == Upos::punct ? 1 : 0);
  }
  punctuation_[tokens.size() + 1] = punctuation_[tokens.size()];
  for (Word* root : {&words_[tokens.size() + 1]}) root->form = root->lemma = root->tag = root->upos = 2;
  words_[tokens.size() + 2] = words_[0];
}

ParserState::ParserState(int size) : size_(size), nodes_(static_cast<size_t>(size) + 1) {
  stack_.reserve(static_cast<size_t>(size));
}

bool ParserState::can(Move move) const {
  switch (move) {
    case Move::shift: return next_ < size_;
    case Move::left: return !stack_.empty() && (next_ < size_ || stack_.size() == 1);
    case Move::right: return stack_.size() >= 2;
  }
  return false;
}

void ParserState::attach(int head, int child, Rel rel) {
  nodes_[static_cast<size_t>(child)].head = head;
  nodes_[static_cast<size_t>(child)].rel = rel;
  Node& parent = nodes_[static_cast<size_t>(head)];
  int* side = child < head ? parent.left : parent.right;
  side[1] = side[0];
  side[0] = child;
  ++(child < head ? parent.lefts : parent.rights);
  (child < head ? parent.left_rels : parent.right_rels) |= uint64_t{1} << static_cast<unsigned>(rel);
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

size_t ParserState::features(const ParserInput& input, uint64_t* out) const {
  using Word = ParserInput::Word;
  const auto from_top = [&](size_t i) { return stack_.size() > i ? stack_[stack_.size() - 1 - i] : -1; };
  const auto ahead = [&](int i) { return next_ + i <= size_ ? next_ + i : -1; };
  const int s0 = from_top(0), s1 = from_top(1), s2 = from_top(2);
  const int b0 = next_, b1 = ahead(1), b2 = ahead(2), b3 = ahead(3);
  const Word &S0 = input.word(s0), &S1 = input.word(s1), &S2 = input.word(s2);
  const Word &B0 = input.word(b0), &B1 = input.word(b1), &B2 = input.word(b2), &B3 = input.word(b3);
  const Node &n0 = node(s0), &n1 = node(s1), &m0 = node(b0);
  const auto rel_of = [&](int i) { return i < 0 ? uint64_t{99} : static_cast<uint64_t>(node(i).rel); };
  const auto tag_of = [&](int i) { return input.word(i).tag; };
  const auto form_of = [&](int i) { return input.word(i).lemma; };
  uint64_t* const begin = out;
  uint64_t number = 0;
  const auto add = [&](auto... values) { *out++ = feature(number++, values...); };

  // Single words.
  for (const Word* w : {&S0, &S1, &B0, &B1}) {
    add(w->form, w->tag);
    add(w->form);
    add(w->lemma, w->upos);
    add(w->tag);
  }
  for (const Word* w : {&S2, &B2}) {
    add(w->lemma, w->tag);
    add(w->tag);
  }
  add(B3.tag);
  add(S0.shape, B0.shape, S0.upos, B0.upos);
  add(S1.shape, S0.shape, S1.upos, S0.upos);
  // Pairs: the two arcs that may be drawn now, and what the top would miss.
  for (const auto& [x, y] : {std::pair{&S0, &B0}, std::pair{&S1, &S0}, std::pair{&S1, &B0}}) {
    add(x->lemma, x->tag, y->lemma, y->tag);
    add(x->lemma, y->lemma);
    add(x->lemma, x->upos, y->tag);
    add(x->tag, y->lemma, y->upos);
    add(x->tag, y->tag);
    add(x->form, y->tag);
    add(x->tag, y->form);
  }
  add(B0.tag, B1.tag);
  add(B0.lemma, B1.lemma);
  add(S0.lemma, B1.lemma);
  // Triples.
  add(S0.tag, B0.tag, B1.tag);
  add(S0.lemma, B0.tag, B1.tag);
  add(S0.tag, B0.lemma, B1.tag);
  add(S0.tag, B0.tag, B1.lemma);
  add(B0.tag, B1.tag, B2.tag);
  add(S1.tag, S0.tag, B0.tag);
  add(S1.lemma, S0.tag, B0.tag);
  add(S1.tag, S0.lemma, B0.tag);
  add(S1.tag, S0.tag, B0.lemma);
  add(S2.tag, S1.tag, S0.tag);
  add(S1.tag, S0.tag, B0.tag, B1.tag);
  add(S0.tag, B0.tag, B1.tag, B2.tag);
  add(S1.lemma, S0.lemma, B0.tag);
  add(S1.lemma, S0.tag, B0.lemma);
  add(S1.tag, S0.lemma, B0.lemma);
  // Distance.
  const uint64_t d0 = s0 < 0 ? 0 : distance_class(b0 - s0), d1 = s1 < 0 ? 0 : distance_class(s0 - s1);
  add(S0.lemma, d0);
  add(S0.tag, d0);
  add(B0.lemma, d0);
  add(B0.tag, d0);
  add(S0.tag, B0.tag, d0);
  add(S0.lemma, B0.lemma, d0);
  add(S1.tag, S0.tag, d1);
  add(S1.lemma, S0.lemma, d1);
  // Punctuation between.
  const auto marks = [&](int a, int b) {
    return a < 0 ? 9 : std::min(3, input.punctuation_before(b) - input.punctuation_before(a));
  };
  add(S0.tag, B0.tag, marks(s0, b0));
  add(S1.tag, S0.tag, marks(s1, s0));
  // Valency and the relations already there.
  add(S0.lemma, n0.rights);
  add(S0.tag, n0.rights);
  add(S0.lemma, n0.lefts);
  add(S0.tag, n0.lefts);
  add(B0.lemma, m0.lefts);
  add(B0.tag, m0.lefts);
  add(S1.tag, n1.rights);
  add(S1.lemma, n1.rights);
  add(S0.lemma, n0.right_rels);
  add(S0.tag, n0.right_rels);
  add(S0.lemma, n0.left_rels);
  add(S0.tag, n0.left_rels);
  add(B0.lemma, m0.left_rels);
  add(B0.tag, m0.left_rels);
  add(S1.lemma, n1.right_rels);
  add(S1.tag, n1.right_rels);
  add(S1.tag, n1.left_rels);
  add(S1.tag, S0.tag, n1.right_rels);
  add(S1.tag, S0.tag, n1.left_rels);
  add(S0.tag, B0.tag, n0.left_rels);
  add(S0.tag, B0.tag, m0.left_rels);
  add(S0.tag, n0.left_rels, n0.right_rels);
  // Children.
  for (const auto& [parent, child] :
       {std::pair{s0, n0.left[0]}, std::pair{s0, n0.right[0]}, std::pair{b0, m0.left[0]},
        std::pair{s1, n1.left[0]}, std::pair{s1, n1.right[0]}}) {
    add(form_of(child), tag_of(child));
    add(tag_of(child), rel_of(child), tag_of(parent));
    add(form_of(parent), rel_of(child), form_of(child));
    add(S0.tag, B0.tag, tag_of(child), rel_of(child));
    add(S1.tag, S0.tag, tag_of(child), rel_of(child));
  }
  add(S0.tag, tag_of(n0.left[0]), tag_of(n0.left[1]));
  add(S0.tag, tag_of(n0.right[0]), tag_of(n0.right[1]));
  add(B0.tag, tag_of(m0.left[0]), tag_of(m0.left[1]));
  add(S1.tag, tag_of(n1.right[0]), tag_of(n1.right[1]));
  add(S0.tag, B0.tag, form_of(n0.right[0]));
  add(S0.tag, B0.tag, form_of(n0.left[0]));
  add(S0.tag, B0.tag, form_of(m0.left[0]));
  add(S1.tag, S0.tag, form_of(n0.left[0]));
  add(S1.tag, S0.tag, form_of(n1.right[0]));
  add(S1.lemma, S0.upos, form_of(n0.left[0]));
  add(S0.lemma, B0.upos, form_of(m0.left[0]));
  return static_cast<size_t>(out - begin);
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
    const std::array<bool, 3> can = {state.can(Move::shift), state.can(Move::left), state.can(Move::right)};
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
