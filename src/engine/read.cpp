// Documents to claims without a ledger: intake and reading on many threads, claims out in order.
#include <optional>

#include "base/ordered_work.h"
#include "engine/archive_json.h"
#include "engine/choose_extractor.h"
#include "engine/extraction.h"
#include "engine/gather.h"
#include "engine/parts.h"
#include "engine/records.h"

namespace entente {
namespace {

// make(Document&&, vector<Claim>&&) on any thread; give(what it made, tally) in order on this one,
// false when no more is wanted.
template <class Make, class Give>
Exit read_all(Engine::Parts& parts, const Inputs& inputs, Make make_answer, Give give_answer) {
  const auto options = intake_options(inputs, parts.settings.stop);
  if (!options) return parts.report(options.error());
  const Gathered gathered = gather(inputs.paths, *options);
  const size_t count = gathered.files.size() + inputs.texts.size();
  parts.progress("reading", 0, count);
  const auto extractor = choose_extractor(parts, inputs.extractor);
  if (!extractor) return parts.report(extractor.error());
  Tally tally;
  for (const auto& problem : gathered.problems) ++tally.failed, parts.report(problem);
  for (const auto& list : gathered.lists) ++tally.failed, parts.report(not_a_document(list));
  if (!gathered.left_out.empty()) parts.note(left_out_note(gathered.left_out));

  struct Answer {
    std::invoke_result_t<Make, Document&&, std::vector<Claim>&&> made;
    std::string note;
  };
  const auto make = [&](size_t i) -> Result<Answer> {
    if (parts.stopped()) return fail(Code::interrupted, "stopped");
    auto document = nth_document(gathered, inputs, i, *options);
    if (!document) return std::unexpected(document.error());
    auto claims = extract_claims(*document, **extractor);
    if (!claims) return std::unexpected(claims.error());
    std::string note = language_note(*document);
    return Answer{make_answer(std::move(*document), std::move(*claims)), std::move(note)};
  };
  const auto give = [&](size_t i, Result<Answer>&& answer) {
    if (parts.stopped()) return false;
    if (!answer) ++tally.failed, parts.report(answer.error());
    else if (!answer->note.empty()) parts.note(answer->note);
    if (answer && !give_answer(answer->made, tally)) return tally.cut_off = true, false;
    parts.progress("reading", i + 1, count);
    return true;
  };
  ordered_work(count, parts.threads(), make, give);
  return tally.end(parts);
}

}  // namespace

Exit Engine::read(const Inputs& inputs, const std::function<bool(const ClaimRecord&)>& take) {
  const auto make = [](Document&&, std::vector<Claim>&& claims) {
    std::vector<ClaimRecord> out;
    for (const auto& claim : claims) out.push_back(record_of(claim, 0));
    return out;
  };
  return read_all(*parts_, inputs, make, [&](const std::vector<ClaimRecord>& claims, Tally& tally) {
    for (const auto& claim : claims)
      if (++tally.found; !take(claim)) return false;
    return true;
  });
}

Exit Engine::read_records(
    const Inputs& inputs,
    const std::function<bool(const DocumentRecord&, size_t, const std::string&)>& take) {
  struct Made {
    DocumentRecord document;
    size_t claims;
    std::string line;
  };
  const auto make = [](Document&& document, std::vector<Claim>&& claims) {
    Made out{record_of(document), claims.size(), {}};
    Replayed record;
    record.document = {std::move(document), std::move(claims)};
    out.line = archive_line(record);
    return out;
  };
  return read_all(*parts_, inputs, make, [&](const Made& made, Tally& tally) {
    ++tally.found;
    return take(made.document, made.claims, made.line);
  });
}

}  // namespace entente
