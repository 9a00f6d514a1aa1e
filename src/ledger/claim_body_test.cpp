#include "ledger/claim_body.h"

#include <gtest/gtest.h>

#include <random>

namespace entente {
namespace {

constexpr std::string_view kText = "Пхеньян \"shipped\" 148 missiles to Moscow in 2024, Kyiv said.";

Mention mention(uint32_t start, uint32_t end, const std::string& state = {}) {
  const OffsetMap map(kText);
  Mention m;
  m.text = words_at(kText, map, start, end);
  m.start = start, m.end = end, m.state = state;
  return m;
}

Claim full_claim() {
  Claim c;
  c.certainty = 0.85;
  c.subject = {mention(0, 7, "kp")};
  c.counterpart = {mention(34, 40, "ru"), mention(50, 54)};
  c.object = {mention(22, 30)};
  c.object[0].goods.add(Goods::missiles);
  c.object[0].goods.add(Goods::arms);
  c.where = {mention(34, 40)};
  c.attribution = {mention(50, 54, "ua")};
  c.attribution[0].cue = "said \"so\" \\ \x01 и";
  c.quantity = {{"148", 148, std::nullopt, true, "t", "missiles"},
                {"a third", std::nullopt, 1.0 / 3, false, "", ""},
                {"x", std::nullopt, std::nullopt, false, "USD", ""}};
  c.when = {"in 2024", {parse_date("2024-05"), std::nullopt}};
  c.extractor = {"llm:some model", "2"};
  c.quote_boxes = {{3, 72.5F, 100.25F, 540, 112}, {4, 72, 60, 99.125F, 72}};
  return c;
}

Result<Claim> round_trip(const Claim& c, std::string_view body) {
  const OffsetMap map(kText);
  Claim out;
  if (auto ok = decode_body(body, kText, map, out); !ok) return std::unexpected(ok.error());
  out.id = c.id, out.quote = c.quote;
  return out;
}

TEST(ClaimBodyTest, GivesBackWhatItTook) {
  const Claim c = full_claim();
  EXPECT_EQ(round_trip(c, encode_body(c)), c);
  Claim open = c;
  open.when = {"", {std::nullopt, parse_date("2024")}};
  open.quantity.clear();
  EXPECT_EQ(round_trip(open, encode_body(open)), open);
  Claim least;
  least.subject = {mention(0, 7)};
  EXPECT_EQ(encode_body(least), "[0,[\"s\",0,7]]");
  EXPECT_EQ(round_trip(least, encode_body(least)), least);
}

TEST(ClaimBodyTest, RefusesWhatItDidNotWrite) {
  for (const char* body :
       {"", "[", "[0", "[0,]", "[0]x", "[0,[]]", "[0,[\"s\"]]", "[0,[\"s\",0,0]]",
        "[0,[\"s\",9,3]]", "[0,[\"z\",0,7]]", "[0,[\"s\",0,7,\"kp]]", "[0,[\"s\",900,907]]",
        "[0,[\"q\",\"a\",1]]", "[0,[\"t\",\"x\",\"May\"]]", "[0,[\"o\",0,7,\"\",\"tanks\"]]",
        "[0,[\"s\",0,7,\"\\u00\"]]"})
    EXPECT_EQ(round_trip({}, body).error().code, Code::ledger_corrupt) << body;
}

TEST(ClaimBodyTest, DamageNeverRunsAway) {
  const std::string body = encode_body(full_claim());
  std::mt19937 random(3);
  for (int i = 0; i < 5000; ++i) {
    std::string damaged = body;
    for (int k = 0; k < 3; ++k) damaged[random() % damaged.size()] = static_cast<char>(random());
    damaged.resize(random() % 4 == 0 ? random() % damaged.size() : damaged.size());
    const auto claim = round_trip({}, damaged);
    if (claim) {
      EXPECT_TRUE(round_trip(*claim, encode_body(*claim)));
    }
  }
}

}  // namespace
}  // namespace entente
