// The kin of denials. What one is about is not always plain: it may name no recipient, or goods at
// large, and it stands by itself as long as it covers nothing. Twin: weighing the whole ledger
// (kin_test.cpp).
#include <algorithm>

#include "engine/kin.h"

namespace entente {
namespace {

bool fits(const Leg& denial, const PropositionKey& key) {
  const auto goods = goods_covered(denial.key);
  const bool recipient = denial.key.to == key.to || names_no_recipient(denial) || denial.to_anyone;
  return recipient && (goods.empty() || std::ranges::find(goods, key.what) != goods.end());
}

int64_t goods_bits(int64_t number) { return number & 0xFFFF; }
int64_t recipients_in(int64_t number) { return number >> 16 & 0xFFFF; }

// The goods that a denial covers, as numbers have them; empty: any.
std::set<int64_t> goods_bits_of(const Leg& denial) {
  std::set<int64_t> out;
  PropositionKey key = denial.key;
  for (const auto& what : goods_covered(denial.key)) {
    key.what = what;
    out.insert(goods_bits(assertions_of(key).first));
  }
  return out;
}

}  // namespace

Status Kin::ask_assertions(const Leg& denial) {
  const Days ever;
  if (names_no_recipient(denial) || denial.to_anyone) return ask(&assertions_by, denial.key, ever);
  PropositionKey key = denial.key;
  if (key.what.empty()) return ask(&assertions_to, key, ever);
  for (const auto& what : goods_covered(denial.key)) {
    key.what = what;
    if (auto ok = ask(&assertions_of, key, ever); !ok) return ok;
  }
  return {};
}

// All that the denial may cover, and those alike: it may stand with them by itself.
Status Kin::want_covered(const Leg& denial) {
  if (!denied_identities_.insert(identity(denial.key)).second) return {};
  covered_[deed_of(denial.key)].push_back(denial);
  ++denials_asked_;
  for (auto* range : {&denials_to, &denials_at_large})
    if (auto ok = ask(range, denial.key, {}); !ok) return ok;
  return ask_assertions(denial);
}

// What it covers at its time; more only if that turns out to be nothing.
Status Kin::want_denied(const Leg& denial, const Reach& reach) {
  if (names_no_recipient(denial) || denial.to_anyone) return want_covered(denial);
  auto& list = denied_[deed_of(denial.key)];
  const std::string what = identity(denial.key);
  for (const auto& d : list)
    if (d.days == reach.days && identity(d.leg.key) == what) return {};
  list.push_back({denial, reach.days});
  ++denials_asked_;
  return ask_assertions(denial);
}

// All numbers of a deed, without its claims.
Result<Kin::Deed*> Kin::deed(const PropositionKey& key) {
  const auto [at, fresh] = whole_.try_emplace(deed_of(key));
  if (!fresh) return &at->second;
  const auto keys = spellings(key);
  if (!keys) return std::unexpected(keys.error());
  std::set<Range> ranges;
  for (const auto& one : *keys) {
    const auto [first, last] = assertions_by(one);
    ranges.emplace(first, last);
  }
  std::vector<View::Numbers> list;
  for (const auto& [first, last] : ranges) list.push_back({first, last});
  const auto done = view_.numbered(
      list, [&](const View::Numbered& n) { at->second[n.number].rows.push_back(n.row); });
  if (!done) return std::unexpected(done.error());
  return &at->second;
}

Result<size_t> Kin::recipients(const Leg& denial, int64_t row_max, size_t enough) {
  const auto things = deed(denial.key);
  if (!things) return std::unexpected(things.error());
  const auto goods = goods_bits_of(denial);
  const bool anyone = names_no_recipient(denial) || denial.to_anyone;
  const auto keys_to = spellings(denial.key);
  if (!keys_to) return std::unexpected(keys_to.error());
  std::set<int64_t> to;
  for (const auto& key : *keys_to) to.insert(recipients_in(assertions_of(key).first));
  std::set<std::vector<std::string>> found;
  for (auto& [number, thing] : **things) {
    if (!goods.empty() && !goods.contains(goods_bits(number))) continue;
    if (!anyone && !to.contains(recipients_in(number))) continue;
    const bool all = row_max >= *std::ranges::max_element(thing.rows);
    auto keys = all ? thing.keys : std::nullopt;
    if (!keys) {
      if (auto ok = load(thing.rows); !ok) return std::unexpected(ok.error());
      std::vector<Claim> claims;
      for (const int64_t row : thing.rows)
        if (const auto at = known_.find(row); at != known_.end() && row <= row_max)
          claims.push_back(at->second.stored.claim);
      keys.emplace();
      for (const auto& group : group_claims(claims, bare_))
        if (!group.asserts.empty()) keys->push_back(group.key);
      if (all) thing.keys = keys;
    }
    for (const auto& key : *keys)
      if (covers(denial, key)) found.insert(key.to);
    if (found.size() >= enough) break;
  }
  return found.size();
}

// A denial that names no recipient, of a deed that is wanted.
Status Kin::find_meant(const Known& known, const Leg& denial) {
  const auto told = view_.rows_of_document(known.stored.claim.document.id);
  if (!told) return std::unexpected(told.error());
  if (auto ok = load(*told); !ok) return ok;
  for (const int64_t one : *told)
    if (const auto at = known_.find(one); at != known_.end())
      for (const auto& [leg, deed] : at->second.told)
        if (!leg.denies && deed == deed_of(denial.key))
          if (auto ok = ask(&assertions_of, leg.key, {}); !ok) return ok;
  const auto several = recipients(denial, INT64_MAX, 2);
  return several ? Status{} : std::unexpected(several.error());
}

// Whether one of the claims that are known, up to a row, asserts at its own time what it covers,
// and no other can change that.
bool Kin::knows_covered(const Leg& denial, int64_t row_max) const {
  const auto rows = asserting_.find(deed_of(denial.key));
  if (rows == asserting_.end()) return false;
  for (const Known* one : rows->second) {
    const Known& known = *one;
    if (known.stored.row > row_max || !known.counts || known.reach.undated) continue;
    if (known.reach.days.start == LONG_MIN) continue;  // others may tell when it began
    for (const auto& [leg, deed] : known.told)
      if (!leg.denies && fits(denial, leg.key) && covers(denial, leg.key)) return true;
  }
  return false;
}

// Whether the denial covered something before, for one that names its recipient.
Result<bool> Kin::covered_already(const Leg& denial, const Reach& reach) {
  if (knows_covered(denial, *before_)) return true;
  std::vector<View::Numbers> ranges;
  PropositionKey key = denial.key;
  const auto goods = goods_covered(denial.key);
  for (const auto& what : goods.empty() ? std::vector<std::string>{""} : goods) {
    key.what = what;
    const auto keys = spellings(key);
    if (!keys) return std::unexpected(keys.error());
    for (const auto& one : *keys) {
      const auto range = goods.empty() ? assertions_to(one) : assertions_of(one);
      ranges.push_back({range.first, range.last, 0});
    }
  }
  Rows rows;
  bool undated = false;
  const auto done = view_.numbered(ranges, [&](const View::Numbered& n) {
    const Reach its = reach_from(n.time);
    if (n.row > *before_) return;
    undated = undated || its.undated || its.days.start == LONG_MIN;
    if (!its.undated && entente::meet(covered_days(its), reach.days)) rows.push_back(n.row);
  });
  if (!done) return std::unexpected(done.error());
  constexpr size_t kAtOnce = 32;  // most often the first will do
  for (size_t i = 0; i < rows.size(); i += kAtOnce) {
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), i + kAtOnce));
    if (auto ok = load({rows.begin() + static_cast<std::ptrdiff_t>(i), end}); !ok)
      return std::unexpected(ok.error());
    if (knows_covered(denial, *before_)) return true;
  }
  if (!undated) return false;
  const auto found = recipients(denial, *before_, 1);
  if (!found) return std::unexpected(found.error());
  return *found == 1;
}

