// The search for each layer over an analysed document; layers.h says what they give.
#pragma once

#include "base/utf8.h"
#include "reading/framing/assemble.h"
#include "reading/framing/nominals.h"
#include "reading/layers/acts.h"
#include "reading/layers/factuality_model.h"
#include "reading/layers/layers.h"
#include "reading/layers/plover_table.h"

namespace entente {

// Tokens of one document as spans of its text.
class Spans {
 public:
  explicit Spans(const Analysis& analysis) : a_(analysis), map_(analysis.document.text) {}
  Span of(int sentence, int first, int last) const {
    const Tree& t = a_.tree(sentence);
    return bytes(t[first].begin, t[last].end);
  }
  Span bytes(uint32_t begin, uint32_t end) const {
    return {a_.document.text.substr(begin, end - begin),
            static_cast<uint32_t>(map_.code_points(begin)),
            static_cast<uint32_t>(map_.code_points(end))};
  }
  // From code points.
  Span points(uint32_t start, uint32_t end) const {
    const size_t from = map_.bytes(start), to = map_.bytes(end);
    return {a_.document.text.substr(from, to - from), start, end};
  }

 private:
  const Analysis& a_;
  OffsetMap map_;
};

std::vector<Attribution> find_attributions(const Nominals& nominals, const Cues& cues);
std::vector<QuantityMention> find_quantities(const Analysis& analysis);
std::vector<DateMention> find_dates(const Analysis& analysis);
std::vector<EntityMention> find_entities(const Nominals& nominals);
std::vector<Factuality> find_factuality(const Nominals& nominals, const Cues& cues,
                                        const FactualityModel& model);
std::vector<Event> find_events(const Analysis& analysis, const Predicates& predicates,
                               const Cues& cues, const PloverTable& table, const Acts& acts);

}  // namespace entente
