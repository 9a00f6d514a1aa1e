// The ledger's claims are weighed together, so that a tie has the standing that all reports give
// it. Names of states, their capitals and governments ("Pyongyang", "the Kremlin") are the state;
// whoever else acts for a state stays himself and belongs to it.
#include "engine/network/scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "engine/actors.h"
#include "engine/measures.h"
#include "engine/network/node_kind.h"
#include "engine/weighing.h"
#include "intake/lists/byte_stream.h"
#include "intake/lists/lists.h"
#include "intake/owners/owners.h"
#include "intake/ties/ties.h"
#include "network/from_claims.h"
#include "network/from_entities.h"
#include "weighing/actors.h"

namespace entente {
namespace {

constexpr size_t kFileBytesMax = size_t{8} << 30;

std::string counted(size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

// A list whose entities may be anybody, not listed parties alone.
bool holds_anybody(std::string_view list_id) {
  return list_id == "ftm_json" || list_id == "ftm_statements" || list_id == "senzing" ||
         list_id == "targets_simple";
}

class Opener {
 public:
  Opener(Engine::Parts& parts, const NetworkScope& scope) : parts_(parts), scope_(scope) {}

  Result<Network> run(const View* ledger) {
    for (const auto& file : scope_.data)
      if (auto ok = add_file(file); !ok) return std::unexpected(ok.error());
    if (ledger)
      if (auto ok = add_ledger(*ledger); !ok) return std::unexpected(ok.error());
    if (builder_.refused() > 0)
      parts_.note(
          fmt::format("{} ties beyond {} are not held", builder_.refused(), Graph::kTiesMax));
    out_.graph = std::move(builder_).build();
    return std::move(out_);
  }

 private:
  Status add_file(const std::string& path) {
    auto stream = intake::ByteStream::open(path);
    if (!stream) return std::unexpected(stream.error());
    const auto head = stream->read(1 << 14, SIZE_MAX);
    if (!head) return std::unexpected(head.error());
    if (is_xml_graph(*head)) return add_rows(path, true);
    if (is_ties_csv(*head)) return add_rows(path, false);
    if (recognise_list(path)) return add_list(path);
    return add_stakes_of(path);
  }

  // Puts the rows of a table, or of a graph in XML, into the graph.
  class RowTaker {
   public:
    RowTaker(GraphBuilder& builder, uint16_t source) : builder_(builder), source_(source) {}

    void tie(const TieRow& row) {
      const HoldsFor holds = holds_for(row.when);
      const auto group = row.group.empty() ? TieGroup::link : find_tie_group(row.group);
      if (!group && unknown.empty()) unknown = row.group;
      Tie tie{.from = builder_.node(row.from), .to = builder_.node(row.to)};
      tie.begins = holds.begins_first, tie.ends = holds.ends_last;
      tie.evidence = static_cast<uint32_t>(row.line);
      tie.kind = builder_.kind(row.kind.empty() ? "tie" : row.kind, group.value_or(TieGroup::link));
      tie.source = source_;
      tie.mutual = row.mutual;
      if (!row.standing.empty())
        for (int s = 0; s <= static_cast<int>(Standing::refuted); ++s)
          if (row.standing == name(static_cast<Standing>(s)))
            tie.standing = static_cast<uint8_t>(s);
      if (!row.share.empty())
        if (const auto band = parse_band(row.share))
          tie.share = static_cast<uint16_t>(band->low / (kPercent / 100));
      describe(tie.from, row.from_title, row.from_kind);
      describe(tie.to, row.to_title, row.to_kind);
      builder_.tie(tie);
    }

    void node(const NodeRow& row) {
      const uint32_t node = builder_.node(row.id);
      describe(node, row.title, row.kind);
      Node& details = builder_.details(node);
      if (details.state == 0) details.state = pack_state(row.state);
      details.listed = details.listed || row.listed;
    }

    std::string unknown;  // the first group that is none

   private:
    void describe(uint32_t node, std::string_view title, std::string_view kind) {
      if (!title.empty()) builder_.title(node, title);
      if (!kind.empty())
        if (const auto known = find_node_kind(kind)) builder_.details(node).kind = *known;
    }
    GraphBuilder& builder_;
    uint16_t source_;
  };

  Status add_rows(const std::string& path, bool is_xml) {
    RowTaker taker(builder_, builder_.source(std::filesystem::path(path).filename().string()));
    const auto tie = [&](const TieRow& row) { taker.tie(row); };
    const auto report = is_xml ? read_xml_graph(path, kFileBytesMax, tie,
                                                [&](const NodeRow& row) { taker.node(row); })
                               : read_ties_csv(path, kFileBytesMax, tie);
    if (!report) return std::unexpected(report.error());
    if (!taker.unknown.empty())
      parts_.note(path + ": no group of ties: " + taker.unknown + "; taken as link");
    tell(report->problems, report->problem_count, path);
    out_.searched.push_back(counted(report->rows, "tie of ", "ties of ") + path);
    return {};
  }

  Status add_list(const std::string& path) {
    const auto match = recognise_list(path);
    EntityTies ties(builder_, std::filesystem::path(path).filename().string(),
                    !holds_anybody(match->list->id));
    ListOptions options;
    options.series = "file";
    const auto report = read_list(
        path, [&](Entity&& e) { ties.add(e); }, options);
    if (!report) return std::unexpected(report.error());
    out_.searched.push_back(counted(report->entities, "entity of ", "entities of ") + path);
    return {};
  }

  Status add_stakes_of(const std::string& path) {
    Stakes stakes;
    const auto report = read_stakes(path, stakes, {});
    if (!report) {
      if (report.error().code != Code::unknown_format) return std::unexpected(report.error());
      return fail(Code::unknown_format, "holds no relations that are known here", path,
                  report.error().piece,
                  "FollowTheMoney, a list, BODS, GLEIF, UK PSC, owner,entity,percent or from,to");
    }
    add_stakes(builder_, stakes);
    tell(report->problems, report->problem_count, path);
    out_.searched.push_back(counted(report->stakes, "stake of ", "stakes of ") + path);
    return {};
  }

  void tell(const std::vector<Error>& problems, size_t count, const std::string& path) {
    for (const auto& problem : problems) parts_.report(problem);
    if (count > problems.size())
      parts_.note(fmt::format("{}: {} more rows make no sense", path, count - problems.size()));
    out_.problems += count;
  }

  Status add_ledger(const View& view) {
    const auto dictionaries = parts_.dictionaries();
    if (!dictionaries) return std::unexpected(dictionaries.error());
    const auto measures = measures_of(parts_);
    if (!measures) return std::unexpected(measures.error());
    WeighQuery query;
    query.as_of = scope_.as_of;
    auto options = weigh_options(query, view, **dictionaries, **measures);
    if (!options) return std::unexpected(options.error());
    if (auto ok = add_lists(view); !ok) return ok;  // first: their names are the better titles
    const auto namer = [&](const Mention& m) {
      Mention plain = m;
      // A capital or a government is its state.
      if (m.entity.empty() && !m.state.empty() && (*dictionaries)->state_of_name(m.text) == m.state)
        plain.text.clear();
      NodeName name = plain_node_name(plain, *options);
      if (name.kind == NodeKind::actor && m.entity.empty())
        name.kind = kind_of_mention(**dictionaries, m.text);
      return name;
    };
    auto ties = add_ledger_ties(view,
                                {.filter = {.source = scope_.source},
                                 .options = *options,
                                 .namer = namer,
                                 .threads = parts_.threads(),
                                 .stopped = [&] { return parts_.stopped(); }},
                                builder_);
    if (!ties) return std::unexpected(ties.error());
    out_.backings = std::move(ties->backings);
    out_.revision = view.revision().value_or(0);
    out_.searched.push_back(counted(ties->claims, "claim of the ledger", "claims of the ledger"));
    return {};
  }

  Status add_lists(const View& view) {
    const auto editions = view.lists();
    if (!editions) return std::unexpected(editions.error());
    for (size_t i = 0; i < editions->size(); ++i) {
      const StoredList& list = (*editions)[i];
      if (i + 1 < editions->size() && (*editions)[i + 1].list == list.list) continue;  // older
      bool sanctions = false;
      for (const auto& info : list_infos())
        sanctions = sanctions || (info.id == list.list && !holds_anybody(info.id));
      EntityTies ties(builder_, list.list, sanctions);
      const auto done = view.entities_of(list, [&](Entity&& e) {
        ties.add(e);
        return true;
      });
      if (!done) return std::unexpected(done.error());
      out_.searched.push_back(
          counted(static_cast<size_t>(list.entities), "entity of ", "entities of ") + list.list +
          (list.edition.empty() ? "" : ", " + list.edition));
    }
    return {};
  }

  Engine::Parts& parts_;
  const NetworkScope& scope_;
  GraphBuilder builder_;
  Network out_;
};

std::unexpected<Error> no_word(std::string_view flag, const std::string& word,
                               const std::vector<std::string>& words) {
  const std::string near = suggest(word, words);
  return fail(Code::bad_argument, "no such word", std::string(flag), word,
              near.empty() ? "one of: " + join(words, ", ") : "did you mean " + near + "?");
}

// What a question lets through of a graph.
class FilterMaker {
 public:
  FilterMaker(const Graph& graph, const NetworkScope& scope) : graph_(graph), scope_(scope) {}

  Result<TieFilter> run() {
    if (auto ok = set_filter(); !ok) return std::unexpected(ok.error());
    return std::move(filter_);
  }

 private:
  Status set_filter() {
    TieFilter& f = filter_;
    if (!scope_.standing.empty()) {
      std::vector<std::string> words;
      for (int s = 0; s <= static_cast<int>(Standing::refuted); ++s) {
        words.emplace_back(name(static_cast<Standing>(s)));
        if (words.back() == lower(scope_.standing))
          f.standings = standings_from(static_cast<Standing>(s));
      }
      if (std::ranges::find(words, lower(scope_.standing)) == words.end())
        return no_word("--standing", scope_.standing, words);
    }
    for (const auto& [flag, text, day] :
         {std::tuple("--since", &scope_.since, &f.since), {"--until", &scope_.until, &f.until}}) {
      if (text->empty()) continue;
      const auto date = parse_date(*text);
      if (!date)
        return fail(Code::bad_argument, "no date", flag, *text,
                    "write 2024, 2024-05 or 2024-05-17");
      const bool first = day == &f.since;
      *day = static_cast<int32_t>(days_from_epoch(first ? first_day(*date) : last_day(*date)));
    }
    return set_kinds();
  }

  Status set_kinds() {
    if (scope_.kinds.empty() && scope_.domains.empty() && scope_.groups.empty()) return {};
    const Graph& g = graph_;
    std::vector<std::string> known;
    for (uint16_t k = 0; k < g.kind_count(); ++k) known.emplace_back(g.kind(k));
    std::vector<std::string> wanted;
    for (const auto& word : scope_.kinds) {
      const std::string kind = lower(word);
      const bool gift = kind == "transfer" || kind == "acquire" || kind == "exchange";
      const std::string family = gift ? "give" : kind;
      if (std::ranges::find(known, family) == known.end() && !find_kind(kind))
        return no_word("--kind", word, known);
      wanted.push_back(family);
    }
    std::vector<Domain> domains;
    for (const auto& word : scope_.domains) {
      const auto domain = find_domain(lower(word));
      if (!domain) {
        std::vector<std::string> words;
        for (const auto d : entente::domains()) words.emplace_back(name(d));
        return no_word("--domain", word, words);
      }
      domains.push_back(*domain);
    }
    std::vector<TieGroup> groups;
    for (const auto& word : scope_.groups) {
      const auto group = find_tie_group(lower(word));
      if (!group) {
        std::vector<std::string> words;
        for (int i = 0; i < kTieGroups; ++i) words.emplace_back(name(static_cast<TieGroup>(i)));
        return no_word("--group", word, words);
      }
      groups.push_back(*group);
    }
    for (uint16_t k = 0; k < g.kind_count(); ++k) {
      const auto of = find_kind(g.kind(k));
      const Domain domain = g.kind(k) == "give" || !of ? Domain::exchange : info(*of).domain;
      const bool in_domain =
          domains.empty() ||
          ((of || g.kind(k) == "give") && std::ranges::find(domains, domain) != domains.end());
      const bool of_kind = wanted.empty() || std::ranges::find(wanted, g.kind(k)) != wanted.end();
      const bool in_group = groups.empty() || std::ranges::find(groups, g.group(k)) != groups.end();
      filter_.kinds.push_back(in_domain && of_kind && in_group);
    }
    return {};
  }

  const Graph& graph_;
  const NetworkScope& scope_;
  TieFilter filter_;
};

}  // namespace

std::optional<Backings::Backing> ScopedGraph::backing(const Tie& tie) const {
  const auto& backings = network->backings;
  if (graph.source(tie.source) != kClaimsSource || tie.evidence >= backings.size())
    return std::nullopt;
  return backings[tie.evidence];
}

const std::vector<Claim>& ScopedGraph::claims_of(uint32_t tie) const {
  read_claims({&tie, 1});
  return (*known)[graph.tie(tie).evidence];
}

void ScopedGraph::read_claims(std::span<const uint32_t> ties) const {
  std::vector<std::pair<int64_t, uint32_t>> wanted;  // row, evidence
  for (const uint32_t t : ties) {
    const uint32_t evidence = graph.tie(t).evidence;
    const auto backed = backing(graph.tie(t));
    if (!backed || !known->try_emplace(evidence).second) continue;
    for (const int64_t row : backed->rows) wanted.emplace_back(row, evidence);
  }
  if (!ledger || wanted.empty()) return;
  std::ranges::sort(wanted);
  std::vector<int64_t> rows;
  for (const auto& [row, evidence] : wanted)
    if (rows.empty() || rows.back() != row) rows.push_back(row);
  const auto hold = ledger->hold();
  // What cannot be read is left out; the words of a tie are not worth a failure.
  (void)ledger->claims_at(rows, {.with_rejected = true}, [&](StoredClaim&& stored) {
    auto place = std::ranges::lower_bound(wanted, std::pair(stored.row, uint32_t{0}));
    for (; place != wanted.end() && place->first == stored.row; ++place)
      (*known)[place->second].push_back(stored.claim);
    return true;
  });
}

namespace {

// Files may change between two questions; a ledger's revision does not.
Result<std::shared_ptr<const Network>> network_of(Engine::Parts& parts, const NetworkScope& scope,
                                                  const View* view) {
  std::string key;
  if (view && scope.data.empty()) {
    const auto revision = view->revision();
    if (!revision) return std::unexpected(revision.error());
    key = "network\n" + scope.as_of + '\n' + scope.source + '\n' +
          ledger_key(parts.settings.ledger, *revision);
  }
  return keep<Network>(
      key.empty() ? nullptr : parts.settings.kept.get(), key,
      [&] { return Opener(parts, scope).run(view); },
      [](const Network& n) {
        constexpr size_t kClaimBytes = 1700;
        return (n.graph.bytes() + n.backings.bytes()) / kClaimBytes + 1;
      });
}

}  // namespace

Result<ScopedGraph> open_scope(Engine::Parts& parts, const NetworkScope& scope) {
  auto view = parts.view(scope.at);
  if (!view && (view.error().code != Code::not_found || scope.data.empty()))
    return std::unexpected(view.error());
  auto network = [&] {
    if (!view) return network_of(parts, scope, nullptr);
    const auto hold = view->hold();
    return network_of(parts, scope, &*view);
  }();
  if (!network) return std::unexpected(network.error());
  ScopedGraph out(std::move(*network), scope.at);
  auto filter = FilterMaker(out.graph, scope).run();
  if (!filter) return std::unexpected(filter.error());
  out.filter = std::move(*filter);
  if (view) out.ledger = std::make_shared<const View>(std::move(*view));
  return out;
}

Result<NamedNodes> nodes_named(Engine::Parts& parts, const ScopedGraph& scoped,
                               const std::string& named) {
  const Graph& g = scoped.graph;
  const auto dictionaries = parts.dictionaries();
  if (dictionaries) {
    const std::string code = lower(named);
    const bool is_code = code.size() == 2 && !(*dictionaries)->state_name(code).empty();
    const std::string state = is_code ? code : std::string((*dictionaries)->state_of_name(named));
    if (!state.empty())
      if (auto nodes = g.of_state(state); !nodes.empty())
        return NamedNodes{std::string((*dictionaries)->state_name(state)), std::move(nodes)};
  }
  if (const auto node = g.find(named)) return NamedNodes{g.title(*node), {*node}};
  auto nodes = g.titled(named);
  if (nodes.empty() && dictionaries && scoped.revision > 0)
    if (const auto view = parts.view(scoped.at))  // another name of a listed entity
      if (const auto actor = resolve_actor(named, *view, **dictionaries); actor)
        if (const auto node = g.find(actor->key)) nodes.push_back(*node);
  const std::string folded = fold_name(named);
  for (uint32_t n = 0; nodes.empty() && n < g.node_count(); ++n)
    if (fold_name(g.title(n)) == folded) nodes.push_back(n);
  if (nodes.size() == 1) return NamedNodes{g.title(nodes[0]), nodes};
  if (nodes.size() > 1) {
    std::vector<std::string> ids;
    for (const uint32_t n : nodes)
      if (ids.size() < 8) ids.emplace_back(g.id(n));
    return fail(Code::bad_argument,
                std::to_string(nodes.size()) + " bear this name; they may be different ones", {},
                named, "name one by id: " + join(ids, ", "));
  }
  std::vector<std::string> names;
  for (uint32_t n = 0; n < g.node_count() && names.size() < 20000; ++n) names.push_back(g.title(n));
  const std::string near = suggest(named, names);
  return fail(
      Code::not_found, "nobody of this name in " + join(scoped.searched, ", "), {}, named,
      near.empty() ? "name a state, an id or a full name" : "did you mean \"" + near + "\"?");
}

}  // namespace entente
