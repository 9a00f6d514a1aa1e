// Documents to claims without a ledger: intake and reading on many threads, claims out in order.
#include <optional>

#include "base/ordered_work.h"
#include "engine/choose_extractor.h"
#include "engine/extraction.h"
#include "engine/gather.h"
#include "engine/parts.h"
#include "engine/records.h"

namespace entente {

Exit Engine::read(const Inputs& inputs, const std::function<bool(const ClaimRecord&)>& take) {
  const auto options = intake_options(inputs, parts_->settings.stop);
  if (!options) return parts_->report(options.error());
  const Gathered gathered = gather(inputs.paths, *options);
  parts_->progress("reading", 0, gathered.files.size());
  const auto extractor = choose_extractor(*parts_, inputs.extractor);
  if (!extractor) return parts_->report(extractor.error());
  Tally tally;
  for (const auto& problem : gathered.problems) ++tally.failed, parts_->report(problem);
  for (const auto& list : gathered.lists) ++tally.failed, parts_->report(not_a_document(list));
  if (!gathered.left_out.empty()) parts_->note(left_out_note(gathered.left_out));

  struct Answer {
    std::vector<ClaimRecord> claims;
    std::string note;
  };
  using Records = Result<Answer>;
  const auto make = [&](size_t i) -> Records {
    if (parts_->stopped()) return fail(Code::interrupted, "stopped");
    const auto document = read_document(gathered.files[i], *options);
    if (!document) return std::unexpected(document.error());
    const auto claims = extract_claims(*document, **extractor);
    if (!claims) return std::unexpected(claims.error());
    Answer out{{}, language_note(*document)};
    for (const auto& claim : *claims) out.claims.push_back(record_of(claim, 0));
    return out;
  };
  const auto give = [&](size_t i, Records&& records) {
    if (parts_->stopped()) return false;
    if (!records) ++tally.failed, parts_->report(records.error());
    else if (!records->note.empty()) parts_->note(records->note);
    if (records)
      for (const auto& record : records->claims) {
        ++tally.found;
        if (!take(record)) return tally.cut_off = true, false;
      }
    parts_->progress("reading", i + 1, gathered.files.size());
    return true;
  };
  ordered_work(gathered.files.size(), parts_->threads(), make, give);
  return tally.end(*parts_);
}

}  // namespace entente
