// FTS5 keeps only which document has which word (detail=none), which is a third of the size of an
// index with places; how often and where a word stands is counted in the texts of the candidates.
#include "ledger/search.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "ledger/candidates.h"
#include "ledger/claim_rows.h"
#include "ledger/view.h"

namespace entente {
namespace {

constexpr int64_t kCandidatesMax = 2000;
constexpr size_t kClaimsMax = 10;
constexpr size_t kSnippetBytes = 240;
constexpr size_t kPieceBytesMax = 200;  // of text without blanks

using Words = std::vector<std::string>;

Words words_of_query(const NameKeys& keys, const std::string& text) {
  Words out;
  if (!keys.search_words) return out;
  const std::string folded = keys.search_words(text);
  for (const auto word : split(folded, ' '))
    if (!word.empty() && std::find(out.begin(), out.end(), word) == out.end())
      out.emplace_back(word);
  return out;
}

std::string match_of(const Words& words) {
  std::string out;
  for (const auto& word : words) out += "\"" + word + "\" ";
  return out;
}

// Where words of the query stand in a text.
struct Place {
  size_t begin, end;  // bytes
  size_t word;        // of the query
};

std::vector<Place> places_of(std::string_view text, const Words& words, const NameKeys& keys) {
  std::vector<Place> out;
  for (size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    size_t end = at;
    while (end < text.size() && !is_space(text[end]) && end - at < kPieceBytesMax)
      end = next_code_point(text, end);
    const std::string folded = keys.search_words(text.substr(at, end - at));
    for (const auto word : split(folded, ' '))
      if (const auto found = std::find(words.begin(), words.end(), word); found != words.end())
        out.push_back({at, end, static_cast<size_t>(found - words.begin())});
    at = end;
  }
  return out;
}

size_t distinct(const std::vector<Place>& places, size_t from, size_t to) {
  std::vector<size_t> seen;
  for (size_t i = from; i < to; ++i)
    if (std::find(seen.begin(), seen.end(), places[i].word) == seen.end())
      seen.push_back(places[i].word);
  return seen.size();
}

// The stretch of text with the most different words of the query.
void fill_snippet(std::string_view text, const std::vector<Place>& places, SearchHit& out) {
  size_t best = 0, best_to = 0, most = 0;
  for (size_t from = 0, to = 0; from < places.size(); ++from) {
    while (to < places.size() && places[to].end <= places[from].begin + kSnippetBytes) ++to;
    const size_t words = distinct(places, from, std::max(to, from + 1));
    if (words > most) most = words, best = from, best_to = std::max(to, from + 1);
  }
  size_t begin = places.empty() ? 0 : places[best].begin;
  for (int i = 0; i < 40 && begin > 0 && text[begin - 1] != '\n'; ++i)
    begin = previous_code_point(text, begin);
  while (begin > 0 && !places.empty() && begin < places[best].begin && !is_space(text[begin - 1]))
    begin = next_code_point(text, begin);
  size_t end = begin;
  while (end < text.size() && end - begin < kSnippetBytes) end = next_code_point(text, end);
  out.snippet = text.substr(begin, end - begin);
  std::replace(out.snippet.begin(), out.snippet.end(), '\n', ' ');
  for (size_t i = best; i < best_to; ++i)
    if (places[i].begin >= begin && places[i].end <= end)
      if (std::pair mark(places[i].begin - begin, places[i].end - begin);
          out.marks.empty() || out.marks.back() != mark)
        out.marks.push_back(mark);
}

struct Candidate {
  int64_t row, revision;
  double score;
};

class Search {
 public:
  Search(const Database& db, const NameKeys& keys, const SearchQuery& query, int64_t revision_max,
         int64_t documents)
      : db_(db),
        keys_(keys),
        query_(query),
        revision_max_(revision_max),
        documents_(documents),
        rows_(db),
        words_(words_of_query(keys, query.words)) {}
  Result<std::vector<SearchHit>> run();

 private:
  Result<std::vector<Candidate>> candidates();
  Status weigh_words();
  Status score(std::vector<Candidate>& candidates);
  Result<std::vector<Claim>> claims_of(int64_t document);
  Result<SearchHit> hit_of(const Candidate& candidate);

