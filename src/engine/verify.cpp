#include "ledger/verify.h"

#include "engine/name_keys.h"
#include "engine/parts.h"
#include "engine/records.h"

namespace entente {

// Whatever keeps the ledger from being verified ends as damage does: scripts ask for one thing,
// whether this ledger is whole.
Exit Engine::verify(VerifyRecord& out, const std::function<void(const DamageRecord&)>& damage) {
  std::vector<DamageRecord> found;
  const auto verified =
      verify_ledger(parts_->settings.ledger, make_name_keys(), [&](const Damage& d) {
        DamageRecord record{d.revision, d.row, d.table, d.file, d.what, {}};
        record.json = json_of(record);
        damage(record);
        found.push_back(std::move(record));
      });
  if (!verified) return parts_->report(verified.error()), Exit::ledger_damaged;
  out = {verified->revisions,
         verified->documents,
         verified->claims,
         verified->entities,
         verified->originals,
         verified->damaged,
         {},
         verified->head};
  out.json = json_of(out, found);
  return verified->damaged == 0 ? Exit::done : Exit::ledger_damaged;
}

}  // namespace entente
