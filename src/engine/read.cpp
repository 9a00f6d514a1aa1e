// Documents to claims without a ledger: intake and reading on many threads, claims out in order.
#include <functional>
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

// Claims of a part of a long document, on the thread that gives; false when no more is wanted.
using GivePart = std::function<bool(std::vector<Claim>&&, Tally&)>;

// make(Document&&, vector<Claim>&&) on any thread; give(what it made, tally) in order on this one,
// false when no more is wanted. Of long documents `give_part` takes the claims, unless it is empty.
template <class Make, class Give>
Exit read_all(Engine::Parts& parts, const Inputs& inputs, Make make_answer, Give give_answer,
              const GivePart& give_part = {}) {
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
    std::optional<Document> unread = {};  // a long one
  };
  const auto make = [&](size_t i) -> Result<Answer> {
    if (parts.stopped()) return fail(Code::interrupted, "stopped");
    auto document = nth_document(gathered, inputs, i, *options);
    if (!document) return std::unexpected(document.error());
    std::string note = language_note(*document);
    if (give_part && is_long(*document)) return Answer{{}, std::move(note), std::move(*document)};
    auto claims = extract_claims(*document, **extractor);
    if (!claims) return std::unexpected(claims.error());
    return Answer{make_answer(std::move(*document), std::move(*claims)), std::move(note)};
  };
  // False when no more is wanted; an error is the document's alone.
  const auto give_parts = [&](const Document& document) -> Result<bool> {
    bool wanted = true;
    const Status read =
        extract_by_parts(document, **extractor, parts.threads(), [&](std::vector<Claim>&& claims) {
          return wanted = !parts.stopped() && give_part(std::move(claims), tally);
        });
    if (!read) return std::unexpected(read.error());
    return wanted;
  };
  const auto give = [&](size_t i, Result<Answer>&& answer) {
    if (parts.stopped()) return false;
    Result<bool> wanted = true;
    if (!answer) wanted = std::unexpected(answer.error());
    else if (!answer->note.empty()) parts.note(answer->note);
    if (answer)
      wanted = answer->unread ? give_parts(*answer->unread) : give_answer(answer->made, tally);
    if (!wanted) ++tally.failed, parts.report(wanted.error());
    else if (!*wanted) return tally.cut_off = !parts.stopped(), false;
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
  const auto give = [&](const std::vector<ClaimRecord>& claims, Tally& tally) {
    for (const auto& claim : claims)
      if (++tally.found; !take(claim)) return false;
    return true;
  };
  const auto give_part = [&](std::vector<Claim>&& claims, Tally& tally) {
    return give(make({}, std::move(claims)), tally);
  };
  return read_all(*parts_, inputs, make, give, give_part);
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
