// Comparing names and entities: graded scores with reasons. Needs no ledger.
//
//   entente::NameComparer comparer(settings);
//   comparer.compare({"RI Yong Ju", "LI Yong-ju", "Person"}, record);
//   std::cout << record.score;                 // 0.98
//
// As with Engine, nothing here prints; problems go to Settings::problem.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "entente/engine.h"

namespace entente {

struct ReasonRecord {
  std::string what;         // "name", "patronymic", "birth date", "IMO number (ship)", "warning"
  std::string left, right;  // both values
  std::string verdict;      // "same", "alike", "differs", "missing", "contradicts", "flagged"
  std::string detail;       // in words; may be empty
  double weight = 0;        // points it added or took; 0: said, not counted
};

struct CompareRecord {
  double score = 0;  // 0..1
  bool match = false;
  std::string algorithm;
  std::vector<ReasonRecord> reasons;
  std::string json;  // {"score","match","explanations"}; of a bad line {"error"} instead
  bool failed = false;
};

struct ComparePair {
  std::string left, right;        // names as written
  std::string schema = "Person";  // of both
};

struct AlgorithmRecord {
  std::string name, meaning;
};
std::vector<AlgorithmRecord> compare_algorithms();

class NameComparer {
 public:
  // `algorithm` is a row of compare_algorithms(); empty: the first.
  explicit NameComparer(Settings settings, std::string algorithm = {});
  ~NameComparer();

  // nothing_found when the two do not match.
  Exit compare(const ComparePair& pair, CompareRecord& out);
  // Lines {"left":Entity,"right":Entity} of a file ("-": standard input), in order, a record a
  // line.
  Exit compare_lines(const std::string& path,
                     const std::function<bool(const CompareRecord&)>& take);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
