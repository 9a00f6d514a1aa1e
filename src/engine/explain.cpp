// Codes and words explained from the tables that define them; nothing is written down twice.
#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "engine/records.h"
#include "intake/documents/intake.h"
#include "intake/lists/lists.h"
#include "model/vocabulary.h"
#include "reading/grammar/grammar.h"

namespace entente {
namespace {

CodeRecord record_of(const CodeInfo& row) {
  CodeRecord out{std::string(row.name), std::string(row.meaning), std::string(row.remedy), {}};
  out.json = json_of(out);
  return out;
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  const std::string folded = lower(text);
  for (size_t at = 0; at < folded.size(); at = next_code_point(folded, at))
    out += decode_at(folded, at);
  return out;
}

// Damerau-Levenshtein with adjacent transpositions (optimal string alignment), over code points.
size_t edits_between(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i)
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      const size_t swap = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + swap});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
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
  if (first_ill_formed(word)) return {};
  const std::u32string typed = code_points(word);
  if (typed.size() > 100) return {};
  std::string best;
  size_t best_edits = std::max<size_t>(1, typed.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    const std::u32string other = code_points(candidate);
    if (other.size() > typed.size() + best_edits || typed.size() > other.size() + best_edits)
      continue;
    const size_t edits = edits_between(typed, other);
    if (edits < best_edits) best = candidate, best_edits = edits;
  }
  return best;
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
  if (vocabulary == "formats")
    for (const auto& f : document_formats())
      put(f.id, std::string(f.title) + " " + std::string(f.extensions));
  if (vocabulary == "lists")
    for (const auto& l : list_infos())
      put(l.id, std::string(l.title) + ", " + std::string(l.files));
  if (vocabulary == "readers")
    for (const auto& r : reader_kinds()) put(r.name, r.meaning);
  return out;
}

}  // namespace entente
