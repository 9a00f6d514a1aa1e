// A sentence as the grammar stage hands it on: tokens with tags and a dependency tree in the
// Universal Dependencies scheme (English, release 2.16). Everything points into the document's
// text, the model or the sentence's own strings: text and model must outlive the sentence.
//
//   for (const Token& t : s.tokens)
//     if (t.rel == Rel::nsubj) subject_of(s.tokens[t.head], t);
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

enum class Upos : uint8_t {
  adj,
  adp,
  adv,
  aux,
  cconj,
  det,
  intj,
  noun,
  num,
  part,
  pron,
  propn,
  punct,
  sconj,
  sym,
  verb,
  x,
};
std::string_view name(Upos upos);  // "ADJ"
std::optional<Upos> find_upos(std::string_view name);

// Relations with the subtypes of the two treebanks; anything unknown reads as dep.
enum class Rel : uint8_t {
  acl,
  acl_relcl,
  advcl,
  advcl_relcl,
  advmod,
  amod,
  appos,
  aux,
  aux_pass,
  case_,
  cc,
  cc_preconj,
  ccomp,
  compound,
  compound_prt,
  conj,
  cop,
  csubj,
  csubj_outer,
  csubj_pass,
  dep,
  det,
  det_predet,
  discourse,
  dislocated,
  expl,
  fixed,
  flat,
  goeswith,
  iobj,
  list,
  mark,
  nmod,
  nmod_desc,
  nmod_poss,
  nmod_unmarked,
  nsubj,
  nsubj_outer,
  nsubj_pass,
  nummod,
  obj,
  obl,
  obl_agent,
  obl_unmarked,
  orphan,
  parataxis,
  punct,
  reparandum,
  root,
  vocative,
  xcomp,
};
std::string_view name(Rel rel);  // "acl:relcl"
Rel find_rel(std::string_view name);

struct Token {
  uint32_t begin = 0, end = 0;  // bytes in the document's text
  std::string_view form;        // the text between them
  std::string_view lemma;       // lower case but for proper nouns; never empty
  std::string_view xpos;        // Penn tag: "NNP", "VBD", …
  Upos upos = Upos::x;
  Rel rel = Rel::dep;
  int32_t head = -1;  // index in the sentence; -1 for the root
};

// A name that the accurate reader's recogniser found; the fast reader finds none.
enum class NameKind : uint8_t { person, organisation, place };
struct NameSpan {
  uint32_t first = 0, last = 0;  // tokens, inclusive
  NameKind kind{};
};

struct Sentence {
  uint32_t begin = 0, end = 0;  // bytes in the document's text, from first token to last
  uint32_t block = 0;           // index of the block it stands in; a sentence never crosses blocks
  std::vector<Token> tokens;
  std::vector<NameSpan> names;  // in order, apart
  // Lemmas that stand neither in the text nor in the model; shared by copies, may be null.
  std::shared_ptr<const std::deque<std::string>> made;
};

}  // namespace entente
