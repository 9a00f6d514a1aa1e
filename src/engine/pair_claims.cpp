#include "engine/pair_claims.h"

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "engine/kin.h"
#include "engine/quote_context.h"
#include "engine/weighing.h"
#include "ledger/claim_rows.h"
#include "ledger/rows.h"
#include "weighing/actors.h"

namespace entente {
namespace {

using Rows = Kin::Rows;

// Gifts of one to somebody who gives such to the other, and whoever mediates for either.
Result<Rows> middles(const View& view, const std::string& a, const std::string& b,
                     const std::map<std::string, std::string>& state_names) {
  std::set<uint32_t> states;  // give and get most goods, and are no middle
  for (const auto& [code, name] : state_names) states.insert(middle_number(fold_name(name), true));
  Rows rows;
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
    if (auto ok = gifts_in(gifts_from(from), out); !ok) return std::unexpected(ok.error());
    if (out.empty()) continue;
    if (auto ok = gifts_in(gifts_to(to), in); !ok) return std::unexpected(ok.error());
    for (const auto& [one, other] : {std::pair(&out, &in), std::pair(&in, &out)})
      for (const auto& [gift, row] : *one)
        if (other->contains(gift)) rows.push_back(row);
  }
  const NumberRange of_a = mediations_with(a), of_b = mediations_with(b);
  const View::Numbers ranges[] = {{of_a.first, of_a.last}, {of_b.first, of_b.last}};
  const auto done = view.numbered(ranges, [&](const View::Numbered& n) { rows.push_back(n.row); });
  if (!done) return std::unexpected(done.error());
  return rows;
}

// middles() on a thread of its own: an index is walked for them while the claims of the pair are
// read. The same state of the ledger, since the view is held.
class MiddlesBeside {
 public:
  MiddlesBeside(const View& view, const std::string& a, const std::string& b,
                const WeighOptions& options) {
    auto other = view.again();
    if (!other) {
      found_ = std::unexpected(other.error());
      return;
    }
    view_.emplace(std::move(*other));
    thread_ = std::jthread([&] {
      found_ = middles(*view_, a, b, options.names);
      view_.reset();
    });
  }
  Result<Rows> take() {
    if (thread_.joinable()) thread_.join();
    return std::move(found_);
  }

 private:
  Result<Rows> found_;
  std::optional<View> view_;
  std::jthread thread_;  // ends before what it fills
};

}  // namespace

Result<PairClaims> claims_of_pair(const View& view, const ClaimFilter& filter, const std::string& a,
                                  const std::string& b, const WeighOptions& options,
                                  KnownContexts& contexts) {
  const auto touches = [&](const Claim& claim, const std::string& key) {
    return names_actor(claim, key, options);
  };
  const auto reading = std::make_shared<Kin>(
      view, options, filter, [&](const Claim& c) { return touches(c, a) || touches(c, b); });
  Kin& kin = *reading;
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
  MiddlesBeside beside(view, a, b, options);
  ClaimFilter both = filter;
  both.any_role = true;
  both.actors = {{{.state = a}}, {{.state = b}}};
  const auto rows = view.rows_of(both);
  if (!rows) return std::unexpected(rows.error());
  const auto any = kin.want(**rows, [&](const StoredClaim& stored) {
    return stored.rejected == 0 && touches(stored.claim, a) && touches(stored.claim, b);
  });
  if (!any) return std::unexpected(any.error());
  if (!*any) return PairClaims{};
  const auto in_the_middle = beside.take();
  if (!in_the_middle) return std::unexpected(in_the_middle.error());
  kin.add(*in_the_middle);
  auto claims = kin.stored();
  if (!claims) return std::unexpected(claims.error());
  return PairClaims{std::move(*claims), reading};
}

}  // namespace entente
