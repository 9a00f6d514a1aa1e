// Registers of ownership, whichever format the bytes are recognised as, and the rules over what was
// read: whatever comes in, sums stay within bounds and a fast answer is the slow one.
#include "intake/owners/owners.h"
#include "list_fuzz.h"
#include "tracing/owners/flags.h"
#include "tracing/owners/integrated.h"
#include "tracing/owners/reference/rules.h"
#include "tracing/owners/rules.h"

namespace {

using namespace entente;

void check_rules(const Stakes& stakes) {
  const Holdings holdings = holdings_on(stakes, 20000);
  const std::vector<uint32_t> listed{0};
  std::vector<reference::Row> rows;
  for (const auto& [table, kind] : {std::pair(&holdings.owned, StakeKind::ownership)})
    for (uint32_t p = 0; p < holdings.parties; ++p)
      for (const Holding& h : table->of(p)) rows.push_back({p, h.entity, h.low, h.high, kind});
  const OwnerRule& rule = *find_owner_rule("ofac50");
  if (rows.size() < 60)
    for (const Bound bound : {Bound::least, Bound::most}) {
      const auto fast = reach(holdings, rule, listed, bound);
      const auto slow = reference::reach(rows, rule, {0}, bound, holdings.parties);
      if (std::set<uint32_t>(fast.order.begin(), fast.order.end()) != slow) std::abort();
    }
  Integrator integrator(holdings);
  for (const auto& share : integrator.of(0))
    if (share.bounded && !(share.least >= -1e-9 && share.least <= share.most + 1e-9)) std::abort();
  owner_flags(stakes, holdings, listed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  write_scratch("register", {reinterpret_cast<const char*>(data), size});
  Stakes stakes;
  const auto report = read_stakes(scratch_folder() + "/register", stakes, {});
  for (const Stake& s : stakes.all) {
    const bool sound = s.owner < stakes.ids.size() && s.entity < stakes.ids.size() && s.low >= 0 &&
                       s.low <= s.high && s.high <= kWhole;
    if (!sound) std::abort();
  }
  if (report && report->stakes != stakes.all.size()) std::abort();
  if (stakes.ids.size() > 0) check_rules(stakes);
  return 0;
}
