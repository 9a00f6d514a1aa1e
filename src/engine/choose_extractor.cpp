#include "engine/choose_extractor.h"

#include <algorithm>

#include "base/file.h"
#include "base/text.h"
#include "extracting/llm_extractor.h"

namespace entente {
namespace {

constexpr size_t kKeyBytesMax = 4096;
constexpr unsigned kTimeoutSecondsMax = 3600;

class Borrowed : public Extractor {
 public:
  explicit Borrowed(const Extractor& extractor) : extractor_(extractor) {}
  Result<std::vector<Claim>> extract(const Document& document) const override {
    return extractor_.extract(document);
  }

 private:
  const Extractor& extractor_;
};

// Both on the same document; the claims of each carry who made them.
class SideBySide : public Extractor {
 public:
  SideBySide(const Extractor& first, std::unique_ptr<const Extractor> second)
      : first_(first), second_(std::move(second)) {}
  Result<std::vector<Claim>> extract(const Document& document) const override {
    auto claims = first_.extract(document);
    if (!claims) return claims;
    auto more = second_->extract(document);
    if (!more) return more;
    std::move(more->begin(), more->end(), std::back_inserter(*claims));
    std::ranges::stable_sort(*claims, {}, [](const Claim& c) { return c.quote.start; });
    return claims;
  }

 private:
  const Extractor& first_;
  std::unique_ptr<const Extractor> second_;
};

bool is_local(std::string_view url) {
  for (const std::string_view host : {"http://localhost", "http://127.0.0.1", "http://[::1]"})
    if (url.starts_with(host)) {
      const std::string_view rest = url.substr(host.size());
      return rest.empty() || rest[0] == ':' || rest[0] == '/';
    }
  return false;
}

Result<std::string> read_key(const std::string& path) {
  if (path.empty()) return std::string();
  const auto bytes = read_file(path, kKeyBytesMax);
  if (!bytes) return std::unexpected(bytes.error());
  const std::string key(trim(*bytes));
  if (key.empty() || key.find_first_of(" \t\r\n") != std::string::npos)
    return fail(Code::malformed, "the file holds no key: one word is expected", path);
  return key;
}

Result<std::unique_ptr<const Extractor>> make_llm(const Engine::Parts& parts,
                                                  const ExtractorChoice& choice) {
  const std::string& url = choice.endpoint;
  if (!url.starts_with("http://") && !url.starts_with("https://"))
    return fail(Code::bad_argument, "an endpoint is needed", {}, url,
                "--endpoint http://localhost:8080/v1");
  if (choice.model.empty())
    return fail(Code::bad_argument, "a model is needed", {}, {}, "--model NAME");
  if (choice.timeout_seconds > kTimeoutSecondsMax)
    return fail(Code::bad_argument, "an answer is waited for an hour at most", {},
                std::to_string(choice.timeout_seconds), "--timeout 120");
  auto key = read_key(choice.key_file);
  if (!key) return std::unexpected(key.error());
  if (!key->empty() && url.starts_with("http://") && !is_local(url))
    return fail(Code::bad_argument, "the key would travel unencrypted", {}, url,
                "name an https address");
  Endpoint endpoint{.url = url, .key = std::move(*key), .stop = parts.settings.stop};
  if (choice.timeout_seconds > 0) endpoint.timeout_seconds = choice.timeout_seconds;
  return std::make_unique<const LlmExtractor>(std::move(endpoint), choice.model);
}

}  // namespace

Result<std::unique_ptr<const Extractor>> choose_extractor(Engine::Parts& parts,
                                                          const ExtractorChoice& choice) {
  const bool reads = choice.name.empty() || choice.name == "reader";
  if (!reads && choice.name != "llm" && choice.name != "both")
    return fail(Code::bad_argument, "no such extractor", {}, choice.name, "reader, llm or both");
  if (reads && !(choice.endpoint + choice.model + choice.key_file).empty())
    return fail(Code::bad_argument, "the reader asks no endpoint", {}, choice.endpoint,
                "--extractor llm");
  if (choice.name == "llm") return make_llm(parts, choice);
  const auto reader = parts.reader();
  if (!reader) {
    Error error = reader.error();
    if (error.code != Code::bad_argument) error.code = Code::missing_resource;
    return std::unexpected(std::move(error));
  }
  if (reads) return std::make_unique<const Borrowed>(**reader);
  auto llm = make_llm(parts, choice);
  if (!llm) return llm;
  return std::make_unique<const SideBySide>(**reader, std::move(*llm));
}

}  // namespace entente
