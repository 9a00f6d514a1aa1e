#include "intake/tables/votes_reader.h"

#include <algorithm>
#include <charconv>
#include <climits>
#include <filesystem>
#include <optional>
#include <unordered_map>

#include "base/text.h"
#include "intake/lists/byte_stream.h"
#include "intake/tables/row_lines.h"

namespace entente::intake {
namespace {

constexpr size_t kBytesMax = size_t{2} << 30, kProblemsKept = 20;
constexpr size_t kVotersMax = 2000, kRollCallsMax = 1 << 20, kIssuesMax = 32;
constexpr size_t kSubjectMax = 60;  // a subject is a few words
constexpr size_t kNowhere = SIZE_MAX;

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : lower(text))
    if (is_alnum(c)) out += c;
  return out;
}

// The first of the names that the header has.
size_t column(const std::vector<std::string_view>& header,
              std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    for (size_t i = 0; i < header.size(); ++i)
      if (plain(header[i]) == name) return i;
  return kNowhere;
}

struct Hash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
using Index = std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>>;

std::optional<Vote::Choice> choice_of(std::string_view cell) {
  using Choice = Vote::Choice;
  if (cell.size() == 1) {
    switch (cell[0]) {
      case '1':
      case 'Y':
      case 'y':
        return Choice::yes;
      case '2':
      case 'A':
      case 'a':
        return Choice::abstain;
      case '3':
      case 'N':
      case 'n':
        return Choice::no;
      case '8':
      case '9':
      case 'X':
      case 'x':
        return Choice::absent;
      default:
        return std::nullopt;
    }
  }
  const std::string word = plain(cell);
  if (word == "yes") return Choice::yes;
  if (word.starts_with("abst")) return Choice::abstain;
  if (word == "no") return Choice::no;
  if (word.starts_with("abs") || word.starts_with("non") || cell.empty() || word == "na")
    return Choice::absent;
  return std::nullopt;
}

int year_at(std::string_view cell) {
  int year = 0;
  const std::string_view digits = cell.substr(0, std::min<size_t>(cell.size(), 4));
  std::from_chars(digits.data(), digits.data() + digits.size(), year);
  return digits.size() == 4 && year >= 1945 && year <= 2100 ? year : 0;
}

bool is_set(std::string_view cell) { return cell == "1" || cell == "TRUE" || cell == "true"; }

Result<std::string> bytes_of(const std::string& path) {
  auto stream = ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  auto bytes = stream->read_all(kBytesMax);
  if (bytes && trim(std::string_view(*bytes).substr(0, 4096)).empty())
    return fail(Code::empty_input, "the table holds no rows", path);
  return bytes;
}

// A table of that name beside the votes; empty where there is none.
std::string beside(const std::string& votes, std::initializer_list<const char*> names) {
  const auto folder = std::filesystem::path(votes).parent_path();
  std::error_code ignored;
  for (const char* name : names)
    for (const char* end : {".csv", ".csv.gz"})
      if (const auto path = folder / (std::string(name) + end);
          std::filesystem::exists(path, ignored))
        return path.string();
  return {};
}

class Reading {
 public:
  Reading(VoteFiles files, const PlaceNames& names, const Memberships& memberships)
      : files_(std::move(files)), names_(names), memberships_(memberships) {}

  Result<VotesReport> run() {
    std::error_code ignored;
    if (std::filesystem::is_directory(files_.votes, ignored)) {
      const std::string folder = files_.votes + "/";
      files_.votes = beside(folder, {"votes", "un_votes", "UNVotes"});
      if (files_.votes.empty())
        return fail(Code::not_found, "the folder holds no votes.csv", folder);
    }
    if (files_.countries.empty())
      files_.countries = beside(files_.votes, {"countries", "un_countries"});
    if (files_.roll_calls.empty())
      files_.roll_calls = beside(files_.votes, {"roll_calls", "un_roll_calls", "rollcalls"});
    if (files_.issues.empty())
      files_.issues = beside(files_.votes, {"issues", "un_roll_call_issues", "un_issues"});
    const auto bytes = bytes_of(files_.votes);
    if (!bytes) return std::unexpected(bytes.error());
    if (auto ok = read_countries(); !ok) return std::unexpected(ok.error());
    if (auto ok = read_roll_calls(); !ok) return std::unexpected(ok.error());
    if (auto ok = read_issues(); !ok) return std::unexpected(ok.error());
    if (auto ok = read_votes(*bytes); !ok) return std::unexpected(ok.error());
    order();
    for (size_t i = 0; i < seats_.size(); ++i)
      if (seats_[i].votes > 0 && !memberships_.knows(seats_[i].code))
        out_.strangers.push_back({static_cast<uint16_t>(i), seats_[i].first_line, seats_[i].votes});
    out_.table.path = files_.votes;
    return std::move(out_);
  }

