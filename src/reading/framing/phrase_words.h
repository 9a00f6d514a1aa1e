// What the dictionaries and the recogniser say of the words of one sentence, asked by what builds
// its nominals.
#pragma once

#include <initializer_list>

#include "reading/framing/analysis.h"

namespace entente {

class PhraseWords {
 protected:
  PhraseWords(const Analysis& analysis, int sentence)
      : analysis_(analysis),
        here_(analysis.sentences[static_cast<size_t>(sentence)]),
        tree_(here_.tree) {}

  static bool covers(const Match& m, int token);
  // "SEA CRANE": a name in capitals is no crane.
  bool capital_name(int i) const;
  // "Golden Meridian", "General Trading": capitals inside a sentence name no goods.
  bool part_of_name(int i) const;
  // The first match of one of the types that covers the head of a phrase, or is its whole name;
  // null without one.
  const Match* head_match(int head, std::initializer_list<EntryType> types) const;
  const Entry* noun_entry(int head) const;  // null when the dictionaries have no such noun
  bool is_vessel_word(int i) const;         // "tanker", "bulk carrier"
  // "the tanker Sevastopol": a ship that bears the name of a place is not there, nor of there.
  bool names_ship(const Match& m) const;
  // Did the recogniser find such a name around the token? Its places are not asked for: most are
  // firms.
  bool recognised(int token, NameKind kind) const;
  // A name headed by its first token: "Ministry of Defence", "Kim Jong Un" (flat).
  bool covers_name(const Match& m, int head) const;

  const Analysis& analysis_;
  const SentenceAnalysis& here_;
  const Tree& tree_;

 private:
  bool inside_capitals(const Match& m) const;
};

}  // namespace entente
