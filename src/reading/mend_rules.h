// The rules by which mend() corrects a tree, each with the pattern it looks for. They know word
// classes, relations and closed word lists, never a particular name.
#pragma once

#include <vector>

#include "reading/lexicon/dictionaries.h"
#include "reading/sentence.h"
#include "reading/tree_editor.h"

namespace entente {

// --- verbs (mend_verbs.cpp)
// "It has rejected reports", "it had shot down drones": after "have" a participle is the verb.
void perfect_participles(TreeEditor& tree);
// "reports of shell exports to Russia": behind a preposition and a noun, with no "and", the "verb"
// is a noun.
void nouns_behind_prepositions(TreeEditor& tree);
// "The ship switched off its transponder and loaded oil": a "participle" with an object of its own
// before "and" and a finite verb is the first of two verbs.
void coordinated_participles(TreeEditor& tree);
// "had handed over shells, had trained crews and still housed a regiment": an auxiliary right
// behind a comma or "and" opens another verb of the same subject, not of the object before.
void verb_chains(TreeEditor& tree);
// A conjunct with "to" and no "and" is a complement; a modifier with "and" and no preposition is a
// conjunct.
void conjunct_labels(TreeEditor& tree);
// "provided jammers and trained crews to use them": a "participle" between "and" and a bare noun
// that is told what to do with the things before is a second verb.
void participles_with_a_task(TreeEditor& tree);
// "It was Turkey that supplied …": the clause is a relative one.
void clefts(TreeEditor& tree);
// "from China, its main supplier, and is …": a noun that is described and that no "and" joins is an
// apposition.
void lists_without_and(TreeEditor& tree);
// "called on China to stop": what somebody is asked to do is a complement.
void complements_of_asking(TreeEditor& tree);
// What hangs on an auxiliary belongs to its verb.
void below_auxiliaries(TreeEditor& tree);

// --- clauses (mend_clauses.cpp)
// "South Korean intelligence estimates that …": before "that" it is the verb, not the plural.
void reporting_nouns(TreeEditor& tree);
// "The company acts on behalf of the ministry.": with no verb in sight the plural is one.
void plural_at_root(TreeEditor& tree);
// "on which the UK imposed sanctions in 2014": the preposition belongs to the pronoun behind it.
void prepositions_of_relatives(TreeEditor& tree);
// "rejected that as groundless": here "that" is the object.
void pronoun_that(TreeEditor& tree);
// "said last month that Kim had …": "that" is an argument in relative clauses only.
void conjunction_that(TreeEditor& tree);
// "estimated in March that the North had sent …": what follows "that" hangs on the verb before it.
void that_clauses(TreeEditor& tree);
// "told lawmakers on Friday that Pyongyang plans …": a date has no relative clause with its own
// subject.
void clauses_on_dates(TreeEditor& tree);
// "…, the spokesperson added.": the clause before the comma is the main one.
void trailing_reporter(TreeEditor& tree);
// "Delta Crest, of Istanbul, manages both vessels.": a name at the root, its verb hung below.
void name_at_root(TreeEditor& tree);
// "If Iran sends missiles, Britain will …": the condition is never the root.
void opening_condition(TreeEditor& tree);

// --- noun phrases (mend_names.cpp)
// "paid Wagner $10 million": what has a capital inside the sentence and is no determiner is a name.
void names_for_determiners(TreeEditor& tree);
// "148 KN-23 missiles": the number of a name counts nothing, and the one before it counts the
// thing.
void numbers_of_names(TreeEditor& tree);
// "paid the firm $10 million": what stands before the sign of a currency is who gets the money.
void receivers_of_money(TreeEditor& tree);
// "sold QSA more than 1,200 engines", "paid a Seychelles company $88,000": a figure right behind a
// name opens another phrase, and the name is who gets it.
void receivers_of_figures(TreeEditor& tree);
// "target US warships", "listed Shandong Hailin Co.": of two objects of a verb that gives nothing
// the first belongs to the name of the second.
void receivers_of_nothing(TreeEditor& tree);
// "transferred to the Houthis ballistic missiles": the name behind "to" is who gets what follows.
void receivers_before_things(TreeEditor& tree);
// "inspect cargo bound for Nampo": the noun is the object, the adjective behind it describes it.
void adjectives_behind_nouns(TreeEditor& tree);
// "Kim Sang Man remitted": two subjects without a comma are one name.
void names_cut_in_two(TreeEditor& tree);
// "have bought crude relabelled as Malaysian": what is bought is the object.
void objects_with_participles(TreeEditor& tree);
// "imposed most of the bans": "of" after a noun belongs to the noun.
void of_phrases(TreeEditor& tree);
// "the Gabon-flagged Amber Skua", "Dubai-based firms": a participle behind a hyphen describes the
// noun that follows, and is no verb of its own.
void hyphenated_participles(TreeEditor& tree);
// "In January American prosecutors indicted …": the date belongs to the verb.
void opening_dates(TreeEditor& tree);

// The rules that ask the dictionaries. Looks its names up when it is made, so make it before any
// rule changes a tag.
class NameRules {
 public:
  NameRules(Sentence& sentence, const Dictionaries& dictionaries);

  // "the Cameroon-flagged tankers SEA CRANE and …": the noun before a name describes it.
  void described_names();
  // "flew to Libya carrying missiles": who went there carries them, not the place.
  void participles_behind_places();
  // "The United States, Japan and South Korea …": all hang on the first, which takes their place.
  void lists_of_states();
  // "sold Moscow drones", "supplied Russia with missiles": a bare state after the verb gets them.
  void indirect_objects();
  // "sell the Houthis drone engines", "gave the rebels information": a people before what is given
  // gets it.
  void peoples_before_things();

 private:
  int state_at(int i) const;
  std::vector<int> list_at(int i) const;
  void join_list(const std::vector<int>& heads);
  int place_in_tree(const std::vector<int>& heads) const;
  bool already_listed(const std::vector<int>& heads) const;
  int receiver_after(int v) const;
  bool relational(int i) const;
  bool people(int i) const;
  void second_object(int v, int state);
  void modifies_object(int v, int state);

  TreeEditor tree_;
  const Dictionaries& dictionaries_;
  std::vector<int> name_end_;  // at the first token of a state's name: its last; -1 elsewhere
};

}  // namespace entente
