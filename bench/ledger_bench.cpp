// How fast a ledger of millions of claims is. The claims are generated (seeded) and go through the
// real writer in batches, each durable before the next; questions go through the engine, as the
// commands ask them, and each is asked once before its time is taken.
//
//   ledger_bench FOLDER CLAIMS [BATCH=20000] [--even N] [--verify] [--add MORE]
//                               leaves FOLDER/ledger.db, asks it again, and at last adds MORE to
//                               it; of 0 claims only asks the ledger that is there, or only adds
//
// A ledger of a million claims with --even 20 has as much to tell of its busiest pair, and of one
// day, as one of ten million with the usual 500. Every line ends with the share of the time spent
// inside SQLite. A document has 20 claims of about 110 bytes each, a day has 150 documents. Pairs
// of states by Zipf and Mandelbrot's law: the busiest acts in about one claim in 1,750, so in some
// 5,700 of ten million, and its busier state in about one in 25. One claim in 25 is a denial;
// agencies and firms by Zipf's law.
#include <fmt/core.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/hash.h"
#include "engine/name_keys.h"
#include "entente/engine.h"
#include "ledger/sqlite.h"
#include "ledger/verify.h"
#include "ledger/view.h"
#include "ledger/writer.h"
#include "measure.h"
#include "model/document_ref.h"
#include "reading/lexicon/dictionaries.h"

namespace {

using namespace entente;
using namespace entente::bench;

constexpr int64_t kClaimsEach = 20, kDocumentsADay = 150;
constexpr double kEvenness = 500;  // of pairs: the greater, the less the busiest stands out

struct State {
  std::string code, name;
};

class Generator {
 public:
  Generator(std::vector<State> states, double evenness, uint64_t seed = 1)
      : random_(seed), states_(std::move(states)), evenness_(evenness) {
    for (uint16_t a = 0; a < states_.size(); ++a)
      for (uint16_t b = static_cast<uint16_t>(a + 1); b < states_.size(); ++b)
        pairs_.emplace_back(a, b);
    std::ranges::stable_sort(pairs_, {}, [](const auto& p) { return (p.first + 1) * p.second; });
  }
  const State& first_of(size_t rank) const { return states_[pairs_[rank].first]; }
  const State& second_of(size_t rank) const { return states_[pairs_[rank].second]; }
  size_t pairs() const { return pairs_.size(); }

  DocumentEntry next() {
    DocumentEntry out;
    Document& d = out.document;
    const int64_t day = count_ / kDocumentsADay;
    d.title = "Report " + std::to_string(++count_);
    d.publisher = "Publisher " + std::to_string(zipf(400, 0));
    d.published = to_string(add_days({2015, 1, 1}, static_cast<int>(day)));
    d.path = "reports/" + std::to_string(count_) + ".txt";
    d.language = "en";
    for (int i = 0; i < kClaimsEach; ++i) add_claim(out, 2015 + static_cast<int>(day / 365));
    d.blocks = {{Block::Kind::paragraph, 0, static_cast<uint32_t>(d.text.size() - 1), 0}};
    out.original = d.text;
    d.id = sha256_hex(out.original);
    bind_claims(d, out.claims);
    return out;
  }

 private:
  // 0 … n-1, the small ones often; `even` flattens the head (Mandelbrot).
  size_t zipf(size_t n, double even) {
    const double u = std::uniform_real_distribution<>(0, 1)(random_);
    const double from = even + 1, to = static_cast<double>(n) + from;
    return std::min(n - 1, static_cast<size_t>(from * std::pow(to / from, u) - from));
  }
  Mention put(std::string& text, const std::string& words, const std::string& state = {}) {
    Mention m;
    m.start = static_cast<uint32_t>(text.size());
    text += words;
    m.end = static_cast<uint32_t>(text.size());
    m.text = words;
    m.state = state;
    return m;
  }
  void add_claim(DocumentEntry& out, int year_now) {
    static const char* const kGoods[] = {"missiles", "shells", "crude oil", "drones",
                                         "machine tools"};
    static constexpr Goods kClass[] = {Goods::missiles, Goods::ammunition, Goods::energy,
                                       Goods::drones, Goods::dual_use};
    static constexpr Kind kKinds[] = {Kind::transfer, Kind::trade, Kind::meet, Kind::deploy,
                                      Kind::support};
    static constexpr Modality kModalities[] = {
        Modality::reported,  Modality::reported, Modality::stated,  Modality::assessed,
        Modality::confirmed, Modality::planned,  Modality::possible};
    std::string& text = out.document.text;
    Claim c;
    c.kind = kKinds[random_() % 5];
    c.modality = random_() % 25 == 0 ? Modality::denied : kModalities[random_() % 7];
    c.certainty = 0.9;
    const auto begin = static_cast<uint32_t>(text.size());
    auto [a, b] = pairs_[zipf(pairs_.size(), evenness_)];
    if (random_() % 2) std::swap(a, b);
    const State &giver = states_[a], &taker = states_[b];
    c.subject = {put(text, random_() % 3 ? giver.name : "Firm " + std::to_string(zipf(50000, 0)),
                     giver.code)};
    text += " sent ";
    const int number = static_cast<int>(random_() % 5000);
    const std::string said = "at least " + std::to_string(number);
    text += said + " ";
    const size_t goods = random_() % 5;
    c.object = {put(text, kGoods[goods])};
    c.object[0].goods.add(kClass[goods]);
    c.quantity = {{said, static_cast<double>(number), std::nullopt, false, "", c.object[0].text}};
    text += " to ";
    c.counterpart = {put(text, taker.name, taker.code)};
    const std::string year = std::to_string(year_now - static_cast<int>(random_() % 2));
    text += " in " + year + ", ";
    c.when = {"in " + year, {parse_date(year), parse_date(year)}};
    if (random_() % 2) {
      c.attribution = {put(text, "Agency " + std::to_string(zipf(2000, 0)))};
      c.attribution[0].cue = "said";
      text += " said";
    }
    static_cast<Span&>(c.quote) =
        Span{text.substr(begin), begin, static_cast<uint32_t>(text.size())};
    text += random_() % 4 ? ". " : ", near the border, as it had in the year before. ";
    out.claims.push_back(std::move(c));
  }

