// Screening against many entities: loading, indexing, reopening, and names a second on one core.
//
//   screen_bench ROOT [ENTITIES [QUERIES [LIST…]]]     default: 1000000 2000, and no list
//   screen_bench --keep FILE ROOT …                    the index is FILE: made there, or used again
//   screen_bench --names FILE ROOT …                   the queries are the lines of FILE
//
// Entities are those of the lists, then seeded variants of them (one letter changed, a word dropped
// or exchanged, words in another order) until there are as many as asked for; without a list, names
// put together from syllables. Queries are half variants of entities and half names of nobody.
// Their times are processor time of the thread.
#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "base/ordered_work.h"
#include "index/search.h"
#include "intake/lists/lists.h"
#include "names/compare.h"
#include "names/known_likeness.h"

namespace {

using namespace entente;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Of this thread: what others do on the machine meanwhile does not count.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Resident memory now, in bytes.
size_t resident() {
  size_t pages = 0, ignored = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%zu %zu", &ignored, &pages) != 2) pages = 0;
    std::fclose(file);
  }
  return pages * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

class Maker {
 public:
  explicit Maker(std::vector<Entity> seeds) : seeds_(std::move(seeds)) {}

  Entity made(size_t number) {
    if (number < seeds_.size()) return seeds_[number];
    Entity out;
    out.id = "v-" + std::to_string(number);
    if (seeds_.empty()) {
      out.schema = number % 3 == 0 ? "Company" : "Person";
      add(out, invented());
      if (number % 2 == 0) add(out, invented());
    } else {
      const Entity& seed = seeds_[random_() % seeds_.size()];
      out.schema = seed.schema;
      size_t names = 0;
      for (const Statement& s : seed.statements) {
        const bool name = s.property == "name" || s.property == "alias";
        if (name && ++names > 3) continue;
        out.statements.push_back(s);
        if (name) out.statements.back().value = changed(s.value);
        if (out.statements.size() > 8) break;
      }
      add(out, changed(seed.caption));
    }
    out.caption = out.statements.empty() ? out.id : out.statements[0].value;
    return out;
  }
  std::string invented() {
    std::string out;
    for (size_t words = 2 + random_() % 2; words > 0; --words) {
      if (!out.empty()) out += ' ';
      for (size_t syllables = 2 + random_() % 2; syllables > 0; --syllables) {
        out += "bdfghjklmnprstvz"[random_() % 16];
        out += "aeiou"[random_() % 5];
        if (random_() % 4 == 0) out += "nrsl"[random_() % 4];
      }
    }
    return out;
  }
  std::string changed(std::string name) {
    const size_t at = name.empty() ? 0 : random_() % name.size();
    if (!name.empty() && static_cast<unsigned char>(name[at]) < 0x80 && name[at] != ' ')
      name[at] = "aeioulnrst"[random_() % 10];
    const size_t blank = name.find(' ');
    if (blank != std::string::npos && random_() % 2)
      name = name.substr(blank + 1) + " " + name.substr(0, blank);
    if (random_() % 3 == 0) name += " " + invented().substr(0, 7);
    return name;
  }

