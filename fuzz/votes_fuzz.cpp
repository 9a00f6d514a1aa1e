// Tables of votes: any bytes, cut at NUL into votes, roll calls, countries and issues, or as one
// wide table. Every vote points into the tables, no voter votes twice in a roll call, and n of a
// pair is never more than the roll calls of the year.
#include <cstdlib>

#include "base/text.h"
#include "intake/tables/votes_reader.h"
#include "memory_file.h"
#include "tracing/votes/agreement.h"
#include "tracing/votes/ideal_points.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  static const auto kNames = intake::PlaceNames::read(
      "US\tname\tUnited States\nKP\tname\tNorth Korea\nKP\tiso3\tPRK\nSS\tname\tSouth Sudan\n",
      "YUG\tname\tYugoslavia\n");
  static const auto kMembers = intake::Memberships::read("SS\t2011\t\nKP\t1991\t\n");
  const auto parts = split(std::string_view(reinterpret_cast<const char*>(data), size), '\0');
  const auto part = [&](size_t i) { return i < parts.size() ? parts[i] : std::string_view(); };
  const MemoryFile votes(part(0)), calls(part(1)), countries(part(2)), issues(part(3));
  intake::VoteFiles files{.votes = votes.path()};
  if (parts.size() > 1) files.roll_calls = calls.path();
  if (parts.size() > 2) files.countries = countries.path();
  if (parts.size() > 3) files.issues = issues.path();
  const auto read = intake::read_votes(files, *kNames, kMembers);
  if (!read) return 0;
  const VoteTable& table = read->table;
  for (size_t i = 0; i < table.votes.size(); ++i) {
    const Vote& vote = table.votes[i];
    if (vote.voter >= table.voters.size() || vote.roll_call >= table.roll_calls.size())
      std::abort();
    if (i > 0 && vote.roll_call == table.votes[i - 1].roll_call &&
        vote.voter == table.votes[i - 1].voter)
      std::abort();
  }
  const VoteBits bits(table);
  for (uint16_t b = 1; b < std::min<size_t>(table.voters.size(), 4); ++b)
    for (int year = bits.first_year(); year <= bits.last_year(); ++year)
      if (bits.count(0, b, year).n() > bits.roll_calls(year)) std::abort();
  IdealPointSettings quick;
  quick.rounds_max = 2;
  if (table.votes.size() < 2000)
    for (const IdealPoint& point : estimate_ideal_points(table, quick).points)
      if (!(point.estimate == point.estimate)) std::abort();
  return 0;
}
