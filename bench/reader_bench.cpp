// How fast text becomes claims, where the time goes, and how much memory it takes.
//
//   reader_bench HOME [ROUNDS [COPIES]]      HOME holds models/, data/ and examples/reports
//
// The text is the example reports, COPIES (20) times, each as a document of its own. The median of
// ROUNDS (5) rounds is printed. Stages are timed in processor time by running them one after the
// other, so framing is what read() takes beyond them.
#include <sys/resource.h>
#include <sys/time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/ordered_work.h"
#include "intake/documents/intake.h"
#include "reading/mend.h"
#include "reading/reader.h"
#include "reading/simplify.h"

namespace entente {
namespace {

template <class T>
T demand(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", to_string(result.error()).c_str());
  std::exit(1);
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double memory_peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

size_t count_words(std::string_view text) {
  size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    words += !blank && !inside;
    inside = !blank;
  }
  return words;
}

struct Corpus {
  std::vector<Document> documents;
  size_t words = 0;
};

Corpus load_corpus(const std::string& folder, size_t copies) {
  Corpus corpus;
  std::vector<Error> problems;
  IntakeOptions options;
  for (const std::string& path : list_files(folder, problems)) {
    if (path.ends_with(".json")) continue;
    const Document document = demand(read_document(path, options));
    for (size_t i = 0; i < copies; ++i) {
      corpus.words += count_words(document.text);
      corpus.documents.push_back(document);
    }
  }
  return corpus;
}

class Bench {
 public:
  Bench(const std::string& home, ReaderKind kind, size_t rounds, size_t copies)
      : rounds_(rounds),
        corpus_(load_corpus(home + "/examples/reports", copies)),
        grammar_(demand(Grammar::load(home, kind))),
        dictionaries_(demand(Dictionaries::load(home + "/data"))),
        reader_(demand(Reader::open(home, kind))) {}

  void print(std::string_view name) {
    std::printf(
        "%.*s reader: %zu documents, %zu words, median of %zu rounds; the machine was shared\n\n",
        static_cast<int>(name.size()), name.data(), corpus_.documents.size(), corpus_.words,
        rounds_);
    std::printf("text to claims           words/s\n");
    for (const size_t threads : {1, 2})
      std::printf("  %zu thread%s %19.0f\n", threads, threads == 1 ? " " : "s",
                  per_second(threads));
    print_stages();
    std::printf("\npeak memory %.0f MiB\n", memory_peak_mib());
  }

 private:
  double per_second(size_t threads) {
    std::vector<double> seconds;
    for (size_t r = 0; r < rounds_; ++r) {
      const double start = wall_seconds();
      ordered_work(
          corpus_.documents.size(), threads,
          [&](size_t i) { return reader_->read(corpus_.documents[i]).size(); },
          [](size_t, size_t) { return true; });
      seconds.push_back(wall_seconds() - start);
    }
    return static_cast<double>(corpus_.words) / median(seconds);
  }

  // Median processor time of a stage over the corpus; `stage` sees each document.
  double seconds_of(const std::function<void(const Document&)>& stage) const {
    std::vector<double> seconds;
    for (size_t r = 0; r < rounds_; ++r) {
      const double start = processor_seconds();
      for (const Document& d : corpus_.documents) stage(d);
      seconds.push_back(processor_seconds() - start);
    }
    return median(seconds);
  }

  // Each line runs all stages up to its own; what it takes beyond the line before is its own.
  void print_stages() const {
    const auto upto = [&](int last) {
      return [this, last](const Document& d) {
        const Slips slips =
            grammar_.kind() == ReaderKind::accurate ? Slips::of_encoder : Slips::of_linear_parser;
        std::vector<Sentence> sentences = grammar_.segment(d.text, d.blocks);
        std::vector<Sentence*> together;
        for (Sentence& s : sentences) together.push_back(&s);
        if (last == 1)
          for (Sentence* s : together) grammar_.tag(*s);
        if (last >= 2) parse_simplified(together, *dictionaries_, grammar_);
        for (Sentence& s : sentences) {
          if (last >= 3) mend(s, *dictionaries_, slips);
          if (last >= 4) sink_ += dictionaries_->find(s).size();
        }
      };
    };
    const double segment = seconds_of(upto(0)), tagged = seconds_of(upto(1)),
                 simplified = seconds_of(upto(2)), mended = seconds_of(upto(3)),
                 found = seconds_of(upto(4));
    const double all = seconds_of([this](const Document& d) { sink_ += reader_->read(d).size(); });
    std::printf("\nstage                      us/word   share\n");
    print_stage("segment", segment, all);
    print_stage("tag", tagged - segment, all);
    print_stage("fold, cut and parse", simplified - tagged, all);
    print_stage("mend", mended - simplified, all);
    print_stage("dictionaries", found - mended, all);
    print_stage("framing and the rest", all - found, all);
    print_stage("all", all, all);
    std::printf("\nwords a processor second  %.0f\n", static_cast<double>(corpus_.words) / all);
  }

  void print_stage(const char* stage, double seconds, double all) const {
    std::printf("  %-24s %7.2f  %4.0f %%\n", stage,
                1e6 * seconds / static_cast<double>(corpus_.words), 100 * seconds / all);
  }

  size_t rounds_;
  Corpus corpus_;
  Grammar grammar_;
  std::unique_ptr<const Dictionaries> dictionaries_;
  std::unique_ptr<const Reader> reader_;
  mutable size_t sink_ = 0;  // keeps results in use
};

}  // namespace
}  // namespace entente

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: reader_bench HOME [ROUNDS [COPIES]]\n");
    return 2;
  }
  const size_t rounds = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 5;
  const size_t copies = count > 3 ? std::strtoul(arguments[3], nullptr, 10) : 20;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  for (const auto& reader : entente::reader_kinds()) {
    entente::Bench(arguments[1], reader.kind, std::max<size_t>(1, rounds), copies)
        .print(reader.name);
    std::printf("\n");
  }
  return 0;
}
