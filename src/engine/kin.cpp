// What is wanted grows until nothing more follows from it:
//
//   a claim that asserts      wants each thing it tells: all that assert it, and the denials of it
//   a claim that denies       wants each thing that it may cover
//   a thing                   brings the denials to its recipients and those that name none
//   a denial that names none  brings what its own document tells of the deed, and as many other
//                             recipients as show that it may mean either (two are enough)
//   a judged claim            brings the other one of the judgement, and wants both
//
// Cost: a search in each block of `deeds` for each thing, and the claims of it. What a denial of a
// deed at large may cover is all that its doer does: asked about such a denial by itself, all of it
// is loaded. Twin: weighing the whole ledger (kin_test.cpp).
#include "engine/kin.h"

#include <fmt/format.h>

#include <algorithm>

#include "weighing/actors.h"

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

bool joins_or_parts(const Decision& d) {
  return d.act == DecisionAct::same || d.act == DecisionAct::different;
}

// Every way to write the list with one spelling for each actor, sorted as keys are.
std::vector<std::vector<std::string>> choices(
    const std::vector<std::string>& actors,
    const std::map<std::string, std::set<std::string>>& names) {
  std::vector<std::vector<std::string>> out{{}};
  for (const auto& actor : actors) {
    std::vector<std::vector<std::string>> longer;
    for (const auto& one : out)
      for (const auto& name : names.at(actor)) {
        longer.push_back(one);
        longer.back().push_back(name);
      }
    out = std::move(longer);
  }
  for (auto& one : out) std::ranges::sort(one);
  return out;
}

}  // namespace

Kin::Kin(const View& view, const WeighOptions& options, ClaimFilter filter,
         std::function<bool(const Claim&)> only)
    : view_(view),
      options_(options),
      bare_(options),
      filter_(std::move(filter)),
      only_(std::move(only)) {
  filter_.with_rejected = true;  // shown as set aside, with who rejected them
  std::erase_if(bare_.decisions, joins_or_parts);
}

void Kin::want_same_as(const Kin& other) {
  // A newer list may have given its mentions other entities.
  if (other.before_ && !other.view_.has_lists()) later_ = &other;
  for (const int64_t row : other.wanted_rows_)
    if (!other.before_ || row <= *other.before_) wanted_rows_.push_back(row);
  for (const auto& [identity, key] : other.asserted_) (void)want_asserted(key);
  for (const auto& [deed, legs] : other.denied_)
    for (const auto& leg : legs) (void)want_covered(leg);
}

Status Kin::load(const Rows& rows) {
  Rows fresh;
  for (const int64_t row : rows) {
    if (!tried_.insert(row).second) continue;
    const bool shared = later_ && later_->known_.contains(row) && row <= *later_->before_;
    if (shared) known_.emplace(row, later_->known_.at(row));
    else fresh.push_back(row);
  }
  std::ranges::sort(fresh);
  return view_.claims_at(fresh, filter_, [&](StoredClaim&& stored) {
    keep(std::move(stored));
    return true;
  });
}

void Kin::keep(StoredClaim&& stored) {
  if (only_ && !only_(stored.claim)) return;
  auto legs = legs_of(0, stored.claim, options_);
  const int64_t row = stored.row;
  known_.emplace(row, Known{std::move(stored), std::move(legs)});
}

void Kin::want(StoredClaim&& claim) {
  wanted_rows_.push_back(claim.row);
  if (tried_.insert(claim.row).second) keep(std::move(claim));
}

Status Kin::load_numbers() {
  std::vector<std::pair<int64_t, int64_t>> ranges(to_ask_.begin(), to_ask_.end());
  asked_.merge(to_ask_);
  to_ask_.clear();
  Rows rows;
  if (auto ok = view_.numbered(ranges, [&](int64_t, int64_t row) { rows.push_back(row); }); !ok)
    return ok;
  return load(rows);
}

