// A long document gives the same claims whether they are waited for or taken part by part.
#include "engine/extraction.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "model/claim.h"

namespace entente {
namespace {

// One claim of each "Iran" in the text.
class FindsIran : public Extractor {
 public:
  Result<std::vector<Claim>> extract(const Document& document) const override {
    if (document.text.contains("unreadable"))
      return fail(Code::malformed, "cannot be worked on", document.path);
    std::vector<Claim> out;
    const OffsetMap map(document.text);
    for (size_t at = 0; (at = document.text.find("Iran", at)) != std::string::npos; at += 4) {
      Claim c;
      c.quote.text = "Iran";
      c.quote.start = static_cast<uint32_t>(map.code_points(at));
      c.quote.end = c.quote.start + 4;
      c.id = claim_id(c);
      out.push_back(std::move(c));
    }
    return out;
  }
};

Document long_document(std::string_view last = "Iran is quiet.") {
  Document d;
  d.path = "long.txt";
  const auto add = [&](std::string_view paragraph) {
    const auto begin = static_cast<uint32_t>(d.text.size());
    d.text += paragraph;
    d.blocks.push_back({Block::Kind::paragraph, begin, static_cast<uint32_t>(d.text.size()), 0});
    d.text += "\n\n";
  };
  while (d.text.size() < (size_t{2} << 20)) {
    add("Téhéran — the capital of Iran — is said to have sent Iran\u2019s drones abroad.");
    add("Nothing else is known of it.");
  }
  add(last);
  return d;
}

TEST(Extraction, PartsGiveTheClaimsOfTheWhole) {
  const Document document = long_document();
  ASSERT_TRUE(is_long(document));
  const auto whole = extract_claims(document, FindsIran());
  ASSERT_TRUE(whole.has_value());
  for (const size_t threads : {1, 3}) {
    std::vector<Claim> out;
    size_t parts = 0;
    const auto take = [&](std::vector<Claim>&& claims) {
      ++parts;
      std::move(claims.begin(), claims.end(), std::back_inserter(out));
      return true;
    };
    ASSERT_TRUE(extract_by_parts(document, FindsIran(), threads, take).has_value());
    EXPECT_GT(parts, 8u);
    EXPECT_TRUE(out == *whole) << out.size() << " and " << whole->size() << " claims";
  }
  const OffsetMap map(document.text);
  for (const Claim& c : *whole) {
    const size_t begin = map.bytes(c.quote.start);
    ASSERT_EQ(document.text.substr(begin, 4), "Iran");
  }
}

TEST(Extraction, PartsEndWhenNoMoreIsWantedOrOneFails) {
  size_t parts = 0;
  const auto one = [&](std::vector<Claim>&&) { return ++parts, false; };
  EXPECT_TRUE(extract_by_parts(long_document(), FindsIran(), 2, one).has_value());
  EXPECT_EQ(parts, 1u);
  const auto all = [](std::vector<Claim>&&) { return true; };
  const auto failed = extract_by_parts(long_document("unreadable"), FindsIran(), 2, all);
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().code, Code::malformed);
}

}  // namespace
}  // namespace entente
