// Where the readers of registers put what they read. Inside intake only.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "intake/owners/owners.h"

namespace entente::intake {

// One stake as a source writes it.
struct StakeRow {
  std::string owner, entity;              // ids
  std::string percent, percent_max = {};  // as written; both empty: not told
  std::string from = {}, to = {};
  StakeKind kind = StakeKind::ownership;
  uint8_t marks = 0;
  size_t line = 0;
};

class StakeBuilder {
 public:
  StakeBuilder(const std::string& path, Stakes& into, const StakesOptions& options);
  // Adds the stake, or a problem when it makes no sense.
  void add(const StakeRow& row);
  void add(const StakeRow& row, const Band& band);
  void title(std::string_view party, std::string_view name);
  void undisclosed(std::string_view party, std::string_view why);
  void leave_out(const std::string& what) { ++report.left_out[what]; }
  void problem(Code code, std::string what, size_t line, std::string_view piece,
               std::string next = {});
  std::string where(size_t line) const;
  const StakesOptions& options() const { return options_; }

  StakesReport report;

 private:
  bool ends_named(const StakeRow& row);
  HoldsFor days_of(const StakeRow& row, uint8_t& marks);
  std::string path_;
  Stakes& into_;
  const StakesOptions& options_;
  uint16_t file_;
};

// Marks that a name or a note calls for: "Nominees Ltd", "bearer shares", "Family Trust".
uint8_t marks_of_words(std::string_view text);

// Each reads a whole file of its format.
Status read_stakes_csv(const std::string& path, StakeBuilder& out);
Status read_stakes_ftm(const std::string& path, StakeBuilder& out);
Status read_stakes_bods(const std::string& path, StakeBuilder& out);
Status read_stakes_gleif(const std::string& path, StakeBuilder& out);
Status read_stakes_gleif_xml(const std::string& path, StakeBuilder& out);
Status read_stakes_gleif_csv(const std::string& path, StakeBuilder& out);
Status read_stakes_psc(const std::string& path, StakeBuilder& out);

}  // namespace entente::intake