 private:
  void problem(const std::string& file, size_t line, std::string why, std::string_view piece) {
    ++out_.bad;
    if (out_.problems.size() < kProblemsKept)
      out_.problems.push_back({file, line, std::move(why), shorten(piece, 60)});
  }

  Result<uint32_t> voter(std::string_view key, std::string_view code, std::string_view name) {
    if (const auto at = voters_.find(key); at != voters_.end()) return at->second;
    if (voters_.size() >= kVotersMax)
      return fail(Code::too_large, "more than 2000 voters", files_.votes, std::string(key));
    Voter voter;
    voter.key = key;
    voter.name = name.empty() ? key : name;
    uint16_t id = names_.find(code);
    if (id == PlaceNames::kNone) id = names_.find(voter.name);
    if (id == PlaceNames::kNone && name.empty()) id = names_.find(key);
    // Of two old states that share letters with one of today (CS), the name decides.
    if (const uint16_t by_name = names_.find(voter.name); by_name != PlaceNames::kNone)
      id = by_name;
    if (id != PlaceNames::kNone) {
      const Place& place = names_[id];
      voter.code = place.kind == Place::Kind::country ? place.code : std::string(code);
      voter.iso3 = place.iso3;
      if (name.empty()) voter.name = place.name;
      seats_.push_back({place.code, place.kind == Place::Kind::group});
    } else {
      voter.code = code;
      seats_.emplace_back();
    }
    const auto index = static_cast<uint32_t>(out_.table.voters.size());
    voters_.emplace(key, index);
    out_.table.voters.push_back(std::move(voter));
    return index;
  }

  Status read_countries() {
    if (files_.countries.empty()) return {};
    const auto bytes = bytes_of(files_.countries);
    if (!bytes) return std::unexpected(bytes.error());
    RowLines rows(*bytes);
    rows.next();
    const size_t key = column(rows.cells(), {"cid", "ccode", "id"});
    const size_t code = column(rows.cells(), {"countrycode", "iso2", "iso2c", "iso3", "iso3c"});
    const size_t name = column(rows.cells(), {"country", "countryname", "name", "statenme"});
    if (key == kNowhere || name == kNowhere)
      return fail(Code::unknown_column, "the table of countries needs cid and country",
                  files_.countries + ":1");
    while (rows.next()) {
      if (rows.is_damaged() || rows.cell(key).empty()) {
        problem(files_.countries, rows.line(), "no country", rows.cell(0));
        continue;
      }
      if (auto ok = voter(rows.cell(key), rows.cell(code), rows.cell(name)); !ok)
        return std::unexpected(ok.error());
    }
    has_countries_ = true;
    return {};
  }

  Result<uint32_t> roll_call(std::string_view key) {
    if (const auto at = calls_.find(key); at != calls_.end()) return at->second;
    if (calls_.size() >= kRollCallsMax)
      return fail(Code::too_large, "more than a million roll calls", files_.votes);
    const auto index = static_cast<uint32_t>(out_.table.roll_calls.size());
    calls_.emplace(key, index);
    out_.table.roll_calls.emplace_back().key = key;
    return index;
  }

  struct CallColumns {
    explicit CallColumns(const std::vector<std::string_view>& header)
        : date(column(header, {"date", "votedate"})),
          year(column(header, {"year"})),
          session(column(header, {"session"})),
          amend(column(header, {"amend", "amendment"})),
          para(column(header, {"para", "paragraph"})),
          title(column(header, {"descr", "title", "description"})),
          subject(column(header, {"short", "subject"})) {}
    bool has_time() const { return date != kNowhere || year != kNowhere || session != kNowhere; }
    void fill(const RowLines& rows, RollCall& call) const {
      if (const int y = year_at(rows.cell(date))) {
        call.year = static_cast<uint16_t>(y);
        call.date = rows.cell(date).substr(0, 10);
      } else if (const int alone = year_at(rows.cell(year))) {
        call.year = static_cast<uint16_t>(alone);
      } else if (int s = 0; session != kNowhere) {
        const auto cell = rows.cell(session);
        std::from_chars(cell.data(), cell.data() + cell.size(), s);
        if (s >= 1 && s <= 150) call.year = static_cast<uint16_t>(1945 + s);
      }
      call.is_amendment = is_set(rows.cell(amend));
      call.is_paragraph = is_set(rows.cell(para));
      // Since 2018 the public table has the title where the subject was, and the agenda's item
      // here.
      const auto told = rows.cell(subject);
      call.title = told.size() > kSubjectMax || rows.cell(title).empty() ? told : rows.cell(title);
    }
    size_t date, year, session, amend, para, title, subject;
  };

