// Why: a greedy parser trained on web text and Wikipedia has seen few of our names; a name of five
// tokens is five chances to go wrong, and one wrong attachment loses the actor. Collapsing names
// before parsing is an old remedy (e.g. for multi-word expressions: Nivre & Nilsson 2004).
// Stand-ins: the name of a state is shown to the parser as one that the treebanks hold often, so
// that what it learned of states applies. Firms, persons and sums of money did not gain by it.
// Cost: one more dictionary look-up per sentence and a copy of its tokens.
// Measured on labelled reports: see quality/results.
#include "reading/simplify.h"

#include <algorithm>

#include "base/text.h"
#include "reading/aside_shapes.h"
#include "reading/folding.h"

namespace entente {
namespace {

// Any state is shown as one that the treebanks hold often; other names stand for themselves.
constexpr std::string_view kAnyState = "Iraq";
// A noun of several pieces is shown as a plain one.
constexpr std::string_view kAnyNoun = "deal", kAnyNouns = "deals";

// One token for each group that the parser sees.
Sentence reduced(const Sentence& full, const std::vector<Group>& groups,
                 std::vector<size_t>& head_of) {
  Sentence out;
  out.begin = full.begin;
  out.end = full.end;
  out.block = full.block;
  for (const Group& g : groups) {
    if (g.fold == Fold::aside) continue;
    for (size_t i = g.fold == Fold::name ? g.last : g.first; i <= g.last; ++i) {
      Token t = full.tokens[i];
      if (g.fold == Fold::name && g.sort == FoldSort::state) t.form = kAnyState;
      if (g.fold == Fold::name && g.sort == FoldSort::word)
        t.form = t.form.ends_with('s') ? kAnyNouns : kAnyNoun;
      head_of.push_back(i);
      out.tokens.push_back(t);
    }
  }
  return out;
}

// Tags and tree of the reduced sentence go back to the tokens they stand for.
void copy_back(Sentence& full, const Sentence& small, const std::vector<size_t>& head_of) {
  for (size_t k = 0; k < small.tokens.size(); ++k) {
    Token& t = full.tokens[head_of[k]];
    const Token& from = small.tokens[k];
    t.upos = from.upos;
    t.xpos = from.xpos;
    t.rel = from.rel;
    t.lemma = from.form == t.form ? from.lemma : t.form;
    t.head = from.head < 0 ? -1 : static_cast<int32_t>(head_of[static_cast<size_t>(from.head)]);
  }
}

void fill_figure(Sentence& s, const Group& g) {
  for (size_t i = g.first; i < g.last; ++i) {
    Token& t = s.tokens[i];
    const bool digits = is_digit(t.form[0]) || is_number_word(t.form);
    const bool symbol = !is_alpha(t.form[0]) && !digits;
    t.upos = digits ? Upos::num : symbol ? Upos::sym : Upos::adv;
    t.xpos = digits ? "CD" : symbol ? "$" : "RB";
    t.lemma = t.form;
    t.rel = digits || symbol ? Rel::compound : Rel::advmod;
    t.head = static_cast<int32_t>(g.last);
  }
}

Upos tag_inside_name(const Token& t, bool common) {
  if (is_hyphen(t.form)) return Upos::punct;
  if (has_digit(t.form) && !is_alpha(t.form[0])) return Upos::num;
  return common && !starts_with_capital(t) ? Upos::noun : Upos::propn;
}

std::string_view penn_tag(Upos upos) {
  switch (upos) {
    case Upos::punct:
      return "HYPH";
    case Upos::num:
      return "CD";
    case Upos::noun:
      return "NN";
    default:
      return "NNP";
  }
}

// The last token keeps what the parser said of the stand-in; the others become its compounds.
void fill_name(Sentence& s, const Group& g) {
  if (g.sort == FoldSort::number || g.sort == FoldSort::money) return fill_figure(s, g);
  Token& head = s.tokens[g.last];
  const bool word = g.sort == FoldSort::word;
  const bool common = word || g.sort == FoldSort::goods;
  if (word && head.lemma.ends_with('s')) head.lemma = head.form.substr(0, head.form.size() - 1);
  if (!common && starts_with_capital(head) && head.upos == Upos::noun) {
    head.upos = Upos::propn;
    head.xpos = "NNP";
    head.lemma = head.form;
  }
  if (head.upos != Upos::propn && head.upos != Upos::noun) {
    head.upos = common ? Upos::noun : Upos::propn;
    head.xpos = penn_tag(head.upos);
  }
  for (size_t i = g.first; i < g.last; ++i) {
    Token& t = s.tokens[i];
    t.upos = tag_inside_name(t, common);
    t.xpos = penn_tag(t.upos);
    t.lemma = t.form;
    t.rel = t.upos == Upos::punct ? Rel::punct : Rel::compound;
    t.head = static_cast<int32_t>(g.last);
  }
}

// Is any single name shown to the parser as another?
bool stands_in(const std::vector<Group>& groups) {
  return std::any_of(groups.begin(), groups.end(),
                     [](const Group& g) { return g.fold == Fold::name; });
}

using Made = std::shared_ptr<const std::deque<std::string>>;

// Keeps the lemmas of both alive.
Made both(const Made& a, const Made& b) {
  if (!a || !b) return a ? a : b;
  const auto pair = std::make_shared<const std::pair<Made, Made>>(a, b);
  return {pair, pair->first.get()};
}

// The nearest verb above a token; the root when there is none.
size_t verb_above(const Sentence& s, size_t token) {
  for (size_t steps = 0; steps < s.tokens.size(); ++steps) {
    const Token& t = s.tokens[token];
    if (t.upos == Upos::verb || t.head < 0) return token;
    token = static_cast<size_t>(t.head);
  }
  return token;
}

// The root of the main clause, which the parser has already found.
size_t root_of(const Sentence& s, size_t anchor) {
  for (size_t steps = 0; s.tokens[anchor].head >= 0 && steps < s.tokens.size(); ++steps)
    anchor = static_cast<size_t>(s.tokens[anchor].head);
  return anchor;
}

// Where an aside hangs and how: on the word before it, or on the verb of the clause it interrupts.
std::pair<size_t, Rel> attachment(const Sentence& s, AsideKind kind, const Token& root,
                                  size_t anchor) {
  switch (kind) {
    case AsideKind::reporter:
      return {verb_above(s, anchor), Rel::parataxis};
    case AsideKind::date:
      return {root_of(s, anchor), Rel::obl};
    case AsideKind::clause:
      return {root_of(s, anchor), Rel::advcl};
    case AsideKind::relative:
      return {anchor, Rel::acl_relcl};
    case AsideKind::apposition:
      return {anchor, root.upos == Upos::verb ? Rel::acl : Rel::appos};
    case AsideKind::bracket:
      return {anchor, root.upos == Upos::verb ? Rel::parataxis : Rel::appos};
  }
  return {anchor, Rel::dep};
}

bool is_border(const Token& t) { return t.form == "(" || t.form == ")" || t.form == ","; }

// The tokens of an aside without its brackets or commas, as a sentence of their own.
Sentence cut_out(const Sentence& s, size_t first, size_t end) {
  Sentence out;
  out.begin = s.tokens[first].begin;
  out.end = s.tokens[end - 1].end;
  out.block = s.block;
  out.tokens.assign(s.tokens.begin() + static_cast<std::ptrdiff_t>(first),
                    s.tokens.begin() + static_cast<std::ptrdiff_t>(end));
  return out;
}

// Puts the parsed aside back at token `first`, hung as attachment() says; its root's index.
int32_t put_back(Sentence& s, const Sentence& aside, size_t first, AsideKind kind, size_t anchor) {
  const auto offset = static_cast<int32_t>(first);
  int32_t root = offset;
  for (size_t k = 0; k < aside.tokens.size(); ++k) {
    Token& t = s.tokens[first + k];
    t = aside.tokens[k];
    if (t.head >= 0) {
      t.head += offset;
      continue;
    }
    root = offset + static_cast<int32_t>(k);
    const auto [head, rel] = attachment(s, kind, t, anchor);
    t.head = static_cast<int32_t>(head);
    t.rel = rel;
  }
  return root;
}

void fill_border(Token& t, int32_t head) {
  t.upos = Upos::punct;
  t.xpos = t.form;
  t.lemma = t.form;
  t.rel = Rel::punct;
  t.head = head;
}

// An aside of a sentence, on its way to being parsed by itself.
struct CutAside {
  Sentence* from = nullptr;
  Group group;
  size_t first = 0, anchor = 0;  // where its words begin; the last word before it that is no aside
  Sentence words;
};

void cut_asides(Sentence& s, const std::vector<Group>& groups, size_t anchor,
                std::vector<CutAside>& out) {
  for (const Group& g : groups) {
    if (g.fold != Fold::aside) {
      anchor = g.last;
      continue;
    }
    const size_t first = is_border(s.tokens[g.first]) ? g.first + 1 : g.first;
    const size_t end = is_border(s.tokens[g.last]) ? g.last : g.last + 1;
    if (first < end) out.push_back({&s, g, first, anchor, cut_out(s, first, end)});
    else
      for (size_t i = g.first; i <= g.last; ++i)
        fill_border(s.tokens[i], static_cast<int32_t>(anchor));
  }
}

// A parsed aside is hung where attachment() says.
void hang(CutAside& aside) {
  Sentence& s = *aside.from;
  const Group& g = aside.group;
  if (g.aside == AsideKind::date) shape_date(aside.words);
  if (g.aside == AsideKind::clause) shape_clause(aside.words);
  if (g.aside == AsideKind::reporter) shape_reporter(aside.words);
  const int32_t root = put_back(s, aside.words, aside.first, g.aside, aside.anchor);
  for (const size_t i : {g.first, g.last})
    if (is_border(s.tokens[i])) fill_border(s.tokens[i], root);
  s.made = both(s.made, aside.words.made);
}

// A sentence of which some names are folded or asides left out.
struct Shortened {
  Sentence* full = nullptr;
  std::vector<Group> groups;
  std::vector<size_t> head_of;
  Sentence small;
};

// Sentences with nothing to shorten go to `whole`.
std::vector<Shortened> shorten(std::span<Sentence* const> sentences,
                               const Dictionaries& dictionaries, std::vector<Sentence*>& whole) {
  std::vector<Shortened> out;
  for (Sentence* s : sentences) {
    if (s->tokens.empty()) continue;
    Shortened one{s, find_groups(*s, dictionaries), {}, {}};
    one.small = reduced(*s, one.groups, one.head_of);
    const bool shorter = one.small.tokens.size() != s->tokens.size() || stands_in(one.groups);
    if (!one.small.tokens.empty() && shorter) out.push_back(std::move(one));
    else whole.push_back(s);
  }
  return out;
}

// Names that the recogniser found in the shortened sentence, in the words they stand for.
void names_back(Sentence& full, const Shortened& one) {
  full.names.clear();
  size_t group = 0;
  for (const NameSpan& name : one.small.names) {
    const auto last = static_cast<uint32_t>(one.head_of[name.last]);
    auto first = static_cast<uint32_t>(one.head_of[name.first]);
    while (group < one.groups.size() && one.groups[group].last < first) ++group;
    if (group < one.groups.size() && one.groups[group].fold == Fold::name)
      first = std::min(first, static_cast<uint32_t>(one.groups[group].first));
    full.names.push_back({first, last, name.kind});
  }
}

void lengthen(Shortened& one) {
  Sentence& s = *one.full;
  names_back(s, one);
  s.made = both(s.made, one.small.made);  // lemmas of folded tokens may point to either
  copy_back(s, one.small, one.head_of);
  for (const Group& g : one.groups)
    if (g.fold == Fold::name) fill_name(s, g);
}

}  // namespace

// All sentences at once, step by step, because the accurate parser wants many together. Where the
// names and asides are, the fast tagger says, so that each word is parsed once.
void parse_simplified(std::span<Sentence* const> sentences, const Dictionaries& dictionaries,
                      const Grammar& grammar) {
  for (Sentence* s : sentences) grammar.tag(*s);
  std::vector<Sentence*> next;
  std::vector<Shortened> shortened = shorten(sentences, dictionaries, next);
  for (Shortened& one : shortened) next.push_back(&one.small);
  grammar.tag_and_parse(next);

  std::vector<CutAside> asides;
  for (Shortened& one : shortened) {
    lengthen(one);
    cut_asides(*one.full, one.groups, one.head_of.front(), asides);
  }
  next.clear();
  for (CutAside& aside : asides)
    if (aside.group.aside != AsideKind::date) next.push_back(&aside.words);
  if (!next.empty()) parse_simplified(next, dictionaries, grammar);
  for (CutAside& aside : asides) hang(aside);
}

}  // namespace entente
