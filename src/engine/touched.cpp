#include "engine/touched.h"

#include <algorithm>
#include <array>

#include "base/ordered_work.h"
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
    if (j.kind == JudgementKind::undo) continue;    // what it undid says so
    if (j.kind == JudgementKind::accept) continue;  // nothing counts otherwise for it
    if (j.kind == JudgementKind::match || j.kind == JudgementKind::clear)
      continue;  // nor for these
    const bool of_claims = j.kind == JudgementKind::reject || j.kind == JudgementKind::same ||
                           j.kind == JudgementKind::different || j.kind == JudgementKind::correct;
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

// The propositions that were asked for, of the claims that are held.
void weigh_wanted(const Kin& kin, WeighedLedger& out) {
  out.propositions = weigh(out.claims, out.options, [&](const Proposition& p) {
    return kin.wanted(p) ||
           std::ranges::any_of(p.claims, [&](ClaimIndex c) { return kin.judged(out.claims[c]); });
  });
}

Status begin(const WeighQuery& query, const View& view, const Dictionaries& dictionaries,
             const Measures& measures, WeighedLedger& out) {
  auto options = weigh_options(query, view, dictionaries, measures);
  const auto revision = view.revision();
  if (!options || !revision) return std::unexpected(options ? revision.error() : options.error());
  out.options = std::move(*options);
  out.revision = *revision;
  return {};
}

// The ledger as it was, where a list that came since may have given its mentions other entities.
Status weigh_earlier(const View& earlier, const Kin& later, WeighedLedger& out) {
  Kin kin(earlier, out.options);
  kin.want_same_as(later);
  auto claims = kin.claims();
  if (!claims) return std::unexpected(claims.error());
  out.hold(std::move(*claims));
  weigh_wanted(kin, out);
  return {};
}

}  // namespace

Result<std::optional<BeforeAndAfter>> weigh_touched(const WeighQuery& query, int64_t revision,
                                                    const View& view, const View& earlier,
                                                    const Dictionaries& dictionaries,
                                                    const Measures& measures, size_t threads) {
  const auto judged = judged_since(revision, view);
  if (!judged) return std::unexpected(judged.error());
  if (!*judged) return std::nullopt;
  BeforeAndAfter out;
  for (const auto& [in, to] : {std::pair(&earlier, &out.before), std::pair(&view, &out.after)})
    if (auto ok = begin(query, *in, dictionaries, measures, *to); !ok)
      return std::unexpected(ok.error());
  out.before.options.parts.history = false;  // what was there is told by its last standing
  const auto first = view.last_row(revision), last = view.last_row(INT64_MAX);
  if (!first || !last) return std::unexpected(first ? last.error() : first.error());
  Kin::Rows rows = **judged;
  for (int64_t row = *first + 1; row <= *last; ++row) rows.push_back(row);
  const auto reading = std::make_shared<Kin>(view, out.after.options);
  Kin& kin = *reading;
  out.left = reading;
  kin.want(rows);
  kin.changed_after(*first);
  kin.use_threads(threads);
  auto claims = kin.claims();
  if (!claims) return std::unexpected(claims.error());
  out.after.hold(std::move(*claims));
  const auto listed = view.has_lists_after(revision);
  if (!listed) return std::unexpected(listed.error());
  if (*listed) {
    weigh_wanted(kin, out.after);
    if (auto ok = weigh_earlier(earlier, kin, out.before); !ok) return std::unexpected(ok.error());
    return out;
  }
  out.before.held = out.after.held;
  out.before.claims = out.after.claims.first(kin.count_until(*first));
  const std::array both{&out.before, &out.after};
  ordered_work(
      both.size(), threads, [&](size_t i) { return weigh_wanted(kin, *both[i]), true; },
      [](size_t, bool done) { return done; });
  return out;
}

}  // namespace entente
