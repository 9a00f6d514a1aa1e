// The reader: a document goes in, claims come out. Pure: no ledger, no network; the model and the
// dictionaries are loaded once by open() and never change, so one Reader serves all threads.
//
//   auto reader = Reader::open(home);                 // home holds models/ and data/
//   for (const Claim& c : (*reader)->read(document))  // in text order
//     std::puts(to_json(c).c_str());
//
// Every claim passes check(): each span is the text at its offsets. Claims carry no ledger entity.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/claim.h"
#include "model/document.h"
#include "reading/extractor.h"
#include "reading/grammar/grammar.h"
#include "reading/layers/layers.h"
#include "reading/sentence.h"
#include "reading/trace.h"

namespace entente {

class Reader : public Extractor {
 public:
  // What it will be asked for: layers() needs tables that claims do not, and is asked seldom.
  enum class Use : uint8_t { claims, claims_and_layers };
  // missing_resource or malformed, naming the file and row.
  static Result<std::unique_ptr<const Reader>> open(const std::string& home,
                                                    ReaderKind kind = usual_reader(),
                                                    Use use = Use::claims);
  virtual ~Reader() = default;
  // The sentences of a document, parsed; they point into document.text and the reader.
  virtual std::vector<Sentence> parse(const Document& document) const = 0;
  virtual std::vector<Claim> read(const Document& document) const = 0;
  // The same, with what was done recorded; slower.
  virtual std::vector<Claim> read(const Document& document, ReadingTrace& trace) const = 0;
  // One stage by itself (layers.h). Opened for claims_and_layers only.
  virtual Layers layers(const Document& document, Layer wanted) const = 0;
  Result<std::vector<Claim>> extract(const Document& document) const override {
    return read(document);
  }
};

}  // namespace entente
