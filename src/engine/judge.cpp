// Judgements: what an analyst typed becomes full ids that the ledger holds, or an error that says
// which one it does not; then one revision.
#include <algorithm>

#include "base/text.h"
#include "engine/clock.h"
#include "engine/name_keys.h"
#include "engine/parts.h"
#include "engine/records.h"
#include "ledger/view.h"
#include "ledger/writer.h"

namespace entente {
namespace {

constexpr size_t kPrefixMin = 4;  // digits of an id, so that a slip does not name a claim

Result<std::string> only_one(const std::vector<std::string>& found, const std::string& what,
                             const std::string& asked) {
  if (found.size() == 1) return found[0];
  if (found.empty())
    return fail(Code::not_found, "no such " + what, {}, asked, "entente show " + asked);
  return fail(Code::bad_argument, "more than one " + what + " begins so", {}, asked,
              found[0] + ", " + found[1] + (found.size() > 2 ? ", …" : ""));
}

Result<std::vector<std::string>> claims_beginning(const View& view, const std::string& prefix) {
  std::vector<std::string> out;
  if (prefix.size() < kPrefixMin) return out;
  const auto done = view.claims({.id = prefix, .with_rejected = true}, [&](StoredClaim&& c) {
    out.push_back(std::move(c.claim.id));
    return out.size() < 3;
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<std::string> claim_named(const View& view, const std::string& asked) {
  const auto found = claims_beginning(view, asked);
  if (!found) return std::unexpected(found.error());
  return only_one(*found, "claim", asked);
}

Result<std::string> claim_or_document(const View& view, const std::string& asked) {
  auto found = claims_beginning(view, asked);
  if (!found) return std::unexpected(found.error());
  if (asked.size() >= kPrefixMin) {
    const auto documents = view.document_ids(asked, 3);
    if (!documents) return std::unexpected(documents.error());
    found->insert(found->end(), documents->begin(), documents->end());
  }
  return only_one(*found, "claim or document", asked);
}

Result<std::string> entity_named(const View& view, const std::string& asked) {
  const auto entity = view.entity(asked);
  if (!entity) return std::unexpected(entity.error());
  return only_one(*entity ? std::vector{asked} : std::vector<std::string>{}, "entity", asked);
}

Result<std::string> source_named(const View& view, const std::string& asked) {
  const auto found = view.sources_named(asked);
  if (!found) return std::unexpected(found.error());
  if (found->empty())
    return fail(Code::not_found, "no document or list comes from this source", {}, asked,
                "name it as `entente claims` shows it");
  return std::find(found->begin(), found->end(), asked) != found->end() ? asked : found->front();
}

// Grades: a letter is of a source, a digit of a claim.
Result<Judgement> graded(const View& view, const JudgeRequest& r, Judgement out) {
  const std::string grade = r.targets.size() > 1 ? r.targets[1] : "";
  out.value = grade.size() == 1 && is_lower(grade[0])
                  ? std::string(1, static_cast<char>(grade[0] - 32))
                  : grade;
  const bool of_claim = out.value.size() == 1 && is_digit(out.value[0]);
  const auto target = of_claim ? claim_named(view, r.targets[0]) : source_named(view, r.targets[0]);
  if (!target) return std::unexpected(target.error());
  out.a = *target;
  return out;
}

Result<std::string> judgement_at(const View& view, const std::string& asked) {
  const auto all = view.judgements();
  if (!all) return std::unexpected(all.error());
  for (const auto& j : *all)
    if (std::to_string(j.revision) == asked) return j.id;
  return fail(Code::not_found, "no judgement entered at this revision", {}, asked,
              "entente judgements lists them; a document is set aside by: entente judge reject ID");
}

Result<Judgement> judgement_of(const JudgeRequest& r, const View& view) {
  const auto kind = find_judgement_kind(lower(r.kind));
  if (!kind) {
    std::vector<std::string> words;
    for (const auto& row : judgement_kinds()) words.emplace_back(row.name);
    const std::string near = suggest(r.kind, words);
    return fail(Code::bad_argument, "no such judgement", {}, r.kind,
                near.empty() ? "one of: " + join(words, ", ") : "did you mean " + near + "?");
  }
  Judgement out{*kind, {}, {}, {}, std::string(trim(r.who)), std::string(trim(r.why))};
  if (r.targets.empty()) return out;  // check() says what is missing
  using enum JudgementKind;
  if (*kind == regrade) return graded(view, r, std::move(out));
  if (*kind == match || *kind == clear) {  // the entity may be of an index, which no ledger has
    out.a = r.targets[0];
    if (r.targets.size() > 1) out.b = r.targets[1];
    if (r.targets.size() > 2) out.value = r.targets[2];
    return out;
  }
  if (*kind == correct && r.targets.size() > 1) out.value = std::string(trim(r.targets[1]));
  const size_t ids_max = *kind == correct ? 1 : 2;
  const auto resolve = *kind == merge || *kind == split ? &entity_named
                       : *kind == reject                ? &claim_or_document
                       : *kind == undo                  ? &judgement_at
                                                        : &claim_named;
  for (auto [at, target] : {std::pair{size_t{0}, &out.a}, {size_t{1}, &out.b}}) {
    if (at >= std::min(r.targets.size(), ids_max)) break;
    auto id = resolve(view, r.targets[at]);
    if (!id) return std::unexpected(id.error());
    *target = std::move(*id);
  }
  return out;
}

JudgementRecord record_of(const StoredJudgement& j) {
  JudgementRecord out{j.id,
                      std::string(name(j.judgement.kind)),
                      j.judgement.a,
                      j.judgement.b,
                      j.judgement.value,
                      j.judgement.who,
                      j.judgement.why,
                      j.added,
                      j.revision,
                      j.undone_by,
                      false,
                      {}};
  out.json = json_of(out);
  return out;
}

}  // namespace

Exit Engine::judge(const JudgeRequest& request,
                   const std::function<void(const JudgementRecord&)>& take) {
  const std::string& path = parts_->settings.ledger;
  Result<Judgement> judgement;
  {
    const auto view = View::open(path);
    if (!view) return parts_->report(view.error());
    judgement = judgement_of(request, *view);
    if (!judgement) return parts_->report(judgement.error());
  }
  auto writer = Writer::open(path, make_name_keys(), parts_->writing());
  if (!writer) return parts_->report(writer.error());
  const auto outcome = writer->add_judgement(*judgement, now_utc());
  if (!outcome) return parts_->report(outcome.error());
  const auto view = View::open(path);
  if (!view) return parts_->report(view.error());
  const auto all = view->judgements();
  if (!all) return parts_->report(all.error());
  for (const auto& j : *all)
    if (j.id == outcome->id) {
      auto record = record_of(j);
      record.is_new = outcome->added;
      take(record);
    }
  return Exit::done;
}

Exit Engine::judgements(const LedgerTime& at,
                        const std::function<bool(const JudgementRecord&)>& take) {
  const auto view = parts_->view(at);
  if (!view) return parts_->report(view.error());
  const auto all = view->judgements();
  if (!all) return parts_->report(all.error());
  Tally tally;
  for (const auto& j : *all) {
    ++tally.found;
    if (!take(record_of(j))) return Exit::done;
  }
  return tally.end(*parts_);
}

}  // namespace entente
