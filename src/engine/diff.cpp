// What changed since a revision or a day: the ledger weighed as it was and as it is. Of the whole
// ledger only what new claims and judgements touch is weighed (kin.h); the rest is as it was.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/free_on_threads.h"
#include "base/ordered_work.h"
#include "engine/feeds.h"
#include "engine/measures.h"
#include "engine/parts.h"
#include "engine/touched.h"
#include "engine/weighed.h"

namespace entente {
namespace {

constexpr size_t kListingsMax = 1000;

struct Since {
  int64_t revision = 0;     // the last one before
  std::optional<Date> day;  // compares what was published by the eve of it
};

std::unexpected<Error> no_since(const std::string& since) {
  return fail(Code::bad_argument, "neither a revision nor a day", "--since", since,
              "write 12, 2024-05 or 2024-05-17");
}

Result<Since> since_of(const DiffRequest& request, const View& view) {
  const std::string& text = request.since;
  int64_t revision = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
  const bool number = error == std::errc() && end == text.data() + text.size() && revision >= 0;
  if (number && !request.published) return Since{revision, {}};
  const auto day = parse_date(text);
  if (!day) return no_since(text);
  const Date eve = add_days(first_day(*day), -1);
  if (request.published) return Since{0, eve};
  const auto last = view.revision_on(to_string(eve));
  if (!last) return std::unexpected(last.error());
  return Since{*last, {}};
}

Result<WeighedLedger> weigh_before(const DiffRequest& request, const Since& since, const View& view,
                                   const Dictionaries& dictionaries, const Measures& measures) {
  WeighQuery query = request.query;
  if (since.day) {
    query.as_of = to_string(*since.day);
    return weigh_ledger(query, view, dictionaries, measures);
  }
  if (since.revision == 0) return WeighedLedger{};
  const auto earlier = view.earlier(since.revision);
  if (!earlier) return std::unexpected(earlier.error());
  auto out = weigh_ledger(query, *earlier, dictionaries, measures);
  // Nobody named the actor yet: there was nothing.
  if (!out && out.error().code == Code::not_found) return WeighedLedger{};
  return out;
}

std::string newest_day(const WeighedLedger& from, const std::vector<ClaimIndex>& claims) {
  std::string out;
  for (const ClaimIndex c : claims)
    if (const auto day = parse_date(from.claims[c].document.published))
      out = std::max(out, to_string(last_day(*day)));
  return out;
}

// The first line of a text, without the id in brackets.
std::string first_line(const std::string& text) {
  const std::string line = text.substr(0, text.find('\n'));
  return line.substr(0, line.rfind("  ["));
}

FeedEntry feed_entry(const WeighedLedger& after, const Change& change, const WeighedItem& item) {
  const Proposition& p = after.propositions[change.proposition];
  return {fmt::format("{}:{}:{}", p.id, name(p.verdict.standing), p.claims.size()),
          fmt::format("{}: {}", name(p.verdict.standing), first_line(item.text)), item.text,
          newest_day(after, change.claims.empty() ? p.claims : change.claims)};
}

std::string listings_json(const std::vector<StoredEntity>& listings) {
  std::string out = "[";
  for (const auto& l : listings) {
    const Entity& e = l.entity;
    out +=
        fmt::format("{}{{\"id\":{},\"caption\":{},\"schema\":{},\"dataset\":{},\"revision\":{}}}",
                    out.size() == 1 ? "\n" : ",\n", quoted_json(e.id), quoted_json(e.caption),
                    quoted_json(e.schema), quoted_json(e.dataset), l.revision);
  }
  return out + "\n]";
}

// Written on many threads: there are thousands after a day.
std::vector<WeighedItem> items_of(const WeighedLedger& before, const WeighedLedger& after,
                                  const std::vector<Change>& changes, size_t threads) {
  constexpr size_t kAtOnce = 64;
  std::vector<WeighedItem> out;
  ordered_work((changes.size() + kAtOnce - 1) / kAtOnce, threads,
               [&](size_t part) {
                 std::vector<WeighedItem> items;
                 for (size_t i = part * kAtOnce; i < std::min(changes.size(), (part + 1) * kAtOnce);
                      ++i)
                   items.push_back(change_item(before, after, changes[i]));
                 return items;
               },
               [&](size_t, std::vector<WeighedItem>&& items) {
                 std::ranges::move(items, std::back_inserter(out));
                 return true;
               });
  return out;
}

void write(const DiffRequest& request, WeighedLedger& before, const WeighedLedger& after,
           const std::vector<StoredEntity>& listings, size_t threads, WeighedAnswer& out) {
  const Changes changes =
      find_changes({before.claims, before.propositions}, {after.claims, after.propositions});
  Feed feed{"What changed since " + request.since, {}, {}};
  out.items = items_of(before, after, changes.changed, threads);
  for (size_t i = 0; i < out.items.size() && request.form != DiffRequest::Form::json; ++i) {
    feed.entries.push_back(feed_entry(after, changes.changed[i], out.items[i]));
    feed.updated = std::max(feed.updated, feed.entries.back().updated);
  }
  for (const size_t gone : changes.gone) {
    add_history(before, gone);
    out.items.push_back(gone_item(before, gone));
  }
  for (const auto& l : listings) {
    const std::string line =
        fmt::format("{} ({}), {}", l.entity.caption, l.entity.schema, l.entity.dataset);
    out.tail += "listed: " + line + "  [" + l.entity.id + "]\n";
    feed.entries.push_back({"listing:" + l.entity.id, "listed: " + line, line, feed.updated});
  }
  if (request.form == DiffRequest::Form::atom) out.json = to_atom(feed);
  else if (request.form == DiffRequest::Form::json_feed) out.json = to_json_feed(feed);
  else
    out.json = answer_json("diff", after,
                           {{"since", quoted_json(request.since)},
                            {"revision_before", std::to_string(before.revision)},
                            {"propositions", list_json(out.items)},
                            {"listings", listings_json(listings)}});
}

Result<BeforeAndAfter> weigh_both(const DiffRequest& request, const Since& since, const View& view,
                                  const Dictionaries& dictionaries, const Measures& measures,
                                  size_t threads) {
  const WeighQuery& query = request.query;
  if (query.actors.empty() && query.kind.empty() && query.proposition.empty() && !since.day &&
      since.revision > 0) {
    const auto earlier = view.earlier(since.revision);
    if (!earlier) return std::unexpected(earlier.error());
    auto touched =
        weigh_touched(query, since.revision, view, *earlier, dictionaries, measures, threads);
    if (!touched) return std::unexpected(touched.error());
    if (*touched) return std::move(**touched);
  }
  auto after = weigh_ledger(query, view, dictionaries, measures);
  if (!after) return std::unexpected(after.error());
  auto before = weigh_before(request, since, view, dictionaries, measures);
  if (!before) return std::unexpected(before.error());
  return BeforeAndAfter{std::move(*before), std::move(*after)};
}

Result<WeighedAnswer> answer(const DiffRequest& request, const View& view,
                             const Dictionaries& dictionaries, const Measures& measures,
                             size_t threads) {
  const auto since = since_of(request, view);
  if (!since) return std::unexpected(since.error());
  auto both = weigh_both(request, *since, view, dictionaries, measures, threads);
  if (!both) return std::unexpected(both.error());
  std::vector<StoredEntity> listings;
  if (!since->day) {
    auto found = view.entities_added_after(since->revision, kListingsMax);
    if (!found) return std::unexpected(found.error());
    listings = std::move(*found);
  }
  WeighedAnswer out;
  write(request, both->before, both->after, listings, threads, out);
  auto& [before, after, left] = *both;
  before.claims = after.claims = {};
  before.held.reset();
  free_on_threads(threads, after.held, left, before.propositions, after.propositions);
  return out;
}

}  // namespace

Exit Engine::diff(const DiffRequest& request, WeighedAnswer& out) {
  const auto view = parts_->view(request.query.at);
  if (!view) return parts_->report(view.error());
  const auto hold = view->hold();
  const auto dictionaries = parts_->dictionaries();
  if (!dictionaries) return parts_->report_missing(dictionaries.error());
  const auto measures = measures_of(*parts_);
  if (!measures) return parts_->report_missing(measures.error());
  auto made = answer(request, *view, **dictionaries, **measures, parts_->threads());
  if (!made) return parts_->report(made.error());
  out = std::move(*made);
  return out.items.empty() && out.tail.empty() ? Exit::nothing_found : Exit::done;
}

}  // namespace entente
