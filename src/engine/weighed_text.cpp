#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "engine/weighed.h"
#include "weighing/chains.h"

namespace entente {

namespace {

constexpr size_t kIdShown = 10;
constexpr size_t kQuoteShown = 160;

std::string names_of(const std::vector<std::string>& keys, const WeighOptions& options) {
  std::vector<std::string> out;
  for (const auto& key : keys) {
    const auto at = options.names.find(key);
    out.push_back(at == options.names.end() ? key : at->second);
  }
  return join(out, ", ");
}

std::string bound(double value) {
  const auto whole = static_cast<long long>(value);
  return static_cast<double>(whole) == value ? fmt::format("{}", whole)
                                             : fmt::format("{:.6g}", value);
}

std::string bounds(const std::optional<double>& low, const std::optional<double>& high) {
  if (low && high && *low == *high) return bound(*low);
  if (low && high) return bound(*low) + " to " + bound(*high);
  if (low) return "at least " + bound(*low);
  return high ? "at most " + bound(*high) : "not known";
}

std::string short_ids(const WeighedLedger& from, const std::vector<ClaimIndex>& claims) {
  std::vector<std::string> out;
  for (const ClaimIndex c : claims) out.push_back(from.claims[c].id.substr(0, kIdShown));
  return join(out, " ");
}

std::string said_line(const WeighedLedger& from, ClaimIndex c) {
  const Claim& claim = from.claims[c];
  return fmt::format("{}  {}  {}: “{}”", claim.id.substr(0, kIdShown),
                     claim.document.published.empty() ? "no date" : claim.document.published,
                     join(links_of(claim), " \u2190 "),
                     shorten(squeeze(claim.quote.text), kQuoteShown));
}

std::string since_words(const Proposition& p) {
  if (p.history.empty() || !p.history.back().published) return {};
  return " since " + to_string(*p.history.back().published);
}

std::string head_text(const WeighedLedger& from, const Proposition& p) {
  return fmt::format("{}  [{}]\n  {}{}: {}\n", title_of(p, from.options), p.id,
                     name(p.verdict.standing), since_words(p), p.verdict.rule);
}

std::string origin_text(const WeighedLedger& from, const Origin& o) {
  std::string out = "  origin " + o.name;
  if (o.party) out += ", a party";
  if (!o.rival_reason.empty()) out += ", a rival " + o.rival_reason;
  if (o.closed) out += ", reports that only cite each other";
  out += fmt::format(
      " ({})\n", o.claims.size() == 1 ? "1 claim" : std::to_string(o.claims.size()) + " claims");
  for (const auto& chain : o.chains)
    out += fmt::format("    {}  {}\n", chain.text(), short_ids(from, chain.claims));
  if (!o.circle.empty()) out += "    circular: " + o.circle + "\n";
  for (const auto& why : o.joined) out += "    one, because " + why + "\n";
  return out;
}

std::string figures_text(const WeighedLedger& from, const Figures& f) {
  const std::string of = f.of.empty() ? "count" : f.of;
  std::string out = fmt::format("  {}: {}", of, name(f.agreement));
  if (f.low || f.high) out += ", " + bounds(f.low, f.high);
  if (!f.unit.empty() && f.unit != of) out += " " + f.unit;
  out += "\n";
  for (const auto& x : f.figures) {
    const Claim& c = from.claims[x.claim];
    out += fmt::format("    {}  {}  “{}”  {}\n", x.as_of ? to_string(*x.as_of) : "no date",
                       bounds(x.low, x.high), c.quantity[x.quantity].text, links_of(c).back());
  }
  for (const auto& why : f.reasons) out += "    " + why + "\n";
  return out;
}

std::string standing_text(const WeighedLedger& from, const Proposition& p) {
  std::string out = head_text(from, p);
  for (const auto& h : p.history)
    out += fmt::format("  {}  {}: {}  {}\n", h.published ? to_string(*h.published) : "no date   ",
                       name(h.standing), h.rule, short_ids(from, h.because));
  for (const auto& o : p.origins) out += origin_text(from, o);
  for (const auto* list : {&p.verdict.set_aside, &p.rejected})
    for (const auto& s : *list)
      out +=
          fmt::format("  set aside {}: {}\n", from.claims[s.claim].id.substr(0, kIdShown), s.why);
  for (const auto& f : p.figures) out += figures_text(from, f);
  return out;
}

std::string forecast_text(const WeighedLedger& from, const Forecast& f) {
  const Proposition& p = from.propositions[f.proposition];
  std::string out = title_of(p, from.options) + "  [" + p.id + "]\n";
  out += fmt::format("  {} {} by {}{}{}{}\n", f.made ? to_string(*f.made) : "no date",
                     f.planned    ? "planned"
                     : f.negative ? "foreseen not to be"
                                  : "foreseen",
                     join(f.by, " and "), f.due ? ", due " + to_string(*f.due) : "",
                     f.likelihood ? ", “" + f.likelihood->word + "”" : "", "");
  if (f.likelihood)
    out += fmt::format("  likelihood {:.0f} to {:.0f} % ({})\n", f.likelihood->low * 100,
                       f.likelihood->high * 100, f.likelihood->scale);
  out += fmt::format("  {}{}: {}\n", name(f.outcome),
                     f.resolved ? " " + to_string(*f.resolved) : "", f.why);
  out += "  " + said_line(from, f.claim) + "\n";
  for (const ClaimIndex c : f.resolved_by) out += "  " + said_line(from, c) + "\n";
  return out;
}

std::string change_text(const WeighedLedger& before, const WeighedLedger& after,
                        const Change& change) {
  const Proposition& p = after.propositions[change.proposition];
  std::string out = title_of(p, after.options) + "  [" + p.id + "]\n";
  if (!change.before)
    out += fmt::format("  new: {}: {}\n", name(p.verdict.standing), p.verdict.rule);
  else if (change.standing)
    out +=
        fmt::format("  {} → {}: {}\n", name(before.propositions[*change.before].verdict.standing),
                    name(p.verdict.standing), p.verdict.rule);
  else if (change.claims.empty()) out += fmt::format("  still {}\n", name(p.verdict.standing));
  else
    out += fmt::format("  still {}: {} more {}\n", name(p.verdict.standing), change.claims.size(),
                       change.claims.size() == 1 ? "claim" : "claims");
  for (const size_t o : change.origins) out += "  new origin: " + p.origins[o].name + "\n";
  for (const ClaimIndex c : change.claims) out += "  " + said_line(after, c) + "\n";
  for (const ClaimIndex c : change.lost) out += "  set aside: " + said_line(before, c) + "\n";
  for (const size_t f : change.figures) out += figures_text(after, p.figures[f]);
  return out;
}

}  // namespace

std::string title_of(const Proposition& p, const WeighOptions& options) {
  const auto& k = p.key;
  std::string out = k.from.empty() ? "somebody" : names_of(k.from, options);
  if (!k.to.empty()) out += " → " + names_of(k.to, options);
  out += ": ";
  if (k.tense == Tense::plan) out += "plan to ";
  out += k.family;
  if (!k.what.empty()) out += " " + k.what;
  if (!k.span.empty())
    out += fmt::format(", {}/{}", k.span.start ? to_string(*k.span.start) : "..",
                       k.span.end ? to_string(*k.span.end) : "..");
  return out;
}

WeighedItem standing_item(const WeighedLedger& from, const Proposition& p) {
  return {p.id, standing_text(from, p), json_of_standing(from, p)};
}

WeighedItem figures_item(const WeighedLedger& from, const Proposition& p) {
  std::string text = title_of(p, from.options) + "  [" + p.id + "]\n";
  for (const auto& f : p.figures) text += figures_text(from, f);
  return {p.id, std::move(text), json_of_figures(from, p)};
}

WeighedItem conflict_item(const WeighedLedger& from, const Conflict& c) {
  const Proposition& p = from.propositions[c.proposition];
  std::string text = title_of(p, from.options) + "  [" + p.id + "]\n";
  text += fmt::format("  {}: {}\n", name(c.kind), c.what);
  for (const auto* side : {&c.one, &c.other})
    for (const ClaimIndex claim : *side) text += "  " + said_line(from, claim) + "\n";
  return {p.id, std::move(text), json_of_conflict(from, c)};
}

WeighedItem gaps_item(const WeighedLedger& from, const std::vector<Gap>& gaps) {
  const Proposition& p = from.propositions[gaps.front().proposition];
  std::string text = title_of(p, from.options) + "  [" + p.id + "]\n";
  for (const auto& g : gaps) text += fmt::format("  {}: {}\n", name(g.kind), g.what);
  return {p.id, std::move(text), json_of_gaps(from, gaps)};
}

WeighedItem forecast_item(const WeighedLedger& from, const Forecast& f) {
  return {from.propositions[f.proposition].id, forecast_text(from, f), json_of_forecast(from, f)};
}

std::string record_text(const ForecastRecord& r) {
  std::string out =
      fmt::format("{}: {} foreseen or planned, {} came, {} did not, {} overdue, {} open", r.name,
                  r.count, r.fulfilled, r.contradicted, r.overdue, r.open);
  if (const auto rate = r.hit_rate()) out += fmt::format("; hit rate {:.0f} %", *rate * 100);
  if (const auto brier = r.brier()) out += fmt::format("; Brier {:.3f} over {}", *brier, r.graded);
  return out + "\n";
}

WeighedItem change_item(const WeighedLedger& before, const WeighedLedger& after,
                        const Change& change) {
  return {after.propositions[change.proposition].id, change_text(before, after, change),
          json_of_change(before, after, change)};
}

WeighedItem gone_item(const WeighedLedger& before, size_t proposition) {
  const Proposition& p = before.propositions[proposition];
  return {p.id,
          title_of(p, before.options) + "  [" + p.id +
              "]\n  gone: joined with another, or its claims set aside\n",
          json_of_gone(before, proposition)};
}

}  // namespace entente
