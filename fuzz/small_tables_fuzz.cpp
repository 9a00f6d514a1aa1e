// Small tables that users bring beside large ones: concordances, rates, lists of goods, ties of two
// states, numbers of states, and distances between them. Any bytes make a table or an error with
// words, and what is in the table keeps its bounds.
#include <cmath>
#include <cstdlib>
#include <string>

#include "intake/tables/distances.h"
#include "intake/tables/dyads.h"
#include "intake/tables/trade_reader.h"
#include "memory_file.h"
#include "tracing/trade/dual_use.h"

namespace {

using namespace entente;

template <class Read>
bool is_read(const Read& read) {
  if (!read && read.error().what.empty()) std::abort();
  return read.has_value();
}

void check_concordance(std::string_view text) {
  const auto table = intake::Concordance::read(text, "c");
  if (!is_read(table)) return;
  for (GoodsRevision revision = 1; revision < 14; ++revision)
    for (const char* code : {"854231", "010101", "7764", "1"})
      if (const auto* targets = table->of(revision, code)) {
        double sum = 0;
        for (const auto& t : *targets) {
          if (t.revision == revision || t.digits > 6 || t.code > 999999) std::abort();
          sum += t.share;
        }
        if (targets->empty() || !table->converts(revision)) std::abort();
        if (sum != 0 && std::abs(sum - 1) > 2e-3) std::abort();
      }
}

void check_dyads(std::string_view bytes) {
  static const auto kNames = intake::PlaceNames::read(
      "RU\tname\tRussia\nRU\tiso3\tRUS\nKP\tname\tNorth Korea\nKP\tiso3\tPRK\n", "");
  const MemoryFile file(bytes);
  intake::StateNumbers numbers{{"365", kNames->find("RU")}, {"731", kNames->find("KP")}};
  if (const auto read = intake::read_state_numbers(file.path(), *kNames); is_read(read))
    numbers.insert(read->begin(), read->end());
  (void)is_read(intake::read_dyads(file.path(), numbers, *kNames, [](const intake::DyadRow& row) {
    if (row.line == 0 || !std::isfinite(row.value)) std::abort();
  }));
}

// As it is, and under the head that GeoDist has.
void check_distances(std::string_view text) {
  for (const char* head : {"", "exporter,importer,contig,dist,distw\n"}) {
    const MemoryFile file(head + std::string(text));
    const auto read = intake::read_distances(file.path());
    if (!is_read(read)) continue;
    if (read->table.empty() || read->problems.size() > read->bad || read->bad > read->rows)
      std::abort();
    for (const auto& [pair, far] : read->table)
      if (pair.first.size() != 3 || pair.second.size() != 3 || !(far.kilometres > 0) ||
          far.kilometres > 20100)
        std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_concordance(text);
  if (const auto rates = intake::CurrencyRates::read(text, "r"); is_read(rates)) {
    const double factor = rates->factor("USD", "EUR", 2020);
    if (!(factor >= 0)) std::abort();
  }
  if (const auto list = GoodsList::read(text, "l"); is_read(list))
    for (const auto& [code, tier] : list->rows())
      if (!list->has(code) || list->tier(code) != tier) std::abort();
  check_dyads(text);
  check_distances(text);
  return 0;
}
