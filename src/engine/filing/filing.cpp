#include "engine/filing/filing.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "engine/clock.h"
#include "engine/filing/evidence.h"
#include "engine/name_keys.h"
#include "ledger/view.h"
#include "ledger/writer.h"
#include "names/normalise.h"

namespace entente {
namespace {

constexpr size_t kBatch = 256;  // sheets in a transaction

struct Chosen {
  const Found* found;
  const FindingRule* rule;
};

// Findings that make a claim, and why the others make none.
std::vector<Chosen> choose(const Engine::Parts& parts, const std::vector<Found>& found,
                           const FindingRules& rules, SourceRows& rows, FiledCounts& counts) {
  std::vector<Chosen> out;
  std::map<std::string, size_t> left_out;
  for (const Found& one : found) {
    const FindingRule* rule = rules.of(one);
    std::string why;
    if (!rule) why = "no row of data/findings.tsv tells what it says";
    else if (!rule->kind) why = rule->words;
    else if (one.rows.empty()) why = "no row shows it by itself";
    if (!why.empty()) {
      ++left_out[one.finding + ": " + why], ++counts.left_out;
      continue;
    }
    for (size_t i = 0; i < one.rows.size(); ++i) rows.want(one.rows[i]);
    out.push_back({&one, rule});
  }
  for (const auto& [why, count] : left_out) parts.note(fmt::format("{} not filed: {}", count, why));
  return out;
}

// Names come from files, and may be anything.
void clean(std::vector<Found>& found) {
  for (Found& one : found) {
    for (FoundActor& actor : one.actors)
      actor.text = as_row(actor.text), actor.note = as_row(actor.note);
    for (FoundValue& value : one.values) value.text = as_row(value.text);
  }
}

// The state of a listed entity that bears this name; empty when there is none, or several that
// differ. Lists tell countries as two letters.
Result<std::string> state_by_lists(const View& view, const std::string& name) {
  std::string out;
  for (const std::string& key : name_keys(name)) {
    const auto ids = view.entities_named(key);
    if (!ids) return std::unexpected(ids.error());
    for (const std::string& id : *ids) {
      const auto entity = view.entity(id);
      if (!entity) return std::unexpected(entity.error());
      if (!*entity) continue;
      for (const Statement& s : (*entity)->entity.statements) {
        if (s.property != "country" && s.property != "jurisdiction") continue;
        const std::string code = lower(s.value);
        if (code.size() != 2 || (!out.empty() && out != code)) return std::string();
        out = code;
      }
    }
  }
  return out;
}

Status ask_lists(const Engine::Parts& parts, std::vector<Found>& found) {
  const auto wants = [](const FoundActor& a) { return a.ask_lists && a.state.empty(); };
  if (std::ranges::none_of(found,
                           [&](const Found& f) { return std::ranges::any_of(f.actors, wants); }))
    return {};
  View::Options options;
  options.keys = make_name_keys();
  const auto view = View::open(parts.settings.ledger, options);
  if (!view) return view.error().code == Code::not_found ? Status() : std::unexpected(view.error());
  if (!view->has_lists()) return {};
  std::map<std::string, std::string> known;
  for (Found& one : found)
    for (FoundActor& actor : one.actors) {
      if (!wants(actor)) continue;
      const auto [at, fresh] = known.try_emplace(actor.text);
      if (fresh) {
        auto state = state_by_lists(*view, actor.text);
        if (!state) return std::unexpected(state.error());
        at->second = std::move(*state);
      }
      actor.state = at->second;
    }
  return {};
}

// The files themselves, without text: the ledger keeps the bytes, and verifies them.
std::vector<DocumentEntry> kept_files(const SourceRows& rows, const FilingRequest& request) {
  std::vector<DocumentEntry> out;
  for (const auto& [path, file] : rows.files()) {
    if (file.bytes.empty()) continue;
    DocumentEntry entry;
    entry.document.id = file.sha256;
    entry.document.path = path;
    entry.document.title = as_row(file.name);
    entry.document.publisher = request.publisher;
    entry.document.published = request.published;
    entry.document.url = request.url;
    entry.original = file.bytes;
    out.push_back(std::move(entry));
  }
  return out;
}

Status file_them(const Engine::Parts& parts, const FilingRequest& request,
                 std::vector<Found>& found, FiledCounts& counts) {
  if (auto ok = ask_lists(parts, found); !ok) return ok;
  const auto home = parts.home();
  if (!home) return std::unexpected(home.error());
  const auto rules = FindingRules::read(*home + "/data");
  if (!rules) return std::unexpected(rules.error());
  SourceRows rows;
  const auto chosen = choose(parts, found, *rules, rows, counts);
  if (auto ok = rows.read(parts.settings.stop); !ok) return ok;
  auto writer = Writer::open(parts.settings.ledger, make_name_keys(), parts.writing());
  if (!writer) return std::unexpected(writer.error());
  const std::string now = now_utc();
  if (const auto files = kept_files(rows, request); !files.empty())
    if (auto added = writer->add_documents(files, now); !added)
      return std::unexpected(added.error());
  for (size_t i = 0; i < chosen.size() && !parts.stopped();) {
    std::vector<DocumentEntry> batch;
    for (; i < chosen.size() && batch.size() < kBatch; ++i)
      batch.push_back(evidence_sheet(*chosen[i].found, *chosen[i].rule, rows, request));
    const auto outcomes = writer->add_documents(batch, now);
    if (!outcomes) return std::unexpected(outcomes.error());
    for (const Written& outcome : *outcomes) ++(outcome.added ? counts.claims : counts.known);
    parts.progress("filing", i, chosen.size());
  }
  return {};
}

}  // namespace

Exit file_findings(const Engine::Parts& parts, const FilingRequest& request,
                   std::vector<Found>&& found, FiledCounts& counts, Exit so_far) {
  if (!request.wanted || found.empty() || parts.stopped()) return so_far;
  clean(found);
  if (auto ok = file_them(parts, request, found, counts); !ok) {
    const Exit exit = parts.report(ok.error());
    return exit == Exit::nothing_found ? Exit::some_failed : exit;
  }
  return parts.stopped() ? Exit::interrupted : so_far;
}

}  // namespace entente
