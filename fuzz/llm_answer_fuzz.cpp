// A model's answer is foreign bytes that may lie: what is kept of it stands in the text and passes
// check(). The input is taken as a whole answer of the API and as the content of a sound one.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "extracting/llm_extractor.h"
#include "model/claim.h"

namespace entente {
namespace {

void demand(bool holds, const std::string& rule) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", rule.c_str());
  std::abort();
}

const Document& document() {
  static const Document made = [] {
    Document out;
    out.id = "a";
    out.text =
        "North Korea sent at least 28,000 containers of shells to Russia in May 2024, officials "
        "said. Russia denied it. “It sent them”, said Ri Yong-gil — 군인 — in Moscow.\n";
    return out;
  }();
  return made;
}

void check_answer(std::string_view answer) {
  const OffsetMap map(document().text);
  const auto claims = claims_of_answer(answer, document(), {"llm:fuzz", "1"});
  if (!claims) {
    demand(claims.error().code == Code::service_failed, "a bad answer is the service's fault");
    return;
  }
  for (const Claim& claim : *claims) {
    const Status ok = check(claim, document().text, map);
    demand(ok.has_value(), ok ? "" : to_string(ok.error()));
  }
}

}  // namespace
}  // namespace entente

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using Json = nlohmann::json;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  entente::check_answer(bytes);
  const Json whole{{"choices", {{{"message", {{"content", bytes}}}}}}};
  entente::check_answer(whole.dump(-1, ' ', false, Json::error_handler_t::replace));
  return 0;
}
