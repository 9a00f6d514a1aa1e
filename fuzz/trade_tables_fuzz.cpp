// Tables of trade: any bytes under headers of the offices (the first byte chooses) and as a whole
// table. No row has a year out of bounds, a negative value or one place on both sides, and sums
// take them all.
#include <cmath>
#include <cstdlib>

#include "intake/tables/trade_reader.h"
#include "memory_file.h"
#include "tracing/trade/mirror.h"
#include "tracing/trade/reexport.h"

namespace {

using namespace entente;

constexpr const char* kHeads[] = {
    "",
    "partner,year,eu27_export_eur\n",
    "reporter;partner;flow;month;value_eur;currency\n",
    "t,i,j,k,v,q\n",
    "refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,cmdCode,customsCode,"
    "motCode,netWgt,"
    "primaryValue\n",
    "DECLARANT_ISO\tPARTNER_ISO\tPRODUCT_NC\tFLOW\tPERIOD\tVALUE_IN_EUROS\tQUANTITY_IN_KG\n",
    "FREQ,REPORTER,PARTNER,PRODUCT,FLOW,INDICATORS,TIME_PERIOD,OBS_VALUE\n"};

struct Sink : intake::TradeSink {
  TradeSums sums;
  std::vector<TradeRow> rows;
  void take(const TradeRow& row) override {
    if (row.year < 1900 || row.year > 2100 || row.month > 12 || !(row.value >= 0) ||
        row.quantity < 0 || row.reporter == row.partner || row.digits > 8)
      std::abort();
    sums.add(row);
    rows.push_back(row);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  static const auto kCountries =
      "DE\tname\tGermany\nDE\tnumber\t276\nKZ\tname\tKazakhstan\nKZ\tnumber\t398\nRU\tname\tRussia"
      "\n";
  static const auto kWords =
      "@EU27\tname\tEuropean Union\n@EU27\talias\tEU27\n@EU27\tmember\tDE\t\t\n@XX\tname\tNot "
      "specified\n";
  auto names = intake::PlaceNames::read(kCountries, kWords);
  const size_t head = data[0] % std::size(kHeads);
  const MemoryFile file(kHeads[head] +
                        std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  intake::TradeOptions options;
  if (data[0] & 0x80) options.currency = "EUR";
  if (data[0] & 0x40) options.reporter = "Germany";
  TradeSums sums;
  Panel panel([](uint16_t, uint16_t) { return true; });
  const auto report = intake::read_trade(
      file.path(), options, *names, [] { return std::make_unique<Sink>(); },
      [&](std::unique_ptr<intake::TradeSink> part, uint64_t before) {
        const auto rows = std::move(static_cast<Sink&>(*part).rows);
        sums.merge(std::move(static_cast<Sink&>(*part).sums), before);
        for (const TradeRow& row : rows)
          if (panel.wants(row)) panel.add(row);
        return true;
      });
  if (!report) return 0;
  const MirrorInput input{.exports = &sums,
                          .imports = &sums,
                          .place = [&](uint16_t id) -> const Place& { return (*names)[id]; }};
  for (const MirrorRow& row : find_mirror_gaps(input, {}))
    if (row.has("gap") && row.has("incomplete_imports")) std::abort();
  const SignatureQuestion question{.exporters = {names->find("DE")},
                                   .vias = {names->find("KZ")},
                                   .controls = {},
                                   .target = names->find("RU"),
                                   .codes = {},
                                   .placebos = {}};
  find_signatures(panel, question);
  return 0;
}
