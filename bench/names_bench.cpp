// Speed of comparing names, and what prepared entities weigh.
//
//   names_bench DATA NAME_PAIRS.csv [LIST…]     columns schema, name1, name2 are used
//
// Prints medians of nine runs: a pair of the file scored, a pair of prepared entities of the lists
// taken at random (what an index proposes is between the two), an entity prepared, its bytes.
#include <fmt/core.h>
#include <time.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <vector>

#include "intake/lists/lists.h"
#include "names/compare.h"
#include "names/tables.h"

namespace {

using namespace entente;

// Processor time of this thread: other work on the machine does not count.
double now_ns() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

double median_ns(auto&& work, size_t count) {
  std::vector<double> runs;
  for (int run = 0; run < 9; ++run) {
    const double start = now_ns();
    work();
    runs.push_back((now_ns() - start) / static_cast<double>(std::max<size_t>(count, 1)));
  }
  std::ranges::nth_element(runs, runs.begin() + 4);
  return runs[4];
}

std::vector<std::string> csv_fields(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) out.emplace_back();
    else if (c != '\r') out.back() += c;
  }
  return out;
}

std::string prepared_name(const std::string& name, const std::string& schema,
                          const NameTables& tables) {
  Entity entity;
  entity.schema = schema;
  entity.statements.push_back({"name", name, "", "pair"});
  return prepare(entity, tables);
}

void bench_pairs(const std::string& path, const NameTables& tables) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const auto head = csv_fields(line);
  const auto column = [&](const char* name) {
    return static_cast<size_t>(std::find(head.begin(), head.end(), name) - head.begin());
  };
  const size_t schema = column("schema"), left = column("name1"), right = column("name2");
  std::vector<std::pair<std::string, std::string>> pairs;
  while (std::getline(file, line)) {
    const auto f = csv_fields(line);
    if (f.size() > std::max({schema, left, right}))
      pairs.emplace_back(prepared_name(f[left], f[schema], tables),
                         prepared_name(f[right], f[schema], tables));
  }
  float sum = 0;
  const double ns = median_ns(
      [&] {
        for (int again = 0; again < 20; ++again)
          for (const auto& [a, b] : pairs) sum += compare(Prepared(a), Prepared(b)).score;
      },
      pairs.size() * 20);
  fmt::print("pair of names scored             {:8.2f} us   ({} pairs, sum {:.0f})\n", ns / 1000,
             pairs.size(), static_cast<double>(sum));
}

void bench_lists(int count, char** paths, const NameTables& tables) {
  std::vector<Entity> entities;
  for (int i = 0; i < count; ++i)
    if (const auto done =
            read_list(paths[i], [&](Entity&& e) { entities.push_back(std::move(e)); }, {});
        !done)
      fmt::print("skipped: {}\n", to_string(done.error()));
  if (entities.empty()) return;
  std::vector<std::string> blobs(entities.size());
  const double start = now_ns();
  for (size_t i = 0; i < entities.size(); ++i) blobs[i] = prepare(entities[i], tables);
  const double ns = (now_ns() - start) / static_cast<double>(entities.size());
  size_t bytes = 0, names = 0;
  for (const auto& b : blobs) bytes += b.size(), names += Prepared(b).names().size();
  fmt::print(
      "entity prepared                  {:8.2f} us   ({} entities, {:.1f} names and {:.0f} bytes "
      "each)\n",
      ns / 1000, entities.size(), static_cast<double>(names) / static_cast<double>(entities.size()),
      static_cast<double>(bytes) / static_cast<double>(entities.size()));
  std::mt19937 random(7);
  std::vector<std::pair<size_t, size_t>> pairs(20000);
  for (auto& [a, b] : pairs) a = random() % blobs.size(), b = random() % blobs.size();
  float sum = 0;
  const double each = median_ns(
      [&] {
        for (const auto& [a, b] : pairs)
          sum += compare(Prepared(blobs[a]), Prepared(blobs[b])).score;
      },
      pairs.size());
  fmt::print("pair of entities of the lists    {:8.2f} us   (sum {:.0f})\n", each / 1000,
             static_cast<double>(sum));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: names_bench DATA NAME_PAIRS.csv [LIST...]\n");
    return 2;
  }
  const double start = now_ns();
  const auto tables = NameTables::load(argv[1]);
  if (!tables) {
    fmt::print(stderr, "{}\n", to_string(tables.error()));
    return 5;
  }
  fmt::print("tables of words loaded           {:8.0f} ms\n", (now_ns() - start) / 1e6);
  bench_pairs(argv[2], *tables);
  bench_lists(argc - 3, argv + 3, *tables);
  return 0;
}
