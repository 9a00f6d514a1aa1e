// Wires the stages of the reader: grammar, dictionaries, framing.
#include "reading/reader.h"

#include <cassert>
#include <optional>

#include "reading/framing/assemble.h"
#include "reading/framing/context.h"
#include "reading/framing/coreference.h"
#include "reading/grammar/grammar.h"
#include "reading/known_verbs.h"
#include "reading/layers/find.h"
#include "reading/mend.h"
#include "reading/simplify.h"

namespace entente {
namespace {

constexpr size_t kSentencesAtOnce = 128;  // enough for the accurate parser, little memory

// What the layers need beside what claims need.
struct LayerTables {
  PloverTable plover;
  Acts acts;
  FactualityModel factuality;
};

Result<LayerTables> load_layer_tables(const std::string& home) {
  auto plover = PloverTable::load(home + "/data/plover.tsv");
  if (!plover) return std::unexpected(plover.error());
  auto acts = Acts::load(home + "/data/acts.tsv");
  if (!acts) return std::unexpected(acts.error());
  auto factuality = FactualityModel::load(home + "/models/factuality-en.tsv");
  if (!factuality) return std::unexpected(factuality.error());
  return LayerTables{std::move(*plover), std::move(*acts), std::move(*factuality)};
}

class EnglishReader : public Reader {
 public:
  EnglishReader(Grammar grammar, std::unique_ptr<const Dictionaries> dictionaries,
                Predicates predicates, Cues cues, std::optional<LayerTables> tables)
      : grammar_(std::move(grammar)),
        dictionaries_(std::move(dictionaries)),
        predicates_(std::move(predicates)),
        cues_(std::move(cues)),
        tables_(std::move(tables)) {
    predicates_.add_verbs_to(verbs_);
    cues_.add_verbs_to(verbs_);
  }

  std::vector<Sentence> parse(const Document& document) const override {
    return grammar_.analyse(document.text, document.blocks);
  }

  std::vector<Claim> read(const Document& document) const override {
    return assemble(analyse(document), predicates_, cues_);
  }

  std::vector<Claim> read(const Document& document, ReadingTrace& trace) const override {
    return assemble(analyse(document), predicates_, cues_, &trace);
  }

  Layers layers(const Document& document, Layer wanted) const override {
    assert(tables_);
    const Analysis analysis = analyse(document);
    Layers out;
    if (wanted == Layer::quantities) out.quantities = find_quantities(analysis);
    else if (wanted == Layer::dates) out.dates = find_dates(analysis);
    else if (wanted == Layer::events)
      out.events = find_events(analysis, predicates_, cues_, tables_->plover, tables_->acts);
    else {
      Nominals nominals(analysis);
      resolve(nominals);
      if (wanted == Layer::attributions) out.attributions = find_attributions(nominals, cues_);
      else if (wanted == Layer::entities) out.entities = find_entities(nominals);
      else out.factuality = find_factuality(nominals, cues_, tables_->factuality);
    }
    return out;
  }

 private:
  Analysis analyse(const Document& document) const {
    Analysis analysis{document, *dictionaries_, {}};
    std::vector<Sentence> sentences = grammar_.segment(document.text, document.blocks);
    std::vector<Sentence*> some;
    for (size_t i = 0; i < sentences.size(); ++i) {
      some.push_back(&sentences[i]);
      if (some.size() < kSentencesAtOnce && i + 1 < sentences.size()) continue;
      parse_simplified(some, *dictionaries_, grammar_);
      some.clear();
    }
    const bool accurate = grammar_.kind() == ReaderKind::accurate;
    for (Sentence& sentence : sentences) {
      verbs_.restore(sentence);
      mend(sentence, *dictionaries_, accurate ? Slips::of_encoder : Slips::of_linear_parser);
      analysis.sentences.emplace_back(std::move(sentence), *dictionaries_);
    }
    settle_doubts(analysis);
    return analysis;
  }

  Grammar grammar_;
  std::unique_ptr<const Dictionaries> dictionaries_;
  Predicates predicates_;
  Cues cues_;
  KnownVerbs verbs_;
  std::optional<LayerTables> tables_;
};

}  // namespace

Result<std::unique_ptr<const Reader>> Reader::open(const std::string& home, ReaderKind kind,
                                                   Use use) {
  auto grammar = Grammar::load(home, kind);
  if (!grammar) return std::unexpected(grammar.error());
  auto dictionaries = Dictionaries::load(home + "/data");
  if (!dictionaries) return std::unexpected(dictionaries.error());
  auto predicates = Predicates::load(home + "/data/predicates.tsv");
  if (!predicates) return std::unexpected(predicates.error());
  auto cues = Cues::load(home + "/data/cues.tsv");
  if (!cues) return std::unexpected(cues.error());
  std::optional<LayerTables> tables;
  if (use == Use::claims_and_layers) {
    auto loaded = load_layer_tables(home);
    if (!loaded) return std::unexpected(loaded.error());
    tables = std::move(*loaded);
  }
  return std::make_unique<const EnglishReader>(std::move(*grammar), std::move(*dictionaries),
                                               std::move(*predicates), std::move(*cues),
                                               std::move(tables));
}

}  // namespace entente
