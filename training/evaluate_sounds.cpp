// Ranks all native forms of a set against Latin names by the sound table alone, without an index:
// what retrieval can reach at best.
//
//   evaluate_sounds DEV.tsv SCRIPT COUNT_MIN QUERIES [PART]   DEV.tsv: latin, native, count
//   (unpacked)
//
// PART (0 to 1, 0 if not given) is how much of the native form's own cost is taken off.
#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "names/scripts/script.h"
#include "names/scripts/sound_table.h"

int main(int argc, char** argv) {
  using namespace entente;
  using namespace entente::scripts;
  if (argc < 5) {
    fmt::print(stderr, "evaluate_sounds DEV.tsv SCRIPT COUNT_MIN QUERIES [PART]\n");
    return 2;
  }
  const int count_min = std::stoi(argv[3]);
  const size_t queries = std::stoul(argv[4]);
  const double part = argc > 5 ? std::stod(argv[5]) : 0;
  const SoundTable& table = SoundTable::built_in();
  std::map<std::string, std::set<std::string>> truth;
  std::set<std::string> natives;
  std::ifstream in(argv[1]);
  for (std::string line; std::getline(in, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() < 3 || fields[0] == "latin") continue;
    natives.insert(std::string(fields[1]));
    if (std::stoi(std::string(fields[2])) >= count_min)
      truth[std::string(fields[0])].insert(std::string(fields[1]));
  }
  struct Native {
    std::string text;
    UnitRows rows;
    int least;
  };
  std::vector<Native> all;
  for (const std::string& native : natives) {
    const std::string plain = plain_letters(native);
    const Script script = script_of(plain);
    UnitRows rows = unit_rows(table, script, sound_units(script, plain));
    const int least = least_cost(table, rows);
    all.push_back({native, std::move(rows), least});
  }
  std::vector<std::string> asked;
  for (const auto& [latin, forms] : truth) asked.push_back(latin);
  std::mt19937 random(7);
  std::ranges::shuffle(asked, random);
  if (asked.size() > queries) asked.resize(queries);
  size_t first = 0, ten = 0, hundred = 0;
  for (const std::string& latin : asked) {
    const std::string letters = fold_latin(latin);
    std::vector<std::pair<double, size_t>> ranked;
    for (size_t i = 0; i < all.size(); ++i)
      ranked.emplace_back(alignment_cost(table, all[i].rows, letters) - part * all[i].least, i);
    std::ranges::partial_sort(ranked, ranked.begin() + 100);
    for (size_t rank = 0; rank < 100; ++rank)
      if (truth[latin].contains(all[ranked[rank].second].text)) {
        first += rank == 0;
        ten += rank < 10;
        ++hundred;
        if (rank >= 10)
          fmt::print("  {} {} rank {} (first {})\n", latin, all[ranked[rank].second].text, rank,
                     all[ranked[0].second].text);
        break;
      } else if (rank == 99)
        fmt::print("  {} {} not in 100 (first {})\n", latin, *truth[latin].begin(),
                   all[ranked[0].second].text);
  }
  const auto share = [&](size_t n) {
    return static_cast<double>(n) / static_cast<double>(asked.size());
  };
  fmt::print("{} queries of {}, {} native forms: recall@1 {:.3f} @10 {:.3f} @100 {:.3f}\n",
             asked.size(), truth.size(), all.size(), share(first), share(ten), share(hundred));
}