// Names of listed entities are kept as they are written.
Result<std::vector<PropositionKey>> Kin::spellings(const PropositionKey& key) {
  for (const auto* actors : {&key.from, &key.to})
    for (const auto& actor : *actors) {
      const auto [at, fresh] = names_.try_emplace(actor, std::set<std::string>{actor});
      if (!fresh || is_state_code(actor) || !view_.has_lists()) continue;
      const auto words = view_.words_for(actor);
      if (!words) return std::unexpected(words.error());
      for (const auto& one : *words) at->second.insert(fold_name(one));
    }
  std::vector<PropositionKey> out;
  for (auto& from : choices(key.from, names_))
    for (auto& to : choices(key.to, names_)) {
      out.push_back(key);
      out.back().from = from, out.back().to = std::move(to);
    }
  return out;
}

Status Kin::ask(NumberRange (*range)(const PropositionKey&), const PropositionKey& key) {
  const auto keys = spellings(key);
  if (!keys) return std::unexpected(keys.error());
  for (const auto& one : *keys) {
    const auto [first, last] = range(one);
    if (!asked_.contains({first, last})) to_ask_.emplace(first, last);
  }
  return {};
}

Status Kin::want_asserted(const PropositionKey& key) {
  if (!asserted_.emplace(identity(key), key).second) return {};
  deeds_.insert(deed_of(key));
  for (auto* range : {&assertions_of, &denials_to, &denials_at_large})
    if (auto ok = ask(range, key); !ok) return ok;
  return {};
}

Status Kin::want_covered(const Leg& denial) {
  if (!denied_identities_.insert(identity(denial.key)).second) return {};
  denied_[deed_of(denial.key)].push_back(denial);
  for (auto* range : {&denials_to, &denials_at_large})
    if (auto ok = ask(range, denial.key); !ok) return ok;
  if (names_no_recipient(denial) || denial.to_anyone) return ask(&assertions_by, denial.key);
  PropositionKey key = denial.key;
  if (key.what.empty()) return ask(&assertions_to, key);
  for (const auto& what : goods_covered(denial.key)) {
    key.what = what;
    if (auto ok = ask(&assertions_of, key); !ok) return ok;
  }
  return {};
}

Status Kin::want_claim(const Known& known) {
  for (const auto& leg : known.legs)
    if (auto ok = leg.denies ? want_covered(leg) : want_asserted(leg.key); !ok) return ok;
  return {};
}