 private:
  static void add(Entity& entity, std::string name) {
    entity.statements.push_back({"name", std::move(name), {}, "generated"});
  }
  std::vector<Entity> seeds_;
  std::mt19937 random_{20260101};
};

std::shared_ptr<const index::Segment> build(Maker& maker, size_t count, const NameTables& tables) {
  double generating = 0, adding = 0;
  const auto begun = Clock::now();
  index::SegmentBuilder builder(tables);
  const uint16_t list = builder.add_dataset({"bench", "", "", "Generated"});
  constexpr size_t kBatch = 4096;
  for (size_t at = 0; at < count; at += kBatch) {
    const auto start = Clock::now();
    std::vector<Entity> batch;
    for (size_t i = at; i < std::min(count, at + kBatch); ++i) batch.push_back(maker.made(i));
    generating += seconds_since(start);
    constexpr size_t kPiece = 256;
    ordered_work((batch.size() + kPiece - 1) / kPiece, 2,
                 [&](size_t piece) {
                   std::vector<index::SegmentBuilder::Entry> out;
                   for (size_t i = piece * kPiece; i < std::min(batch.size(), (piece + 1) * kPiece);
                        ++i)
                     out.push_back(index::prepare_entry(std::move(batch[i]), tables));
                   return out;
                 },
                 [&](size_t, std::vector<index::SegmentBuilder::Entry>&& entries) {
                   const double before = cpu_seconds();
                   for (auto& entry : entries) builder.add(std::move(entry), list);
                   adding += cpu_seconds() - before;
                   return true;
                 });
  }
  const auto added = Clock::now();
  auto out = std::move(builder).build();
  const double placing = seconds_since(added), all = seconds_since(begun);
  fmt::print(
      "indexed {} entities in {:.1f} s on two threads ({:.1f} s of it putting in order on one, "
      "{:.1f} s placing at the end), and {:.1f} s generating them\n",
      count, all - generating, adding, placing, generating);
  return out;
}

void print_sizes(const index::Segment& segment) {
  const index::SegmentArrays& a = segment.arrays();
  const auto each = [&](const char* name, size_t bytes) {
    fmt::print("  {:<24} {:7.1f} bytes an entity\n", name,
               static_cast<double>(bytes) / static_cast<double>(segment.size()));
  };
  each("prepared blocks", a.blocks.size());
  each("records (cold)", a.records.size());
  each("terms and their text", a.text.size() + a.terms.size_bytes());
  each("postings", a.postings.size_bytes());
  each("keys", a.keys.glances.size_bytes() + a.keys.terms.size_bytes() +
                   a.keys.directory.size_bytes() + a.term_of.pairs.size_bytes() +
                   a.term_of.directory.size_bytes());
}

// Names that are half variants of entities and half of nobody.
std::vector<Entity> made_queries(const index::Segment& segment, Maker& maker, size_t queries) {
  std::vector<Entity> asked;
  std::mt19937 random(7);
  for (size_t i = 0; i < queries; ++i) {
    Entity query{"q", "Person", "", "", "", {}};
    const auto entity = segment.entity(static_cast<uint32_t>(random() % segment.size()));
    query.statements.push_back(
        {"name", i % 2 && entity ? maker.changed(entity->caption) : maker.invented(), {}, "q"});
    asked.push_back(std::move(query));
  }
  return asked;
}

// Of a file, a name a line.
std::vector<Entity> read_queries(const std::string& path, size_t queries) {
  std::vector<Entity> asked;
  std::ifstream file(path);
  for (std::string line; asked.size() < queries && std::getline(file, line);) {
    asked.push_back({"q", "Person", "", "", "", {}});
    asked.back().statements.push_back({"name", std::move(line), {}, "q"});
  }
  return asked;
}

void measure(const index::Segment& segment, const std::vector<Entity>& asked,
             const NameTables& tables) {
  index::Searcher searcher(segment);
  std::vector<double> times;
  double preparing = 0, finding = 0, comparing = 0;
  size_t pairs = 0, alerts = 0;
  uint64_t answers = 0;  // a hash of all candidates: whether a change of the program changed any
  uint64_t scores = 0;   // the same of what comparing gave
  for (const Entity& query : asked) {
    const auto start = cpu_seconds();
    const std::string block = prepare(query, tables);
    const Prepared left{std::string_view(block)};
    const auto question = index::question_of(query, left);
    const auto prepared = cpu_seconds();
    const auto found = searcher.find(question, 16);
    const auto searched = cpu_seconds();
    float best = 0;
    for (const auto& c : found)
      answers = (answers ^ c.entity ^ uint64_t{std::bit_cast<uint32_t>(c.share)} << 32) *
                0x9E3779B97F4A7C15ULL;
    for (const auto& c : found) segment.ask_for_row(c.entity);
    for (const auto& c : found) segment.ask_for_block(c.entity);
    KnownLikeness known(left);
    for (const auto& c : found)
      if (const auto right = segment.prepared(c.entity)) {
        const float score = compare(left, *right, known).score;
        best = std::max(best, score);
        scores = (scores ^ std::bit_cast<uint32_t>(score)) * 0x9E3779B97F4A7C15ULL;
      }
    const auto end = cpu_seconds();
    alerts += best >= kMatchThreshold;
    pairs += found.size();
    preparing += prepared - start;
    finding += searched - prepared;
    comparing += end - searched;
    times.push_back(end - start);
  }
  std::ranges::sort(times);
  const double all = preparing + finding + comparing;
  fmt::print("screened {} names: {:.0f} names/s on one core, median {:.3f} ms, p99 {:.3f} ms\n",
             times.size(), static_cast<double>(times.size()) / all, 1e3 * times[times.size() / 2],
             1e3 * times[times.size() * 99 / 100]);
  fmt::print(
      "  preparing {:.0f} %, finding {:.0f} %, comparing {:.0f} % ({:.1f} pairs a name, {:.2f} us "
      "each); {} alerts, answers {:016x}, scores {:016x}\n",
      100 * preparing / all, 100 * finding / all, 100 * comparing / all,
      static_cast<double>(pairs) / static_cast<double>(times.size()),
      1e6 * comparing / static_cast<double>(std::max<size_t>(1, pairs)), alerts, answers, scores);
}

}  // namespace

