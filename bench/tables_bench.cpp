// Tables of trade and votes: ten million rows of trade through mirror, re-export and dual use, all
// pairs of all years of votes, and ideal points.
//
//   tables_bench [ROWS] [FOLDER]        default 10000000, the system's temporary folder
//   tables_bench votes FOLDER_OF_VOTES
//
// The table is made here (same bytes every time) in the shape of UN Comtrade and left out of the
// clock: monthly flows of 60 reporters at six digits, both ways. Seconds by the clock and of the
// processor, for a busy machine stretches the first.
#include <cmath>
#include <cstring>
#include <filesystem>
#include <string>

#include "entente/votes.h"
#include "intake/tables/votes_reader.h"
#include "measure.h"
#include "tracing/votes/agreement.h"

namespace {

using namespace entente;

uint64_t next(uint64_t& state) {
  uint64_t z = (state += 0x9E3779B97F4A7C15ull);
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
  return z ^ z >> 31;
}

constexpr const char* kCountries[] = {
    "DEU", "FRA", "ITA", "POL", "LTU", "LVA", "NLD", "BEL", "AUT", "CZE", "ESP", "SWE",
    "FIN", "DNK", "HUN", "KGZ", "KAZ", "ARM", "UZB", "GEO", "TUR", "ARE", "CHN", "RUS",
    "BLR", "IND", "SRB", "MNG", "TJK", "AZE", "USA", "GBR", "JPN", "KOR", "CAN", "AUS",
    "BRA", "MEX", "ZAF", "EGY", "IRN", "IRQ", "SAU", "ISR", "THA", "VNM", "IDN", "MYS",
    "SGP", "PHL", "PAK", "BGD", "UKR", "ROU", "BGR", "GRC", "PRT", "IRL", "NOR", "CHE"};
constexpr uint32_t kGoods[] = {854231, 854232, 851762, 847150, 848210, 901420, 845811,
                               730890, 870323, 300490, 220421, 940360, 610910, 640399,
                               390120, 720839, 310210, 271019, 100199, 40610};

void write_table(const std::string& path, size_t rows) {
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  if (!file) throw std::runtime_error("cannot write " + path);
  std::fputs(
      "freqCode,refYear,refMonth,reporterISO,flowCode,partnerISO,cmdCode,netWgt,primaryValue\n",
      file);
  uint64_t state = 1;
  for (size_t written = 0, month = 0; written < rows; ++month)
    for (size_t r = 0; r < 60 && written < rows; ++r)
      for (size_t p = 0; p < 60 && written < rows; ++p)
        for (const uint32_t good : kGoods)
          for (const char flow : {'X', 'M'}) {
            if (r == p || written >= rows) continue;
            const auto value = static_cast<double>(next(state) % 100000000) / 100;
            std::fprintf(file, "M,%zu,%zu,%s,%c,%s,%06u,%.1f,%.2f\n", 2019 + month / 12 % 6,
                         month % 12 + 1, kCountries[r], flow, kCountries[p], good, value / 12,
                         value);
            ++written;
          }
  std::fclose(file);
}

template <class Work>
void measured(const char* what, Work work) {
  const auto start = bench::Clock::now();
  const double before = bench::processor_seconds();
  const std::string told = work();
  std::printf("%-34s %6.2f s by the clock, %6.2f s of the processor; %s\n", what,
              bench::seconds_since(start), bench::processor_seconds() - before, told.c_str());
}

int trade(size_t rows, const std::string& folder) {
  const std::string path = folder + "/entente-trade-" + std::to_string(rows) + ".csv";
  if (!std::filesystem::exists(path)) write_table(path, rows);
  std::printf("%zu rows, %.0f MB\n", rows,
              static_cast<double>(std::filesystem::file_size(path)) / 1e6);
  Settings settings;
  settings.home = ENTENTE_SOURCE_DIR;
  settings.problem = [](const Problem& p) { std::fprintf(stderr, "%s\n", to_text(p).c_str()); };
  const TakeBytes drop = [](std::string_view) { return true; };
  for (const unsigned threads : {2u, 1u}) {
    settings.threads = threads;
    std::printf("%u thread%s\n", threads, threads > 1 ? "s" : "");
    measured("trade mirror", [&] {
      TradeCounts counts;
      trade_mirror(settings, {.exports = {path}, .imports = {path}}, counts, drop);
      return std::to_string(counts.findings) + " findings";
    });
    measured("trade reexport", [&] {
      TradeCounts counts;
      trade_reexport(settings, {.files = {path}, .from = {"EU27"}, .via = {}, .target = "RU"},
                     counts, drop);
      return std::to_string(counts.findings) + " findings";
    });
    measured("trade dualuse", [&] {
      TradeCounts counts;
      trade_dual_use(settings, {.files = {path}}, counts, drop);
      return std::to_string(counts.findings) + " findings";
    });
    measured("trade breaks", [&] {
      TradeCounts counts;
      trade_breaks(settings, {.files = {path}}, counts, drop);
      return std::to_string(counts.findings) + " findings";
    });
  }
  std::printf("%.0f MiB at most\n", bench::peak_mib());
  std::filesystem::remove(path);
  return 0;
}

int votes(const std::string& folder) {
  const auto names = intake::PlaceNames::read("", "");
  const auto read = intake::read_votes({.votes = folder}, *names, {});
  if (!read) return std::fprintf(stderr, "%s\n", to_string(read.error()).c_str()), 2;
  measured("all pairs of all years", [&] {
    const VoteBits bits(read->table);
    size_t pairs = 0;
    double sum = 0;
    for (int year = bits.first_year(); year <= bits.last_year(); ++year)
      for (size_t a = 0; a < bits.voters(); ++a)
        for (size_t b = a + 1; b < bits.voters(); ++b) {
          const PairCounts counts =
              bits.count(static_cast<uint16_t>(a), static_cast<uint16_t>(b), year);
          if (counts.n() == 0) continue;
          const Agreement told = agreement_of(counts);
          sum += told.agree;
          ++pairs;
        }
    return std::to_string(pairs) + " pairs, mean agreement " +
           std::to_string(sum / static_cast<double>(pairs));
  });
  Settings settings;
  settings.home = ENTENTE_SOURCE_DIR;
  settings.threads = 2;
  measured("agreement as JSON Lines", [&] {
    VotesCounts counts;
    size_t bytes = 0;
    votes_agreement(settings, {.tables = {.votes = folder}, .form = TableForm::jsonl}, counts,
                    [&](std::string_view piece) { return bytes += piece.size(), true; });
    return std::to_string(counts.findings) + " rows, " + std::to_string(bytes / 1000000) +
           " MB, reading included";
  });
  measured("ideal points", [&] {
    VotesCounts counts;
    votes_ideal_points(settings, {.tables = {.votes = folder}, .form = TableForm::jsonl}, counts,
                       [](std::string_view) { return true; });
    return std::to_string(counts.findings) + " points, reading included";
  });
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 2 && std::strcmp(argv[1], "votes") == 0) return votes(argv[2]);
  return trade(argc > 1 ? std::stoull(argv[1]) : 10000000,
               argc > 2 ? argv[2] : std::filesystem::temp_directory_path().string());
}
