#include "engine/name_keys.h"
#include "engine/parts.h"
#include "engine/records.h"
#include "ledger/mend.h"
#include "ledger/writer.h"

namespace entente {

namespace {

Status rebuild_once(const Engine::Parts& parts) {
  const std::string& path = parts.settings.ledger;
  if (const auto view = View::open(path); !view && view.error().code != Code::ledger_version)
    return std::unexpected(view.error());  // a ledger that is not there is no new one
  Writer::Options options = parts.writing();
  options.to_rebuild = true;
  auto writer = Writer::open(path, make_name_keys(), options);
  if (!writer) return std::unexpected(writer.error());
  return writer->rebuild([&](int64_t claims, int64_t total) {
    parts.progress("rebuilding", static_cast<size_t>(claims), static_cast<size_t>(total));
    return !parts.stopped();
  });
}

}  // namespace

Exit Engine::rebuild(RebuildRecord& out) {
  const std::string& path = parts_->settings.ledger;
  auto done = rebuild_once(*parts_);
  if (!done && done.error().code == Code::ledger_corrupt) {
    const auto pages = mend_pages(path, make_name_keys());
    if (!pages) return parts_->report(pages.error());
    if (*pages > 0) {
      parts_->note(std::to_string(*pages) +
                   " pages written anew, whose checksums alone were wrong");
      done = rebuild_once(*parts_);
    }
  }
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
