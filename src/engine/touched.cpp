#include "engine/touched.h"

#include <algorithm>

#include "engine/kin.h"

namespace entente {
namespace {

// The claims that judgements made or undone since then speak of; nothing when one may touch any.
Result<std::optional<Kin::Rows>> judged_since(int64_t revision, const View& view) {
  const auto judgements = view.judgements();
  if (!judgements) return std::unexpected(judgements.error());
  Kin::Rows out;
  for (const auto& stored : *judgements) {
    const Judgement& j = stored.judgement;
    if (stored.revision <= revision && stored.undone_by <= revision) continue;
    if (j.kind == JudgementKind::undo) continue;  // what it undid says so
    const bool of_claims = j.kind == JudgementKind::reject || j.kind == JudgementKind::same ||
                           j.kind == JudgementKind::different;
    if (!of_claims) return std::nullopt;
    for (const auto& id : {j.a, j.b}) {
      if (id.empty()) continue;
      const auto claims = view.rows_of({.id = id});
      if (!claims) return std::unexpected(claims.error());
      const auto of_document = view.rows_of_document(id);
      if (!of_document) return std::unexpected(of_document.error());
      out.insert(out.end(), (*claims)->begin(), (*claims)->end());
      out.insert(out.end(), of_document->begin(), of_document->end());
    }
  }
  return out;
}

Result<WeighedLedger> weigh_kin(Kin& kin, const Kin& wanted, const View& view, WeighedLedger out) {
  auto claims = kin.claims();
  const auto revision = view.revision();
  if (!claims || !revision) return std::unexpected(claims ? revision.error() : claims.error());
  out.claims = std::move(*claims);
  out.revision = *revision;
  out.propositions = weigh(out.claims, out.options);
  std::erase_if(out.propositions, [&](const Proposition& p) {
    return !wanted.wanted(p) && std::ranges::none_of(p.claims, [&](ClaimIndex c) {
      return wanted.judged(out.claims[c]);
    });
  });
  return out;
}

}  // namespace

Result<std::optional<BeforeAndAfter>> weigh_touched(const WeighQuery& query, int64_t revision,
                                                    const View& view, const View& earlier,
                                                    const Dictionaries& dictionaries,
                                                    const Measures& measures) {
  const auto judged = judged_since(revision, view);
  if (!judged) return std::unexpected(judged.error());
  if (!*judged) return std::nullopt;
  BeforeAndAfter out;
  for (const auto& [in, to] : {std::pair(&earlier, &out.before), std::pair(&view, &out.after)}) {
    auto options = weigh_options(query, *in, dictionaries, measures);
    if (!options) return std::unexpected(options.error());
    to->options = std::move(*options);
  }
  const auto first = view.last_row(revision), last = view.last_row(INT64_MAX);
  if (!first || !last) return std::unexpected(first ? last.error() : first.error());
  Kin::Rows rows = **judged;
  for (int64_t row = *first + 1; row <= *last; ++row) rows.push_back(row);
  const WeighOptions after_options = out.after.options, before_options = out.before.options;
  Kin after(view, after_options), before(earlier, before_options);
  after.want(rows);
  after.changed_after(*first);
  auto weighed = weigh_kin(after, after, view, std::move(out.after));
  if (!weighed) return std::unexpected(weighed.error());
  out.after = std::move(*weighed);
  before.want_same_as(after);
  weighed = weigh_kin(before, after, earlier, std::move(out.before));
  if (!weighed) return std::unexpected(weighed.error());
  out.before = std::move(*weighed);
  return out;
}

}  // namespace entente
