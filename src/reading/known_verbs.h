// The verbs that the tables tell of. The lemmatiser knows words of the treebanks and guesses the
// rest by their endings: "conceded" came out as "conced", "insured" as "ensure", and no row fired.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reading/sentence.h"

namespace entente {

// What "-ed", "-ing" or "-s" may have been put to, likeliest first: "arming" to "arm" or "arme".
std::vector<std::string> bases_by_spelling(std::string_view form);

class KnownVerbs {
 public:
  void add(std::string_view lemma) { lemmas_.emplace(lemma); }

  // The known verb that an inflected form in small letters comes from by the rules of spelling;
  // empty when there is none. The view lives as long as this.
  std::string_view base_of(std::string_view form) const;

  // Gives verbs of the sentence their known base where their lemma is none of the bases that the
  // spelling allows, or none that is known.
  void restore(Sentence& sentence) const;

 private:
  std::set<std::string, std::less<>> lemmas_;
};

}  // namespace entente
