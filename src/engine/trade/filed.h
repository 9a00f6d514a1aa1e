// Findings of tables of trade as what is filed. The tables are read a second time, for the rows
// that findings stand on.
#pragma once

#include <unordered_map>

#include "engine/filing/found.h"
#include "engine/trade/tables.h"
#include "tracing/breaks.h"
#include "tracing/trade/dual_use.h"
#include "tracing/trade/mirror.h"
#include "tracing/trade/reexport.h"

namespace entente {

// Which rows of which files tell of two places in a year.
class TradeEvidence {
 public:
  struct Row {
    const std::string* file;
    TradeRow row;
  };
  void want(uint16_t reporter, uint16_t partner, int year) { rows_[key(reporter, partner, year)]; }
  // Each file once, however often it is named.
  Status read(TradeReading& reading, const std::vector<std::string>& files);
  const std::vector<Row>& of(uint16_t reporter, uint16_t partner, int year) const;

 private:
  static uint64_t key(uint16_t reporter, uint16_t partner, int year) {
    return uint64_t{reporter} << 32 | uint64_t{partner} << 16 | static_cast<uint16_t>(year);
  }
  std::unordered_map<uint64_t, std::vector<Row>> rows_;
};

// Of rows with an exporter of their own; the sums over all exporters have no one who says them.
Result<std::vector<Found>> mirror_found(TradeReading& reading, const MirrorRequest& request,
                                        const std::vector<MirrorRow>& rows,
                                        const std::string& currency);
Result<std::vector<Found>> reexport_found(TradeReading& reading, const ReexportRequest& request,
                                          const SignatureQuestion& question,
                                          const std::vector<Signature>& signatures,
                                          const GoodsList& list);
Result<std::vector<Found>> dual_use_found(TradeReading& reading, const DualUseRequest& request,
                                          const std::vector<DualUseProfile>& profiles,
                                          const GoodsList& list);

// The best break of the logarithms of a yearly flow.
struct TradeBreak {
  TradeRow::Flow flow;
  uint16_t reporter, partner;
  std::vector<int> years;  // of the flow
  MeanShift at;            // places are of `years`
};
Result<std::vector<Found>> breaks_found(TradeReading& reading, const TradeBreaksRequest& request,
                                        const std::vector<TradeBreak>& breaks);

// A place as an actor; a group and a name that no table has stand for no state.
FoundActor actor_of(const Place& place, Part part);

}  // namespace entente
