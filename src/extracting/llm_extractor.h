// A language model behind an OpenAI-compatible endpoint as an extractor. It proposes; what is kept
// is decided here: every quote and mention must stand in the text word for word, and the claim must
// pass check(). A document that tells the model what to say can thus make it choose badly, never
// invent.
//
//   LlmExtractor extractor({.url = "http://localhost:8080/v1", .key = {}}, "model-name");
//   auto claims = extractor.extract(document);
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "extracting/endpoint.h"
#include "reading/extractor.h"

namespace entente {

class LlmExtractor : public Extractor {
 public:
  static constexpr std::string_view kVersion = "1";  // of the question and the checks

  // The address may end in "/chat/completions", in "/v1", or before it.
  LlmExtractor(Endpoint endpoint, std::string model);
  // A request for each stretch of about 6,000 bytes. service_failed when one has no usable answer.
  Result<std::vector<Claim>> extract(const Document& document) const override;

 private:
  Endpoint endpoint_;
  std::string model_;
};

// The parts of it, for tests and fuzzers. The body of a request.
std::string llm_request(const Document& document, const std::string& model);
// The claims that an answer proposes and the text bears out. service_failed when it is no answer of
// the API or its content no JSON object with a list of claims.
Result<std::vector<Claim>> claims_of_answer(std::string_view answer, const Document& document,
                                            const ExtractorRef& extractor);

}  // namespace entente
