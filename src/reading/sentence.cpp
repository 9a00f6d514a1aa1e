// The names of tags and relations as CoNLL-U writes them, in the order of the enumerations.
#include "reading/sentence.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace entente {
namespace {

constexpr std::array kUposNames = std::to_array<std::string_view>({
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
});
static_assert(kUposNames.size() == static_cast<size_t>(Upos::x) + 1);

constexpr std::array kRelNames = std::to_array<std::string_view>({
    "acl",         "acl:relcl",    "advcl",        "advcl:relcl", "advmod",     "amod",
    "appos",       "aux",          "aux:pass",     "case",        "cc",         "cc:preconj",
    "ccomp",       "compound",     "compound:prt", "conj",        "cop",        "csubj",
    "csubj:outer", "csubj:pass",   "dep",          "det",         "det:predet", "discourse",
    "dislocated",  "expl",         "fixed",        "flat",        "goeswith",   "iobj",
    "list",        "mark",         "nmod",         "nmod:desc",   "nmod:poss",  "nmod:unmarked",
    "nsubj",       "nsubj:outer",  "nsubj:pass",   "nummod",      "obj",        "obl",
    "obl:agent",   "obl:unmarked", "orphan",       "parataxis",   "punct",      "reparandum",
    "root",        "vocative",     "xcomp",
});
static_assert(kRelNames.size() == static_cast<size_t>(Rel::xcomp) + 1);
static_assert(std::is_sorted(kRelNames.begin(), kRelNames.end()));

}  // namespace

std::string_view name(Upos upos) { return kUposNames[static_cast<size_t>(upos)]; }

std::optional<Upos> find_upos(std::string_view name) {
  const auto found = std::find(kUposNames.begin(), kUposNames.end(), name);
  if (found == kUposNames.end()) return std::nullopt;
  return static_cast<Upos>(found - kUposNames.begin());
}

std::string_view name(Rel rel) { return kRelNames[static_cast<size_t>(rel)]; }

Rel find_rel(std::string_view name) {
  const auto found = std::lower_bound(kRelNames.begin(), kRelNames.end(), name);
  if (found == kRelNames.end() || *found != name) return Rel::dep;
  return static_cast<Rel>(found - kRelNames.begin());
}

}  // namespace entente
