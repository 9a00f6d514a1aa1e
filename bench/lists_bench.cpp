// How fast lists are read, and in how much memory: MB/s of the unpacked bytes, peak resident
// memory.
//
//   lists_bench [--entities N] PATH…      each PATH a list or a folder of one
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <map>
#include <string>

#include "intake/lists/lists.h"
#include "model/ftm.h"

int main(int argc, char** argv) {
  using namespace entente;
  for (int i = 1; i < argc; ++i) {
    const auto start = std::chrono::steady_clock::now();
    size_t bytes = 0, matchable = 0;
    std::map<std::string, size_t> strangers;
    const auto report = read_list(argv[i], [&](Entity&& e) {
      const auto* schema = find_ftm_schema(e.schema);
      matchable += schema && schema->matchable;
      for (const auto& s : e.statements) {
        bytes += s.value.size();
        if (!schema || !schema->property(s.property)) ++strangers[e.schema + ":" + s.property];
      }
    });
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (!report) {
      std::printf("%s: %s\n", argv[i], to_string(report.error()).c_str());
      continue;
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf(
        "%s: %s %s edition '%s' %zu entities (%zu matchable) %zu statements %.3f s, peak %ld KiB\n",
        argv[i], std::string(report->list->id).c_str(), report->series.c_str(),
        report->edition.c_str(), report->entities, matchable, report->statements, took.count(),
        usage.ru_maxrss);
    for (const auto& n : report->notes) std::printf("   note %s\n", n.c_str());
    for (const auto& [k, v] : strangers) std::printf("   not in model: %s %zu\n", k.c_str(), v);
  }
}
