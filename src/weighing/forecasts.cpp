// A forecast is resolved by a later claim about the same deed, told as done: the same family,
// actors and goods, begun no earlier than the forecast was made. Where the claim's time lies within
// that of the forecast, it is fulfilled; where it lies wholly after, it came too late, which
// contradicts it. That a deed did not happen is known only after its time, so a negative claim
// resolves a forecast only when published then; a party's denial resolves nothing. What is merely
// possible, refuted or foreseen again resolves nothing either.
//
// Brier, "Verification of forecasts expressed in terms of probability", 1950; the likelihood word
// counts as the middle of its band.
#include "weighing/forecasts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <climits>
#include <map>
#include <unordered_map>

#include "weighing/actors.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 4> kOutcomeNames{"open", "overdue", "fulfilled",
                                                        "contradicted"};
constexpr long kNoDueDays = 366;  // a forecast without a time is about the year that follows

struct Window {
  long start = LONG_MIN, end = LONG_MAX;
};

long first(const Date& d) { return days_from_epoch(first_day(d)); }
long last(const Date& d) { return days_from_epoch(last_day(d)); }

std::optional<Date> published(const Claim& c) { return parse_date(c.document.published); }

std::string deed(const PropositionKey& k) {
  std::string out = k.family + (k.mutual ? "=" : ">");
  for (const auto& f : k.from) out += f + ",";
  out += "|";
  for (const auto& t : k.to) out += t + ",";
  return out;
}

bool same_goods(const PropositionKey& plan, const PropositionKey& act) {
  return plan.what.empty() || plan.what == act.what ||
         (plan.what == name(Goods::arms) &&
          (act.what == name(Goods::missiles) || act.what == name(Goods::ammunition) ||
           act.what == name(Goods::drones)));
}

class Resolver {
 public:
  Resolver(std::span<const Claim> claims, std::span<const Proposition> propositions,
           const WeighOptions& options)
      : claims_(claims), propositions_(propositions), options_(options) {
    for (size_t i = 0; i < propositions.size(); ++i)
      if (propositions[i].key.tense == Tense::act) acts_[deed(propositions[i].key)].push_back(i);
    now_ = LONG_MIN;
    days_.reserve(claims.size());
    for (const auto& c : claims) {
      const auto day = published(c);
      days_.push_back(day ? Window{first(*day), last(*day)} : Window{LONG_MIN, LONG_MIN});
      now_ = std::max(now_, days_.back().end);
    }
    if (options.as_of) now_ = last(*options.as_of);
  }

  void resolve(Forecast& f) {
    const Window window = window_of(f);
    const auto& plan = propositions_[f.proposition].key;
    if (const auto at = acts_.find(deed(plan)); at != acts_.end())
      for (const size_t i : at->second)
        if (same_goods(plan, propositions_[i].key)) hear(propositions_[i], f, window);
    settle(f, window);
  }

 private:
  struct Heard {
    std::vector<ClaimIndex> done, late, not_done;
  };

  Window window_of(const Forecast& f) const {
    Window out;
    const auto& span = claims_[f.claim].when.interval;
    if (f.made) out.start = first(*f.made);
    if (span.start) out.start = std::max(out.start, first(*span.start));
    if (f.due) out.end = last(*f.due);
    else if (f.made) out.end = std::max(out.start, last(*f.made) + kNoDueDays);
    return out;
  }

  void hear(const Proposition& act, const Forecast& f, const Window& window) {
    if (act.verdict.standing == Standing::refuted) return;
    for (const ClaimIndex c : act.asserts) {
      const Claim& claim = claims_[c];
      if (!is_later(c, f) || claim.modality == Modality::possible || is_worked_out(claim)) continue;
      const auto& span = claim.when.interval;
      const long start = span.start ? first(*span.start) : span.end ? LONG_MIN : days_[c].start;
      const long end = span.end ? last(*span.end) : days_[c].end;
      if (start < window.start && span.start) continue;  // begun before: not what was foreseen
      if (end < window.start) continue;
      (span.start && start > window.end ? heard_.late : heard_.done).push_back(c);
    }
    for (const ClaimIndex c : act.denies) {
      const Claim& claim = claims_[c];
      if (!is_later(c, f) || days_[c].end <= window.end || is_party_denial(claim, act)) continue;
      heard_.not_done.push_back(c);
    }
  }

  bool is_later(ClaimIndex c, const Forecast& f) const {
    return f.made && last(*f.made) < days_[c].start;
  }

  bool is_party_denial(const Claim& claim, const Proposition& act) const {
    if (claim.modality != Modality::denied) return false;
    const auto speakers = speakers_of(claim, options_);
    return std::ranges::any_of(speakers, [&](const Speaker& s) {
      return std::ranges::find(act.key.from, s.state) != act.key.from.end() ||
             std::ranges::find(act.key.to, s.state) != act.key.to.end();
    });
  }

