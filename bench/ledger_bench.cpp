// How fast a ledger of millions of claims is. The claims are generated (seeded) and go through the
// real writer in batches, each durable before the next.
//
//   ledger_bench FOLDER CLAIMS [BATCH=20000]     prints one figure a line; leaves FOLDER/ledger.db
//
// A document has 20 claims of about 110 bytes each; the states of a claim are drawn so that the
// most frequent pair has about one claim in two thousand; names of agencies and firms by Zipf's
// law.
#include <sqlite3.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <random>

#include "base/hash.h"
#include "engine/name_keys.h"
#include "ledger/verify.h"
#include "ledger/view.h"
#include "ledger/writer.h"

namespace {

using namespace entente;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

class Generator {
 public:
  Generator() {
    for (char a = 'a'; a <= 'z'; ++a)
      for (char b = 'a'; b <= 'g'; ++b) states_.push_back({a, b});
  }
  DocumentEntry next() {
    DocumentEntry out;
    Document& d = out.document;
    d.title = "Report " + std::to_string(++count_);
    d.publisher = "Publisher " + std::to_string(zipf(400));
    const int day = static_cast<int>(count_ / 300) % 3000;
    d.published = to_string(add_days({2018, 1, 1}, day));
    d.path = "reports/" + std::to_string(count_) + ".txt";
    d.language = "en";
    for (int i = 0; i < 20; ++i) add_claim(out);
    d.blocks = {{Block::Kind::paragraph, 0, static_cast<uint32_t>(d.text.size() - 1), 0}};
    out.original = d.text;
    d.id = sha256_hex(out.original);
    for (auto& c : out.claims) {
      c.document = {d.id, d.path, d.url, d.title, d.publisher, d.published, d.language};
      c.id = claim_id(c);
    }
    return out;
  }

