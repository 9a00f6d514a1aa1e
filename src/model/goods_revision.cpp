#include "model/goods_revision.h"

#include <bit>

#include "base/text.h"

namespace entente {
namespace {

struct Edition {
  std::string_view name;
  std::string_view words[4];  // small, letters and digits only
};
// Years of the Harmonized System: World Customs Organization; SITC and BEC: United Nations
// Statistics Division.
constexpr Edition kEditions[] = {{"", {}},
                                 {"H0", {"hs92", "hs1992", "hs88", "hs1988"}},
                                 {"H1", {"hs96", "hs1996"}},
                                 {"H2", {"hs02", "hs2002"}},
                                 {"H3", {"hs07", "hs2007"}},
                                 {"H4", {"hs12", "hs2012"}},
                                 {"H5", {"hs17", "hs2017"}},
                                 {"H6", {"hs22", "hs2022"}},
                                 {"S1", {"sitcrev1", "sitc1"}},
                                 {"S2", {"sitcrev2", "sitc2"}},
                                 {"S3", {"sitcrev3", "sitc3"}},
                                 {"S4", {"sitcrev4", "sitc4"}},
                                 {"B4", {"bec4", "becrev4"}},
                                 {"B5", {"bec5", "becrev5"}}};
constexpr GoodsRevision kLastOfHarmonizedSystem = 7;
static_assert(std::size(kEditions) <= 16);

}  // namespace

GoodsRevision find_goods_revision(std::string_view text) {
  std::string word;
  for (const char c : lower(text))
    if (is_alnum(c)) word += c;
  if (word.empty()) return kRevisionUntold;
  for (GoodsRevision i = 1; i < std::size(kEditions); ++i) {
    if (word == lower(kEditions[i].name)) return i;
    for (const std::string_view other : kEditions[i].words)
      if (word == other) return i;
  }
  return kRevisionUntold;
}

std::string_view name(GoodsRevision revision) {
  return revision < std::size(kEditions) ? kEditions[revision].name : std::string_view();
}

bool is_harmonized_system(GoodsRevision revision) {
  return revision != kRevisionUntold && revision <= kLastOfHarmonizedSystem;
}

bool is_mixed(RevisionSet revisions) { return std::popcount(revisions) > 1; }

std::vector<std::string> names_of(RevisionSet revisions) {
  std::vector<std::string> out;
  for (GoodsRevision i = 1; i < std::size(kEditions); ++i)
    if (revisions & set_of(i)) out.emplace_back(kEditions[i].name);
  return out;
}

}  // namespace entente
