// What single stages of the reader found in a document, each in its own right: who says what, the
// figures, the dates, the names, how factual each predicate is, and the claims as PLOVER events.
// For those who want one layer and no claims, and to score each layer by itself.
//
//   const Layers found = reader->layers(document, Layer::quantities);
//   for (const QuantityMention& q : found.quantities) use(q.text, q.start, q.quantity.low);
//
// Only the list asked for is filled. Everything stands in text order; offsets count code points,
// and text[start:end] is `text`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/claim.h"

namespace entente {

enum class Layer : uint8_t { attributions, quantities, dates, entities, factuality, events };
std::string_view name(Layer layer);  // "attributions"
std::optional<Layer> find_layer(std::string_view name);

// One act of saying, thinking or showing. Within a quotation that runs on, source and cue stand in
// another sentence than the content, or nowhere.
struct Attribution {
  std::optional<Mention>
      source;                 // as it stands: "he", "the officials"; `state` led back to the name
  std::optional<Span> cue;    // "said", "according to"
  std::vector<Span> content;  // what is said; apart where the source stands in the middle
  std::string manner;         // class of the cue in data/cues.tsv; "mental" of other verbs
  bool negative = false;      // "did not say that …"
};

struct QuantityMention : Span {
  Quantity quantity;
  std::string written_unit;  // as the text has it, where `quantity` counts another: "km"
  double factor = 1;         // how many of that other unit one of these is
};

struct DateMention : Span {
  Interval point;     // what the expression itself names: "by 2025" names 2025
  Interval interval;  // as a claim carries it: "by 2025" ends then
};

struct EntityMention : Span {
  std::string type;  // "state", "nationality", "organisation", "person", "place", "weapon", …
  std::string kind;  // finer: "capital", "ministry", "strait"; empty where not known
  std::string canonical;  // the name of the dictionary; empty where it has none
  std::string state;      // as in Mention
  GoodsSet goods;
};

// One predicate: a verb, or the head of a clause with a copula.
struct Factuality : Span {
  std::string lemma;
  Modality modality = Modality::stated;
  Polarity polarity = Polarity::positive;
  bool conditional = false;  // in an if-clause, a question or an order
  std::string ground;        // what told: "asserted", "negated", "future", "infinitive", …
  double value = 0;          // 3: the author has it that it happened; -3: that it did not
  std::vector<std::string> features;  // what the value was judged by, for training
};

// A claim as an event of PLOVER by data/plover.tsv (docs/formats/plover.md).
struct Event {
  Claim claim;
  std::string type, mode, cameo;  // "AID", "arms", "07"
  std::vector<Mention> source, target;
  std::vector<std::string> source_codes, target_codes;  // one for each mention: "PRK", "IGO", ""
};

struct Layers {
  std::vector<Attribution> attributions;
  std::vector<QuantityMention> quantities;
  std::vector<DateMention> dates;
  std::vector<EntityMention> entities;
  std::vector<Factuality> factuality;
  std::vector<Event> events;
};

}  // namespace entente