 private:
  // 0 … n-1, the small ones often.
  size_t zipf(size_t n) {
    const double u = std::uniform_real_distribution<>(0, 1)(random_);
    return std::min(n - 1, static_cast<size_t>(std::pow(static_cast<double>(n) + 1, u)) - 1);
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
  std::string state_name(const std::string& code) { return "State " + code; }
  void add_claim(DocumentEntry& out) {
    static const char* const kGoods[] = {"missiles", "shells", "crude oil", "drones",
                                         "machine tools"};
    static const Kind kKinds[] = {Kind::transfer, Kind::trade, Kind::meet, Kind::deploy,
                                  Kind::support};
    std::string& text = out.document.text;
    Claim c;
    c.kind = kKinds[random_() % 5];
    c.modality = static_cast<Modality>(random_() % 10);
    c.certainty = 0.9;
    const auto begin = static_cast<uint32_t>(text.size());
    const std::string a = states_[zipf(states_.size())], b = states_[zipf(states_.size())];
    c.subject = {
        put(text, random_() % 3 ? state_name(a) : "Firm " + std::to_string(zipf(50000)), a)};
    text += " sent ";
    const int number = static_cast<int>(random_() % 5000);
    const std::string said = "at least " + std::to_string(number);
    text += said + " ";
    c.object = {put(text, kGoods[random_() % 5])};
    c.object[0].goods.add(static_cast<Goods>(random_() % kGoodsCount));
    c.quantity = {{said, static_cast<double>(number), std::nullopt, false, "", c.object[0].text}};
    text += " to ";
    c.counterpart = {put(text, state_name(b), b)};
    const std::string year = std::to_string(2018 + random_() % 8);
    text += " in " + year + ", ";
    c.when = {"in " + year, {parse_date(year), parse_date(year)}};
    if (random_() % 2) {
      c.attribution = {put(text, "Agency " + std::to_string(zipf(2000)))};
      c.attribution[0].cue = "said";
      text += " said";
    }
    static_cast<Span&>(c.quote) =
        Span{text.substr(begin), begin, static_cast<uint32_t>(text.size())};
    text += random_() % 4 ? ". " : ", near the border, as it had in the year before. ";
    out.claims.push_back(std::move(c));
  }

  std::mt19937_64 random_{1};
  std::vector<std::string> states_;
  size_t count_ = 0;
};

void print(const char* what, double value, const char* unit) {
  std::printf("%-44s %12.1f %s\n", what, value, unit);
  std::fflush(stdout);
}

bool fill(const std::string& path, int64_t claims, int64_t batch) {
  Generator generator;
  auto writer = Writer::open(path, make_name_keys());
  if (!writer) return false;
  double writing = 0, cpu = 0;
  int64_t done = 0;
  for (int n = 0; done < claims; ++n) {
    std::vector<DocumentEntry> entries;
    for (int64_t i = 0; i < batch; i += 20) entries.push_back(generator.next());
    char added[32];
    std::snprintf(added, sizeof added, "2025-01-%02dT00:00:00Z",
                  1 + static_cast<int>(done * 28 / claims));
    const auto start = Clock::now();
    const double cpu_start = cpu_seconds();
    if (const auto ok = writer->add_documents(entries, added); !ok) {
      std::fprintf(stderr, "%s\n", to_string(ok.error()).c_str());
      return false;
    }
    writing += seconds_since(start);
    cpu += cpu_seconds() - cpu_start;
    done += batch;
    if (n % 50 == 49)
      std::fprintf(stderr, "%lld claims, %.0f/s\n", static_cast<long long>(done),
                   static_cast<double>(done) / writing);
  }
  print("claims added, durable in batches", static_cast<double>(done) / writing, "/s");
  print("the same by processor time", static_cast<double>(done) / cpu, "/s");
  return true;
}

void ask(const std::string& path) {
  View::Options options;
  options.keys = make_name_keys();
  const auto view = View::open(path, options);
  if (!view) return;
  const auto timed = [&](const char* what, const ClaimFilter& filter) {
    double best = 1e9;
    size_t found = 0;
    for (int i = 0; i < 3; ++i) {
      const auto start = Clock::now();
      found = 0;
      (void)view->claims(filter, [&](StoredClaim&&) { return ++found, true; });
      best = std::min(best, seconds_since(start));
    }
    std::printf("%-44s %12.1f ms, %zu claims\n", what, best * 1000, found);
  };
  timed("claims of a busy pair", {.actors = {{{.state = "aa"}}, {{.state = "ab"}}}});
  timed("claims of a rare pair", {.actors = {{{.state = "xa"}}, {{.state = "zc"}}}});
  timed("claims that name a firm", {.actors = {{{.text = "Firm 777"}}}});
  std::string id;
  (void)view->claims({.actors = {{{.state = "xa"}}, {{.state = "zc"}}}},
                     [&](StoredClaim&& c) { return id = c.claim.id, false; });
  timed("a claim by the beginning of its id", {.id = id.substr(0, 12)});
  const auto start = Clock::now();
  const auto hits = view->search({.words = "border missiles publisher firm 777"});
  print("search of four words", seconds_since(start) * 1000, "ms");
  (void)hits;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "usage: ledger_bench FOLDER CLAIMS [BATCH]\n"), 2;
  const std::string folder = argv[1], path = folder + "/ledger.db";
  const int64_t claims = std::atoll(argv[2]), batch = argc > 3 ? std::atoll(argv[3]) : 20000;
  std::filesystem::create_directories(folder);
  if (!std::filesystem::exists(path) && !fill(path, claims, batch)) return 1;
  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  print("bytes a claim", bytes / static_cast<double>(claims), "");
  ask(path);
  {
    auto writer = Writer::open(path, make_name_keys());
    const auto start = Clock::now();
    if (const auto ok = writer->rebuild(); !ok) return 1;
    print("rebuild", seconds_since(start), "s");
  }
  if (argc > 4) {
    const auto start = Clock::now();
    const auto verified = verify_ledger(path, make_name_keys(), [](const Damage&) {});
    print("verify", seconds_since(start),
          verified && verified->damaged == 0 ? "s, whole" : "s, DAMAGED");
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  print("peak memory", static_cast<double>(usage.ru_maxrss) / 1024, "MiB");
  return 0;
}
