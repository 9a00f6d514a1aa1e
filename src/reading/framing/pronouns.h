// Which nominal a pronoun means: every nominal of the last sentences that could be meant is weighed
// by its traits (how far, which role in its clause, what sort of thing, how often spoken of), and
// the heaviest is taken. The weights (pronoun_weights.h) were learned from the coreference of GUM's
// documents by training/train_pronouns.cpp, which uses the same traits: a log-linear ranking, after
// Denis and Baldridge, "Specialized models and ranking for coreference resolution" (EMNLP 2008),
// with weights of its own for each of it, he or she, and they.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "reading/framing/nominals.h"

namespace entente {

// For each class of pronoun, the weight of each trait.
using PronounWeights = std::array<std::vector<double>, 3>;
const PronounWeights& learned_pronoun_weights();

class Pronouns {
 public:
  enum class Wanted : uint8_t { thing, person, several };  // it; he, she; they
  static constexpr size_t kWanted = 3;

  // Of a lower-case form: "its" wants a thing; nothing for what is no such pronoun.
  static std::optional<Wanted> wanted(std::string_view word);

  // Keeps references to both.
  explicit Pronouns(const Nominals& nominals,
                    const PronounWeights& weights = learned_pronoun_weights())
      : n_(nominals), a_(nominals.analysis()), weights_(weights) {}

  // The naming nominal that the pronoun `i` means, or -1. Pronouns before it must be resolved.
  int antecedent(int i, Wanted want) const;

  struct Candidate {
    int nominal;                  // the naming one
    std::vector<uint8_t> traits;  // numbers below trait_count()
  };
  // All that could be meant, nearest first. For training.
  std::vector<Candidate> candidates(int i, Wanted want) const;

  static size_t trait_count();
  static std::string_view trait_name(size_t trait);

 private:
  struct Look;
  static bool no_receiver(const Nominal& candidate);
  bool fits(const Nominal& c, Wanted want) const;
  void describe(int c, int r, const Look& look, std::vector<uint8_t>& out) const;
  const Tree& tree(int i) const { return a_.tree(n_[i].sentence); }
  const Token& head(int i) const { return tree(i)[n_[i].head]; }
  int verb_above(int i) const;
  int urged_owner(int i, Wanted want) const;
  int first_of_two(int i, Wanted want) const;
  int receiver_before(int i, Wanted want) const;
  int joined_object(int i, Wanted want) const;
  int shared_subject(int i, int verb) const;
  bool acts(int c, int actor) const;
  bool speaks(int i) const;
  bool handles_goods(int i) const;

  const Nominals& n_;
  const Analysis& a_;
  const PronounWeights& weights_;
};

}  // namespace entente
