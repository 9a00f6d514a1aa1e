// Two claims belong to one proposition when they tell the same family of deed (a sale and the
// purchase that answers it are one "give"), the same actors in the same direction, the same goods
// class (or, without goods, the same head word), both acts or both plans, and times that may
// overlap. Figures never part claims: they stay side by side inside the proposition.
//
// The time test chains: claims are sorted by start and a cluster ends where the next one starts
// later than everything before it ended. An undated claim of a deed joins the latest cluster that
// had begun when it was published and was not long over; an undated plan the first that lies ahead.
// Undated claims that find none make a cluster of their own.
#include "weighing/grouping.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <climits>
#include <map>
#include <set>
#include <unordered_map>

#include "base/ordered_work.h"
#include "base/text.h"
#include "weighing/reach.h"
#include "weighing/regrouping.h"

namespace entente {
namespace {

// The class that names a proposition when an object bears several: the most telling first.
constexpr std::array kTelling{Goods::nuclear,
                              Goods::chemical_biological,
                              Goods::missiles,
                              Goods::drones,
                              Goods::ammunition,
                              Goods::arms,
                              Goods::personnel,
                              Goods::workers,
                              Goods::intelligence,
                              Goods::crypto,
                              Goods::funds,
                              Goods::vessels,
                              Goods::energy,
                              Goods::minerals,
                              Goods::food,
                              Goods::military_technology,
                              Goods::dual_use,
                              Goods::expertise,
                              Goods::manufactured_goods};
static_assert(kTelling.size() == kGoodsCount);

// Kinds whose object tells propositions apart; a visit or a battle is one whatever its topic.
bool object_matters(Kind kind) {
  switch (kind) {
    case Kind::fight:
    case Kind::attack:
    case Kind::lose:
    case Kind::meet:
    case Kind::support:
    case Kind::oppose:
    case Kind::relate:
    case Kind::own:
    case Kind::track:
    case Kind::move:
      return false;
    default:
      return true;
  }
}

// What is taught is a good where it has a class (nuclear, drones); trenches are none.
bool object_matters(const Claim& claim, const Mention& object) {
  return object_matters(claim.kind) && (claim.kind != Kind::train || !object.goods.empty());
}

std::string head_word(std::string_view text) {
  const std::string folded = fold_name(text);
  std::string last;
  for (const auto word : split(folded, ' ')) {
    if (!last.empty() && (word == "of" || word == "for" || word == "in" || word == "from" ||
                          word == "to" || word == "with" || word == "by" || word == "on"))
      break;
    if (!word.empty()) last = word;
  }
  if (last.size() > 3 && last.ends_with('s') && !last.ends_with("ss")) last.pop_back();
  return last;
}

std::string what_of(const Mention& object) {
  for (const Goods g : kTelling) {
    if (!object.goods.has(g)) continue;
    const bool technology =
        object.goods.has(Goods::military_technology) && g != Goods::military_technology;
    return std::string(name(g)) + (technology ? " technology" : "");
  }
  std::string head = head_word(object.text);
  return head.empty() ? lower(squeeze(object.text)) : head;
}

std::vector<std::string> keys_of(const std::vector<Mention>& role, const WeighOptions& options) {
  std::vector<std::string> out;
  for (const auto& m : role) out.push_back(actor_key(m, options));
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

bool has(const std::vector<std::string>& set, const std::string& key) {
  return std::ranges::binary_search(set, key);
}

// The pair stands for itself where both its ends are named, whoever else is.
void reduce_to_pair(PropositionKey& key, const WeighOptions& options) {
  if (!options.pair) return;
  const auto& [a, b] = *options.pair;
  if (key.mutual) {
    if (has(key.from, a) && has(key.from, b)) key.from = {std::min(a, b), std::max(a, b)};
  } else if (has(key.from, a) && has(key.to, b)) {
    key.from = {a}, key.to = {b};
  } else if (has(key.from, b) && has(key.to, a)) {
    key.from = {b}, key.to = {a};
  }
}

Tense tense_of(Modality m) {
  return m == Modality::foreseen || m == Modality::planned ? Tense::plan : Tense::act;
}

struct Direction {
  const std::vector<Mention>*from, *to, *objects;
};

// Words that a quantity's `of` shares with an object tie the figure to that object.
bool shares_word(std::string_view of, const Mention& object) {
  for (const auto a : split(of, ' '))
    for (const auto b : split(object.text, ' '))
      if (a.size() > 3 && b.size() > 3 &&
          equals_ignoring_case(a.substr(0, a.size() - 1), b.substr(0, b.size() - 1)))
        return true;
  return false;
}

void place_quantities(const Claim& claim, std::vector<Leg>& legs,
                      const std::vector<std::vector<const Mention*>>& objects) {
  for (uint32_t q = 0; q < claim.quantity.size(); ++q) {
    bool placed = false;
    for (size_t i = 0; i < legs.size(); ++i) {
      const bool mine = std::ranges::any_of(
          objects[i], [&](const Mention* o) { return shares_word(claim.quantity[q].of, *o); });
      if (mine) legs[i].quantities.push_back(q), placed = true;
    }
    if (!placed)
      for (auto& leg : legs) leg.quantities.push_back(q);
  }
}

std::vector<Direction> directions_of(const Claim& c) {
  std::vector<Direction> out;
  const bool swapped = c.kind == Kind::acquire;
  const auto& giver = swapped ? c.counterpart : c.subject;
  const auto& taker = swapped ? c.subject : c.counterpart;
  out.push_back({&giver, &taker, &c.object});
  const bool gift = c.kind == Kind::transfer || swapped || c.kind == Kind::exchange;
  if (gift && !c.in_return.empty()) out.push_back({&taker, &giver, &c.in_return});
  return out;
}

std::string family_of(const Claim& c) {
  if (c.kind == Kind::transfer || c.kind == Kind::acquire) return "give";
  if (c.kind == Kind::exchange && !c.in_return.empty()) return "give";
  return std::string(name(c.kind));
}

bool is_anyone(const std::vector<Mention>& role) {
  return std::ranges::any_of(role, [](const Mention& m) {
    const std::string folded = fold_name(m.text);
    return folded.starts_with("any") || folded.starts_with("no one") || folded == "nobody";
  });
}

void widen(Interval& span, const Interval& by) {
  if (by.empty()) return;
  if (span.empty()) {
    span = by;
    return;
  }
  const auto earlier = [](const Date& a, const Date& b) { return first_day(a) < first_day(b); };
  const auto later = [](const Date& a, const Date& b) { return last_day(b) < last_day(a); };
  if (by.start && (!span.start || earlier(*by.start, *span.start))) span.start = by.start;
  if (!span.end || !by.end) span.end = std::nullopt;
  else if (later(*by.end, *span.end)) span.end = by.end;
}

std::optional<size_t> home_of_undated(const Leg& leg, const std::string& published,
                                      const std::vector<Days>& reach) {
  const auto day = parse_date(published);
  if (!day) return reach.empty() ? std::nullopt : std::optional(reach.size() - 1);
  const long said = days_from_epoch(last_day(*day));
  std::optional<size_t> home;
  for (size_t i = 0; i < reach.size(); ++i) {
    if (leg.key.tense == Tense::plan && reach[i].end >= said) return i;
    if (leg.key.tense == Tense::act && reach[i].start <= said &&
        reach[i].end >= said - kLongOverDays)
      home = i;
  }
  return home;
}

std::vector<ClaimGroup> cluster_by_time(std::vector<Leg> legs, std::span<const Claim> claims) {
  std::vector<ClaimGroup> out;
  if (legs.size() == 1) {
    out.push_back({legs[0].key, {}, {}});
    out[0].asserts = std::move(legs);
    return out;
  }
  const auto days = [&](const Leg& leg) {
    return days_of(leg.key.span, claims[leg.claim].document.published);
  };
  std::vector<Leg> undated;
  const auto dated_end = std::stable_partition(legs.begin(), legs.end(),
                                               [](const Leg& l) { return !l.key.span.empty(); });
  undated.assign(dated_end, legs.end());
  legs.erase(dated_end, legs.end());
  std::ranges::stable_sort(legs, {}, [&](const Leg& l) { return days(l).start; });
  std::vector<Days> reach;
  for (auto& leg : legs) {
    const Days mine = days(leg);
    if (out.empty() || mine.start > reach.back().end)
      out.push_back({leg.key, {}, {}}), reach.push_back(mine);
    reach.back().end = std::max(reach.back().end, mine.end);
    out.back().key.goods.add(leg.key.goods);
    widen(out.back().key.span, leg.key.span);
    out.back().asserts.push_back(std::move(leg));
  }
  std::optional<size_t> timeless;
  for (auto& leg : undated) {
    // A visit is over in days: one without a time may be any.
    const bool momentary = leg.key.family == name(Kind::meet);
    auto home = momentary ? std::nullopt
                          : home_of_undated(leg, claims[leg.claim].document.published, reach);
    if (!home && !timeless) timeless = out.size(), out.push_back({leg.key, {}, {}});
    ClaimGroup& group = out[home ? *home : *timeless];
    group.key.goods.add(leg.key.goods);
    group.asserts.push_back(std::move(leg));
  }
  return out;
}

// "Moscow denied buying weapons" covers shells and missiles, not oil.
bool covers_goods(const PropositionKey& denied, const PropositionKey& asserted) {
  const auto all = goods_covered(denied);
  return all.empty() || std::ranges::find(all, asserted.what) != all.end();
}

// A denial without a time speaks of what goes on when it is made, not of what was long over, unless
// it says never.
bool covers_time(const Leg& denial, const Interval& span) {
  if (!denial.key.span.empty()) return may_overlap(denial.key.span, span);
  const auto said = parse_date(denial.published);
  if (denial.at_no_time || !said || !span.end) return true;
  return days_from_epoch(last_day(*span.end)) >= days_from_epoch(first_day(*said)) - kLongOverDays;
}

// "It has sent none since" means the recipient of whom its own document speaks; where that names
// none, the only one there is.
void keep_recipients_meant(const Leg& denial, const std::vector<ClaimGroup>& groups,
                           std::span<const Claim> claims, std::vector<size_t>& covered) {
  const auto spoken_of = [&](size_t g) {
    return std::ranges::any_of(groups[g].asserts, [&](const Leg& leg) {
      return claims[leg.claim].document.id == claims[denial.claim].document.id;
    });
  };
  const auto other = [&](size_t g) { return groups[g].key.to != groups[covered[0]].key.to; };
  if (std::ranges::any_of(covered, spoken_of))
    std::erase_if(covered, [&](size_t g) { return !spoken_of(g); });
  else if (std::ranges::any_of(covered, other)) covered.clear();
}

// A denial that covers nothing asserted stands by itself, with those alike.
void place_denials(std::vector<Leg> denials, std::span<const Claim> claims,
                   std::vector<ClaimGroup>& groups) {
  std::unordered_map<std::string, std::vector<size_t>> by_deed;  // of what is denied
  for (const auto& denial : denials) by_deed.try_emplace(deed_of(denial.key));
  for (size_t g = 0; g < groups.size() && !by_deed.empty(); ++g)
    if (const auto at = by_deed.find(deed_of(groups[g].key)); at != by_deed.end())
      at->second.push_back(g);
  std::map<std::string, size_t> alone;
  for (auto& denial : denials) {
    std::vector<size_t> covered;
    if (const auto deed = by_deed.find(deed_of(denial.key)); deed != by_deed.end())
      for (const size_t g : deed->second)
        if (covers(denial, groups[g].key)) covered.push_back(g);
    if (names_no_recipient(denial)) keep_recipients_meant(denial, groups, claims, covered);
    for (const size_t g : covered) groups[g].denies.push_back(denial);
    if (!covered.empty()) continue;
    const auto [at, fresh] = alone.emplace(identity(denial.key), groups.size());
    if (fresh) groups.push_back({denial.key, {}, {}});
    widen(groups[at->second].key.span, denial.key.span);
    groups[at->second].denies.push_back(std::move(denial));
  }
}

// Of legs in order.
ClaimIndex first_claim(const ClaimGroup& g) {
  ClaimIndex first = UINT32_MAX;
  for (const auto* legs : {&g.asserts, &g.denies})
    if (!legs->empty()) first = std::min(first, legs->front().claim);
  return first;
}

// By the first claim of each; those of one claim stay as they are. A group is large: it moves once.
std::vector<ClaimGroup> in_order(std::vector<ClaimGroup>&& groups) {
  std::vector<std::pair<ClaimIndex, size_t>> order;
  order.reserve(groups.size());
  for (size_t i = 0; i < groups.size(); ++i) order.emplace_back(first_claim(groups[i]), i);
  std::ranges::sort(order);
  std::vector<ClaimGroup> out;
  out.reserve(groups.size());
  for (const auto& [first, i] : order) out.push_back(std::move(groups[i]));
  return out;
}

void add_list(const std::vector<std::string>& actors, std::string& out) {
  for (size_t i = 0; i < actors.size(); ++i) out += i == 0 ? "" : ",", out += actors[i];
}

}  // namespace

// These two are made and compared a million times in a weighing: not by way of a format.
std::string identity(const PropositionKey& k) {
  std::string out = k.family + '|';
  add_list(k.from, out);
  out += '|';
  add_list(k.to, out);
  out += k.mutual ? "|true|" : "|false|";
  out += k.what;
  out += k.tense == Tense::plan ? "|1" : "|0";
  return out;
}

std::string deed_of(const PropositionKey& k) {
  std::string out = k.family + '|';
  add_list(k.from, out);
  out += k.mutual ? "|true|" : "|false|";
  out += k.tense == Tense::plan ? '1' : '0';
  return out;
}

std::vector<std::string> goods_covered(const PropositionKey& denied) {
  if (denied.what.empty()) return {};
  if (denied.what != name(Goods::arms)) return {denied.what};
  std::vector<std::string> out;
  for (const Goods g : {Goods::arms, Goods::ammunition, Goods::missiles, Goods::drones})
    out.emplace_back(name(g));
  return out;
}

bool names_no_recipient(const Leg& denial) {
  return denial.key.to.empty() && !denial.key.mutual && !denial.to_anyone;
}

bool covers(const Leg& denial, const PropositionKey& k) {
  const auto& d = denial.key;
  const bool recipient = d.to == k.to || names_no_recipient(denial) || denial.to_anyone;
  return d.family == k.family && d.mutual == k.mutual && d.from == k.from && recipient &&
         d.tense == k.tense && covers_goods(d, k) && covers_time(denial, k.span);
}

std::string PropositionKey::text() const {
  std::string out = tense == Tense::plan ? "plan: " + family : family;
  out += from.empty() ? " ?" : fmt::format(" {}", fmt::join(from, "+"));
  if (!to.empty()) out += fmt::format(" -> {}", fmt::join(to, "+"));
  if (!what.empty()) out += ": " + what;
  if (!span.empty())
    out += fmt::format(", {}/{}", span.start ? to_string(*span.start) : "..",
                       span.end ? to_string(*span.end) : "..");
  return out;
}

std::vector<Leg> legs_of(ClaimIndex index, const Claim& c, const WeighOptions& options) {
  std::vector<Leg> out;
  std::vector<std::vector<const Mention*>> objects;
  for (const auto& way : directions_of(c)) {
    Leg leg;
    leg.claim = index;
    leg.key.family = family_of(c);
    leg.key.mutual = info(c.kind).symmetric && leg.key.family != "give";
    leg.key.from = keys_of(*way.from, options);
    leg.key.to = keys_of(*way.to, options);
    if (leg.key.mutual) {
      leg.key.from.insert(leg.key.from.end(), leg.key.to.begin(), leg.key.to.end());
      std::ranges::sort(leg.key.from);
      leg.key.from.erase(std::ranges::unique(leg.key.from).begin(), leg.key.from.end());
      leg.key.to.clear();
    }
    reduce_to_pair(leg.key, options);
    leg.key.tense = tense_of(c.modality);
    leg.key.span = c.when.interval;
    leg.denies = c.modality == Modality::denied || c.polarity == Polarity::negative;
    leg.to_anyone = is_anyone(*way.to);
    leg.at_no_time = leg.denies && says_never(c.quote.text);
    leg.published = c.document.published;
    std::map<std::string, std::vector<const Mention*>> by_what;
    for (const auto& o : *way.objects)
      if (object_matters(c, o)) by_what[what_of(o)].push_back(&o);
    if (by_what.empty()) by_what[""] = {};
    for (auto& [what, mentions] : by_what) {
      out.push_back(leg);
      out.back().key.what = what;
      for (const auto* m : mentions) {
        out.back().key.goods.add(m->goods);
        out.back().objects.push_back(m->text);
      }
      objects.push_back(std::move(mentions));
    }
  }
  place_quantities(c, out, objects);
  return out;
}

namespace {

struct NamedLeg {
  std::string identity;  // of one that asserts
  Leg leg;
};

// The legs of the claims that count, in order.
std::vector<NamedLeg> legs_between(ClaimIndex first, ClaimIndex end, std::span<const Claim> claims,
                                   const std::set<std::string, std::less<>>& rejected,
                                   const WeighOptions& options) {
  std::vector<NamedLeg> out;
  out.reserve(end - first);
  for (ClaimIndex i = first; i < end; ++i) {
    if (options.as_of) {
      const auto published = parse_date(claims[i].document.published);
      if (published && last_day(*options.as_of) < first_day(*published)) continue;
    }
    if (rejected.contains(claims[i].id) || rejected.contains(claims[i].document.id)) continue;
    for (auto& leg : legs_of(i, claims[i], options)) {
      std::string key = leg.denies ? std::string() : identity(leg.key);
      out.push_back({std::move(key), std::move(leg)});
    }
  }
  return out;
}

}  // namespace

std::vector<ClaimGroup> group_claims(std::span<const Claim> claims, const WeighOptions& options) {
  constexpr size_t kAtOnce = 512;  // fewer claims are not worth a thread
  std::map<std::string, std::vector<Leg>> alike;
  std::vector<Leg> denials;
  std::set<std::string, std::less<>> rejected;
  for (const auto& d : options.decisions)
    if (d.act == DecisionAct::reject) rejected.insert(d.a);
  ordered_work((claims.size() + kAtOnce - 1) / kAtOnce, options.threads,
               [&](size_t part) {
                 const size_t first = part * kAtOnce,
                              end = std::min(claims.size(), first + kAtOnce);
                 return legs_between(static_cast<ClaimIndex>(first), static_cast<ClaimIndex>(end),
                                     claims, rejected, options);
               },
               [&](size_t, std::vector<NamedLeg>&& legs) {
                 for (auto& [key, leg] : legs) {
                   if (leg.denies) denials.push_back(std::move(leg));
                   else alike[std::move(key)].push_back(std::move(leg));
                 }
                 return true;
               });
  std::vector<ClaimGroup> out;
  for (auto& [key, legs] : alike)
    for (auto& group : cluster_by_time(std::move(legs), claims)) out.push_back(std::move(group));
  place_denials(std::move(denials), claims, out);
  apply_decisions(claims, options.decisions, out);
  for (auto& group : out) {
    std::ranges::sort(group.asserts, {}, &Leg::claim);
    std::ranges::sort(group.denies, {}, &Leg::claim);
  }
  return in_order(std::move(out));
}

}  // namespace entente