  const Database& db_;
  const NameKeys& keys_;
  const SearchQuery& query_;
  int64_t revision_max_;
  int64_t documents_;  // until that revision: how rare a word is, is as it was then
  ClaimRows rows_;
  Words words_;
  std::vector<double> weights_;  // inverse document frequencies
};

Result<std::vector<Candidate>> Search::candidates() {
  std::string sql =
      "SELECT d.row, d.revision FROM words JOIN documents d ON d.row = words.rowid "
      "WHERE words MATCH ? AND d.revision <= ?";
  std::vector<std::string> values;
  if (!query_.source.empty()) {
    sql +=
        " AND (d.publisher LIKE ? ESCAPE '\\' OR d.title LIKE ? ESCAPE '\\' OR "
        "d.path LIKE ? ESCAPE '\\' OR d.url LIKE ? ESCAPE '\\')";
    values.assign(4, like_pattern(query_.source));
  }
  // Published "2024-05" may be any day of May: it is compared as far as it is known.
  if (!query_.since.empty()) {
    sql += " AND d.published <> '' AND d.published >= substr(?, 1, length(d.published))";
    values.push_back(query_.since);
  }
  if (!query_.until.empty()) {
    sql += " AND d.published <> '' AND substr(d.published, 1, 10) <= ?";
    values.push_back(query_.until);
  }
  auto query =
      db_.prepare(sql + " ORDER BY words.rowid DESC LIMIT " + std::to_string(kCandidatesMax));
  if (!query) return std::unexpected(query.error());
  query->bind(1, match_of(words_)).bind(2, revision_max_);
  for (size_t i = 0; i < values.size(); ++i) query->bind(static_cast<int>(i) + 3, values[i]);
  std::vector<Candidate> out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.push_back({query->integer(0), query->integer(1), 0});
  }
}

Status Search::weigh_words() {
  auto with = db_.prepare("SELECT count(*) FROM words WHERE words MATCH ? AND rowid <= ?");
  if (!with) return std::unexpected(with.error());
  const auto documents = static_cast<double>(documents_);
  for (const auto& word : words_) {
    with->reset();
    with->bind(1, match_of({word})).bind(2, documents_);
    if (const auto row = with->step(); !row) return std::unexpected(row.error());
    const auto having = static_cast<double>(with->integer(0));
    weights_.push_back(std::log(1 + (documents - having + 0.5) / (having + 0.5)));
  }
  return {};
}

Status Search::score(std::vector<Candidate>& candidates) {
  std::vector<std::vector<double>> counts;
  std::vector<double> lengths;
  double length_sum = 0;
  for (const auto& c : candidates) {
    const auto document = rows_.document(c.row);
    if (!document) return std::unexpected(document.error());
    const Document& d = (*document)->document;
    auto& count = counts.emplace_back(words_.size());
    for (const auto& place : places_of(d.text, words_, keys_)) count[place.word] += 1;
    for (const auto& place : places_of(d.title, words_, keys_)) count[place.word] += 2;
    lengths.push_back(static_cast<double>(d.text.size()));
    length_sum += lengths.back();
  }
  const double mean = std::max(1.0, length_sum / static_cast<double>(candidates.size()));
  for (size_t i = 0; i < candidates.size(); ++i)
    for (size_t w = 0; w < words_.size(); ++w) {
      const double n = counts[i][w];
      candidates[i].score += weights_[w] * n * 2.2 / (n + 1.2 * (0.25 + 0.75 * lengths[i] / mean));
    }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  return {};
}

Result<std::vector<Claim>> Search::claims_of(int64_t document) {
  auto query = db_.prepare("SELECT " + std::string(ClaimRows::kColumns) +
                           " FROM claims c WHERE c.document = ? ORDER BY c.row");
  if (!query) return std::unexpected(query.error());
  query->bind(1, document);
  std::vector<std::pair<size_t, Claim>> found;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    auto claim = rows_.read(*query);
    if (!claim) return std::unexpected(claim.error());
    if (!query_.kinds.empty() &&
        std::find(query_.kinds.begin(), query_.kinds.end(), claim->kind) == query_.kinds.end())
      continue;
    const auto places = places_of(claim->quote.text, words_, keys_);
    if (const size_t words = distinct(places, 0, places.size()); words > 0)
      found.emplace_back(words, std::move(*claim));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Claim> out;
  for (auto& [words, claim] : found)
    if (out.size() < kClaimsMax) out.push_back(std::move(claim));
  return out;
}

Result<SearchHit> Search::hit_of(const Candidate& candidate) {
  auto claims = claims_of(candidate.row);
  if (!claims) return std::unexpected(claims.error());
  const auto document = rows_.document(candidate.row);
  if (!document) return std::unexpected(document.error());
  const Document& d = (*document)->document;
  SearchHit out{{d.id, d.path, d.url, d.title, d.publisher, d.published, d.language},
                candidate.revision,
                candidate.score,
                {},
                {},
                std::move(*claims)};
  fill_snippet(d.text, places_of(d.text, words_, keys_), out);
  return out;
}

Result<std::vector<SearchHit>> Search::run() {
  if (words_.empty())
    return fail(Code::bad_argument, "no word to search for", {}, query_.words,
                "entente search \"missiles Rason\"");
  auto found = candidates();
  if (!found) return std::unexpected(found.error());
  std::vector<SearchHit> out;
  if (found->empty()) return out;
  if (auto ok = weigh_words(); !ok) return std::unexpected(ok.error());
  if (auto ok = score(*found); !ok) return std::unexpected(ok.error());
  for (const auto& candidate : *found) {
    if (out.size() >= query_.count_max) break;
    auto hit = hit_of(candidate);
    if (!hit) return std::unexpected(hit.error());
    if (query_.kinds.empty() || !hit->claims.empty()) out.push_back(std::move(*hit));
  }
  return out;
}

}  // namespace

Result<std::vector<SearchHit>> View::search(const SearchQuery& query) const {
  const auto decisions = decided();
  if (!decisions) return std::unexpected(decisions.error());
  const auto documents = rows_until("documents", revision_max_);
  if (!documents) return std::unexpected(documents.error());
  auto out = Search(*db_, resolver_.keys(), query, revision_max_, *documents).run();
  if (!out) return out;
  for (auto& hit : *out) {
    std::erase_if(hit.claims,
                  [&](const Claim& c) { return (*decisions)->rejected(c.id, c.document.id) != 0; });
    name_file(hit.document.path);
    for (Claim& c : hit.claims) name_file(c.document.path);
  }
  return out;
}

}  // namespace entente