// Something that the denial may cover has changed. It stood by itself before when it covered
// nothing, or when it named no recipient and may have meant two; where it may be another matter
// now, all of it is looked at.
Status Kin::want_changed(const Leg& denial, const Reach& reach) {
  const auto at = changed_.find(deed_of(denial.key));
  if (at == changed_.end()) return {};
  bool touched = false;
  for (const auto& [key, its, judged] : at->second) {
    if (!fits(denial, key)) continue;
    bool meets = its.undated, narrowed = false;
    for (const auto& days : asserted_.at(identity(key)).line.covered()) {
      meets = meets || entente::meet(days, reach.days);
      narrowed = narrowed || days.start == LONG_MIN;  // where a claim tells of a beginning
    }
    if (meets && (judged || narrowed)) return want_covered(denial);
    touched = touched || meets;
  }
  if (!touched) return {};
  if (names_no_recipient(denial) || denial.to_anyone) {
    const size_t enough = names_no_recipient(denial) ? 2 : 1;
    const auto already = recipients(denial, *before_, enough);
    if (!already) return std::unexpected(already.error());
    return *already == enough ? Status{} : want_covered(denial);
  }
  const auto already = covered_already(denial, reach);
  if (!already) return std::unexpected(already.error());
  return *already ? Status{} : want_covered(denial);
}

Status Kin::meet_assertion(const Known& known, const Told& told) {
  if (const auto at = covered_.find(told.deed); at != covered_.end())
    for (size_t i = 0; i < at->second.size(); ++i)
      if (fits(at->second[i], told.leg.key))
        if (auto ok = want_asserted(told.leg.key, nullptr); !ok) return ok;
  const auto at = denied_.find(told.deed);
  if (at == denied_.end()) return {};
  for (size_t i = 0; i < at->second.size(); ++i) {
    const Denied& d = at->second[i];
    const bool meets = known.reach.undated || entente::meet(d.days, covered_days(known.reach));
    if (!meets || !fits(d.leg, told.leg.key)) continue;
    if (auto ok = want_asserted(told.leg.key, &known.reach); !ok) return ok;
    const auto thing = asserted(told.leg.key);
    if (!thing) return std::unexpected(thing.error());
    // It covers what has no time whenever that is.
    if (known.reach.undated && (*thing)->line.want_undated()) unsettled_.insert(*thing);
  }
  return {};
}

// A denial that is asked for and covers nothing stands with those alike.
Status Kin::settle_denied() {
  for (auto& [deed, denials] : denied_)
    for (auto& d : denials) {
      if (d.alone || knows_covered(d.leg, INT64_MAX)) continue;
      d.alone = true;
      if (auto ok = want_covered(d.leg); !ok) return ok;
    }
  return {};
}

}  // namespace entente
