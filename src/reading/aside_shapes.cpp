#include "reading/aside_shapes.h"

#include "reading/words.h"

namespace entente {
namespace {

bool is_name_or_noun(const Token& t) { return t.upos == Upos::noun || t.upos == Upos::propn; }

// The head of the first noun phrase in [from, to): "prosecutors" of "prosecutors in Riga", "agency"
// of "South Korea's spy agency", "governments" of "governments that watch over …"; `to` when there
// is none.
size_t first_phrase(const Sentence& s, size_t from, size_t to) {
  size_t head = to;
  for (size_t i = from; i < to; ++i) {
    const Token& t = s.tokens[i];
    if (is_name_or_noun(t) || t.form == "'s" || t.form == "’s") {
      if (is_name_or_noun(t)) head = i;
    } else if (t.upos == Upos::pron && head == to && (i + 1 == to || t.xpos == "PRP")) {
      return i;
    } else if (head != to && t.upos != Upos::adj) {
      break;
    }
  }
  return head;
}

// "says the Ukrainian officer": the verb first, then the head of the first noun phrase.
void shape_inverted(Sentence& s) {
  const size_t subject = first_phrase(s, 1, s.tokens.size());
  if (subject == s.tokens.size()) return;
  for (size_t i = 1; i < s.tokens.size(); ++i) {
    Token& t = s.tokens[i];
    if (i == subject || (t.head > 0 && static_cast<size_t>(t.head) != i)) continue;
    t.head = static_cast<int32_t>(subject);
    t.rel = i < subject ? Rel::compound : Rel::nmod;
  }
  s.tokens[0].head = -1;
  s.tokens[0].rel = Rel::root;
  s.tokens[0].upos = Upos::verb;
  s.tokens[subject].head = 0;
  s.tokens[subject].rel = Rel::nsubj;
}

}  // namespace

// Whatever the parser made of so short a text, its reporting verb is the root.
void shape_reporter(Sentence& s) {
  size_t verb = 0;
  while (verb < s.tokens.size() && !is_reporting_form(s.tokens[verb].form)) ++verb;
  if (verb >= s.tokens.size()) return;
  if (verb == 0) return shape_inverted(s);
  size_t subject = first_phrase(s, 0, verb);
  if (subject == verb) subject = verb - 1;
  for (size_t i = 0; i < s.tokens.size(); ++i) {
    Token& t = s.tokens[i];
    if (i == verb || i == subject) continue;
    const auto head = static_cast<size_t>(t.head);
    if (t.head < 0 || (i < verb && head >= verb) || (i > verb && head < verb))
      t.head = static_cast<int32_t>(i < verb ? subject : verb);
    if (i < verb && (t.rel == Rel::root || t.rel == Rel::nsubj)) t.rel = Rel::nmod;
  }
  Token& v = s.tokens[verb];
  v.upos = Upos::verb;
  v.head = -1;
  v.rel = Rel::root;
  Token& n = s.tokens[subject];
  n.head = static_cast<int32_t>(verb);
  n.rel = Rel::nsubj;
}

// Its last noun or number is the head, the preposition marks it.
void shape_date(Sentence& s) {
  const size_t head = s.tokens.size() - 1;
  for (size_t i = 0; i < head; ++i) {
    s.tokens[i].head = static_cast<int32_t>(head);
    s.tokens[i].rel = s.tokens[i].upos == Upos::adp ? Rel::case_ : Rel::nmod_unmarked;
  }
  s.tokens[head].head = -1;
  s.tokens[head].rel = Rel::root;
}

void shape_clause(Sentence& s) {
  Token& first = s.tokens[0];
  if (first.head < 0) return;
  for (size_t i = 0; i < s.tokens.size(); ++i)
    if (s.tokens[i].head < 0) first.head = static_cast<int32_t>(i);
  first.rel = Rel::mark;
  first.upos = Upos::sconj;
  if (first.form == "Should") first.lemma = "if";
}

}  // namespace entente