int main(int argc, char** argv) {
  std::string path = std::filesystem::temp_directory_path() /
                     ("screen_bench." + std::to_string(getpid()) + ".index");
  bool keep = false;
  std::string names;
  for (; argc > 2 && std::string_view(argv[1]).starts_with("--"); argv += 2, argc -= 2) {
    if (std::string_view(argv[1]) == "--names") names = argv[2];
    else if (std::string_view(argv[1]) == "--keep") keep = true, path = argv[2];
    else argc = 1;
  }
  if (argc < 2) {
    fmt::print(stderr,
               "screen_bench [--keep FILE] [--names FILE] ROOT [ENTITIES [QUERIES [LIST…]]]\n");
    return 2;
  }
  const auto tables = NameTables::load(std::string(argv[1]) + "/data");
  if (!tables) {
    fmt::print(stderr, "{}\n", to_string(tables.error()));
    return 5;
  }
  const size_t count = argc > 2 ? std::stoul(argv[2]) : 1000000;
  const size_t queries = argc > 3 ? std::stoul(argv[3]) : 2000;
  std::vector<Entity> seeds;
  auto start = Clock::now();
  for (int i = 4; i < argc; ++i)
    if (auto report = read_list(argv[i], [&](Entity&& e) { seeds.push_back(std::move(e)); });
        !report)
      fmt::print(stderr, "{}\n", to_string(report.error()));
  fmt::print("lists: {} entities in {:.1f} s\n", seeds.size(), seconds_since(start));
  Maker maker(std::move(seeds)), asker({});
  start = Clock::now();
  if (!keep || !std::filesystem::exists(path)) {
    const auto segment = build(maker, count, *tables);
    print_sizes(*segment);
    start = Clock::now();
    if (!segment->save(path)) return 1;
    fmt::print("saved in {:.1f} s\n", seconds_since(start));
  }
  const size_t before = resident();
  start = Clock::now();
  const auto segment = index::Segment::open(path);
  if (!segment) return 1;
  fmt::print("reopened in {:.2f} s\n", seconds_since(start));
  measure(**segment,
          names.empty() ? made_queries(**segment, asker, queries) : read_queries(names, queries),
          *tables);
  fmt::print("resident after screening: {:.0f} bytes an entity more than before opening\n",
             static_cast<double>(resident() - std::min(resident(), before)) /
                 static_cast<double>((*segment)->size()));
  if (!keep) std::remove(path.c_str());
}
