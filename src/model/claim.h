// One assertion, made somewhere, by someone, about who did what with whom. The contract is the
// claims guide; JSON in and out is in claim_json.h.
//
// Offsets count Unicode code points in the document's text, and text[start:end] is `text`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/utf8.h"
#include "model/page_box.h"
#include "model/vocabulary.h"

namespace entente {

struct Span {
  std::string text;
  uint32_t start = 0, end = 0;  // code points
  bool operator==(const Span&) const = default;
};

struct Mention : Span {
  std::string state;   // ISO 3166-1 alpha-2, lower case; "xx" acts for none; empty where not asked
  std::string entity;  // id of an entity in the ledger; may be empty
  GoodsSet goods;
  std::string cue;  // attribution only: "according to", "said"
  bool operator==(const Mention&) const = default;
};

struct Quantity {
  std::string text;  // "at least 28,000"
  std::optional<double> low, high;
  bool approximate = false;
  std::string unit;  // "USD", "t", "%", "barrel", "/year"; empty for a plain count
  std::string of;    // what is counted
  bool operator==(const Quantity&) const = default;
};

struct When {
  std::string text;  // may be empty when only the interval is known
  Interval interval;
  bool empty() const { return text.empty() && interval.empty(); }
  bool operator==(const When&) const = default;
};

// What a claim says of its document; the text itself stays with the Document.
struct DocumentRef {
  std::string id, path, url, title, publisher, published, language;
  bool operator==(const DocumentRef&) const = default;
};

// What made a claim of the text, when it was not the reader.
struct ExtractorRef {
  std::string name = {};     // "llm:MODEL", "ships.gap" of a finding; empty: the reader
  std::string version = {};  // of the way it was asked, of the finding's definition
  bool operator==(const ExtractorRef&) const = default;
};

// "ships" of a finding "ships.gap"; empty for a claim that a text makes.
std::string_view finding_family(const ExtractorRef& extractor);

struct Claim {
  std::string id;  // claim_id() over the rest
  DocumentRef document;
  ExtractorRef extractor = {};
  Span quote;
  std::vector<PageBox> quote_boxes = {};  // of a paged document: one for each line of the quote
  Kind kind{};
  std::vector<Mention> subject, counterpart, against, object, in_return, via;
  std::vector<Quantity> quantity;
  When when;
  std::vector<Mention> where;
  Polarity polarity = Polarity::positive;
  Modality modality = Modality::stated;
  std::vector<Mention> attribution;  // nearest first
  double certainty = 0;              // that it was read correctly, 0 to 1
  bool operator==(const Claim&) const = default;
};

// A finding that this program worked out from a table of trade, votes or payments: nobody's word,
// and told beside what is said. What such a table itself tells ("imports of", by its office) is
// that office's or its publisher's word, and what only may be so asserts nothing anyhow.
bool is_worked_out(const Claim& claim);

// Hash over document id, quote span, kind, arguments and extractor: stable across runs and
// machines.
std::string claim_id(const Claim& claim);

// Every span is the text at its offsets and stands inside it; subject is not empty; states are
// two lower-case letters; no interval ends before it starts; certainty in [0, 1]. `text` is the
// document's, `map` made from it.
Status check(const Claim& claim, std::string_view text, const OffsetMap& map);

}  // namespace entente