  Status read_roll_calls() {
    if (files_.roll_calls.empty()) return {};
    const auto bytes = bytes_of(files_.roll_calls);
    if (!bytes) return std::unexpected(bytes.error());
    RowLines rows(*bytes);
    rows.next();
    const size_t key = column(rows.cells(), {"rcid", "rollcall", "undlid", "id"});
    const CallColumns columns(rows.cells());
    if (key == kNowhere || !columns.has_time())
      return fail(Code::unknown_column, "the table of roll calls needs rcid and date",
                  files_.roll_calls + ":1");
    while (rows.next()) {
      if (rows.is_damaged() || rows.cell(key).empty()) {
        problem(files_.roll_calls, rows.line(), "no roll call", rows.cell(0));
        continue;
      }
      const auto index = roll_call(rows.cell(key));
      if (!index) return std::unexpected(index.error());
      RollCall& call = out_.table.roll_calls[*index];
      columns.fill(rows, call);
      if (!call.year)
        problem(files_.roll_calls, rows.line(), "a roll call without a year", rows.cell(key));
    }
    has_calls_ = true;
    return {};
  }

  Status read_issues() {
    if (files_.issues.empty()) return {};
    const auto bytes = bytes_of(files_.issues);
    if (!bytes) return std::unexpected(bytes.error());
    RowLines rows(*bytes);
    rows.next();
    const size_t key = column(rows.cells(), {"rcid", "rollcall"});
    const size_t word = column(rows.cells(), {"shortname", "issue"});
    if (key == kNowhere || word == kNowhere)
      return fail(Code::unknown_column, "the table of issues needs rcid and short_name",
                  files_.issues + ":1");
    auto& issues = out_.table.issues;
    while (rows.next()) {
      const auto call = calls_.find(rows.cell(key));
      if (call == calls_.end() || rows.cell(word).empty()) continue;
      auto at = std::ranges::find(issues, rows.cell(word));
      if (at == issues.end() && issues.size() < kIssuesMax)
        at = issues.insert(issues.end(), std::string(rows.cell(word)));
      if (at != issues.end())
        out_.table.roll_calls[call->second].issues |= 1u << (at - issues.begin());
    }
    return {};
  }

  Status read_votes(std::string_view bytes) {
    RowLines rows(bytes);
    rows.next();
    const auto& header = rows.cells();
    const size_t call_at =
        column(header, {"rcid", "rollcall", "rollcallid", "undlid", "resolutionid"});
    const size_t voter_at = column(
        header, {"cid", "ccode", "mscode", "iso3", "iso3c", "countrycode", "country", "msname"});
    const size_t code_at = column(header, {"countrycode", "iso2", "iso3", "iso3c", "mscode"});
    const size_t name_at = column(header, {"country", "countryname", "msname", "name"});
    const size_t vote_at = column(header, {"vote", "msvote", "choice"});
    const CallColumns call_columns(header);
    for (const auto& [at, what] :
         {std::pair(call_at, "rcid"), {voter_at, "cid or country"}, {vote_at, "vote"}})
      if (at == kNowhere)
        return fail(Code::unknown_column, "the table of votes has no column " + std::string(what),
                    files_.votes + ":1", {}, "columns: rcid, cid (or country), vote");
    if (!has_calls_ && !call_columns.has_time())
      return fail(Code::unknown_column, "no year of the roll calls is known", files_.votes + ":1",
                  {}, "put roll_calls.csv (rcid,date) beside it, or name it: --roll-calls FILE");
    while (rows.next()) {
      ++out_.rows;
      if (rows.is_damaged() || rows.cells().size() <= std::max({call_at, voter_at, vote_at})) {
        problem(files_.votes, rows.line(), "a row that is not whole", rows.cell(0));
        continue;
      }
      const auto choice = choice_of(rows.cell(vote_at));
      if (!choice) {
        problem(files_.votes, rows.line(), "a vote that is none of yes, abstain, no, absent",
                rows.cell(vote_at));
        continue;
      }
      if (auto ok = take_vote(rows, rows.cell(call_at), rows.cell(voter_at), rows.cell(code_at),
                              rows.cell(name_at), *choice, call_columns);
          !ok)
        return ok;
    }
    return {};
  }

