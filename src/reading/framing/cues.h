// The words by which a text says who asserts something and how firmly (data/cues.tsv).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

namespace entente {

class KnownVerbs;

enum class Cue : uint8_t {
  speech,
  claim,
  allege,
  assess,
  show,
  confirm,
  deny,
  foresee,
  warn,
  plan,
  enable,
  negate,
  exclude,
  forbid,
  weigh,
  doubt,
  aspect,
  likely,
  maybe,
  hearsay,
  alleged,
  assessed,
};

class Cues {
 public:
  static Result<Cues> load(const std::string& path);
  std::optional<Cue> verb(std::string_view lemma) const { return find('v', lemma); }
  std::optional<Cue> noun(std::string_view lemma) const { return find('n', lemma); }
  std::optional<Cue> adverb(std::string_view lemma) const { return find('a', lemma); }
  void add_verbs_to(KnownVerbs& verbs) const;

 private:
  std::optional<Cue> find(char pos, std::string_view lemma) const;
  std::unordered_map<std::string, Cue> rows_;  // "v say"
};

}  // namespace entente
