// The layers that are a plain listing of what the scanners of figures and dates find.
#include "reading/framing/dates.h"
#include "reading/framing/quantities.h"
#include "reading/layers/find.h"

namespace entente {

std::vector<QuantityMention> find_quantities(const Analysis& analysis) {
  const Spans spans(analysis);
  std::vector<QuantityMention> out;
  for (int s = 0; s < analysis.size(); ++s)
    for (const Figure& f : find_figures(analysis, s, true)) {
      const auto unit = f.unit < 0 ? std::string_view() : analysis.tree(s)[f.unit].form;
      out.push_back({spans.of(s, f.first, f.last), f.quantity, std::string(unit), f.factor});
    }
  return out;
}

std::vector<DateMention> find_dates(const Analysis& analysis) {
  const Spans spans(analysis);
  const auto published = parse_date(analysis.document.published);
  std::vector<DateMention> out;
  std::optional<Date> told;
  for (int s = 0; s < analysis.size(); ++s)
    for (const TimeExpression& time : find_times(analysis, s, published, &told))
      out.push_back({spans.of(s, time.first, time.last), time.point, time.when.interval});
  return out;
}

}  // namespace entente