  Status take_vote(const RowLines& rows, std::string_view call_key, std::string_view voter_key,
                   std::string_view code, std::string_view name, Vote::Choice choice,
                   const CallColumns& call_columns) {
    if (call_key.empty() || voter_key.empty()) {
      problem(files_.votes, rows.line(), "a vote without its roll call or its country", call_key);
      return {};
    }
    if (call_key != last_call_key_) {
      last_call_key_ = call_key;
      last_call_ = kNowhere;
      if (has_calls_) {
        if (const auto at = calls_.find(call_key); at != calls_.end()) last_call_ = at->second;
      } else {
        const auto index = roll_call(call_key);
        if (!index) return std::unexpected(index.error());
        last_call_ = *index;
        RollCall& call = out_.table.roll_calls[*index];
        if (!call.year) call_columns.fill(rows, call);
      }
    }
    if (last_call_ == kNowhere || !out_.table.roll_calls[last_call_].year) {
      problem(files_.votes, rows.line(), "a vote in a roll call without a date", call_key);
      return {};
    }
    if (has_countries_ && !voters_.contains(voter_key) &&
        names_.find(voter_key) == PlaceNames::kNone) {
      problem(files_.votes, rows.line(),
              "a vote by a country that is not in the table of countries", voter_key);
      return {};
    }
    const auto voter_index = voter(voter_key, code, name);
    if (!voter_index) return std::unexpected(voter_index.error());
    const int year = out_.table.roll_calls[last_call_].year;
    Seat& seat = seats_[*voter_index];
    if (seat.is_group) {
      problem(files_.votes, rows.line(), "a vote of a group of states, which is no state",
              out_.table.voters[*voter_index].name);
      return {};
    }
    if (choice != Vote::Choice::absent && !memberships_.may_vote(seat.code, year)) {
      problem(files_.votes, rows.line(),
              "a vote of " + std::to_string(year) + " by a state that was no member then",
              out_.table.voters[*voter_index].name);
      return {};
    }
    if (seat.votes++ == 0) seat.first_line = rows.line();
    out_.table.votes.push_back({static_cast<uint32_t>(last_call_),
                                static_cast<uint16_t>(*voter_index), choice,
                                static_cast<uint32_t>(rows.line())});
    return {};
  }

  // Roll calls by date and key, votes by roll call and voter, each once.
  void order() {
    auto& table = out_.table;
    std::vector<uint32_t> by_date(table.roll_calls.size()), place(by_date.size());
    for (uint32_t i = 0; i < by_date.size(); ++i) by_date[i] = i;
    std::ranges::stable_sort(by_date, [&](uint32_t a, uint32_t b) {
      const RollCall &x = table.roll_calls[a], &y = table.roll_calls[b];
      return std::tie(x.year, x.date) < std::tie(y.year, y.date);
    });
    std::vector<RollCall> calls;
    for (uint32_t i = 0; i < by_date.size(); ++i) {
      place[by_date[i]] = i;
      calls.push_back(std::move(table.roll_calls[by_date[i]]));
    }
    table.roll_calls = std::move(calls);
    std::vector<uint32_t> order(table.votes.size());
    for (uint32_t i = 0; i < order.size(); ++i) {
      order[i] = i;
      table.votes[i].roll_call = place[table.votes[i].roll_call];
    }
    const auto key = [&](uint32_t i) {
      return uint64_t{table.votes[i].roll_call} << 16 | table.votes[i].voter;
    };
    std::ranges::stable_sort(order, {}, key);
    std::vector<Vote> votes;
    votes.reserve(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
      if (i > 0 && key(order[i]) == key(order[i - 1])) {
        problem(files_.votes, table.votes[order[i]].line,
                "a second vote of one country in a roll call: the first counts",
                table.voters[table.votes[order[i]].voter].name);
        continue;
      }
      votes.push_back(table.votes[order[i]]);
    }
    table.votes = std::move(votes);
  }

  VoteFiles files_;
  const PlaceNames& names_;
  const Memberships& memberships_;
  VotesReport out_;
  Index voters_, calls_;
  struct Seat {
    std::string code = {};  // as in un_members.tsv; empty for a name that no place has
    bool is_group = false;
    size_t first_line = 0, votes = 0;
  };
  std::vector<Seat> seats_;  // of each voter
  bool has_countries_ = false, has_calls_ = false;
  std::string last_call_key_;
  size_t last_call_ = kNowhere;
};

}  // namespace

Memberships Memberships::read(std::string_view tsv) {
  Memberships out;
  for (const std::string_view line : split(tsv, '\n')) {
    const auto cells = split(line, '\t');
    if (cells.size() < 2 || line.starts_with('#') || cells[0] == "code") continue;
    int from = INT_MIN, to = INT_MAX;
    std::from_chars(cells[1].data(), cells[1].data() + cells[1].size(), from);
    if (cells.size() > 2 && !cells[2].empty())
      std::from_chars(cells[2].data(), cells[2].data() + cells[2].size(), to);
    out.years_[std::string(cells[0])] = {from, to};
  }
  return out;
}

bool Memberships::may_vote(const std::string& code, int year) const {
  const auto at = years_.find(code);
  return at == years_.end() || (at->second.first <= year && year <= at->second.second);
}

Result<VotesReport> read_votes(const VoteFiles& files, const PlaceNames& names,
                               const Memberships& memberships) {
  return Reading(files, names, memberships).run();
}

}  // namespace entente::intake
