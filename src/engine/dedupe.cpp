// Duplicates across the lists of a ledger: every entity is asked of an index of all, what it finds
// is compared, and the pairs are put before an analyst, likeliest first. Nothing is merged by a
// score alone. Cost: a search and a few comparisons an entity, not all pairs. Tests:
// tests/cli/dedupe_test.py.
#include "entente/dedupe.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/ordered_work.h"
#include "engine/name_keys.h"
#include "engine/parts.h"
#include "index/search.h"
#include "index/segment.h"
#include "names/compare.h"
#include "names/tables.h"

namespace entente {
namespace {

using index::Segment;

constexpr size_t kCandidatesMax = 12;  // compared for an entity
constexpr size_t kBatch = 256;
constexpr size_t kMentionsMax = 5;  // shown of a pair

double rounded(float score) { return std::round(static_cast<double>(score) * 10000) / 10000; }

struct Pair {
  uint32_t left, right;  // of the segment, left < right
  float score;
};

// The last edition of each list, as one segment.
Result<std::shared_ptr<const Segment>> segment_of(const Engine::Parts& parts, const View& view,
                                                  const NameTables& tables) {
  const auto lists = view.lists();
  if (!lists) return std::unexpected(lists.error());
  index::SegmentBuilder builder(tables);
  for (size_t i = 0; i < lists->size(); ++i) {
    const StoredList& list = (*lists)[i];
    if (i + 1 < lists->size() && (*lists)[i + 1].list == list.list) continue;
    const uint16_t dataset = builder.add_dataset({list.list, list.edition, {}, list.list});
    const auto done = view.entities_of(list, [&](Entity&& e) {
      builder.add(index::prepare_entry(std::move(e), tables), dataset);
      return !parts.stopped();
    });
    if (!done) return std::unexpected(done.error());
  }
  return std::move(builder).build();
}

bool may_be_one(const Segment& segment, uint32_t a, uint32_t b, bool within_lists) {
  const auto entities = segment.arrays().entities;
  if (a == b || (!within_lists && entities[a].dataset == entities[b].dataset)) return false;
  const auto sort = [&](uint32_t e) {
    return sort_of_schema(segment.schemas()[entities[e].schema]);
  };
  return sort(a) == sort(b) || sort(a) == Sort::other || sort(b) == Sort::other;
}

void add_pairs_of(const Segment& segment, index::Searcher& searcher, uint32_t entity,
                  const DedupeRequest& request, std::vector<Pair>& out) {
  const auto whole = segment.entity(entity);
  const auto block = segment.prepared(entity);
  if (!whole || !block) return;
  const index::Allowed others = [&](const index::EntityRow&, uint32_t other) {
    return may_be_one(segment, entity, other, request.within_lists);
  };
  for (const auto& c : searcher.find(index::question_of(*whole, *block), kCandidatesMax, others)) {
    const auto other = segment.prepared(c.entity);
    if (!other) continue;
    const float score = compare(*block, *other).score;
    if (rounded(score) >= request.threshold)
      out.push_back({std::min(entity, c.entity), std::max(entity, c.entity), score});
  }
}

// Each pair once, the likeliest first.
std::vector<Pair> pairs_of(const Engine::Parts& parts, const Segment& segment,
                           const DedupeRequest& request) {
  const size_t batches = (segment.size() + kBatch - 1) / kBatch;
  std::vector<Pair> out;
  ordered_work(
      batches, parts.threads(),
      [&](size_t batch) {
        index::Searcher searcher(segment);
        std::vector<Pair> found;
        const size_t end = std::min<size_t>(segment.size(), (batch + 1) * kBatch);
        for (size_t e = batch * kBatch; e < end && !parts.stopped(); ++e)
          add_pairs_of(segment, searcher, static_cast<uint32_t>(e), request, found);
        return found;
      },
      [&](size_t batch, std::vector<Pair>&& found) {
        out.insert(out.end(), found.begin(), found.end());
        parts.progress("comparing", std::min<size_t>(segment.size(), (batch + 1) * kBatch),
                       segment.size());
        return !parts.stopped();
      });
  std::ranges::sort(out, [](const Pair& a, const Pair& b) {
    if (a.score != b.score) return a.score > b.score;
    return std::pair(a.left, a.right) < std::pair(b.left, b.right);
  });
  const auto same = std::ranges::unique(
      out, [](const Pair& a, const Pair& b) { return a.left == b.left && a.right == b.right; });
  out.erase(same.begin(), same.end());
  return out;
}

DedupeSide side_of(const Entity& e) { return {e.id, e.caption, e.schema, e.dataset}; }

nlohmann::json json_of(const DedupeSide& side) {
  return {{"id", side.id},
          {"caption", side.caption},
          {"schema", side.schema},
          {"datasets", {side.dataset}}};
}

std::string json_of(const DedupePair& pair) {
  auto reasons = nlohmann::json::array();
  for (const ScreenReason& r : pair.reasons)
    reasons.push_back({{"what", r.what},
                       {"left", r.left},
                       {"right", r.right},
                       {"verdict", r.verdict},
                       {"detail", r.detail},
                       {"weight", r.weight}});
  return nlohmann::json{{"left", json_of(pair.left)}, {"right", json_of(pair.right)},
                        {"score", pair.score},        {"reasons", std::move(reasons)},
                        {"mentions", pair.mentions},  {"matcher", kMatcherVersion}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Words of reports that name both entities by the keys that mentions are resolved by.
Result<std::vector<std::string>> shared_mentions(const View& view, const Entity& a,
                                                 const Entity& b) {
  const NameKeys keys = make_name_keys();
  const auto of_b = keys.of_entity(b);
  std::vector<std::string> out;
  for (const auto& key : keys.of_entity(a)) {
    if (std::ranges::find(of_b, key) == of_b.end()) continue;
    const auto found = view.mentions_keyed(key, kMentionsMax);
    if (!found) return std::unexpected(found.error());
    for (const auto& text : *found)
      if (out.size() < kMentionsMax && std::ranges::find(out, text) == out.end())
        out.push_back(text);
  }
  return out;
}

Result<DedupePair> shown(const View& view, const Segment& segment, const NameTables& tables,
                         const Pair& pair) {
  const auto a = segment.entity(pair.left), b = segment.entity(pair.right);
  if (!a) return std::unexpected(a.error());
  if (!b) return std::unexpected(b.error());
  DedupePair out{side_of(*a), side_of(*b), rounded(pair.score), {}, {}, {}};
  for (Reason& r : explain(*a, *b, tables).reasons)
    out.reasons.push_back({std::move(r.what), std::move(r.left), std::move(r.right),
                           std::move(r.verdict), std::move(r.detail), rounded(r.weight)});
  auto mentions = shared_mentions(view, *a, *b);
  if (!mentions) return std::unexpected(mentions.error());
  out.mentions = *std::move(mentions);
  out.json = json_of(out);
  return out;
}

// What has been decided of a pair in this run, to be taken back.
struct Step {
  size_t pair;
  int64_t revision;  // of the judgement; 0: it was skipped
  DedupeChoice choice;
};

}  // namespace

// One run: the pairs, the judgements as they stand, and the way back.
class Deduping {
 public:
  using Ask = std::function<DedupeChoice(const DedupePair&, size_t left)>;
  Deduping(Engine& engine, const Engine::Parts& parts, const DedupeRequest& request,
           DedupeRecord& record)
      : engine_(engine), parts_(parts), request_(request), record_(record) {}

  Status open() {
    const auto home = parts_.home();
    if (!home) return std::unexpected(home.error());
    auto tables = NameTables::load(*home + "/data");
    if (!tables) return std::unexpected(tables.error());
    tables_.emplace(*std::move(tables));
    if (auto ok = read_judgements(); !ok) return ok;
    auto segment = segment_of(parts_, *view_, *tables_);
    if (!segment) return std::unexpected(segment.error());
    segment_ = *std::move(segment);
    pairs_ = pairs_of(parts_, *segment_, request_);
    if (parts_.stopped()) return fail(Code::interrupted, "stopped before the end");
    record_.entities = segment_->size();
    for (const Pair& pair : pairs_) {
      const auto open = is_open(pair);
      if (!open) return std::unexpected(open.error());
      record_.pairs += *open;
    }
    return {};
  }

  Status run(const Ask& ask) {
    for (size_t at = 0; at < pairs_.size() && !parts_.stopped();) {
      const auto open = is_open(pairs_[at]);
      if (!open) return std::unexpected(open.error());
      if (!*open) {
        ++at;
        continue;
      }
      const auto pair = shown(*view_, *segment_, *tables_, pairs_[at]);
      if (!pair) return std::unexpected(pair.error());
      const DedupeChoice choice = ask(*pair, pairs_.size() - at);
      if (choice == DedupeChoice::quit) return {};
      if (choice == DedupeChoice::undo) {
        if (auto back = take_back(at); !back) return back;
        continue;
      }
      if (auto done = decide(*pair, at, choice); !done) return done;
      ++at;
    }
    return {};
  }

 private:
  Status read_judgements() {
    auto view = View::open(parts_.settings.ledger);
    if (!view) return std::unexpected(view.error());
    view_.emplace(*std::move(view));
    const auto all = view_->judgements();
    if (!all) return std::unexpected(all.error());
    decided_.emplace(*all);
    return {};
  }

  // Not merged and not split, by itself or through others.
  Result<bool> is_open(const Pair& pair) const {
    const auto a = segment_->entity(pair.left), b = segment_->entity(pair.right);
    if (!a) return std::unexpected(a.error());
    if (!b) return std::unexpected(b.error());
    const auto together = decided_->together(a->id);
    return std::ranges::find(together, b->id) == together.end() && !decided_->apart(a->id, b->id);
  }

  // The problem of a judgement that failed has been reported already.
  Result<int64_t> judge(JudgeRequest request) {
    int64_t revision = 0;
    const Exit exit =
        engine_.judge(request, [&](const JudgementRecord& j) { revision = j.revision; });
    if (exit != Exit::done)
      return fail(Code::bad_argument, "the judgement was not recorded", {}, request.kind);
    if (auto ok = read_judgements(); !ok) return std::unexpected(ok.error());
    return revision;
  }

  std::string reason_of(const DedupePair& pair) const {
    if (!request_.why.empty()) return request_.why;
    return fmt::format("dedupe: “{}” and “{}” score {:.2f} ({})", pair.left.caption,
                       pair.right.caption, pair.score, kMatcherVersion);
  }

  Status decide(const DedupePair& pair, size_t at, DedupeChoice choice) {
    Step step{at, 0, choice};
    if (choice != DedupeChoice::skip) {
      const char* kind = choice == DedupeChoice::same ? "merge" : "split";
      const auto revision =
          judge({kind, {pair.left.id, pair.right.id}, request_.who, reason_of(pair)});
      if (!revision) return std::unexpected(revision.error());
      step.revision = *revision;
    }
    count(choice) += 1;
    steps_.push_back(step);
    return {};
  }

  Status take_back(size_t& at) {
    if (steps_.empty()) return {};
    const Step last = steps_.back();
    steps_.pop_back();
    count(last.choice) -= 1;
    at = last.pair;
    if (last.revision == 0) return {};
    const auto undone = judge({"undo",
                               {std::to_string(last.revision)},
                               request_.who,
                               request_.why.empty() ? "dedupe: taken back" : request_.why});
    if (!undone) return std::unexpected(undone.error());
    return {};
  }

  size_t& count(DedupeChoice choice) {
    return choice == DedupeChoice::same        ? record_.merged
           : choice == DedupeChoice::different ? record_.split
                                               : record_.skipped;
  }

  Engine& engine_;
  const Engine::Parts& parts_;
  const DedupeRequest& request_;
  DedupeRecord& record_;
  std::optional<NameTables> tables_;
  std::optional<View> view_;
  std::optional<Decided> decided_;
  std::shared_ptr<const Segment> segment_;
  std::vector<Pair> pairs_;
  std::vector<Step> steps_;
};

Exit Engine::dedupe(const DedupeRequest& request,
                    const std::function<DedupeChoice(const DedupePair&, size_t left)>& ask,
                    DedupeRecord& out) {
  if (!(request.threshold > 0 && request.threshold <= 1))
    return parts_->report(Error{Code::bad_argument,
                                "the threshold lies between 0 and 1",
                                {},
                                std::to_string(request.threshold),
                                {}});
  Deduping run(*this, *parts_, request, out);
  auto done = run.open();
  if (done) done = run.run(ask);
  out.json = nlohmann::json{{"entities", out.entities},
                            {"pairs", out.pairs},
                            {"merged", out.merged},
                            {"split", out.split},
                            {"skipped", out.skipped}}
                 .dump();
  if (!done) return parts_->report(done.error());
  return out.pairs == 0 ? Exit::nothing_found : Exit::done;
}

}  // namespace entente
