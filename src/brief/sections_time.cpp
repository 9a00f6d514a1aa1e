// How the exchange moved, year by year: what went each way and how many independent origins tell of
// it, then the figures told of that year.
#include <map>

#include "base/text.h"
#include "brief/sections.h"
#include "network/over_time.h"

namespace entente {
namespace {

constexpr size_t kFiguresMax = 4;  // in one year and direction; the rest stands under "Figures"

std::string goods_of(const Context& in, const Flow& flow) {
  GoodsSet goods;
  for (const size_t i : flow.propositions) goods.add(in.brief.propositions[i].key.goods);
  const bool classed = !flow.what.empty() && !goods.empty();
  return flow_label(flow.family, flow.what, classed ? std::vector<std::string>{} : flow.objects,
                    goods);
}

// One direction in one year.
BriefFinding line_of(const Context& in, const std::string& direction,
                     const std::vector<Flow>& flows, const std::vector<const YearFlow*>& year,
                     bool other_way) {
  std::vector<std::string> goods;
  std::vector<ClaimIndex> claims;
  std::vector<BriefSentence> figures;
  for (const YearFlow* y : year) {
    goods.push_back(goods_of(in, flows[y->flow]) + " (" + plural(y->origins, "origin", "origins") +
                    (y->by_publication ? ", by day of publication)" : ")"));
    claims.insert(claims.end(), y->claims.begin(), y->claims.end());
    for (const FigureSaid& f : y->figures)
      if (figures.size() < kFiguresMax)
        figures.emplace_back(figure_words(in.claim(f.claim).quantity[f.quantity]) + " — " +
                                 who_says(in.claim(f.claim), in.names),
                             Cites(f.claim));
  }
  std::string text = direction + ": " + join(goods, ", ");
  if (!other_way) text += "; nothing is told of the other way";
  return {
      BriefSentence(std::move(text), *Cites::of(std::move(claims))), {}, {}, std::move(figures)};
}

}  // namespace

BriefSection over_time_section(const Context& in) {
  const Brief& b = in.brief;
  const auto forth = flows_by_year(b.claims, b.propositions, b.exchange.forth);
  const auto back = flows_by_year(b.claims, b.propositions, b.exchange.back);
  struct Year {
    std::vector<const YearFlow*> forth, back;
  };
  std::map<int, Year> years;
  for (const auto& y : forth) years[y.year].forth.push_back(&y);
  for (const auto& y : back) years[y.year].back.push_back(&y);
  BriefSection out{SectionId::over_time, {}};
  for (const auto& [number, year] : years) {
    BriefGroup group{number == 0 ? "No year told" : std::to_string(number), {}};
    if (!year.forth.empty())
      group.findings.push_back(line_of(in, b.a.name + " → " + b.b.name, b.exchange.forth,
                                       year.forth, !year.back.empty()));
    if (!year.back.empty())
      group.findings.push_back(line_of(in, b.b.name + " → " + b.a.name, b.exchange.back, year.back,
                                       !year.forth.empty()));
    out.groups.push_back(std::move(group));
  }
  return out;
}

}  // namespace entente
