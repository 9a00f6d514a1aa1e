// Any two names, of any schema: prepared blocks are sound, scores are in 0..1 and the same both
// ways round, the distance agrees with its twin.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.h"
#include "names/compare.h"
#include "names/ofac_like.h"
#include "names/reference/distance.h"
#include "names/tables.h"

namespace {

using namespace entente;

const NameTables& tables() {
  static const NameTables loaded = [] {
    auto read = NameTables::load(std::string(ENTENTE_SOURCE_DIR) + "/data");
    if (!read) std::abort();
    return std::move(*read);
  }();
  return loaded;
}

// Bytes as text: what is ill formed becomes a replacement character.
std::string text_of(std::string_view bytes) {
  std::string out;
  for (size_t at = 0; at < bytes.size(); at = next_code_point(bytes, at))
    append_utf8(out, decode_at(bytes, at));
  return out;
}

Entity entity_of(std::string_view bytes, char schema) {
  constexpr const char* kSchemata[] = {"Person", "Company", "Vessel", "LegalEntity"};
  constexpr const char* kProperties[] = {"name",      "alias",   "weakAlias", "birthDate",
                                         "imoNumber", "address", "country"};
  Entity out;
  out.schema = kSchemata[static_cast<unsigned char>(schema) % 4];
  size_t n = 0;
  while (!bytes.empty()) {
    const size_t end = std::min(bytes.find('\n'), bytes.size());
    out.statements.push_back({kProperties[n++ % 7], text_of(bytes.substr(0, end)), "", "fuzz"});
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return out;
}

std::string reading_of(std::string_view bytes) {
  std::string out;
  for (const char c : bytes.substr(0, 60))
    out += static_cast<char>('a' + static_cast<unsigned char>(c) % 26);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t middle = std::min(bytes.find('\0', 2), size);
  const std::string_view x = bytes.substr(2, middle - 2),
                         y = bytes.substr(std::min(middle + 1, size));
  const Entity left = entity_of(x, bytes[0]), right = entity_of(y, bytes[1]);
  const std::string a = prepare(left, tables()), b = prepare(right, tables());
  if (!Prepared::check(a) || !Prepared::check(b)) std::abort();
  const float score = explain(left, right, tables()).result.score;
  if (!(score >= 0 && score <= 1) || score != compare(Prepared(b), Prepared(a)).score) std::abort();
  // A block of foreign bytes is refused or can be compared.
  std::string damaged(a);
  for (size_t i = 0; i + 1 < y.size() && i < 8; i += 2)
    if (!damaged.empty())
      damaged[static_cast<unsigned char>(y[i]) * 37U % damaged.size()] = y[i + 1];
  if (const auto p = Prepared::check(damaged)) (void)compare(*p, Prepared(b));
  const std::string p = reading_of(x), q = reading_of(y);
  if (std::abs(distance(p, q) - reference::distance(p, q)) > 0.001F) std::abort();
  const int ofac = ofac_like_score(text_of(x), text_of(y));
  if (ofac < 0 || ofac > 100) std::abort();
  return 0;
}
