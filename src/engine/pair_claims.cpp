#include "engine/pair_claims.h"

#include <map>
#include <mutex>
#include <set>

#include "engine/kin.h"
#include "engine/quote_context.h"
#include "engine/weighing.h"
#include "ledger/claim_rows.h"
#include "ledger/rows.h"
#include "weighing/actors.h"

namespace entente {
namespace {

// Gifts of one to somebody who gives such to the other, and whoever mediates for either.
Status add_middles(const View& view, const std::string& a, const std::string& b,
                   const std::map<std::string, std::string>& state_names, Kin& kin) {
  std::set<uint32_t> states;  // give and get most goods, and are no middle
  for (const auto& [code, name] : state_names) states.insert(middle_number(fold_name(name), true));
  Kin::Rows rows;
  for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
    using Gift = std::pair<uint32_t, uint32_t>;  // goods, middle
    const auto gifts_in = [&](NumberRange range, std::multimap<Gift, int64_t>& out) {
      const View::Numbers ranges[] = {{range.first, range.last}};
      return view.numbered(ranges, [&](const View::Numbered& n) {
        const uint32_t middle = middle_in(n.number);
        // An entity may bear another name in the other claim.
        if (!states.contains(middle))
          out.emplace(Gift(goods_in(n.number), view.has_lists() ? 0 : middle >> 1), n.row);
      });
    };
    std::multimap<Gift, int64_t> out, in;
    if (auto ok = gifts_in(gifts_from(from), out); !ok) return ok;
    if (out.empty()) continue;
    if (auto ok = gifts_in(gifts_to(to), in); !ok) return ok;
    for (const auto& [one, other] : {std::pair(&out, &in), std::pair(&in, &out)})
      for (const auto& [gift, row] : *one)
        if (other->contains(gift)) rows.push_back(row);
  }
  const NumberRange of_a = mediations_with(a), of_b = mediations_with(b);
  const View::Numbers ranges[] = {{of_a.first, of_a.last}, {of_b.first, of_b.last}};
  const auto done = view.numbered(ranges, [&](const View::Numbered& n) { rows.push_back(n.row); });
  if (done) kin.add(rows);
  return done;
}

}  // namespace

Result<std::vector<StoredClaim>> claims_of_pair(const View& view, const ClaimFilter& filter,
                                                const std::string& a, const std::string& b,
                                                const WeighOptions& options,
                                                KnownContexts& contexts) {
  const auto touches = [&](const Claim& claim, const std::string& key) {
    return names_actor(claim, key, options);
  };
  Kin kin(view, options, filter, [&](const Claim& c) { return touches(c, a) || touches(c, b); });
  kin.at_all_times();
  kin.use_threads(options.threads);
  std::mutex mutex;
  kin.note_each([&](const StoredClaim& stored) {
    const auto blocks = decode_blocks(stored.document->blocks);
    if (!blocks) return;  // shows nothing around
    auto context = context_of(stored.document->document.text, stored.document->map, *blocks,
                              stored.claim.quote);
    const std::lock_guard lock(mutex);
    contexts.try_emplace(stored.claim.id, std::move(context));
  });
  ClaimFilter both = filter;
  both.any_role = true;
  both.actors = {{{.state = a}}, {{.state = b}}};
  const auto rows = view.rows_of(both);
  if (!rows) return std::unexpected(rows.error());
  const auto any = kin.want(**rows, [&](const StoredClaim& stored) {
    return stored.rejected == 0 && touches(stored.claim, a) && touches(stored.claim, b);
  });
  if (!any) return std::unexpected(any.error());
  if (!*any) return std::vector<StoredClaim>{};
  if (auto ok = add_middles(view, a, b, options.names, kin); !ok)
    return std::unexpected(ok.error());
  return kin.stored();
}

}  // namespace entente