  std::mt19937_64 random_;
  std::vector<State> states_;
  double evenness_;
  std::vector<std::pair<uint16_t, uint16_t>> pairs_;  // the busiest first
  int64_t count_ = 0;
};

// Offsets count code points; here they are bytes as well.
bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// By the clock, and what of it was spent in SQLite.
struct Spent {
  double seconds = 0, in_sqlite = 0;
};
template <class Use>
Spent timed(Use use) {
  const auto start = Clock::now();
  const double before = sqlite_seconds();
  use();
  return {seconds_since(start), sqlite_seconds() - before};
}

void print(const std::string& what, double value, const char* unit, const Spent& spent = {},
           const std::string& more = {}) {
  fmt::print("{:<44} {:>12.1f} {:<8}", what, value, unit);
  if (spent.seconds > 0) fmt::print(" {:>3.0f} % in SQLite", 100 * spent.in_sqlite / spent.seconds);
  fmt::print("  load {:.1f}{}\n", load(), more.empty() ? "" : "  " + more);
  std::fflush(stdout);
}

bool fill(const std::string& path, Generator& generator, int64_t claims, int64_t batch) {
  auto writer = Writer::open(path, make_name_keys());
  if (!writer) return false;
  Spent all;
  double processor = 0;
  for (int64_t done = 0, n = 1; done < claims; ++n) {
    const int64_t wanted = std::min(batch, claims - done);
    std::vector<DocumentEntry> entries;
    for (int64_t i = 0; i < wanted; i += kClaimsEach) entries.push_back(generator.next());
    const double processor_start = processor_seconds();
    bool good = true;
    const Spent spent = timed([&] {
      const auto ok = writer->add_documents(entries, "2025-01-01T00:00:00Z");
      if (!ok) fmt::print(stderr, "{}\n", to_string(ok.error()));
      good = ok.has_value();
    });
    if (!good) return false;
    all.seconds += spent.seconds, all.in_sqlite += spent.in_sqlite;
    processor += processor_seconds() - processor_start;
    done += wanted;
    if (n % 50 == 0)
      fmt::print(stderr, "{} claims, {:.0f}/s\n", done, static_cast<double>(done) / all.seconds);
  }
  const auto count = static_cast<double>(claims);
  print("claims added, durable in batches", count / all.seconds, "/s", all);
  print("the same by processor time", count / processor, "/s");
  return true;
}

// Asks once, then takes the median of seven.
template <class Ask>
void ask(const std::string& what, Ask ask_once) {
  std::string found = ask_once();
  std::vector<double> seconds, processor;
  Spent all;
  for (int i = 0; i < 7; ++i) {
    const double before = processor_seconds();
    const Spent spent = timed([&] { found = ask_once(); });
    processor.push_back((processor_seconds() - before) * 1000);
    seconds.push_back(spent.seconds);
    all.seconds += spent.seconds, all.in_sqlite += spent.in_sqlite;
  }
  print(what, median(seconds) * 1000, "ms", all,
        fmt::format("({:.1f} ms of processor; {})", median(processor), found));
}

// The ids of propositions of the pair, the one with most claims first.
std::vector<std::string> propositions_of(Engine& engine, const State& a, const State& b) {
  WeighedAnswer answer;
  engine.standing({.actors = {a.code, b.code}}, answer);
  std::ranges::stable_sort(answer.items, std::ranges::greater(),
                           [](const WeighedItem& item) { return item.text.size(); });
  std::vector<std::string> out;
  for (const auto& item : answer.items) out.push_back(item.id);
  return out;
}

void ask_all(const std::string& path, const Generator& generator) {
  Settings settings;
  settings.home = ENTENTE_SOURCE_DIR;
  settings.ledger = path;
  settings.problem = [](const Problem& p) { fmt::print(stderr, "{}\n", to_text(p)); };
  Engine engine(settings);
  const State &a = generator.first_of(0), &b = generator.second_of(0);
  const auto brief = [&](size_t rank) {
    std::string text;
    engine.brief({generator.first_of(rank).code, generator.second_of(rank).code}, text);
    return fmt::format("{} and {}, {} KB", generator.first_of(rank).name,
                       generator.second_of(rank).name, text.size() / 1000);
  };
  ask("brief of the busiest pair", [&] { return brief(0); });
  ask("brief of the hundredth pair", [&] { return brief(100); });
  const auto ids = propositions_of(engine, a, b);
  const auto standing = [&](const std::string& id) {
    WeighedAnswer answer;
    engine.standing({.proposition = id}, answer);
    const auto lines = answer.items.empty() ? 0 : std::ranges::count(answer.items[0].text, '\n');
    return fmt::format("{} items, {} lines", answer.items.size(), lines);
  };
  if (ids.empty()) return;
  ask("standing of its largest proposition", [&] { return standing(ids.front()); });
  ask("standing of its middle proposition", [&] { return standing(ids[ids.size() / 2]); });
  const auto view = View::open(path, {.keys = make_name_keys()});
  const int64_t eve = view->counts()->revision - kDocumentsADay;
  ask("diff of the last day, 3,000 claims", [&] {
    WeighedAnswer answer;
    engine.diff({.since = std::to_string(eve)}, answer);
    return fmt::format("{} changes", answer.items.size());
  });
  const auto claims = [&](ClaimQuery query) {
    size_t count = 0;
    engine.claims(query, [&](const ClaimRecord&) { return ++count, true; });
    return fmt::format("{} claims", count);
  };
  ask("claims of the busiest pair", [&] { return claims({.actors = {a.code, b.code}}); });
  ask("claims that name a firm", [&] { return claims({.actors = {"Firm 777"}}); });
  const auto show = [&](std::string id) {
    size_t count = 0;
    engine.show(id, {}, [&](const ShowRecord&) { return ++count, true; });
    return fmt::format("{} found", count);
  };
  ask("a claim by the beginning of its id", [&] { return show(ids[0].substr(0, 12)); });
  ask("search of four words", [&] {
    const auto hits = view->search({.words = "border missiles publisher firm 777"});
    return fmt::format("{} documents", hits ? hits->size() : 0);
  });
}

struct Task {
  std::string folder;
  int64_t claims = 0, batch = 20000, more = 0;
  double evenness = kEvenness;
  bool verify = false;
};

int run(const Task& task) {
  const auto& [folder, claims, batch, more, evenness, verify] = task;
  const std::string path = folder + "/ledger.db";
  std::filesystem::create_directories(folder);
  const auto dictionaries = Dictionaries::load(ENTENTE_SOURCE_DIR "/data");
  if (!dictionaries) return fmt::print(stderr, "{}\n", to_string(dictionaries.error())), 5;
  std::vector<State> states;
  for (const auto& entry : (*dictionaries)->entries())
    if (entry.type == EntryType::state && is_ascii(entry.canonical) &&
        std::ranges::find(states, entry.state, &State::code) == states.end())
      states.push_back({std::string(entry.state), std::string(entry.canonical)});
  Generator generator(states, evenness);
  measure_sqlite(true);
  fmt::print("{} claims, {} pairs of states\n", claims, generator.pairs());
  if (!std::filesystem::exists(path) && !fill(path, generator, claims, batch)) return 1;
  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  const auto there = View::open(path)->counts()->claims;
  print("bytes a claim", bytes / static_cast<double>(there), "", {},
        fmt::format("{} claims", there));
  if (claims > 0 || more == 0) ask_all(path, generator);
  if (claims > 0) {
    auto writer = Writer::open(path, make_name_keys());
    if (!writer) return 1;
    bool good = false;
    const double before = processor_seconds();
    const Spent spent = timed([&] { good = writer->rebuild().has_value(); });
    if (!good) return 1;
    print("rebuild", spent.seconds, "s", spent,
          fmt::format("({:.1f} s of processor)", processor_seconds() - before));
  }
  if (verify) {
    int64_t damaged = -1;
    const Spent spent = timed([&] {
      const auto done = verify_ledger(path, make_name_keys(), [](const Damage&) {});
      if (done) damaged = done->damaged;
    });
    print(damaged == 0 ? "verify: whole" : "verify: DAMAGED", spent.seconds, "s", spent);
  }
  Generator other(std::move(states), evenness, 2);
  if (more > 0 && !fill(path, other, more, batch)) return 1;
  print("peak memory", peak_mib(), "MiB");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Task task;
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const char* next = i + 1 < argc ? argv[i + 1] : "0";
    if (word == "--verify") task.verify = true;
    else if (word == "--add") task.more = std::atoll(next), ++i;
    else if (word == "--even") task.evenness = std::atof(next), ++i;
    else words.push_back(word);
  }
  if (words.size() < 2 || task.evenness < 0)
    return fmt::print(
               stderr,
               "usage: ledger_bench FOLDER CLAIMS [BATCH] [--even N] [--verify] [--add N]\n"),
           2;
  task.folder = words[0];
  task.claims = std::atoll(words[1].c_str());
  if (words.size() > 2) task.batch = std::atoll(words[2].c_str());
  return run(task);
}
