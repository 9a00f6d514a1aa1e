// `entente votes ties`: what formally ties two states, beside how they vote.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "engine/filing/filing.h"
#include "engine/findings_writer.h"
#include "engine/trade/filed.h"
#include "engine/votes/tables.h"
#include "intake/lists/byte_stream.h"
#include "intake/tables/dyads.h"
#include "tracing/votes/agreement.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

struct Told {
  double value = 0;
  std::vector<std::string> lines;
};
struct Year {
  std::map<std::string, Told> measures;
};

Result<std::string> head_of(const std::string& path) {
  auto stream = intake::ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  return stream->read(4096, 4096);
}

Result<std::pair<uint16_t, uint16_t>> pair_of(const intake::PlaceNames& names,
                                              const std::string& words) {
  for (size_t comma = words.find(','); comma != std::string::npos;
       comma = words.find(',', comma + 1)) {
    const uint16_t a = names.find(words.substr(0, comma)), b = names.find(words.substr(comma + 1));
    if (a != intake::PlaceNames::kNone && b != intake::PlaceNames::kNone) return std::pair(a, b);
  }
  return fail(Code::bad_argument, "a pair is two states", "--pair", words, "--pair RU,KP");
}

// Tables of states first, for the others are written in their numbers.
Status read_tables(const Engine::Parts& parts, const FormalTiesRequest& request,
                   const intake::PlaceNames& names, uint16_t a, uint16_t b,
                   std::map<int, Year>& out) {
  intake::StateNumbers numbers;
  std::vector<std::string> dyads;
  for (const std::string& path : request.files) {
    const auto head = head_of(path);
    if (!head) return std::unexpected(head.error());
    if (!intake::is_state_table(*head)) {
      dyads.push_back(path);
      continue;
    }
    const auto found = intake::read_state_numbers(path, names);
    if (!found) return std::unexpected(found.error());
    numbers.insert(found->begin(), found->end());
  }
  for (size_t i = 0; i < dyads.size(); ++i) {
    parts.progress("reading", i, dyads.size());
    const auto report =
        intake::read_dyads(dyads[i], numbers, names, [&](const intake::DyadRow& row) {
          if ((row.a != a || row.b != b) && (row.a != b || row.b != a)) return;
          if (request.year && row.year != request.year) return;
          Told& told = out[row.year].measures[std::string(row.measure)];
          told.value = std::max(told.value, row.value);
          const std::string line = dyads[i] + ":" + std::to_string(row.line);
          if (told.lines.empty() || told.lines.back() != line) told.lines.push_back(line);
        });
    if (!report) return std::unexpected(report.error());
    if (report->rows > 0 && report->strangers == report->rows)
      return fail(Code::bad_argument, "no state of the table is known", dyads[i], "",
                  "give the table of states beside it (ccode,statenme)");
    if (report->strangers)
      parts.note(dyads[i] + ": " + std::to_string(report->strangers) +
                 " rows with a state that is not known");
  }
  return {};
}

std::string text_of(int year, const Year& told, const std::string& agreement) {
  std::string out;
  for (const auto& [name, one] : told.measures)
    if (one.value != 0) out += fmt::format("{}{} {:g}", out.empty() ? "" : ", ", name, one.value);
  return fmt::format("{}  {}{}\n", year, out.empty() ? "none of the ties of these tables" : out,
                     agreement);
}

// What held in a year; ties of value 0 do not hold.
Found found_of(const Place& a, const Place& b, int year, const Year& told) {
  Found out{.finding = "votes.tie"};
  out.actors = {actor_of(a, Part::subject), actor_of(b, Part::counterpart)};
  std::string ties;
  for (const auto& [name, one] : told.measures) {
    if (one.value == 0) continue;
    ties += fmt::format("{}{} {:g}", ties.empty() ? "" : ", ", name, one.value);
    for (const std::string& line : one.lines)
      if (auto row = row_of_place(line)) out.rows.push_back(std::move(*row));
  }
  out.values = {{"year", std::to_string(year)}, {"ties", ties}};
  out.when = {Date{year}, Date{year}};
  return out;
}

}  // namespace

Exit votes_formal_ties(const Settings& settings, const FormalTiesRequest& request,
                       VotesCounts& counts, const TakeBytes& take) {
  const Engine::Parts parts(settings);
  const auto names = load_place_names(parts);
  if (!names) return report_input(parts, names.error());
  const auto pair = pair_of(*names, request.pair);
  if (!pair) return report_input(parts, pair.error());
  std::map<int, Year> years;
  if (auto ok = read_tables(parts, request, *names, pair->first, pair->second, years); !ok)
    return report_input(parts, ok.error());
  std::optional<VotesRead> read;
  std::optional<VoteBits> bits;
  std::pair<uint16_t, uint16_t> voters;
  if (!request.tables.votes.empty()) {
    auto loaded = load_votes(parts, request.tables, counts);
    if (!loaded) return report_input(parts, loaded.error());
    read.emplace(std::move(*loaded));
    const auto found = find_pair(*read, request.pair);
    if (!found) return parts.report(found.error());
    voters = *found;
    bits.emplace(read->table);
  }
  FindingsWriter out(request.form, "entente.votes.ties.v1", take);
  out.head("a", (*names)[pair->first].name);
  out.head("b", (*names)[pair->second].name);
  std::vector<Found> found;
  for (const auto& [year, told] : years) {
    found.push_back(found_of((*names)[pair->first], (*names)[pair->second], year, told));
    Json row, ties = Json::object();
    std::set<std::string> lines;
    for (const auto& [name, one] : told.measures) {
      ties[name] = figure(one.value, 6);
      lines.insert(one.lines.begin(), one.lines.end());
    }
    row["a"] = (*names)[pair->first].code;
    row["b"] = (*names)[pair->second].code;
    row["year"] = year;
    row["ties"] = ties;
    row["lines"] = lines;
    std::string beside;
    if (bits) {
      const Agreement votes = agreement_of(bits->count(voters.first, voters.second, year));
      row["votes"] = {{"n", votes.n},
                      {"agree", figure(votes.agree, 9)},
                      {"kappa", figure(votes.kappa_sq, 9)},
                      {"pi", figure(votes.pi_sq, 9)}};
      if (votes.n)
        beside = fmt::format("; agree {:.3f} of {} votes, kappa {:.3f}", votes.agree, votes.n,
                             votes.kappa_sq);
    }
    if (!out.row(row, text_of(year, told, beside))) break;
  }
  out.end();
  counts.findings = out.rows();
  return file_findings(parts, request.filing, std::move(found), counts.filed,
                       end_of_votes(parts, counts));
}

}  // namespace entente
