// The lexicon of predicates: which words assert which kind of claim, and where their roles stand.
// It is data (data/predicates.tsv, whose head explains its columns); this loads and indexes it.
//
//   for (const Predicate& p : predicates.find("ship", Predicate::Pos::verb))
//     if (holds(p.conditions)) …
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "model/vocabulary.h"

namespace entente {

class KnownVerbs;

enum class Role : uint8_t { subject, counterpart, against, object, via, in_return, where };
inline constexpr size_t kRoleCount = 7;

struct Condition {
  enum class Test : uint8_t { present, absent, lemma, not_lemma, klass, not_klass };
  Test test{};
  std::string slot;
  std::vector<std::string> values;  // lemmas or classes, any of which will do
};

struct Predicate {
  enum class Pos : uint8_t { verb, noun, adjective };
  std::string lemma;
  std::string particle;  // "down" of "shoot down"; empty when there is none
  Pos pos{};
  Kind kind{};
  std::array<std::vector<std::string>, kRoleCount> roles;  // slots to try, in order
  std::vector<Condition> conditions;
  bool negative = false;             // P=neg: "halted deliveries" says that they are not made
  std::optional<Modality> modality;  // M=planned: "pledged howitzers"
  int line = 0;                      // of the table, from 1
};

class Predicates {
 public:
  // missing_resource, or malformed with file:line and the offending cell.
  static Result<Predicates> load(const std::string& path);
  static Result<Predicates> parse(std::string_view table, const std::string& where);

  // Rows of a lemma in file order, but those with a particle first and one without conditions last.
  std::span<const Predicate> find(std::string_view lemma, Predicate::Pos pos) const;
  size_t size() const { return size_; }
  void add_verbs_to(KnownVerbs& verbs) const;

 private:
  std::map<std::pair<std::string, Predicate::Pos>, std::vector<Predicate>, std::less<>> rows_;
  size_t size_ = 0;
};

}  // namespace entente
