// Codes and words explained from the tables that define them; nothing is written down twice.
#include "base/nearest_word.h"
#include "base/text.h"
#include "engine/network/graph_formats.h"
#include "engine/records.h"
#include "intake/documents/intake.h"
#include "intake/lists/lists.h"
#include "model/judgement.h"
#include "model/vocabulary.h"
#include "network/graph.h"
#include "reading/grammar/grammar.h"
#include "tracing/owners/rules.h"

namespace entente {
namespace {

CodeRecord record_of(const CodeInfo& row) {
  CodeRecord out{std::string(row.name), std::string(row.meaning), std::string(row.remedy), {}};
  out.json = json_of(out);
  return out;
}

}  // namespace

std::vector<CodeRecord> codes() {
  std::vector<CodeRecord> out;
  const auto table = code_table();
  for (const auto* row = table.begin; row != table.end; ++row) out.push_back(record_of(*row));
  return out;
}

std::optional<CodeRecord> explain(std::string_view code) {
  const auto* row = find_code(code);
  if (!row) row = find_code("E-" + std::string(code));
  return row ? std::optional(record_of(*row)) : std::nullopt;
}

std::string suggest(std::string_view word, const std::vector<std::string>& candidates) {
  return nearest_word(word, std::vector<std::string_view>(candidates.begin(), candidates.end()));
}

std::vector<WordRecord> words_of(std::string_view vocabulary) {
  std::vector<WordRecord> out;
  const auto put = [&](std::string_view word, std::string_view meaning) {
    out.push_back({std::string(word), std::string(meaning)});
  };
  if (vocabulary == "kinds")
    for (const auto& k : kinds()) put(k.name, k.subject_does);
  if (vocabulary == "domains")
    for (const auto d : domains()) {
      std::vector<std::string> names;
      for (const auto& k : kinds())
        if (k.domain == d) names.emplace_back(k.name);
      put(name(d), join(names, ", "));
    }
  if (vocabulary == "modalities")
    for (int m = 0; m <= static_cast<int>(Modality::denied); ++m)
      put(name(static_cast<Modality>(m)), "");
  if (vocabulary == "polarities")
    for (const auto p : {Polarity::positive, Polarity::negative}) put(name(p), "");
  if (vocabulary == "judgements")
    for (const auto& j : judgement_kinds())
      put(j.name, std::string(j.targets) + ": " + std::string(j.meaning));
  if (vocabulary == "formats" || vocabulary == "formats or outputs")
    for (const auto& f : document_formats())
      put(f.id, std::string(f.title) + " " + std::string(f.extensions));
  if (vocabulary == "outputs" || vocabulary == "formats or outputs")
    put("plover", "claims as PLOVER events"), put("jsonl", "claims, one JSON object a line"),
        put("json", "claims in one JSON object");
  if (vocabulary == "exports") {
    put("archive", "the ledger as a folder of JSON Lines and originals");
    put("ftm", "FollowTheMoney entities, JSON Lines");
    put("statements", "FollowTheMoney statements, CSV");
  }
  if (vocabulary == "lists")
    for (const auto& l : list_infos())
      put(l.id, std::string(l.title) + ", " + std::string(l.files));
  if (vocabulary == "tie-groups")
    for (int g = 0; g < kTieGroups; ++g) put(name(static_cast<TieGroup>(g)), "");
  if (vocabulary == "graph-formats")
    for (const auto& f : graph_formats()) put(f.name, f.meaning);
  if (vocabulary == "path-aims")
    put("evidence", "best evidenced first"), put("hops", "fewest hops first"),
        put("time", "in a possible order of time");
  if (vocabulary == "owner-rules")
    for (const auto& r : owner_rules()) put(r.name, r.title);
  if (vocabulary == "readers")
    for (const auto& r : reader_kinds()) put(r.name, r.meaning);
  return out;
}

}  // namespace entente
