// Which edition of which classification a code of goods is of: the Harmonized System (H0 of 1988/92
// to H6 of 2022), SITC (S1 to S4) and BEC, as UN Comtrade names them. Codes of two editions are not
// the same goods: some are, and nobody but a table of correlation can say which.
//
//   find_goods_revision("H4"), find_goods_revision("HS12")     // the same one
//   name(revision)                                             // "H4"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

using GoodsRevision = uint8_t;  // 0: not told
inline constexpr GoodsRevision kRevisionUntold = 0;

// By Comtrade's code or the words of file names and headers: "H6", "HS22", "HS 2022", "S3",
// "SITC Rev. 3". kRevisionUntold for what says no edition ("HS").
GoodsRevision find_goods_revision(std::string_view text);
std::string_view name(GoodsRevision revision);  // empty: not told
bool is_harmonized_system(GoodsRevision revision);

// A bit for each; those not told are none.
using RevisionSet = uint16_t;
constexpr RevisionSet set_of(GoodsRevision revision) {
  return revision == kRevisionUntold ? RevisionSet{0} : static_cast<RevisionSet>(1u << revision);
}
bool is_mixed(RevisionSet revisions);
std::vector<std::string> names_of(RevisionSet revisions);

}  // namespace entente
