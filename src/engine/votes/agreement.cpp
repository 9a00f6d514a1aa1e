// `entente votes agreement`: of one pair, of several, or of all, by year.
#include "tracing/votes/agreement.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/filing/filing.h"
#include "engine/findings_writer.h"
#include "engine/votes/filed.h"
#include "engine/votes/tables.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

Json issues_of(const VoteTable& table, int year, uint32_t only, bool final_only) {
  Json out = Json::object();
  for (size_t i = 0; i < table.issues.size(); ++i) {
    uint32_t count = 0;
    for (const RollCall& call : table.roll_calls)
      count += (year == 0 || call.year == year) && (!only || call.issues & only) &&
               (!final_only || call.is_final()) && (call.issues >> i & 1u);
    out[table.issues[i]] = count;
  }
  return out;
}

void put_figures(Json& out, const PairCounts& counts) {
  const Agreement told = agreement_of(counts);
  out["n"] = told.n;
  out["same"] = told.same;
  out["half"] = told.half;
  out["opposite"] = told.opposite;
  out["agree"] = figure(told.agree, 12);
  out["s"] = figure(told.s, 12);
  out["kappa"] = figure(told.kappa_sq, 12);
  out["pi"] = figure(told.pi_sq, 12);
  out["kappa_sq"] = figure(told.kappa_sq, 12);
  out["kappa_abs"] = figure(told.kappa_abs, 12);
  out["pi_sq"] = figure(told.pi_sq, 12);
  out["pi_abs"] = figure(told.pi_abs, 12);
  out["absent_a"] = counts.absent_a;
  out["absent_b"] = counts.absent_b;
}

class Teller {
 public:
  Teller(const VotesRead& read, const VoteBits& bits, const AgreementRequest& request,
         uint32_t issue, const TakeBytes& take)
      : read_(read),
        bits_(bits),
        request_(request),
        issue_(issue),
        out_(request.form, "entente.votes.agreement.v1", take) {
    first_ = request.year ? request.year : bits.first_year();
    last_ = request.year ? request.year : bits.last_year();
  }

  void file_to(VotesFiled* filed) { filed_ = filed; }
  size_t rows() const { return out_.rows(); }
  bool end() { return out_.end(); }

  // One pair asked for: its figures stand at the top of the object.
  void head(uint16_t a, uint16_t b) {
    if (request_.form != TableForm::json) return;
    PairCounts all;
    for (int year = first_; year <= last_; ++year) all.add(bits_.count(a, b, year));
    Json top;
    put_names(top, a, b);
    top["year"] = request_.year ? Json(request_.year) : Json(nullptr);
    put_figures(top, all);
    for (const auto& [name, value] : top.items()) out_.head(name, value);
    out_.head("issues", issues_of(read_.table, request_.year, issue_, request_.final_only));
  }

  void heading() {
    out_.head("roll_calls", roll_calls());
    out_.head("weights",
              "kappa and pi are those with squared distances; _abs those with absolute ones");
  }

  bool pair(uint16_t a, uint16_t b) {
    for (int year = first_; year <= last_; ++year) {
      if (!bits_.voted(a, year) || !bits_.voted(b, year)) continue;
      const PairCounts counts = bits_.count(a, b, year);
      if (counts.n() == 0) continue;
      if (filed_) filed_->agreement(a, b, year, counts);
      Json row;
      row["year"] = year;
      put_names(row, a, b);
      put_figures(row, counts);
      if (!out_.row(row,
                    request_.form == TableForm::text ? text_of(a, b, year, counts) : std::string()))
        return false;
    }
    return true;
  }

 private:
  uint32_t roll_calls() const {
    uint32_t out = 0;
    for (int year = first_; year <= last_; ++year) out += bits_.roll_calls(year);
    return out;
  }

  void put_names(Json& out, uint16_t a, uint16_t b) const {
    const Voter &x = read_.table.voters[a], &y = read_.table.voters[b];
    out["a"] = x.code.empty() ? x.name : x.code;
    out["b"] = y.code.empty() ? y.name : y.code;
    out["a_name"] = x.name;
    out["b_name"] = y.name;
  }

  std::string text_of(uint16_t a, uint16_t b, int year, const PairCounts& counts) const {
    const Agreement told = agreement_of(counts);
    const auto text = [](double v) { return std::isfinite(v) ? fmt::format("{:.3f}", v) : "-"; };
    return fmt::format(
        "{}  {} and {}: agree {} of {} votes (same {}, half {}, opposite {}); S {}, kappa {}, pi "
        "{}\n",
        year, read_.table.voters[a].name, read_.table.voters[b].name, text(told.agree), told.n,
        told.same, told.half, told.opposite, text(told.s), text(told.kappa_sq), text(told.pi_sq));
  }

  const VotesRead& read_;
  const VoteBits& bits_;
  const AgreementRequest& request_;
  uint32_t issue_;
  FindingsWriter out_;
  VotesFiled* filed_ = nullptr;
  int first_ = 0, last_ = -1;
};

}  // namespace

Exit votes_agreement(const Settings& settings, const AgreementRequest& request, VotesCounts& counts,
                     const TakeBytes& take) {
  const Engine::Parts parts(settings);
  if (request.filing.wanted && request.pairs.empty())
    return parts.report({Code::bad_argument, "all pairs are too many to file", "", "--ledger",
                         "name them: --pair RU,KP"});
  const auto read = load_votes(parts, request.tables, counts);
  if (!read) return report_input(parts, read.error());
  const auto issue = find_issue(read->table, request.issue);
  if (!issue) return parts.report(issue.error());
  std::vector<std::pair<uint16_t, uint16_t>> pairs;
  for (const auto& words : request.pairs) {
    const auto pair = find_pair(*read, words);
    if (!pair) return parts.report(pair.error());
    pairs.push_back(*pair);
  }
  const VoteBits bits(read->table, *issue, request.final_only);
  Teller out(*read, bits, request, *issue, take);
  VotesFiled filed(*read, *issue, request.final_only);
  if (request.filing.wanted) out.file_to(&filed);
  if (pairs.size() == 1) out.head(pairs[0].first, pairs[0].second);
  out.heading();
  bool go_on = true;
  for (size_t i = 0; i < pairs.size() && go_on; ++i)
    go_on = out.pair(pairs[i].first, pairs[i].second);
  const size_t voters = pairs.empty() ? bits.voters() : 0;
  for (size_t a = 0; a < voters && go_on; ++a) {
    parts.progress("pairs", a, voters);
    for (size_t b = a + 1; b < voters && go_on && !parts.stopped(); ++b)
      go_on = out.pair(static_cast<uint16_t>(a), static_cast<uint16_t>(b));
  }
  out.end();
  counts.findings = out.rows();
  return file_findings(parts, request.filing, filed.take(), counts.filed,
                       end_of_votes(parts, counts));
}

}  // namespace entente
