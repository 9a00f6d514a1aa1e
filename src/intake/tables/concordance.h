// A table of correlation between two editions of a classification of goods, as the user brings it:
// none is known here, and none is guessed.
//
//   auto table = Concordance::read(csv, "h4-h6.csv");       // Result
//   const auto* targets = table->of(revision, "854231");    // nullptr: not in the table
//
// CSV from_revision,from,to_revision,to[,share]; or with the two editions as names of the columns,
// as the United Nations publish theirs ("HS 2017,HS 2022[,share]"). `share` is how much of the
// value of a code goes to each of several; without it a code that becomes several cannot be
// converted.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/goods_revision.h"

namespace entente::intake {

struct ConcordanceColumns;

class Concordance {
 public:
  struct Target {
    GoodsRevision revision = kRevisionUntold;
    uint32_t code = 0;
    uint8_t digits = 0;
    double share = 0;  // of one target 1; of several 0 where the table has no shares
  };
  static constexpr size_t kRowsMax = 1000000;

  // unknown_column, malformed, bad_argument (shares that do not sum to 1), too_large, empty_input.
  static Result<Concordance> read(std::string_view csv, const std::string& path);
  // Of a code as written, digits only, a zero in front where it belongs.
  const std::vector<Target>* of(GoodsRevision revision, std::string_view code) const;
  bool converts(GoodsRevision revision) const { return (from_ & set_of(revision)) != 0; }

 private:
  Status take(const ConcordanceColumns& columns, const std::vector<std::string>& cells,
              const std::string& place);
  Status put(GoodsRevision from, const std::string& code, const Target& target,
             const std::string& place);
  Status check(const std::string& path);
  std::map<std::pair<GoodsRevision, std::string>, std::vector<Target>, std::less<>> rows_;
  RevisionSet from_ = 0;
};

}  // namespace entente::intake
