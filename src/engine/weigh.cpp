// The commands that weigh: each weighs what the query takes and makes its items from it.
#include <algorithm>

#include "engine/measures.h"
#include "engine/parts.h"
#include "engine/quote_context.h"
#include "engine/weighed.h"

namespace entente {
namespace {

// Weighs and hands the result to `use`, which fills the answer's items and JSON.
template <class Use>
Exit weigh_for(Engine::Parts& parts, const WeighQuery& query, WeighedAnswer& out, Use use) {
  out = {};
  const auto view = parts.view(query.at);
  if (!view) return parts.report(view.error());
  const auto hold = view->hold();
  const auto dictionaries = parts.dictionaries();
  if (!dictionaries) return parts.report_missing(dictionaries.error());
  const auto measures = measures_of(parts);
  if (!measures) return parts.report_missing(measures.error());
  const auto kept = weigh_kept(parts, query, *view, **dictionaries, **measures);
  if (!kept) return parts.report(kept.error());
  WeighedLedger weighed = **kept;
  weighed.options.sentence = [&](const Claim& claim) {
    const auto stored = view->document(claim.document.id).value_or(std::nullopt);
    return stored ? context_of(stored->document, claim.quote).before + claim.quote.text
                  : claim.quote.text;
  };
  use(weighed);
  return out.items.empty() ? Exit::nothing_found : Exit::done;
}

void close(WeighedAnswer& out, const std::string& name, const std::string& key,
           const WeighedLedger& weighed, std::vector<AnswerPart> more = {}) {
  more.insert(more.begin(), {key, list_json(out.items)});
  out.json = answer_json(name, weighed, more);
}

}  // namespace

Exit Engine::standing(const WeighQuery& query, WeighedAnswer& out) {
  return weigh_for(*parts_, query, out, [&](const WeighedLedger& weighed) {
    for (const auto& p : weighed.propositions) out.items.push_back(standing_item(weighed, p));
    close(out, "standing", "propositions", weighed);
    if (query.proposition.empty() || out.items.size() != 1) return;
    out.json = "{\"schema\":\"entente.standing.v1\"," + out.items.front().json.substr(1) + "\n";
  });
}

Exit Engine::figures(const WeighQuery& query, WeighedAnswer& out) {
  return weigh_for(*parts_, query, out, [&](const WeighedLedger& weighed) {
    for (const auto& p : weighed.propositions)
      if (!p.figures.empty()) out.items.push_back(figures_item(weighed, p));
    close(out, "figures", "propositions", weighed);
  });
}

Exit Engine::contradictions(const WeighQuery& query, WeighedAnswer& out) {
  return weigh_for(*parts_, query, out, [&](const WeighedLedger& weighed) {
    for (const auto& c : find_conflicts(weighed.claims, weighed.propositions, weighed.options))
      out.items.push_back(conflict_item(weighed, c));
    close(out, "contradictions", "contradictions", weighed);
  });
}

Exit Engine::gaps(const WeighQuery& query, WeighedAnswer& out) {
  return weigh_for(*parts_, query, out, [&](const WeighedLedger& weighed) {
    std::vector<Gap> of_one;
    const auto put = [&] {
      if (!of_one.empty()) out.items.push_back(gaps_item(weighed, of_one));
      of_one.clear();
    };
    for (auto& gap : find_gaps(weighed.claims, weighed.propositions, weighed.options)) {
      if (!of_one.empty() && of_one.front().proposition != gap.proposition) put();
      of_one.push_back(std::move(gap));
    }
    put();
    close(out, "gaps", "propositions", weighed);
  });
}

Exit Engine::forecasts(const WeighQuery& query, WeighedAnswer& out) {
  return weigh_for(*parts_, query, out, [&](const WeighedLedger& weighed) {
    const Outlook outlook = find_forecasts(weighed.claims, weighed.propositions, weighed.options);
    for (const auto& f : outlook.forecasts) out.items.push_back(forecast_item(weighed, f));
    std::string records = "[";
    for (const auto& r : outlook.records) {
      out.tail += record_text(r);
      records += (records.size() == 1 ? "\n" : ",\n") + record_json(r);
    }
    close(out, "forecasts", "forecasts", weighed, {{"records", records + "\n]"}});
  });
}

}  // namespace entente