// All numbers of a deed, without its claims.
Result<Kin::Deed*> Kin::deed(const PropositionKey& key) {
  const auto [at, fresh] = whole_.try_emplace(deed_of(key));
  if (!fresh) return &at->second;
  const auto keys = spellings(key);
  if (!keys) return std::unexpected(keys.error());
  std::set<std::pair<int64_t, int64_t>> ranges;
  for (const auto& one : *keys) {
    const auto [first, last] = assertions_by(one);
    ranges.emplace(first, last);
  }
  const std::vector<std::pair<int64_t, int64_t>> list(ranges.begin(), ranges.end());
  const auto done = view_.numbered(
      list, [&](int64_t number, int64_t row) { at->second[number].rows.push_back(row); });
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
Status Kin::find_meant(int64_t row, const Leg& denial) {
  const auto told = view_.rows_of_document(known_.at(row).stored.claim.document.id);
  if (!told) return std::unexpected(told.error());
  if (auto ok = load(*told); !ok) return ok;
  for (const int64_t one : *told)
    if (const auto at = known_.find(one); at != known_.end())
      for (const auto& leg : at->second.legs)
        if (!leg.denies && deed_of(leg.key) == deed_of(denial.key))
          if (auto ok = ask(&assertions_of, leg.key); !ok) return ok;
  const auto several = recipients(denial, INT64_MAX, 2);
  return several ? Status{} : std::unexpected(several.error());
}

// Something that the denial may cover has changed. It stood by itself before when it covered
// nothing, or when it named no recipient and may have meant two; where it may be another matter
// now, all of it is looked at.
Status Kin::want_changed(const Leg& denial) {
  const auto at = changed_.find(deed_of(denial.key));
  if (at == changed_.end()) return {};
  bool touched = false;
  for (const auto& [key, judged] : at->second) {
    if (!fits(denial, key)) continue;
    if (judged) return want_covered(denial);
    touched = true;
  }
  if (!touched) return {};
  const bool none = names_no_recipient(denial);
  const auto already = recipients(denial, *before_, none ? 2 : 1);
  if (!already) return std::unexpected(already.error());
  return *already == (none ? 2 : 1) ? Status{} : want_covered(denial);
}

Status Kin::meet(int64_t row) {
  for (const auto& leg : known_.at(row).legs) {
    const std::string deed = deed_of(leg.key);
    if (!leg.denies) {
      if (const auto at = denied_.find(deed); at != denied_.end())
        for (size_t i = 0; i < at->second.size(); ++i)
          if (fits(at->second[i], leg.key))
            if (auto ok = want_asserted(leg.key); !ok) return ok;
      continue;
    }
    if (!deeds_.contains(deed) || !met_.emplace(row, identity(leg.key)).second) continue;
    if (names_no_recipient(leg))
      if (auto ok = find_meant(row, leg); !ok) return ok;
    if (before_)
      if (auto ok = want_changed(leg); !ok) return ok;
  }
  return {};
}

Status Kin::follow_judgements() {
  std::map<std::string_view, int64_t> rows;
  for (const auto& d : options_.decisions) {
    if (!joins_or_parts(d) || (judged_.contains(d.a) && judged_.contains(d.b))) continue;
    if (rows.empty())
      for (const auto& [row, known] : known_) rows.emplace(known.stored.claim.id, row);
    if (!rows.contains(d.a) && !rows.contains(d.b)) continue;
    for (const auto& id : {d.a, d.b}) {
      if (!judged_.insert(id).second) continue;
      const auto found = view_.rows_of({.id = id});
      if (!found) return std::unexpected(found.error());
      if (auto ok = load(**found); !ok) return ok;
      for (const int64_t row : **found)
        if (const auto at = known_.find(row); at != known_.end())
          if (auto ok = want_claim(at->second); !ok) return ok;
    }
  }
  return {};
}

// One round; whether anything was found.
Result<bool> Kin::grow() {
  const size_t before = tried_.size();
  if (auto ok = load_numbers(); !ok) return std::unexpected(ok.error());
  Rows rows;
  for (const auto& [row, known] : known_) rows.push_back(row);
  for (const int64_t row : rows)
    if (auto ok = meet(row); !ok) return std::unexpected(ok.error());
  if (auto ok = follow_judgements(); !ok) return std::unexpected(ok.error());
  return tried_.size() != before || !to_ask_.empty();
}

Status Kin::close() {
  for (const auto* rows : {&wanted_rows_, &added_rows_})
    if (auto ok = load(*rows); !ok) return ok;
  for (const int64_t row : wanted_rows_) {
    const auto at = known_.find(row);
    if (at == known_.end()) continue;
    if (auto ok = want_claim(at->second); !ok) return ok;
    for (const auto& leg : at->second.legs)
      if (before_ && !leg.denies) changed_[deed_of(leg.key)].push_back({leg.key, row <= *before_});
  }
  for (;;) {
    const auto more = grow();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
  }
}

Result<std::vector<StoredClaim>> Kin::stored() {
  if (auto ok = close(); !ok) return std::unexpected(ok.error());
  std::vector<StoredClaim> out;
  for (const auto& [row, known] : known_) out.push_back(known.stored);
  return out;
}

Result<std::vector<Claim>> Kin::claims() {
  if (auto ok = close(); !ok) return std::unexpected(ok.error());
  std::vector<Claim> out;
  for (const auto& [row, known] : known_) out.push_back(known.stored.claim);
  return out;
}

bool Kin::wanted(const Proposition& p) const {
  const std::string what = identity(p.key);
  return p.asserts.empty() ? denied_identities_.contains(what) : asserted_.contains(what);
}

}  // namespace entente
