// What is wanted grows until nothing more follows from it:
//
//   a claim that asserts      wants each thing it tells at its time: all that assert it then, and
//                             the denials of it (timeline.h)
//   a claim that denies       wants each thing that it may cover
//   a thing                   brings the denials to its recipients and those that name none
//   a denial that names none  brings what its own document tells of the deed, and as many other
//                             recipients as show that it may mean either (two are enough)
//   a judged claim            brings the other one of the judgement, and wants both at all times
//
// Cost: a search in each block of `deeds` for each thing, and the claims of its time. What a denial
// of a deed at large may cover is all that its doer does: asked about such a denial by itself, all
// of it is loaded. Twin: weighing the whole ledger (kin_test.cpp).
#include "engine/kin.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ordered_work.h"
#include "weighing/actors.h"

namespace entente {
namespace {

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
  for (const auto& d : options.decisions)
    if (d.act == DecisionAct::reject) rejected_.insert(d.a);
}

void Kin::want_same_as(const Kin& other) {
  for (const int64_t row : other.wanted_rows_)
    if (!other.before_ || row <= *other.before_) wanted_rows_.push_back(row);
  for (const auto& [identity, thing] : other.asserted_)
    if (const auto mine = asserted(thing.key); mine && (*mine)->line.want_same_as(thing.line))
      unsettled_.insert(*mine);
  for (const auto& [deed, legs] : other.covered_)
    for (const auto& leg : legs) (void)want_covered(leg);
  for (const auto& [deed, denials] : other.denied_)
    for (const auto& d : denials) (void)want_denied(d.leg, {d.days, false, false});
}

Status Kin::load(const Rows& rows, const Passes& passes) {
  Rows fresh;
  for (const int64_t row : rows)
    if (tried_.insert(row).second) fresh.push_back(row);
  if (fresh.empty()) return {};
  std::ranges::sort(fresh);
  if (threads_ > 1 && fresh.size() >= worth_threads_) return load_on_threads(fresh, passes);
  return read(fresh, passes, view_, [&](Known&& known) { keep(std::move(known)); });
}

Status Kin::read(const Rows& rows, const Passes& passes, const View& view,
                 const std::function<void(Known&&)>& use) const {
  return view.claims_at(rows, filter_, [&](StoredClaim&& stored) {
    if (passes && !passes(stored)) return true;
    if (auto known = know(std::move(stored))) use(std::move(*known));
    return true;
  });
}

Status Kin::open_views() {
  while (views_.size() < threads_) {
    auto view = view_.again();
    if (!view) return std::unexpected(view.error());
    views_.push_back(std::move(*view));
  }
  return {};
}

// Of `count` things in a row, those of a thread.
std::pair<size_t, size_t> Kin::part_of(size_t count, size_t thread) const {
  return {count * thread / threads_, count * (thread + 1) / threads_};
}

// A part of the rows on each.
Status Kin::load_on_threads(const Rows& rows, const Passes& passes) {
  if (auto ok = open_views(); !ok) return ok;
  Status out;
  ordered_work(
      threads_, threads_,
      [&](size_t thread) -> Result<std::vector<Known>> {
        const auto [first, last] = part_of(rows.size(), thread);
        const Rows mine(rows.begin() + static_cast<std::ptrdiff_t>(first),
                        rows.begin() + static_cast<std::ptrdiff_t>(last));
        std::vector<Known> known;
        const auto hold = views_[thread].hold();
        const auto done = read(mine, passes, views_[thread],
                               [&](Known&& one) { known.push_back(std::move(one)); });
        if (!done) return std::unexpected(done.error());
        return known;
      },
      [&](size_t, Result<std::vector<Known>>&& part) {
        if (!part) return out = std::unexpected(part.error()), false;
        for (auto& known : *part) keep(std::move(known));
        return true;
      });
  return out;
}

// View::numbered(), a part of the ranges on each thread where there are many.
Status Kin::numbered(std::span<const View::Numbers> ranges,
                     const std::function<void(const View::Numbered&)>& use) {
  if (threads_ <= 1 || ranges.size() < worth_threads_) return view_.numbered(ranges, use);
  if (auto ok = open_views(); !ok) return ok;
  Status out;
  ordered_work(
      threads_, threads_,
      [&](size_t thread) -> Result<std::vector<View::Numbered>> {
        const auto [first, last] = part_of(ranges.size(), thread);
        std::vector<View::Numbered> found;
        const auto done = views_[thread].numbered(ranges.subspan(first, last - first),
                                                  [&](const View::Numbered& n) {
                                                    found.push_back(n);
                                                    found.back().range += first;
                                                  });
        if (!done) return std::unexpected(done.error());
        return found;
      },
      [&](size_t, Result<std::vector<View::Numbered>>&& part) {
        if (!part) return out = std::unexpected(part.error()), false;
        for (const auto& n : *part) use(n);
        return true;
      });
  return out;
}

std::optional<Kin::Known> Kin::know(StoredClaim&& stored) const {
  const Claim& claim = stored.claim;
  if (only_ && !only_(claim)) return std::nullopt;
  if (note_) note_(stored);
  Known out{{}, {}, reach_of(claim)};
  for (auto& leg : legs_of(0, claim, options_)) {
    std::string deed = deed_of(leg.key);
    out.denies = out.denies || leg.denies;
    out.told.push_back({std::move(leg), std::move(deed)});
  }
  out.counts = !rejected_.contains(claim.id) && !rejected_.contains(claim.document.id);
  if (const auto day = parse_date(claim.document.published); options_.as_of && day)
    out.counts = out.counts && first_day(*day) <= last_day(*options_.as_of);
  out.stored = std::move(stored);
  out.stored.document = nullptr;  // goes with the next one
  return out;
}

void Kin::keep(Known&& known) {
  const int64_t row = known.stored.row;
  const auto at = known_.emplace_hint(known_.end(), row, std::move(known));  // most come in order
  for (const auto& told : at->second.told) {
    if (told.leg.denies) continue;
    auto& list = asserting_[told.deed];
    if (list.empty() || list.back() != &at->second) list.push_back(&at->second);
  }
}

void Kin::want(StoredClaim&& claim) {
  wanted_rows_.push_back(claim.row);
  if (!tried_.insert(claim.row).second) return;
  if (auto known = know(std::move(claim))) keep(std::move(*known));
}

Result<bool> Kin::want(const Rows& rows, const Passes& passes) {
  if (auto ok = load(rows, passes); !ok) return std::unexpected(ok.error());
  bool any = false;
  for (const int64_t row : rows) {
    if (known_.contains(row)) wanted_rows_.push_back(row), any = true;
    else tried_.erase(row);  // it may come as kin
  }
  return any;
}

// The entries of the lines of which something is missing, and their claims.
Status Kin::load_lines() {
  std::map<int64_t, std::vector<std::pair<Asserted*, int64_t>>> askers;  // by number: from when
  std::map<Asserted*, std::vector<Timeline::Entry>> found;
  for (auto* thing : unsettled_)
    if (const auto day = thing->line.missing()) {
      found.try_emplace(thing);
      for (const int64_t number : thing->numbers)
        askers[number].emplace_back(thing, *day == LONG_MIN ? 0 : least_number_from(*day));
    }
  std::vector<View::Numbers> ranges;
  for (const auto& [number, list] : askers) {
    ranges.push_back({number, number, INT64_MAX});
    for (const auto& [thing, from] : list)
      ranges.back().time_min = std::min(ranges.back().time_min, from);
  }
  const auto done = numbered(ranges, [&](const View::Numbered& n) {
    for (const auto& [thing, from] : askers.at(n.number))
      if (n.time >= from) found.at(thing).push_back({n.row, reach_from(n.time)});
  });
  if (!done) return done;
  for (auto& [thing, entries] : found) thing->line.set(std::move(entries), *thing->line.missing());
  Rows rows;
  for (auto at = unsettled_.begin(); at != unsettled_.end();) {
    if ((*at)->line.missing()) {
      ++at;
      continue;
    }
    const Rows its = (*at)->line.rows();
    rows.insert(rows.end(), its.begin(), its.end());
    if (auto ok = ask_denials(**at); !ok) return ok;
    at = unsettled_.erase(at);
  }
  return load(rows);
}

Status Kin::ask_denials(Asserted& thing) {
  for (const auto& days : thing.line.covered())
    for (auto* range : {&denials_to, &denials_at_large})
      if (auto ok = ask(range, thing.key, days); !ok) return ok;
  return {};
}

// The claims of ranges of numbers that were asked for.
Status Kin::load_ranges() {
  std::vector<View::Numbers> ranges;
  std::vector<const std::vector<Days>*> windows;
  for (const auto& [range, days] : to_ask_) {
    ranges.push_back({range.first, range.second, 0});
    windows.push_back(&days);
    if (!is_denial(range.first)) continue;  // an open assertion goes on after its last day
    const long start = std::ranges::min(days, {}, &Days::start).start;
    if (start != LONG_MIN) ranges.back().time_min = least_number_from(start);
  }
  Rows rows;
  const auto done = numbered(ranges, [&](const View::Numbered& n) {
    const Reach reach = reach_from(n.time);
    const Days days = covered_days(reach);
    const bool met = std::ranges::any_of(*windows[n.range],
                                         [&](const Days& w) { return entente::meet(w, days); });
    if (met || reach.undated) rows.push_back(n.row);
  });
  if (!done) return done;
  for (auto& [range, days] : to_ask_) {
    auto& all = asked_[range];
    all.insert(all.end(), days.begin(), days.end());
  }
  to_ask_.clear();
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

// Claims of these numbers whose days, or those of what they cover, meet some.
Status Kin::ask(NumberRange (*range)(const PropositionKey&), const PropositionKey& key,
                const Days& days) {
  const auto keys = spellings(key);
  if (!keys) return std::unexpected(keys.error());
  for (const auto& one : *keys) {
    const auto [first, last] = range(one);
    const Range numbers(first, last);
    const auto within = [&](const Days& w) { return w.start <= days.start && days.end <= w.end; };
    const auto at = asked_.find(numbers);
    if (at == asked_.end() || std::ranges::none_of(at->second, within))
      to_ask_[numbers].push_back(days);
  }
  return {};
}

Result<Kin::Asserted*> Kin::asserted(const PropositionKey& key) {
  const auto [at, fresh] = asserted_.try_emplace(identity(key));
  if (!fresh) return &at->second;
  const auto keys = spellings(key);
  if (!keys) return std::unexpected(keys.error());
  at->second.key = key;
  for (const auto& one : *keys) at->second.numbers.push_back(assertions_of(one).first);
  deeds_.insert(deed_of(key));
  return &at->second;
}

// At the time of `reach`, or at all times.
Status Kin::want_asserted(const PropositionKey& key, const Reach* reach) {
  const auto thing = asserted(key);
  if (!thing) return std::unexpected(thing.error());
  const bool more = reach ? (*thing)->line.want(*reach, false) : (*thing)->line.want_all();
  if (more) unsettled_.insert(*thing);
  return {};
}

Status Kin::want_claim(const Known& known, bool at_all_times) {
  for (const auto& [leg, deed] : known.told) {
    if (leg.denies) {
      if (auto ok = at_all_times ? want_covered(leg) : want_denied(leg, known.reach); !ok)
        return ok;
      continue;
    }
    const auto thing = asserted(leg.key);
    if (!thing) return std::unexpected(thing.error());
    auto& line = (*thing)->line;
    if (at_all_times ? line.want_all() : line.want(known.reach, before_.has_value()))
      unsettled_.insert(*thing);
  }
  return {};
}

// Nothing new comes of a claim that has met all there is: of an assertion, the denials asked for;
// of a denial, the deeds as well.
Status Kin::meet(Known& known) {
  const size_t all = denials_asked_ + (known.denies ? deeds_.size() : 0);
  if (known.met_at == all) return {};
  known.met_at = all;
  for (const auto& told : known.told) {
    const Leg& leg = told.leg;
    if (!leg.denies) {
      if (auto ok = meet_assertion(known, told); !ok) return ok;
      continue;
    }
    if (!deeds_.contains(told.deed) || !met_.emplace(known.stored.row, identity(leg.key)).second)
      continue;
    if (names_no_recipient(leg))
      if (auto ok = find_meant(known, leg); !ok) return ok;
    if (before_)
      if (auto ok = want_changed(leg, known.reach); !ok) return ok;
  }
  return {};
}

// What may be undated and join nothing, before or now, changes those that do so.
Status Kin::settle_undated() {
  const std::set<int64_t> changed(wanted_rows_.begin(), wanted_rows_.end());
  for (auto& [what, thing] : asserted_) {
    if (thing.line.undated() || thing.line.movers().empty()) continue;
    const auto rows = asserting_.find(deed_of(thing.key));
    const auto is_home = [&, &thing = thing, &what = what](const Known& known, const Days& days) {
      const int64_t row = known.stored.row;
      if (!known.counts || known.reach.undated || !entente::meet(known.reach.days, days))
        return false;
      if (before_ && (row > *before_ || changed.contains(row))) return false;
      return std::ranges::any_of(known.told, [&](const Told& told) {
        return !told.leg.denies && identity(told.leg.key) == what;
      });
    };
    const bool all_at_home = rows != asserting_.end() &&
                             std::ranges::all_of(thing.line.movers(), [&](const auto& mover) {
                               return std::ranges::any_of(rows->second, [&](const Known* known) {
                                 return is_home(*known, mover.reach.days);
                               });
                             });
    if (!all_at_home && thing.line.want_undated()) unsettled_.insert(&thing);
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
          if (auto ok = want_claim(at->second, true); !ok) return ok;
    }
  }
  return {};
}

// One round; whether there is more to do.
Result<bool> Kin::grow() {
  const auto idle = [&] { return unsettled_.empty() && to_ask_.empty(); };
  const size_t before = tried_.size();
  while (!unsettled_.empty())
    if (auto ok = load_lines(); !ok) return std::unexpected(ok.error());
  if (auto ok = load_ranges(); !ok) return std::unexpected(ok.error());
  std::vector<Known*> all;  // more come while they are met
  all.reserve(known_.size());
  for (auto& [row, known] : known_) all.push_back(&known);
  for (Known* known : all)
    if (auto ok = meet(*known); !ok) return std::unexpected(ok.error());
  if (auto ok = follow_judgements(); !ok) return std::unexpected(ok.error());
  if (tried_.size() != before || !idle()) return true;
  for (auto step : {&Kin::settle_denied, &Kin::settle_undated})
    if (auto ok = (this->*step)(); !ok) return std::unexpected(ok.error());
  return !idle();
}

// What was rejected is shown with each thing that it may have been about, whenever that was.
Status Kin::add_rejected() {
  Rows rows;
  for (const auto& id : rejected_) {
    const auto claims = view_.rows_of({.id = id});
    if (!claims) return std::unexpected(claims.error());
    const auto of_document = view_.rows_of_document(id);
    if (!of_document) return std::unexpected(of_document.error());
    rows.insert(rows.end(), (*claims)->begin(), (*claims)->end());
    rows.insert(rows.end(), of_document->begin(), of_document->end());
  }
  std::erase_if(rows, [&](int64_t row) { return tried_.contains(row); });
  if (auto ok = load(rows); !ok) return ok;
  for (const int64_t row : rows) {
    const auto at = known_.find(row);
    if (at != known_.end() && std::ranges::none_of(at->second.told, [&](const Told& told) {
          return deeds_.contains(told.deed) || covered_.contains(told.deed);
        }))
      known_.erase(at);
  }
  return {};
}

Status Kin::close() {
  for (const auto* rows : {&wanted_rows_, &added_rows_})
    if (auto ok = load(*rows); !ok) return ok;
  for (const int64_t row : wanted_rows_) {
    const auto at = known_.find(row);
    if (at == known_.end()) continue;
    if (auto ok = want_claim(at->second, at_all_times_); !ok) return ok;
    for (const auto& [leg, deed] : at->second.told)
      if (before_ && !leg.denies)
        changed_[deed].push_back({leg.key, at->second.reach, row <= *before_});
  }
  for (;;) {
    const auto more = grow();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
  }
  if (auto ok = add_rejected(); !ok) return ok;
  for (const auto& [row, known] : known_) {
    given_rows_.push_back(row);
    given_reaches_.push_back(known.reach);
  }
  return {};
}

Result<std::vector<StoredClaim>> Kin::stored() {
  if (auto ok = close(); !ok) return std::unexpected(ok.error());
  std::vector<StoredClaim> out;
  out.reserve(known_.size());
  for (auto& [row, known] : known_) out.push_back(std::move(known.stored));
  return out;
}

Result<std::vector<Claim>> Kin::claims() {
  if (auto ok = close(); !ok) return std::unexpected(ok.error());
  std::vector<Claim> out;
  out.reserve(known_.size());
  for (auto& [row, known] : known_) out.push_back(std::move(known.stored.claim));
  return out;
}

size_t Kin::count_until(int64_t row) const {
  return static_cast<size_t>(std::ranges::upper_bound(given_rows_, row) - given_rows_.begin());
}

bool Kin::wanted(const Proposition& p) const {
  const std::string what = identity(p.key);
  if (p.asserts.empty()) return denied_identities_.contains(what);
  const auto thing = asserted_.find(what);
  return thing != asserted_.end() && std::ranges::any_of(p.asserts, [&](ClaimIndex c) {
           return thing->second.line.wants(given_reaches_[c]);
         });
}

}  // namespace entente
