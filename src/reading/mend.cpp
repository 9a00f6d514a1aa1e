// Why: some constructions the parser reads wrongly again and again, and what stands around them
// tells what is meant. The rules are in mend_rules.h; their order matters, because later ones rely
// on what earlier ones have put right: first what is a verb and where "that" belongs, then chains
// of verbs, then names, then the shape of the whole sentence. Each rule leaves a tree: one root, no
// circle. Cost: a few passes over the tokens.
#include "reading/mend.h"

#include "reading/mend_rules.h"

namespace entente {

void mend(Sentence& sentence, const Dictionaries& dictionaries, Slips slips) {
  if (sentence.tokens.empty()) return;
  TreeEditor tree(sentence);
  NameRules names(sentence, dictionaries);
  if (slips == Slips::of_encoder) {
    names_for_determiners(tree);
    numbers_of_names(tree);
    adjectives_behind_nouns(tree);
    names_cut_in_two(tree);
    objects_with_participles(tree);
    hyphenated_participles(tree);
    reporting_nouns(tree);
    plural_at_root(tree);
    clefts(tree);
    perfect_participles(tree);
    prepositions_of_relatives(tree);
    pronoun_that(tree);
    conjunction_that(tree);
    that_clauses(tree);
    verb_chains(tree);
    participles_with_a_task(tree);
    complements_of_asking(tree);
    lists_without_and(tree);
    names.described_names();
    names.participles_behind_places();
    names.indirect_objects();
    names.peoples_before_things();
    receivers_of_nothing(tree);
    receivers_of_money(tree);
    receivers_of_figures(tree);
    receivers_before_things(tree);
    trailing_reporter(tree);
    name_at_root(tree);
    return;
  }

  hyphenated_participles(tree);
  reporting_nouns(tree);
  plural_at_root(tree);
  perfect_participles(tree);
  nouns_behind_prepositions(tree);
  of_phrases(tree);
  prepositions_of_relatives(tree);
  pronoun_that(tree);
  conjunction_that(tree);
  that_clauses(tree);
  opening_dates(tree);

  coordinated_participles(tree);
  verb_chains(tree);
  participles_with_a_task(tree);
  complements_of_asking(tree);
  conjunct_labels(tree);

  names.described_names();
  below_auxiliaries(tree);
  names.lists_of_states();
  names.indirect_objects();
  names.peoples_before_things();
  receivers_of_nothing(tree);
  receivers_of_money(tree);
  receivers_of_figures(tree);
  receivers_before_things(tree);

  clauses_on_dates(tree);
  trailing_reporter(tree);
  name_at_root(tree);
  opening_condition(tree);
}

}  // namespace entente
