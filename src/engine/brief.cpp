// From the ledger to a brief on two actors. The brief stage picks what is about both from whatever
// names either; of two states, which may each be named in a million claims, it is handed only those
// that it can need: what names both, the kin of that, and what may tell of somebody in the middle.
#include "brief/brief.h"

#include <charconv>
#include <memory>
#include <mutex>
#include <set>

#include "base/free_on_threads.h"
#include "engine/actors.h"
#include "engine/brief_findings.h"
#include "engine/measures.h"
#include "engine/pair_claims.h"
#include "engine/parts.h"
#include "engine/query.h"
#include "engine/quote_context.h"
#include "engine/weighing.h"
#include "intake/lists/lists.h"
#include "weighing/lookup.h"

namespace entente {
namespace {

// What reading the claims of two states leaves.
struct Read {
  KnownContexts contexts;
  std::shared_ptr<const void> left;
};

Status collect_claims(const View& view, ClaimFilter filter, const ResolvedActor& a,
                      const ResolvedActor& b, int64_t known_until, std::set<std::string>& later,
                      const WeighOptions& options, Read& known, BriefInput& out) {
  if (is_state_code(a.key) && is_state_code(b.key) && a.key != b.key) {
    auto pair = claims_of_pair(view, filter, a.key, b.key, options, known.contexts);
    if (!pair) return std::unexpected(pair.error());
    known.left = std::move(pair->left);
    out.claims.reserve(pair->claims.size());
    for (auto& stored : pair->claims) {
      if (stored.rejected != 0) continue;
      if (stored.revision > known_until) later.insert(stored.claim.id);
      out.claims.push_back(std::move(stored.claim));
    }
    if (!pair->claims.empty()) return {};
  }
  filter.any_role = true;
  filter.actors = {a.signs};
  filter.actors[0].insert(filter.actors[0].end(), b.signs.begin(), b.signs.end());
  return view.claims(filter, [&](StoredClaim&& stored) {
    if (stored.revision > known_until) later.insert(stored.claim.id);
    out.claims.push_back(std::move(stored.claim));
    return true;
  });
}

template <class Use>
void each_mention(const std::vector<Claim>& claims, Use use) {
  for (const auto& c : claims)
    for (const auto* role : {&c.subject, &c.counterpart, &c.against, &c.object, &c.in_return,
                             &c.via, &c.where, &c.attribution})
      for (const auto& m : *role) use(m);
}

Status collect_entities(const View& view, BriefInput& out) {
  std::set<std::string> ids;
  each_mention(out.claims, [&](const Mention& m) {
    if (!m.entity.empty()) ids.insert(m.entity);
  });
  for (const auto& id : ids) {
    auto entity = view.entity(id);
    if (!entity) return std::unexpected(entity.error());
    if (*entity) out.entities.push_back(std::move((*entity)->entity));
  }
  return {};
}

void collect_state_names(const Dictionaries& dictionaries, BriefInput& out) {
  each_mention(out.claims, [&](const Mention& m) {
    if (out.state_names.contains(m.state)) return;
    const auto name = dictionaries.state_name(m.state);
    if (!name.empty()) out.state_names.emplace(m.state, name);
  });
}

// A bare number is a revision; a day one of publication.
Status collect_with_changes(const BriefRequest& request, const View& view,
                            const ClaimFilter& filter, const ResolvedActor& a,
                            const ResolvedActor& b, const WeighOptions& options, Read& known,
                            BriefInput& out) {
  const std::string& since = request.changed_since;
  int64_t revision = 0;
  const auto [end, error] = std::from_chars(since.data(), since.data() + since.size(), revision);
  const bool number = error == std::errc() && end == since.data() + since.size() && revision >= 0;
  const auto day = parse_date(since);
  if (!since.empty() && !number && !day)
    return fail(Code::bad_argument, "neither a revision nor a day", "--changed-since", since,
                "write 12, 2024-05 or 2024-05-17");
  std::set<std::string> later;
  if (auto ok = collect_claims(view, filter, a, b, number ? revision : INT64_MAX, later, options,
                               known, out);
      !ok)
    return ok;
  if (since.empty()) return {};
  out.changed_since = number ? "revision " + since : since;
  if (number) out.was_there = [later](const Claim& c) { return !later.contains(c.id); };
  else
    out.was_there = [eve = first_day(*day)](const Claim& c) {
      const auto published = parse_date(c.document.published);
      return !published || last_day(*published) < eve;
    };
  return {};
}

Result<BriefInput> collect(const BriefRequest& request, const View& view,
                           const Dictionaries& dictionaries, WeighOptions weighing, Read& known) {
  BriefInput out;
  if (!request.as_of.empty()) {
    out.as_of = parse_date(request.as_of);
    if (!out.as_of)
      return fail(Code::bad_argument, "no date", "--as-of", request.as_of,
                  "write 2024, 2024-05 or 2024-05-17");
    out.as_of = last_day(*out.as_of);
  }
  ClaimQuery query;
  query.since = request.since;
  const auto filter = filter_of(query, view, &dictionaries);
  if (!filter) return std::unexpected(filter.error());
  const auto a = resolve_actor(request.a, view, dictionaries);
  if (!a) return std::unexpected(a.error());
  const auto b = resolve_actor(request.b, view, dictionaries);
  if (!b) return std::unexpected(b.error());
  for (const auto* actor : {&*a, &*b})
    if (actor->key.empty())
      return fail(Code::not_found, "a brief is about states and listed entities", {}, actor->name,
                  "name a state, or a listed entity by its id or a full name on its list");
  out.a = {a->key, a->name};
  out.b = {b->key, b->name};
  const auto revision = view.revision();
  if (!revision) return std::unexpected(revision.error());
  out.ledger_revision = static_cast<uint64_t>(*revision);
  weighing.as_of = out.as_of;
  weighing.pair = {{a->key, b->key}};
  if (auto ok = collect_with_changes(request, view, *filter, *a, *b, weighing, known, out); !ok)
    return std::unexpected(ok.error());
  if (auto ok = collect_findings(view, *filter, weighing, out); !ok)
    return std::unexpected(ok.error());
  if (auto ok = collect_entities(view, out); !ok) return std::unexpected(ok.error());
  collect_state_names(dictionaries, out);
  for (const auto& list : list_infos())
    out.list_titles.emplace(std::string(list.id), std::string(list.title));
  return out;
}

// In the order of the claims, which come by document; of those that are not known yet it is read.
// One that cannot be read shows nothing.
std::vector<QuoteContext> contexts_of(std::span<const Claim> claims, const View& view,
                                      KnownContexts& known) {
  std::vector<QuoteContext> out;
  std::optional<StoredDocument> open;
  for (const Claim& claim : claims) {
    if (const auto at = known.find(claim.id); at != known.end()) {
      out.push_back(std::move(at->second));
      continue;
    }
    if (!open || open->document.id != claim.document.id)
      open = view.document(claim.document.id).value_or(std::nullopt);
    out.push_back(open ? context_of(open->document, claim.quote) : QuoteContext{});
  }
  return out;
}

}  // namespace

Exit Engine::brief(const BriefRequest& request, std::string& out) {
  const auto view = parts_->view(request.at);
  if (!view) return parts_->report(view.error());
  const auto hold = view->hold();
  const auto dictionaries = parts_->dictionaries();
  if (!dictionaries) return parts_->report_missing(dictionaries.error());
  const auto measures = measures_of(*parts_);
  if (!measures) return parts_->report_missing(measures.error());
  auto weighing = weigh_options({}, *view, **dictionaries, **measures);
  if (!weighing) return parts_->report(weighing.error());
  weighing->threads = parts_->threads();  // to read on
  Read known;
  auto input = collect(request, *view, **dictionaries, *weighing, known);
  if (!input) return parts_->report(input.error());
  input->decisions = weighing->decisions;
  input->threads = parts_->threads();
  input->measures = measures->get();
  input->contexts = [&](std::span<const Claim> claims) {
    return contexts_of(claims, *view, known.contexts);
  };
  std::mutex mutex;  // a view serves one thread at a time
  input->statement = [&](const Claim& claim) {
    const std::lock_guard lock(mutex);
    const auto document = view->document(claim.document.id).value_or(std::nullopt);
    return document ? document->document.text.substr(0, document->document.text.find('\n'))
                    : std::string();
  };
  if (request.form == BriefRequest::Form::html)
    input->draw_map = [&](const std::vector<BriefPlace>& places) {
      return map_of_places(*parts_, places);
    };
  auto brief = make_brief(std::move(*input));
  if (!brief) return parts_->report(brief.error());
  switch (request.form) {
    case BriefRequest::Form::markdown:
      out = to_markdown(*brief, request.width, parts_->threads());
      break;
    case BriefRequest::Form::html:
      out = to_html(*brief);
      break;
    case BriefRequest::Form::json:
      out = to_json(*brief);
      break;
  }
  free_on_threads(parts_->threads(), brief->claims, known.left, brief->propositions,
                  brief->sections, brief->documents, known.contexts);
  return Exit::done;
}

}  // namespace entente
