#include "engine/name_keys.h"
#include "engine/parts.h"
#include "engine/records.h"
#include "ledger/writer.h"

namespace entente {

Exit Engine::rebuild(RebuildRecord& out) {
  const std::string& path = parts_->settings.ledger;
  if (const auto view = View::open(path); !view && view.error().code != Code::ledger_version)
    return parts_->report(view.error());  // a ledger that is not there is no new one
  Writer::Options options = parts_->writing();
  options.to_rebuild = true;
  auto writer = Writer::open(path, make_name_keys(), options);
  if (!writer) return parts_->report(writer.error());
  const auto done = writer->rebuild([&](int64_t claims, int64_t total) {
    parts_->progress("rebuilding", static_cast<size_t>(claims), static_cast<size_t>(total));
    return !parts_->stopped();
  });
  if (!done) return parts_->report(done.error());
  const auto view = View::open(path);
  if (!view) return parts_->report(view.error());
  const auto counts = view->counts();
  if (!counts) return parts_->report(counts.error());
  out.claims = counts->claims;
  out.json = json_of(out);
  return Exit::done;
}

}  // namespace entente
