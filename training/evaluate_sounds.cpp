// Ranks all native forms of a set against Latin names by the sound table alone, without an index:
// what retrieval can reach at best.
//
//   evaluate_sounds DEV.tsv COUNT_MIN QUERIES [PART]   DEV.tsv: latin, native, count
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

namespace {

using namespace entente;
using namespace entente::scripts;

struct Native {
  std::string text;
  UnitRows rows;
  int least;
};
struct Set {
  std::map<std::string, std::set<std::string>> truth;  // Latin to native forms
  std::vector<Native> natives;
};

Set read_set(const char* path, int count_min) {
  Set out;
  std::set<std::string> natives;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() < 3 || fields[0] == "latin") continue;
    natives.insert(std::string(fields[1]));
    if (std::stoi(std::string(fields[2])) >= count_min)
      out.truth[std::string(fields[0])].insert(std::string(fields[1]));
  }
  const SoundTable& table = SoundTable::built_in();
  for (const std::string& native : natives) {
    const std::string plain = plain_letters(native);
    const Script script = script_of(plain);
    UnitRows rows = unit_rows(table, script, sound_units(script, plain));
    const int least = least_cost(table, rows);
    out.natives.push_back({native, std::move(rows), least});
  }
  return out;
}

// The place of the first right form among the best hundred; 100 when it is not among them.
size_t rank_of(const Set& set, const std::string& latin, double part) {
  const std::string letters = fold_latin(latin);
  std::vector<std::pair<double, size_t>> ranked;
  for (size_t i = 0; i < set.natives.size(); ++i)
    ranked.emplace_back(alignment_cost(SoundTable::built_in(), set.natives[i].rows, letters) -
                            part * set.natives[i].least,
                        i);
  const size_t shown = std::min<size_t>(100, ranked.size());
  std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(shown));
  const auto& right = set.truth.at(latin);
  for (size_t rank = 0; rank < shown; ++rank)
    if (right.contains(set.natives[ranked[rank].second].text)) return rank;
  return 100;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(stderr, "evaluate_sounds DEV.tsv COUNT_MIN QUERIES [PART]\n");
    return 2;
  }
  const size_t queries = std::stoul(argv[3]);
  const double part = argc > 4 ? std::stod(argv[4]) : 0;
  const Set set = read_set(argv[1], std::stoi(argv[2]));
  std::vector<std::string> asked;
  for (const auto& [latin, forms] : set.truth) asked.push_back(latin);
  std::mt19937 random(7);
  std::ranges::shuffle(asked, random);
  if (asked.size() > queries) asked.resize(queries);
  size_t first = 0, ten = 0, hundred = 0;
  for (const std::string& latin : asked) {
    const size_t rank = rank_of(set, latin, part);
    first += rank == 0;
    ten += rank < 10;
    hundred += rank < 100;
  }
  const auto share = [&](size_t n) {
    return static_cast<double>(n) / static_cast<double>(asked.size());
  };
  fmt::print("{} queries of {}, {} native forms: recall@1 {:.3f} @10 {:.3f} @100 {:.3f}\n",
             asked.size(), set.truth.size(), set.natives.size(), share(first), share(ten),
             share(hundred));
}
