// From bytes to claims: whatever the text, every tree is a tree and every claim shows its words.
// The first byte chooses the format, so that headings, bullets and tables are read as well.
#include "document_fuzz.h"
#include "model/claim.h"
#include "reading/mend.h"
#include "reading/reader.h"
#include "reading/simplify.h"
#include "reading/tree_invariants.h"

namespace entente {
namespace {

struct Parts {
  std::unique_ptr<const Reader> reader;
  std::unique_ptr<const Dictionaries> dictionaries;
  std::unique_ptr<const Grammar> grammar;
};

template <class T>
T loaded(Result<T> result) {
  demand(result.has_value(), result ? "" : to_string(result.error()));
  return std::move(*result);
}

const Parts& parts() {
  static const std::string home = ENTENTE_SOURCE_DIR;
  static const Parts all{
      loaded(Reader::open(home)), loaded(Dictionaries::load(home + "/data")),
      std::make_unique<const Grammar>(loaded(Grammar::load(home + "/models/reader-en.bin")))};
  return all;
}

}  // namespace
}  // namespace entente

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  if (size < 2) return 0;
  static const char* const kFormats[] = {"plain", "plain", "markdown", "html"};
  IntakeOptions options;
  options.format = kFormats[data[0] % 4];
  options.html_depth_max = 60;
  options.published = "2025-07-14";
  const auto document = document_from_bytes(
      std::string(reinterpret_cast<const char*>(data) + 1, size - 1), "a.txt", options);
  if (!document) return 0;
  for (Sentence& s : parts().grammar->segment(document->text, document->blocks)) {
    entente::Sentence* const one[] = {&s};
    parse_simplified(one, *parts().dictionaries, *parts().grammar);
    mend(s, *parts().dictionaries, Slips::of_linear_parser);
    demand(broken_tree_rule(s).empty(), broken_tree_rule(s) + "\n" + print_tree(s));
  }
  const OffsetMap map(document->text);
  for (const Claim& c : parts().reader->read(*document)) {
    const Status ok = check(c, document->text, map);
    demand(ok.has_value(), ok ? "" : to_string(ok.error()));
  }
  return 0;
}