  void settle(Forecast& f, const Window& window) {
    Heard heard = std::move(heard_);
    heard_ = {};
    const auto close = [&](Outcome outcome, std::vector<ClaimIndex> by, std::string why) {
      std::ranges::stable_sort(by, {}, [&](ClaimIndex c) { return last(*published(claims_[c])); });
      f.outcome = outcome, f.why = std::move(why);
      f.resolved = published(claims_[by.front()]);
      f.resolved_by = std::move(by);
    };
    const Outcome if_done = f.negative ? Outcome::contradicted : Outcome::fulfilled;
    const Outcome if_not = f.negative ? Outcome::fulfilled : Outcome::contradicted;
    if (!heard.done.empty()) close(if_done, heard.done, "a later claim says that it was done");
    else if (!heard.not_done.empty())
      close(if_not, heard.not_done, "a claim made after its time says that it was not done");
    else if (!heard.late.empty()) close(if_not, heard.late, "it was done only after its time");
    else if (f.due && window.end < now_)
      f.outcome = Outcome::overdue, f.why = "its time is over, and no claim says what became of it";
    else f.why = f.due ? "its time is not over" : "it has no time, and no claim says that it came";
  }

  std::span<const Claim> claims_;
  std::span<const Proposition> propositions_;
  const WeighOptions& options_;
  std::unordered_map<std::string, std::vector<size_t>> acts_;
  std::vector<Window> days_;  // on which each claim was published; before all where none is known
  long now_;
  Heard heard_;
};

Forecast forecast_of(std::span<const Claim> claims, ClaimIndex c, size_t proposition,
                     const WeighOptions& options) {
  const Claim& claim = claims[c];
  Forecast out;
  out.claim = c, out.proposition = proposition;
  for (const auto& s : speakers_of(claim, options))
    out.by.push_back(s.name), out.keys.push_back(s.key);
  out.planned = claim.modality == Modality::planned;
  out.negative = claim.polarity == Polarity::negative;
  out.made = published(claim);
  if (claim.when.interval.end) out.due = last_day(*claim.when.interval.end);
  out.likelihood = likelihood_in(claim.quote.text);
  if (!out.likelihood && options.sentence) out.likelihood = likelihood_in(options.sentence(claim));
  return out;
}

void count(const Forecast& f, ForecastRecord& r) {
  ++r.count;
  const bool came = f.outcome == Outcome::fulfilled;
  if (f.outcome == Outcome::open) ++r.open;
  if (f.outcome == Outcome::overdue) ++r.overdue;
  if (came) ++r.fulfilled;
  if (f.outcome == Outcome::contradicted) ++r.contradicted;
  if (!f.likelihood || (!came && f.outcome != Outcome::contradicted)) return;
  const double missed = f.likelihood->middle() - (came ? 1 : 0);
  ++r.graded, r.squares += missed * missed;
}

}  // namespace

std::string_view name(Outcome outcome) { return kOutcomeNames[static_cast<size_t>(outcome)]; }

std::optional<double> ForecastRecord::hit_rate() const {
  if (fulfilled + contradicted == 0) return std::nullopt;
  return static_cast<double>(fulfilled) / static_cast<double>(fulfilled + contradicted);
}

std::optional<double> ForecastRecord::brier() const {
  if (graded == 0) return std::nullopt;
  return squares / static_cast<double>(graded);
}

Outlook find_forecasts(std::span<const Claim> claims, std::span<const Proposition> propositions,
                       const WeighOptions& options) {
  Outlook out;
  Resolver resolver(claims, propositions, options);
  for (size_t i = 0; i < propositions.size(); ++i) {
    if (propositions[i].key.tense != Tense::plan) continue;
    for (const ClaimIndex c : propositions[i].claims) {
      if (claims[c].modality == Modality::denied) continue;
      Forecast f = forecast_of(claims, c, i, options);
      resolver.resolve(f);
      out.forecasts.push_back(std::move(f));
    }
  }
  std::ranges::stable_sort(out.forecasts, {}, &Forecast::claim);
  std::map<std::string, size_t> place;
  for (const auto& f : out.forecasts)
    for (size_t k = 0; k < f.keys.size(); ++k) {
      const auto [at, fresh] = place.emplace(f.keys[k], out.records.size());
      if (fresh) out.records.push_back({.key = f.keys[k], .name = f.by[k]});
      count(f, out.records[at->second]);
    }
  std::ranges::stable_sort(out.records, std::ranges::greater{}, &ForecastRecord::count);
  return out;
}

}  // namespace entente
