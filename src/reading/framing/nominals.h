// Nominals: the noun phrases of a document as possible arguments of a claim, with what the phrase
// itself and the dictionaries say of them: whose they are, what sort of thing, which goods.
// What takes the rest of the document to know (pronouns, "the ministry") is coreference.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reading/framing/analysis.h"

namespace entente {

struct Nominal {
  enum class Sort : uint8_t {
    state,         // named by name, capital, metonym, people
    person,        // named or by role
    organisation,  // ministry, company, bank, body, press
    group,         // troops, officials, hackers: people in the plural or as a body
    vessel,
    place,
    facility,
    document,
    goods,
    measure,
    time,
    number,
    other,
  };
  int sentence = -1, head = -1;
  int first = -1, last = -1;  // tokens of the mention, inclusive
  Sort sort = Sort::other;
  std::string state;  // "" not known, "xx" acts for none
  GoodsSet goods;
  bool named = false;  // has a name of its own
  bool plural = false;
  bool pronoun = false;
  bool definite = false;  // "the", "this", possessive
  bool media = false, uninvolved = false;
  bool modifier = false;     // a name inside a phrase: "Russian" of "Russian troops"
  int possessor = -1;        // head token of the possessive, when it has one
  int referent = -1;         // index of the nominal it refers to, set by coreference
  std::vector<int> members;  // "both countries": one nominal for each, set by coreference
};

class Nominals {
 public:
  explicit Nominals(const Analysis& analysis);

  // The nominal headed by a token, or -1 when that token heads none.
  int at(int sentence, int token) const {
    return by_token_[static_cast<size_t>(sentence)][static_cast<size_t>(token)];
  }
  Nominal& operator[](int i) { return all_[static_cast<size_t>(i)]; }
  const Nominal& operator[](int i) const { return all_[static_cast<size_t>(i)]; }
  int size() const { return static_cast<int>(all_.size()); }
  const Analysis& analysis() const { return *analysis_; }

  std::string_view head_lemma(const Nominal& n) const;

 private:
  const Analysis* analysis_;
  std::vector<Nominal> all_;  // in text order
  std::vector<std::vector<int>> by_token_;
};

}  // namespace entente
